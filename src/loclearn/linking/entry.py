"""A work as it is compared, whether it comes from the graph, a record or a cited reference."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from loclearn.bibliography import identifiers
from loclearn.bibliography.paths import paths
from loclearn.bibliography.record import Record, Reference
from loclearn.errors import Problem
from loclearn.linking.fields import Author, author, first_page, kind_of, stage_of, venue_words
from loclearn.linking.text import fold, halves, unbracketed
from loclearn.namespaces import thing
from loclearn.sources.merging import read_all
from loclearn.tables import Row

_INITIALS = re.compile(r"\s+([^\W\d_]\.)(?:\s?-?[^\W\d_]\.)+$")
_LETTER = re.compile(r"(?:1[89]|20)\d\d([a-z])$")


@dataclass(frozen=True, eq=False)
class Entry:
    """Hold one work, ready to be compared.

    id: its IRI. label: how it is called in a report. work: whether it is one of the graph.
    authors: family name and first initial, folded. letter: that after the year, as in 1999a.
    stage: draft, forthcoming, published, or nothing where it cannot be told.
    ids: identifiers with their scheme. later: the DOI of the version published later.
    """

    id: str
    label: str
    work: bool
    title: str
    main: str
    subtitle: str
    authors: tuple[Author, ...]
    year: int | None
    letter: str
    venue: tuple[str, ...]
    volume: str
    page: str
    kind: str
    stage: str
    ids: frozenset[tuple[str, str]] = frozenset()
    later: str = ""
    sure_doi: bool = True


def works() -> list[Entry]:
    """Return the works of the embedded table.

    >>> [work.letter for work in works() if work.id.endswith("grabher2002b")]
    ['b']
    """
    return works_of(())[0]


def works_of(own: Sequence[FilePath]) -> tuple[list[Entry], tuple[Problem, ...]]:
    """Return the works of the embedded table and of tables of the user's own, with problems.

    Parameters
    ----------
    own: CSV files of works, as `loclearn template works` begins them.
    """
    joined = read_all("works", own, embedded=True)
    return [_known(row) for row in joined.rows], joined.problems


def _known(row: Row) -> Entry:
    return work(
        key=row.text("key") or "",
        title=row.text("title") or "",
        authors=(row.text("authors") or "").split(";"),
        year=row.text("year") or "",
        kind=row.text("type") or "",
        venue=row.text("container") or "",
        volume=row.text("volume") or "",
        pages=row.text("pages") or "",
        doi=identifiers.doi(row.text("doi") or ""),
        later=identifiers.doi(row.text("published_doi") or ""),
        sure=row.text("doi_confidence") == "verified",
    )


def work(  # noqa: PLR0913
    *, key: str, title: str, authors: Sequence[str] = (), year: str = "", kind: str = "",
    venue: str = "", volume: str = "", pages: str = "", doi: str = "", later: str = "",
    sure: bool = True,
) -> Entry:  # fmt: skip
    """Return a work of the graph as an entry.

    >>> work(key="a1999b", title="A: B", authors=["Ash, Ida"], year="1999").authors
    (('ash', 'i'),)
    """
    bare = unbracketed(title)
    main, subtitle = halves(bare)
    letter = _LETTER.search(key)
    number = int(year) if year.isdigit() else None
    return Entry(
        thing("work", key), f"{title} ({year or 'n.d.'})", True, fold(bare), main, subtitle,
        tuple(author(*name.split(",", 1)) for name in authors if name.strip()), number,
        letter[1] if letter else "", venue_words(venue), fold(volume), first_page(pages),
        kind_of(kind), stage_of(kind, venue, ""), frozenset({("doi", doi)} if doi else ()),
        later if later != doi else "", sure,
    )  # fmt: skip


def records(found: Iterable[Record]) -> Iterator[Entry]:
    """Yield records as entries; their IRIs are those that `loclearn bib convert` writes.

    >>> next(records([Record("a/my.bib", 1, key="k", title="T")])).id[-13:]
    'work/my.bib/k'
    """
    for record, path in paths(found):
        yield _record(record, thing("work", *path))


def _record(record: Record, iri: str) -> Entry:
    title = unbracketed(record.title)
    main, subtitle = halves(title)
    venue = record.container or record.collection
    year = record.issued.year
    letter = _LETTER.search(record.issued.text.strip()) or _LETTER.search(record.key)
    authors = record.authors or record.editors
    return Entry(
        iri, f"{record.title} ({year or record.issued.text or 'n.d.'})", False, fold(title),
        main, subtitle,
        tuple(author(n.surname or n.given, n.given if n.surname else "") for n in authors),
        year, letter[1] if letter else "", venue_words(venue), fold(record.volume),
        first_page(record.pages), kind_of(record.type),
        stage_of(record.type, venue, _said(record), record.identifiers.doi),
        frozenset(_identifiers(record)),
    )  # fmt: skip


def _said(record: Record) -> str:
    said = f"{record.issued.text} {' '.join(record.notes) if record.issued.year is None else ''}"
    return said + (" preprint" if record.identifiers.arxiv and not record.container else "")


def _identifiers(record: Record) -> Iterator[tuple[str, str]]:
    """Yield what names a record; the ISBN of a book names no chapter of it."""
    ids = record.identifiers
    for scheme in ("doi", "openalex", "pmid", "wos", "scopus", "arxiv", "wikidata"):
        if value := getattr(ids, scheme):
            yield scheme, value.strip().lower()
    if kind_of(record.type) == "book" and not record.container:
        for number in ids.isbn:
            yield "isbn", _isbn(number)


def _isbn(number: str) -> str:
    """Return the nine digits that an ISBN of ten and of thirteen digits share."""
    digits = re.sub(r"[^\dX]", "", number.upper())
    return digits[-10:-1]


def reference(cited: Reference) -> Entry:
    """Return a cited reference as an entry.

    >>> reference(Reference("raw", author="Uzzi B", year=1997, page="35")).authors
    (('uzzi', 'b'),)
    """
    ids = {("doi", cited.doi)} if cited.doi else set()
    if cited.openalex:
        ids.add(("openalex", cited.openalex.lower()))
    main, subtitle = halves(cited.title)
    return Entry(
        "", cited.raw, False, fold(cited.title), main, subtitle,
        tuple(_cited_author(name) for name in cited.author.split(";") if name.strip())[:1],
        cited.year, "", venue_words(cited.container), fold(cited.volume), first_page(cited.page),
        "", "", frozenset(ids),
    )  # fmt: skip


def _cited_author(name: str) -> Author:
    family, comma, given = name.partition(",")
    if not comma:
        family, _, given = _INITIALS.sub(r" \1", name.strip()).rpartition(" ")
    return author(family or given, given if family else "")
