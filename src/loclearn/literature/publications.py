"""A publication of a corpus with what it cites, out of a bibliography of any format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loclearn.bibliography.record import Record, Reference


@dataclass(frozen=True)
class Publication:
    """Hold one publication of a corpus.

    id: its OpenAlex id, else its DOI, else the id of another database, else its citation key.
    authors: the names, family name first.
    references: the ids of what it cites, each once.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    venue: str | None
    doi: str | None
    references: tuple[str, ...]

    @property
    def label(self) -> str:
        """Return the authors' last names and the year.

        >>> Publication("W1", "T", ("Boschma, Ron",), 2005, None, None, ()).label
        'Boschma 2005'
        """
        last = [name.partition(",")[0].strip() for name in self.authors]
        who = " & ".join(last) if len(last) < 3 else f"{last[0]} et al."
        return f"{who or self.title[:40] or self.id} {self.year or 'n.d.'}"


def publications(records: Iterable[Record]) -> list[Publication]:
    """Return the publications of records, with references that lead to each other.

    A work may be cited by another identifier than its own: a reference by DOI leads to the
    record with that DOI, whatever its id. Of two records with one id the first counts.

    >>> from loclearn.bibliography.record import Identifiers
    >>> one = Record(key="a", references=(Reference("x", doi="10.1/b"),))
    >>> two = Record(key="b", identifiers=Identifiers(doi="10.1/b", openalex="W2"))
    >>> publications([one, two])[0].references
    ('W2',)
    """
    found: dict[str, Publication] = {}
    other_names: dict[str, str] = {}
    for record in records:
        names = list(_names(record))
        other_names.update({name: names[0] for name in names if name not in other_names})
        found.setdefault(names[0], _publication(names[0], record))
    return [
        replace(one, references=tuple(dict.fromkeys(other_names.get(r, r) for r in one.references)))
        for one in found.values()
    ]


def _names(record: Record) -> Iterator[str]:
    """Yield the ids by which a record may be cited, the one that it goes by first."""
    ids = record.identifiers
    known = [name for name in (ids.openalex, ids.doi, ids.wos, ids.scopus, ids.pmid) if name]
    yield from known or [record.key or f"{record.file}, record {record.number}"]


def _publication(id_: str, record: Record) -> Publication:
    return Publication(
        id=id_,
        title=record.title,
        authors=tuple(name.inverted for name in record.authors),
        year=record.issued.year,
        venue=record.container or None,
        doi=record.identifiers.doi or None,
        references=tuple(dict.fromkeys(map(_cited, record.references))),
    )


def _cited(reference: Reference) -> str:
    """Return the id of a reference; where it has none, what names the work, or its text."""
    if reference.openalex or reference.doi:
        return reference.openalex or reference.doi
    if reference.author and reference.year:
        where = reference.title or reference.container
        return ", ".join(filter(None, (reference.author, str(reference.year), where)))
    return " ".join(reference.raw.split())
