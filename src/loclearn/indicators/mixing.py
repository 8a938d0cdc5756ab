"""How ties divide between the own region and the rest, and how varied the partners are."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Degrees:
    """Hold what the expectation under random mixing needs to know of the whole network.

    Parameters
    ----------
    ties: m, the number of undirected ties.
    squares: the sum of the squared degrees of all actors.

    >>> Degrees.of({"a": 2, "b": 1, "c": 1})
    Degrees(ties=2, squares=6)
    """

    ties: int
    squares: int

    @classmethod
    def of(cls, degrees: Mapping[str, int]) -> "Degrees":
        """Return the sums over the degrees of all actors."""
        return cls(sum(degrees.values()) // 2, sum(k * k for k in degrees.values()))


def degrees(ties: Iterable[tuple[str, str]]) -> Counter[str]:
    """Return the number of ties of each actor; each tie is a pair of two different actors.

    >>> sorted(degrees([("a", "b"), ("a", "c")]).items())
    [('a', 2), ('b', 1), ('c', 1)]
    """
    found: Counter[str] = Counter()
    for a, b in ties:
        found[a] += 1
        found[b] += 1
    return found


def expected_local_ties(
    setting: Iterable[int], neighbours: Iterable[int], whole: Degrees
) -> float | None:
    """Return the ties expected between a setting and its region when partners are drawn at random.

    Each actor keeps its number of ties, and the chance that a tie joins i and j is proportional to
    k_i·k_j. With K the sum of degrees of the actors of the setting, H that of the other actors of
    the region, S2 and Q the sums of squared degrees of the setting and of all actors, and m ties,

        expected = m · ((K² − S2) / 2 + K·H) / (((2m)² − Q) / 2)

    This is the expectation K²/4m of the configuration model (Newman & Girvan 2004, Finding and
    evaluating community structure in networks, Physical Review E 69, 026113, section IV) without
    the pairs of an actor with itself, which a table of ties cannot hold: they are taken out above
    and below the line, so that the expectations of all pairs add up to m. Two draws may give the
    same pair.

    Parameters
    ----------
    setting: the degrees of the actors of the setting.
    neighbours: the degrees of the other actors of the same region.
    whole: the sums over the whole network, the region included.

    Returns None where the network has no pair to draw.

    >>> expected_local_ties([2, 1], [], Degrees(ties=2, squares=6))
    0.8
    """
    mine = list(setting)
    total, squares = sum(mine), sum(k * k for k in mine)
    pairs = ((2 * whole.ties) ** 2 - whole.squares) / 2
    if pairs <= 0:
        return None
    return whole.ties * ((total * total - squares) / 2 + total * sum(neighbours)) / pairs


def local_tie_ratio(
    ties: Collection[tuple[str, str]], setting: Collection[str], region: Collection[str]
) -> float | None:
    """Return the local ties of a setting over their expectation under random mixing.

    Parameters
    ----------
    ties: all ties of the network, each a pair of two different actors, once.
    setting: the actors of the setting.
    region: all actors of its region, those of the setting included.

    Returns None where no local tie can be expected.

    >>> local_tie_ratio([("a", "b"), ("c", "d")], {"a", "b"}, {"a", "b"})
    3.0
    """
    found = degrees(ties)
    mine, home = set(setting), set(region)
    local = sum(a in home and b in home and (a in mine or b in mine) for a, b in ties)
    expected = expected_local_ties(
        [found[a] for a in sorted(mine)],
        [found[a] for a in sorted(home - mine)],
        Degrees.of(found),
    )
    return local / expected if expected else None


def diversity(kinds: Iterable[str]) -> float | None:
    """Return the diversity of partners: the chance that two drawn with replacement are unlike.

    1 − Σ p² over the shares p of the kinds (Blau 1977, Inequality and heterogeneity, New York:
    Free Press). From 0 for one kind to 1 − 1/n for n
    kinds of equal number. The number of kinds of partners is what Fitjar & Rodríguez-Pose (2011)
    relate to innovation; the index is less moved by one partner of a rare kind.

    Parameters
    ----------
    kinds: the kind of each partner, each partner once.

    Returns None for fewer than two partners.

    >>> diversity(["firm", "firm", "university", "university"])
    0.5
    """
    counts = Counter(kinds)
    total = counts.total()
    if total < 2:
        return None
    return 1 - sum(n * n for n in counts.values()) / (total * total)
