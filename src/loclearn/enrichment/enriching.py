"""Records with what services know of them: own values win, and each new one has its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loclearn.bibliography.record import Date, Extra, Name, Record, Reference, ordered
from loclearn.enrichment.looking import Looked
from loclearn.errors import shorten
from loclearn.linking.merged import Merged
from loclearn.linking.merging import merge

FORMAT = "enriched"
"""The format of the extras that say which service gave a value, and when."""
_FIELDS = ("type", "title", "authors", "editors", "issued", "container", "collection", "volume",
           "issue", "pages", "publisher", "place", "edition", "abstract", "language", "keywords",
           "retracted", "references")  # fmt: skip
_IDS = ("doi", "isbn", "issn", "pmid", "openalex", "url", "wikidata")


@dataclass(frozen=True)
class Added:
    """Hold a value that services gave: the field, how it is shown, and each service with its day.

    >>> str(Added("volume", "23", ("Crossref, 2026-11-23",)))
    'volume: 23 (Crossref, 2026-11-23)'
    """

    field: str
    shown: str
    sources: tuple[str, ...]

    def __str__(self) -> str:
        """Return the value in one line."""
        return f"{self.field}: {self.shown} ({'; '.join(self.sources)})"


@dataclass(frozen=True)
class Enriched:
    """Hold a record with what was added, and all values with their sources."""

    record: Record
    merged: Merged
    added: tuple[Added, ...]

    @property
    def differences(self) -> list[str]:
        """Return a line for each field of which the services do not say what the file says."""
        return self.merged.differences


def enriched(looked: Looked) -> Enriched:
    """Return a record with what services say of it.

    >>> own = Record("my.bib", 1, key="a", title="T", volume="1")
    >>> theirs = Record("Crossref", 1, title="T", volume="2", issue="3", retrieved="2026-11-23")
    >>> result = enriched(Looked(own, found=[theirs]))
    >>> result.record.volume, result.record.issue, str(result.added[0])
    ('1', '3', 'issue: 3 (Crossref, 2026-11-23)')
    """
    own = looked.record
    found = list(_joined(own, [_fitting(own, record) for record in looked.found]))
    merged = merge([own, *found])
    added = tuple(_added(own, merged.record, found))
    if not found:
        return Enriched(own, merged, ())
    told = [Extra(FORMAT, one.field, "; ".join(one.sources)) for one in added]
    extra = tuple(dict.fromkeys((*merged.record.extra, *told)))
    record = replace(
        merged.record,
        file=own.file, number=own.number, line=own.line, retrieved=own.retrieved,
        extra=ordered(list(extra)),
    )  # fmt: skip
    return Enriched(record, merged, added)


def _fitting(own: Record, record: Record) -> Record:
    """Return what a service gives without an abstract where there is one."""
    return replace(record, abstract="") if own.abstract else record


def _joined(own: Record, found: Sequence[Record]) -> Iterator[Record]:
    """Yield records with the references that can be told from those that are there.

    Some know only ids of OpenAlex, others only DOIs: together they would count works twice.
    """
    there = own.references
    for record in found:
        fits = not there or not _strange(there, record.references)
        yield record if fits else replace(record, references=())
        there = (*there, *record.references) if fits else there


def _strange(some: Sequence[Reference], others: Sequence[Reference]) -> bool:
    only = [all(r.openalex and not r.doi for r in refs) for refs in (some, others)]
    none = [not any(r.openalex for r in refs) for refs in (some, others)]
    return (only[0] and none[1]) or (none[0] and only[1])


def _added(own: Record, record: Record, found: Sequence[Record]) -> Iterator[Added]:
    for name in (*_FIELDS, *_IDS):
        old, new = _value(own, name), _value(record, name)
        if new == old or not new:
            continue
        givers = list(_givers(name, old, new, found))
        sources = tuple(dict.fromkeys(f"{giver.file}, {giver.retrieved}" for giver in givers))
        if sources:
            yield Added(name, _shown(old, new), sources)


def _givers(name: str, old: Any, new: Any, found: Sequence[Record]) -> Iterator[Record]:
    """Yield the records from which a value comes."""
    able = [record for record in found if _value(record, name)]
    if isinstance(new, tuple):
        fresh = [item for item in new if item not in old]
        exact = [r for r in able if any(item in fresh for item in _value(r, name))]
    else:
        exact = [record for record in able if _value(record, name) == new]
        exact = exact if new is True else exact[:1]
    yield from exact or able


def _value(record: Record, name: str) -> Any:
    if name in _IDS:
        return getattr(record.identifiers, name)
    value = getattr(record, name)
    return None if value in (Date(), "document") else value


def _shown(old: Any, new: Any) -> str:
    if not isinstance(new, tuple):
        text = new.iso or new.text if isinstance(new, Date) else str(new)
        return shorten("yes" if new is True else text)
    fresh = [item for item in new if item not in old]
    if fresh and isinstance(fresh[0], Reference):
        return f"{len(fresh)} more" if old else str(len(fresh))
    shown = "; ".join(item.inverted if isinstance(item, Name) else str(item) for item in fresh)
    return shorten(shown or f"{len(old) - len(new)} fewer")
