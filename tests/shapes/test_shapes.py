"""Each shape has a file that passes and a file that fails, and the file says on what."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection

from loclearn import graph, resources
from loclearn.conditions import theory
from loclearn.namespaces import TERMS, THINGS
from loclearn.rdf_input.rules import derived_classes
from loclearn.sources.coded import read_coded
from loclearn.sources.facts import add_facts
from loclearn.tables import contract
from loclearn.validation.shacl import data_modules, results, shapes

HERE = Path(__file__).parent
SHAPE = TERMS + "shape/"
ALL = shapes(tuple(resources.shapes()))
NAMES = {
    str(shape).removeprefix(SHAPE): module
    for module in resources.shapes()
    for kind in (SH.NodeShape, SH.PropertyShape)
    for shape in shapes((module,)).subjects(RDF.type, kind)
    if isinstance(shape, URIRef)
}
PASS = sorted(HERE.glob("*_pass.ttl"))
FAIL = sorted(HERE.glob("*_fail.ttl"))
EXPECT = re.compile(r"^# expect: (\S+) (\S+) (violation|warning)$", re.MULTILINE)


def run(path, engine="pyshacl"):
    """Run the shapes of data, or those of the ontology where the file is of them."""
    name = path.stem.rsplit("_", 1)[0]
    modules = ("style",) if NAMES.get(name) == "style" else data_modules()
    return results(graph.load([path]), engine, modules)


def short(iri, text):
    """Write an IRI as the file writes it."""
    for prefix, start in re.findall(r"^@prefix (\S+) <(\S+)> \.$", text, re.MULTILINE):
        if iri.startswith(start):
            return prefix + iri.removeprefix(start)
    return f"<{iri}>"


def test_all_shapes_and_their_files_were_found():
    assert len(NAMES) == 138
    assert [path.stem for path in PASS] == sorted(f"{name}_pass" for name in NAMES)
    assert [path.stem for path in FAIL] == sorted(f"{name}_fail" for name in NAMES)


@pytest.mark.parametrize("path", PASS, ids=lambda path: path.stem)
def test_a_file_that_passes_conforms(path):
    assert run(path) == []


@pytest.mark.parametrize("path", FAIL, ids=lambda path: path.stem)
def test_a_file_that_fails_gives_what_it_states(path):
    text = path.read_text(encoding="utf-8")
    expected = set(EXPECT.findall(text))
    assert len(EXPECT.findall(text)) == len(expected) == text.count("# expect")
    found = run(path)
    assert {(short(r.focus, text), r.path or "-", r.severity) for r in found} == expected
    assert path.stem.removesuffix("_fail") in {r.shape.removeprefix(SHAPE) for r in found}


def test_the_shapes_are_valid_shacl():
    from pyshacl import validate

    conforms, _, text = validate(Graph(), shacl_graph=ALL, meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_has_a_name_a_severity_a_cure_and_a_target(name):
    shape = URIRef(SHAPE + name)
    for predicate in (SH.name, SH.severity, SH.message):
        assert len(list(ALL.objects(shape, predicate))) == 1, predicate
    assert ALL.value(shape, SH.severity) in (SH.Violation, SH.Warning)
    assert re.fullmatch(r"[A-Z].{10,}\.", str(ALL.value(shape, SH.message)))
    assert not str(ALL.value(shape, SH.name)).endswith(".")
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    assert any(ALL.value(shape, target) for target in targets)


def test_names_and_cures_of_shapes_are_not_copied():
    names = [str(ALL.value(URIRef(SHAPE + name), SH.name)) for name in NAMES]
    assert sorted(names) == sorted(set(names))


def test_each_file_of_shapes_bears_its_own_name():
    for module in resources.shapes():
        rules = shapes((module,))
        assert list(rules.subjects(RDF.type, OWL.Ontology)) == [URIRef(SHAPE + module)]
        assert len(list(rules.objects(URIRef(SHAPE + module), DCTERMS.title))) == 1
    assert set(resources.shapes()) - {"style"} <= {path.stem for path in resources.modules()}


def test_each_term_that_a_shape_names_is_declared():
    modules = Graph()
    for path in resources.modules():
        modules.parse(path)
    used = {
        node
        for triple in ALL
        for node in triple
        if isinstance(node, URIRef) and node.startswith((TERMS, THINGS))
    }
    assert {u for u in used if not u.startswith(SHAPE)} <= set(modules.subjects())


@pytest.mark.parametrize(
    ("shape", "scheme"),
    [
        ("StatementDimension", "dimension"),
        ("StatementScope", "scope"),
        ("StatementPolarity", "polarity"),
        ("StatementStrength", "strength"),
        ("StatementBasis", "basis"),
        ("StatementValence", "valence"),
        ("ObservationCoverage", "coverage"),
        ("ObservationCapability", "capability"),
        ("VerdictValue", "value"),
        ("ClaimPartOfArgument", "element"),
        ("ClaimForce", "modality"),
        ("EndowmentKind", "capability"),
        ("EndowmentValence", "valence"),
    ],
)
def test_a_closed_list_is_that_of_the_ontology(shape, scheme):
    file = {"value": "verdicts", "element": "claims", "modality": "modalities"}
    name = file.get(scheme, "schemes")
    modules = Graph().parse(resources.ontology() / f"modules/{name}.ttl")
    codes = set(modules.subjects(SKOS.inScheme, URIRef(THINGS + "scheme/" + scheme)))
    assert set(ALL.items(ALL.value(URIRef(SHAPE + shape), SH["in"]))) == codes


def test_the_indicators_are_those_of_the_ontology():
    modules = Graph().parse(resources.ontology() / "modules/indicators.ttl")
    known = set(modules.subjects(RDF.type, URIRef(TERMS + "Indicator")))
    listed = ALL.value(URIRef(SHAPE + "ObservationIndicator"), SH["in"])
    note = URIRef("http://www.w3.org/2004/02/skos/core#scopeNote")
    apart = {one for one in known if "no observation has it" in str(modules.value(one, note))}
    assert len(apart) == 4
    assert set(ALL.items(listed)) == known - apart


def test_the_kinds_of_cases_are_those_of_the_table_contract():
    listed = ALL.items(ALL.value(URIRef(SHAPE + "CaseKind"), SH["in"]))
    assert {str(kind) for kind in listed} == set(contract("cases").field("kind").known)


def test_the_bounds_are_those_of_the_table_contract():
    for name, table, column in (
        ("StatementConfidence", "evidence", "confidence"),
        ("CasePeriodFrom", "cases", "period_from"),
        ("CasePeriodTo", "cases", "period_to"),
    ):
        field, shape = contract(table).field(column), URIRef(SHAPE + name)
        bounds = ALL.value(shape, SH.minInclusive), ALL.value(shape, SH.maxInclusive)
        assert [bound.toPython() for bound in bounds] == [field.minimum, field.maximum]


def test_no_class_with_a_definition_may_be_asserted():
    ontology, type_ = graph.ontology(), ox.NamedNode(str(RDF.type))
    numbers = ontology.quads_for_pattern(None, type_, ox.NamedNode(str(RDFS.Datatype)))
    kinds = sorted(derived_classes() - {quad.subject.value for quad in numbers})
    store = ox.Store()
    for number, iri in enumerate(kinds):
        thing = ox.NamedNode(f"http://example.org/{number}")
        store.add(ox.Quad(thing, type_, ox.NamedNode(iri)))
    sides = {side for c in theory(ontology).conditions.values() for side in c.sides}
    assert sides < set(kinds)
    found = [r for r in results(store, "pyshacl") if r.shape == SHAPE + "NoAssertedVerdict"]
    assert {r.value for r in found} == set(kinds)


def test_the_embedded_facts_conform():
    store = graph.facts()
    add_facts(store, read_coded(), graph.ontology())
    assert len(store) > 2000
    assert results(store, "pyshacl") == []


def test_the_ontology_keeps_its_own_rules():
    store = graph.load(resources.modules())
    assert results(store, "pyshacl", ("style",)) == []
    assert results(store, "pyshacl", ("schemes", "assessment")) == []


@pytest.mark.parametrize("name", resources.profiles())
def test_a_profile_conforms(name):
    assert results(graph.load([resources.profiles()[name]]), "pyshacl") == []


@pytest.mark.parametrize("path", PASS, ids=lambda path: path.stem)
def test_a_file_that_passes_holds_something_that_the_shape_looks_at(path):
    data, shape = Graph().parse(path), URIRef(SHAPE + path.stem.removesuffix("_pass"))
    seen = [
        *(s for c in ALL.objects(shape, SH.targetClass) for s in data.subjects(RDF.type, c)),
        *(s for p in ALL.objects(shape, SH.targetSubjectsOf) for s in data.subjects(p)),
        *(o for p in ALL.objects(shape, SH.targetObjectsOf) for o in data.objects(None, p)),
    ]
    assert seen


def ontology_graph():
    result = Graph()
    for path in resources.modules():
        result.parse(path)
    return result


def with_narrower(onto, classes):
    return {
        str(narrower)
        for broader in classes
        for narrower in onto.transitive_subjects(RDFS.subClassOf, broader)
        if isinstance(narrower, URIRef)
    }


def test_lists_of_classes_are_complete_since_data_brings_no_ontology():
    onto = ontology_graph()
    lists = {
        shape: set(ALL.objects(shape, SH.targetClass)) for shape in ALL.subjects(SH.targetClass)
    }
    assert len(lists) > 80
    del lists[URIRef(SHAPE + "CaseType")]  # it is about those that are neither of the two kinds
    for value_shape in set(ALL.objects(None, SH.qualifiedValueShape)):
        members = ALL.value(value_shape, SH["in"])
        classes = set(Collection(ALL, members)) if members is not None else set()
        if classes and classes <= set(onto.subjects(RDF.type, OWL.Class)):
            lists[value_shape] = classes
    assert len(lists) > 95
    lacking = {
        str(shape): sorted(with_narrower(onto, classes) - {str(c) for c in classes})
        for shape, classes in lists.items()
    }
    assert {shape: names for shape, names in lacking.items() if names} == {}
