"""Write RIS."""

import re
from collections.abc import Iterable, Iterator

from loclearn.bibliography import carrier, ris
from loclearn.bibliography.record import Record
from loclearn.bibliography.ris_terms import TYPES, tag
from loclearn.bibliography.words import sound

_TAG = re.compile(r"[A-Z][A-Z0-9]")


def write(records: Iterable[Record]) -> str:
    r"""Return records as RIS.

    >>> write([Record(key="a", type="book", title="T")]).split("\n")
    ['TY  - BOOK', 'ID  - a', 'TI  - T', 'ER  - ', '']
    """
    parts = []
    for record in records:
        lines = [f"{name}  - {value}\n" for name, value in as_tags(record)]
        parts.append("".join(lines) + "ER  - \n")
    return "\n".join(parts)


def as_tags(record: Record) -> list[ris.Line]:
    """Return the tags of a record, without the last.

    >>> as_tags(Record(type="book", pages="5-11"))
    [('TY', 'BOOK'), ('SP', '5'), ('EP', '11')]
    """
    own = record.extras(ris.FORMAT)
    written = next((e.value for e in own if e.field == "TY"), "")
    type_ = written if TYPES.get(written, "document") == record.type else tag(record.type)
    tags = [("TY", _one_line(type_) or "GEN")]
    tags += [(name, safe) for name, value in _tags(record) if (safe := _safe(value))]
    for extra in own:
        name, value = extra.field, _safe(extra.value)
        if name not in {"TY", "ER"} and _TAG.fullmatch(name) and value:
            tags.append((name, value))
    if lost := carrier.residue(record, ris.from_tags(tags), ris.FORMAT):
        tags.append(("N1", ris.CARRIED + carrier.as_json(lost)))
    return tags


def _safe(value: str) -> str:
    """Return a value as lines that are read as one value again."""
    value = sound(value).strip()
    lines = value.split("\n")
    if "\r" in value or any(ris.TAG.fullmatch(line) or line != line.rstrip() for line in lines):
        return _one_line(value)
    return value


def _one_line(value: str) -> str:
    return " ".join(sound(value).split())


def _tags(record: Record) -> Iterator[ris.Line]:
    ids = record.identifiers
    yield "ID", record.key
    yield "TI", record.title
    for name in record.authors:
        yield "AU", name.inverted
    for name in record.editors:
        yield "A2", name.inverted
    yield "T2", record.container
    yield "T3", record.collection
    issued = record.issued
    yield "PY", str(issued.year) if issued.year is not None else issued.text
    yield "DA", issued.iso.replace("-", "/") if issued.month is not None else ""
    yield "VL", record.volume
    yield "IS", record.issue
    start, dash, end = record.pages.partition("-")
    several = "-" in end
    yield "SP", record.pages if several else start
    yield "EP", end if dash and not several else ""
    yield "PB", record.publisher
    yield "CY", record.place
    yield "ET", record.edition
    yield "DO", ids.doi
    for number in (*ids.issn, *ids.isbn):
        yield "SN", number
    yield "AN", ids.wos
    yield "UR", ids.url
    yield "LA", record.language
    for word in record.keywords:
        yield "KW", word
    for note in record.notes:
        yield "N1", note
    yield "AB", record.abstract
