"""Which axioms are refused, and what the allowed ones add."""

from itertools import pairwise

import pyoxigraph as ox
import pytest

from loclearn import graph
from loclearn.conditions import theory
from loclearn.errors import OntologyError
from loclearn.reasoning import close_properties, property_rules, refuse_unknown_axioms
from loclearn.rewriting.sparql import members_update
from tests.facts import HERE, TYPE, node, observe

PREFIXES = """
@prefix ll: <https://w3id.org/localized-learning/ontology/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def ontology_with(turtle, profile="default"):
    store = graph.ontology(profile)
    store.load((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return store


REFUSED = {
    "unionOf on the named class": "ll:C13Supported owl:unionOf ( ll:C17Supported ) .",
    "intersectionOf, unionOf lies outside": "ll:X owl:equivalentClass "
    "[ owl:unionOf ( ll:Case ) ; owl:intersectionOf ( ll:PooledCase ) ] .",
    "an empty unionOf": "ll:X owl:equivalentClass [ owl:unionOf () ] .",
    "Thing stands where a class": "ll:X owl:equivalentClass "
    "[ owl:onProperty ll:hasEvidence ; owl:someValuesFrom owl:Thing ] .",
    "decimal stands where a class": "ll:X owl:equivalentClass "
    "[ owl:onProperty ll:value ; owl:someValuesFrom xsd:decimal ] .",
    "built-in property": "ll:X owl:equivalentClass "
    "[ owl:onProperty owl:topObjectProperty ; owl:someValuesFrom ll:Case ] .",
    "a verdict asserted as a fact, C05Supported": "<urn:b> a ll:C05Supported .",
    "type by an anonymous class": "<urn:b> a [ owl:unionOf ( ll:Case ) ] .",
    "subClassOf Nothing": "ll:C17Supported rdfs:subClassOf owl:Nothing .",
    "AdmisibleFor, .*Did you mean AdmissibleFor": "ll:X owl:equivalentClass "
    "[ owl:unionOf ( ll:AdmisibleFor ) ] .",
    "hasEvidense, .*Did you mean hasEvidence": "ll:X owl:equivalentClass "
    "[ owl:onProperty ll:hasEvidense ; owl:someValuesFrom ll:AdmissibleFor ] .",
    "local-dominanse, .*Did you mean local-dominance": "ll:X owl:equivalentClass "
    "[ owl:onProperty ll:hasDimension ; owl:hasValue "
    "<https://w3id.org/localized-learning/id/dimension/local-dominanse> ] .",
    "FunctionalProperty": "ll:place a owl:FunctionalProperty .",
    "InverseFunctionalProperty": "ll:hasEvidence a owl:InverseFunctionalProperty .",
    "sameAs": "ll:C05 owl:sameAs ll:C06 .",
    "disjointWith": "ll:C05Supported owl:disjointWith ll:C05Opposed .",
    "AllDisjointClasses": "[] a owl:AllDisjointClasses .",
    "complementOf": "ll:X owl:equivalentClass [ owl:complementOf ll:Case ] .",
    "allValuesFrom": "ll:X owl:equivalentClass "
    "[ owl:onProperty ll:hasEvidence ; owl:allValuesFrom ll:Case ] .",
    "minQualifiedCardinality": "ll:X owl:equivalentClass "
    "[ owl:onProperty ll:hasEvidence ; owl:minQualifiedCardinality 2 ; owl:onClass ll:Case ] .",
    "oneOf": "ll:X owl:equivalentClass [ owl:oneOf ( ll:C05 ) ] .",
    "hasSelf": "ll:X owl:equivalentClass [ owl:onProperty ll:hasEvidence ; owl:hasSelf true ] .",
    "hasKey": "ll:Case owl:hasKey ( ll:place ) .",
    "disjointUnionOf": "ll:Case owl:disjointUnionOf ( ll:LocalSetting ll:PooledCase ) .",
    "subClassOf an anonymous class": "ll:Observation rdfs:subClassOf "
    "[ a owl:Restriction ; owl:onProperty ll:value ; owl:someValuesFrom xsd:decimal ] .",
    "domain an anonymous class": "ll:place rdfs:domain "
    "[ a owl:Class ; owl:unionOf ( ll:Case ll:Condition ) ] .",
    "propertyDisjointWith": "ll:hasEvidence owl:propertyDisjointWith ll:hasObservation .",
    "AsymmetricProperty": "ll:hasEarlierPhase a owl:AsymmetricProperty .",
    "inverseOf in an expression": "ll:X owl:equivalentClass "
    "[ a owl:Restriction ; owl:onProperty [ owl:inverseOf ll:hasEvidence ] ; "
    "owl:someValuesFrom ll:Case ] .",
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_axiom_kind_outside_the_fragment_is_refused_by_name(name):
    with pytest.raises(OntologyError, match=name):
        theory(ontology_with(REFUSED[name]))


def test_all_refused_axioms_are_named_at_once():
    store = ontology_with("ll:place a owl:FunctionalProperty . ll:C05 owl:sameAs ll:C06 .")
    with pytest.raises(OntologyError, match=r"FunctionalProperty.*sameAs"):
        refuse_unknown_axioms(store)


@pytest.mark.parametrize(
    ("axiom", "message"),
    [
        ("ll:X rdfs:subClassOf ll:C05Supported .", "subClassOf leads from X into .* C05Supported"),
        ("ll:p rdfs:domain ll:C05Supported .", "domain leads from p into"),
        ("ll:p rdfs:range ll:D2Opposed .", "range leads from p into"),
    ],
)
def test_what_entails_a_condition_must_be_in_its_definition(axiom, message):
    with pytest.raises(OntologyError, match=message):
        theory(ontology_with(axiom))


def test_a_circle_of_definitions_is_refused():
    with pytest.raises(OntologyError, match="circle"):
        theory(
            ontology_with(
                """
                ll:D8 a ll:Status ; skos:notation "D8" ; ll:supportedClass ll:D8Supported .
                ll:D8Supported owl:equivalentClass [ a owl:Class ;
                    owl:unionOf ( ll:C05Supported ll:D8Supported ) ] .
                """
            )
        )


def test_two_definitions_of_one_class_are_refused():
    with pytest.raises(OntologyError, match="C05Supported is defined more than once"):
        theory(ontology_with("ll:C05Supported owl:equivalentClass ll:C06Supported ."))


def test_a_condition_without_definitions_is_refused():
    axioms = """ll:C19 a ll:Condition ; skos:notation "C19" ; ll:supportedClass ll:C19Supported ;
        ll:opposedClass ll:C19Opposed ."""
    with pytest.raises(OntologyError, match=r"C19Opposed, C19Supported"):
        theory(ontology_with(axioms))


NEW_CONDITION = """
ll:C19 a ll:Condition ; skos:notation "C19" ; rdfs:label "test bed" ;
    ll:supportedClass ll:C19Supported ; ll:opposedClass ll:C19Opposed .
