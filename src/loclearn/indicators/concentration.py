"""Measure how concentrated activities are in regions, as ibis expressions.

Each function takes the table of employment (`cells.cells` says of what form) and returns
observations: region, activity, period, indicator, value, coverage, p_value, capability, inputs.
What is missing, and what it takes away, is said in `cells`. Where all is zero, nothing is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from loclearn.indicators.cells import KEYS, cells, quotients, sums_by_region
from loclearn.indicators.observations import as_text, constant, decimals, observed
from loclearn.tables.kinds import ALL

if TYPE_CHECKING:
    from ibis.expr.types import Table

_LEAST_REGIONS = 3
_NOISE = 1e-9


def location_quotient(employment: Table, measure: str | None = None) -> Table:
    """Return the location quotient of each region and activity.

    Source: Miller et al. (2001), Business Clusters in the UK: A First Assessment, DTI; O'Donoghue &
    Gleave (2004), Regional Studies 38(4), 419-427.

    The example is that of R's REAT package, from Farhauer & Kröll (2013), Standorttheorien: 1,714
    of 79,006 persons in one place, 879,213 of 15,593,224 in all.

    >>> import ibis, pyarrow
    >>> rows = ibis.memtable(pyarrow.table({"region": ["here", "here", "else", "else"],
    ...     "activity": ["x", "y"] * 2, "period": ["2005"] * 4, "coverage": ["census"] * 4,
    ...     "persons": [1714, 79006 - 1714, 879213 - 1714, 15593224 - 79006 - 879213 + 1714]}))
    >>> found = location_quotient(rows, "persons").filter(ibis._.region == "here")
    >>> [(row["activity"], round(row["value"], 7), row["inputs"])
    ...     for row in found.order_by("activity").to_pyarrow().to_pylist()][0]
    ('x', 0.3847623, 'persons 1714 of 79006; all regions 879213 of 15593224')
    """
    return _by_cell(quotients(employment, measure), "location-quotient")


def revealed_comparative_advantage(employment: Table, measure: str | None = None) -> Table:
    """Return the revealed comparative advantage: the same quotient, of any value.

    Parameters
    ----------
    measure: the column of values, such as exports or patents; None as in `cells.cells`.

    Source: Balassa (1965), The Manchester School 33(2), 99-123; in this form Hidalgo et al. (2007),
    Science 317, 482-487.
    """
    return _by_cell(quotients(employment, measure), "revealed-comparative-advantage")


def standardized_location_quotient(
    employment: Table, measure: str | None = None, *, logarithm: bool = False
) -> Table:
    """Return how many standard deviations a quotient lies from the mean of its activity.

    z = (LQ - mean) / s over the regions of that activity and period whose quotient is known; s has
    the divisor n - 1. Below 3 regions, or where all quotients are alike, nothing is given.

    Parameters
    ----------
    logarithm: standardize ln(LQ), for quotients that are not normally distributed; regions with a
        quotient of 0 have no logarithm and are left out.

    Source: O'Donoghue & Gleave (2004), Regional Studies 38(4), 419-427; |z| > 1.96 marks an
    exceptional region if the quotients are normal. Logarithm: Tian (2013), Journal of Regional
    Analysis and Policy 43(2), 186-197.
    """
    import ibis  # noqa: PLC0415

    table = quotients(employment, measure)
    of = table.quotient
    of = ibis.cases((of > 0, of.ln())) if logarithm else of
    table = table.mutate(of=of)
    group = ibis.window(group_by=[*KEYS, "activity"])
    mean, spread = table.of.mean().over(group), table.of.std(how="sample").over(group)
    range_ = table.of.max().over(group) - table.of.min().over(group)
    count = table.of.count().over(group)
    enough = (count >= _LEAST_REGIONS) & (range_ > _NOISE)
    table = table.mutate(
        z=ibis.cases((enough, (table.of - mean) / spread.nullif(0.0))), mean=mean, quotients=count
    )
    of_what = "ln of quotient" if logarithm else "quotient"
    inputs = ibis.literal(f"{of_what} ") + decimals(table.of)
    inputs += ibis.literal("; mean ") + decimals(table["mean"])
    inputs += ibis.literal(" of ") + table.quotients.cast("string") + ibis.literal(" regions")
    complete = table.quotients == table.regions
    return observed(table, "standardized-location-quotient", table.z, inputs, complete)


def herfindahl(employment: Table, measure: str | None = None) -> Table:
    """Return the sum of squared shares of its activities, for each region (activity ALL).

    Given for regions of which every activity is known and adds up to the given total within 1 %:
    what is missing would make the region look more concentrated than it is.

    Source: Hirschman (1964), American Economic Review 54(5), 761-762.

    >>> import ibis, pyarrow
    >>> rows = ibis.memtable(pyarrow.table({"region": ["A", "A"], "activity": ["x", "y"],
    ...     "period": ["2017"] * 2, "persons": [30, 70], "coverage": ["census"] * 2}))
    >>> [round(row["value"], 3) for row in herfindahl(rows, "persons").to_pyarrow().to_pylist()]
    [0.58]
    """
    table = cells(employment, measure)
    table = table.filter(table.whole & (table.summed > 0))
    of = table.x / table.summed
    by_region = table.group_by([*KEYS, "region"]).aggregate(
        value=(of * of).sum(), activities=table.count(), total=table.summed.max(),
        rank=table["rank"].min(), unit=table.unit.max(),
    )  # fmt: skip
    inputs = by_region.unit + " " + as_text(by_region.total)
    inputs = inputs + " in " + by_region.activities.cast("string") + " activities"
    by_region = by_region.mutate(activity=constant(ALL), complete=constant(value=True))
    return observed(by_region, "herfindahl", by_region.value, inputs, by_region.complete)


def krugman_specialization(employment: Table, measure: str | None = None) -> Table:
    """Return the sum over activities of |share in the region - share in all regions|.

    For each region (activity ALL) as `herfindahl`. All regions include the region itself.

    Source: Krugman (1991), Geography and Trade, MIT Press, p. 76, where two regions are compared.
    """
    table = quotients(employment, measure)
    table = table.filter(table.whole & (table.summed > 0))
    differs = table.x / table.summed - table.all_x / table.all_total.nullif(0.0)
    by_region = sums_by_region(table.mutate(part=differs.abs()), "part")
    inputs = by_region.activities.cast("string") + " activities"
    return observed(
        by_region, "krugman-specialization", by_region.value, inputs, by_region.complete
    )


def _by_cell(table: Table, indicator: str) -> Table:
    """Return the quotients as observations."""
    inputs = table.unit + " " + as_text(table.x) + " of " + as_text(table.total)
    inputs = inputs + "; all regions " + as_text(table.all_x) + " of " + as_text(table.all_total)
    return observed(table, indicator, table.quotient, inputs, table.compared == table.regions)
