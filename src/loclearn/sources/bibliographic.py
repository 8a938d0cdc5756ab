"""The works of the tables as a graph: `loclearn.spar` gives the model."""

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from loclearn.bibliography.kinds import fabio_class
from loclearn.namespaces import DCTERMS, FABIO, RDFS, term, thing
from loclearn.spar import (
    FRBR,
    TYPE,
    Agent,
    Triple,
    Venue,
    described,
    identified,
    part_of,
    printed,
    roles,
)
from loclearn.tables import Row


def add_bibliography(store: ox.Store, works: Iterable[Row]) -> None:
    """Add what a bibliography says of works to a store: kind, authors, venue, identifiers."""
    store.extend(ox.Quad(*triple) for work in works for triple in _work(work))


def _work(row: Row) -> Iterator[Triple]:
    key = str(row.values["key"])
    work = ox.NamedNode(thing("work", key))
    year = row.text("year")
    published = year if year is not None and re.fullmatch(r"\d{4}", year) else None
    kind = fabio_class(row.text("type") or "")
    yield from described(work, kind, row.text("title"), published)
    yield from roles(work, [key], _authors(row))
    if (name := row.text("container")) is not None:
        journal = row.text("type") == "journal-article"
        yield from part_of(
            work, Venue(name, journal, row.text("volume") or "", row.text("issue") or "")
        )
    if (pages := row.text("pages")) is not None:
        yield from printed(work, [key], pages)
    yield from _doi(work, row.text("doi"), row.text("doi_confidence"))
    yield from _later_version(work, key, row)


def _authors(row: Row) -> list[Agent]:
    names = [name.strip() for name in (row.text("authors") or "").split(";") if name.strip()]
    parts = [[part.strip() for part in name.partition(",")] for name in names]
    return [
        Agent(name, family, given) for name, (family, _, given) in zip(names, parts, strict=True)
    ]


def _doi(work: ox.NamedNode, doi: str | None, confidence: str | None) -> Iterator[Triple]:
    """Yield a DOI, and beside it how sure it is."""
    if doi is None:
        return
    yield from identified(work, "doi", doi.lower())
    identifier = ox.NamedNode(thing("identifier", "doi", doi.lower()))
    sure = thing("doi-confidence", confidence or "likely")
    yield identifier, ox.NamedNode(term("hasDoiConfidence")), ox.NamedNode(sure)


def _later_version(work: ox.NamedNode, key: str, row: Row) -> Iterator[Triple]:
    """Yield the published version: it and the version cited realize one work."""
    later = row.text("published_as")
    if later is None:
        return
    idea = ox.NamedNode(thing("conception", key))
    version = ox.NamedNode(thing("work", f"{key}-published"))
    yield idea, TYPE, ox.NamedNode(FABIO + "Work")
    for expression in (work, version):
        yield expression, ox.NamedNode(FRBR + "realizationOf"), idea
    yield version, TYPE, ox.NamedNode(FABIO + "Expression")
    yield version, ox.NamedNode(DCTERMS + "bibliographicCitation"), ox.Literal(later)
    yield version, ox.NamedNode(RDFS + "label"), ox.Literal(later.split(".")[0])
    confidence = row.text("published_doi_confidence")
    yield from _doi(version, row.text("published_doi"), confidence)
