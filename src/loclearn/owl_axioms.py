"""The part of the ontology on which a verdict can rest, for a reasoner.

The allowed axioms are Horn: what is not said of a class, or of what its definition names, cannot
make anything its member. With the terms that no verdict rests on, HermiT takes three times as
long and, on the same input, now and then misses a member.
"""

from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from itertools import pairwise

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
_DECIMAL = ox.NamedNode(XSD + "decimal")
_MOVES = {
    XSD + "minInclusive": ("minExclusive", Decimal("-0.25")),
    XSD + "minExclusive": ("minExclusive", Decimal("0.25")),
    XSD + "maxInclusive": ("maxExclusive", Decimal("0.375")),
    XSD + "maxExclusive": ("maxExclusive", Decimal("-0.375")),
}
"""For each facet its open twin, and how far its bound moves, in smallest gaps between numbers.

Lower and upper bounds move by different parts of the gap and therefore never meet.
"""


def needed(ontology: ox.Store, classes: Iterable[str]) -> list[ox.Triple]:
    """Return the axioms from which membership in the classes can follow.

    Parameters
    ----------
    ontology: the modules and one profile; its axioms are of the allowed kinds.
    classes: IRIs of the classes.

    >>> from loclearn import graph
    >>> from loclearn.namespaces import TERMS
    >>> store = graph.ontology()
    >>> 0 < len(needed(store, [TERMS + "C01Supported"])) < len(store) / 10
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


def between_numbers(axioms: Iterable[ox.Triple], facts: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return the axioms with each bound of a range moved between the numbers that occur.

    Where ranges meet in a single value, as ≤ 1 and ≥ 1 do, Pellet 2.3.1 merges it with that
    value and then, in some orders of its work, stops with "Adding type to a pruned node". With
    the bounds moved no ranges meet so, and the same facts lie in each range as before.

    Parameters
    ----------
    axioms: what needed() returned.
    facts: the triples to be judged by the axioms.
    """
    axioms = list(axioms)
    numbers = sorted({number for t in (*axioms, *facts) if (number := _number(t)) is not None})
    gap = min((high - low for low, high in pairwise(numbers)), default=Decimal(1))
    result = []
    for triple in axioms:
        number = _number(triple)
        if number is not None and triple.predicate.value in _MOVES:
            name, part = _MOVES[triple.predicate.value]
            bound = ox.Literal(format(number + gap * part, "f"), datatype=_DECIMAL)
            result.append(ox.Triple(triple.subject, ox.NamedNode(XSD + name), bound))
        else:
            result.append(triple)
    return result


def _number(triple: ox.Triple) -> Decimal | None:
    if isinstance(triple.object, ox.Literal) and triple.object.datatype == _DECIMAL:
        with suppress(InvalidOperation):
            return Decimal(triple.object.value)
    return None
