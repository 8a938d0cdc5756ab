"""Reach, density and cores against networkx and igraph."""

import igraph
import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn.indicators.reach import Reach, inward_density, k_core, pipeline_reach

from .graphs import networks


@settings(deadline=None)
@given(networks(), st.sets(st.sampled_from("abcdefghi")), st.integers(0, 3))
def test_reach_is_the_length_of_shortest_paths(network, holders, steps):
    ties, groups = network
    actors = [a for a in groups if groups[a] != "Z"]
    graph = nx.Graph(ties)
    graph.add_nodes_from(groups)
    near = nx.multi_source_dijkstra_path_length(graph, holders & set(actors), cutoff=steps) if (
        holders & set(actors)
    ) else {}  # fmt: skip
    found = pipeline_reach(ties, actors, holders, steps)
    if not near:
        assert found is None
    else:
        assert found == Reach(len(actors), len(holders & set(actors)), len(near.keys() & actors))


@settings(deadline=None)
@given(networks())
def test_density_is_that_of_networkx(network):
    ties, groups = network
    graph = nx.Graph([tie for tie in ties if tie[0] != tie[1]])
    graph.add_nodes_from(groups)
    found = inward_density(ties, groups)
    assert found == (nx.density(graph) if len(groups) > 1 else None)


@settings(deadline=None)
@given(networks())
def test_the_core_is_that_of_igraph(network):
    ties, groups = network
    names = sorted(groups)
    graph = igraph.Graph(len(names), [(names.index(a), names.index(b)) for a, b in ties])
    cores = graph.simplify().coreness()
    wanted = (max(cores), cores.count(max(cores))) if len(names) > 1 else None
    assert k_core(ties, groups) == wanted


def test_the_core_of_the_karate_club():
    graph = nx.karate_club_graph()
    # as in the manuals of network packages: a 4-core of ten members
    assert k_core([(str(a), str(b)) for a, b in graph.edges], [str(n) for n in graph]) == (4, 10)


def test_holders_that_keep_to_themselves_are_told_apart():
    isolated = pipeline_reach([], "abcd", "ab")
    assert (isolated.share, isolated.share_of_others) == (0.5, 0)
    passing = pipeline_reach([("a", "c"), ("c", "d")], "abcd", "ab")
    assert (passing.share, passing.share_of_others) == (1, 1)
    assert pipeline_reach([], "ab", "ab").share_of_others is None
