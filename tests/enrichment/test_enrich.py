"""The command: own values win, the others have their source and day, and nothing is lost."""

import csv
import re
from dataclasses import replace

import pytest

from loclearn.bibliography.reading import read
from loclearn.bibliography.writing import WRITERS
from tests.conftest import read_csv
from tests.enrichment import answers
from tests.enrichment import replay as r

DOI = answers.DOI
BIB = """@article{ash2000,
  author = {Ash, I. and Lee, B.}, year = {2000}, doi = {10.1000/local.buzz},
  title = {Local Buzz among the Lantern Makers of Small Towns},
  abstract = {An abstract of my own.}, note = {Private: ask Ida}, file = {:/home/me/ash.pdf:PDF}
}
@book{roe1995, author = {Roe, Jo}, year = {1995}, title = {A treatise on nothing at all} }
"""
ONE = r"(?:Crossref|OpenAlex|OpenCitations|Wikidata), \d{4}-\d\d-\d\d"
SOURCE = re.compile(rf"\({ONE}(?:; {ONE})*\)")


@pytest.fixture
def bib(tmp_path):
    path = tmp_path / "my.bib"
    path.write_text(BIB, encoding="utf-8")
    return path


@pytest.fixture
def live(replay):
    """All services know the first work, and none the second."""
    replay.on(f"/crossref/works/{DOI}", r.given(answers.crossref()))
    replay.on(f"/openalex/works/doi:{DOI}", r.given(answers.openalex()))
    replay.on(f"/opencitations/references/doi:{DOI}", r.given(answers.references()))
    replay.on(f"/opencitations/citations/doi:{DOI}", r.given(answers.citations()))
    replay.on("/wikidata", r.given(answers.wikidata()))
    replay.on("/crossref/works", r.given(answers.found_by_crossref()))
    replay.on("/openalex/works", r.given({"meta": {"count": 0}, "results": []}))
    return replay


@pytest.fixture
def enrich(command, table_file, tmp_path, live):
    assert live.acts

    def call(*arguments):
        return command(
            "bib", "enrich", *arguments, "--services", table_file, "--cache", tmp_path / "cache"
        )

    return call


def test_own_values_stay_and_others_come_with_source_and_day(enrich, bib, tmp_path):
    out = tmp_path / "out.bib"
    done = enrich(bib, "--out", out)
    assert done.code == 0
    own, other = read(bib).records
    record, unknown = read(out).records
    assert unknown == other
    assert (record.key, record.issued.year) == ("ash2000", 2000)
    assert record.abstract == "An abstract of my own."
    assert record.notes == own.notes
    assert (record.volume, record.issue, record.pages) == ("7", "2", "11-29")
    assert (record.identifiers.openalex, record.identifiers.wikidata) == ("W4000000001", "Q4001")
    lines = done.out.splitlines()
    assert any(
        re.fullmatch(r"added    my\.bib/ash2000  volume: 7 \(Crossref, .*\)", x) for x in lines
    )
    added = [line for line in lines if line.startswith("added")]
    assert len(added) == 11
    for line in added:
        assert SOURCE.search(line), line
    (differs,) = [line for line in lines if line.startswith("differs")]
    day = r"\d{4}-\d\d-\d\d"
    assert re.fullmatch(
        rf"differs  my\.bib/ash2000  year: 2000 \(my\.bib, line 1\), 2001 \(Crossref, {day}\), "
        rf"2002 \(OpenAlex, {day}\)".replace(r"\(my\.bib", r"\([^ ]*my\.bib"),
        differs,
    )
    assert lines[-1] == (
        "2 records in, 2 out: 11 values added to 1 records, 1 differences, "
        "0 works proposed and not used"
    )


@pytest.mark.parametrize("format_", ["bibtex", "biblatex", "csl-json", "ris"])
def test_each_new_value_says_its_source_in_every_format(enrich, bib, tmp_path, format_):
    out = tmp_path / "out"
    assert enrich(bib, "--out", out, "--to", format_).code == 0
    own, record = read(bib).records[0], read(out).records[0]
    told = {extra.field: extra.value for extra in record.extras("enriched")}
    names = ("volume", "issue", "pages", "container", "publisher", "language", "references")
    for name in names:
        assert not getattr(own, name)
        assert getattr(record, name)
        assert SOURCE.search(f"({told[name].split('; ')[0]})"), name
    assert told["wikidata"].startswith("Wikidata, ")
    kept = {extra.field: extra.value for extra in record.extras("merged")}
    assert kept["year"].startswith(("2001 (Crossref, ", "2002 (OpenAlex, "))


