"""A graph of many random settings, and the verdicts that brute force gives."""

import random
from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox

from loclearn import graph
from loclearn.assessment import derive
from loclearn.conditions import theory
from loclearn.grounds.in_graph import InGraph
from loclearn.grounds.opening import Opened
from loclearn.namespaces import TERMS, thing
from loclearn.rewriting.expressions import And, Facet, Or, Some, Within
from loclearn.sources.world import World, settings_of
from tests.facts import TYPE, node, observe, state

INDICATORS = ("firm-count", "location-quotient", "rival-count", "informal-contact-clustering",
              "local-vertical-ties", "capability-location-quotient", "relative-ubiquity",
              "firm-research-ties", "extra-local-knowledge-ties", "gatekeeper-count")  # fmt: skip
DIMENSIONS = ("co-location", "horizontal-rivalry-monitoring", "buzz-social-dimension",
              "vertical-local-links", "technology-suppliers", "extra-local-pipelines",
              "gatekeepers-absorptive-capacity", "lock-in", "ubiquitification-offshoring",
              "localized-capability-institution", "industry-academia-links")  # fmt: skip


def random_store(count, seed=7):
    """Return a graph of settings, some of them later phases of others."""
    draw = random.Random(seed)
    store = ox.Store()
    nodes = [ox.NamedNode(thing("setting", f"S{number}")) for number in range(count)]
    for number, one in enumerate(nodes):
        store.add(ox.Quad(one, TYPE, node("LocalSetting")))
        store.add(ox.Quad(one, ox.NamedNode("http://www.w3.org/2004/02/skos/core#notation"),
                          ox.Literal(f"S{number}")))  # fmt: skip
        for _ in range(draw.randrange(8)):
            indicator = draw.choice(INDICATORS)
            whole = "count" in indicator or "ties" in indicator
            value = draw.randrange(5) if whole else draw.randrange(50, 220) / 100
            observe(store, indicator, value, draw.choice(["census", "census", "sample"]),
                    p=draw.choice([0.004, 0.03, 0.05, 0.08, 0.3]), capability="institution",
                    setting=one)  # fmt: skip
        for _ in range(draw.randrange(8)):
            state(store, draw.choice(DIMENSIONS), draw.choice(["local", "extra-local", "both"]),
                  draw.choice(["for", "against"]), f"{draw.randrange(40, 200) / 100}",
                  f"{draw.randrange(45, 95) / 100}", setting=one)  # fmt: skip
        if number and draw.random() < 0.3:
            store.add(ox.Quad(one, ox.NamedNode(TERMS + "hasEarlierPhase"),
                              nodes[draw.randrange(number)]))  # fmt: skip
    return store


def run_of(store, profile="default"):
    """Open a graph as a run does."""
    ontology = graph.ontology(profile)
    rules = theory(ontology, profile)
    settings = tuple(settings_of(store))
    world = World(store, settings, ())
    return Opened(ontology, rules, world, InGraph(store, settings, rules), ())


def moved(rules, threshold, bound):
    """Return a theory in which one threshold has another bound."""

    def change(expression):
        match expression:
            case And(parts):
                return And(tuple(map(change, parts)))
            case Or(parts):
                return Or(tuple(map(change, parts)))
            case Some(name, filler):
                return Some(name, change(filler))
            case Within(name, datatype, (facet,)) if datatype == threshold.iri:
                return Within(name, datatype, (Facet(facet.operator, Decimal(bound)),))
            case _:
                return expression

    return replace(rules, definitions={i: change(e) for i, e in rules.definitions.items()})


def brute(store, rules):
    """Return all verdicts by the engine sparql, by setting and condition."""
    mine = ox.Store()
    mine.extend(store)
    found = derive(World(mine, tuple(settings_of(mine)), ()), rules)
    return {(v.setting.id, v.condition.id): v.value for v in found.verdicts}
