"""Whether contacts close to triangles more often than the numbers of contacts alone explain.

The clustering of a network is the average over its actors of the share of pairs of contacts that
are in contact themselves (Watts & Strogatz 1998, Collective dynamics of 'small-world' networks,
Nature 393, pp. 440–442, p. 441); an actor with fewer than two contacts counts as 0, here as in
the random networks.

It is compared with random networks in which every actor keeps its number of contacts, not with
those of equal density: a few well-known actors make triangles likely by their number of contacts
alone, and a survey decides how many contacts can be named. Use it on informal contacts only: in a
network of projects or patents each team is a clique by construction.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loclearn.indicators.rewiring import switched

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

DRAWS = 999
"""How many random networks are drawn."""
_CELLS = 300_000
"""How many cells are worked on at a time: what a processor keeps at hand."""
_DENSE = 4_000_000
"""Up to how many cells a table of all pairs of actors is quicker than a search."""
_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Clustering:
    """Compare the clustering of a network with its expectation.

    Parameters
    ----------
    observed: the average local clustering coefficient.
    expected: its mean over the random networks.
    p_value: (r + 1) / (n + 1), where r of n random networks have as much clustering or more.
    draws: n.
    """

    observed: float
    expected: float
    p_value: float
    draws: int

    @property
    def ratio(self) -> float:
        """Return the clustering over its expectation."""
        return self.observed / self.expected


def clustering(
    ties: Iterable[tuple[str, str]], draws: int = DRAWS, seed: str = ""
) -> Clustering | None:
    """Compare the clustering of a network of informal contacts with random networks.

    Actors without contacts may be left out: they change neither the ratio nor the p-value, as they
    have none in the random networks either; here the average is over actors that have contacts.

    Parameters
    ----------
    ties: pairs of actors; directions, repetitions and ties of an actor to itself are passed over.
    draws: how many random networks are drawn; without any there is no expectation.
    seed: any text; the same seed gives the same result.

    Returns None where there is nothing to compare: fewer than three actors, no actor with two
    contacts, no triangle in any random network, or only one possible network with these numbers of
    contacts (all know each other; all know only one).

    >>> club = [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "e"), ("e", "f"), ("d", "f")]
    >>> found = clustering(club, draws=99)
    >>> round(found.observed, 3), found.ratio > 1
    (0.778, True)
    >>> clustering([("a", "b"), ("b", "c"), ("a", "c")]) is None
    True
    """
    import numpy as np  # noqa: PLC0415 - loaded only where it is used

    pairs = sorted({(min(t), max(t)) for t in ties if t[0] != t[1]})
    names = {name: n for n, name in enumerate(sorted({a for pair in pairs for a in pair}))}
    if len(names) < 3 or draws < 1:
        return None
    edges = np.array([(names[a], names[b]) for a, b in pairs], dtype=np.int64)
    wedges = _Wedges(edges, len(names))
    if not wedges.weights.size:
        return None
    observed = float(wedges.clustering(edges[None])[0])
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:16], "big")
    random = np.random.default_rng(number)
    batch = max(1, min(draws, _CELLS // max(8 * len(edges), wedges.weights.size)))
    found = np.concatenate(
        [
            wedges.clustering(switched(edges, len(names), min(batch, draws - start), random))
            for start in range(0, draws, batch)
        ]
    )
    expected = float(found.mean())
    if expected <= _SAME or float(np.abs(found - observed).max()) < _SAME:
        return None
    above = int((found >= observed - _SAME).sum())
    return Clustering(observed, expected, (above + 1) / (draws + 1), draws)


class _Wedges:
    """Hold the pairs of contacts of each actor, which stand in one place for all networks."""

    def __init__(self, edges: "Ints", size: int) -> None:
        """Number the pairs of contacts by the degrees."""
        import numpy as np  # noqa: PLC0415 - loaded only where it is used

        self.size = size
        degrees = np.bincount(edges.ravel(), minlength=size)
        starts = np.concatenate(([0], np.cumsum(degrees)[:-1]))
        lefts, rights, weights = [], [], []
        for start, degree in zip(starts.tolist(), degrees.tolist(), strict=True):
            left, right = np.triu_indices(degree, 1)
            lefts.append(left + start)
            rights.append(right + start)
            weights.append(np.full(left.size, 1 / max(1, left.size) / size))
        self.left, self.right = np.concatenate(lefts), np.concatenate(rights)
        self.weights = np.concatenate(weights)

    def clustering(self, networks: "NDArray[np.int64]") -> "NDArray[np.float64]":
        """Return the average local clustering of each network of an array draws × ties × 2."""
        import numpy as np  # noqa: PLC0415 - loaded only where it is used

        draws, size = len(networks), self.size
        a, b = networks[:, :, 0], networks[:, :, 1]
        ties = np.sort(np.concatenate([a * size + b, b * size + a], axis=1), axis=1)
        ends = ties % size
        wanted = ends[:, self.left] * size + ends[:, self.right]
        row = np.arange(draws)[:, None]
        if draws * size * size <= _DENSE:
            there = np.zeros((draws, size * size), dtype=bool)
            there[row, ties] = True
            closed = there[row, wanted]
        else:
            ties = (ties + row * size * size).ravel()
            wanted = wanted + row * size * size
            place = np.minimum(np.searchsorted(ties, wanted), ties.size - 1)
            closed = ties[place] == wanted
        return np.asarray(closed @ self.weights)
