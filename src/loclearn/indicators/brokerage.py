"""Who stands between actors that have no tie of their own, and between which regions.

A broker b of an ordered pair of actors a, c has ties a→b and b→c while there is no tie a→c. The
groups of the three give the role (Gould & Fernandez 1989, Structures of mediation: a formal
approach to brokerage in transaction networks, Sociological Methodology 19, pp. 89–126; the five
roles pp. 92–93).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True)
class Roles:
    """Count the ordered pairs between which one actor stands, by role.

    Parameters
    ----------
    coordinator: a, b and c are of one group.
    itinerant: a and c are of one group, b of another (also called consultant).
    representative: a and b are of one group, c of another: b passes on outwards.
    gatekeeper: b and c are of one group, a of another: b lets in what comes from outside.
    liaison: a, b and c are of three groups.
    """

    coordinator: int = 0
    itinerant: int = 0
    representative: int = 0
    gatekeeper: int = 0
    liaison: int = 0


def both_ways(ties: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return each undirected tie as two directed ones.

    Every open pair then counts in both orders, so that the counts of gatekeeper and
    representative of an actor are equal, and those of the other three roles are even.

    >>> both_ways([("a", "b")])
    [('a', 'b'), ('b', 'a')]
    """
    return list(chain.from_iterable(((a, b), (b, a)) for a, b in ties))


def brokerage(
    ties: Iterable[tuple[str, str]],
    groups: Mapping[str, str],
    brokers: Collection[str] | None = None,
) -> dict[str, Roles]:
    """Count the brokerage roles of actors in a directed network.

    Pairs are counted by group; only closed triads are walked through, so that a hub with many
    partners who have no ties among them costs no more than its ties.

    Parameters
    ----------
    ties: pairs (from, to); a repeated pair counts once, a tie of an actor to itself never.
    groups: the group of every actor that has a tie.
    brokers: the actors to count for; all that have a tie when None.

    Raises
    ------
    KeyError: when an actor with a tie has no group.

    >>> ties = [("far", "gate"), ("gate", "one"), ("gate", "two"), ("far", "two")]
    >>> groups = {"far": "Oslo", "gate": "Turin", "one": "Turin", "two": "Turin"}
    >>> brokerage(ties, groups, ["gate"])["gate"].gatekeeper
    1
    """
    into: dict[str, set[str]] = {}
    out: dict[str, set[str]] = {}
    for a, b in ties:
        if a != b:
            out.setdefault(a, set()).add(b)
            into.setdefault(b, set()).add(a)
    asked = sorted(into.keys() | out.keys()) if brokers is None else brokers
    return {b: _roles(b, into, out, groups) if b in into and b in out else Roles() for b in asked}


def gatekeepers(
    ties: Iterable[tuple[str, str]], groups: Mapping[str, str], actors: Collection[str]
) -> list[str]:
    """Return those of the actors that are a gatekeeper at least once, sorted.

    >>> gatekeepers([("far", "b"), ("b", "c")], {"far": "X", "b": "Y", "c": "Y"}, ["b", "c"])
    ['b']
    """
    found = brokerage(ties, groups, actors)
    return sorted(actor for actor, roles in found.items() if roles.gatekeeper)


def _roles(
    b: str,
    into: Mapping[str, set[str]],
    out: Mapping[str, set[str]],
    groups: Mapping[str, str],
) -> Roles:
    """Count all pairs of a source and a target of b, less those that are no open pair."""
    home = groups[b]
    sources = Counter(groups[a] for a in into[b])
    targets = Counter(groups[c] for c in out[b])
    closed = _closed(into[b], out, out[b], groups)
    closed.update((groups[a], groups[a]) for a in into[b] & out[b])
    pairs = sum(sources.values()) * sum(targets.values()) - closed.total()
    same = {g: sources[g] * targets[g] - closed[g, g] for g in sources.keys() & targets.keys()}
    leaving = sources[home] * (targets.total() - targets[home])
    entering = (sources.total() - sources[home]) * targets[home]
    for (one, two), count in closed.items():
        if one != two:
            leaving -= count * (one == home)
            entering -= count * (two == home)
    within = same.get(home, 0)
    itinerant = sum(same.values()) - within
    return Roles(
        within, itinerant, leaving, entering, pairs - within - itinerant - leaving - entering
    )


def _closed(
    sources: set[str],
    out: Mapping[str, set[str]],
    targets: set[str],
    groups: Mapping[str, str],
) -> Counter[tuple[str, str]]:
    """Count by group the pairs of a source and a target that have a tie of their own."""
    found: Counter[tuple[str, str]] = Counter()
    for a in sources:
        for c in out[a] & targets:
            found[groups[a], groups[c]] += 1
    return found
