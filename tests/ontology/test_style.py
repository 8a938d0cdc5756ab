"""Each term of the ontology says what it is, gives an example and names its source."""

import re

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef

from loclearn import assess, namespaces, resources
from tests.conftest import ROOT, read_csv

TERMS = namespaces.TERMS
THINGS = namespaces.THINGS
PAPER = THINGS + "paragraph/malmbergmaskell2005/"
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty,
         RDFS.Datatype, OWL.NamedIndividual}  # fmt: skip


def read(paths):
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


MODULES = {path.stem: read([path]) for path in sorted((ROOT / "ontology/modules").glob("*.ttl"))}
ALL = read(resources.modules())
OURS = sorted(
    {
        subject
        for kind in KINDS
        for subject in ALL.subjects(RDF.type, kind)
        if isinstance(subject, URIRef) and str(subject).startswith((TERMS, THINGS))
    }
)


def test_there_are_as_many_modules_as_the_root_imports():
    root = read([ROOT / "ontology/loclearn.ttl"])
    imported = {str(o) for o in root.objects(None, OWL.imports)}
    assert imported == {TERMS + name for name in MODULES}
    assert len(MODULES) == 31


@pytest.mark.parametrize("name", MODULES)
def test_a_module_bears_its_own_name_title_and_licence(name):
    graph = MODULES[name]
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [URIRef(TERMS + name)]
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.license):
        assert len(list(graph.objects(URIRef(TERMS + name), predicate))) == 1
    for subject in graph.subjects(RDFS.isDefinedBy, None):
        assert graph.value(subject, RDFS.isDefinedBy) == URIRef(TERMS + name), subject


def test_titles_are_distinct():
    titles = [str(graph.value(None, DCTERMS.title) or next(graph.objects(None, DCTERMS.title)))
              for graph in MODULES.values()]  # fmt: skip
    assert len(set(titles)) == len(titles)


def test_each_term_has_one_label_one_definition_and_a_source():
    faults = []
    for term in OURS:
        labels = [*ALL.objects(term, RDFS.label), *ALL.objects(term, SKOS.prefLabel)]
        definitions = list(ALL.objects(term, SKOS.definition))
        if len(labels) != 1 or labels[0].language != "en":
            faults.append((term, "label"))
        if len(definitions) != 1 or definitions[0].language != "en":
            faults.append((term, "definition"))
        if not list(ALL.objects(term, DCTERMS.source)):
            faults.append((term, "source"))
        if len(list(ALL.objects(term, RDFS.isDefinedBy))) != 1:
            faults.append((term, "isDefinedBy"))
    assert not faults
    assert len(OURS) > 200


def test_a_definition_is_one_sentence_and_says_more_than_the_label():
    faults = []
    for term in OURS:
        text = str(ALL.value(term, SKOS.definition))
        if not re.fullmatch(r"[A-Z][^.]*\.", text) or len(text.split()) < 4:
            faults.append((term, text))
    assert not faults


def test_classes_properties_and_conditions_have_an_example():
    concepts = set(ALL.subjects(RDF.type, SKOS.Concept)) | set(
        ALL.subjects(RDF.type, SKOS.ConceptScheme)
    )
    lacking = [t for t in OURS if t not in concepts and not list(ALL.objects(t, SKOS.example))]
    assert not lacking


def test_each_source_is_a_paragraph_of_the_paper_or_a_work_of_the_table():
    works = {row["key"] for row in read_csv(resources.data() / "works.csv")}
    faults = [
        source
        for source in set(ALL.objects(None, DCTERMS.source))
        if not re.fullmatch(re.escape(PAPER) + r"(A|[1-5](\.[1-3])?)\.(P|fn)\d+", str(source))
        and str(source).removeprefix(THINGS + "work/") not in works
    ]
    assert not faults


def test_paragraphs_exist(shared):
    known = {row["locator"] for row in read_csv(shared / "data/seed_paragraphs.csv")}
    cited = {
        str(source).removeprefix(PAPER)
        for source in ALL.objects(None, DCTERMS.source)
        if str(source).startswith(PAPER)
    }
    assert cited <= known


