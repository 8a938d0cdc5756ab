"""Exports of Zotero and Better BibTeX: keys, tags, notes and collections come through and back.

The files are invented; their shape is that of the translators RIS, CSL JSON, BibTeX and Better
BibLaTeX.
"""

import json

import pytest

from loclearn.bibliography.record import Extra
from loclearn.bibliography.writing import write

EXTRA = """Citation Key: maskell1999
PMID: 123456
QID: Q42
DOI: 10.1093/CJE/23.2.167
original-date: 1998
tex.bibsource: dblp
read twice"""

RIS = f"""TY  - JOUR
TI  - Localised learning
AU  - Maskell, Peter
AU  - van den Oord, Ad
T2  - Cambridge Journal of Economics
AB  - First paragraph.
Second paragraph.
DA  - 1999/03/01/
PY  - 1999
DP  - DOI.org (Crossref)
VL  - 23
IS  - 2
SP  - 167
EP  - 185
J2  - Cambridge J Econ
LA  - en
SN  - 0309-166X
ST  - Localised
UR  - https://academic.oup.com/cje
Y2  - 2024/05/03/07:01:21
L1  - files/12/Maskell.pdf
KW  - _read
KW  - clusters, learning
KW  - Ökonomie
N1  - <div data-schema-version="8"><p>My <strong>note</strong>; p. 3</p>
</div>
N1  - <p>Second note</p>
M2  - {EXTRA}
ER  -

"""
CSL = json.dumps([
    {"id": "http://zotero.org/users/1/items/ABCD1234", "type": "article-journal",
     "title": "Localised learning", "container-title": "CJE", "note": EXTRA, "page": "167–185",
     "author": [{"family": "Maskell", "given": "Peter"},
                {"family": "Oord", "given": "Ad", "non-dropping-particle": "van den"}],
     "accessed": {"date-parts": [["2024", 5, 3]]}, "issued": {"date-parts": [["1999", 3, 1]]},
     "source": "DOI.org (Crossref)", "title-short": "Localised",
     "keyword": "_read; clusters, learning; Ökonomie"},
    {"id": "12047273/KC6WFG78", "type": "webpage", "title": "X", "collection-key": ["AB12"]},
    {"id": "kept1999", "citation-key": "pinned1999", "type": "book", "title": "B",
     "note": "PMID: 99\nDOI: 10.1/none", "PMID": "7", "DOI": "10.1234/real"},
])  # fmt: skip
BIBTEX = rf"""@article{{maskell1999,
	title = {{Localised learning}},
	copyright = {{https://a.org/}},
	url = {{https://a.org/x_y}},
	urldate = {{2024-05-03}},
	journal = {{Cambridge Journal of Economics}},
	author = {{Maskell, Peter and van den Oord, Ad}},
	month = mar,
	year = {{1999}},
	note = {{{EXTRA}}},
	keywords = {{\_read, {{clusters, learning}}, Ökonomie}},
	annote = {{My \textbf{{note}}\par Second}},
	file = {{Full Text PDF:/x/AB/Maskell.pdf:application/pdf;Snapshot:C\:\\x\\y.html:text/html}},
}}
"""
BIBLATEX = r"""@article{maskell1999,
  title = {Localised {{Learning}}},
  shorttitle = {Localised},
  author = {Maskell, Peter and family=Oord, given=Ad, prefix=van den, useprefix=true},
  date = {1999-03-01},
  journaltitle = {Cambridge Journal of Economics},
  eprint = {123456},
  eprinttype = {pubmed},
  doi = {10.1093/cje/23.2.167},
  langid = {english},
  keywords = {_read,{clusters, learning},Ökonomie},
  annotation = {QID: Q42},
  groups = {clusters,Theory > Proximity},
  collection = {Thesis},
  file = {/home/x/Zotero/storage/AB/Maskell.pdf}
}

@comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:Theory\;0\;1\;\;\;\;;
}
"""
EXPORTS = {"ris": RIS, "csl-json": CSL, "bibtex": BIBTEX, "biblatex": BIBLATEX}


