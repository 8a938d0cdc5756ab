"""The dialects of each format, in small twins of real exports."""

import json

import pytest
import rispy

from loclearn.bibliography import ris, ris_writer
from loclearn.bibliography.record import Date, Extra, Identifiers, Name, Record

RIS = """\r
TY  - JOUR\r
ID  - zot1\r
TI  - Geography & learning\r
AU  - van den Oord, A{a}ron\r
AU  - G. Kalbe\r
AU  - World Bank\r
PY  - 2019\r
DA  - 2019/05/03\r
T2  - Journal\r
JO  - J.\r
VL  - 3\r
VO  - 3\r
IS  - \r
SP  - 5\r
EP  - 11\r
SN  - 0435-3684, 1468-0467\r
DO  - https://doi.org/10.1000/ABC\r
KW  - clusters\r
KW  - learning\r
N1  - first note\r
goes on\r
N1  - second\r
C1  - a collection\r
C1  - another\r
ER  - \r
\r
\rTY  - THES\r
TI  - Forthcoming\r
PY  - in press\r
ER  -\r
"""
WOS = """\ufeffFN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Toh, ML
   El Jaouhari, A
AF Toh, Ming Liang
   El Jaouhari, Adil
CA ATLAS Collaboration
TI Mapping a
   title
SO REVIEW
LA English
DT Article; Retracted Publication
CR Anselin L, 2006, GEOGR ANAL, V38, P5, DOI 10.1111/j.0016-7363
   [Anonymous], ANAL DONNESS
   Adnan U, 2019, J EDUC, V15, P44, DOI [10.29329/ijpe.1, DOI 10.29329/IJPE.1]
NR 3
SN 1470-1111
EI 1470-2222
PD MAR 15
PY 2021
BP 5
EP 11
UT WOS:000123
XX what nobody knows
ER

EF
"""
NEW = (
    '"Authors","Author full names","Author(s) ID","Title","Year","Source title","Page start",'
    '"Page end","References","ISSN","Document Type","EID"\n'
    '"Liu F.; Li C.","Liu, Fengyuan (604); Li, Chunyun (588)","604; 588","T",2026,"J","5","11",'
    '"Cheng M.; Xue Y., Low, back, Spine, 50, pp. E1-E3, (2025); Boud D., Issues, (1998); The '
    'burden of pain, Lancet, 5, (2023)","4353684","Article","2-s2.0-1"\n'
)
OLD = (
    '\ufeff"Scopus"\n"Export of 23 Nov"\n'
    '"Authors","Author(s) ID","Title","Year","Source title","References","EID"\n'
    '"Marshall, A., van Eck, N.J.","1;2","T",2019,"J","Marshall, A., Principles (1890), London; '
    'Porter, M.E., Clusters (1998) Harv Bus Rev, 76 (6), pp. 77-90","2-s2.0-2"\n'
)


def test_ris_with_repeated_tags_continued_lines_and_mixed_line_ends(given, again):
    source = given(RIS)
    assert source.counts == (2, 2, 0)
    first, second = source.records
    assert first.authors[0] == Name("Oord", "A{a}ron", "van den")
    assert first.authors[1:] == (Name("Kalbe", "G."), Name(literal="World Bank"))
    assert first.issued == Date(2019, 5, 3)
    assert first.pages == "5-11"
    assert first.identifiers == Identifiers("10.1000/abc", issn=("0435-3684", "1468-0467"))
    assert first.notes == ("first note\ngoes on", "second")
    assert [(e.field, e.value) for e in first.extra] == [
        ("C1", "a collection"), ("C1", "another"), ("JO", "J."), ("VO", "3"),
    ]  # fmt: skip
    assert second.issued == Date(text="in press")
    assert again(source, "ris").records == source.records


def test_another_reader_of_ris_understands_ours():
    record = Record(
        key="k", type="article-journal", title="T", authors=(Name("Oord", "A.", "van den"),),
        issued=Date(2001), container="J", keywords=("a", "b"), notes=("n\nm",),
    )  # fmt: skip
    (found,) = rispy.loads(ris_writer.write([record]))
    assert found["type_of_reference"] == "JOUR"
    assert found["authors"] == ["van den Oord, A."]
    assert (found["title"], found["year"], found["keywords"]) == ("T", "2001", ["a", "b"])


