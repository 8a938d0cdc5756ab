"""Read the plain text (tagged) export of Web of Science."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from loclearn.bibliography import dates, identifiers
from loclearn.bibliography.cited import from_wos
from loclearn.bibliography.names import from_inverted
from loclearn.bibliography.record import Date, Extra, Identifiers, Name, Record, ordered
from loclearn.bibliography.words import is_retracted
from loclearn.errors import Problem, shorten

FORMAT = "wos"
_TAG = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?")
_TYPES = {
    "Article": "article-journal", "Review": "article-journal", "Letter": "article-journal",
    "Editorial Material": "article-journal", "Proceedings Paper": "paper-conference",
    "Book": "book", "Book Chapter": "chapter", "Book Review": "review-book",
    "Meeting Abstract": "paper-conference", "Retracted Publication": "article-journal",
    "Retraction": "article-journal", "Correction": "article-journal",
    "Data Paper": "article-journal",
}  # fmt: skip
_SIMPLE = {
    "title": "TI", "container": "SO", "collection": "SE", "volume": "VL", "issue": "IS",
    "publisher": "PU", "place": "PI", "abstract": "AB", "language": "LA",
}  # fmt: skip
_LISTS = {"AU", "AF", "BA", "BF", "BE", "GP", "CA", "CR"}
"""Tags with one value a line; elsewhere a new line goes on with the value."""


def read(text: str, file: str) -> Iterator[Record | Problem]:
    r"""Yield the records of an export, and a violation for each broken one.

    >>> text = "FN Clarivate\nVR 1.0\nPT J\nAU Toh, ML\nTI A\n   title\nPY 2001\nER\n\nEF"
    >>> next(read(text, "x.txt")).title
    'A title'
    """
    for number, (line, fields) in enumerate(_records(text), start=1):
        if isinstance(fields, str):
            cure = "Export it again; the other records were read."
            yield Problem(file, line, None, fields, "PT first and ER last", cure, unit="line")
        else:
            yield replace(from_fields(fields), file=file, number=number, line=line)


def _records(text: str) -> Iterator[tuple[int, dict[str, list[str]] | str]]:
    """Yield each record with its line, or what is wrong with it."""
    fields: dict[str, list[str]] = {}
    last, start = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        found = _TAG.fullmatch(line.rstrip())
        if found and found[1] in {"FN", "VR", "EF"} and not fields:
            continue
        if found and found[1] == "PT":
            if fields:
                yield start, "a record without ER"
            fields, start, last = {"PT": [found[2] or ""]}, number, "PT"
        elif found and found[1] == "ER":
            if fields:
                yield start, fields
            fields = {}
        elif fields and found:
            last = found[1]
            fields.setdefault(last, []).append(found[2] or "")
        elif fields and line.strip():
            fields[last].append(line.strip())
    if fields:
        yield start, f"a record that breaks off ({shorten(' '.join(fields.get('TI', [])))})"


def from_fields(fields: dict[str, list[str]]) -> Record:
    """Return the record that the lines of each tag give.

    >>> from_fields({"PT": ["J"], "BP": ["5"], "EP": ["11"], "DT": ["Article; Early Access"]}).pages
    '5-11'
    """
    taken = {"AB", "CR", "DI", "UT", "PY", "PD"}
    values: dict[str, Any] = {}
    for name, tag in _SIMPLE.items():
        values[name] = " ".join(fields.get(tag, []))
        taken.add(tag)
    kinds = [kind.strip() for kind in " ".join(fields.get("DT", [])).split(";")]
    numbers = [n for tag in ("SN", "EI") for n in fields.get(tag, [])]
    key = identifiers.wos(" ".join(fields.get("UT", [])))
    issued = _issued(fields)
    if "PD" in fields and not issued.month:
        taken.discard("PD")
    record = Record(
        key=key,
        type=_type(kinds, fields),
        authors=_authors(fields, taken),
        editors=tuple(from_inverted(name) for name in fields.get("BE", [])),
        issued=issued,
        pages=_pages(fields, taken),
        identifiers=Identifiers(
            doi=identifiers.doi(" ".join(fields.get("DI", []))),
            isbn=identifiers.isbns(" ".join(fields.get("BN", []))),
            issn=identifiers.issns(" ".join(numbers)),
            pmid=identifiers.pmid(" ".join(fields.get("PM", []))),
            wos=key,
        ),
        keywords=_keywords(fields),
        retracted="Retracted Publication" in kinds or is_retracted(values["title"]),
        references=tuple(from_wos("\n".join(fields.get("CR", [])))),
        **values,
    )
    taken |= {"SN", "EI", "PM", "BE", "DE"}
    extras = [
        Extra(FORMAT, tag, "\n".join(lines) if tag in _LISTS else " ".join(lines))
        for tag, lines in fields.items()
        if tag not in taken and any(lines)
    ]
    return replace(record, extra=ordered(extras))


def _type(kinds: list[str], fields: dict[str, list[str]]) -> str:
    for kind in kinds:
        if kind in _TYPES:
            return _TYPES[kind]
    return {"J": "article-journal", "B": "book", "S": "chapter", "P": "patent"}.get(
        "".join(fields.get("PT", [])), "document"
    )


def _authors(fields: dict[str, list[str]], taken: set[str]) -> tuple[Name, ...]:
    """Return full names where there are some; groups that signed stand after the persons."""
    tag = next((tag for tag in ("AF", "AU", "BF", "BA") if fields.get(tag)), "")
    taken |= {tag, "CA"}
    persons = tuple(from_inverted(name) for name in fields.get(tag, []))
    return persons + tuple(Name(literal=name) for name in fields.get("CA", []))


def _issued(fields: dict[str, list[str]]) -> Date:
    """Return year and month: PD says "MAR 15", "MAR-APR" or "SPR"."""
    year = dates.parse(" ".join(fields.get("PY", [])))
    month, _, day = " ".join(fields.get("PD", [])).partition(" ")
    number = dates.month_number(month)
    if year.year is None or number is None:
        return year
    on = int(day) if day.isdecimal() and 1 <= int(day) <= 31 else None
    return replace(year, month=number, day=on)


def _pages(fields: dict[str, list[str]], taken: set[str]) -> str:
    first, last = ("".join(fields.get(tag, [])) for tag in ("BP", "EP"))
    taken |= {"BP", "EP"}
    if not first and not last:
        taken.add("AR")
        return "".join(fields.get("AR", []))
    return f"{first}-{last}" if first and last and first != last else first or last


def _keywords(fields: dict[str, list[str]]) -> tuple[str, ...]:
    words = " ".join(fields.get("DE", [])).split(";")
    return tuple(word.strip() for word in words if word.strip())