def test_conditions_rest_on_the_claims_that_the_coding_lists(shared):
    listed = {}
    for row in read_csv(shared / "data/claims.csv"):
        for id_ in filter(None, row["condition_ids"].split(";")):
            listed.setdefault(id_.strip(), set()).add(row["claim_id"])
    found = {
        str(ALL.value(condition, SKOS.notation)): {
            str(claim).rsplit("/", 1)[-1]
            for claim in ALL.objects(condition, URIRef(TERMS + "restsOnClaim"))
        }
        for kind in ("Condition", "Status")
        for condition in ALL.subjects(RDF.type, URIRef(TERMS + kind))
    }
    assert {id_: found[id_] for id_ in listed} == listed


def test_labels_are_distinct():
    labels = [str(o) for t in OURS for o in ALL.objects(t, RDFS.label)]
    twice = {label for label in labels if labels.count(label) > 1}
    assert not twice


def test_local_names_follow_the_rules():
    for term in OURS:
        if not term.startswith(TERMS):
            continue
        name = term.removeprefix(TERMS)
        kinds = set(ALL.objects(term, RDF.type))
        lower = kinds & {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
        assert re.fullmatch(r"[a-z][A-Za-z]*" if lower else r"[A-Z][A-Za-z0-9]*p?h?\w*", name)


def test_no_term_is_used_that_is_not_declared():
    declared = set(OURS)
    used = {
        node
        for path in [*resources.modules(), *resources.profiles().values()]
        for triple in Graph().parse(path)
        for node in triple
        if isinstance(node, URIRef) and node.startswith(TERMS)
    }
    modules = {URIRef(TERMS + name) for name in MODULES}
    profiles = {URIRef(TERMS + "profile/" + name) for name in resources.profiles()}
    versions = set(ALL.objects(None, OWL.versionIRI))
    assert used - declared - modules - profiles - versions == set()


def test_every_code_iri_in_a_definition_is_declared():
    schemes = ("dimension", "scope", "polarity", "coverage", "capability", "indicator")
    used = {str(o) for o in ALL.objects(None, OWL.hasValue)}
    assert used
    assert used <= {str(t) for t in OURS if t.removeprefix(THINGS).split("/")[0] in schemes}


def test_the_terms_that_python_names_are_declared():
    assert {namespaces.term(name) for name in namespaces._TERMS} <= {str(t) for t in OURS}


def test_closed_lists_are_those_of_the_table_contract():
    from loclearn.tables import contract

    for name in ("dimension", "scope", "polarity", "strength", "basis", "valence"):
        scheme = URIRef(THINGS + "scheme/" + name)
        codes = {str(ALL.value(c, SKOS.notation)) for c in ALL.subjects(SKOS.inScheme, scheme)}
        assert codes == set(contract("evidence").field(name).codes), name


def test_examples_that_name_a_case_are_true_of_it():
    value = {(v.setting.id, v.condition.id): v.value for v in assess().verdicts}
    parts = {"MSV-MOTOR", "NOR3-CL", "MSC-ICT"}
    cases = {setting for setting, _ in value}
    checked = 0
    for kind in ("Condition", "Extension", "Status"):
        for condition in ALL.subjects(RDF.type, URIRef(TERMS + kind)):
            id_ = str(ALL.value(condition, SKOS.notation))
            for side, good in (("supported", "supported"), ("opposed", "opposed")):
                cls = ALL.value(condition, URIRef(TERMS + side + "Class"))
                if cls is None:
                    continue
                example = str(ALL.value(cls, SKOS.example))
                for case in re.findall(r"\b[A-Z0-9]{3,5}-[A-Z]{2,5}\b", example):
                    assert case in cases | parts, (id_, case)
                    assert value[case, id_] in (good, "contested"), (id_, side, case)
                    checked += 1
    assert checked >= 29


def test_no_blank_node_is_left_alone():
    subjects = {s for s in ALL.subjects() if isinstance(s, BNode)}
    objects = {o for o in ALL.objects() if isinstance(o, BNode)}
    assert subjects == objects
