"""What a bibliography says of one work, whatever format it came in."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Name:
    """Hold the name of a person, in parts, or of a group, as one literal.

    >>> Name("Oord", "Aäron", particle="van den").inverted
    'van den Oord, Aäron'
    >>> Name(literal="World Bank").inverted
    'World Bank'
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def surname(self) -> str:
        """Return the family name with its particle, or the name of the group."""
        return self.literal or f"{self.particle} {self.family}".strip()

    @property
    def inverted(self) -> str:
        """Return the name as a register sorts it: family name, given names, suffix."""
        return ", ".join(part for part in (self.surname, self.given, self.suffix) if part)


@dataclass(frozen=True)
class Date:
    """Hold when a work came out, as far as it is known.

    text: what is said instead of numbers or besides them: "forthcoming", "spring".

    >>> Date(2001, 5).iso
    '2001-05'
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    text: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for what is no date."""
        for value, most in ((self.year, 9999), (self.month, 12), (self.day, 31)):
            if value is not None and not 0 < value <= most:
                raise ValueError(f"{value} is more than {most}, or less than 1")

    @property
    def iso(self) -> str:
        """Return year, month and day as ISO 8601 writes them, as far as they are known."""
        if self.year is None:
            return ""
        parts = [f"{self.year:04}"]
        if self.month is not None:
            parts.append(f"{self.month:02}")
            if self.day is not None:
                parts.append(f"{self.day:02}")
        return "-".join(parts)


@dataclass(frozen=True)
class Identifiers:
    """Hold what names a work for machines; empty where it is not known."""

    doi: str = ""
    isbn: tuple[str, ...] = ()
    issn: tuple[str, ...] = ()
    pmid: str = ""
    openalex: str = ""
    wos: str = ""
    scopus: str = ""
    url: str = ""
    arxiv: str = ""
    wikidata: str = ""


@dataclass(frozen=True)
class Reference:
    """Hold one work that a record cites.

    raw: what the file has, verbatim: a string, an identifier, or the JSON of an object.
    author: the first author or all of them, as they stand there.
    confidence: from 0 to 1, how surely the parts were told apart; 1 where the file names them.
    how: which reading gave the parts.
    """

    raw: str
    author: str = ""
    year: int | None = None
    title: str = ""
    container: str = ""
    volume: str = ""
    page: str = ""
    doi: str = ""
    openalex: str = ""
    confidence: float = 0.0
    how: str = ""


@dataclass(frozen=True)
class Extra:
    """Hold a field that is not understood, verbatim, with the format that knows it."""

    format: str
    field: str
    value: str


@dataclass(frozen=True)
class Origin:
    """Say which record of which file or service gave a value, and when a service gave it."""

    file: str
    number: int
    line: int | None
    retrieved: str = ""


@dataclass(frozen=True)
class Record:
    """Hold one work of a bibliography. Two records are equal when they say the same.

    file, number, line: where it stands; every value of the record comes from there.
    retrieved: the day on which a service gave it, as ISO 8601 writes it; of a file, nothing.
    type: the kind of work in the terms of CSL: article-journal, chapter, book …
    extra: what is not understood; it comes back on export.

    >>> Record("my.bib", 1, 7, key="a", title="T") == Record("my.ris", 4, None, key="a", title="T")
    True
    """

    file: str = field(default="", compare=False)
    number: int = field(default=0, compare=False)
    line: int | None = field(default=None, compare=False)
    retrieved: str = field(default="", compare=False)
    key: str = ""
    type: str = "document"
    title: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    issued: Date = Date()
    container: str = ""
    collection: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    edition: str = ""
    identifiers: Identifiers = Identifiers()
    abstract: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    retracted: bool = False
    references: tuple[Reference, ...] = ()
    extra: tuple[Extra, ...] = ()

    @property
    def origin(self) -> Origin:
        """Return where every value of the record comes from."""
        return Origin(self.file, self.number, self.line, self.retrieved)

    def extras(self, format_: str) -> list[Extra]:
        """Return the fields that only one format knows.

        >>> Record(extra=(Extra("ris", "C1", "x"), Extra("bibtex", "file", "y"))).extras("ris")
        [Extra(format='ris', field='C1', value='x')]
        """
        return [extra for extra in self.extra if extra.format == format_]


def ordered(extras: list[Extra]) -> tuple[Extra, ...]:
    """Return extras in the order in which all formats keep them: by format and field.

    >>> [e.field for e in ordered([Extra("ris", "M1", "1"), Extra("ris", "C1", "2")])]
    ['C1', 'M1']
    """
    return tuple(sorted(extras, key=lambda extra: (extra.format, extra.field)))
