"""The command that checks likely DOIs, its table, and what follows for the graph."""

import csv
import re

import pyoxigraph as ox
import pytest

from loclearn import resources
from loclearn.enrichment.checks_table import COLUMNS, joined, read, works_table, write
from loclearn.enrichment.doi_checks import OUTCOMES, OWN, PUBLISHED, Check, likely
from loclearn.namespaces import term, thing
from loclearn.sources.bibliographic import add_bibliography
from loclearn.sources.merging import join
from loclearn.tables import contract, read_table
from tests.conftest import read_csv
from tests.enrichment import answers
from tests.enrichment import replay as r

WORKS = {row["key"]: row for row in read_csv(resources.data() / "works.csv")}
LIKELY = [
    row
    for row in WORKS.values()
    if "likely" in (row["doi_confidence"], row["published_doi_confidence"])
]
KINDS = {"book": "monograph", "conference-paper": "journal-article"}
COUNT = sum(
    row[name] == "likely"
    for row in WORKS.values()
    for name in ("doi_confidence", "published_doi_confidence")
)
"""How many DOIs of the embedded works are only likely."""


def as_crossref(row, doi, **changes):
    """What Crossref would say of a work, if the table is right."""
    people = [name.split(",") for name in row["authors"].split(";")]
    return answers.crossref(doi, **{
        "title": [row["title"].partition(": ")[0]],
        "subtitle": [row["title"].partition(": ")[2]],
        "author": [{"family": n[0].strip(), "given": n[1].strip()} for n in people],
        "issued": {"date-parts": [[int(row["year"])]]},
        "type": KINDS.get(row["type"], row["type"]),
        "container-title": [row["container"]] if row["type"] == "journal-article" else [],
        "volume": row["volume"], "issue": row["issue"], "page": row["pages"],
        **changes,
    })  # fmt: skip


@pytest.fixture
def live(replay):
    for row in LIKELY:
        for doi in filter(None, (row["doi"], row["published_doi"])):
            replay.on(f"/crossref/works/{doi.lower()}", r.given(as_crossref(row, doi.lower())))
    return replay


@pytest.fixture
def check(command, table_file, tmp_path, live):
    assert live.acts

    def call(*arguments):
        return command(
            "bib", "check", *arguments, "--services", table_file, "--cache", tmp_path / "cache"
        )

    return call


def test_every_likely_doi_is_checked():
    wanted = {(row["key"], OWN) for row in LIKELY if row["doi_confidence"] == "likely"}
    wanted |= {
        (row["key"], PUBLISHED) for row in LIKELY if row["published_doi_confidence"] == "likely"
    }
    assert {(one.key, one.role) for one in likely()} == wanted
    assert len(wanted) == COUNT == 28


def test_what_the_services_know_as_the_table_does_is_confirmed(check, tmp_path):
    out = tmp_path / "checks.csv"
    done = check("--out", out)
    assert done.code == 0
    assert done.out.splitlines()[-1] == (
        f"{COUNT} DOIs: {COUNT} confirmed, 0 unclear, 0 contradicted, 0 not found, 0 not reachable"
    )
    rows = read_csv(out)
    assert [tuple(row) for row in rows[:1]] == [COLUMNS]
    assert {row["outcome"] for row in rows} == {"confirmed"}
    assert min(float(row["probability"]) for row in rows) >= 0.96
    assert all("doi" not in row["fields"] for row in rows)  # the DOI does not speak for itself
    places = [(row["key"], row["role"], row["doi"]) for row in rows]
    assert places == sorted(places)


def test_a_doi_of_another_work_is_contradicted_and_says_why(check, live, tmp_path):
    doi = WORKS["gertler2001"]["doi"]
    live.on(f"/crossref/works/{doi}", r.given(as_crossref(WORKS["storper1993"], doi)))
    out = tmp_path / "checks.csv"
    done = check("--out", out)
    assert done.code == 1
    (row,) = [row for row in read_csv(out) if row["outcome"] != "confirmed"]
    assert (row["key"], row["outcome"]) == ("gertler2001", "contradicted")
    assert row["fields"].startswith("title ")
    assert "authors differ" in row["fields"]
    assert row["title_found"].startswith('Regional "Worlds" of Production')
    assert row["service"] == "Crossref"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"])
    (line,) = [x for x in done.out.splitlines() if x.startswith("contradicted")]
    assert 'it is called Regional "Worlds" of Production' in line


