"""The expectation under random mixing, and the diversity of partners."""

from collections import Counter
from itertools import combinations
from math import isclose

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn.indicators.mixing import (
    Degrees,
    degrees,
    diversity,
    expected_local_ties,
    local_tie_ratio,
)

from .graphs import networks


@settings(deadline=None)
@given(networks(directed=False))
def test_the_expectation_is_the_sum_over_pairs(network):
    ties, groups = network
    found = degrees(ties)
    pairs = {pair: found[pair[0]] * found[pair[1]] for pair in combinations(sorted(groups), 2)}
    total = sum(pairs.values())
    for setting in (set("ab"), set("bdf"), set(groups)):
        home = {a for a in groups if groups[a] in {groups[b] for b in setting if b in groups}}
        mine = setting & home
        wanted = sum(k for (a, b), k in pairs.items() if {a, b} <= home and {a, b} & mine)
        given_ = expected_local_ties(
            [found[a] for a in mine], [found[a] for a in home - mine], Degrees.of(found)
        )
        if total:
            assert isclose(given_, len(ties) * wanted / total, abs_tol=1e-12)
        else:
            assert given_ is None


def test_the_expectation_is_met_by_stub_matching():
    graph = nx.gnm_random_graph(40, 160, seed=2)
    home = set(range(12))
    counts = []
    for seed in range(400):
        drawn = nx.configuration_model([d for _, d in graph.degree], seed=seed)
        real = [(a, b) for a, b in drawn.edges() if a != b]
        counts.append(sum(a in home and b in home for a, b in real) / len(real) * 160)
    found = Counter(dict(graph.degree))
    wanted = expected_local_ties([found[a] for a in home], [], Degrees.of(found))
    assert wanted == pytest.approx(np.mean(counts), abs=4 * np.std(counts) / 20)


def test_a_network_of_one_region_is_as_local_as_expected():
    ties = [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d"), ("a", "c")]
    assert local_tie_ratio(ties, "abcd", "abcd") == pytest.approx(1)
    assert local_tie_ratio([], "ab", "ab") is None
    assert local_tie_ratio([("c", "d")], "ab", "ab") is None


def test_the_ratio_of_a_sector_counts_its_ties_with_the_rest_of_the_region():
    ties = [("firm", "university"), ("firm", "far"), ("other", "university")]
    # degrees 2, 2, 1, 1: pairs weigh 13; firm-university 4 and firm-other 2 of them
    assert local_tie_ratio(ties, {"firm"}, {"firm", "university", "other"}) == pytest.approx(
        1 / (3 * 6 / 13)
    )


@settings(deadline=None)
@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=12))
def test_diversity_is_the_chance_of_two_unlike_draws(kinds):
    unlike = sum(a != b for a in kinds for b in kinds)
    assert diversity(kinds) == pytest.approx(unlike / len(kinds) ** 2)


def test_diversity_of_one_partner_is_not_zero_but_nothing():
    assert diversity(["firm"]) is None
    assert diversity(["firm", "firm"]) == 0
    # netmem documents 0.9 for ten kinds of equal number
    assert diversity(list("abcdefghij") * 10) == pytest.approx(0.9)
