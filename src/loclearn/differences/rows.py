"""What is told of the differences between two runs: plain rows."""

from dataclasses import dataclass
from typing import Any

from loclearn.errors import Problem

COLUMNS = ("setting", "region", "activity", "period", "pooled", "condition", "a", "b", "reasons")


@dataclass(frozen=True)
class Change:
    """Say that a verdict differs.

    a, b: the verdict in either run; None where the run has no such setting.
    reasons: the facts, thresholds or definitions by which it differs; none where they are not
        known.
    """

    setting: str
    region: str | None
    activity: str
    period: str | None
    pooled: bool
    condition: str
    a: str | None
    b: str | None
    reasons: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what the verdict is on."""
        return self.setting, self.period or "", self.condition

    def record(self) -> dict[str, Any]:
        """Return the change as values that JSON can hold."""
        return {**{name: getattr(self, name) for name in COLUMNS}, "reasons": list(self.reasons)}


@dataclass(frozen=True)
class Differences:
    """Hold what differs between two runs.

    a, b: what the runs are called. compared: how many verdicts both have.
    changes: by setting, period and condition; of settings that one run lacks, the verdicts other
        than unknown.
    only_a, only_b: settings that one run alone has.
    unmatched: conditions that one run alone tells of; they are not compared.
    explained: whether facts were at hand, so that reasons could be given.
    """

    a: str
    b: str
    compared: int
    changes: tuple[Change, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    unmatched: tuple[str, ...]
    explained: bool
    warnings: tuple[Problem, ...] = ()

    @property
    def differ(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.changes or self.only_a or self.only_b)
