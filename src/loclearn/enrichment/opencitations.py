"""Read what OpenCitations says: citations of its index, and works of its metadata."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from loclearn.bibliography import dates, identifiers
from loclearn.bibliography.names import from_either
from loclearn.bibliography.record import Identifiers, Name, Record, Reference

_IDS = re.compile(r"\s*\[([^\]]*)\]")
_TYPES = {
    "journal article": "article-journal", "book": "book", "monograph": "book",
    "edited book": "book", "reference book": "book", "book chapter": "chapter",
    "book section": "chapter", "book part": "chapter", "proceedings article": "paper-conference",
    "dissertation": "thesis", "report": "report", "dataset": "dataset", "web content": "webpage",
}  # fmt: skip


def references(body: str) -> tuple[Reference, ...]:
    """Return the works that a work cites, each with its DOI and its id in OpenAlex if there is one.

    >>> references('[{"cited": "omid:br/061 doi:10.1234/x openalex:W1234"}]')[0].doi
    '10.1234/x'
    """
    found = {}
    for row in _rows(body):
        ids = str(row.get("cited", ""))
        doi, openalex = _id(ids, "doi"), _id(ids, "openalex")
        raw = doi or openalex or ids
        if raw:
            found[raw] = Reference(
                raw, doi=identifiers.doi(doi), openalex=identifiers.openalex(openalex),
                confidence=1.0, how="opencitations",
            )  # fmt: skip
    return tuple(found.values())


def citing(body: str) -> list[tuple[str, str]]:
    """Return the works that cite a work, by DOI or else OMID, each with the date of citing.

    >>> citing('[{"citing": "omid:br/061 doi:10.1234/X", "creation": "2020-05"}]')
    [('10.1234/x', '2020-05')]
    """
    found = {}
    for row in _rows(body):
        ids = str(row.get("citing", ""))
        if name := identifiers.doi(_id(ids, "doi")) or _id(ids, "omid"):
            found[name] = str(row.get("creation") or "")
    return sorted(found.items())


def record(body: str) -> Record | None:
    """Return the work of an answer of the metadata, or None when it holds none.

    >>> record('[{"title": "T", "author": "Ash, Ida [omid:ra/1]", "venue": "J [issn:0435-3684]"}]')
    ... # doctest: +ELLIPSIS
    Record(...title='T', authors=(Name(family='Ash', given='Ida', ...
    """
    row = next(_rows(body), None)
    if row is None or not str(row.get("title") or "").strip():
        return None
    ids = str(row.get("id") or "")
    venue = str(row.get("venue") or "")
    type_ = str(row.get("type") or "")
    pages = str(row.get("page") or "")
    first, _, last = pages.partition("-")
    return Record(
        type=_TYPES.get(type_, "document"),
        title=str(row.get("title")).strip(),
        authors=_people(row.get("author")),
        editors=_people(row.get("editor")),
        issued=dates.parse(str(row.get("pub_date") or "")),
        container=_plain(venue),
        volume=str(row.get("volume") or ""),
        issue=str(row.get("issue") or ""),
        pages=identifiers.pages(first if first == last else pages),
        publisher=_plain(str(row.get("publisher") or "")),
        identifiers=Identifiers(
            doi=identifiers.doi(_id(ids, "doi")),
            isbn=identifiers.isbns(_id(ids, "isbn")),
            issn=identifiers.issns(venue) if type_ == "journal article" else (),
            pmid=identifiers.pmid(_id(ids, "pmid")),
            openalex=identifiers.openalex(_id(ids, "openalex")),
            wikidata=identifiers.wikidata(_id(ids, "wikidata")),
        ),
    )


def _rows(body: str) -> Iterator[Mapping[str, Any]]:
    found = json.loads(body)
    yield from (row for row in found if isinstance(row, dict)) if isinstance(found, list) else ()


def _id(ids: str, scheme: str) -> str:
    for one in ids.split():
        name, colon, value = one.partition(":")
        if colon and name == scheme:
            return value
    return ""


def _plain(text: str) -> str:
    return _IDS.sub("", text).strip()


def _people(value: Any) -> tuple[Name, ...]:
    names = (_plain(name).strip(" ,") for name in str(value or "").split(";"))
    return tuple(from_either(name) for name in names if name)
