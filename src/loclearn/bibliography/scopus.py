"""Read the CSV export of Scopus, with the header before 2023 and the one since."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from loclearn.bibliography import dates, identifiers
from loclearn.bibliography.cited import from_scopus
from loclearn.bibliography.names import from_inverted
from loclearn.bibliography.record import Extra, Identifiers, Name, Record, ordered
from loclearn.bibliography.tabular import Row, rows
from loclearn.bibliography.words import is_retracted
from loclearn.errors import Problem

FORMAT = "scopus"
_TYPES = {
    "Article": "article-journal", "Review": "article-journal", "Letter": "article-journal",
    "Note": "article-journal", "Editorial": "article-journal", "Short survey": "article-journal",
    "Conference paper": "paper-conference", "Conference Paper": "paper-conference",
    "Conference review": "paper-conference", "Book": "book", "Book chapter": "chapter",
    "Book Chapter": "chapter", "Retracted": "article-journal", "Erratum": "article-journal",
    "Data paper": "article-journal", "Report": "report", "Dissertation": "thesis",
}  # fmt: skip
_SIMPLE = {
    "title": "Title", "container": "Source title", "volume": "Volume", "issue": "Issue",
    "publisher": "Publisher", "abstract": "Abstract",
    "language": "Language of Original Document",
}  # fmt: skip
_ID = re.compile(r"\s*\((\d+)\)\s*$")
_OLD_NAME = re.compile(r"(?<=\.),\s+")


def read(text: str, file: str) -> Iterator[Record | Problem]:
    r"""Yield the records of an export, and a violation for each broken row.

    >>> text = 'Authors,Title,Year,EID\n"Liu F.; Li C.",T,2026,2-s2.0-1\n'
    >>> [name.inverted for name in next(read(text, "x.csv")).authors]
    ['Liu, F.', 'Li, C.']
    """
    found = rows(text, file, ["Authors", "Title", "Year", "EID", "Source title"])
    for number, (_, row) in enumerate(found, start=1):
        if isinstance(row, Problem):
            yield row
        else:
            yield replace(from_row(row), file=file, number=number)


def from_row(row: Row) -> Record:
    """Return the record that a row gives.

    >>> from_row({"Title": "T", "Page start": "5", "Page end": "11"}).pages
    '5-11'
    """
    row = {name: value for name, value in row.items() if value != "NA"}
    values: dict[str, Any] = {name: row.get(column, "") for name, column in _SIMPLE.items()}
    first, last = row.get("Page start", ""), row.get("Page end", "")
    pages = f"{first}-{last}" if first and last and first != last else first or last
    kind = row.get("Document Type", "")
    eid = identifiers.scopus(row.get("EID", "") or row.get("Link", ""))
    cited = from_scopus(row.get("References", ""))
    record = Record(
        key=eid,
        type=_TYPES.get(kind, "document"),
        authors=_authors(row),
        editors=tuple(_name(name) for name in _several(row.get("Editors", ""))),
        issued=dates.parse(row.get("Year", "")),
        pages=identifiers.pages(pages or row.get("Art. No.", "")),
        identifiers=Identifiers(
            doi=identifiers.doi(row.get("DOI", "")),
            isbn=identifiers.isbns(row.get("ISBN", "")),
            issn=_issns(row.get("ISSN", "")),
            pmid=identifiers.pmid(row.get("PubMed ID", "")),
            scopus=eid,
            url=row.get("Link", ""),
        ),
        keywords=tuple(_several(row.get("Author Keywords", ""))),
        retracted=kind == "Retracted" or is_retracted(values["title"]),
        references=tuple(cited),
        **values,
    )
    known = {
        *_SIMPLE.values(), "Page start", "Page end", "Year", "DOI", "PubMed ID", "EID", "Link",
        "Author Keywords", "References", "ISSN",
    }  # fmt: skip
    known |= set() if pages else {"Art. No."}
    known |= {"Authors"} if "Author full names" not in row else set()
    extras = [Extra(FORMAT, name, value) for name, value in row.items() if name not in known]
    return replace(record, extra=ordered(extras))


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _authors(row: Row) -> tuple[Name, ...]:
    """Return full names where the header of 2023 gives them, else "Liu F." or "Liu, F."."""
    full = _several(row.get("Author full names", ""))
    if full:
        return tuple(_name(_ID.sub("", name)) for name in full)
    short = row.get("Authors", "")
    if "No author name" in short:
        return ()
    parts = _several(short) if ";" in short else _OLD_NAME.split(short)
    return tuple(_name(part) for part in parts if part.strip())


def _name(text: str) -> Name:
    """Return a name as Scopus writes it: "Liu, F.", "Liu F." or a group."""
    if "," in text:
        return from_inverted(text)
    family, _, initials = text.rpartition(" ")
    if family and re.fullmatch(r"(?:[^\W\d_][^\W\d_]?\.-?)+", initials):
        return from_inverted(f"{family}, {initials}")
    return Name(literal=text.strip())


def _issns(text: str) -> tuple[str, ...]:
    """Return ISSNs; Scopus and spreadsheets drop the zeros that they begin with."""
    parts = (part.strip() for part in re.split("[;,]", text))
    return identifiers.issns(
        " ".join(p.zfill(8) if re.fullmatch(r"\d{4,7}[\dX]", p) else p for p in parts)
    )
