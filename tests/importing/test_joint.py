"""Large teams are cut down, and what is decided by ties stays as all pairs decide it."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn.indicators.brokerage import gatekeepers
from loclearn.sources.joint.teams import Ties
from loclearn.sources.joint.works import Party

TYPES = ("firm", "university", "research-organisation", "public-body", "other")
PARTIES = [
    Party(f"p{n}", region, country, TYPES[n % 5])
    for n, (region, country) in enumerate(
        (region, country)
        for region, country in (("A", "X"), ("B", "X"), ("C", "Y"), ("", "X"), ("", "Y"), ("", ""))
        for _ in range(3)
    )
]
SMALL, BIG = (
    st.lists(st.sampled_from(PARTIES), min_size=low, max_size=high, unique=True)
    for low, high in ((1, 3), (5, 14))
)
TEAMS = st.lists(st.one_of(SMALL, SMALL, BIG), min_size=1, max_size=9)
LARGEST = 3


def is_far(one, other):
    """Plainly: two regions, or one region and another country."""
    if one.region and other.region:
        return one.region != other.region
    return bool(one.country and other.country and one.country != other.country)


def made(teams, largest, apart=frozenset()):
    ties = Ties(largest)
    for team in teams:
        ties.add(team, apart=apart)
    ties.finish()
    return ties


def decided(ties):
    """The regions with a pipeline, those with a link of firm and research, and gatekeepers."""
    abroad, linked, arcs, groups = set(), set(), [], {}
    for one, other in ties.places:
        if is_far(one, other):
            abroad |= {one, other}
        elif one.region and one.region == other.region:
            kinds = {one.type, other.type}
            if "firm" in kinds and kinds & {"university", "research-organisation"}:
                linked.add(one.region)
        else:
            continue  # nobody knows whether such a tie is local
        arcs += [(one.actor, other.actor), (other.actor, one.actor)]
        groups |= {p.actor: p.region or f"country {p.country}" for p in (one, other)}
    local = {p.actor for p in PARTIES if p.region}
    return {p for p in abroad if p.region}, linked, set(gatekeepers(arcs, groups, local))


@settings(max_examples=300, deadline=None)
@given(TEAMS)
def test_a_cut_team_decides_as_all_its_pairs_do(teams):
    """Each party keeps its pipeline, each region its link, and nobody becomes a gatekeeper."""
    whole, cut = decided(made(teams, 1000)), decided(made(teams, LARGEST))
    assert {p.region for p in cut[0]} == {p.region for p in whole[0]}
    assert cut[1] == whole[1]
    assert cut[2] <= whole[2]


@settings(max_examples=100, deadline=None)
@given(TEAMS, st.sets(st.sampled_from(list(combinations(PARTIES[:9], 2)))))
def test_every_tie_is_a_pair_of_a_team_that_is_not_held_apart(teams, kept):
    apart = frozenset(frozenset((one.id, other.id)) for one, other in kept)
    there = {frozenset(pair) for team in teams for pair in combinations(team, 2)}
    for one, other in made(teams, LARGEST, apart).places:
        assert frozenset((one, other)) in there
        assert frozenset((one.id, other.id)) not in apart


def test_ties_of_others_make_no_gatekeeper_of_who_was_in_a_large_team():
    """A and B know O by the large team, whose pairs are not written; they are no closed circle."""
    large = [Party(f"p{n}", region, "", "firm") for n, region in enumerate("OAAOS")]
    o, a, b, *_ = large
    small = [[o, a], [a, b]]
    assert decided(made(small, LARGEST))[2] == {"p1@A"}
    assert decided(made([large, *small], LARGEST))[2] == set()
    ties = Ties(LARGEST)
    for team in (large, *small):
        ties.add(team)
    assert ties.finish() >= 1


@pytest.mark.parametrize("regions", [1, 2, 40, 400])
def test_four_hundred_parties_give_no_eighty_thousand_ties(regions):
    team = [Party(f"p{n}", f"R{n % regions}", "", TYPES[n % 5]) for n in range(400)]
    found = made([team], 50).places
    assert len(found) <= 3 * len(team)
    if regions > 1:
        assert {p for pair in found for p in pair} == set(team)
