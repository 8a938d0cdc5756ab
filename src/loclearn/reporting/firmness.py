"""How firm verdicts are, as plain data: what flips where when a threshold is moved."""

from collections.abc import Mapping, Sequence
from typing import Any

from loclearn.sensitivity.ranges import Threshold
from loclearn.sensitivity.rows import Row, Sensitivity


def firmness_data(found: Sensitivity, settings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the thresholds that were moved, how many verdicts turn with each, and which.

    Parameters
    ----------
    found: of the run; its rows are the verdicts that flip.
    settings: as the page numbers them.

    A verdict that flips several times is told by the flip that is next to the profile's bound.
    """
    moved = {one.name: _threshold(one) for one in found.thresholds if one.varied}
    still = [one for one in found.thresholds if not one.varied]
    numbers = {(one["setting"], one["period"]): place for place, one in enumerate(settings)}
    names = list(moved)
    return {
        "thresholds": [{"name": name, **told} for name, told in moved.items()],
        "still": [[one.label, _bounds(one), one.rationale] for one in still],
        "counts": [
            [one.condition, names.index(one.threshold), one.verdicts, one.flip, one.least]
            for one in found.counts
        ],
        "rows": {
            "setting": [numbers[one.setting, one.period] for one in found.rows],
            "condition": [one.condition for one in found.rows],
            "threshold": [names.index(one.threshold) for one in found.rows],
            "flips": [_next(one) for one in found.rows],
            "turns": [_turned(one) for one in found.rows],
            "holds": [round(one.holds_share, 4) for one in found.rows],
        },
    }


def _threshold(one: Threshold) -> dict[str, Any]:
    return {
        "label": one.label,
        "at": float(one.at),
        "low": float(one.low),
        "high": float(one.high),
        "ours": one.ours,
        "why": one.rationale,
        "sources": sorted({source for each in one.references for source in each.sources}),
    }


def _bounds(one: Threshold) -> list[list[Any]]:
    """Return the bounds of a threshold that is not moved, as the page writes bounds."""
    return [[facet.operator, float(facet.bound)] for facet in one.facets]


def _next(row: Row) -> float:
    """Return the flip that is next to the bound of the profile."""
    return float(min(row.flips_at, key=lambda flip: abs(flip - row.at)))


def _turned(row: Row) -> str:
    """Return what the verdict becomes beyond that flip."""
    nearest = min(range(len(row.flips_at)), key=lambda n: abs(row.flips_at[n] - row.at))
    before, after = row.values[nearest], row.values[nearest + 1]
    return after if before == row.value else before
