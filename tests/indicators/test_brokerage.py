"""Brokerage roles against the definition, taken word for word over all triples."""

import time
from itertools import product

import networkx as nx
import pytest
from hypothesis import given, settings

from loclearn.indicators.brokerage import Roles, both_ways, brokerage, gatekeepers

from .graphs import networks


def by_definition(ties, groups, b):
    """Walk through all ordered triples, as Gould & Fernandez define the roles."""
    there = set(ties)
    counts = dict.fromkeys(Roles.__dataclass_fields__, 0)
    for a, c in product(groups, repeat=2):
        if len({a, b, c}) < 3 or (a, b) not in there or (b, c) not in there or (a, c) in there:
            continue
        of = groups[a], groups[b], groups[c]
        if of[0] == of[1] == of[2]:
            counts["coordinator"] += 1
        elif of[0] == of[2]:
            counts["itinerant"] += 1
        elif of[0] == of[1]:
            counts["representative"] += 1
        elif of[1] == of[2]:
            counts["gatekeeper"] += 1
        else:
            counts["liaison"] += 1
    return Roles(**counts)


@settings(deadline=None)
@given(networks())
def test_roles_are_those_of_the_definition(network):
    ties, groups = network
    found = brokerage(ties, groups, groups)
    assert found == {b: by_definition(ties, groups, b) for b in groups}


@settings(deadline=None)
@given(networks())
def test_the_roles_add_up_to_the_open_triads_of_the_census(network):
    ties, groups = network
    graph = nx.DiGraph([tie for tie in ties if tie[0] != tie[1]])
    graph.add_nodes_from(groups)
    # open paths a→b→c in each class of triads, from the drawings of Holland & Leinhardt
    paths = {"021C": 1, "111D": 1, "111U": 1, "030C": 3, "201": 2, "120C": 2, "210": 1}
    census = nx.triadic_census(graph)
    wanted = sum(paths.get(kind, 0) * count for kind, count in census.items())
    roles = brokerage(ties, groups).values()
    total = sum(getattr(r, name) for r in roles for name in Roles.__dataclass_fields__)
    assert total == wanted


@settings(deadline=None)
@given(networks(directed=False))
def test_undirected_ties_make_gatekeeper_and_representative_equal(network):
    ties, groups = network
    for roles in brokerage(both_ways(ties), groups).values():
        assert roles.gatekeeper == roles.representative
        assert roles.coordinator % 2 == roles.itinerant % 2 == roles.liaison % 2 == 0


@settings(deadline=None)
@given(networks())
def test_turning_all_ties_swaps_gatekeeper_and_representative(network):
    ties, groups = network
    turned = brokerage([(b, a) for a, b in ties], groups)
    for actor, roles in brokerage(ties, groups).items():
        assert turned[actor] == Roles(
            roles.coordinator, roles.itinerant, roles.gatekeeper, roles.representative,
            roles.liaison,
        )  # fmt: skip


def test_each_role_as_drawn():
    ties = [("a", "b"), ("b", "c")]
    roles = {"XXX": "coordinator", "XYX": "itinerant", "XXY": "representative",
             "XYY": "gatekeeper", "XYZ": "liaison"}  # fmt: skip
    for groups, role in roles.items():
        found = brokerage(ties, dict(zip("abc", groups, strict=True)))
        assert found["b"] == Roles(**{role: 1})
        assert found["a"] == found["c"] == Roles()


def test_a_direct_tie_leaves_no_broker():
    groups = {"far": "X", "gate": "Y", "one": "Y"}
    ties = [("far", "gate"), ("gate", "one")]
    assert gatekeepers(ties, groups, ["gate", "one"]) == ["gate"]
    assert gatekeepers([*ties, ("far", "one")], groups, ["gate", "one"]) == []
    assert gatekeepers([*ties, ("one", "far")], groups, ["gate", "one"]) == ["gate"]


def test_an_actor_without_group_is_refused():
    with pytest.raises(KeyError):
        brokerage([("a", "b"), ("b", "c")], {"a": "X", "b": "X"})


def test_large_stars_are_quick():
    spokes = [(f"p{n}", f"hub{h}") for h in range(20) for n in range(2000)]
    groups = {a: "in" if int(a.strip("pub h")) % 2 else "out" for tie in spokes for a in tie}
    start = time.perf_counter()
    found = brokerage(both_ways(spokes), groups, [f"hub{h}" for h in range(20)])
    # 20 hubs × 4 million pairs could not be walked through in this time
    assert time.perf_counter() - start < 5
    assert found["hub1"] == Roles(1000 * 999, 1000 * 999, 1000 * 1000, 1000 * 1000, 0)
