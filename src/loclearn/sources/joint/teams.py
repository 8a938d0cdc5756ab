"""Which ties a team makes: all pairs, or in a large team as few as leave the verdicts right.

A team of n parties has n(n − 1)/2 pairs, 79,800 with 400 parties. Above LARGEST parties only these
are written, each of them true:

- each party in a region with one party beyond it (C14), the same for all of its region;
- in a region with firms and research organizations, one tie between them (C12).

So each region has a pipeline, or a local link of firm and research, where all pairs give it one.
Counts of ties are lower bounds. Who passes on what others could have had by themselves is no
gatekeeper (C15): all of a region that are tied to each other share their partners beyond it, and
`Ties.close` adds the pairs of a large team that ties of other works would make look open.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from loclearn.sources.joint.works import FIRM, RESEARCH, Party, Where, where

Place = tuple[str, int]
"""A file and a row."""

LARGEST = 50
"""The largest team of which all pairs are written."""
Pair = tuple[Party, Party]
Apart = frozenset[frozenset[str]]
"""Pairs of ids of parties that are not tied."""
NONE: Apart = frozenset()
Regions = Mapping[str, Sequence[Party]]


def pairs(team: Sequence[Party], apart: Apart = NONE, largest: int = LARGEST) -> Iterator[Pair]:
    """Yield the pairs of a team that are written; one of the two has a region.

    Parameters
    ----------
    team: different parties. apart: pairs of ids that are not tied.
    largest: the largest team of which all pairs are written.

    >>> team = [Party(str(n), f"R{n % 9}", "", "firm") for n in range(400)]
    >>> len(list(pairs(team[:50]))), len(list(pairs(team)))
    (1225, 399)
    """
    if len(team) <= largest:
        found = combinations(team, 2)
        yield from (
            pair for pair in found if (pair[0].region or pair[1].region) and _may(pair, apart)
        )
        return
    regions: dict[str, list[Party]] = {}
    for party in team:
        if party.region:
            regions.setdefault(party.region, []).append(party)
    links = {code: _link(group, apart) for code, group in regions.items()}
    seen: set[frozenset[Party]] = set()
    for pair in (*_beyond(regions, links, team, apart), *filter(None, links.values())):
        if frozenset(pair) not in seen:
            seen.add(frozenset(pair))
            yield pair


def _may(pair: Pair, apart: Apart) -> bool:
    return not apart or frozenset((pair[0].id, pair[1].id)) not in apart


def _link(group: Sequence[Party], apart: Apart) -> Pair | None:
    """Return a firm and a research organization of a region, or None."""
    firms = [party for party in group if party.type == FIRM]
    research = [party for party in group if party.type in RESEARCH]
    both = ((firm, other) for firm in firms for other in research)
    return next((pair for pair in both if _may(pair, apart)), None)


def _beyond(
    regions: Regions, links: Mapping[str, Pair | None], team: Sequence[Party], apart: Apart
) -> Iterator[Pair]:
    """Yield ties that give each party in a region a partner beyond it, as a rule the same ones."""
    hubs = {code: _hubs(group, links[code]) for code, group in regions.items()}
    order = sorted(regions, key=lambda code: (len(hubs[code]), len(regions[code])))
    for code, group in regions.items():
        others = [other for other in order[:2] if other != code][:1]
        wanted = hubs[others[0]] if others else ()
        for party in group:
            found = [(party, hub) for hub in wanted if _may((party, hub), apart)]
            yield from found or _any(party, team, apart)


def _hubs(group: Sequence[Party], link: Pair | None) -> tuple[Party, ...]:
    """Return who of a region is tied to others beyond: one without a local tie, else both of it."""
    free = next((party for party in group if not link or party not in link), None)
    return (free,) if free else link or ()


def _any(party: Party, team: Sequence[Party], apart: Apart) -> list[Pair]:
    """Return a tie with the first of a team who is beyond the region for sure, or nothing."""
    far = ((party, other) for other in team if where(party, other) is Where.far)
    return [pair for pair in far if _may(pair, apart)][:1]


class Ties:
    """Gather the ties of many teams of one network, activity and period.

    places: for each pair, where the first team of both stands.
    """

    def __init__(self, largest: int = LARGEST) -> None:
        """Begin without ties."""
        self.largest = largest
        self.near: dict[Party, set[Party]] = {}
        self.large: list[tuple[frozenset[Party], Place, Apart]] = []
        self.places: dict[Pair, Place] = {}

    def add(self, team: Sequence[Party], place: Place = ("", 0), apart: Apart = NONE) -> None:
        """Add the ties of a team."""
        if len(team) > self.largest:
            self.large.append((frozenset(team), place, apart))
        for pair in pairs(team, apart, self.largest):
            self._tie(*pair, place)

    def _tie(self, one: Party, other: Party, place: Place) -> None:
        pair = (one, other) if one.actor <= other.actor else (other, one)
        self.places.setdefault(pair, place)
        self.near.setdefault(one, set()).add(other)
        self.near.setdefault(other, set()).add(one)

    def close(self) -> int:
        """Add pairs of large teams without which somebody would look like a gatekeeper.

        Returns how many were added. Each is a pair of a team, so that nothing is invented.

        >>> ties = Ties(largest=2)
        >>> o, a, b = (Party(n, r, "", "firm") for n, r in (("o", "X"), ("a", "Y"), ("b", "Y")))
        >>> for team in ([o, a], [a, b]):
        ...     ties.add(team)
        >>> ties.large.append((frozenset((o, a, b)), ("w.json", 3), NONE))
        >>> ties.close(), len(ties.places)
        (1, 3)
        """
        added, open_ = 0, True
        while open_:
            open_ = False
            for team, place, apart in self.large:
                for one in sorted(team, key=_order):
                    for far in self._lacking(one, team, apart):
                        self._tie(one, far, place)
                        added, open_ = added + 1, True
        return added

    def _lacking(self, one: Party, team: frozenset[Party], apart: Apart) -> list[Party]:
        """Return partners of neighbours in the region that are of one's team and not tied to it."""
        mine = self.near.get(one, set())
        found: set[Party] = set()
        for neighbour in mine:
            if one.region and neighbour.region == one.region:
                found |= self.near[neighbour] & team
        far = (other for other in found - mine if where(one, other) is Where.far)
        return sorted((other for other in far if _may((one, other), apart)), key=_order)


def _order(party: Party) -> tuple[str, str]:
    return party.actor, party.country