@pytest.mark.parametrize("dialect", EXPORTS)
def test_key_tags_authors_and_identifiers_are_read_in_each_dialect(given, dialect):
    record = given(EXPORTS[dialect]).records[0]
    assert record.key == "maskell1999"
    assert record.keywords == ("_read", "clusters, learning", "Ökonomie")
    assert [name.inverted for name in record.authors] == ["Maskell, Peter", "van den Oord, Ad"]
    ids = record.identifiers
    assert (ids.pmid, ids.wikidata, ids.doi) == ("123456", "Q42", "10.1093/cje/23.2.167")


@pytest.mark.parametrize("to", EXPORTS)
@pytest.mark.parametrize("dialect", EXPORTS)
def test_all_comes_back_from_each_format(given, again, dialect, to):
    source = given(EXPORTS[dialect])
    back = again(source, to)
    assert back.records == source.records
    # and from there to the first format again, as a reader of that would have it
    assert again(back, dialect).records == source.records


def test_notes_are_read_whole_and_in_their_order(given):
    assert given(RIS).records[0].notes == (
        '<div data-schema-version="8"><p>My <strong>note</strong>; p. 3</p>\n</div>',
        "<p>Second note</p>",
    )
    assert given(CSL).records[0].notes == (EXTRA,)
    assert given(BIBTEX).records[0].notes == (EXTRA, "My note\n\nSecond")
    assert given(BIBLATEX).records[0].notes == ("QID: Q42",)


def test_notes_and_tags_stand_where_other_programs_look_for_them(given):
    text = write([given(RIS)], "bibtex")
    assert "  note = {<div data-schema-version=" in text
    assert "  annote = {<p>Second note</p>}" in text
    assert r"  keywords = {\_read, {clusters, learning}, {\"O}konomie}" in text
    text = write([given(BIBTEX)], "ris")
    assert "\nN1  - Citation Key: maskell1999\nPMID: 123456\n" in text
    assert "\nN1  - My note\n\nSecond\n" in text
    assert "\nKW  - clusters, learning\n" in text
    (item,) = json.loads(write([given(BIBTEX)], "csl-json"))
    assert item["note"] == f"{EXTRA}\nMy note\n\nSecond"
    assert (item["PMID"], item["DOI"]) == ("123456", "10.1093/cje/23.2.167")


def test_a_field_of_its_own_wins_over_a_line_in_extra(given):
    _, web, book = given(CSL).records
    assert web.key == "12047273/KC6WFG78"
    assert book.key == "pinned1999"
    assert (book.identifiers.pmid, book.identifiers.doi) == ("7", "10.1234/real")
    assert book.notes == ("PMID: 99\nDOI: 10.1/none",)


@pytest.mark.parametrize("line", ["PMID: see page 12", "as in DOI: 10.1234/x", "QID: 42", "DOI:"])
def test_a_line_that_only_looks_like_an_identifier_is_none(given, line):
    ids = (
        given(json.dumps([{"id": "a", "title": "T", "note": f"{line}\nx"}])).records[0].identifiers
    )
    assert (ids.doi, ids.pmid, ids.wikidata) == ("", "", "")


def test_ids_of_items_come_back_beside_the_key(given):
    items = json.loads(write([given(CSL)], "csl-json"))
    assert items[0]["id"] == "http://zotero.org/users/1/items/ABCD1234"
    assert items[0]["citation-key"] == "maskell1999"
    assert items[1]["collection-key"] == ["AB12"]


def test_collections_and_attachments_travel_with_the_record(given, again):
    source = given(BIBLATEX)
    wanted = {
        Extra("bibtex", "groups", "clusters,Theory > Proximity"),
        Extra("bibtex", "collection", "Thesis"),
        Extra("bibtex", "file", "/home/x/Zotero/storage/AB/Maskell.pdf"),
    }
    for to in ("ris", "csl-json"):
        (record,) = again(source, to).records
        assert wanted <= set(record.extra)
    # the tree of groups stands between the records; formats without a place for it say so
    assert again(source, "bibtex").between == source.between
    assert "jabref-meta: grouping" in source.between[0].value


def test_an_edit_in_zotero_wins_over_what_travels_along(given):
    text = write([given(BIBTEX)], "ris").replace("KW  - _read\n", "KW  - done\n")
    edited = given(text.replace("Second\n", "Third\n")).records[0]
    assert edited.keywords == ("done", "clusters, learning", "Ökonomie")
    assert edited.notes == (EXTRA, "My note\n\nThird")
