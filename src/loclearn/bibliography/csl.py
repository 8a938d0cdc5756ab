"""Read and write CSL-JSON, the format of citeproc, Pandoc and Zotero."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from loclearn.bibliography import carrier, dates, identifiers, zotero
from loclearn.bibliography.cited import from_crossref
from loclearn.bibliography.json_items import Item, Taken, items, numbered
from loclearn.bibliography.record import (
    Date,
    Extra,
    Identifiers,
    Name,
    Record,
    Reference,
    ordered,
)
from loclearn.bibliography.words import is_retracted, keywords
from loclearn.errors import Problem

FORMAT = "csl-json"
_TEXTS = {
    "title": "title", "container": "container-title", "collection": "collection-title",
    "volume": "volume", "publisher": "publisher", "place": "publisher-place",
    "edition": "edition", "abstract": "abstract", "language": "language",
}  # fmt: skip
_NAMED = {"family", "given", "suffix", "literal", "non-dropping-particle", "dropping-particle"}


def read(text: str, file: str) -> Iterator[Record | Problem]:
    """Return the records of a CSL-JSON text, and a violation for each broken one.

    >>> next(read('[{"id": "a", "type": "book", "title": "T"}]', "x.json")).title
    'T'
    """
    return numbered(items(text, file), from_item, file)


def from_item(item: Item) -> Record:
    """Return the record that an item of CSL-JSON gives.

    >>> from_item({"id": 1, "issued": {"date-parts": [[2001, "5"]]}}).issued.iso
    '2001-05'
    """
    taken = Taken(item)
    custom = item.get("custom")
    carried = custom.get(carrier.NAME) if isinstance(custom, dict) else None
    note = taken.text("note")
    key = _key(taken, note)
    cited = item.get("reference")
    values: dict[str, Any] = {name: taken.text(variable) for name, variable in _TEXTS.items()}
    record = Record(
        key=key,
        type=taken.text("type") or "document",
        authors=_people(taken, "author"),
        editors=_people(taken, "editor"),
        issued=_date(taken),
        issue=taken.text("issue", "number"),
        pages=identifiers.pages(taken.text("page")),
        identifiers=zotero.filled(_identifiers(taken), note),
        keywords=keywords(taken.text("keyword")),
        notes=(note,) if note else (),
        retracted=is_retracted(values["title"], note),
        references=_references(taken) if isinstance(cited, list) else (),
        **values,
    )
    extras = [Extra(FORMAT, name, value) for name, value in taken.kept if name != "custom"]
    if isinstance(custom, dict) and set(custom) - {carrier.NAME}:
        rest = {name: value for name, value in custom.items() if name != carrier.NAME}
        extras.append(Extra(FORMAT, "custom", json.dumps(rest, ensure_ascii=False, sort_keys=True)))
    return carrier.restore(replace(record, extra=ordered(extras)), carried, FORMAT)


def _key(taken: Taken, note: str) -> str:
    """Return the key to cite by; the number of an item in Zotero is none, where a note has one."""
    if key := taken.text("citation-key"):
        return key
    pinned = zotero.citation_key(note)
    if pinned and zotero.names_an_item(str(taken.item.get("id", ""))):
        return pinned
    return taken.text("id")


def _people(taken: Taken, name: str) -> tuple[Name, ...]:
    people = taken.take(name)
    if not isinstance(people, list) or not all(isinstance(person, dict) for person in people):
        taken.keep(name)
        return ()
    if any(set(person) - _NAMED for person in people):
        taken.keep(name)
    return tuple(person(item) for item in people)


def person(item: Item) -> Name:
    """Return a name of CSL-JSON.

    >>> person({"family": "Oord", "non-dropping-particle": "van den", "given": "A."}).surname
    'van den Oord'
    """
    text = {name: str(value).strip() for name, value in item.items() if isinstance(value, str)}
    particles = [text.get(f"{kind}dropping-particle", "") for kind in ("", "non-")]
    literal = text.get("literal") or text.get("name", "")
    if not (text.get("family") or literal):
        literal = text.pop("given", "")
    return Name(
        text.get("family", ""),
        text.get("given", ""),
        " ".join(part for part in particles if part),
        text.get("suffix", ""),
        "" if text.get("family") else literal,
    )


def _date(taken: Taken) -> Date:
    return date(taken.take("issued"))


def date(issued: Any) -> Date:
    """Return a date of CSL-JSON: numbers, or what is said instead.

    >>> date({"raw": "forthcoming"}).text, date({"date-parts": [[1999]]}).year
    ('forthcoming', 1999)
    """
    if not isinstance(issued, dict):
        return dates.parse(str(issued)) if isinstance(issued, str | int) else Date()
    said = issued.get("literal") or issued.get("raw") or ""
    parts = issued.get("date-parts")
    numbers: list[int | None] = []
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        for part in parts[0][:3]:
            text = str(part)
            numbers.append(int(text) if text.isdecimal() and 0 < len(text) <= 4 else None)
    year, month, day = (*numbers, None, None, None)[:3]
    said = said if isinstance(said, str) else ""
    try:
        return Date(year, month, day if month else None, said) if year else dates.parse(said)
    except ValueError:  # numbers for seasons, and what is no date
        return Date(year, text="-".join(str(n) for n in numbers))


def _identifiers(taken: Taken) -> Identifiers:
    url = taken.text("URL")
    return Identifiers(
        doi=identifiers.doi(taken.text("DOI")) or identifiers.addressed_doi(url),
        isbn=identifiers.isbns(_joined(taken, "ISBN")),
        issn=identifiers.issns(_joined(taken, "ISSN")),
        pmid=identifiers.pmid(taken.text("PMID")),
        url=url,
        wikidata=identifiers.wikidata(url),
    )


def _joined(taken: Taken, name: str) -> str:
    value = taken.take(name)
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _references(taken: Taken) -> tuple[Reference, ...]:
    cited = taken.take("reference")
    if any(not isinstance(item, dict) for item in cited):
        taken.keep("reference")
    return tuple(from_crossref(item) for item in cited if isinstance(item, dict))


def write(records: Iterable[Record]) -> str:
    r"""Return records as CSL-JSON.

    >>> write([Record(key="a", type="book", title="T")])
    '[\n {"id":"a","type":"book","title":"T"}\n]\n'
    """
    lines = [json.dumps(as_item(r), ensure_ascii=False, separators=(",", ":")) for r in records]
    return "[\n " + ",\n ".join(lines) + "\n]\n" if lines else "[]\n"


def as_item(record: Record) -> Item:
    """Return a record as an item of CSL-JSON.

    >>> as_item(Record(key="a", issued=Date(1999, 2)))["issued"]
    {'date-parts': [[1999, 2]]}
    """
    native = {name: value for name, value in _variables(record) if value}
    item = {"id": record.key or "record", "type": record.type, **native}
    for extra in record.extras(FORMAT):
        value = carrier.from_json(extra.value)
        if extra.field == "id":
            item |= {"id": value, "citation-key": record.key}
        elif extra.field not in item or _same(extra.field, value, item):
            item[extra.field] = value
    if lost := carrier.residue(record, from_item(item), FORMAT):
        custom = item.get("custom")
        item["custom"] = {**(custom if isinstance(custom, dict) else {}), carrier.NAME: lost}
    return item


def _same(name: str, value: Any, item: Item) -> bool:
    """Return whether a fuller value gives the same record as the plain one."""
    return from_item({name: value}) == replace(
        from_item({name: item[name]}), extra=from_item({name: value}).extra
    )


def _variables(record: Record) -> Iterator[tuple[str, Any]]:
    ids = record.identifiers
    for name in ("title",):
        yield name, record.title
    yield "author", [_as_person(name) for name in record.authors]
    yield "editor", [_as_person(name) for name in record.editors]
    yield "issued", _as_date(record.issued)
    for name, variable in list(_TEXTS.items())[1:]:
        yield variable, getattr(record, name)
    yield "issue", record.issue
    yield "page", record.pages
    yield "DOI", ids.doi
    yield "ISBN", " ".join(ids.isbn)
    yield "ISSN", " ".join(ids.issn)
    yield "PMID", ids.pmid
    yield "URL", ids.url
    several = any("," in word for word in record.keywords)
    yield "keyword", ("; " if several else ", ").join(record.keywords)
    yield "note", "\n".join(record.notes)
    yield "reference", [_as_cited(number, r) for number, r in enumerate(record.references, 1)]


def _as_person(name: Name) -> Item:
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def _as_date(issued: Date) -> Item:
    item: Item = {}
    if issued.year is not None:
        parts = [issued.year, issued.month, issued.day]
        item["date-parts"] = [[part for part in parts if part is not None]]
    if issued.text:
        item["literal"] = issued.text
    return item


def _as_cited(number: int, cited: Reference) -> Item:
    """Return a reference as Crossref has it, since CSL-JSON has no word of its own for it."""
    if cited.how == "crossref" and isinstance(known := carrier.from_json(cited.raw), dict):
        return known
    parts = {
        "key": f"ref{number}",
        "unstructured": cited.raw,
        "author": cited.author,
        "year": str(cited.year or ""),
        "article-title": cited.title,
        "journal-title": cited.container,
        "volume": cited.volume,
        "first-page": cited.page,
        "DOI": cited.doi,
    }
    return {key: value for key, value in parts.items() if value}
