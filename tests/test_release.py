"""The ontology as one file says the same in every format, through two parsers."""

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.compare import to_isomorphic

from loclearn.namespaces import ONTOLOGY, TERMS
from loclearn.release import merged
from tests.conftest import ROOT

FORMATS = {
    ".ttl": ("turtle", ox.RdfFormat.TURTLE),
    ".owl": ("xml", ox.RdfFormat.RDF_XML),
    ".nt": ("nt", ox.RdfFormat.N_TRIPLES),
    ".jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
}


def as_graph(triples):
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES).decode()
    return Graph().parse(data=text, format="nt")


@pytest.fixture(scope="module")
def whole():
    return as_graph(merged())


def about(graph, name):
    """Return the digest of what a graph says of a term, blank nodes included."""
    part = Graph()
    for triple in graph.cbd(URIRef(TERMS + name)):
        part.add(triple)
    return to_isomorphic(part).graph_digest()


@pytest.mark.parametrize("ending", FORMATS)
def test_two_parsers_read_the_same_triples_from_each_format(command, tmp_path, whole, ending):
    path = tmp_path / f"loclearn{ending}"
    assert command("ontology", "--out", path).code == 0
    name, format_ = FORMATS[ending]
    by_rdflib = Graph().parse(path, format=name)
    by_oxigraph = as_graph(
        quad.triple for quad in ox.parse(path.read_bytes(), format=format_, base_iri=ONTOLOGY)
    )
    for graph in (by_rdflib, by_oxigraph):
        assert len(graph) == len(whole)
        named = {t for t in graph if all(isinstance(n, URIRef) for n in t)}
        assert named == {t for t in whole if all(isinstance(n, URIRef) for n in t)}
        for term in ("C05Supported", "C10Opposed", "AdmissibleWeight", "D4Supported"):
            assert about(graph, term) == about(whole, term)


def test_declarations_come_before_definitions():
    seen = set()
    for triple in merged(axioms=True):
        if triple.predicate.value == str(RDF.type) and isinstance(triple.subject, ox.NamedNode):
            seen.add(triple.subject)
        elif triple.predicate.value in (str(OWL.someValuesFrom), str(OWL.onProperty)):
            if isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(TERMS):
                assert triple.object in seen
        elif triple.predicate.value == str(RDFS.subClassOf):
            assert isinstance(triple.subject, ox.BlankNode) or triple.subject in seen


def test_it_is_one_ontology_that_imports_nothing(whole):
    assert list(whole.subjects(RDF.type, OWL.Ontology)) == [URIRef(ONTOLOGY)]
    assert list(whole.objects(None, OWL.imports)) == []


def test_heavier_axioms_come_on_demand(whole):
    assert list(whole.objects(None, OWL.disjointWith)) == []
    heavy = as_graph(merged(axioms=True))
    assert len(heavy) > len(whole)
    assert [*heavy.objects(None, OWL.members), *heavy.objects(None, OWL.disjointWith)]


def test_an_unknown_ending_is_wrong_use(command, tmp_path):
    done = command("ontology", "--out", tmp_path / "loclearn.docx")
    assert done.code == 2
    assert "no ending that tells its format" in done.err


def test_the_catalogue_finds_every_part_on_disk():
    from xml.etree import ElementTree

    root = ElementTree.parse(ROOT / "ontology" / "catalog-v001.xml").getroot()
    found = {entry.get("name"): entry.get("uri") for entry in root}
    wanted = {
        str(part)
        for path in (ROOT / "ontology").rglob("*.ttl")
        for part in Graph().parse(path).objects(None, OWL.imports)
    }
    assert wanted <= set(found)
    for name, where in found.items():
        graph = Graph().parse(ROOT / "ontology" / where)
        assert (URIRef(name), RDF.type, OWL.Ontology) in graph
