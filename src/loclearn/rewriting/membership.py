"""Decide membership of one thing by walking its definition over the facts.

This is the second way to a verdict: it shares no code with the queries, explains instead of
enumerating, and tests hold the two against each other.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from loclearn.namespaces import RDF, XSD
from loclearn.rewriting.expressions import (
    And,
    Expression,
    Has,
    Named,
    Or,
    Related,
    Some,
    Within,
)

Thing = ox.NamedNode | ox.BlankNode
_TYPE = ox.NamedNode(RDF + "type")
_EXACT = (
    XSD + "decimal",
    XSD + "integer",
    XSD + "int",
    XSD + "long",
    XSD + "short",
    XSD + "byte",
    XSD + "nonNegativeInteger",
    XSD + "positiveInteger",
)


class Membership:
    """Answer questions about single things in one graph.

    Parameters
    ----------
    facts: the graph, without derived types.
    definitions: what makes something a member of a class.
    """

    def __init__(self, facts: ox.Store, definitions: Mapping[str, Expression]) -> None:
        """Start with nothing decided."""
        self._facts = facts
        self._definitions = definitions
        self._known: dict[tuple[str, Thing], bool] = {}

    def holds(self, expression: Expression, thing: Thing) -> bool:
        """Tell whether a thing belongs to an expression."""
        match expression:
            case Named(iri):
                return self._named(iri, thing)
            case And(parts):
                return all(self.holds(part, thing) for part in parts)
            case Or(parts):
                return any(self.holds(part, thing) for part in parts)
            case Some(name, filler):
                return any(self.holds(filler, other) for other in self._related(name, thing))
            case Has(name, value):
                return ox.Quad(thing, ox.NamedNode(name), value) in self._facts
            case Within(name, _, facets):
                return any(
                    all(facet.holds(number) for facet in facets)
                    for number in self._numbers(name, thing)
                )
            case Related(name, as_object):
                ends = (None, thing) if as_object else (thing, None)
                found = self._facts.quads_for_pattern(ends[0], ox.NamedNode(name), ends[1], None)
                return next(iter(found), None) is not None

    def grounds(self, expression: Expression, thing: Thing) -> set[tuple[str, Thing]]:
        """Return the named classes on which the membership rests, each with its member.

        Only parts that hold count: every satisfied disjunct, and nothing of the others.
        """
        found: set[tuple[str, Thing]] = set()
        self._collect(expression, thing, found)
        return found

    def _collect(self, expression: Expression, thing: Thing, found: set[tuple[str, Thing]]) -> None:
        if not self.holds(expression, thing):
            return
        match expression:
            case Named(iri):
                if (iri, thing) not in found:
                    found.add((iri, thing))
                    if iri in self._definitions:
                        self._collect(self._definitions[iri], thing, found)
            case And(parts) | Or(parts):
                for part in parts:
                    self._collect(part, thing, found)
            case Some(name, filler):
                for other in self._related(name, thing):
                    self._collect(filler, other, found)
            case _:
                return

    def _named(self, iri: str, thing: Thing) -> bool:
        key = (iri, thing)
        if key not in self._known:
            asserted = ox.Quad(thing, _TYPE, ox.NamedNode(iri)) in self._facts
            definition = self._definitions.get(iri)
            self._known[key] = asserted or (
                definition is not None and self.holds(definition, thing)
            )
        return self._known[key]

    def _related(self, name: str, thing: Thing) -> Iterator[Thing]:
        for quad in self._facts.quads_for_pattern(thing, ox.NamedNode(name), None, None):
            if isinstance(quad.object, ox.NamedNode | ox.BlankNode):
                yield quad.object

    def _numbers(self, name: str, thing: Thing) -> Iterator[Decimal]:
        for quad in self._facts.quads_for_pattern(thing, ox.NamedNode(name), None, None):
            literal = quad.object
            if isinstance(literal, ox.Literal) and literal.datatype.value in _EXACT:
                try:
                    yield Decimal(literal.value)
                except InvalidOperation:
                    continue
