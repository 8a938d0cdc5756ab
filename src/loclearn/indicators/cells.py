"""Lay employment rows out as cells: each with its region's total and with its reference.

Missing is never 0. Three rules follow, for all measures on the region x activity matrix:

- A region's total is its row of activity ALL; without one, the sum over activities, if every
  activity that occurs in that period is known there. Else the region has no total and no quotient:
  a sum that lacks a part is too small, and each quotient over it too high.
- The reference of an activity is taken over the regions whose total and whose cell of that activity
  are both known: the same regions in what is divided and in what divides.
- Where a region of that level and period is missing from the reference, the coverage is at most
  `sample`. A region of which the source states nothing at all lies outside of it: a register of
  Great Britain is still a census without Northern Ireland.

A cell that has no row is missing, as an empty one is. A source that leaves out its zeros is filled
when it is imported. What is not a number from 0 on counts as missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from loclearn.indicators.observations import PLACES, constant, rank
from loclearn.tables.kinds import ALL

if TYPE_CHECKING:
    from ibis.expr.types import NumericValue, Table

KEYS = ["level", "period"]
"""What a reference has in common: regions of one level in one period."""
_ENDLESS = 1e300
"""Infinity, and NaN, which engines take to be greater than all numbers, lie above."""
ROUNDING = 0.01
"""Activities may miss a given total by this share: published figures are rounded."""


def cells(employment: Table, measure: str | None = None) -> Table:
    """Return one row for each region, activity and period, with total and reference beside it.

    Parameters
    ----------
    employment: region, activity, period, persons, firms and coverage, one row each; optionally
        `level`, where regions of several levels stand together.
    measure: the column that is measured; None for persons where any are stated for that level and
        period, else firms. The two are never mixed.

    Columns of the answer: level, period, region, activity; `unit`, what is measured; `x`, the cell,
    null where missing; `total`, of the region, null where unknown; `all_x` and `all_total`, of the
    reference; `compared`, its regions; `totalled`, regions with a total; `regions`, those of which
    anything is known; `full`, whether every activity of the region is known; `summed`, what its
    known activities add up to; `whole`, whether it is full and adds up to its total; `rank`, the
    weakest coverage from 1 (selective) to 3 (census).

    >>> import ibis, pyarrow
    >>> rows = ibis.memtable(pyarrow.table({"region": ["A", "A", "B", "B"],
    ...     "activity": ["x", "y"] * 2, "period": ["2017"] * 4, "persons": [30, 70, 10, None],
    ...     "coverage": ["census"] * 4}))
    >>> columns = ["region", "activity", "x", "total", "all_x", "all_total"]
    >>> found = cells(rows, "persons").select(columns).order_by("region", "activity")
    >>> [tuple(row.values()) for row in found.to_pyarrow().to_pylist()]
    [('A', 'x', 30.0, 100.0, 30.0, 100.0), ('A', 'y', 70.0, 100.0, 70.0, 100.0), \
('B', 'x', 10.0, None, 30.0, 100.0), ('B', 'y', None, None, 70.0, 100.0)]
    """
    table = normalised(employment, measure)
    totals = region_totals(table)
    placed = table.filter(table.activity != ALL).join(
        totals.drop("given", "known", "activities", "rank"), [*KEYS, "region"]
    )
    counted = placed.x.notnull() & placed.total.notnull()
    used = counted & (placed.total > 0)
    reference = placed.group_by([*KEYS, "activity"]).aggregate(
        all_x=placed.x.sum(where=used),
        all_total=placed.total.sum(where=used),
        compared=placed.x.count(where=counted),
    )
    stated = (totals.known > 0) | totals.given.notnull()
    whole = totals.group_by(KEYS).aggregate(
        regions=totals.count(where=stated), totalled=totals.total.count(), rank=totals["rank"].min()
    )
    return placed.drop("rank").join(reference, [*KEYS, "activity"]).join(whole, KEYS)


def quotients(employment: Table, measure: str | None = None) -> Table:
    """Return the cells with `quotient`, null where it is not known, and `specialised`.

    The quotient of region r and activity i is (x_ri / x_r) / (x_i / x): the share of the activity
    in the region over its share in all regions of that level and period. `specialised` is 1 where
    it is at least 1, after rounding to the decimal places that are stored, and 0 elsewhere.
    """
    import ibis  # noqa: PLC0415 - heavy

    table = cells(employment, measure)
    divisor = (table.total * table.all_x).nullif(0.0)
    quotient = (table.x * table.all_total / divisor).round(PLACES)
    return table.mutate(quotient=quotient, specialised=ibis.ifelse(quotient >= 1, 1, 0))


def normalised(employment: Table, measure: str | None = None) -> Table:
    """Return level, period, region, activity, unit, x and rank of each row, ready to be joined.

    A period that is null becomes the empty text, an activity that is null becomes ALL.
    """
    import ibis  # noqa: PLC0415 - heavy

    columns = employment.columns
    level = employment.level if "level" in columns else ibis.literal("")
    figures = {
        name: _known(employment[name]) if measure or name in columns else ibis.null("float64")
        for name in ([measure] if measure else _BOTH)
    }
    table = employment.select(
        level=level.cast("string").fill_null(""),
        period=employment.period.cast("string").fill_null(""),
        region=employment.region.cast("string"),
        activity=employment.activity.cast("string").fill_null(ALL),
        **figures,
        rank=rank(employment),
    )
    if measure:
        return table.mutate(unit=ibis.literal(measure), x=table[measure]).drop(measure)
    stated = table.persons.notnull() & (table.activity != ALL)
    table = table.mutate(by_persons=stated.cast("int64").sum().over(group_by=KEYS) > 0)
    return table.mutate(
        unit=ibis.ifelse(table.by_persons, "persons", "firms"),
        x=ibis.ifelse(table.by_persons, table.persons, table.firms),
    ).drop("persons", "firms", "by_persons")


_BOTH = ("persons", "firms")


def region_totals(table: Table) -> Table:
    """Return the total of each region: `given` in a row ALL, `summed` over activities, and `total`.

    Parameters
    ----------
    table: as `normalised` gives it.
    """
    import ibis  # noqa: PLC0415

    part = table.activity != ALL
    sums = table.group_by([*KEYS, "region"]).aggregate(
        given=table.x.max(where=~part),
        summed=table.x.sum(where=part),
        known=table.x.count(where=part),
        rank=table["rank"].min(where=table.x.notnull()),
    )
    activities = table.group_by(KEYS).aggregate(activities=table.activity.nunique(where=part))
    joined = sums.join(activities, KEYS)
    full = (joined.known == joined.activities) & (joined.activities > 0)
    gap = (joined.summed - joined.given.fill_null(joined.summed)).abs()
    return joined.mutate(
        full=full,
        whole=full & (gap <= ROUNDING * joined.summed),
        total=ibis.coalesce(joined.given, ibis.cases((full, joined.summed))),
    )


def sums_by_region(table: Table, part: str) -> Table:
    """Return the sum of a column over the activities of each region."""
    grouped = table.group_by([*KEYS, "region"]).aggregate(
        value=table[part].sum(), activities=table.count(), rank=table["rank"].min(),
        complete=(table.compared == table.regions).all(),
    )  # fmt: skip
    return grouped.mutate(activity=constant(ALL))


def _known(column: NumericValue) -> NumericValue:
    """Return a column with null for all that is not a number from 0 on."""
    import ibis  # noqa: PLC0415

    number = column.cast("float64")
    known: NumericValue = ibis.cases(((number >= 0) & (number < _ENDLESS), number))
    return known
