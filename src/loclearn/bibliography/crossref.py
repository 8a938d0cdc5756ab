"""Read the answers of Crossref: a work, a list of works, or CSL-JSON as Crossref gives it."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from loclearn.bibliography import identifiers
from loclearn.bibliography.cited import from_crossref
from loclearn.bibliography.csl import date, person
from loclearn.bibliography.json_items import Item, Taken, items, numbered
from loclearn.bibliography.record import Date, Extra, Identifiers, Name, Record, ordered
from loclearn.bibliography.words import is_retracted
from loclearn.errors import Problem

FORMAT = "crossref"
TYPES = {
    "journal-article": "article-journal", "book-chapter": "chapter", "book-section": "chapter",
    "book-part": "chapter", "book-track": "chapter", "proceedings-article": "paper-conference",
    "monograph": "book", "edited-book": "book", "reference-book": "book", "book": "book",
    "proceedings": "book", "book-set": "book", "report": "report", "report-component": "report",
    "dissertation": "thesis", "posted-content": "article", "reference-entry": "entry",
    "dataset": "dataset", "journal": "periodical", "journal-issue": "periodical",
    "standard": "standard", "peer-review": "review", "article": "article",
}  # fmt: skip
"""Types of Crossref and OpenAlex, and the type in CSL that each has."""
_TAGS = re.compile(r"<[^<>]{1,200}>")
_PARTS = {"family", "given", "suffix", "name", "literal", "prefix"}


def read(text: str, file: str) -> Iterator[Record | Problem]:
    """Return the records of an answer of Crossref, and a violation for each broken one.

    >>> text = '{"status": "ok", "message-type": "work", "message": {"title": ["T"]}}'
    >>> next(read(text, "x.json")).title
    'T'
    """
    return numbered(items(text, file), from_item, file)


def from_item(item: Item) -> Record:
    """Return the record that a work of Crossref gives.

    >>> from_item({"type": "book-chapter", "container-title": ["B"]}).container
    'B'
    """
    taken = Taken(item)
    doi = identifiers.doi(taken.text("DOI"))
    type_ = taken.text("type")
    title, subtitle = plain(taken.text("title")), plain(taken.text("subtitle"))
    abstract = taken.text("abstract")
    if plain(abstract) != abstract:
        taken.keep("abstract")
    containers = item.get("container-title")
    container = plain(taken.text("container-title"))
    collection = ""
    if isinstance(containers, list) and len(containers) > 1:
        # the series first, then the book: Crossref's order for chapters
        collection, container = plain(str(containers[0])), plain(str(containers[-1]))
    extras = {"type": f'"{type_}"'} if TYPES.get(type_) != type_ else {}
    record = Record(
        key=doi,
        type=TYPES.get(type_, "document"),
        title=f"{title}: {subtitle}" if subtitle and title else title,
        authors=_people(taken, "author"),
        editors=_people(taken, "editor"),
        issued=_date(taken),
        container=container,
        collection=collection,
        volume=taken.text("volume"),
        issue=taken.text("issue"),
        pages=identifiers.pages(taken.text("page", "article-number")),
        publisher=taken.text("publisher"),
        place=taken.text("publisher-location"),
        edition=taken.text("edition-number"),
        identifiers=_identifiers(taken, doi),
        abstract=plain(abstract),
        language=taken.text("language"),
        retracted=is_retracted(title) or _updated(item, "retraction"),
        references=tuple(from_crossref(r) for r in _objects(taken, "reference")),
    )
    found = [Extra(FORMAT, name, value) for name, value in [*taken.kept, *extras.items()]]
    return replace(record, extra=ordered(found))


def plain(text: str) -> str:
    """Return a text of Crossref without the tags of JATS and HTML.

    >>> plain("<jats:p>A <i>b</i> &amp; c</jats:p>")
    'A b & c'
    """
    return " ".join(html.unescape(_TAGS.sub("", text.replace("</jats:title>", " "))).split())


def _objects(taken: Taken, name: str) -> list[Mapping[str, Any]]:
    values = taken.take(name)
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        taken.keep(name)
        values = values if isinstance(values, list) else []
    return [value for value in values if isinstance(value, dict)]


def _people(taken: Taken, name: str) -> tuple[Name, ...]:
    people = _objects(taken, name)
    if any(set(item) - _PARTS for item in people):
        taken.keep(name)
    return tuple(person(dict(item)) for item in people)


def _date(taken: Taken) -> Date:
    for name in ("issued", "published", "published-print", "published-online"):
        found = date(taken.item.get(name))
        if found.year is not None or found.text:
            taken.take(name)
            return found
    return Date()


def _identifiers(taken: Taken, doi: str) -> Identifiers:
    return Identifiers(
        doi=doi,
        isbn=identifiers.isbns(_joined(taken, "ISBN")),
        issn=identifiers.issns(_joined(taken, "ISSN")),
        url=taken.text("URL"),
    )


def _joined(taken: Taken, name: str) -> str:
    value = taken.take(name)
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _updated(item: Item, kind: str) -> bool:
    """Return whether the publisher has told of a retraction of this work."""
    updates = item.get("updated-by")
    if not isinstance(updates, list):
        return False
    return any(isinstance(update, dict) and update.get("type") == kind for update in updates)
