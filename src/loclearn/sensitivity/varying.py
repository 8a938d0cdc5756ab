"""Move each threshold over its range and say which verdicts flip."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy

from loclearn.conditions import FOUR_VALUES, Condition, Theory
from loclearn.errors import known
from loclearn.grounds.grades import Grades, Ranks, Varied
from loclearn.grounds.opening import Opened, opened
from loclearn.grounds.places import Place
from loclearn.grounds.questions import thresholds as asked_for
from loclearn.rewriting.expressions import Named
from loclearn.sensitivity.ranges import Threshold, threshold_ranges
from loclearn.sensitivity.rows import Count, Row, Sensitivity
from loclearn.sources.world import Inputs

Flags: TypeAlias = "numpy.ndarray[tuple[int], numpy.dtype[numpy.bool_]]"


def sensitivity(
    evidence: Sequence[Path | str] = (),
    cases: Sequence[Path | str] = (),
    works: Sequence[Path | str] = (),
    data: Sequence[Path | str] = (),
    *,
    embedded: bool = True,
    profile: str = "default",
    settings: Sequence[str] = (),
    conditions: Sequence[str] = (),
    every: bool = False,
) -> Sensitivity:
    """Say at which value of each threshold each verdict flips.

    One threshold is moved at a time, over the range that the ontology gives it, while all others
    stay as the profile has them. The flips are exact: no value is tried, see `grounds.grades`.

    Parameters
    ----------
    evidence, cases, works, data, embedded, profile: as for assess.
    settings, conditions: ids; all where none is named.
    every: whether verdicts that never flip get rows as well.

    Raises InvalidInput, WrongUse or OntologyError.

    >>> found = sensitivity(settings=["RUHR-STEEL"], conditions=["C17"], every=True)
    >>> [(row.threshold, row.holds_share) for row in found.rows]
    [('AdmissibleConfidence', 1.0), ('AdmissibleWeight', 1.0)]
    """
    run = opened(Inputs(evidence, cases, works, data, embedded), profile)
    return of_facts(run, settings, conditions, every=every)


def of_facts(
    run: Opened, settings: Sequence[str] = (), conditions: Sequence[str] = (), *, every: bool
) -> Sensitivity:
    """Say the same of facts that are open already."""
    places = run.facts.places
    known(settings, dict.fromkeys(place.id for place in places), "setting")
    known(conditions, [one.id for one in run.theory.verdicts], "condition")
    chosen = [one for one in run.theory.verdicts if not conditions or one.id in conditions]
    kept = numpy.array([not settings or place.id in settings for place in places], dtype=bool)
    local = kept & ~numpy.array([place.pooled for place in places], dtype=bool)
    ranges = threshold_ranges(run.ontology)
    found: list[tuple[int, Row]] = []
    counts = []
    for threshold in ranges:
        if threshold.varied is None:
            continue
        asking = [one for one in chosen if _asks(run.theory, one, threshold)]
        sides = [side for one in asking for side in one.sides]
        grades = run.facts.grades(threshold.varied, sides)
        for one in asking:
            mover = _Mover(threshold, threshold.varied, grades, one)
            flips = mover.flips() & kept
            rows = list(mover.rows(places, numpy.flatnonzero(kept if every else flips).tolist()))
            found += rows
            counts.append(_count(one, threshold, [row for _, row in rows], int(local.sum())))
    found.sort(key=lambda pair: (pair[0], pair[1].condition, pair[1].threshold))
    return Sensitivity(
        profile=run.theory.profile,
        thresholds=tuple(ranges),
        rows=tuple(row for _, row in found),
        counts=tuple(sorted(counts, key=lambda one: (one.condition, one.threshold))),
        warnings=run.warnings,
    )


def _count(condition: Condition, threshold: Threshold, rows: Sequence[Row], verdicts: int) -> Count:
    """Return how many verdicts flip; pooled cases are no part of the count."""
    shares = [row.holds_share for row in rows if row.flips_at and not row.pooled]
    least = min(shares, default=1.0)
    return Count(condition.id, threshold.name, verdicts, len(shares), least)


def _asks(theory: Theory, condition: Condition, threshold: Threshold) -> bool:
    return any(threshold.iri in asked_for(theory, Named(side)) for side in condition.sides)


class _Mover:
    """Move one threshold under one condition."""

    def __init__(
        self, threshold: Threshold, varied: Varied, grades: Grades, condition: Condition
    ) -> None:
        self._threshold = threshold
        self._varied = varied
        self._levels = grades.levels
        self._sides: list[Ranks] = [grades.of[side] for side in condition.sides]
        self._condition = condition
        inside = [self._holds(rank, threshold.low) != self._holds(rank, threshold.high)
                  for rank in range(-1, len(grades.levels) + 1)]  # fmt: skip
        self._inside = numpy.array(inside, dtype=bool)

    def flips(self) -> Flags:
        """Return which settings change within the range."""
        found = [self._inside[ranks + 1] for ranks in self._sides]
        return reduce(numpy.logical_or, found)

    def rows(self, places: Sequence[Place], chosen: Sequence[int]) -> Iterator[tuple[int, Row]]:
        """Yield the rows of some settings, each with the place of its setting."""
        told: dict[tuple[int, ...], tuple[str, tuple[Decimal, ...], tuple[str, ...], float]] = {}
        threshold = self._threshold
        for index in chosen:
            ranks = tuple(int(side[index]) for side in self._sides)
            if ranks not in told:
                told[ranks] = self._told(ranks)
            value, flips, values, share = told[ranks]
            place = places[index]
            yield int(index), Row(
                place.id, place.region, place.activity, place.period, place.pooled,
                self._condition.id, value, threshold.name, threshold.at, threshold.low,
                threshold.high, flips, values, share,
            )  # fmt: skip

    def _told(
        self, ranks: tuple[int, ...]
    ) -> tuple[str, tuple[Decimal, ...], tuple[str, ...], float]:
        threshold = self._threshold
        flips = sorted({self._levels[rank] for rank in ranks if self._inside[rank + 1]})
        ends = [threshold.low, *flips, threshold.high]
        # between two flips nothing changes, so that the middle speaks for all
        middles = [(one + two) / 2 for one, two in pairwise(ends)]
        if threshold.low in flips:
            middles[0] = threshold.low
        if threshold.high in flips:
            middles[-1] = threshold.high
        values = tuple(self._value(ranks, middle) for middle in middles)
        now = self._value(ranks, threshold.at)
        return now, tuple(flips), values, self._share(ranks, now, ends, values)

    def _share(
        self, ranks: tuple[int, ...], now: str, ends: Sequence[Decimal], values: Sequence[str]
    ) -> float:
        threshold = self._threshold
        if threshold.whole:
            tried = range(int(threshold.low), int(threshold.high) + 1)
            return sum(self._value(ranks, Decimal(at)) == now for at in tried) / len(tried)
        steps = zip(pairwise(ends), values, strict=True)
        held = sum((two - one for (one, two), value in steps if value == now), Decimal(0))
        return round(float(held / (threshold.high - threshold.low)), 12)

    def _value(self, ranks: Sequence[int], at: Decimal) -> str:
        supported, opposed = (*(self._holds(rank, at) for rank in ranks), False)[:2]
        return FOUR_VALUES[supported, opposed]

    def _holds(self, rank: int, at: Decimal) -> bool:
        if rank in (-1, len(self._levels)):
            return rank >= 0
        return self._varied.holds(self._levels[rank], at)