def test_the_same_title_by_another_author_is_not_confirmed(check, live):
    row = WORKS["asheim2002"]
    other = as_crossref(
        row, row["doi"].lower(), author=[{"family": "Doe", "given": "Jo"}],
        issued={"date-parts": [[1988]]}, volume="1", page="900-901",
    )  # fmt: skip
    live.on(f"/crossref/works/{row['doi'].lower()}", r.given(other))
    done = check()
    assert done.code == 1
    assert f"{COUNT - 1} confirmed" in done.out


def test_openalex_is_asked_where_crossref_knows_nothing(check, live, tmp_path):
    row = WORKS["tushmankatz1980"]
    live.on(f"/crossref/works/{row['doi']}", r.reply(404, "Resource not found.", "text/plain"))
    people = [{"author": {"display_name": n}} for n in ("Michael L. Tushman", "Ralph Katz")]
    found = answers.openalex(
        row["doi"], title=row["title"], authorships=people, publication_year=1980,
        publication_date="1980-01-01",
    )  # fmt: skip
    live.on(f"/openalex/works/doi:{row['doi']}", r.given(found))
    out = tmp_path / "checks.csv"
    check("--out", out)
    (mine,) = [x for x in read_csv(out) if x["key"] == "tushmankatz1980"]
    assert mine["service"] == "OpenAlex"
    assert mine["outcome"] in {"confirmed", "unclear"}  # the twin has another journal


def test_what_nobody_knows_is_not_found(check, live, tmp_path):
    doi = WORKS["tushmankatz1980"]["doi"]
    live.on(f"/crossref/works/{doi}", r.reply(404, "Resource not found.", "text/plain"))
    out = tmp_path / "checks.csv"
    assert check("--out", out).code == 1
    (row,) = [x for x in read_csv(out) if x["outcome"] != "confirmed"]
    assert (row["outcome"], row["service"]) == ("not found", "Crossref; OpenAlex")


def test_an_earlier_outcome_stays_where_nobody_can_be_reached(check, live, tmp_path):
    out = tmp_path / "checks.csv"
    check("--out", out)
    first = out.read_bytes()
    for path in list(live.acts):
        live.on(path, r.reply(401))
    for one in likely():
        live.on(f"/openalex/works/doi:{one.doi}", r.reply(401))
    done = check("--out", out, "--refresh")
    assert done.code == 1
    assert out.read_bytes() == first
    assert f"{COUNT} not reachable" in done.out
    assert [line.split(";")[0] for line in done.err.splitlines()] == [
        "warning: Crossref: found no admission (status 401)",
        "warning: OpenAlex: found no admission (status 401)",
    ]


def test_without_a_network_and_answers_each_service_is_told_in_one_line(check, live):
    done = check("--offline")
    assert done.code == 1
    assert live.seen == []
    assert len(done.err.splitlines()) == 2
    assert f"{COUNT} not reachable" in done.out


def test_a_second_run_without_a_network_is_the_same(check, tmp_path):
    one, two = tmp_path / "1.csv", tmp_path / "2.csv"
    first = check("--out", one)
    second = check("--out", two, "--offline")
    assert (first.out, second.code) == (second.out, 0)
    assert one.read_bytes() == two.read_bytes()


def test_a_retraction_is_told(check, live):
    row = WORKS["harrison1992"]
    update = {"DOI": "10.1000/r", "type": "retraction", "updated": {"date-parts": [[2020]]}}
    body = as_crossref(row, row["doi"], **{"updated-by": [update]})
    live.on(f"/crossref/works/{row['doi']}", r.given(body))
    assert "warning: harrison1992: found retraction, 2020, https://doi.org/10.1000/r (Cr" in (
        check().err
    )


