"""How an indicator changes from period to period."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

_PERIOD = re.compile(r"(\d{4})(?:/(\d{4}))?")


@dataclass(frozen=True, slots=True)
class Change:
    """Say how much an indicator changed between two periods.

    Parameters
    ----------
    earlier, later: the periods.
    absolute: the later value less the earlier, in the unit of the indicator.
    relative: the change over the size of the earlier value, or None where that is zero.
    overlaps: whether the periods share a year, so that part of the data is in both.
    """

    earlier: str
    later: str
    absolute: float
    relative: float | None
    overlaps: bool


def years(period: str) -> tuple[int, int]:
    """Return the first and last year of a period.

    Parameters
    ----------
    period: a year, or two with a slash.

    Raises
    ------
    ValueError: when it is neither, or ends before it begins.

    >>> years("2017"), years("2010/2014")
    ((2017, 2017), (2010, 2014))
    """
    found = _PERIOD.fullmatch(period)
    if not found:
        raise ValueError(f"{period!r} is neither a year nor two years with a slash")
    first, last = int(found[1]), int(found[2] or found[1])
    if last < first:
        raise ValueError(f"the period {period} ends before it begins")
    return first, last


def changes(values: Mapping[str, float | None]) -> list[Change]:
    """Return the change from each period with a value to the next one.

    Periods are in the order of their first year, then their last. Where two periods overlap, the
    change is given and marked: the shared years pull it towards zero. A period without a value is
    passed over; nothing is put in its place.

    Parameters
    ----------
    values: the value of one indicator in one region and activity by period.

    Raises
    ------
    ValueError: when a period cannot be read.

    >>> [(c.earlier, c.later, c.absolute) for c in changes({"2017": 3, "2012": 2, "2015": None})]
    [('2012', '2017', 1)]
    """
    order = sorted(values, key=years)
    there = [(period, value) for period in order if (value := values[period]) is not None]
    return [
        Change(
            one,
            two,
            after - before,
            (after - before) / abs(before) if before else None,
            years(two)[0] <= years(one)[1],
        )
        for (one, before), (two, after) in pairwise(there)
    ]
