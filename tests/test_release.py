"""The ontology as one file says the same in every format, through two parsers."""

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, Graph, URIRef
from rdflib.compare import isomorphic

from loclearn.namespaces import ONTOLOGY, TERMS
from loclearn.release import merged

FORMATS = {
    ".ttl": ("turtle", ox.RdfFormat.TURTLE),
    ".owl": ("xml", ox.RdfFormat.RDF_XML),
    ".nt": ("nt", ox.RdfFormat.N_TRIPLES),
    ".jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
}


@pytest.fixture(scope="module")
def whole():
    return merged()


@pytest.mark.parametrize("ending", FORMATS)
def test_two_parsers_read_the_same_triples_from_each_format(command, tmp_path, whole, ending):
    path = tmp_path / f"loclearn{ending}"
    assert command("ontology", "--out", path).code == 0
    name, format_ = FORMATS[ending]
    by_rdflib = Graph().parse(path, format=name)
    by_oxigraph = list(ox.parse(path.read_bytes(), format=format_, base_iri=ONTOLOGY))
    assert len(by_rdflib) == len(by_oxigraph) == len(whole)
    text = ox.serialize((q.triple for q in by_oxigraph), format=ox.RdfFormat.N_TRIPLES).decode()
    again = Graph().parse(data=text, format="nt")
    named = {t for t in again if all(isinstance(n, URIRef) for n in t)}
    assert named == {t for t in whole if all(isinstance(n, URIRef) for n in t)}


def test_a_round_trip_loses_nothing(whole, tmp_path, command):
    path = tmp_path / "loclearn.ttl"
    command("ontology", "--out", path)
    conditions = list(whole.triples((URIRef(TERMS + "C05Supported"), None, None)))
    again = Graph().parse(path)
    assert len(conditions) == len(list(again.triples((URIRef(TERMS + "C05Supported"), None, None))))
    one, two = Graph(), Graph()
    for source, target in ((whole, one), (again, two)):
        for triple in source.cbd(URIRef(TERMS + "C05Supported")):
            target.add(triple)
    assert isomorphic(one, two)


def test_it_is_one_ontology_that_imports_nothing(whole):
    assert list(whole.subjects(RDF.type, OWL.Ontology)) == [URIRef(ONTOLOGY)]
    assert list(whole.objects(None, OWL.imports)) == []


def test_heavier_axioms_come_on_demand(whole):
    assert list(whole.objects(None, OWL.disjointWith)) == []
    heavy = merged(axioms=True)
    assert len(heavy) > len(whole)
    assert list(heavy.triples((None, OWL.members, None))) or list(
        heavy.triples((None, OWL.disjointWith, None))
    )


def test_an_unknown_ending_is_wrong_use(command, tmp_path):
    done = command("ontology", "--out", tmp_path / "loclearn.docx")
    assert done.code == 2
    assert "no ending that tells its format" in done.err