def test_we_read_each_tag_that_another_reader_of_ris_reads(shared):
    text = (shared / "data" / "bib" / "ris" / "litstudy_example.ris").read_text("utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    theirs = rispy.loads(text)
    ours = list(ris.read(text, "x"))
    assert [r["doi"].lower() for r in theirs] == [r.identifiers.doi for r in ours]
    assert [len(r.get("authors", [])) for r in theirs] == [len(r.authors) for r in ours]


@pytest.mark.parametrize("to", ["ris", "csl-json", "bibtex"])
def test_what_zotero_keeps_survives(given, again, to):
    item = {
        "id": "http://zotero.org/users/1/items/ABC", "citation-key": "malmberg2006",
        "type": "article-journal", "title": "T", "note": "a note\n\nwith lines",
        "keyword": "one, two", "collections": ["C1", "C2"], "tags": [{"tag": "x"}],
        "accessed": {"date-parts": [["2020", 1]]},
    }  # fmt: skip
    source = given(json.dumps([item]))
    (record,) = again(source, to).records
    assert record == source.records[0]
    assert record.key == "malmberg2006"
    (back,) = json.loads(_csl(record))
    for name in ("id", "citation-key", "note", "keyword", "collections", "tags", "accessed"):
        assert back[name] == item[name]


def _csl(record):
    from loclearn.bibliography import csl

    return csl.write([record])


def test_web_of_science_with_groups_references_and_a_byte_order_mark(given):
    (record,) = given(WOS).records
    assert record.title == "Mapping a title"
    assert [name.inverted for name in record.authors] == [
        "Toh, Ming Liang", "El Jaouhari, Adil", "ATLAS Collaboration",
    ]  # fmt: skip
    assert (record.issued, record.pages, record.retracted) == (Date(2021, 3, 15), "5-11", True)
    assert record.identifiers.issn == ("1470-1111", "1470-2222")
    assert Extra("wos", "XX", "what nobody knows") in record.extra
    anselin, anonymous, adnan = record.references
    assert (anselin.volume, anselin.page, anselin.confidence) == ("38", "5", 0.95)
    assert (anonymous.year, anonymous.container, anonymous.confidence) == (
        None,
        "ANAL DONNESS",
        0.6,
    )
    assert adnan.doi == "10.29329/ijpe.1"


def test_scopus_with_the_header_since_2023(given):
    (record,) = given(NEW).records
    assert [name.inverted for name in record.authors] == ["Liu, Fengyuan", "Li, Chunyun"]
    assert record.identifiers.issn == ("0435-3684",)
    assert [r.year for r in record.references] == [2025, 1998, 2023]
    first, second, third = record.references
    assert (first.title, first.container, first.volume) == ("Low, back", "Spine", "50")
    assert (second.author, second.title) == ("Boud D.", "Issues")
    assert (third.author, third.container, third.confidence) == ("", "Lancet", 0.6)


def test_scopus_with_the_older_header_a_preamble_and_a_byte_order_mark(given):
    (record,) = given(OLD).records
    assert [name.surname for name in record.authors] == ["Marshall", "van Eck"]
    assert [(r.author, r.title, r.year) for r in record.references] == [
        ("Marshall, A.", "Principles", 1890), ("Porter, M.E.", "Clusters", 1998),
    ]  # fmt: skip
    assert record.references[1].page == "77-90"


def crossref(**more):
    work = {
        "DOI": "10.1000/X", "type": "journal-article", "title": ["A <i>study</i>"],
        "author": [{"given": "A.", "family": "Roe", "sequence": "first"}, {"name": "ATLAS"}],
        "issued": {"date-parts": [[2012, 3]]}, "container-title": ["J"], "indexed": {},
        "reference": [
            {"key": "1", "DOI": "10.2000/y", "year": "2006", "article-title": "B"},
            {"key": "2", "unstructured": "Bellman, R. (1957). Dynamic Programming. Princeton."},
        ],
    }  # fmt: skip
    return {**work, **more}


@pytest.mark.parametrize("kind", ["work", "work-list", "bare", "list"])
def test_crossref_in_its_envelopes(given, kind):
    work = crossref()
    text = {
        "work": {"status": "ok", "message-type": "work", "message": work},
        "work-list": {"message-type": "work-list", "message": {"items": [work]}},
        "bare": work,
        "list": [work],
    }[kind]
    source = given(json.dumps(text))
    assert source.format == "crossref"
    (record,) = source.records
    assert (record.title, record.type) == ("A study", "article-journal")
    assert record.authors == (Name("Roe", "A."), Name(literal="ATLAS"))
    sure, free = record.references
    assert (sure.doi, sure.title, sure.confidence, sure.how) == ("10.2000/y", "B", 1.0, "crossref")
    assert (free.author, free.year, free.title) == ("Bellman, R.", 1957, "Dynamic Programming")
    assert 0.3 < free.confidence < 0.9


def test_crossref_tells_of_a_retraction(given):
    work = crossref(**{"updated-by": [{"type": "retraction", "DOI": "10.1/z"}]})
    assert given(json.dumps(work)).records[0].retracted


OPENALEX = {
    "id": "https://openalex.org/W2741809807", "doi": "https://doi.org/10.7717/PEERJ.4375",
    "title": "T", "publication_year": 2018, "publication_date": "2018-02-13",
    "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/29456894"}, "is_retracted": True,
    "authorships": [{"author": {"display_name": "Karin Knorr Cetina"}}],
    "biblio": {"volume": "6", "first_page": "5", "last_page": "5"},
    "abstract_inverted_index": {"we": [1], "Here": [0]},
    "referenced_works": ["https://openalex.org/W1560783210"],
}  # fmt: skip
OLD_VENUE = {"host_venue": {"display_name": "PeerJ", "publisher": "P", "issn": ["2167-8359"]},
             "type": "journal-article"}  # fmt: skip
