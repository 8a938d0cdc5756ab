"""Alignments relate our terms to terms that were seen in their vocabulary."""

import re

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef

from loclearn import namespaces, resources
from tests.conftest import ROOT, read_csv

TERMS = namespaces.TERMS
FILES = sorted((ROOT / "ontology/alignments").glob("*.ttl"))
STRICT = {RDFS.subClassOf, RDFS.subPropertyOf}
LOOSE = {SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch}
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
FOREIGN = read_csv(ROOT / "tests/ontology/foreign_terms.csv")


@pytest.fixture(scope="module")
def ours():
    onto = Graph()
    for path in resources.modules():
        onto.parse(path)
    return {
        term: kind
        for kind in KINDS
        for term in onto.subjects(RDF.type, kind)
        if term.startswith(TERMS)
    }


def statements(path):
    onto = Graph().parse(path)
    return [triple for triple in onto if triple[1] in STRICT | LOOSE]


def test_each_vocabulary_has_its_file():
    assert {path.stem for path in FILES} == {row["vocabulary"] for row in FOREIGN}
    assert len(FILES) == 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_alignment_bears_its_own_name_title_and_licence(path):
    onto = Graph().parse(path)
    (name,) = onto.subjects(RDF.type, OWL.Ontology)
    assert name == URIRef(f"{TERMS}alignments/{path.stem}")
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.license):
        assert len(list(onto.objects(name, predicate))) == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_alignment_goes_from_our_term_to_a_listed_foreign_term(path, ours):
    listed = {row["term"] for row in FOREIGN if row["vocabulary"] == path.stem}
    found = statements(path)
    assert found
    assert {subject for subject, _, _ in found} <= set(ours)
    assert {str(target) for _, _, target in found} == listed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_alignment_holds_nothing_else(path):
    onto = Graph().parse(path)
    about_itself = {DCTERMS.title, DCTERMS.description, DCTERMS.license, OWL.imports}
    assert set(onto.predicates()) <= STRICT | LOOSE | about_itself | {RDF.type}
    declared = set(onto.objects(None, RDF.type))
    assert declared <= KINDS | {OWL.Ontology, OWL.AnnotationProperty}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_classes_are_below_classes_and_properties_below_properties(path, ours):
    onto = Graph().parse(path)
    for subject, relation, target in statements(path):
        is_class = ours[subject] == OWL.Class
        if relation in STRICT:
            assert relation == (RDFS.subClassOf if is_class else RDFS.subPropertyOf)
            assert ours[subject] == onto.value(target, RDF.type)
        first = re.split(r"[/#]", str(target))[-1][0]
        assert first.isupper() == is_class, (subject, target)


def test_no_pair_is_aligned_twice():
    pairs = [(s, o) for path in FILES for s, _, o in statements(path)]
    assert len(pairs) == len(set(pairs))


def test_foreign_terms_are_listed_once_with_where_they_were_seen():
    assert len({row["term"] for row in FOREIGN}) == len(FOREIGN)
    assert all(row["verified_in"] for row in FOREIGN)


def test_modules_axioms_and_profiles_use_no_foreign_vocabulary():
    foreign = {row["term"] for row in FOREIGN if row["vocabulary"] != "skos"}
    folders = ("modules", "axioms", "profiles")
    paths = [p for name in folders for p in (ROOT / "ontology" / name).glob("*.ttl")]
    used = {str(node) for path in paths for triple in Graph().parse(path) for node in triple}
    assert not foreign & used
