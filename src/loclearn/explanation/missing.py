"""Which facts, if they were found, would give a verdict its other side.

A need is one missing fact: that a thing is related by a property to something new of a given
description. A way is a set of needs that together suffice; of several ways only the minimal
ones are kept. A threshold without a value in the profile bars every way through it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import count, pairwise

import pyoxigraph as ox

from loclearn.namespaces import RDF, XSD
from loclearn.rewriting.expressions import (
    And,
    Expression,
    Facet,
    Has,
    Named,
    Or,
    Related,
    Some,
    Within,
)
from loclearn.rewriting.membership import Membership, Thing

MOST_WAYS = 200
_STEP = Decimal("0.01")


@dataclass(frozen=True)
class Need:
    """Say that a thing lacks a fact: a property to something that fits the description.

    description: what the new thing must be, with the conditions that it must meet by name.
    full: the same with all definitions written out.
    asked: what the definition asks for, as it stands there.
    """

    thing: Thing
    property: str
    description: Expression
    full: Expression
    asked: Some = field(compare=False)

    def __str__(self) -> str:
        """Return a stable text for sorting."""
        return self._text

    @cached_property
    def _text(self) -> str:
        return f"{self.thing} {self.property} {self.description}"


Way = frozenset[Need]


class Missing:
    """Find the minimal ways to a class that a thing has not reached.

    Parameters
    ----------
    membership: the graph and the definitions.
    named: classes that a description keeps by name, since a reader knows them.
    """

    def __init__(self, membership: Membership, named: Iterable[str] = ()) -> None:
        """Keep the graph."""
        self._membership = membership
        self._named = frozenset(named)

    def ways(self, expression: Expression, thing: Thing) -> list[Way]:
        """Return the minimal ways, the shortest first; none when it holds or cannot be reached."""
        if self._membership.holds(expression, thing):
            return []
        return sorted(
            self._ways(expression, thing),
            key=lambda way: (len(way), sorted(map(str, way))),
        )

    def _ways(self, expression: Expression, thing: Thing) -> set[Way]:
        if self._membership.holds(expression, thing):
            return {frozenset()}
        match expression:
            case Named(iri):
                definition = self._membership.definition(iri)
                return set() if definition is None else self._ways(definition, thing)
            case Or(parts):
                return _minimal(way for part in parts for way in self._ways(part, thing))
            case And(parts):
                combined: set[Way] = {frozenset()}
                for part in parts:
                    mine = self._ways(part, thing)
                    combined = _minimal(one | two for one in combined for two in mine)
                return combined
            case Some(name, filler):
                return self._new(name, filler, thing)
            case _:
                return set()

    def _new(self, name: str, filler: Expression, thing: Thing) -> set[Way]:
        """Return the ways through a new thing, and through those already related."""
        ways: set[Way] = set()
        if any(isinstance(part, Some) for part in _leaves(self._written_out(filler))):
            for other in self._membership.related(name, thing):
                ways |= self._ways(filler, other)
        full = self._written_out(filler)
        if _possible(full):
            short = self._written_out(filler, self._named)
            ways.add(frozenset({Need(thing, name, short, full, Some(name, filler))}))
        return _minimal(ways)

    def _written_out(
        self, expression: Expression, keep: frozenset[str] = frozenset()
    ) -> Expression:
        match expression:
            case Named(iri):
                definition = self._membership.definition(iri)
                if definition is None or iri in keep:
                    return expression
                return self._written_out(definition, keep)
            case And(parts):
                return And(tuple(self._written_out(part, keep) for part in parts))
            case Or(parts):
                return Or(tuple(self._written_out(part, keep) for part in parts))
            case Some(name, filler):
                return Some(name, self._written_out(filler, keep))
            case _:
                return expression


def _minimal(ways: Iterable[Way]) -> set[Way]:
    kept: list[Way] = []
    for way in sorted(set(ways), key=lambda way: (len(way), sorted(map(str, way)))):
        if not any(other <= way for other in kept):
            kept.append(way)
    return set(kept[:MOST_WAYS])


def _leaves(expression: Expression) -> Iterator[Expression]:
    if isinstance(expression, And | Or):
        for part in expression.parts:
            yield from _leaves(part)
    else:
        yield expression


def example_number(facets: tuple[Facet, ...]) -> Decimal | None:
    """Return a number inside the facets, or None when no number is.

    >>> example_number((Facet(">=", Decimal("1.2")),))
    Decimal('1.2')
    >>> example_number((Facet(">", Decimal(0)), Facet("<", Decimal(0)))) is None
    True
    """
    bounds = sorted({facet.bound for facet in facets}) or [Decimal(0)]
    between = [(one + two) / 2 for one, two in pairwise(bounds)]
    for number in (*bounds, *between, bounds[-1] + _STEP, bounds[0] - _STEP):
        if all(facet.holds(number) for facet in facets):
            return number
    return None


def _possible(description: Expression) -> bool:
    match description:
        case And(parts):
            return all(map(_possible, parts))
        case Or(parts):
            return any(map(_possible, parts))
        case Some(_, filler):
            return _possible(filler)
        case Within(_, _, facets):
            return example_number(facets) is not None
        case _:
            return True


def invent(needs: Iterable[Need], name: str = "urn:new:") -> list[ox.Triple]:
    """Return facts that meet the needs, about new things; used to test that they suffice."""
    fresh = (ox.NamedNode(f"{name}{number}") for number in count(1))
    triples: list[ox.Triple] = []
    for need in sorted(needs, key=str):
        other = next(fresh)
        triples.append(ox.Triple(need.thing, ox.NamedNode(need.property), other))
        triples += _invent(need.full, other, fresh)
    return triples


def _invent(
    description: Expression, thing: Thing, fresh: Iterator[ox.NamedNode]
) -> list[ox.Triple]:
    match description:
        case And(parts):
            return [triple for part in parts for triple in _invent(part, thing, fresh)]
        case Or(parts):
            return _invent(next(part for part in parts if _possible(part)), thing, fresh)
        case Some(name, filler):
            other = next(fresh)
            return [
                ox.Triple(thing, ox.NamedNode(name), other),
                *_invent(filler, other, fresh),
            ]
        case Has(name, value):
            return [ox.Triple(thing, ox.NamedNode(name), value)]
        case Within(name, _, facets):
            number = ox.Literal(
                f"{example_number(facets):f}", datatype=ox.NamedNode(XSD + "decimal")
            )
            return [ox.Triple(thing, ox.NamedNode(name), number)]
        case Named(iri):
            return [ox.Triple(thing, ox.NamedNode(RDF + "type"), ox.NamedNode(iri))]
        case Related(name, as_object):
            other = next(fresh)
            ends = (other, thing) if as_object else (thing, other)
            return [ox.Triple(ends[0], ox.NamedNode(name), ends[1])]
