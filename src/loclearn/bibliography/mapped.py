"""Read a CSV table of the user's own, by a small TOML file that says what its columns mean."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from loclearn.bibliography import dates, identifiers
from loclearn.bibliography.cited import from_text
from loclearn.bibliography.names import from_either
from loclearn.bibliography.record import Extra, Identifiers, Record, ordered
from loclearn.bibliography.tabular import Row, rows
from loclearn.bibliography.words import is_retracted
from loclearn.errors import Problem, WrongUse, did_you_mean

FORMAT = "csv"
TEXTS = (
    "key", "type", "title", "container", "collection", "volume", "issue", "publisher", "place",
    "edition", "abstract", "language",
)  # fmt: skip
LISTS = ("authors", "editors", "keywords", "notes", "references")
OTHER = (
    "issued",
    "pages",
    "doi",
    "isbn",
    "issn",
    "pmid",
    "openalex",
    "wos",
    "scopus",
    "url",
    "arxiv",
    "wikidata",
)


def mapping(path: Path | str) -> tuple[dict[str, str], str]:
    """Return which column each value has, and what stands between several values of a cell.

    The file has a table of columns, and perhaps a separator, which is ";" by default:

        separator = "|"
        [columns]
        title = "Titel"
        authors = "Verfasser"
        issued = "Jahr"

    Raises WrongUse when it cannot be read or names a value that no record has.
    """
    try:
        found = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise WrongUse(f"There is no file {path}.") from None
    except (OSError, ValueError, RecursionError) as error:
        raise WrongUse(f"{path} cannot be read as a mapping: {error}.") from None
    columns, separator = found.get("columns"), found.get("separator", ";")
    if not isinstance(columns, dict) or not all(isinstance(c, str) and c for c in columns.values()):
        raise WrongUse(f'{path} has no table [columns] with lines such as title = "Titel".')
    if not columns:
        raise WrongUse(f"{path} maps no column.")
    if not isinstance(separator, str) or not separator:
        raise WrongUse(f"{path}: the separator is a text such as |.")
    for name in columns:
        if name not in (*TEXTS, *LISTS, *OTHER):
            known = (*TEXTS, *LISTS, *OTHER)
            hint = did_you_mean(name, known) or f"Known are {', '.join(known)}."
            raise WrongUse(f"{path}: no record has a value {name}. {hint}")
    return columns, separator


def read(
    text: str, file: str, columns: Mapping[str, str], separator: str
) -> Iterator[Record | Problem]:
    r"""Yield the records of a table, and a violation for each broken row.

    >>> found = read("Titel,Jahr\nA,2001\n", "x.csv", {"title": "Titel", "issued": "Jahr"}, ";")
    >>> next(found).issued.year
    2001
    """
    found = rows(text, file, list(columns.values()))
    for number, (_, row) in enumerate(found, start=1):
        if isinstance(row, Problem):
            yield row
        else:
            yield replace(from_row(row, columns, separator), file=file, number=number)


def from_row(row: Row, columns: Mapping[str, str], separator: str) -> Record:
    """Return the record that a row gives.

    >>> from_row({"T": "A", "W": "x|y"}, {"title": "T", "keywords": "W"}, "|").keywords
    ('x', 'y')
    """
    cells = {name: row.get(column, "") for name, column in columns.items()}
    lists = {
        name: [part.strip() for part in cells.get(name, "").split(separator) if part.strip()]
        for name in LISTS
    }
    texts: dict[str, Any] = {name: cells[name] for name in TEXTS if cells.get(name)}
    record = Record(
        authors=tuple(map(from_either, lists["authors"])),
        editors=tuple(map(from_either, lists["editors"])),
        issued=dates.parse(cells.get("issued", "")),
        pages=identifiers.pages(cells.get("pages", "")),
        identifiers=_identifiers(cells),
        keywords=tuple(lists["keywords"]),
        notes=tuple(lists["notes"]),
        retracted=is_retracted(cells.get("title", ""), *lists["notes"]),
        references=tuple(map(from_text, lists["references"])),
        **texts,
    )
    given = [name for name in OTHER[2:] if cells.get(name)]
    lost = [name for name in given if not getattr(record.identifiers, name)]
    kept = {column for name, column in columns.items() if name not in lost}
    extras = [Extra(FORMAT, name, value) for name, value in row.items() if name not in kept]
    return replace(record, extra=ordered(extras))


def _identifiers(cells: Mapping[str, str]) -> Identifiers:
    arxiv = cells.get("arxiv", "")
    return Identifiers(
        doi=identifiers.doi(cells.get("doi", ""))
        or identifiers.addressed_doi(cells.get("url", "")),
        isbn=identifiers.isbns(cells.get("isbn", "")),
        issn=identifiers.issns(cells.get("issn", "")),
        pmid=identifiers.pmid(cells.get("pmid", "")),
        openalex=identifiers.openalex(cells.get("openalex", "")),
        wos=identifiers.wos(cells.get("wos", "")),
        scopus=identifiers.scopus(cells.get("scopus", "")),
        url=cells.get("url", ""),
        arxiv=identifiers.arxiv(f"arXiv:{arxiv}") or identifiers.arxiv(arxiv),
        wikidata=identifiers.wikidata(cells.get("wikidata", "")),
    )
