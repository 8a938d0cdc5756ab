"""How each indicator of each setting changed since the period before, in the database.

A change has two periods, and an observation has one: changes are a table of their own, in which
each row names both. They inform, and decide nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from loclearn.indicators.capabilities import QUOTIENT, name_of
from loclearn.indicators.cells import normalised
from loclearn.indicators.observations import PLACES, coverage, rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ibis.expr.types import StringValue, Table

COLUMNS = ("region", "activity", "indicator", "capability", "of", "earlier", "later",
           "earlier_value", "later_value", "change", "relative_change", "overlaps",
           "coverage")  # fmt: skip
BY_PERIOD = ("location-quotient", "standardized-location-quotient", "herfindahl")
"""Indicators of persons in one period and of firms in another, where persons are not stated."""
WITHOUT_ZERO = ("ei-index", "economic-complexity", "standardized-location-quotient")
"""Indicators that can be negative: a change over the size of such a value means nothing."""
_DISTANCE = "knowledge-distance"


def changes(
    parts: Sequence[Table], employment: Table | None = None, actors: Table | None = None
) -> Table:
    """Return the change of each indicator from each period with a value to the next one.

    Parameters
    ----------
    parts: observations, those of each source by themselves: a count out of a list of actors is not
        compared with one out of a register.
    employment, actors: the tables that they were computed from, in the columns of their contracts.

    A change never goes from persons to firms, nor from one capability to another; `of` says of
    which, where there are several. Its coverage is the weaker of the two. Periods are in the order
    of their first year, then their last; where they overlap, the change is marked: the shared years
    pull it towards zero. What has no period has no change, nor has the knowledge distance of firms
    whose rows have none.

    >>> import ibis, pyarrow
    >>> from loclearn.indicators.concentration import location_quotient
    >>> rows = ibis.memtable(pyarrow.table({"region": ["A", "A", "B", "B"] * 2,
    ...     "activity": ["x", "y"] * 4, "period": ["2012"] * 4 + ["2017"] * 4,
    ...     "persons": [10, 90, 40, 60, 30, 70, 30, 70], "coverage": ["census"] * 8}))
    >>> found = changes([location_quotient(rows, "persons")]).filter(ibis._.activity == "x")
    >>> [(row["region"], row["earlier"], row["later"], row["earlier_value"], row["change"])
    ...     for row in found.order_by("region").to_pyarrow().to_pylist()]
    [('A', '2012', '2017', 0.4, 0.6), ('B', '2012', '2017', 1.6, -0.6)]
    """
    import ibis  # noqa: PLC0415 - heavy

    tagged = [part.mutate(source=ibis.literal(number)) for number, part in enumerate(parts)]
    rows = tagged[0].union(*tagged[1:]) if len(tagged) > 1 else tagged[0]
    rows = rows.filter(rows.period.notnull())
    rows = _dated_distances(rows, actors) if actors is not None else rows
    rows = _series(rows, employment).mutate(
        first=rows.period.left(4).cast("int64"), last=rows.period.right(4).cast("int64"),
        rank=rank(rows),
    )  # fmt: skip
    series = ["source", "region", "activity", "indicator", "capability", "of"]
    window = ibis.window(group_by=series, order_by=["first", "last"])
    rows = rows.mutate(
        **{f"past_{name}": rows[name].lag().over(window)
           for name in ("period", "value", "last", "rank")}
    )  # fmt: skip
    return _differences(rows.filter(rows.past_period.notnull())).select(*COLUMNS)


def _differences(rows: Table) -> Table:
    """Return rows with what they differ by from the row before."""
    import ibis  # noqa: PLC0415

    change = rows["value"] - rows.past_value
    size = rows.past_value.abs().nullif(0.0)
    zero = ~rows.indicator.isin(WITHOUT_ZERO)
    return rows.mutate(
        earlier=rows.past_period,
        later=rows.period,
        earlier_value=rows.past_value,
        later_value=rows["value"],
        change=change.round(PLACES),
        relative_change=ibis.cases((zero, (change / size).round(PLACES))),
        overlaps=rows["first"] <= rows.past_last,
        coverage=coverage(ibis.least(rows["rank"], rows.past_rank)),
    )


def _series(rows: Table, employment: Table | None) -> Table:
    """Return rows with `of`: the capability, or persons or firms where periods differ in it."""
    import ibis  # noqa: PLC0415

    named = ibis.cases((rows.indicator == QUOTIENT, name_of(rows.inputs)))
    if employment is None:
        return rows.mutate(of=named)
    stated = normalised(employment)
    units = stated.group_by("period").aggregate(unit=stated.unit.max())
    if units.unit.nunique().to_pyarrow().as_py() < 2:
        return rows.mutate(of=named)
    joined = rows.mutate(of=named).left_join(units, "period")
    unit: StringValue = ibis.cases((joined.indicator.isin(BY_PERIOD), joined.unit), else_=joined.of)
    return joined.select(*rows.columns, of=unit)


def _dated_distances(rows: Table, actors: Table) -> Table:
    """Return rows without knowledge distances of firms that stand in every period alike."""
    undated = actors.filter(actors.period.isnull(), actors.type == "firm")
    undated = undated.select("region", "activity").distinct()
    of_distance = rows.indicator == _DISTANCE
    dated = rows.filter(of_distance).anti_join(undated, ["region", "activity"])
    return rows.filter(~of_distance).union(dated)