NEW_VENUE = {
    "primary_location": {"source": {"display_name": "PeerJ", "host_organization_name": "P",
                                    "issn": ["2167-8359"], "type": "journal"}},
    "type": "article",
}  # fmt: skip


@pytest.mark.parametrize("venue", [OLD_VENUE, NEW_VENUE], ids=["2022", "2026"])
@pytest.mark.parametrize("many", [False, True])
def test_openalex_in_both_schemas(given, venue, many):
    work = OPENALEX | venue
    source = given(json.dumps({"meta": {}, "results": [work]} if many else work))
    assert source.format == "openalex"
    (record,) = source.records
    assert (record.container, record.publisher, record.type) == ("PeerJ", "P", "article-journal")
    assert record.identifiers == Identifiers(
        "10.7717/peerj.4375", issn=("2167-8359",), pmid="29456894", openalex="W2741809807"
    )
    assert (record.abstract, record.pages, record.retracted) == ("Here we", "5", True)
    assert [(r.openalex, r.confidence) for r in record.references] == [("W1560783210", 1.0)]


def test_a_table_of_ones_own_by_a_mapping(given, tmp_path):
    mapping = tmp_path / "columns.toml"
    mapping.write_text(
        'separator = "|"\n[columns]\ntitle = "Titel"\nauthors = "Verfasser"\nissued = "Jahr"\n'
    )
    table = "Titel;Verfasser;Jahr;Regal\nÜber;Roe, A.|Doe, B.;2001;7b\n"
    (record,) = given(table, "own.csv", mapping=mapping).records
    assert (record.title, len(record.authors), record.issued.year) == ("Über", 2, 2001)
    assert record.extra == (Extra("csv", "Regal", "7b"),)


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda one: [{"status": "ok", "message-type": "work", "message": one}] * 2,
        lambda one: {"status": "ok", "message": {"items": [one, one]}},
        lambda one: [{"status": "ok", "message": {"items": [one]}}, one],
    ],
)
def test_answers_of_crossref_are_unwrapped_however_they_were_saved(given, wrapped):
    one = {"DOI": "10.1000/x", "title": ["A study"], "type": "journal-article"}
    source = given(json.dumps(wrapped(one)))
    assert [record.title for record in source.records] == ["A study"] * 2
    assert source.format == "crossref"