ll:C19Supported a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:unionOf (
    ll:C12Supported
    [ a owl:Restriction ; owl:onProperty ll:hasTestBed ; owl:someValuesFrom ll:TestBed ] ) ] .
ll:C19Opposed a owl:Class ; owl:equivalentClass ll:C12Opposed .
ll:hostsTestBed rdfs:subPropertyOf ll:hasTestBed .
ll:offersTestBed owl:inverseOf ll:isTestBedOf . ll:offersTestBed rdfs:subPropertyOf ll:hasTestBed .
ll:hasTestBed owl:propertyChainAxiom ( ll:hasPark ll:hasTestBed ) .
ll:sharesPark a owl:SymmetricProperty . ll:sharesPark rdfs:subPropertyOf ll:hasPark .
ll:hasTestBed a owl:ObjectProperty . ll:testsIn a owl:ObjectProperty .
ll:TestBed a owl:Class .
ll:LivingLab rdfs:subClassOf ll:TestBed . ll:testsIn rdfs:range ll:LivingLab .
"""


@pytest.mark.parametrize(
    "facts",
    [
        [("HERE", "hasTestBed", "lab"), ("lab", "a", "TestBed")],
        [("HERE", "hasTestBed", "lab"), ("lab", "a", "LivingLab")],
        [("HERE", "hostsTestBed", "lab"), ("firm", "testsIn", "lab")],
        [("lab", "isTestBedOf", "HERE"), ("lab", "a", "TestBed")],
        [("HERE", "hasPark", "p"), ("p", "hasPark", "q"), ("q", "hostsTestBed", "lab"),
         ("lab", "a", "TestBed")],
        [("p", "sharesPark", "HERE"), ("p", "hasTestBed", "lab"), ("lab", "a", "TestBed")],
    ],
)  # fmt: skip
def test_a_new_condition_is_axioms_and_never_python(facts):
    reader = theory(ontology_with(NEW_CONDITION))
    assert [c.id for c in reader.verdicts][18] == "C19"
    store = ox.Store()
    names = {"HERE": HERE}
    for subject, predicate, value in facts:
        one, two = (names.get(n, ox.NamedNode(f"urn:{n}")) for n in (subject, value))
        store.add(
            ox.Quad(one, TYPE, node(value))
            if predicate == "a"
            else ox.Quad(one, node(predicate), two)
        )
    assert derived(store, reader, "C19") == {"C19Supported"}


def test_a_new_condition_may_build_on_old_ones():
    reader = theory(ontology_with(NEW_CONDITION))
    store = ox.Store()
    observe(store, "firm-research-ties", 0, "census")
    assert derived(store, reader, "C19") == {"C19Opposed"}


def derived(store, reader, id_):
    close_properties(store, reader.closure)
    for iri in reader.order:
        store.update(members_update(iri, reader.definitions[iri]))
    return {
        side.rsplit("/", 1)[-1]
        for side in reader.conditions[id_].sides
        if ox.Quad(HERE, TYPE, ox.NamedNode(side)) in store
    }


def test_transitive_properties_are_closed_to_the_end():
    store = ox.Store()
    store.load(
        (PREFIXES + "ll:partOf a owl:TransitiveProperty .").encode(), format=ox.RdfFormat.TURTLE
    )
    facts = ox.Store()
    chain = [ox.NamedNode(f"urn:{n}") for n in range(6)]
    facts.extend(ox.Quad(a, node("partOf"), b) for a, b in pairwise(chain))
    close_properties(facts, property_rules(store))
    assert len(facts) == 15