def test_references_are_joined_and_none_is_counted_twice(enrich, bib, tmp_path):
    out = tmp_path / "out.json"
    enrich(bib, "--out", out)
    record = read(out).records[0]
    # two of Crossref, of which OpenCitations knows one and adds another; the one of OpenAlex,
    # which names its own number only, is the first of them
    assert {reference.doi for reference in record.references} == {
        "10.1000/cited.1", "10.1000/cited.3", "",
    }  # fmt: skip
    assert len(record.references) == 3


def test_a_second_run_without_a_network_is_the_same(enrich, bib, live, tmp_path):
    first, second, third = (tmp_path / f"{n}.bib" for n in range(3))
    values = [tmp_path / f"{n}.csv" for n in range(2)]
    citing = [tmp_path / f"c{n}.csv" for n in range(2)]
    one = enrich(bib, "--out", first, "--values", values[0], "--citing", citing[0])
    asked = len(live.seen)
    two = enrich(bib, "--out", second, "--values", values[1], "--citing", citing[1], "--offline")
    assert (one.code, two.code) == (0, 0)
    assert len(live.seen) == asked
    assert first.read_bytes() == second.read_bytes()
    assert values[0].read_bytes() == values[1].read_bytes()
    assert citing[0].read_bytes() == citing[1].read_bytes()
    assert [x for x in one.out.splitlines() if x.startswith(("added", "differs"))] == [
        x for x in two.out.splitlines() if x.startswith(("added", "differs"))
    ]
    # and what was enriched gains nothing by being enriched again
    done = enrich(first, "--out", third, "--offline")
    assert "added" not in "".join(x for x in done.out.splitlines() if not x.endswith("not used"))
    assert [replace(x, file="") for x in read(third).records] == list(read(first).records)


def test_each_service_is_counted(enrich, bib, tmp_path):
    done = enrich(bib, "--out", tmp_path / "out.bib")
    assert (
        "Crossref: 2 asked = 2 answered + 0 not found + 0 without an answer; 0 from the cache"
        in (done.out)
    )
    again = enrich(bib, "--out", tmp_path / "out.bib")
    for line in again.out.splitlines():
        if found := re.match(r"\S+: (\d+) asked = (\d+) .* (\d+) from the cache", line):
            assert found[1] == found[2] == found[3]


def test_nothing_but_doi_title_author_and_year_leaves_the_machine(enrich, bib, live, tmp_path):
    enrich(bib, "--out", tmp_path / "out.bib")
    for seen in live.seen:
        sent = str(seen)
        for private in (
            "abstract of my own",
            "Private",
            "ask Ida",
            "/home/me",
            "my.bib",
            "ash2000",
        ):
            assert private not in sent
    asked = {value for seen in live.seen for name, value in seen.query.items() if name != "query"}
    assert asked == {
        "A treatise on nothing at all Roe 1995", "5", "title.search:A treatise on nothing at all",
    }  # fmt: skip


def test_offline_with_an_empty_cache_says_of_each_record_what_is_missing(
    enrich, bib, live, tmp_path
):
    out = tmp_path / "out.bib"
    done = enrich(bib, "--out", out, "--offline")
    assert done.code == 1
    assert live.seen == []
    first, second = done.err.splitlines()
    assert re.search(r"my\.bib, line 1: found no answer in the cache: Crossref, OpenAlex, ", first)
    assert re.search(r"my\.bib, line 6: found no answer in the cache: Crossref, OpenAlex\.", second)
    assert list(read(out).records) == list(read(bib).records)


def test_one_record_that_fails_leaves_the_others_alone(enrich, bib, live, tmp_path):
    live.on(f"/crossref/works/{DOI}", r.reply(500))
    out = tmp_path / "out.bib"
    done = enrich(bib, "--out", out, "--service", "crossref", "--service", "openalex")
    assert done.code == 1
    (line,) = done.err.splitlines()
    assert line.endswith(
        "my.bib, line 1: found a fault of the service (status 500): Crossref. Try again later."
    )
    record, other = read(out).records
    assert record.identifiers.openalex == "W4000000001"
    assert other == read(bib).records[1]
    live.on(f"/crossref/works/{DOI}", r.given(answers.crossref()))
    assert enrich(bib, "--out", out, "--service", "crossref").code == 0


