"""BibTeX and BibLaTeX in their dialects."""

import pytest

from loclearn.bibliography import bibtex, bibtex_writer, csl
from loclearn.bibliography.record import Date, Extra, Name, Record
from loclearn.errors import Problem


def one(text):
    (record,) = [item for item in bibtex.read(text, "x.bib") if isinstance(item, Record)]
    return record


def test_braces_and_escapes_become_unicode_and_the_braces_come_back():
    raw = r"@article{a, title = {{The {MGWR} of Sch{\"o}n \& {\v{S}}kec}}, journal={J}}"
    record = one(raw)
    assert record.title == "The MGWR of Schön & Škec"
    for biblatex in (False, True):
        assert r"title = {{The {MGWR} of Sch{\"o}n \& {\v{S}}kec}}" in bibtex_writer.write(
            [record], biblatex=biblatex
        )


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("van den Oord, A{\\\"a}ron", [Name("Oord", "Aäron", "van den")]),
        ("Knorr Cetina, Karin", [Name("Knorr Cetina", "Karin")]),
        ("{World Bank}", [Name(literal="World Bank")]),
        ("Wu, Jr, L. and Wu, L.", [Name("Wu", "L.", suffix="Jr"), Name("Wu", "L.")]),
        ("{Barnes and Noble, Inc.}", [Name(literal="Barnes and Noble, Inc.")]),
        ("Ludwig van Beethoven\n", [Name("Beethoven", "Ludwig", "van")]),
        ("Wu, L. and others", [Name("Wu", "L."), Name(literal="others")]),
    ],
)  # fmt: skip
def test_names_in_parts(raw, names):
    record = one(f"@book{{a, author = {{{raw}}}}}")
    assert list(record.authors) == names
    assert one(bibtex_writer.write([record], biblatex=False)) == record


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year = 2005, month = jun", Date(2005, 6)),
        ("year = {2005}, month = {12}", Date(2005, 12)),
        ('year = 1981, month = "10~" # jan', Date(1981, 1, 10)),
        ("date = {2019-05-03}", Date(2019, 5, 3)),
        ("year = {forthcoming}", Date(text="forthcoming")),
        ("pubstate = {forthcoming}", Date(text="forthcoming")),
        ("note = {no year}", Date()),
    ],
)
def test_dates_in_all_their_ways(fields, issued):
    record = one(f"@misc{{a, {fields}}}")
    assert record.issued == issued
    assert one(bibtex_writer.write([record], biblatex=True)) == record


def test_fields_that_are_not_understood_come_back():
    record = one("@article{a, title={T}, file = {:C\\:/x.pdf:PDF}, howpublished={by {Hand}}}")
    assert [e.field for e in record.extra] == ["file", "howpublished"]
    assert "howpublished = {by {Hand}}" in bibtex_writer.write([record], biblatex=False)
    assert csl.from_item(csl.as_item(record)) == record


def test_a_broken_record_is_reported_with_its_line_and_the_others_come_through():
    text = "@book{a, title = {A}}\n\n@book{b, title = {B\n\n@book{c, title = {C}}\n"
    found = list(bibtex.read(text, "x.bib"))
    assert [item.key for item in found if isinstance(item, Record)] == ["a", "c"]
    (problem,) = [item for item in found if isinstance(item, Problem)]
    assert (problem.row, problem.unit, problem.severity) == (3, "line", "violation")


def test_a_brace_too_many_is_told():
    text = "@book{a, title = {A}},\n  year = {2000}\n}\n"
    problems = [item for item in bibtex.read(text, "x.bib") if isinstance(item, Problem)]
    assert "fields outside of a record" in problems[0].found


def test_a_field_that_stands_twice_is_kept_and_told():
    found = list(bibtex.read("@book{a, title = {A}, title = {B}}", "x.bib"))
    record = next(item for item in found if isinstance(item, Record))
    assert record.title == "A"
    assert Extra("bibtex", "title", "B") in record.extra
    assert any(isinstance(item, Problem) and "title twice" in item.found for item in found)


def test_what_a_user_edits_afterwards_wins():
    record = Record(key="a", type="book", title="T", retracted=True, notes=("one", "two"))
    text = bibtex_writer.write([record], biblatex=True)
    assert one(text) == record
    edited = one(text.replace("title = {T}", "title = {U}").replace("{one}", "{mine}"))
    assert (edited.title, edited.notes, edited.retracted) == ("U", ("mine", "two"), True)


def test_a_record_inherits_what_it_lacks():
    text = (
        "@inproceedings{a, title={T}, crossref={p}, publisher={}}\n"
        "@proceedings{p, title={Proc}, year=1999, publisher={P}}"
    )
    record = next(item for item in bibtex.read(text, "x") if isinstance(item, Record))
    assert (record.container, record.issued.year, record.publisher) == ("Proc", 1999, "")


WOS = """
@article{ WOS:000412345600001,
Author = {Aria, Massimo and Cuccurullo, Corrado},
Title = {{bibliometrix: An R-tool for
   mapping}},
Journal = {{JOURNAL OF INFORMETRICS}},
Year = {{2017}}, Month = {{NOV}}, Pages = {{959-975}},
Cited-References = {{Anselin L, 2006, GEOGR ANAL, V38, P5, DOI 10.1111/j.0016-7363.
   Chen CM, 2006, J AM SOC INF SCI \\& TEC, V57, P359}},
Unique-ID = {{WOS:000412345600001}},
}
"""
SCOPUS = """Scopus
EXPORT DATE: 12 May 2023

@ARTICLE{Aria2017959,
\ttitle = {An R-tool}, pages = {959 – 975},
\turl = {https://www.scopus.com/inward/record.uri?eid=2-s2.0-850&doi=10.1016%2fj.joi&md5=x},
\treferences={Batagelj, V., Cerinsek, M., On networks (2013) Scientometrics, 96 (3), pp. 845-864}
}
"""


def test_the_bibtex_of_web_of_science_with_its_references():
    record = one(WOS)
    assert (record.key, record.identifiers.wos) == ("WOS:000412345600001",) * 2
    assert record.title == "bibliometrix: An R-tool for mapping"
    assert (record.issued, record.pages) == (Date(2017, 11), "959-975")
    assert [r.container for r in record.references] == ["GEOGR ANAL", "J AM SOC INF SCI & TEC"]
    text = bibtex_writer.write([record], biblatex=False)
    assert one(text) == record
    assert "loclearn" not in text


def test_the_bibtex_of_scopus_with_its_references():
    record = one(SCOPUS)
    assert (record.pages, record.identifiers.scopus) == ("959-975", "2-s2.0-850")
    assert record.references[0].title == "On networks"
    assert one(bibtex_writer.write([record], biblatex=True)) == record


def test_a_record_without_a_key_is_nobodys_parent(given):
    source = given("@book{b, title = {B}}\n@book{ , title = {No key}, year = {1999}}\n")
    first, second = source.records
    assert (first.issued, first.container) == (Date(), "")
    assert (second.key, second.issued) == ("", Date(1999))
