"""What is told of the sensitivity of verdicts: plain rows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from loclearn.errors import Problem
from loclearn.sensitivity.ranges import Threshold

COLUMNS = ("setting", "region", "activity", "period", "pooled", "condition", "value",
           "threshold", "at", "low", "high", "flips_at", "values", "holds_share")  # fmt: skip


@dataclass(frozen=True)
class Row:
    """Say how one verdict depends on one threshold.

    value: the verdict with the profile as it is.
    threshold: its name. at: its bound in the profile. low, high: the range.
    flips_at: where the verdict changes as the bound goes from low to high: values that were
        observed; none where it never does.
    values: the verdict before the first flip, between flips, and after the last.
    holds_share: in which share of the range the verdict is as it is now, from 0 to 1; of the
        whole numbers in the range where only those make sense.
    """

    setting: str
    region: str | None
    activity: str
    period: str | None
    pooled: bool
    condition: str
    value: str
    threshold: str
    at: Decimal
    low: Decimal
    high: Decimal
    flips_at: tuple[Decimal, ...]
    values: tuple[str, ...]
    holds_share: float

    def record(self) -> dict[str, Any]:
        """Return the row as values that JSON can hold."""
        numbers = {name: float(getattr(self, name)) for name in ("at", "low", "high")}
        return {
            **{name: getattr(self, name) for name in COLUMNS},
            **numbers,
            "flips_at": [float(flip) for flip in self.flips_at],
            "values": list(self.values),
        }


@dataclass(frozen=True)
class Count:
    """Say how many verdicts on one condition depend on one threshold.

    verdicts: all of them but those on pooled cases. flip: those that change within the range.
    least: the least share of the range in which one of them holds.
    """

    condition: str
    threshold: str
    verdicts: int
    flip: int
    least: float


@dataclass(frozen=True)
class Sensitivity:
    """Hold how the verdicts of one run depend on the thresholds of one profile.

    thresholds: all of them, those that are not varied as well.
    rows: by setting, period, condition and threshold; those that flip, unless all were asked for.
    counts: by condition and threshold, where the definition of the one asks for the other.
    """

    profile: str
    thresholds: tuple[Threshold, ...]
    rows: tuple[Row, ...]
    counts: tuple[Count, ...]
    warnings: tuple[Problem, ...] = ()
