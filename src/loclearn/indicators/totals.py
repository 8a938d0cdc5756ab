"""Say what is odd with the totals of the table of employment, and what it costs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from loclearn.errors import Problem
from loclearn.indicators.cells import KEYS, ROUNDING, normalised, region_totals

if TYPE_CHECKING:
    from ibis.expr.types import Table


_SHOWN = 60
"""So many regions and periods are named of which the same is odd."""


def total_problems(
    employment: Table, measure: str | None = None, file: str = "employment"
) -> list[Problem]:
    """Return warnings of regions and periods whose total is doubtful or not known.

    Told are: a row ALL that its activities do not add up to within 1 %, or exceed; no row ALL where
    an activity is missing; a period in which all is zero; rows that occur more than once.

    Parameters
    ----------
    employment, measure: as `cells.cells` takes them.
    file: the file, as the user named it.

    >>> import ibis, pyarrow
    >>> rows = ibis.memtable(pyarrow.table({"region": ["A"] * 3, "activity": ["x", "y", None],
    ...     "period": ["2017"] * 3, "persons": [30, 70, 120], "coverage": ["census"] * 3}))
    >>> print(total_problems(rows, "persons")[0])
    employment, column persons: found region A, 2017: total 120, activities add up to 100; \
expected the same within 1 %. The total is used.
    """
    table = normalised(employment, measure)
    totals = region_totals(table).join(
        table.group_by(KEYS).aggregate(most=table.x.max(), unit=table.unit.max()), KEYS
    )
    keys = [*KEYS, "region", "activity"]
    repeated = table.group_by(keys).aggregate(rows=table.count(), unit=table.unit.max())
    repeated = repeated.filter(repeated.rows > 1).order_by(keys)
    problems = [
        Problem(
            file, None, None, f"{_place(row)}, {row['activity']}: {row['rows']} rows", "one row",
            "Keep one of them.",
        )
        for row in _rows(repeated)
    ]  # fmt: skip
    zero = set()
    doubtful: dict[tuple[str | None, str], list[tuple[dict[str, Any], Problem]]] = {}
    for row in _rows(totals.order_by([*KEYS, "region"])):
        if row["most"] == 0:
            zero.add((row["level"], row["period"], row["unit"]))
        elif (odd := _odd(row, file)) is not None:
            doubtful.setdefault((odd.column, odd.cure), []).append((row, odd))
    problems += [_together(some) for some in doubtful.values()]
    problems += [
        Problem(
            file, None, unit, f"{period or 'no period'}: only zeros", "numbers of that period",
            "No quotient is given.", severity="warning",
        )
        for _, period, unit in sorted(zero)
    ]  # fmt: skip
    return problems


def _together(some: list[tuple[dict[str, Any], Problem]]) -> Problem:
    """Return one problem for all regions and periods of which the same is odd."""
    (_, first), *others = some
    if not others:
        return first
    named = [f"{row['region']} {row['period'] or ''}".strip() for row, _ in others]
    more = f" and {len(named) - _SHOWN:,} more" if len(named) > _SHOWN else ""
    found = f"{first.found}; likewise in {', '.join(named[:_SHOWN])}{more}"
    return replace(first, found=found)


def _odd(row: dict[str, Any], file: str) -> Problem | None:
    """Return what is odd with the total of one region, or None."""
    given, summed, place = row["given"], row["summed"] or 0, _place(row)
    if given is None:
        missing = row["activities"] - row["known"]
        if not missing or not row["known"]:
            return None
        found = f"{place}: no total, and {missing} of {row['activities']} activities missing"
        cure = "No quotient is given for the region: a sum without them would be too small."
        return Problem(file, None, row["unit"], found, "a row of activity ALL", cure, "warning")
    full = row["known"] == row["activities"] > 0
    too_many = summed - given > ROUNDING * given
    too_few = full and given - summed > ROUNDING * summed
    if not (too_many or too_few):
        return None
    found = f"{place}: total {given:,.10g}, activities add up to {summed:,.10g}"
    return Problem(
        file, None, row["unit"], found, "the same within 1 %", "The total is used.", "warning"
    )


def _place(row: dict[str, Any]) -> str:
    """Return region and period of a row, for a message."""
    return f"region {row['region']}, {row['period'] or 'no period'}"


def _rows(table: Table) -> list[dict[str, Any]]:
    """Return the rows of an expression."""
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows
