"""The fragment of OWL in which conditions are defined, as Python values.

Named classes, intersection, union, some value of a property in a class, a property with a given
value, and some value of a data property inside facets: on the sufficient side all of them are
Horn, so that membership can be rewritten to a query (Calvanese et al. 2007, p. 387).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox


@dataclass(frozen=True)
class Named:
    """The members of a named class."""

    iri: str


@dataclass(frozen=True)
class And:
    """What lies in all parts."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Or:
    """What lies in any part."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Some:
    """What the property relates to something in the filler."""

    property: str
    filler: "Expression"


@dataclass(frozen=True)
class Has:
    """What the property relates to the value."""

    property: str
    value: ox.NamedNode | ox.Literal


@dataclass(frozen=True)
class Facet:
    """A bound of a datatype: >=, >, <= or < a number.

    >>> Facet(">=", Decimal("1.2")).holds(Decimal("1.20"))
    True
    """

    operator: str
    bound: Decimal

    def holds(self, number: Decimal) -> bool:
        """Tell whether a number keeps to the bound."""
        return {
            ">=": number >= self.bound,
            ">": number > self.bound,
            "<=": number <= self.bound,
            "<": number < self.bound,
        }[self.operator]


@dataclass(frozen=True)
class Within:
    """What has a decimal value of the data property inside all facets of a named datatype."""

    property: str
    datatype: str
    facets: tuple[Facet, ...]


@dataclass(frozen=True)
class Related:
    """What the property relates to anything, as subject or as object (domain, range)."""

    property: str
    as_object: bool = False


Expression = Named | And | Or | Some | Has | Within | Related


def names(expression: Expression) -> Iterator[str]:
    """Yield the named classes in an expression.

    >>> sorted(names(And((Named("a"), Some("p", Or((Named("b"), Named("c"))))))))
    ['a', 'b', 'c']
    """
    match expression:
        case Named(iri):
            yield iri
        case And(parts) | Or(parts):
            for part in parts:
                yield from names(part)
        case Some(_, filler):
            yield from names(filler)
        case _:
            return


def properties(expression: Expression) -> Iterator[str]:
    """Yield the properties in an expression."""
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from properties(part)
        case Some(name, filler):
            yield name
            yield from properties(filler)
        case Has(name, _) | Within(name, _, _) | Related(name, _):
            yield name
        case _:
            return


def values(expression: Expression) -> Iterator[str]:
    """Yield the IRIs that an expression names as values."""
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from values(part)
        case Some(_, filler):
            yield from values(filler)
        case Has(_, value) if isinstance(value, ox.NamedNode):
            yield value.value
        case _:
            return
