"""Settings about which the same is known share their gaps: each pattern is solved once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from loclearn.conditions import FOUR_VALUES, Condition, Theory
from loclearn.explanation.missing import Missing, Way
from loclearn.gaps.costs import Asked, observed
from loclearn.grounds.in_graph import InGraph
from loclearn.grounds.in_tables import InTables
from loclearn.grounds.known import Known
from loclearn.grounds.questions import earlier_asked, questions
from loclearn.rewriting.expressions import Expression, Named

HERE = ox.NamedNode("urn:loclearn:setting")
"""Stands for each setting of a pattern."""


@dataclass(frozen=True)
class Pattern:
    """Hold what is known of some settings.

    held: which questions of the definitions their facts answer.
    counted: what a census has told of them, so that no other count is missing.
    places: their positions among all settings.
    """

    held: frozenset[Expression]
    counted: frozenset[Asked]
    places: tuple[int, ...]


def patterns(
    facts: InGraph | InTables, theory: Theory, classes: Sequence[str], chosen: Iterable[int]
) -> list[Pattern]:
    """Return the patterns of the chosen settings, those of most settings first."""
    asked: list[Expression] = [*questions(theory, classes), *earlier_asked(theory, classes)]
    answers = facts.answers(asked)
    counted = facts.counted()
    found: dict[tuple[tuple[bool, ...], frozenset[tuple[str, str | None]]], list[int]] = {}
    for place in chosen:
        key = (answers[place], counted.get(facts.places[place].iri, frozenset()))
        found.setdefault(key, []).append(place)
    return [
        Pattern(
            held=frozenset(part for part, yes in zip(asked, held, strict=True) if yes),
            counted=frozenset(Asked(*one) for one in told),
            places=tuple(places),
        )
        for (held, told), places in sorted(found.items(), key=lambda item: -len(item[1]))
    ]


class Solver:
    """Find the ways to verdicts on the settings of one pattern.

    Parameters
    ----------
    pattern: what is known. theory: the definitions.
    """

    def __init__(self, pattern: Pattern, theory: Theory) -> None:
        """Prepare the walk."""
        self._pattern = pattern
        self._membership = Known(theory.definitions, pattern.held)
        named = [side for one in theory.conditions.values() for side in one.sides]
        self._missing = Missing(self._membership, named)
        self._theory = theory
        self._decided = self._firm()

    def value(self, condition: Condition) -> str:
        """Return the verdict on a condition."""
        held = [side for side in condition.sides if self._membership.holds(Named(side), HERE)]
        return FOUR_VALUES[condition.supported in held, condition.opposed in held]

    def ways(self, side: str) -> list[Way]:
        """Return the minimal ways to a class, without those that go against what is known.

        A census has counted once and for all; and a fact is no missing one that would contest
        a condition of which the evidence speaks for one side only.
        """
        return [
            way
            for way in self._missing.ways(Named(side), HERE)
            if not any(observed(need) in self._pattern.counted for need in way)
            and not self._contests(way)
        ]

    def _firm(self) -> dict[str, frozenset[Expression]]:
        """Return the sides that would contest a decided condition, and what they ask for."""
        found: dict[str, frozenset[Expression]] = {}
        for one in self._theory.contestable:
            held = [side for side in one.sides if self._membership.holds(Named(side), HERE)]
            if len(held) == 1:
                (other,) = set(one.sides) - set(held)
                found[other] = frozenset(questions(self._theory, [other]))
        return found

    def _contests(self, way: Way) -> bool:
        added = frozenset(need.asked for need in way)
        touched = [side for side, asked in self._decided.items() if asked & added]
        if not touched:
            return False
        after = Known(self._theory.definitions, self._pattern.held | added)
        return any(after.holds(Named(side), HERE) for side in touched)
