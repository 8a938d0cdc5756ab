"""What is coded on cases, for the page: their names, statements and observations."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from loclearn import graph
from loclearn.explanation.facts import Fact, read_fact
from loclearn.namespaces import term
from loclearn.sources.settings import Setting

_LINKS = ("hasEvidence", "hasObservation")


def case_data(
    store: ox.Store, settings: Sequence[Setting], places: Mapping[str, int]
) -> dict[str, Any]:
    """Return the cases of a report, by the number of their setting.

    Parameters
    ----------
    store: the facts. settings: the cases. places: the number of each setting, by its IRI.
    """
    cases, facts = {}, []
    for one in settings:
        number = places[one.iri]
        node = ox.NamedNode(one.iri)
        before = [
            places[other.value]
            for other in graph.objects(store, node, term("hasEarlierPhase"))
            if other.value in places
        ]
        cases[number] = {"id": one.id, "place": one.place, "earlier": sorted(before)}
        for link in _LINKS:
            things = [
                other
                for other in graph.objects(store, node, term(link))
                if not isinstance(other, ox.Literal)
            ]
            for thing in sorted(things, key=str):
                facts.append([number, link, fact_data(read_fact(store, thing))])
    return {"cases": cases, "facts": facts}


def fact_data(fact: Fact) -> dict[str, Any]:
    """Return a statement or an observation as the page shows and tests it."""
    return {
        "id": fact.id,
        **fact.codes,
        **{name: float(value) for name, value in fact.numbers.items()},
        "sources": list(fact.sources),
        "locator": fact.locator,
        "paraphrase": fact.paraphrase,
        "inputs": fact.inputs,
    }
