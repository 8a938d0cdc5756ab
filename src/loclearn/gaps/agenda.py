"""A research agenda: which inquiry would settle most unknown verdicts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from loclearn.conditions import Condition
from loclearn.explanation.missing import Way
from loclearn.gaps.costs import Costs
from loclearn.gaps.patterns import Pattern
from loclearn.gaps.rows import Item
from loclearn.grounds.places import Place

GROUPS = ("", "condition", "country", "activity")

Solved = tuple[Pattern, Mapping[Condition, Sequence[Sequence[Way]]]]


def agenda(
    solved: Iterable[Solved], places: Sequence[Place], costs: Costs, by: str = ""
) -> list[Item]:
    """Return what to ask for, that which settles most first in each group.

    An inquiry settles a verdict when one fact of it suffices on either side; it may settle it
    when it suffices on one side only.

    Parameters
    ----------
    solved: the patterns, each with the ways to both sides of its unknown verdicts.
    places: the settings. costs: the order of cost. by: how to group.
    """
    settles: Counter[tuple[str, str]] = Counter()
    may: Counter[tuple[str, str]] = Counter()
    settings: dict[tuple[str, str], set[int]] = {}
    inquiry: dict[str, str] = {}
    for pattern, open_ in solved:
        groups = _groups(pattern, places, by)
        for condition, ways in open_.items():
            sides = [_alone(some, costs, inquiry) for some in ways]
            for topic in sorted(set().union(*sides)):
                surely = len(sides) > 1 and all(topic in side for side in sides)
                for group, numbers in groups.items():
                    key = (condition.id if by == "condition" else group, topic)
                    (settles if surely else may)[key] += len(numbers)
                    settings.setdefault(key, set()).update(numbers)
    found = [
        Item(*key, inquiry[key[1]], settles[key], may[key], len(numbers))
        for key, numbers in settings.items()
    ]
    rank = costs.ranks
    return sorted(
        found, key=lambda i: (i.group, -i.settles, -i.may_settle, rank[i.inquiry], i.topic)
    )


def _groups(pattern: Pattern, places: Sequence[Place], by: str) -> dict[str, list[int]]:
    if by not in ("country", "activity"):
        return {"": list(pattern.places)}
    found: dict[str, list[int]] = {}
    for number in pattern.places:
        found.setdefault(str(getattr(places[number], by)), []).append(number)
    return found


def _alone(ways: Sequence[Way], costs: Costs, inquiry: dict[str, str]) -> set[str]:
    """Return the topics of which one fact is enough; keep the dearest inquiry into each."""
    topics = set()
    for way in ways:
        if len(way) == 1:
            (need,) = way
            fact = costs.fact(need)
            topics.add(fact.topic)
            kinds = {fact.inquiry, inquiry.get(fact.topic, fact.inquiry)}
            inquiry[fact.topic] = max(kinds, key=lambda kind: costs.ranks[kind])
    return topics
