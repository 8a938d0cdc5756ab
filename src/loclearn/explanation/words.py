"""Say expressions, facts and needs in English, with the labels of the ontology."""

from decimal import Decimal
from typing import TypeGuard

import pyoxigraph as ox

from loclearn import graph
from loclearn.namespaces import RDFS, SKOS, term
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

_HEADS = {
    term("hasEvidence"): "a statement",
    term("hasObservation"): "an observation",
}
_TOPICS = (term("hasDimension"), term("hasIndicator"))
_SIDES = {term("weightFor"): "for presence", term("weightAgainst"): "for absence"}
_COMMON = (*_SIDES, term("confidence"))
_SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}


class Words:
    """Put things into words.

    Parameters
    ----------
    store: a graph that holds the ontology, for its labels.
    """

    def __init__(self, store: ox.Store) -> None:
        """Keep the graph."""
        self._store = store

    def label(self, iri: str) -> str:
        """Return the label of a term or code, or the end of its IRI."""
        node = ox.NamedNode(iri)
        for predicate in (RDFS + "label", SKOS + "prefLabel"):
            found = graph.value(self._store, node, predicate)
            if found is not None:
                return found
        return local(iri)

    def property(self, iri: str) -> str:
        """Return the label of a property without its verb."""
        return self.label(iri).removeprefix("has ").removeprefix("is ")

    def value(self, node: ox.NamedNode | ox.Literal) -> str:
        """Return a value as a code, where it is one, or as its text."""
        return local(node.value) if isinstance(node, ox.NamedNode) else node.value

    def leaf(self, expression: Expression) -> str:
        """Say one test: a value, a range, a class."""
        match expression:
            case Has(name, value):
                return f"{self.property(name)} {self.value(value)}"
            case Within(name, _, facets):
                return f"{self.property(name)} {bounds(facets)}"
            case Named(iri):
                return self.label(iri)
            case Some(name, filler):
                return self.need(name, filler)
            case Related(name, _):
                return f"something that {self.label(name)}"
            case Or(parts) if all(isinstance(part, Has) for part in parts):
                values = [self.value(part.value) for part in parts if isinstance(part, Has)]
                names = {part.property for part in parts if isinstance(part, Has)}
                return f"{self.property(sorted(names)[0])} {' or '.join(values)}"
            case Or(parts):
                return " or ".join(self.leaf(part) for part in parts)
            case And(parts):
                return ", ".join(self.leaf(part) for part in parts)

    def need(self, name: str, description: Expression) -> str:
        """Say what kind of thing is needed; how sure and weighty is said elsewhere.

        >>> from loclearn.rewriting.expressions import Has
        >>> local_ = ox.NamedNode("https://w3id.org/localized-learning/id/scope/local")
        >>> Words(graph.ontology()).need(term("hasEvidence"), Has(term("hasScope"), local_))
        'a statement, scope local'
        """
        if name == term("hasEarlierPhase"):
            statuses = self.leaf(description)
            for side in ("supported", "opposed"):
                statuses = statuses.replace(f", {side}", f" {side}")
            return f"an earlier phase with {statuses}"
        parts = flat(description)
        sides = [_SIDES[p.property] for p in parts if _is_range(p) and p.property in _SIDES]
        topics = [p for p in parts if isinstance(p, Has) and p.property in _TOPICS]
        rest = [
            part
            for part in parts
            if part not in topics and not (_is_range(part) and part.property in _COMMON)
        ]
        head = _HEADS.get(name, self.label(name))
        what = [f"of {self.label(topic.value.value)}" for topic in topics]
        tests = [self.leaf(part) for part in rest]
        return ", ".join([" ".join([head, *sides, *what]), *tests])


def _is_range(expression: Expression) -> TypeGuard[Within]:
    return isinstance(expression, Within)


def bounds(facets: tuple[Facet, ...]) -> str:
    """Say a range.

    >>> bounds((Facet(">=", Decimal("0")), Facet("<=", Decimal("0.0"))))
    '= 0'
    """
    ends = {facet.bound for facet in facets}
    if len(ends) == 1 and {facet.operator for facet in facets} == {">=", "<="}:
        return f"= {plain(ends.pop())}"
    return " and ".join(f"{_SIGNS[facet.operator]} {plain(facet.bound)}" for facet in facets)


def flat(expression: Expression) -> list[Expression]:
    """Return the conjuncts of an expression, what it speaks of first.

    >>> [type(part).__name__ for part in flat(And((And((Named("a"),)), Named("b"))))]
    ['Named', 'Named']
    """
    if not isinstance(expression, And):
        return [expression]
    parts = [leaf for part in expression.parts for leaf in flat(part)]
    return sorted(parts, key=lambda part: isinstance(part, Within))


def plain(number: Decimal) -> str:
    """Return a number without trailing zeros.

    >>> plain(Decimal("2.0"))
    '2'
    """
    return format(number.normalize(), "f")


def local(iri: str) -> str:
    """Return the last part of an IRI.

    >>> local("https://w3id.org/localized-learning/id/scope/extra-local")
    'extra-local'
    """
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
