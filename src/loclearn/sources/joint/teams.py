"""Which ties teams make: all pairs, or of a large team as few as leave the verdicts right.

A team of n parties has n(n − 1)/2 pairs, 79,800 with 400 parties. Of a team of more than LARGEST
parties only these are written, each of them true:

- a tie beyond the region for each party that has none by other works (C14);
- a tie of a firm with a research organization in each region that has none and could have (C12);
- pairs without which somebody would look like a gatekeeper (C15): who passes on what others have by
  themselves, in a large team whose pairs are not written, passes on nothing.

So each region has a pipeline, or a local link of firm and research, where all pairs give it one,
and nobody is a gatekeeper who is none by all pairs. Counts of ties are lower bounds. This holds for
the works of one run; two runs into one folder do not know of each other.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from loclearn.sources.joint.works import FIRM, RESEARCH, Party, Where, where

Place = tuple[str, int]
"""A file and a row."""

LARGEST = 50
"""The largest team of which all pairs are written."""
Pair = tuple[Party, Party]
Apart = frozenset[frozenset[str]]
"""Pairs of ids of parties that are not tied."""
NONE: Apart = frozenset()


class Ties:
    """Gather the ties of many teams of one network, activity and period.

    places: for each pair, where the first team of both stands.

    >>> team = [Party(str(n), f"R{n % 9}", "", "firm") for n in range(400)]
    >>> small, large = Ties(), Ties()
    >>> small.add(team[:50])
    >>> large.add(team)
    >>> small.finish(), large.finish(), len(small.places), len(large.places)
    (0, 0, 1225, 398)
    """

    def __init__(self, largest: int = LARGEST) -> None:
        """Begin without ties; largest: the largest team of which all pairs are written."""
        self.largest = largest
        self.places: dict[Pair, Place] = {}
        self._near: dict[Party, set[Party]] = {}
        self._large: list[tuple[tuple[Party, ...], Place, Apart]] = []
        self._abroad: set[Party] = set()
        self._linked: set[str] = set()

    def add(self, team: Sequence[Party], place: Place = ("", 0), apart: Apart = NONE) -> None:
        """Add a team: one party of each of its pairs has a region.

        Parameters
        ----------
        team: different parties. place: where it stands. apart: pairs of ids that are not tied.
        """
        if len(team) > self.largest:
            self._large.append((tuple(team), place, apart))
            return
        for one, other in combinations(team, 2):
            if (one.region or other.region) and _may((one, other), apart):
                self._tie(one, other, place)

    def finish(self) -> int:
        """Add the ties of large teams, when all teams are there; return how many keep C15 right.

        >>> ties = Ties(largest=2)
        >>> o, a, b = (Party(n, r, "", "firm") for n, r in (("o", "X"), ("a", "Y"), ("b", "Y")))
        >>> for team in ([o, a], [a, b], [o, a, b]):
        ...     ties.add(team)
        >>> ties.finish(), len(ties.places)
        (0, 3)
        """
        for team, place, apart in self._large:
            for one, other in self._needed(team, apart):
                self._tie(one, other, place)
        before, added = len(self.places), -1
        while added:
            known = len(self.places)
            for team, place, apart in self._large:
                members = frozenset(team)
                for one in team:
                    for far in self._lacking(one, members, apart):
                        self._tie(one, far, place)
            added = len(self.places) - known
        return len(self.places) - before

    def _tie(self, one: Party, other: Party, place: Place) -> None:
        self.places.setdefault((one, other) if one.actor <= other.actor else (other, one), place)
        self._near.setdefault(one, set()).add(other)
        self._near.setdefault(other, set()).add(one)
        lie = where(one, other)
        if lie is Where.far:
            self._abroad |= {one, other}
        elif lie is Where.near and _is_link(one, other):
            self._linked.add(one.region)

    def _needed(self, team: Sequence[Party], apart: Apart) -> Iterator[Pair]:
        """Yield ties that give each party a partner beyond, and each region its link."""
        regions: dict[str, list[Party]] = {}
        for party in team:
            if party.region:
                regions.setdefault(party.region, []).append(party)
        links = {code: _link(group, apart) for code, group in regions.items()
                 if code not in self._linked}  # fmt: skip
        smallest = sorted(regions, key=lambda code: len(regions[code]))[:2]
        hubs = [_hub(regions[code], links.get(code)) for code in smallest]
        for party in (one for group in regions.values() for one in group):
            far = (other for other in chain(hubs, team) if where(party, other) is Where.far)
            pairs = ((party, other) for other in far if _may((party, other), apart))
            if party not in self._abroad and (pair := next(pairs, None)):
                yield pair
        yield from (link for link in links.values() if link)

    def _lacking(self, one: Party, team: frozenset[Party], apart: Apart) -> list[Party]:
        """Return partners of neighbours in the region that are of one's team and not tied to it."""
        mine = self._near.get(one, set())
        found: set[Party] = set()
        for neighbour in mine:
            if one.region and neighbour.region == one.region:
                found |= self._near[neighbour] & team
        far = (other for other in found - mine if where(one, other) is Where.far)
        return sorted((other for other in far if _may((one, other), apart)), key=_order)


def _order(party: Party) -> tuple[str, str]:
    return party.actor, party.country


def _may(pair: Pair, apart: Apart) -> bool:
    return not apart or frozenset((pair[0].id, pair[1].id)) not in apart


def _is_link(one: Party, other: Party) -> bool:
    kinds = {one.type, other.type}
    return FIRM in kinds and not kinds.isdisjoint(RESEARCH)


def _link(group: Sequence[Party], apart: Apart) -> Pair | None:
    """Return a firm and a research organization of a region, or None."""
    both = (pair for pair in combinations(group, 2) if _is_link(*pair))
    return next((pair for pair in both if _may(pair, apart)), None)


def _hub(group: Sequence[Party], link: Pair | None) -> Party:
    """Return who of a region is tied to others beyond: as a rule one who gets no local tie."""
    return next((party for party in group if not link or party not in link), group[0])
