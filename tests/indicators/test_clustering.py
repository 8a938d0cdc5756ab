"""Clustering against igraph, published figures and all networks with the same degrees."""

import random
from itertools import combinations

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from loclearn.indicators.clustering import clustering
from loclearn.indicators.rewiring import switched

from .graphs import networks


def named(graph):
    return [(str(a), str(b)) for a, b in graph.edges]


def all_with_degrees(degrees):
    """Return the clustering of every network with the given degrees."""
    size, ties = len(degrees), sum(degrees) // 2
    found = []
    for edges in combinations(combinations(range(size), 2), ties):
        graph = igraph.Graph(size, edges)
        if graph.degree() == list(degrees):
            found.append(graph.transitivity_avglocal_undirected(mode="zero"))
    return np.array(found)


@pytest.mark.parametrize(("size", "nearest"), [(20, 4), (30, 6), (24, 10)])
def test_ring_lattices_have_the_published_clustering(size, nearest):
    # Watts & Strogatz 1998: 3(k - 2) / 4(k - 1) before rewiring
    found = clustering(named(nx.watts_strogatz_graph(size, nearest, 0)), draws=99)
    assert found.observed == pytest.approx(3 * (nearest - 2) / (4 * (nearest - 1)))
    assert found.ratio > 1
    assert found.p_value == 0.01


def test_rewiring_lowers_the_ratio_to_one():
    ratios = [
        clustering(named(nx.watts_strogatz_graph(100, 6, p, seed=3)), draws=99).ratio
        for p in (0, 0.1, 0.3, 1)
    ]
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[-1] == pytest.approx(1, abs=0.35)


@settings(max_examples=60, deadline=None)
@given(networks(directed=False))
def test_the_coefficient_is_that_of_igraph(network):
    ties, _ = network
    found = clustering(ties, draws=9)
    if found:
        graph = igraph.Graph.TupleList(ties)
        assert found.observed == pytest.approx(graph.transitivity_avglocal_undirected(mode="zero"))


@pytest.mark.parametrize(
    "edges",
    [
        "01 12 02 23 34 45 35",
        "01 12 23 34 45 50 03",
        "01 02 03 12 34 45 56",
        "01 02 03 04 12 34 25 56",
    ],
)
def test_expectation_and_p_are_those_of_all_networks_with_these_degrees(edges):
    ties = [tuple(edge) for edge in edges.split()]
    graph = igraph.Graph.TupleList(sorted(ties))
    every = all_with_degrees(sorted(graph.degree()))
    mean, spread = every.mean(), every.std()
    found = clustering(ties, draws=4000, seed="exact")
    assert found.expected == pytest.approx(mean, abs=4 * spread / 4000**0.5)
    share = (every >= found.observed - 1e-12).mean()
    assert found.p_value == pytest.approx(share, abs=4 * (0.25 / 4000) ** 0.5)


def test_networks_in_which_most_ties_exist_are_drawn_as_evenly():
    """23 of 28 ties; all networks with these degrees are found by the five ties that lack."""
    lacking = [(0, 1), (0, 2), (1, 2), (3, 4), (5, 6)]
    pairs = list(combinations(range(8), 2))
    degrees = np.bincount(np.ravel(lacking), minlength=8).tolist()
    alike = [some for some in combinations(pairs, 5)
             if np.bincount(sum(some, ()), minlength=8).tolist() == degrees]  # fmt: skip
    every = [nx.average_clustering(nx.Graph(set(pairs) - set(some))) for some in alike]
    found = clustering([(str(a), str(b)) for a, b in set(pairs) - set(lacking)], seed="dense")
    assert found.expected == pytest.approx(np.mean(every), abs=0.002)


def test_every_network_with_the_degrees_is_equally_likely():
    edges = np.array([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (0, 5)])
    drawn = switched(edges, 6, 14_000, np.random.default_rng(1))
    found = {}
    for network in drawn:
        key = tuple(sorted((min(a, b), max(a, b)) for a, b in network.tolist()))
        found[key] = found.get(key, 0) + 1
    # 2-regular networks on six actors: 60 rings and 10 pairs of triangles
    assert len(found) == 70
    squares = sum((count - 200) ** 2 / 200 for count in found.values())
    assert squares < 69 + 4 * (2 * 69) ** 0.5


def test_large_networks_keep_their_degrees_and_meet_igraph():
    graph = nx.barabasi_albert_graph(300, 3, seed=4)
    edges = np.array([(min(e), max(e)) for e in graph.edges])
    drawn = switched(edges, 300, 20, np.random.default_rng(5))
    ordered = np.sort(drawn, axis=2)
    for network in ordered:
        assert np.array_equal(np.bincount(network.ravel()), [d for _, d in sorted(graph.degree)])
        assert len(np.unique(network, axis=0)) == len(edges)
        assert (network[:, 0] != network[:, 1]).all()
    values = []
    reference = igraph.Graph(edges=edges.tolist())
    random.seed(6)  # igraph draws by this module
    for _ in range(100):
        other = reference.copy()
        other.rewire(n=20_000)
        values.append(other.transitivity_avglocal_undirected(mode="zero"))
    found = clustering(named(graph), draws=199)
    assert found.expected == pytest.approx(np.mean(values), abs=5 * np.std(values) / 10)


def test_the_seed_decides_all():
    ties = named(nx.karate_club_graph())
    assert clustering(ties, seed="a") == clustering(list(reversed(ties)), seed="a")
    assert clustering(ties, seed="a") != clustering(ties, seed="b")
    # published: 0.5706 (networkx and igraph manuals, the karate club)
    assert clustering(ties).observed == pytest.approx(0.5706384782)


@pytest.mark.parametrize(
    "edges", ["", "ab", "ab bc", "ab cd", "ab ac ad ae", "ab bc ac", "ab ac ad bc bd cd"]
)
def test_networks_that_can_tell_nothing_give_nothing(edges):
    assert clustering([tuple(edge) for edge in edges.split()]) is None


def test_a_chain_of_contacts_is_less_clustered_than_expected():
    found = clustering([tuple(edge) for edge in ["ab", "bc", "cd", "de", "ef", "fa"]], draws=499)
    assert found.observed == found.ratio == 0
    assert found.p_value == 1
    # 10 of the 70 networks are two triangles, with clustering 1
    assert found.expected == pytest.approx(1 / 7, abs=0.06)
