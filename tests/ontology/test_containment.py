"""What the light layer says of places, claims and ties is closed without a reasoner."""

import pyoxigraph as ox
import pytest

from loclearn import graph, namespaces, reasoning

LL = namespaces.TERMS


@pytest.fixture(scope="module")
def rules():
    return reasoning.property_rules(graph.ontology())


def closed(rules, text):
    store = graph.facts()
    prefix = f"@prefix ll: <{LL}> . @prefix : <http://example.org/> . "
    store.load((prefix + text).encode(), format=ox.RdfFormat.TURTLE)
    reasoning.close_properties(store, rules)
    return {
        tuple(
            node.value.removeprefix(LL).removeprefix("http://example.org/") for node in quad.triple
        )
        for quad in store
    }


def test_a_region_is_within_what_contains_its_container(rules):
    facts = closed(rules, ":town ll:isWithin :province . :province ll:isWithin :country .")
    assert ("town", "isWithin", "country") in facts
    assert ("country", "overlapsWith", "town") in facts
    assert ("country", "isWithin", "town") not in facts


def test_an_actor_is_located_in_what_contains_its_region(rules):
    facts = closed(rules, ":firm ll:isLocatedIn :town . :town ll:isWithin :province .")
    assert ("firm", "isLocatedIn", "province") in facts


def test_a_claim_is_made_in_the_work_of_its_paragraph(rules):
    facts = closed(rules, ":claim ll:standsIn :p1 . :p1 ll:isParagraphOf :paper .")
    assert ("claim", "madeIn", "paper") in facts


def test_a_supplier_is_tied_both_ways_and_neither_watches_nor_learns(rules):
    facts = closed(rules, ":a ll:buysTechnologyFrom :b .")
    assert ("a", "buysFrom", "b") in facts
    assert ("b", "interactsWith", "a") in facts
    assert {predicate for _, predicate, _ in facts}.isdisjoint({"observes", "learnsFrom"})


def test_neighbours_are_near_in_space_and_in_nothing_else(rules):
    facts = closed(rules, ":a ll:isCoLocatedWith :b .")
    assert {predicate for _, predicate, _ in facts} == {
        "isCoLocatedWith", "isSpatiallyNearTo", "isNearTo",
    }  # fmt: skip


def test_watching_a_rival_needs_and_yields_no_tie(rules):
    facts = closed(rules, ":a ll:comparesItselfWith :b ; ll:imitates :b .")
    assert {predicate for _, predicate, _ in facts} == {
        "comparesItselfWith", "observes", "imitates", "learnsFrom",
    }  # fmt: skip
