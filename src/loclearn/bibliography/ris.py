"""Read RIS.

The lines are told apart here: rispy, which the tests hold against this, drops the second of two
tags that it takes to be single, and knows no lines.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from loclearn.bibliography import carrier, dates, identifiers, zotero
from loclearn.bibliography.names import from_either
from loclearn.bibliography.record import Date, Extra, Identifiers, Name, Record, ordered
from loclearn.bibliography.ris_terms import SIMPLE, TYPES, tag
from loclearn.bibliography.words import is_retracted
from loclearn.errors import Problem, shorten

FORMAT = "ris"
TAG = re.compile(r"[ \t]{0,3}([A-Z][A-Z0-9])(?:  ?|\t)-(?: |\t|$)?(.*)")
CARRIED = f"{carrier.NAME}: "
Line = tuple[str, str]


def read(text: str, file: str) -> Iterator[Record | Problem]:
    r"""Yield the records of a RIS text, and a violation for each broken one.

    >>> next(read("TY  - BOOK\nAU  - van den Oord, A.\nPY  - 2001\nER  - ", "x.ris")).issued.year
    2001
    """
    number = 0
    for line, tags in _records(text):
        number += 1
        if isinstance(tags, str):
            yield _broken(file, line, tags)
            continue
        yield replace(from_tags(tags), file=file, number=number, line=line)


def _broken(file: str, line: int, found: str) -> Problem:
    cure = "Correct it; the other records were read."
    return Problem(file, line, None, found, "TY first and ER last in a record", cure, unit="line")


def _records(text: str) -> Iterator[tuple[int, list[Line] | str]]:
    """Yield each record with its line, or what is wrong with it."""
    tags: list[tuple[str, list[str]]] = []
    start = 0
    stray = 0
    for number, line in enumerate(text.split("\n"), start=1):
        found = TAG.fullmatch(line)
        name = found[1] if found else ""
        if name == "TY":
            if tags:
                yield start, f"a record without ER ({shorten(tags[0][1][0])})"
            tags, start, stray = [("TY", [found[2] if found else ""])], number, 0
        elif name == "ER":
            if tags:
                yield start, [(name, "\n".join(lines).strip()) for name, lines in tags]
            elif stray:
                yield stray, "a record without TY"
            tags, stray = [], 0
        elif found and tags:
            tags.append((name, [found[2]]))
        elif found:
            stray = stray or number
        elif tags:
            tags[-1][1].append(line.rstrip())
    if tags:
        yield start, f"a record that breaks off ({shorten(tags[0][1][0])})"
    elif stray:
        yield stray, "a record without TY"


def from_tags(tags: list[Line]) -> Record:
    """Return the record that tags and their values give.

    >>> from_tags([("TY", "JOUR"), ("SP", "5"), ("EP", "11")]).pages
    '5-11'
    """
    first = _First(tags)
    type_ = first.one("TY").upper()
    csl = TYPES.get(type_, "document")
    values: dict[str, Any] = {name: first.one(*names) for name, names in SIMPLE.items()}
    notes = first.all("N1")
    carried = [note for note in notes if note.startswith(CARRIED)]
    notes = tuple(note for note in notes if not note.startswith(CARRIED))
    said = (*notes, *(value for name, value in first.tags if name in {"M1", "M2"}))
    record = Record(
        key=first.one("ID") or zotero.citation_key(*said),
        type=csl,
        authors=_names(first, "AU", "A1"),
        editors=_names(first, "ED", "A2"),
        issued=_issued(first),
        pages=_pages(first),
        identifiers=zotero.filled(_identifiers(first), *said),
        keywords=first.all("KW"),
        notes=notes,
        retracted=is_retracted(values["title"], *notes),
        **values,
    )
    extras = [Extra(FORMAT, name, value) for name, value in first.kept]
    if type_ != tag(csl):
        extras.append(Extra(FORMAT, "TY", type_))
    record = replace(record, extra=ordered(extras))
    payload = carried[-1].removeprefix(CARRIED) if carried else ""
    return carrier.restore(record, carrier.from_json(payload), FORMAT)


class _First:
    """Hand out values by tag; what is never asked for is kept."""

    def __init__(self, tags: list[Line]) -> None:
        self.tags = [(name, value) for name, value in tags if value]
        self.taken: set[int] = set()

    def one(self, *names: str) -> str:
        """Return the first value of the first tag that is there."""
        for name in names:
            for place, (tag_, value) in enumerate(self.tags):
                if tag_ == name and place not in self.taken:
                    self.taken.add(place)
                    return value
        return ""

    def look(self, name: str) -> str:
        """Return the first value of a tag, which is kept as well."""
        return next((value for tag_, value in self.tags if tag_ == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values of a tag."""
        places = [place for place, (tag_, _) in enumerate(self.tags) if tag_ == name]
        self.taken.update(places)
        return tuple(self.tags[place][1] for place in places)

    @property
    def kept(self) -> list[Line]:
        """Return the tags that a record cannot say."""
        return [line for place, line in enumerate(self.tags) if place not in self.taken]


def _names(first: _First, *tags: str) -> tuple[Name, ...]:
    """Return the names of the first tag that is there: programs repeat them under another."""
    for name in tags:
        if found := first.all(name):
            return tuple(from_either(text) for text in found)
    return ()


def _issued(first: _First) -> Date:
    """Return the date: PY gives the year, DA or Y1 more where they agree with it."""
    for name in ("PY", "Y1", "DA"):
        if first.look(name):
            issued = dates.parse(first.one(name))
            break
    else:
        return Date()
    if name == "PY" and issued.month is None and not issued.text:
        exact = dates.parse(first.look("DA"))
        if exact.year == issued.year and exact.month is not None and not exact.text:
            first.one("DA")
            return exact
    return issued


def _pages(first: _First) -> str:
    start, end = first.one("SP"), first.one("EP")
    if not end or end == start:
        return identifiers.pages(start)
    return identifiers.pages(f"{start}-{end}" if start else f"-{end}")


def _identifiers(first: _First) -> Identifiers:
    isbn: list[str] = []
    issn: list[str] = []
    for place, (name, value) in enumerate(first.tags):
        if name == "SN":
            issn_here, isbn_here = identifiers.issns(value), identifiers.isbns(value)
            issn += () if isbn_here else issn_here
            isbn += isbn_here
            if issn_here or isbn_here:
                first.taken.add(place)
    url = first.one("UR")
    return Identifiers(
        doi=_clean(first, "DO", identifiers.doi) or identifiers.addressed_doi(url),
        isbn=tuple(dict.fromkeys(isbn)),
        issn=tuple(dict.fromkeys(issn)),
        wos=_clean(first, "AN", identifiers.wos),
        url=url,
        wikidata=identifiers.wikidata(url),
    )


def _clean(first: _First, name: str, clean: identifiers.Clean) -> str:
    value = clean(first.look(name))
    if value:
        first.one(name)
    return value
