"""What an indicator gives: one value for one setting, with how its units were found."""

from collections.abc import Iterable
from dataclasses import dataclass

from loclearn.indicators.observations import RANKS

COVERAGES = tuple(sorted(RANKS, key=RANKS.__getitem__))
"""How the units were found, the weakest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """Hold the value of one indicator for one region, activity and period.

    Parameters
    ----------
    region: its code.
    activity: its code, or ALL.
    period: a year, two years with a slash, or None.
    indicator: the notation of the indicator in the ontology.
    value: a number, with at most 12 decimal places.
    coverage: census, sample or selective, the weakest of the inputs.
    inputs: what the value was computed from, in a few words.
    p_value: where the indicator has a test.
    capability: the kind of capability, where one is measured.
    """

    region: str
    activity: str
    period: str | None
    indicator: str
    value: float
    coverage: str
    inputs: str
    p_value: float | None = None
    capability: str | None = None


def weakest(coverages: Iterable[str]) -> str:
    """Return the weakest of some coverages.

    >>> weakest(["census", "selective", "sample"])
    'selective'
    """
    return min(coverages, key=COVERAGES.index)
