"""Merged records as triples: the merged work, and beside it what each record says of it."""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from loclearn.bibliography import rdf
from loclearn.bibliography.paths import Path, paths
from loclearn.bibliography.record import Record
from loclearn.linking.linking import Linked
from loclearn.linking.merged import Merged
from loclearn.namespaces import PROV, RDFS, SKOS, thing
from loclearn.spar import Triple


def write(linked: Linked, merged: Sequence[Merged], records: Sequence[Record], to: str) -> str:
    """Return merged records as turtle or jsonld.

    Every record stays a work of its own, with its values and its file; a merged work is derived
    from those that it was made of, and says in comments where they differ.

    Parameters
    ----------
    linked: the outcome for all records. merged: one for each of `linked.groups`.
    records: all records, in order. to: turtle or jsonld.
    """
    return rdf.serialized(triples(linked, merged, records), to)


def triples(
    linked: Linked, merged: Sequence[Merged], records: Sequence[Record]
) -> Iterator[Triple]:
    """Yield all records, and a work for each group of several records."""
    yield from rdf.triples(records)
    where = [path for _, path in paths(records)]
    for group, one in zip(linked.groups, merged, strict=True):
        if len(group) > 1:
            yield from _joined(one, [where[place] for place in group])
        head = linked.clusters.head(linked.works + group[0])
        if head < linked.works:
            work, known = ox.NamedNode(_iri(where, group)), ox.NamedNode(linked.entries[head].id)
            yield work, ox.NamedNode(SKOS + "exactMatch"), known


def _iri(where: list[Path], group: list[int]) -> str:
    path = where[group[0]]
    return thing("work", "merged", *path) if len(group) > 1 else thing("work", *path)


def _joined(one: Merged, sources: list[Path]) -> Iterator[Triple]:
    path = ("merged", *sources[0])
    yield from rdf.described_as(one.record, path)
    work = ox.NamedNode(thing("work", *path))
    for source in sources:
        yield work, ox.NamedNode(PROV + "wasDerivedFrom"), ox.NamedNode(thing("work", *source))
    for difference in one.differences:
        yield work, ox.NamedNode(RDFS + "comment"), ox.Literal(difference)
