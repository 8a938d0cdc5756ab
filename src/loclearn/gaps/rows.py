"""What is told of gaps: plain rows."""

from dataclasses import dataclass, field
from typing import Any

from loclearn.errors import Problem
from loclearn.explanation.missing import Way
from loclearn.gaps.costs import Fact

COLUMNS = ("setting", "region", "activity", "period", "pooled", "country", "condition", "side",
           "cheapest", "count", "facts", "inquiries", "as_cheap")  # fmt: skip
AGENDA = ("group", "topic", "inquiry", "settles", "may_settle", "settings")


@dataclass(frozen=True)
class Gap:
    """Say which facts would give an unknown verdict one of its sides.

    side: supported or opposed: what the verdict becomes if the facts turn out so.
    cheapest: whether the other side is not cheaper.
    facts: the smallest set; of those as small, the one that costs least.
    as_cheap: how many other sets are as small and cost as little.
    """

    setting: str
    region: str | None
    activity: str
    period: str | None
    pooled: bool
    country: str
    condition: str
    side: str
    cheapest: bool
    facts: tuple[Fact, ...]
    as_cheap: int
    way: Way = field(repr=False, compare=False, default=frozenset())

    def record(self) -> dict[str, Any]:
        """Return the gap as values that JSON can hold."""
        return {
            **{name: getattr(self, name) for name in COLUMNS if hasattr(self, name)},
            "count": len(self.facts),
            "facts": [fact.text for fact in self.facts],
            "inquiries": [fact.inquiry for fact in self.facts],
        }


@dataclass(frozen=True)
class Item:
    """Say how many unknown verdicts one inquiry would settle.

    group: a condition, a country or an activity; empty where all are taken together.
    topic: what is asked for. inquiry: register, survey or study; the dearer where sides differ.
    settles: verdicts that are settled whichever side the inquiry finds.
    may_settle: further verdicts that are settled if it finds one certain side.
    settings: about which it would be made.
    """

    group: str
    topic: str
    inquiry: str
    settles: int
    may_settle: int
    settings: int

    def record(self) -> dict[str, Any]:
        """Return the item as values that JSON can hold."""
        return {name: getattr(self, name) for name in AGENDA}


@dataclass(frozen=True)
class Gaps:
    """Hold the gaps of one run, and what to ask for first.

    rows: by setting, condition and side. agenda: what settles most comes first in each group.
    settings, unknown: how many settings were looked at, and how many verdicts on them are unknown.
    """

    profile: str
    rows: tuple[Gap, ...]
    agenda: tuple[Item, ...]
    settings: int
    unknown: int
    warnings: tuple[Problem, ...] = ()