def test_retractions_and_corrections_are_told_and_kept(enrich, bib, live, tmp_path):
    updates = [
        {"DOI": answers.NOTICE, "type": "retraction", "updated": {"date-parts": [[2019, 3, 7]]}},
        {"DOI": "10.1000/erratum", "type": "erratum", "updated": {"date-parts": [[2018]]}},
    ]
    live.on(f"/crossref/works/{DOI}", r.given(answers.crossref(**{"updated-by": updates})))
    live.on("/wikidata", r.given(answers.wikidata({"said": "retraction"})))
    out = tmp_path / "out.bib"
    done = enrich(bib, "--out", out)
    assert done.code == 0
    assert f"found retraction, 2019-03-07, https://doi.org/{answers.NOTICE} (Crossref, " in done.err
    assert "found erratum, 2018, https://doi.org/10.1000/erratum (Crossref, " in done.err
    assert re.search(r"line 1: found retraction \(Wikidata, \d", done.err)
    record = read(out).records[0]
    assert record.retracted
    assert re.search(r"added .* retracted: yes \(Crossref, .*; Wikidata, .*\)", done.out)


@pytest.mark.parametrize("format_", ["bibtex", "biblatex", "csl-json", "ris", "turtle", "jsonld"])
def test_odd_characters_of_a_service_come_through_to_every_format(
    enrich, bib, live, tmp_path, format_
):
    odd = "Press \ud800 \x00 \x1b[2J {\\undefined} @x ü \u2028 y"
    live.on(f"/crossref/works/{DOI}", r.given(answers.crossref(publisher=odd)))
    out = tmp_path / "out"
    done = enrich(bib, "--out", out, "--to", format_, "--service", "crossref")
    assert done.code == 0
    assert "\x1b" not in done.out
    assert len(read(out).records) == 2
    assert read(out).records[0].publisher.startswith("Press ")


@pytest.mark.parametrize("before", ["RETRACTED: ", "RETRACTED ARTICLE: ", "[Withdrawn] ", ""])
def test_a_title_that_says_so_does_not_hide_a_retraction(enrich, bib, live, tmp_path, before):
    bib.write_text(BIB.replace("among the Lantern Makers of Small Towns", ""), encoding="utf-8")
    title = before + "Local buzz"
    updates = [{"DOI": answers.NOTICE, "type": "retraction", "updated": {"date-parts": [[2019]]}}]
    body = answers.crossref(title=[title], **{"updated-by": updates})
    live.on(f"/crossref/works/{DOI}", r.given(body))
    out = tmp_path / "out.bib"
    done = enrich(bib, "--out", out, "--service", "crossref")
    assert "another title" not in done.err
    assert f"retraction, 2019, https://doi.org/{answers.NOTICE}" in done.err
    assert read(out).records[0].retracted


def hit(**changes):
    work = answers.crossref_work()
    return {
        **work, "title": ["A Treatise on Nothing at all"], "DOI": "10.1000/nothing",
        "author": [{"family": "Roe", "given": "Jo"}], "issued": {"date-parts": [[1995]]},
        "type": "book", "container-title": [], "volume": None, "page": None, "issue": None,
        **changes,
    }  # fmt: skip


def test_a_sure_hit_gives_the_doi_by_which_others_are_asked(enrich, bib, live, tmp_path):
    live.on("/crossref/works", r.given(answers.found_by_crossref(answers.crossref_work(), hit())))
    out = tmp_path / "out.bib"
    done = enrich(bib, "--out", out)
    assert read(out).records[1].identifiers.doi == "10.1000/nothing"
    assert live.asked("/openalex/works/doi:10.1000/nothing") == 1
    assert live.asked("/openalex/works") == 0
    assert live.asked("/opencitations/references/doi:10.1000/nothing") == 1
    assert re.search(r"added    my\.bib/roe1995  doi: 10\.1000/nothing \(Crossref, ", done.out)


@pytest.mark.parametrize(
    "changes",
    [
        {"author": [], "issued": {"date-parts": [[1997]]}},
        {"title": ["A treatise on nothing at all: Second thoughts"], "author": []},
    ],
)
def test_an_unsure_hit_is_proposed_and_not_used(enrich, bib, live, tmp_path, changes):
    live.on("/crossref/works", r.given(answers.found_by_crossref(hit(**changes))))
    out = tmp_path / "out.bib"
    done = enrich(bib, "--out", out, "--service", "crossref")
    assert done.code == 0
    (line,) = [x for x in done.out.splitlines() if x.startswith("proposed")]
    assert "https://doi.org/10.1000/nothing, probability 0." in line
    assert "1 works proposed and not used" in done.out
    assert read(out).records[1] == read(bib).records[1]


def test_an_abstract_of_ones_own_is_enough(enrich, bib, live, tmp_path):
    live.on(f"/crossref/works/{DOI}", r.given(answers.crossref(abstract="<p>Another one.</p>")))
    out = tmp_path / "out.bib"
    enrich(bib, "--out", out, "--service", "crossref")
    assert "Another one." not in out.read_text("utf-8")
    bib.write_text(BIB.replace("abstract = {An abstract of my own.}, ", ""), encoding="utf-8")
    enrich(bib, "--out", out, "--service", "crossref")
    assert read(out).records[0].abstract == "Another one."


