"""Write observations as indicators give them: one row for each setting and indicator.

A setting is a region, an activity and a period. The coverage of an observation is the weakest of
what it was computed from, since only a census can oppose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, NumericValue, StringValue, Table, Value

COLUMNS = {
    "region": "string", "activity": "string", "period": "string", "indicator": "string",
    "value": "float64", "coverage": "string", "p_value": "float64", "capability": "string",
    "inputs": "string",
}  # fmt: skip
"""The columns of observations, and their types."""
SETTING = ("region", "activity", "period")
"""What settings are told apart by."""
RESEARCH = ("university", "research-organisation")
"""The types of actors that are research organizations."""
PLACES = 12
"""The decimal places of a stored value."""
RANKS = {"census": 3, "sample": 2, "selective": 1}
"""Coverages as numbers, so that the least is the weakest."""


def rank(table: Table) -> NumericValue:
    """Return the coverage of rows as a number; what is no coverage counts as selective."""
    import ibis  # noqa: PLC0415

    return ibis.cases(*((table.coverage == name, n) for name, n in RANKS.items()), else_=1)


def coverage(ranked: NumericValue) -> StringValue:
    """Return the coverage that a number stands for."""
    import ibis  # noqa: PLC0415

    return ibis.cases(*((ranked == n, name) for name, n in RANKS.items()))


def observations(table: Table, indicator: str) -> Table:
    """Return the rows that have a value as observations of an indicator.

    Parameters
    ----------
    table: with the columns of a setting, value, coverage, and perhaps p_value, capability, inputs.
    indicator: the notation of the indicator.
    """
    import ibis  # noqa: PLC0415

    rows = table.filter(table.value.notnull()).mutate(indicator=ibis.literal(indicator))
    rows = rows.mutate(value=rows.value.cast("float64").round(PLACES))
    return rows.select(
        **{
            name: rows[name].cast(type_) if name in rows.columns else ibis.null(type_)
            for name, type_ in COLUMNS.items()
        }
    )


def observed(
    table: Table, indicator: str, value: NumericValue, inputs: StringValue, complete: BooleanValue
) -> Table:
    """Return the rows whose value is known as observations.

    Parameters
    ----------
    table: has region, activity, period and rank.
    indicator: the notation of the indicator.
    inputs: what the value was made of, for the explanation.
    complete: whether all regions of the reference were there; else a census counts as a sample.
    """
    import ibis  # noqa: PLC0415

    capped = ibis.ifelse(complete, table["rank"], ibis.least(table["rank"], RANKS["sample"]))
    rows = table.select(
        region=table.region, activity=table.activity, period=table.period.nullif(""),
        value=value, coverage=coverage(capped), inputs=inputs,
    )  # fmt: skip
    return observations(rows, indicator)


def as_text(number: NumericValue) -> StringValue:
    """Return a number as text, alike on every engine: whole, or with three decimal places."""
    import ibis  # noqa: PLC0415

    whole = number.cast("int64").cast("string")
    return ibis.ifelse(number == number.floor(), whole, decimals(number))


def decimals(number: NumericValue) -> StringValue:
    """Return a number as text with three decimal places."""
    text: StringValue = number.cast("decimal(38, 3)").cast("string")
    return text


def constant(value: object) -> Value:
    """Return a column that has one value in all rows."""
    import ibis  # noqa: PLC0415

    return ibis.literal(value)
