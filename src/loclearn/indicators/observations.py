"""Write observations as indicators give them: one row for each setting and indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, NumericValue, StringValue, Table, Value

PLACES = 12
"""The decimal places of a stored value."""


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

    rank = table["rank"]
    coverage = ibis.cases(
        ((rank == 3) & complete, "census"), (rank >= 2, "sample"), else_="selective"
    )
    rows = table.select(
        region=table.region,
        activity=table.activity,
        period=table.period.nullif(""),
        indicator=ibis.literal(indicator),
        value=value.cast("float64").round(PLACES),
        coverage=coverage,
        p_value=ibis.null("float64"),
        capability=ibis.null("string"),
        inputs=inputs,
    )
    return rows.filter(rows.value.notnull())


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