def test_another_work_found_is_not_even_proposed(enrich, bib, live, tmp_path):
    live.on("/crossref/works", r.given(answers.found_by_crossref(answers.crossref_work())))
    done = enrich(bib, "--out", tmp_path / "out.bib", "--service", "crossref")
    assert "proposed " not in done.out.replace("works proposed", "")


def test_a_doi_of_another_title_gives_nothing_and_is_told(enrich, bib, live, tmp_path):
    other = answers.crossref(title=["Soup and its makers"], volume="99")
    live.on(f"/crossref/works/{DOI}", r.given(other))
    out = tmp_path / "out.bib"
    done = enrich(bib, "--out", out, "--service", "crossref")
    assert "found the DOI 10.1000/local.buzz of another title: Soup and its makers (Crossref, " in (
        done.err
    )
    assert list(read(out).records) == list(read(bib).records)


def test_books_are_looked_for_in_the_other_half_of_wikidata(enrich, bib, live, tmp_path):
    live.on("/wikidata", r.given(answers.nothing()))
    live.on("/wikidata-main", r.given(answers.wikidata(item="Q99")))
    out = tmp_path / "out.bib"
    enrich(bib, "--out", out, "--service", "wikidata")
    assert read(out).records[0].identifiers.wikidata == "Q99"


def test_where_only_opencitations_knows_a_work_its_metadata_serve(enrich, bib, live, tmp_path):
    live.on(f"/opencitations-meta/metadata/doi:{DOI}", r.given(answers.metadata()))
    out = tmp_path / "out.bib"
    done = enrich(bib, "--out", out, "--service", "opencitations")
    assert read(out).records[0].volume == "7"
    assert re.search(r"volume: 7 \(OpenCitations Meta, \d", done.out)


def test_the_works_that_cite_are_a_table(enrich, bib, tmp_path):
    citing = tmp_path / "citing.csv"
    enrich(bib, "--out", tmp_path / "o.bib", "--citing", citing)
    rows = read_csv(citing)
    assert [(x["citing"], x["cited"], x["date"], x["service"]) for x in rows] == [
        ("10.1000/later", DOI, "2011", "OpenCitations"),
        ("br/06110", DOI, "2012-02", "OpenCitations"),
    ]


def test_values_are_a_table_with_sources(enrich, bib, tmp_path):
    values = tmp_path / "values.csv"
    enrich(bib, "--out", tmp_path / "o.bib", "--values", values)
    with values.open(encoding="utf-8", newline="") as file:
        years = [row for row in csv.DictReader(file) if row["field"] == "year"]
    assert [(row["value"], row["chosen"]) for row in years] == [
        ("2000", "yes"), ("2001", "no"), ("2002", "no"),
    ]  # fmt: skip
    assert "Crossref, 20" in years[1]["source"]


def test_without_out_the_records_go_to_the_screen_and_the_rest_beside(enrich, bib):
    done = enrich(bib)
    assert done.out.startswith("@article{ash2000")
    assert "2 records in, 2 out" in done.err
    assert "2 records in" not in done.out


def test_hits_with_formulas_are_harmless_in_tables(enrich, bib, live, tmp_path):
    live.on(f"/crossref/works/{DOI}", r.given(answers.crossref(volume="=1+1")))
    values = tmp_path / "values.csv"
    enrich(bib, "--out", tmp_path / "o.bib", "--values", values)
    assert ",'=1+1," in values.read_text("utf-8")


def test_wrong_use_is_told(enrich, command, bib, tmp_path):
    assert enrich(bib, "--offline", "--refresh").code == 2
    assert enrich(tmp_path / "none.bib").code == 2
    assert enrich(bib, "--out", bib, "--offline").code == 2
    assert command("bib", "enrich", bib, "--services", tmp_path / "none.toml").code == 2
    assert command("bib", "enrich", bib, "--service", "scopus").code == 2


def test_without_the_packages_one_line_says_what_to_install(enrich, bib, monkeypatch, tmp_path):
    import sys

    monkeypatch.setitem(sys.modules, "tenacity", None)
    done = enrich(bib, "--out", tmp_path / "o.bib")
    assert done.code == 2
    assert done.err.strip() == (
        'loclearn: Asking services needs packages: install them with pip install "loclearn[web]", '
        "or use --offline."
    )
    assert not (tmp_path / "o.bib").exists()


def test_all_formats_that_are_written_can_be_asked_for():
    from loclearn.cli.bib_options import BibFormat

    assert {str(name) for name in BibFormat} == {*WRITERS, "bibtex", "biblatex"}