def test_the_table_of_works_differs_in_what_was_confirmed_and_nothing_else(check, live, tmp_path):
    doi = WORKS["gertler2001"]["doi"]
    live.on(f"/crossref/works/{doi}", r.given(as_crossref(WORKS["storper1993"], doi)))
    out = tmp_path / "works.csv"
    done = check("--works", out)
    assert f"{out}: {COUNT - 1} DOIs are verified now that were likely." in done.out
    new = {row["key"]: row for row in read_csv(out)}
    assert list(new) == list(WORKS)
    changed = {
        (key, name) for key, row in new.items() for name in row if row[name] != WORKS[key][name]
    }
    assert {name for _, name in changed} == {
        "doi_confidence", "doi_evidence", "published_doi_confidence",
    }  # fmt: skip
    assert len([1 for _, name in changed if name.endswith("confidence")]) == COUNT - 1
    assert new["gertler2001"] == WORKS["gertler2001"]
    assert re.fullmatch(
        r"Crossref, \d{4}-\d\d-\d\d: title and DOI", new["asheim2002"]["doi_evidence"]
    )
    before = (resources.data() / "works.csv").read_text("utf-8").splitlines()
    after = out.read_text("utf-8").splitlines()
    assert sum(a != b for a, b in zip(before, after, strict=True)) == len(LIKELY) - 1


def test_only_the_doi_that_was_checked_becomes_verified():
    other = Check("asheim2002", "10.1000/earlier", OWN, "confirmed")
    text, count = works_table([other])
    assert count == 0
    assert text == (resources.data() / "works.csv").read_text("utf-8")
    mine = Check("asheim2002", WORKS["asheim2002"]["doi"].lower(), OWN, "confirmed")
    for checks in ([mine, other], [other, mine]):
        assert works_table(checks)[1] == 1


def test_the_graph_of_that_table_says_that_the_doi_is_verified(check, tmp_path):
    out = tmp_path / "works.csv"
    check("--works", out)
    rows, problems = join(read_table(out, contract("works")).rows, "key")
    assert not problems
    store = ox.Store()
    add_bibliography(store, rows)
    doi = WORKS["asheim2002"]["doi"].lower()
    (quad,) = store.quads_for_pattern(
        ox.NamedNode(thing("identifier", "doi", doi)), ox.NamedNode(term("hasDoiConfidence")), None
    )
    assert quad.object == ox.NamedNode(thing("doi-confidence", "verified"))


CHECKS = [
    Check("a", "10.1000/x", OWN, "contradicted", "0.0100", "title differs", "Crossref",
          "2026-11-23", '=HYPERLINK("http://x")'),
    Check("b", "10.1000/y", PUBLISHED, "not found", service="OpenAlex", date="2026-11-23"),
]  # fmt: skip


def test_the_table_is_harmless_and_comes_back(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text(write(CHECKS), encoding="utf-8")
    assert "'=HYPERLINK" in path.read_text("utf-8")
    assert read(path) == CHECKS
    path.write_text("\ufeff" + write(CHECKS).replace("\n", "\r\n"), encoding="utf-8")
    assert read(path) == CHECKS


@pytest.mark.parametrize("outcome", [name for name in OUTCOMES if name != "not reachable"])
def test_new_outcomes_replace_old_ones_and_others_stay(outcome):
    new = Check("a", "10.1000/x", OWN, outcome, date="2026-12-01")
    assert joined(CHECKS, [new]) == [new, CHECKS[1]]
    other = Check("a", "10.1000/other", OWN, outcome)
    assert joined(CHECKS, [other]) == [other, *CHECKS]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "row 1: found no column key"),
        (",".join(COLUMNS) + "\na,b\n", "row 2: found 2 cells"),
        (write(CHECKS).replace("contradicted", "contradict"), "Did you mean contradicted?"),
        (write(CHECKS).replace(",own,", ",mine,"), "row 2, column role: found mine"),
        ('key,"doi', "found no CSV"),
        ("\x00", "found "),
    ],
)
def test_a_file_that_is_no_table_of_checks_is_told_and_stays(check, tmp_path, text, said):
    path = tmp_path / "c.csv"
    path.write_text(text, encoding="utf-8")
    done = check("--out", path, "--offline")
    assert done.code == 1
    assert said in done.err
    assert path.read_text("utf-8") == text


def test_a_file_in_another_encoding_is_told(check, tmp_path):
    path = tmp_path / "c.csv"
    path.write_bytes("key,ä".encode("latin-1"))
    done = check("--out", path, "--offline")
    assert done.code == 1
    assert "not UTF-8" in done.err


def test_an_empty_file_and_a_folder(check, tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("")
    assert check("--out", path).code == 0
    with path.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == COUNT + 1
    assert check("--out", tmp_path).code == 2
