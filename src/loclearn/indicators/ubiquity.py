"""Count in how many activities a region is specialised, and in how many regions an activity is.

A region is specialised in an activity at a quotient of at least 1 (`cells.quotients`). Each
function takes the table of employment and returns observations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from loclearn.indicators.cells import KEYS, quotients, sums_by_region
from loclearn.indicators.observations import decimals, observed

if TYPE_CHECKING:
    from ibis.expr.types import Table


def diversity(employment: Table, measure: str | None = None) -> Table:
    """Return the number of activities in which a region is specialised (activity ALL).

    For regions of which every activity is known.

    Source: Hidalgo & Hausmann (2009), PNAS 106(26), 10570-10575: k_c,0.
    """
    table = quotients(employment, measure)
    table = table.filter(table.full & (table.total > 0))
    by_region = sums_by_region(table.mutate(part=table.specialised), "part")
    inputs = by_region.activities.cast("string") + " activities"
    return observed(by_region, "diversity", by_region.value, inputs, by_region.complete)


def ubiquity(employment: Table, measure: str | None = None) -> Table:
    """Return the number of regions that are specialised in an activity, for each region with a row.

    Regions without a known total are left out for every activity alike, so that the counts compare;
    an activity that is not known in one of the others has no count: those that are not known are
    neither in nor out.

    Source: Hidalgo & Hausmann (2009), PNAS 106(26), 10570-10575: k_p,0.
    """
    table = _ubiquities(employment, measure)
    inputs = table.totalled.cast("string") + " regions with a known total, by " + table.unit
    return observed(table, "ubiquity", table.ubiquity, inputs, table.totalled == table.regions)


def relative_ubiquity(employment: Table, measure: str | None = None) -> Table:
    """Return the ubiquity of an activity over the median ubiquity of that level and period.

    The median is that of the activities whose ubiquity is known; if one is not, or a region has no
    total, the coverage is at most a sample. One region, or one activity, is compared with nothing
    but itself: its ratio of 1 would say that it is found everywhere, so nothing is given.

    Source: Hidalgo & Hausmann (2009), PNAS 106(26), 10570-10575, for ubiquity; the ratio to the
    median is a convention of loclearn.
    """
    import ibis  # noqa: PLC0415 - heavy

    table = _ubiquities(employment, measure)
    each = table.group_by([*KEYS, "activity"]).aggregate(ubiquity=table.ubiquity.max())
    median = each.group_by(KEYS).aggregate(
        median=each.ubiquity.cast("float64").median(), counted=each.ubiquity.count(),
        activities=each.count(),
    )  # fmt: skip
    table = table.join(median, KEYS)
    compared = (table.counted > 1) & (table.rivals > 1)
    value = ibis.cases((compared, table.ubiquity / table["median"].nullif(0.0)))
    inputs = table.ubiquity.cast("string") + " of " + table.totalled.cast("string")
    inputs = inputs + " regions, by " + table.unit + "; median " + decimals(table["median"])
    complete = (table.totalled == table.regions) & (table.counted == table.activities)
    return observed(table, "relative-ubiquity", value, inputs, complete)


def _ubiquities(employment: Table, measure: str | None) -> Table:
    """Return the cells with a known value and the `ubiquity` of their activity, null if unknown.

    `rivals` is the number of regions with a quotient, which may be specialised in it.

    An activity that nobody has anywhere has no quotient, and so no ubiquity.
    """
    import ibis  # noqa: PLC0415

    table = quotients(employment, measure)
    alike = ibis.window(group_by=[*KEYS, "activity"])
    known = (table.compared == table.totalled) & (table.all_x > 0)
    table = table.mutate(
        ubiquity=ibis.cases((known, table.specialised.sum().over(alike))),
        rivals=table.quotient.count().over(alike),
    )
    return table.filter(table.x.notnull() & (table.all_x > 0))
