"""How far what is imported can travel in a region, and how closely its actors are tied."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

STEPS = 2
"""How many local steps count as near to a pipeline (ontology, indicator pipeline-reach)."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Say how many actors are near to a holder of a pipeline.

    Parameters
    ----------
    actors: number of actors.
    holders: how many of them hold a pipeline.
    reached: how many are a holder or within the steps of one.
    """

    actors: int
    holders: int
    reached: int

    @property
    def share(self) -> float:
        """Return the share of all actors that are reached, holders included."""
        return self.reached / self.actors

    @property
    def share_of_others(self) -> float | None:
        """Return the share of those reached among the actors without a pipeline of their own.

        None where every actor holds one. It tells holders that pass on from holders that keep to
        themselves, which the share of all cannot.
        """
        others = self.actors - self.holders
        return (self.reached - self.holders) / others if others else None


def pipeline_reach(
    ties: Iterable[tuple[str, str]],
    actors: Collection[str],
    holders: Iterable[str],
    steps: int = STEPS,
) -> Reach | None:
    """Count the actors within some local steps of a holder of a pipeline.

    A holder is a local actor with a knowledge tie to another region. Steps run along local ties of
    the kinds knowledge and informal-contact, in either direction, and may pass through a local
    actor that is not counted itself.

    Parameters
    ----------
    ties: the local ties, as pairs.
    actors: the actors that are counted.
    holders: those of them that hold a pipeline; others are passed over.
    steps: how many steps are near.

    Returns None where there is no actor or no holder: without a pipeline nothing is to be reached.

    >>> line = [("a", "b"), ("b", "c"), ("c", "d")]
    >>> pipeline_reach(line, "abcd", "a").share
    0.75
    """
    mine = set(actors)
    starts = mine.intersection(holders)
    if not starts:
        return None
    near: dict[str, set[str]] = {}
    for a, b in ties:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    seen = set(starts)
    edge = seen
    for _ in range(steps):
        edge = {b for a in edge for b in near.get(a, ())} - seen
        seen = seen | edge
    return Reach(len(mine), len(starts), len(seen & mine))


def inward_density(ties: Iterable[tuple[str, str]], actors: Collection[str]) -> float | None:
    """Return the share of the possible ties among actors that exist.

    Undirected ties over n(n − 1)/2 (Wasserman & Faust 1994, Social network analysis, Cambridge:
    Cambridge University Press, p. 101). Ties with others, repeated ties and directions are passed
    over. Returns None for fewer than two actors.

    >>> inward_density([("a", "b"), ("b", "a"), ("b", "c")], "abc") == 2 / 3
    True
    """
    mine = set(actors)
    if len(mine) < 2:
        return None
    return len(_among(ties, mine)) / (len(mine) * (len(mine) - 1) / 2)


def k_core(ties: Iterable[tuple[str, str]], actors: Collection[str]) -> tuple[int, int] | None:
    """Return the largest core number of a network and how many actors have it.

    A k-core is a largest set of actors each of whom has k ties or more with others of the set
    (Seidman 1983, Network structure and minimum degree, Social Networks 5(3), pp. 269–287).
    Ties with others, repeated ties and directions are passed over. Returns None for fewer than two
    actors.

    >>> k_core([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")], "abcd")
    (2, 3)
    """
    import networkx as nx  # noqa: PLC0415 - loaded only where it is used

    mine = set(actors)
    if len(mine) < 2:
        return None
    graph = nx.Graph(_among(ties, mine))
    graph.add_nodes_from(mine)
    numbers = list(nx.core_number(graph).values())
    return max(numbers), numbers.count(max(numbers))


def _among(ties: Iterable[tuple[str, str]], actors: set[str]) -> set[tuple[str, str]]:
    """Return the ties of two different actors, both of the set, each once."""
    pairs = ((min(tie), max(tie)) for tie in ties)
    return {(a, b) for a, b in pairs if a != b and a in actors and b in actors}
