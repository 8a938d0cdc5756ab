"""The one place that says which column holds which property of the ontology."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox

from loclearn.errors import OntologyError, WrongUse
from loclearn.namespaces import term, thing
from loclearn.rewriting.expressions import Facet

if TYPE_CHECKING:
    import ibis.expr.types as ir

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

NUMBER = ""
"""What a column of numbers has in place of a list of codes."""

LIMIT = Decimal(10) ** 15
"""No number of loclearn's tables reaches this; larger ones are kept as it."""


@dataclass(frozen=True)
class Column:
    """Name a column that holds the values of a property.

    scheme: the list of codes from which the values come, or NUMBER.
    """

    table: str
    name: str
    scheme: str = NUMBER


COLUMNS = {
    term(name): column
    for name, column in {
        "hasDimension": Column("statements", "dimension", "dimension"),
        "hasScope": Column("statements", "scope", "scope"),
        "hasPolarity": Column("statements", "polarity", "polarity"),
        "hasStrength": Column("statements", "strength", "strength"),
        "hasBasis": Column("statements", "basis", "basis"),
        "hasValence": Column("statements", "valence", "valence"),
        "confidence": Column("statements", "confidence"),
        "weightFor": Column("statements", "weight_for"),
        "weightAgainst": Column("statements", "weight_against"),
        "hasIndicator": Column("observations", "indicator", "indicator"),
        "hasCoverage": Column("observations", "coverage", "coverage"),
        "ofCapability": Column("observations", "capability", "capability"),
        "value": Column("observations", "value"),
        "pValue": Column("observations", "p_value"),
    }.items()
}
"""Properties of statements and observations."""

LINKS = {term("hasEvidence"): "statements", term("hasObservation"): "observations"}
"""Properties that lead from a setting to the rows of a table, by its column setting."""

HOPS = {term("hasEarlierPhase"): ("earlier", "earlier")}
"""Properties that lead from a setting to others: the table and the column that names them."""

FLAGS = {term("PooledCase"): "pooled"}
"""Classes that data give to settings: the boolean column of the table of settings."""


@dataclass(frozen=True)
class Tables:
    """Hold the facts of a run as ibis tables, all of one connection.

    settings: setting, a name that stands once; pooled, where a definition asks for it. Settings
        that are only the earlier phase of others are here as well.
    statements: setting, dimension, scope, polarity, strength, basis, valence, confidence,
        weight_for, weight_against.
    observations: setting, indicator, coverage, capability, value, p_value.
    earlier: setting, earlier: the pairs of a later and an earlier phase.
    several: whether one statement or observation may take several rows.

    Codes are written as the ontology ends their IRIs: location-quotient, none-stated. An empty
    cell is a fact that is not known. Only columns that a definition asks for have to be there,
    and a table without any row may be left out.
    """

    settings: "ir.Table"
    statements: "ir.Table | None" = None
    observations: "ir.Table | None" = None
    earlier: "ir.Table | None" = None
    several: bool = False


def code(scheme: str, node: Node) -> str:
    """Return what a column holds for a node: the end of its IRI in the list of codes, or all.

    >>> code("scope", ox.NamedNode(thing("scope", "local")))
    'local'
    >>> code("scope", ox.NamedNode("urn:local"))
    '<urn:local>'
    """
    base = thing(scheme, "")
    if isinstance(node, ox.NamedNode) and node.value.startswith(base):
        return node.value.removeprefix(base)
    return str(node)


def bound(facet: Facet) -> str:
    """Return the bound of a facet as plain text.

    Raises OntologyError when it lies beyond every number that a table holds.

    >>> bound(Facet(">=", Decimal("1.20")))
    '1.20'
    """
    if abs(facet.bound) >= LIMIT:
        raise OntologyError(f"The bound {facet.bound:f} of a threshold has more than 15 digits.")
    return format(facet.bound, "f")


def column(table: "ir.Table", name: str, place: str) -> "ir.Column":
    """Return a column of a table; raise WrongUse that names it where there is none."""
    if name not in table.columns:
        raise WrongUse(f"The table {place} has no column {name}, which the definitions need.")
    return table[name]


def refused(iri: str, place: str) -> OntologyError:
    """Return the error that names what a table has no column for.

    >>> str(refused(term("hasValence"), "settings")).partition(":")[0]
    'The engine sql has no column for hasValence in the table settings'
    """
    return OntologyError(
        f"The engine sql has no column for {iri.rsplit('/', 1)[-1]} in the table {place}: "
        "use --engine sparql."
    )
