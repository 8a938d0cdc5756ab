"""Find the cheapest missing facts of each setting, and what would settle most unknowns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from loclearn.conditions import Condition
from loclearn.errors import WrongUse, known
from loclearn.explanation.missing import Way
from loclearn.gaps.agenda import GROUPS, agenda
from loclearn.gaps.costs import Costs
from loclearn.gaps.patterns import Pattern, Solver, patterns
from loclearn.gaps.rows import Gap, Gaps
from loclearn.grounds.opening import Opened, opened
from loclearn.grounds.places import Place
from loclearn.sources.world import Inputs

STATUSES = ("D2", "D4")
"""The statuses whose gaps are looked for where no condition is named."""


def gaps(  # noqa: PLR0913 - the inputs of assess, and what is asked
    evidence: Sequence[Path | str] = (),
    cases: Sequence[Path | str] = (),
    works: Sequence[Path | str] = (),
    data: Sequence[Path | str] = (),
    *,
    embedded: bool = True,
    profile: str = "default",
    settings: Sequence[str] = (),
    conditions: Sequence[str] = (),
    pooled: bool = False,
    by: str = "",
) -> Gaps:
    """Say which missing facts would settle unknown verdicts, and what to ask for first.

    Parameters
    ----------
    evidence, cases, works, data, embedded, profile: as for assess.
    settings: ids; all where none is named.
    conditions: whose gaps are looked for: D2 and D4 where none is named. The agenda takes in the
        conditions of the paper, C01 to C18, as well.
    pooled: whether cases that pool places are looked at.
    by: condition, country or activity, by which the agenda is grouped; empty for all together.

    Raises InvalidInput, WrongUse or OntologyError.

    >>> found = gaps(settings=["RUHR-STEEL"])
    >>> [(gap.condition, gap.side, len(gap.facts)) for gap in found.rows]
    [('D4', 'supported', 2), ('D4', 'opposed', 1)]
    """
    if by not in GROUPS:
        raise WrongUse(f"The agenda is grouped by {', '.join(filter(None, GROUPS))}, not by {by}.")
    run = opened(Inputs(evidence, cases, works, data, embedded), profile)
    return of_facts(run, settings, conditions, pooled=pooled, by=by)


def of_facts(
    run: Opened, settings: Sequence[str] = (), conditions: Sequence[str] = (), *,
    pooled: bool = False, by: str = "",
) -> Gaps:  # fmt: skip
    """Say the same of facts that are open already."""
    places = run.facts.places
    known(settings, dict.fromkeys(place.id for place in places), "setting")
    known(conditions, [one.id for one in run.theory.verdicts], "condition")
    chosen = [
        number for number, place in enumerate(places)
        if (pooled or not place.pooled) and (not settings or place.id in settings)
    ]  # fmt: skip
    asked = [run.theory.conditions[id_] for id_ in conditions or STATUSES]
    wider = [one for one in run.theory.verdicts
             if one in asked or (not conditions and one.kind == "Condition")]  # fmt: skip
    costs = Costs(run.ontology)
    sides = [side for one in wider for side in one.sides]
    found: list[tuple[int, Gap]] = []
    unknown: Counter[str] = Counter()
    solved = []
    for pattern in patterns(run.facts, run.theory, sides, chosen):
        solver = Solver(pattern, run.theory)
        open_ = {one: [solver.ways(side) for side in one.sides]
                 for one in wider if solver.value(one) == "unknown"}  # fmt: skip
        for one in open_:
            unknown[one.id] += len(pattern.places)
        solved.append((pattern, open_))
        for one in asked:
            if one in open_:
                found += _gaps(one, open_[one], pattern, places, costs)
    found.sort(key=lambda pair: (pair[0], pair[1].condition, pair[1].side == "opposed"))
    return Gaps(
        profile=run.theory.profile,
        rows=tuple(gap for _, gap in found),
        agenda=tuple(agenda(solved, places, costs, by)),
        settings=len(chosen),
        unknown=unknown.total(),
        warnings=run.warnings,
    )


def _gaps(
    condition: Condition, ways: Sequence[Sequence[Way]], pattern: Pattern,
    places: Sequence[Place], costs: Costs,
) -> Iterator[tuple[int, Gap]]:  # fmt: skip
    best = [sorted((costs.cost(way), number, way) for number, way in enumerate(some))
            for some in ways]  # fmt: skip
    least = min((some[0][0][:2] for some in best if some), default=None)
    for side, some in zip(("supported", "opposed"), best, strict=False):
        if not some:
            continue
        cost, _, way = some[0]
        facts = sorted((costs.fact(need) for need in way), key=lambda fact: fact.text)
        others = sum(other[0][:2] == cost[:2] for other in some) - 1
        for number in pattern.places:
            place = places[number]
            yield number, Gap(
                place.id, place.region, place.activity, place.period, place.pooled,
                place.country, condition.id, side, cost[:2] == least, tuple(facts), others, way,
            )  # fmt: skip
