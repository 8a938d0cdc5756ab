"""Who has whom for a partner in the consortia of one network and period, as sets of bits.

A consortium of 400 has 79,800 pairs. They are never listed: the partners of an actor are a set of
bits, the union of its consortia, and what lies within a region or beyond it is counted in that set.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from loclearn.indicators.observations import RANKS, RESEARCH

Setting = tuple[str, str]
"""A region and an activity."""


@dataclass(frozen=True, slots=True)
class Member:
    """Hold one actor in one consortium, with what its row in the table of actors says."""

    consortium: str
    actor: str
    region: str
    activity: str | None
    type: str
    rank: int
    country: str | None = None


@dataclass(slots=True)
class Partners:
    """Hold the actors of consortia, each with one bit, and the bits of its partners.

    Parameters
    ----------
    people: the actors, in the order of their bits.
    found: the bits of the partners of each. ranks: the weakest coverage of its consortia, where it
        has partners.
    regions: the bits of each region. settings: the actors of each setting.
    """

    people: list[Member]
    found: dict[str, int]
    ranks: dict[str, int] = field(default_factory=dict)
    regions: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    settings: defaultdict[Setting, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, members: Iterable[Member]) -> "Partners":
        """Return the partners of all members of all consortia."""
        people: dict[str, Member] = {}
        joint: defaultdict[str, set[str]] = defaultdict(set)
        weakest: dict[str, int] = {}
        for one in members:
            people.setdefault(one.actor, one)
            joint[one.consortium].add(one.actor)
            weakest[one.consortium] = min(one.rank, weakest.get(one.consortium, one.rank))
        made = cls([people[name] for name in sorted(people)], dict.fromkeys(people, 0))
        bits = {one.actor: 1 << place for place, one in enumerate(made.people)}
        for consortium, actors in joint.items():
            together = sum(bits[actor] for actor in actors)
            for actor in actors if len(actors) > 1 else ():
                made.found[actor] |= together
                least = weakest[consortium]
                made.ranks[actor] = min(least, made.ranks.get(actor, least))
        for place, one in enumerate(made.people):
            made.found[one.actor] &= ~bits[one.actor]
            made.regions[one.region] |= bits[one.actor]
            if one.activity is not None and one.actor in made.ranks:
                made.settings[one.region, one.activity].append(place)
        return made

    def tallies(self) -> Iterator[dict[str, Any]]:
        """Yield the number of ties of each setting, in the columns of `ties.tallies`."""
        kinds = {
            "firm": sum(1 << n for n, one in enumerate(self.people) if one.type == "firm"),
            "research": sum(1 << n for n, one in enumerate(self.people) if one.type in RESEARCH),
        }
        for (region, activity), places in sorted(self.settings.items()):
            local, inside = self.regions[region], sum(1 << place for place in places)
            met = [(1 << place, self.found[self.people[place].actor]) for place in places]
            firm, research = kinds["firm"], kinds["research"]
            between = [
                found & local & (research if bit & firm else firm if bit & research else 0)
                for bit, found in met
            ]
            within = _pairs([found & local for _, found in met], inside)
            least = min(self.ranks[self.people[place].actor] for place in places)
            full = least > RANKS["selective"]
            yield {
                "region": region, "activity": activity, "rank": least, "within": within,
                "beyond": sum((found & ~local).bit_count() for _, found in met),
                "research": _pairs(between, inside), "full": within if full else 0,
                "full_rank": least if full else None,
            }  # fmt: skip

    def gatekeepers(self) -> dict[Setting, int]:
        """Return how many actors of each setting let in what comes from outside.

        Such an actor has a partner outside the region and one inside who have no tie of their own.
        """
        alike: defaultdict[int, int] = defaultdict(int)
        for place, one in enumerate(self.people):
            alike[self.found[one.actor] | 1 << place] |= 1 << place
        known: dict[tuple[str, int], bool] = {}
        counts = {}
        for (region, activity), places in sorted(self.settings.items()):
            near = [self.found[self.people[place].actor] | 1 << place for place in places]
            for mine in near:
                if (region, mine) not in known:
                    known[region, mine] = self._at_gate(mine, self.regions[region], alike)
            counts[region, activity] = sum(known[region, mine] for mine in near)
        return counts

    def _at_gate(self, mine: int, local: int, alike: Mapping[int, int]) -> bool:
        """Return whether one of the local partners lacks a partner outside.

        Parameters
        ----------
        mine: an actor and its partners. local: the actors of its region.
        alike: those who have the same partners, which are looked at together.
        """
        outside, inside = mine & ~local, mine & local
        while outside and inside:
            last = inside.bit_length() - 1
            theirs = self.found[self.people[last].actor] | 1 << last
            if outside & ~theirs:
                return True
            inside &= ~alike[theirs]
        return False


def _pairs(partners: Iterable[int], inside: int) -> int:
    """Count partners; a pair of which both ends lie in the setting was seen from each of them."""
    once = twice = 0
    for found in partners:
        once += found.bit_count()
        twice += (found & inside).bit_count()
    return once - twice // 2


def tally(members: Iterable[Member]) -> list[dict[str, Any]]:
    """Return the ties of each setting in one network and period.

    Parameters
    ----------
    members: of all its consortia. Each two that share one or several have one tie.

    >>> rows = [("P", "a", "X"), ("P", "b", "Y"), ("Q", "a", "X"), ("Q", "b", "Y"), ("Q", "c", "X")]
    >>> found = tally(Member(p, a, r, "ALL", "firm", 1) for p, a, r in rows)
    >>> [(one["region"], one["within"], one["beyond"]) for one in found]
    [('X', 1, 2), ('Y', 0, 2)]
    """
    return list(Partners.of(members).tallies())
