"""The graph that the queries are put to."""

import pyoxigraph as ox
import pytest
import rdflib

from loclearn.knowledge import knowledge_graph


@pytest.fixture(scope="package")
def store():
    return knowledge_graph()


@pytest.fixture(scope="package")
def twin(store):
    """The same graph in rdflib's own store."""
    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return rdflib.Graph().parse(data=data, format="nt")
