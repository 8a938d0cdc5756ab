"""How much of a localized capability a region has, for its size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loclearn.errors import Problem, shorten
from loclearn.indicators.cells import KEYS, normalised, region_totals
from loclearn.indicators.observations import RANKS, as_text, coverage, observations, rank

if TYPE_CHECKING:
    from ibis.expr.types import StringValue, Table

QUOTIENT = "capability-location-quotient"
"""The notation of the indicator."""
_TOLD = r"(?s)^(.*): [0-9.]+ for [0-9.]+; all regions [0-9.]+ for [0-9.]+$"


def not_compared(capabilities: Table, employment: Table) -> list[Problem]:
    """Return a warning where capabilities stand in regions or periods without known employment."""
    totals = region_totals(normalised(employment))
    totals = totals.filter(totals.total > 0).select("region", "period")
    rows = capabilities.filter(capabilities.value.notnull())
    rows = rows.mutate(period=rows.period.fill_null(""))
    lost = rows.anti_join(totals, ["region", "period"])[["region", "period"]]
    count = lost.count().to_pyarrow().as_py()
    if not count:
        return []
    first = lost.order_by("region", "period").limit(1).to_pyarrow().to_pylist()[0]
    named = f"region {shorten(first['region'])}, {first['period'] or 'no period'}"
    found = f"{count:,} values of regions without a total of employment, such as {named}"
    cure = "They have no quotient; give the employment of the same region and period."
    return [Problem("capabilities", None, "value", found, "", cure, "warning")]


def capability_quotient(capabilities: Table, employment: Table) -> Table:
    """Return the location quotient of each capability: its share over that of all employment.

    (v_r / e_r) / (v / e), with v_r the value of the capability in region r, e_r its employment, and
    v and e the sums over the regions of that period of which both are known.

    Parameters
    ----------
    capabilities, employment: tables in the columns of their contracts.

    A value that is missing is never 0. Without the total of a region it has no quotient.

    Source: Miller et al. (2001) for the location quotient; that kinds of capability are compared in
    this way is a convention of loclearn (conditions, C10).
    """
    import ibis  # noqa: PLC0415

    totals = region_totals(normalised(employment))
    totals = totals.filter(totals.total > 0).select(*KEYS, "region", "total", total_rank="rank")
    rows = capabilities.filter(capabilities.value.notnull())
    rows = rows.mutate(rank=rank(rows), period=rows.period.fill_null(""))
    placed = rows.join(totals, ["region", "period"])
    feature = [*KEYS, "kind", "capability", "activity"]
    reference = placed.group_by(feature).aggregate(
        all_values=placed["value"].sum(), all_totals=placed.total.sum()
    )
    found = placed.join(reference, feature)
    quotient = found["value"] * found.all_totals / (found.total * found.all_values).nullif(0.0)
    told = found.capability + ": " + as_text(found["value"]) + " for " + as_text(found.total)
    told = told + "; all regions " + as_text(found.all_values) + " for " + as_text(found.all_totals)
    weakest = ibis.least(found["rank"], found.total_rank.fill_null(RANKS["selective"]))
    return observations(
        found.select(
            "region", "activity", period=found.period.nullif(""), value=quotient,
            coverage=coverage(weakest), capability=found.kind, inputs=told,
        ),
        QUOTIENT,
    )  # fmt: skip


def name_of(inputs: StringValue) -> StringValue:
    """Return which capability a quotient is of, out of what it was computed from.

    >>> import ibis
    >>> inputs = "laboratories: state: 3 for 100; all regions 4.500 for 250"
    >>> name_of(ibis.literal(inputs)).to_pyarrow().as_py()
    'laboratories: state'
    """
    return inputs.re_extract(_TOLD, 1)
