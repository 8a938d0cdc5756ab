"""What the definitions say of observations, by both ways to a verdict."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn.conditions import read_theory
from loclearn.reasoning import close_properties
from loclearn.rewriting.membership import Membership
from loclearn.rewriting.sparql import members_query, members_update
from tests.facts import HERE, TYPE, node, observe, state

THEORIES = {name: read_theory(name) for name in ("default", "strict", "extended")}


def by_query(store, theory):
    """Return the values of the verdicts on HERE, derived in SPARQL."""
    mine = ox.Store()
    mine.extend(store)
    close_properties(mine, theory.closure)
    for iri in theory.order:
        mine.update(members_update(iri, theory.definitions[iri]))
    return _values(theory, lambda side: ox.Quad(HERE, TYPE, ox.NamedNode(side)) in mine)


def by_walk(store, theory):
    """Return the values of the verdicts on HERE, found by walking the definitions."""
    membership = Membership(store, theory.definitions)
    return _values(theory, lambda side: membership.holds(theory.definitions[side], HERE))


def by_unfolding(store, theory):
    """Return the values of the verdicts on HERE, by one query each on the bare facts."""

    def holds(side):
        query = members_query(theory.definitions[side], theory.definitions)
        return any(row["case"] == HERE for row in store.query(query))

    return _values(theory, holds)


def _values(theory, holds):
    names = {(1, 0): "supported", (0, 1): "opposed", (1, 1): "contested", (0, 0): "unknown"}
    return {
        c.id: names[int(holds(c.supported)), int(c.opposed is not None and holds(c.opposed))]
        for c in theory.conditions.values()
    }


def values(store, profile="default"):
    theory = THEORIES[profile]
    found = by_query(store, theory)
    assert found == by_walk(store, theory) == by_unfolding(store, theory)
    return found


def told(*observations, profile="default"):
    """Return all conditions that are not unknown after these observations."""
    store = ox.Store()
    for arguments in observations:
        observe(store, *arguments[:2], **(arguments[2] if len(arguments) > 2 else {}))
    return {id_: value for id_, value in values(store, profile).items() if value != "unknown"}


CENSUS, SAMPLE, SELECTIVE = ({"coverage": c} for c in ("census", "sample", "selective"))


@pytest.mark.parametrize(
    ("observations", "expected"),
    [
        ([("firm-count", 2, CENSUS)], {}),
        ([("location-quotient", "9.9", CENSUS)], {}),
        ([("location-quotient", "0.1", CENSUS)], {}),
        ([("firm-count", 2, SAMPLE), ("location-quotient", "1.25", SELECTIVE)],
         {"C01": "supported"}),
        ([("firm-count", 2, SELECTIVE), ("location-quotient", "1.25", CENSUS)], {}),
        ([("firm-count", 2), ("location-quotient", "1.25", CENSUS)], {}),
        ([("firm-count", 2, CENSUS), ("location-quotient", "1.249999999999", CENSUS)], {}),
        ([("firm-count", 1, CENSUS)], {"C01": "opposed", "D2": "opposed", "D2h": "opposed",
                                       "D3": "opposed", "D4": "opposed"}),
        ([("firm-count", 1, SAMPLE)], {}),
        ([("firm-count", 1, SELECTIVE)], {}),
        ([("rival-count", 2, CENSUS)], {"C04": "supported"}),
        ([("rival-count", 2, SELECTIVE)], {}),
        ([("rival-count", 1, CENSUS)], {"C04": "opposed"}),
        ([("rival-count", 1, SAMPLE)], {}),
        ([("knowledge-distance", "0.4", CENSUS)], {}),
        ([("local-vertical-ties", 1, SAMPLE)],
         {"C07": "supported", "C01": "supported", "D2": "supported"}),
        ([("local-vertical-ties", 1, SELECTIVE)], {}),
        ([("local-vertical-ties", 0, CENSUS)], {"C07": "opposed"}),
        ([("local-vertical-ties", 0, SAMPLE)], {}),
        ([("firm-research-ties", 1, SELECTIVE)], {"C12": "supported"}),
        ([("firm-research-ties", 0, SELECTIVE)], {}),
        ([("firm-research-ties", 0, CENSUS)], {"C12": "opposed"}),
        ([("extra-local-knowledge-ties", 1, SELECTIVE)], {"C14": "supported"}),
        ([("extra-local-knowledge-ties", 0, SELECTIVE)], {}),
        ([("extra-local-knowledge-ties", 0, CENSUS)], {"C14": "opposed", "D4": "opposed"}),
        ([("gatekeeper-count", 1, SAMPLE)], {"C15": "supported",
                                             "C15-absorptive-capacity": "supported"}),
        ([("gatekeeper-count", 0, CENSUS)], {"C15-absorptive-capacity": "opposed"}),
        ([("relative-ubiquity", "0.999999999999", SAMPLE)], {"C11": "supported"}),
        ([("relative-ubiquity", "1", CENSUS)],
         {"C11": "opposed", "D1": "opposed", "D3": "opposed"}),
        ([("relative-ubiquity", "1", SAMPLE)], {}),
        ([("pipeline-reach", "1", CENSUS)], {}),
        ([("inward-density", "1", CENSUS), ("extra-local-knowledge-ties", 0, CENSUS)],
         {"C14": "opposed", "D4": "opposed"}),
        ([("capability-location-quotient", "1.25", {"capability": "knowledge-base"})],
         {"C10": "supported", "C10-knowledge-base": "supported", "D1p": "supported"}),
        ([("capability-location-quotient", "1.25", {})], {}),
        ([("capability-location-quotient", "1.2", {"capability": "knowledge-base"})], {}),
    ],
)  # fmt: skip
def test_observations_decide_as_their_coverage_allows(observations, expected):
    assert told(*observations) == expected


@pytest.mark.parametrize(
    ("value", "p", "coverage", "expected"),
    [
        ("1.000000000001", "0.05", "census", "supported"),
        ("1.3", "0.050000000001", "census", "unknown"),
        ("1", "0.01", "sample", "unknown"),
        ("1", "0.5", "census", "opposed"),
        ("0.9", None, "census", "opposed"),
        ("0.9", "0.5", "sample", "unknown"),
        ("1.3", "0.01", "selective", "unknown"),
        ("1.3", None, "census", "unknown"),
    ],
)
def test_buzz_needs_ratio_and_probability_of_one_observation(value, p, coverage, expected):
    found = told(("informal-contact-clustering", value, {"p": p, "coverage": coverage}))
    assert found.get("C05", "unknown") == expected


def test_ratio_of_one_network_and_probability_of_another_show_no_buzz():
    found = told(
        ("informal-contact-clustering", "1.3", {"p": "0.5", "coverage": "sample"}),
        ("informal-contact-clustering", "0.9", {"p": "0.01", "coverage": "sample"}),
    )
    assert found == {}


def test_zero_of_one_source_and_census_of_another_oppose_nothing():
    found = told(
        ("extra-local-knowledge-ties", 0, {"coverage": "selective"}),
        ("extra-local-knowledge-ties", 3, {"coverage": "census"}),
    )
    assert found == {"C14": "supported"}


@pytest.mark.parametrize(("firms", "quotient", "expected"),
                         [(3, "2", "supported"), (2, "2", "unknown"), (3, "1.9", "unknown"),
                          (1, "2", "opposed")])  # fmt: skip
def test_the_strict_profile_asks_for_three_firms_and_twice_the_share(firms, quotient, expected):
    census = {"coverage": "census"}
    found = told(
        ("firm-count", firms, census), ("location-quotient", quotient, census), profile="strict"
    )
    assert found.get("C01", "unknown") == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("1.2", "decimal", "supported"),
        ("1.20", "decimal", "supported"),
        ("+1.2", "decimal", "supported"),
        ("2", "integer", "supported"),
        ("1.199999999999", "decimal", "unknown"),
        ("1.2", "double", "unknown"),
        ("3", "float", "unknown"),
        ("3.0E0", "double", "unknown"),
        ("3", "string", "unknown"),
    ],
)
def test_only_exact_numbers_lie_in_a_decimal_facet(text, kind, expected):
    store = ox.Store()
    state(store, "trust", weight=text, confidence="0.6" if kind == "decimal" else "1", kind=kind)
    assert values(store)["C13"] == expected


OBSERVATIONS = st.tuples(
    st.sampled_from(
        ["firm-count", "location-quotient", "rival-count", "informal-contact-clustering",
         "local-vertical-ties", "capability-location-quotient", "relative-ubiquity",
         "firm-research-ties", "extra-local-knowledge-ties", "gatekeeper-count",
         "pipeline-reach", "inward-density", "knowledge-distance"]
    ),
    st.sampled_from(["0", "0.5", "1", "1.000000000001", "1.25", "2", "3"]),
    st.sampled_from([None, "census", "sample", "selective"]),
    st.sampled_from([None, "0.01", "0.05", "0.5"]),
    st.sampled_from([None, "institution", "knowledge-base"]),
)  # fmt: skip
STATEMENTS = st.tuples(
    st.sampled_from(
        ["co-location", "buzz-social-dimension", "labour-mobility", "lock-in",
         "extra-local-pipelines", "gatekeepers-absorptive-capacity",
         "ubiquitification-offshoring", "localized-capability-institution",
         "localized-capability-knowledge-base", "localized-capability-infrastructure",
         "localized-capability-natural-resource"]
    ),
    st.sampled_from(["local", "extra-local", "both"]),
    st.sampled_from(["for", "against"]),
    st.sampled_from(["0.6", "1.199999999999", "1.2", "2.7"]),
    st.sampled_from(["0.5", "0.599999999999", "0.6", "0.9"]),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    seen=st.lists(OBSERVATIONS, max_size=12),
    said=st.lists(STATEMENTS, max_size=12),
    before=st.lists(STATEMENTS, max_size=4),
    profile=st.sampled_from(sorted(THEORIES)),
)
def test_query_and_walk_and_unfolded_query_agree(seen, said, before, profile):
    store = ox.Store()
    earlier = ox.NamedNode(HERE.value + "/before")
    store.add(ox.Quad(HERE, node("hasEarlierPhase"), earlier))
    for indicator, value, coverage, p, capability in seen:
        observe(store, indicator, value, coverage, p, capability)
    for statement in said:
        state(store, *statement)
    for statement in before:
        state(store, *statement, setting=earlier)
    values(store, profile)
