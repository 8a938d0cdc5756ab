"""The rows of the works table as records, so that any format can be written of them."""

import re
from collections.abc import Iterable

from loclearn.bibliography import identifiers
from loclearn.bibliography.kinds import csl_type
from loclearn.bibliography.names import from_inverted
from loclearn.bibliography.record import Date, Identifiers, Name, Record
from loclearn.tables import Row

_EDITED = re.compile(r"(?P<editors>.+?) \((?:ed|eds)\.?\),? (?P<title>.+)")
LIKELY = "DOI likely, not verified"


def records(rows: Iterable[Row]) -> list[Record]:
    """Return the works of a table as records; their keys are those of the table.

    >>> from loclearn.sources.merging import read_all
    >>> found = {r.key: r for r in records(read_all("works", (), embedded=True).rows)}
    >>> found["grabher1993"].editors[0].inverted, found["grabher1993"].place
    ('Grabher, Gernot', 'London')
    """
    return [record(row) for row in rows]


def record(row: Row) -> Record:
    """Return one work of the table as a record.

    A DOI that is not verified, and a version published later, are said in its note. What coders
    noted down of the work for themselves is left out.
    """
    kind = csl_type(row.text("type") or "")
    editors, container = edited(row.text("container") or "", kind)
    series = kind in {"book", "report"}
    publisher, place = house(row.text("publisher") or "", kind)
    year = row.text("year") or ""
    note = "; ".join(_notes(row))
    return Record(
        file=row.file,
        number=row.number,
        key=str(row.values["key"]),
        type=kind,
        title=row.text("title") or "",
        authors=_people(row.text("authors") or ""),
        editors=editors,
        issued=Date(int(year)) if re.fullmatch(r"[1-9]\d{3}", year) else Date(text=year),
        container="" if series else container,
        collection=container if series else "",
        volume=row.text("volume") or "",
        issue=row.text("issue") or "",
        pages=identifiers.pages(row.text("pages") or ""),
        publisher=publisher,
        place=place,
        identifiers=Identifiers(doi=identifiers.doi(row.text("doi") or "")),
        notes=(note,) if note else (),
    )


def _people(text: str) -> tuple[Name, ...]:
    return tuple(from_inverted(name) for name in text.split(";") if name.strip())


def edited(container: str, kind: str) -> tuple[tuple[Name, ...], str]:
    """Return the editors and the title of a book that is given with both, for a chapter in it.

    >>> edited("Ash, I. A., Bay, J. and Cole, K. (eds.) A Handbook", "chapter")[0][1].inverted
    'Bay, J.'
    >>> edited("Handbook (ed.) of X", "article-journal")
    ((), 'Handbook (ed.) of X')
    """
    found = _EDITED.fullmatch(container) if kind in {"chapter", "paper-conference"} else None
    if found is None:
        return (), container
    parts = re.split(r", (?:and )?| and ", found["editors"])
    if len(parts) % 2:
        return (), container
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return tuple(from_inverted(f"{family}, {given}") for family, given in pairs), found["title"]


def house(publisher: str, kind: str) -> tuple[str, str]:
    """Return the publisher of a book and its place, which stands after a comma.

    >>> house("Harvard University Press, Cambridge, MA", "book")
    ('Harvard University Press', 'Cambridge, MA')
    >>> house("IVS, Copenhagen Business School", "thesis")
    ('IVS, Copenhagen Business School', '')
    """
    if kind not in {"book", "chapter"}:
        return publisher, ""
    name, _, place = publisher.partition(", ")
    return name, place


def _notes(row: Row) -> Iterable[str]:
    if row.text("doi") and row.text("doi_confidence") != "verified":
        yield LIKELY
    if later := row.text("published_as"):
        doi = row.text("published_doi")
        sure = "" if row.text("published_doi_confidence") == "verified" else f" ({LIKELY})"
        yield f"Published later: {later}" + (f" https://doi.org/{doi}{sure}" if doi else "")
