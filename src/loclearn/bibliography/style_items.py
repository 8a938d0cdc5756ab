"""Records as the CSL processor takes them: only what it knows, in the shapes that it expects."""

from collections.abc import Iterator
from typing import Any

from loclearn.bibliography import csl
from loclearn.bibliography.json_items import Item
from loclearn.bibliography.markup import clean
from loclearn.bibliography.record import Record

_GENERATED = {
    "citation_number", "citation_label", "locator", "year_suffix", "first_reference_note_number",
    "container", "references",
}  # fmt: skip
_RENAMED = {
    "journalAbbreviation": "container-title-short", "shortTitle": "title-short",
    "event-title": "event",
}  # fmt: skip
_PARTS = ("family", "given", "non-dropping-particle", "dropping-particle", "suffix")


def item_of(record: Record, id_: str) -> Item:
    """Return a record as an item that no part of the processor stumbles over.

    >>> from loclearn.bibliography.record import Date
    >>> item_of(Record(type="book", title="A  b", issued=Date(text="forthcoming")), "k")
    {'id': 'k', 'type': 'book', 'title': 'A b', 'issued': {'literal': 'forthcoming'}}
    """
    from citeproc import DATES, NAMES, VARIABLES  # noqa: PLC0415

    item: Item = {"id": id_, "type": record.type or "document"}
    for variable, value in csl.as_item(record).items():
        name = _RENAMED.get(variable, variable)
        plain = name.replace("-", "_")
        if plain not in VARIABLES or plain in _GENERATED:
            continue
        if plain in NAMES:
            sound: Any = list(_people(value))
        elif plain in DATES:
            sound = _date(value)
        else:
            sound = clean(str(value)) if isinstance(value, str | int | float) else ""
        if name == "language":
            sound = sound.lower()
        if sound:
            item[name] = sound
    return item


def _people(value: object) -> Iterator[dict[str, str]]:
    for person in value if isinstance(value, list) else ():
        if not isinstance(person, dict):
            continue
        text = {name: clean(part) for name, part in person.items() if isinstance(part, str)}
        if text.get("literal"):
            yield {"literal": text["literal"]}
        elif text.get("family"):
            yield {name: text[name] for name in _PARTS if text.get(name)}
        elif text.get("given"):
            yield {"literal": text["given"]}


def _date(value: object) -> Item:
    """Return a date as numbers, or as what is said instead."""
    date = csl.date(value)
    if date.year is not None:
        parts = [date.year, date.month, date.day]
        return {"date-parts": [[part for part in parts if part is not None]]}
    return {"literal": clean(date.text)} if date.text.strip() else {}
