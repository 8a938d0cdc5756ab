"""From the table of employment to observations of relatedness density and economic complexity.

The quotients of `cells` are laid out as one matrix for each level and period, and measured by
`relatedness` and `complexity`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from loclearn.errors import Problem
from loclearn.indicators.cells import KEYS, quotients
from loclearn.indicators.complexity import Mask, complexity, usable
from loclearn.indicators.relatedness import PLACES, Matrix, density, relatedness, specialised
from loclearn.tables.kinds import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ibis.expr.types import Table

Observation = dict[str, str | float | None]
_SHOWN = 5


@dataclass(frozen=True)
class Specialisation:
    """Hold which regions of one level and period are specialised in which activities.

    held: regions x activities; 1 specialised, 0 not, NaN not known.
    placed: where employment has a value, so that there is a setting.
    coverage: the weakest of the inputs, at most a sample where something is not known.
    """

    level: str
    period: str | None
    regions: list[str]
    activities: list[str]
    held: Matrix
    placed: Mask
    coverage: str

    @property
    def name(self) -> str:
        """Return the period, and the level where there is one, for a message."""
        return " ".join(part for part in (self.level, self.period) if part) or "no period"


def specialisations(employment: Table, measure: str | None = None) -> Iterator[Specialisation]:
    """Yield the specialisations of each level and period, in order.

    Parameters
    ----------
    employment, measure: as `cells.cells` takes them.
    """
    table = quotients(employment, measure)
    columns = [*KEYS, "region", "activity", "x", "quotient", "rank"]
    rows = table.select(columns).order_by([*KEYS, "region", "activity"]).to_pyarrow().to_pylist()
    for (level, period), group in groupby(rows, key=lambda row: (row["level"], row["period"])):
        found = list(group)
        regions = sorted({row["region"] for row in found})
        activities = sorted({row["activity"] for row in found})
        of_region = {name: number for number, name in enumerate(regions)}
        of_activity = {name: number for number, name in enumerate(activities)}
        values = np.full((2, len(regions), len(activities)), np.nan)
        for row in found:
            at = of_region[row["region"]], of_activity[row["activity"]]
            values[0][at] = np.nan if row["quotient"] is None else row["quotient"]
            values[1][at] = np.nan if row["x"] is None else row["x"]
        held, placed = specialised(values[0]), ~np.isnan(values[1])
        coverage = _coverage(found[0]["rank"], placed)
        yield Specialisation(level, period or None, regions, activities, held, placed, coverage)


def relatedness_density(
    employment: Table, measure: str | None = None
) -> tuple[list[Observation], list[Problem]]:
    """Return the relatedness density of each region and activity, and what is odd.

    >>> import ibis, pyarrow
    >>> rows = ibis.memtable(pyarrow.table({"region": [*"AAABBBCCC"], "activity": [*"xyz"] * 3,
    ...     "persons": [5, 5, 1, 5, 1, 5, 1, 1, 9], "period": ["2017"] * 9,
    ...     "coverage": ["census"] * 9}))
    >>> found, problems = relatedness_density(rows, "persons")
    >>> [(row["region"], row["activity"], row["value"]) for row in found][:3]
    [('A', 'x', 0.5), ('A', 'y', 1.0), ('A', 'z', 1.0)]
    """
    rows: list[Observation] = []
    problems: list[Problem] = []
    for one in specialisations(employment, measure):
        phi = relatedness(one.held)
        values = density(one.held, phi)
        counts = np.nansum(one.held, axis=1)
        for r, a in np.argwhere(~np.isnan(values) & one.placed):
            inputs = f"specialised in {counts[r]:.0f} of {len(one.activities)} activities"
            names = one.regions[r], one.activities[a]
            rows.append(_row(one, "relatedness-density", names, values[r, a], inputs))
        if np.isnan(values).all():
            problems.append(_nothing("relatedness density", one, "no two activities are related"))
    return rows, problems


def economic_complexity(
    employment: Table, measure: str | None = None
) -> tuple[list[Observation], list[Problem]]:
    """Return the economic complexity of each region (activity ALL), and what is left out."""
    rows: list[Observation] = []
    problems: list[Problem] = []
    for one in specialisations(employment, measure):
        found = complexity(one.held)
        if found.reason is not None:
            problems.append(_nothing("economic complexity", one, found.reason))
            continue
        regions, activities = usable(one.held)
        problems += _left_out(one, "region", one.regions, regions)
        problems += _left_out(one, "activity", one.activities, activities)
        inputs = f"{regions.sum()} regions x {activities.sum()} activities; second eigenvalue "
        inputs += f"{found.eigenvalue:.3f}"
        for region, value in zip(one.regions, found.regions, strict=True):
            if not np.isnan(value):
                rows.append(_row(one, "economic-complexity", (region, ALL), value, inputs))
    return rows, problems


def _row(
    one: Specialisation, indicator: str, names: tuple[str, str], value: float, inputs: str
) -> Observation:
    """Return an observation."""
    return {
        "region": names[0],
        "activity": names[1],
        "period": one.period,
        "indicator": indicator,
        "value": round(float(value), PLACES),
        "coverage": one.coverage,
        "p_value": None,
        "capability": None,
        "inputs": inputs,
    }


def _coverage(rank: int | None, placed: Mask) -> str:
    """Return the coverage of a matrix: a census only where no stated region has a gap."""
    stated = placed[placed.any(axis=1)]
    if rank == 3 and stated.all():
        return "census"
    return "sample" if rank is not None and rank >= 2 else "selective"


def _left_out(one: Specialisation, kind: str, names: list[str], kept: Mask) -> list[Problem]:
    """Return a warning that names the regions or activities that are left out, if there are any."""
    out = [name for name, keep in zip(names, kept, strict=True) if not keep]
    if not out:
        return []
    more = f" and {len(out) - _SHOWN} more" if len(out) > _SHOWN else ""
    found = f"{one.name}: {', '.join(out[:_SHOWN])}{more} without a known specialisation"
    cure = "They are left out of economic complexity."
    return [Problem("employment", None, kind, found, "", cure, severity="warning")]


def _nothing(what: str, one: Specialisation, reason: str) -> Problem:
    """Return the warning that says why an indicator is not given."""
    found = f"{one.name}: {reason}"
    return Problem("employment", None, None, found, "", f"No {what} is given.", severity="warning")
