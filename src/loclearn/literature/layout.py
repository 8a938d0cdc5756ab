"""Where nodes of a network stand, and to which community they belong; the same each time."""

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np

_SEED = 20050101
_DIGITS = 4

Weighted = Sequence[tuple[str, str, float]]


def _graph(ids: Sequence[str], links: Weighted) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(ids)
    for one, other, weight in links:
        before = graph.get_edge_data(one, other, {"weight": 0.0})["weight"]
        graph.add_edge(one, other, weight=before + weight)
    return graph


def communities(ids: Sequence[str], links: Weighted) -> dict[str, int]:
    """Return the community of each node, numbered from 1 for the largest.

    Source: the method of Louvain, Blondel et al. (2008), J. Stat. Mech. P10008.

    >>> communities(["a", "b", "c", "d", "e"], [("a", "b", 1), ("b", "c", 1), ("d", "e", 1)])
    {'a': 1, 'b': 1, 'c': 1, 'd': 2, 'e': 2}
    """
    if not ids:
        return {}
    # Numbers for names: sets of numbers have one order in each run, sets of texts have not.
    graph = nx.convert_node_labels_to_integers(_graph(ids, links))
    found = nx.community.louvain_communities(graph, seed=_SEED)
    ordered = sorted(found, key=lambda group: (-len(group), min(group)))
    number = {node: n for n, group in enumerate(ordered, start=1) for node in group}
    return {id_: number[node] for node, id_ in enumerate(ids)}


def positions(ids: Sequence[str], links: Weighted) -> dict[str, tuple[float, float]]:
    """Return a place from 0 to 1 for each node; what is linked strongly comes to stand near.

    Source: Fruchterman & Reingold (1991), Softw. Pract. Exp. 21(11), 1129-1164.
    """
    if not ids:
        return {}
    # Bounded weights: one pair that is always cited together must not pull all into one point.
    bounded = [(one, other, min(weight, 20.0) ** 0.5) for one, other, weight in links]
    rough = nx.spring_layout(
        _graph(ids, bounded), seed=_SEED, iterations=120, k=1.6 / len(ids) ** 0.5, method="force"
    )
    points = _spread(np.array([rough[id_] for id_ in ids]))
    return _rounded(ids, points)


def _spread(points: np.ndarray, evenly: float = 0.5) -> np.ndarray:
    """Return points in the square from 0 to 1, moved so far towards their place by rank."""
    count = max(len(points) - 1, 1)
    ranks = np.argsort(np.argsort(points, axis=0, kind="stable"), axis=0, kind="stable") / count
    low, high = points.min(axis=0), points.max(axis=0)
    scaled = (points - low) / np.where(high > low, high - low, 1)
    return np.asarray((1 - evenly) * scaled + evenly * ranks)


def _rounded(ids: Sequence[str], points: np.ndarray) -> dict[str, tuple[float, float]]:
    return {
        id_: (round(float(x), _DIGITS), round(float(y), _DIGITS))
        for id_, (x, y) in zip(ids, points, strict=True)
    }


def around(
    ids: Sequence[str], links: Weighted, anchors: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Return places for nodes of which some are held near a point of their own.

    Parameters
    ----------
    anchors: the point that a node is drawn to; nodes without one follow their links.
    """
    if not ids:
        return {}
    graph = _graph(ids, links)
    pins = {}
    for id_, point in anchors.items():
        pin = f"pin {point}"
        pins[pin] = point
        graph.add_edge(id_, pin, weight=3.0)
    middle = (0.5, 0.5)
    start = {id_: anchors.get(id_, middle) for id_ in ids} | pins
    shaken = np.random.default_rng(_SEED).normal(0, 0.02, (len(ids), 2))
    for id_, (dx, dy) in zip(ids, shaken, strict=True):
        start[id_] = (start[id_][0] + dx, start[id_][1] + dy)
    found = nx.spring_layout(
        graph, pos=start, fixed=list(pins) or None, k=0.055, iterations=150, method="force",
        seed=_SEED, scale=None,
    )  # fmt: skip
    return _rounded(ids, _spread(np.array([found[id_] for id_ in ids]), 0.8))


def apart(
    places: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, tuple[float, float]],
    frame: tuple[float, float],
    rounds: int = 900,
) -> dict[str, tuple[float, float]]:
    """Push boxes apart until none covers another, as far as the frame has room.

    Parameters
    ----------
    places: middles of the boxes, from 0 to 1.
    sizes: width and height of each box, in the units of the frame.
    frame: width and height of the picture.

    >>> moved = apart({"a": (0.5, 0.5), "b": (0.5, 0.5)}, {"a": (10, 4), "b": (10, 4)}, (100, 100))
    >>> abs(moved["a"][0] - moved["b"][0]) >= 0.1 or abs(moved["a"][1] - moved["b"][1]) >= 0.04
    True
    """
    ids = list(places)
    if not ids:
        return {}
    box = np.array([sizes[id_] for id_ in ids], dtype=float)
    area = np.array(frame, dtype=float)
    points = np.array([places[id_] for id_ in ids], dtype=float) * area
    points += np.random.default_rng(_SEED).normal(0, 0.01, points.shape)
    reach = (box[:, None, :] + box[None, :, :]) / 2
    others = ~np.eye(len(ids), dtype=bool)
    for _ in range(rounds):
        gap = points[:, None, :] - points[None, :, :]
        cover = reach - np.abs(gap)
        hit = (cover > 0).all(axis=2) & others
        if not hit.any():
            break
        flat = cover[:, :, 1] <= cover[:, :, 0]
        side = np.where(gap >= 0, 1.0, -1.0)
        move = np.zeros_like(points)
        move[:, 0] = np.where(hit & ~flat, cover[:, :, 0] * side[:, :, 0], 0).sum(axis=1)
        move[:, 1] = np.where(hit & flat, cover[:, :, 1] * side[:, :, 1], 0).sum(axis=1)
        points += 0.3 * move
        points = np.clip(points, box / 2, area - box / 2)
    return _rounded(ids, points / area)
