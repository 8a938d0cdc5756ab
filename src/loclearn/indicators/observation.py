"""The one form in which every indicator gives its values: a table of observations.

A row is the value of one indicator for one setting: region, activity, period. Its coverage is
the weakest of what it was computed from, since only a census can oppose (SEMANTICS, Facts).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis
    from ibis.expr.types import IntegerColumn, StringValue

COLUMNS = {
    "region": "string", "activity": "string", "period": "string", "indicator": "string",
    "value": "float64", "coverage": "string", "p_value": "float64", "capability": "string",
    "inputs": "string",
}  # fmt: skip
"""The columns of observations, and their types."""
SETTING = ("region", "activity", "period")
"""What settings are told apart by."""
RANKS = ("selective", "sample", "census")
"""Coverages, the weakest first."""


def rank(table: "ibis.Table") -> "IntegerColumn":
    """Return the coverage of rows as a number, so that the least is the weakest."""
    import ibis  # noqa: PLC0415

    return ibis.cases(*((table.coverage == name, n) for n, name in enumerate(RANKS)))


def named(ranked: "IntegerColumn") -> "StringValue":
    """Return the coverage that a number stands for."""
    import ibis  # noqa: PLC0415

    return ibis.cases(*((ranked == n, name) for n, name in enumerate(RANKS)))


def observations(table: "ibis.Table", indicator: str) -> "ibis.Table":
    """Return rows with a value as observations of an indicator.

    Parameters
    ----------
    table: with the columns of a setting, value, coverage, and perhaps p_value, capability, inputs.
    indicator: the notation of the indicator.
    """
    import ibis  # noqa: PLC0415

    rows = table.filter(table.value.notnull()).mutate(indicator=ibis.literal(indicator))
    return rows.select(
        **{
            name: rows[name].cast(type_) if name in rows.columns else ibis.null(type_)
            for name, type_ in COLUMNS.items()
        }
    )
