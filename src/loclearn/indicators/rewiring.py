"""Random networks in which every actor keeps its number of ties.

They are drawn by switching the ends of pairs of ties, as Maslov & Sneppen do (2002, Specificity and
stability in topology of protein networks, Science 296, pp. 910–913), here for many networks and
many pairs at a time.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

ROUNDS = 20
"""How often each tie of a drawn network is offered a switch, after which it counts as random."""
_MOST_ROUNDS = 400


def switched(
    edges: "Ints", size: int, draws: int, random: "np.random.Generator"
) -> "NDArray[np.int64]":
    """Return random networks with the degrees of the given one, each drawn on its own.

    In each round the ties of a network are paired at random, and each pair (a, b), (c, d) is
    switched to (a, d), (c, b), or stays when a tie so made joins an actor to itself, is there
    already, or is touched by another pair of the round. The rule is the same forwards and
    backwards, so that all networks with these degrees become equally likely.

    Parameters
    ----------
    edges: an array of ties × 2 of numbers of actors, the lower first, no tie twice.
    size: number of actors.
    draws: how many networks.
    random: the source of chance.

    Returns an array of draws × ties × 2.
    """
    import numpy as np  # noqa: PLC0415 - loaded only where it is used

    half = len(edges) // 2
    now = np.tile(edges[:, 0] * size + edges[:, 1], (draws, 1))
    for _ in range(_rounds(edges) if half else 0):
        now = random.permuted(now, axis=1)
        a, b = np.divmod(now[:, :half], size)
        c, d = np.divmod(now[:, half : 2 * half], size)
        turned = random.random((draws, half)) < 0.5
        c, d = np.where(turned, d, c), np.where(turned, c, d)
        one, two = _code(a, d, size), _code(c, b, size)
        alone = _alone(np.concatenate([now, one, two], axis=1), size)
        free = (a != d) & (c != b)
        for place in (0, half, len(edges), len(edges) + half):
            free &= alone[:, place : place + half]
        now[:, :half][free] = one[free]
        now[:, half : 2 * half][free] = two[free]
    return np.stack(np.divmod(now, size), axis=-1)


def _rounds(edges: "Ints") -> int:
    """Return how many rounds are needed: more where over half of all ties exist.

    Few switches are possible in a dense network: both ties that they make have to be missing.
    """
    actors = len({*edges.ravel().tolist()})
    missing = 1 - len(edges) / (actors * (actors - 1) / 2)
    if missing >= 1 / 2:
        return ROUNDS
    return min(_MOST_ROUNDS, round(ROUNDS / max(2 * missing, 1e-3) ** 2))


def _code(a: "Ints", b: "Ints", size: int) -> "Ints":
    """Return one number for each undirected tie."""
    import numpy as np  # noqa: PLC0415 - loaded only where it is used

    return np.minimum(a, b) * size + np.maximum(a, b)


def _alone(codes: "Ints", size: int) -> "NDArray[np.bool_]":
    """Return which codes occur once in their row."""
    import numpy as np  # noqa: PLC0415 - loaded only where it is used

    places = codes + np.arange(len(codes))[:, None] * size * size
    cells = len(codes) * size * size
    if cells <= 40 * codes.size:
        return np.asarray(np.bincount(places.ravel(), minlength=cells)[places] == 1)
    ordered = np.sort(places, axis=None)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    if not twice.size:
        return np.ones(codes.shape, dtype=bool)
    return np.asarray(twice[np.minimum(np.searchsorted(twice, places), twice.size - 1)] != places)
