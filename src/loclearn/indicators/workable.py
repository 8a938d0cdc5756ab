"""The range of knowledge distance in which an outcome is highest, over the settings of a run.

It belongs to a sample of settings and to none of them. It decides nothing: C02 asks for a range
that a profile sets, and who sets it by this one does so by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loclearn.indicators.knowledge import LEVEL, workable_range
from loclearn.indicators.observations import RANKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ibis.expr.types import Table

COLUMNS = {
    "activity": "string", "settings": "int64", "regions": "int64", "least_distance": "float64",
    "greatest_distance": "float64", "best_distance": "float64", "low": "float64",
    "high": "float64", "p_value": "float64", "level": "float64", "coverage": "string",
    "note": "string",
}  # fmt: skip
_FEW_SETTINGS, _FEW_DISTANCES = 4, 3
_DIGITS = 12
Row = dict[str, Any]


def workable_ranges(observations: Table, outcomes: Table, level: float = LEVEL) -> list[Row]:
    """Return the workable range over all settings, and over those of each activity.

    Parameters
    ----------
    observations: among them those of knowledge distance.
    outcomes: region, activity, period and outcome, as in the contract.
    level: of the tests and of the interval.

    A setting counts where both its distance and its outcome are known. The first row, without an
    activity, pools all of them; rows of activities follow, where there is more than one. Where
    there is no inverted U, `note` says so and the range is empty. Several periods of one region
    count as so many settings; they are hardly independent of one another.

    Source: `knowledge.workable_range`.
    """
    found = _joined(observations, outcomes)
    names = sorted({row["activity"] for row in found})
    groups: list[tuple[str | None, list[Row]]] = [(None, found)]
    if len(names) > 1:
        groups += [(name, [r for r in found if r["activity"] == name]) for name in names]
    return [_range(name, rows, level) for name, rows in groups]


def _joined(observations: Table, outcomes: Table) -> list[Row]:
    """Return the settings of which distance and outcome are known, in order."""
    distances = observations.filter(observations.indicator == "knowledge-distance")
    known = outcomes.filter(outcomes.outcome.notnull())
    same = [distances[name].identical_to(known[name]) for name in ("region", "activity", "period")]
    joined = distances.join(known, same)
    chosen = joined.select(
        region=distances.region, activity=distances.activity, period=distances.period,
        distance=distances["value"], outcome=known.outcome, coverage=distances.coverage,
    ).order_by("region", "activity", "period")  # fmt: skip
    rows: list[Row] = chosen.to_pyarrow().to_pylist()
    return rows


def _range(activity: str | None, rows: Sequence[Row], level: float) -> Row:
    distances, outcomes = [r["distance"] for r in rows], [r["outcome"] for r in rows]
    best = workable_range(distances, outcomes, level)
    ends: Row = {}
    if best is not None:
        ends = {"best_distance": best.turning, "low": best.low, "high": best.high,
                "p_value": best.p_value}  # fmt: skip
    told: Row = {name: round(value, _DIGITS) for name, value in ends.items()}
    told |= {
        "activity": activity, "settings": len(rows), "regions": len({r["region"] for r in rows}),
        "least_distance": min(distances, default=None), "level": level,
        "greatest_distance": max(distances, default=None), "coverage": _weakest(rows),
        "note": None if best is not None else _why_not(distances, level),
    }  # fmt: skip
    return {name: told.get(name) for name in COLUMNS}


def _weakest(rows: Iterable[Row]) -> str | None:
    return min((row["coverage"] for row in rows), key=lambda name: RANKS[name], default=None)


def _why_not(distances: Sequence[float], level: float) -> str:
    if len(distances) < _FEW_SETTINGS or len(set(distances)) < _FEW_DISTANCES:
        return f"fewer than {_FEW_SETTINGS} settings, or than {_FEW_DISTANCES} different distances"
    return f"no inverted U at {level:.0%}: the outcome does not first rise and then fall"
