"""Decide membership of one thing by walking its definition over the facts.

This is the second way to a verdict: it shares no code with the queries, explains instead of
enumerating, and tests hold the two against each other.
"""

from collections.abc import Iterable, Iterator, Mapping
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
    names,
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
        self._rests_on: dict[tuple[str, Thing], frozenset[tuple[str, Thing]]] = {}
        self._naming: dict[int, tuple[Expression, bool]] = {}

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
                return any(self.holds(filler, other) for other in self.related(name, thing))
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

    def grounds(self, expression: Expression, thing: Thing) -> frozenset[tuple[str, Thing]]:
        """Return the named classes on which the membership rests, each with its member.

        Only parts that hold count: every satisfied disjunct, and nothing of the others.
        """
        if not self._mentions_classes(expression) or not self.holds(expression, thing):
            return frozenset()
        match expression:
            case Named(iri):
                return self._grounds_of(iri, thing)
            case And(parts) | Or(parts):
                return frozenset().union(*(self.grounds(part, thing) for part in parts))
            case Some(name, filler):
                others = self.related(name, thing)
                return frozenset().union(*(self.grounds(filler, other) for other in others))
            case _:
                return frozenset()

    def _grounds_of(self, iri: str, thing: Thing) -> frozenset[tuple[str, Thing]]:
        key = (iri, thing)
        if key not in self._rests_on:
            definition = self._definitions.get(iri)
            below = frozenset() if definition is None else self.grounds(definition, thing)
            self._rests_on[key] = below | {key}
        return self._rests_on[key]

    def _mentions_classes(self, expression: Expression) -> bool:
        """Tell whether a named class is in an expression; remembered, since it is asked often."""
        key = id(expression)
        if key not in self._naming:
            self._naming[key] = expression, next(names(expression), None) is not None
        return self._naming[key][1]

    def reaching(self, things: Iterable[str]) -> set[str]:
        """Return the IRIs of the things and of all that leads to them by any property."""
        found = set(things)
        waiting = list(found)
        while waiting:
            node = ox.NamedNode(waiting.pop())
            for quad in self._facts.quads_for_pattern(None, None, node, None):
                if isinstance(quad.subject, ox.NamedNode) and quad.subject.value not in found:
                    found.add(quad.subject.value)
                    waiting.append(quad.subject.value)
        return found

    def _named(self, iri: str, thing: Thing) -> bool:
        key = (iri, thing)
        if key not in self._known:
            asserted = ox.Quad(thing, _TYPE, ox.NamedNode(iri)) in self._facts
            definition = self._definitions.get(iri)
            self._known[key] = asserted or (
                definition is not None and self.holds(definition, thing)
            )
        return self._known[key]

    def definition(self, iri: str) -> Expression | None:
        """Return the definition of a class, or None when it is primitive."""
        return self._definitions.get(iri)

    @staticmethod
    def type_of(iri: str, thing: Thing) -> ox.Triple:
        """Return the triple that asserts a type."""
        return ox.Triple(thing, _TYPE, ox.NamedNode(iri))

    def witnesses(self, expression: Within | Related, thing: Thing) -> Iterator[ox.Triple]:
        """Yield the triples by which a number lies in a range, or a property relates."""
        name = ox.NamedNode(expression.property)
        if isinstance(expression, Related):
            ends = (None, thing) if expression.as_object else (thing, None)
            quads = self._facts.quads_for_pattern(ends[0], name, ends[1], None)
            yield from (quad.triple for quad in quads)
            return
        for quad in self._facts.quads_for_pattern(thing, name, None, None):
            number = exact_number(quad.object)
            if number is not None and all(facet.holds(number) for facet in expression.facets):
                yield quad.triple

    def has(self, name: str, thing: Thing) -> bool:
        """Tell whether a thing has any value of a property."""
        found = self._facts.quads_for_pattern(thing, ox.NamedNode(name), None, None)
        return next(iter(found), None) is not None

    def related(self, name: str, thing: Thing) -> Iterator[Thing]:
        """Yield what a property relates a thing to."""
        for quad in self._facts.quads_for_pattern(thing, ox.NamedNode(name), None, None):
            if isinstance(quad.object, ox.NamedNode | ox.BlankNode):
                yield quad.object

    def _numbers(self, name: str, thing: Thing) -> Iterator[Decimal]:
        for quad in self._facts.quads_for_pattern(thing, ox.NamedNode(name), None, None):
            number = exact_number(quad.object)
            if number is not None:
                yield number


def exact_number(node: object) -> Decimal | None:
    """Return the number of a decimal or integer literal; doubles and floats have none."""
    if isinstance(node, ox.Literal) and node.datatype.value in _EXACT:
        try:
            return Decimal(node.value)
        except InvalidOperation:
            return None
    return None
