"""Several records of a work as one: nothing lost, nothing doubled, every value with its source."""

import csv
import json
from collections import Counter
from dataclasses import fields, replace

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loclearn.bibliography.reading import read
from loclearn.bibliography.record import Date, Extra, Identifiers, Name, Record, Reference
from loclearn.linking.merging import merge
from loclearn.linking.references import union
from tests.bibliography.test_round_trips import records
from tests.linking import dialects

FORMATS = ("csl-json", "bibtex", "biblatex", "ris")
FULL = Record(
    "a", 1, 2, "2026-11-23", "key", "book", "title", (Name("Ash", "Ida"),), (Name("Lee"),),
    Date(2001, 5), "container", "collection", "1", "2", "3-4", "publisher", "place", "5",
    Identifiers("10.1/a", ("978-1-349-08181-3",), ("1234-567X",), "1", "W12345", "WOS:1",
                "2-s2.0-1", "https://x.org", "2009.10385", "Q42"),
    "abstract", "en", ("word",), ("note",), True, (Reference("raw"),),
    (Extra("ris", "C1", "x"),),
)  # fmt: skip


@pytest.mark.parametrize("turn", [1, -1], ids=["Crossref first", "BibTeX and Scopus first"])
@pytest.mark.parametrize("to", FORMATS)
def test_twenty_works_in_four_dialects_give_all_references_once(command, tmp_path, to, turn):
    out = tmp_path / f"all.{to}"
    done = command("bib", "merge", *dialects.write(tmp_path)[::turn], "--to", to, "--out", out)
    assert done.code == 0, done.err
    assert "80 records are 20 works" in done.out
    assert "20 records with 120 references came of it" in done.out
    found = {record.title: record for record in read(out).records}
    assert sorted(found) == sorted(work.title for work in dialects.WORKS)
    for work in dialects.WORKS:
        got = Counter((int(r.volume), r.year) for r in found[work.title].references)
        assert got == Counter((c.volume, c.year) for c in dialects.cited(work, 9))
        dois = {r.doi for r in found[work.title].references} - {""}
        assert dois == {c.doi for c in dialects.cited(work, 9)} - {""}


def test_each_source_says_what_it_brought(command, tmp_path):
    files = dialects.write(tmp_path)
    done = command("bib", "link", *files, "--format", "json")
    shares = json.loads(done.out)["sources"]
    # 20 works of 6 references; each source leaves out another one
    assert [(s["references_new"], s["references_there"]) for s in shares] == [
        (100, 0), (20, 80), (0, 100), (0, 100),
    ]  # fmt: skip


def test_a_value_names_its_sources(command, tmp_path):
    (tmp_path / "your.bib").write_text(
        "@article{a, title={Trust in towns and villages}, author={Ash, I.}, year={2000},\n"
        " doi={10.1234/x}}\n"
    )
    item = {"DOI": "10.1234/x", "title": ["Trust in Towns and Villages"], "volume": "7",
            "author": [{"family": "Ash", "given": "Ida"}], "type": "journal-article",
            "issued": {"date-parts": [[2001, 5]]}}  # fmt: skip
    answer = {"status": "ok", "message-type": "work", "message": item}
    (tmp_path / "crossref.json").write_text(json.dumps(answer))
    files = [tmp_path / "crossref.json", tmp_path / "your.bib"]
    values, out = tmp_path / "v.csv", tmp_path / "all.bib"
    done = command("bib", "merge", *files, "--to", "bibtex", "--out", out, "--values", values)
    assert "year: 2001 (" in done.out
    line = next(x for x in done.out.splitlines() if "year:" in x)
    assert line.index("2001 (") < line.index("crossref.json, record 1") < line.index("2000 (")
    assert line.endswith("your.bib, line 1)")
    rows = list(csv.DictReader(values.read_text("utf-8").splitlines()))
    years = [(r["value"], r["chosen"]) for r in rows if r["field"] == "year"]
    assert years == [("2001", "yes"), ("2000", "no")]
    (merged,) = read(out).records
    assert (merged.issued, merged.volume) == (Date(2001, 5), "7")
    assert merged.authors == (Name("Ash", "Ida"),)
    kept = [extra.value for extra in merged.extras("merged") if extra.field == "year"]
    assert len(kept) == 1
    assert kept[0].startswith("2000 (")


def test_sparql_tells_which_file_gave_which_year(command, tmp_path):
    for name, year in (("a.bib", 2001), ("b.bib", 2000)):
        (tmp_path / name).write_text(
            f"@article{{k, title={{Trust in towns and villages}}, year={{{year}}}, "
            "doi={10.1234/x}}\n"
        )
    out = tmp_path / "all.ttl"
    command("bib", "merge", tmp_path / "a.bib", tmp_path / "b.bib", "--to", "turtle", "--out", out)
    graph = rdflib.Graph().parse(out)
    found = graph.query(
        """PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?year ?file WHERE {
          ?merged prov:wasDerivedFrom ?source . ?source prov:wasDerivedFrom ?record ;
            prism:publicationDate ?year . ?record prov:wasDerivedFrom/rdfs:label ?file }"""
    )
    assert {(str(y), str(f).rpartition("/")[2]) for y, f in found} == {
        ("2001", "a.bib"),
        ("2000", "b.bib"),
    }


def test_a_pair_for_review_is_not_merged(command, tmp_path):
    text = "@book{w, author={Wenger, E.}, year={1999}, title={Communities of Practice: Learning}}"
    (tmp_path / "my.bib").write_text(text)
    done = command("bib", "merge", tmp_path / "my.bib", "--to", "csl-json")
    assert "1 wait for review" in done.err
    assert json.loads(done.out)[0]["id"] == "w"


def test_an_input_is_not_overwritten(command, tmp_path):
    path = tmp_path / "my.bib"
    path.write_text("@book{w, title={Communities}}")
    assert command("bib", "merge", path, "--to", "bibtex", "--out", path).code == 2
    assert path.read_text() == "@book{w, title={Communities}}"


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(records)
def test_merging_with_itself_or_nothing_changes_nothing(record):
    record = replace(record, type=record.type or "document")
    assert merge([record, record]).record == record
    assert merge([record, Record()]).record == record
    assert merge([record]).record == record


@pytest.mark.parametrize("name", [f.name for f in fields(Record) if f.compare])
def test_each_field_is_filled_in_from_the_second_record(name):
    first = replace(FULL, **{name: getattr(Record(), name)})
    assert getattr(merge([first, FULL]).record, name) == getattr(FULL, name)


@pytest.mark.parametrize("name", [f.name for f in fields(Identifiers)])
def test_each_identifier_is_filled_in_from_the_second_record(name):
    ids = replace(FULL.identifiers, **{name: getattr(Identifiers(), name)})
    assert merge([replace(FULL, identifiers=ids), FULL]).record.identifiers == FULL.identifiers


numbers = st.lists(st.integers(0, 12), max_size=8, unique=True)


@given(st.lists(numbers, min_size=1, max_size=4))
def test_the_union_of_references_is_that_of_sets(lists):
    made = [Record(references=tuple(_reference(n, k) for n in given))
            for k, given in enumerate(lists)]  # fmt: skip
    merged, counts = union(made)
    assert {r.doi for r in merged} == {f"10.1/{n}" for part in lists for n in part}
    assert len(merged) == len({r.doi for r in merged}) == sum(new for new, _ in counts)
    assert [new + there for new, there in counts] == [len(part) for part in lists]


def _reference(number, source):
    return Reference(f"{source}: {number}", "Ash", 1990, doi=f"10.1/{number}")
