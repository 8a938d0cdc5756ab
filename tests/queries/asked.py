"""Ask the queries of the catalogue in two engines."""

import csv
import io

import pyoxigraph as ox
import rdflib

from loclearn import queries
from loclearn.asking.running import Answer
from loclearn.cli.answers import as_csv
from loclearn.namespaces import XSD

CATALOGUE = queries.catalogue()
FOLDERS = {name: [q for q in CATALOGUE if q.folder == name] for name in queries.FOLDERS}
BY_ID = {query.id: query for query in CATALOGUE}


def named(query):
    return query.name


def converted(term):
    """Return a term of rdflib as one of Oxigraph."""
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD + "string")))


def by_rdflib(graph, query):
    result = graph.query(query.text)
    if result.type == "CONSTRUCT":
        rows = {tuple(converted(term) for term in triple) for triple in result.graph}
        return Answer("construct", ("subject", "predicate", "object"), tuple(rows))
    columns = tuple(str(name) for name in result.vars)
    rows = tuple(tuple(converted(row[name]) for name in result.vars) for row in result)
    return Answer("select", columns, rows)


def by_oxigraph(store, query):
    result = store.query(query.text)
    if isinstance(result, ox.QueryTriples):
        rows = {(t.subject, t.predicate, t.object) for t in result}
        return Answer("construct", ("subject", "predicate", "object"), tuple(rows))
    columns = tuple(name.value for name in result.variables)
    return Answer("select", columns, tuple(tuple(s[c] for c in columns) for s in result))


def rows_of(store, id_):
    return list(csv.DictReader(io.StringIO(as_csv(by_oxigraph(store, BY_ID[id_])))))
