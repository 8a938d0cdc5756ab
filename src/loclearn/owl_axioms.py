"""The part of the ontology on which a verdict can rest, for a reasoner.

The allowed axioms are Horn: what is not said of a class, or of what its definition names, cannot
make anything its member. With the terms that no verdict rests on, HermiT takes three times as
long and, on the same input, now and then misses a member.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import cast

import pyoxigraph as ox

from loclearn.namespaces import OWL, RDF, RDFS, XSD

_TYPE = RDF + "type"
_TOWARDS_A_CLASS = {RDFS + name for name in ("subClassOf", "domain", "range")}
_BETWEEN_PROPERTIES = {RDFS + "subPropertyOf", OWL + "equivalentProperty", OWL + "inverseOf"}
_OF_THE_TERM = {
    OWL + "equivalentClass",
    OWL + "equivalentProperty",
    OWL + "inverseOf",
    OWL + "propertyChainAxiom",
}
_DECIMAL = XSD + "decimal"
_BOUNDS_OF_SINGLE_VALUES = f"""
PREFIX owl: <{OWL}> PREFIX rdf: <{RDF}> PREFIX xsd: <{XSD}>
CONSTRUCT {{ ?low xsd:minInclusive ?value }} WHERE {{
    ?range owl:withRestrictions ?list .
    ?list rdf:rest*/rdf:first ?low, ?high .
    ?low xsd:minInclusive ?value .
    ?high xsd:maxInclusive ?most .
    FILTER (?value = ?most)
}}"""


def needed(ontology: ox.Store, classes: Iterable[str]) -> list[ox.Triple]:
    """Return the axioms from which membership in the classes can follow.

    Parameters
    ----------
    ontology: the modules and one profile; its axioms are of the allowed kinds.
    classes: IRIs of the classes.

    >>> from loclearn import graph
    >>> from loclearn.namespaces import term
    >>> store = graph.ontology()
    >>> 0 < len(needed(store, [term("C01Supported")])) < 100
    True
    """
    kept: dict[ox.Triple, None] = {}
    reached: set[ox.NamedNode | ox.BlankNode] = set()
    waiting: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in classes]
    while waiting:
        thing = waiting.pop()
        if thing in reached or _is_foreign(thing):
            continue
        reached.add(thing)
        for quad in [*_from(ontology, thing), *_into(ontology, thing)]:
            kept[quad.triple] = None
            waiting += [
                end
                for end in (quad.subject, quad.object)
                if isinstance(end, ox.NamedNode | ox.BlankNode)
            ]
    return list(kept)


def _is_foreign(thing: ox.NamedNode | ox.BlankNode) -> bool:
    return isinstance(thing, ox.NamedNode) and thing.value.startswith((OWL, RDF, RDFS, XSD))


def _from(ontology: ox.Store, thing: ox.NamedNode | ox.BlankNode) -> Iterable[ox.Quad]:
    """Yield the declaration, definition and property axioms, and the inside of an expression."""
    for quad in ontology.quads_for_pattern(thing, None, None, None):
        if quad.predicate.value == _TYPE:
            if isinstance(quad.object, ox.NamedNode) and _is_foreign(quad.object):
                yield quad
        elif isinstance(thing, ox.BlankNode) or quad.predicate.value in _OF_THE_TERM:
            yield quad


def _into(ontology: ox.Store, thing: ox.NamedNode | ox.BlankNode) -> Iterable[ox.Quad]:
    """Yield the axioms by which something becomes a member of a class, or a pair of a property."""
    for quad in ontology.quads_for_pattern(None, None, thing, None):
        if quad.predicate.value in _TOWARDS_A_CLASS | _BETWEEN_PROPERTIES:
            yield quad


def widened(axioms: Iterable[ox.Triple], facts: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return the axioms with each range of a single value opened downwards.

    Where a range holds one value, Pellet merges it with that value and then, in some orders of
    its work, stops with "Adding type to a pruned node". The range is opened down to the next
    lower number among the facts, so that the same facts lie in it as before.

    Parameters
    ----------
    axioms: what needed() returned.
    facts: the triples to be judged by the axioms.
    """
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in axioms)
    numbers = set(_decimals(facts))
    bounds = list(cast("ox.QueryTriples", store.query(_BOUNDS_OF_SINGLE_VALUES)))
    for low, value in zip(bounds, _decimals(bounds), strict=True):
        lower = max((n for n in numbers if n < value), default=value - 1)
        bound = ox.Literal(format(lower, "f"), datatype=ox.NamedNode(_DECIMAL))
        store.remove(ox.Quad(low.subject, low.predicate, low.object))
        store.add(ox.Quad(low.subject, ox.NamedNode(XSD + "minExclusive"), bound))
    return [quad.triple for quad in store]


def _decimals(triples: Iterable[ox.Triple]) -> Iterator[Decimal]:
    for triple in triples:
        if isinstance(triple.object, ox.Literal) and triple.object.datatype.value == _DECIMAL:
            with suppress(InvalidOperation):
                yield Decimal(triple.object.value)
