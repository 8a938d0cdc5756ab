"""The graph that the queries are put to, and the tables to count their answers again."""

from collections import defaultdict

import pyoxigraph as ox
import pytest
import rdflib

from loclearn.knowledge import knowledge_graph
from tests.queries.tables import AUTHORS, NO_COUNTRY, items, table


@pytest.fixture(scope="package")
def store():
    return knowledge_graph()


@pytest.fixture(scope="package")
def twin(store):
    """The same graph in rdflib's own store."""
    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return rdflib.Graph().parse(data=data, format="nt")


@pytest.fixture(scope="module")
def claims():
    return {row["claim_id"]: row for row in table("claims")}


@pytest.fixture(scope="module")
def citations():
    return table("citations")


@pytest.fixture(scope="module")
def works():
    return {row["key"]: row for row in table("works")}


@pytest.fixture(scope="module")
def relations(claims):
    """Pairs of claims by the kind of relation."""
    found = defaultdict(set)
    active = {"supported-by": "supports", "attacked-by": "attacks", "qualified-by": "qualifies"}
    for own, row in claims.items():
        for text in items(row["relations"]):
            name, other = text.split(":")
            pair = (other, own) if name in active else (own, other)
            found[active.get(name, name)].add(pair)
    return found


@pytest.fixture(scope="module")
def drawn(citations):
    """The works on which each claim draws."""
    found = defaultdict(set)
    for row in citations:
        for claim in items(row["claim_id"]):
            found[claim] |= {row["cited"]} - {""}
    return found


@pytest.fixture(scope="module")
def own(works):
    """The works of the two authors."""
    return {key for key, row in works.items() if AUTHORS & set(items(row["authors"]))}


@pytest.fixture(scope="module")
def evidence():
    return table("evidence")


@pytest.fixture(scope="module")
def countries():
    return {r["case_id"]: items(r["country_iso2"]) or [NO_COUNTRY] for r in table("cases")}
