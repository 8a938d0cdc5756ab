"""Profiles are the only place of thresholds, and exactly one is loaded."""

import re

import pyoxigraph as ox
import pytest

from loclearn import assess, graph, resources
from loclearn.conditions import read_theory, theory
from loclearn.errors import OntologyError, WrongUse
from loclearn.namespaces import RDF, RDFS
from loclearn.rewriting.axioms import AxiomReader

DEFAULT = resources.profiles()["default"]


def facets(profile):
    return {
        iri.rsplit("/", 1)[-1]: {f"{facet.operator}{facet.bound.normalize():f}" for facet in bounds}
        for iri, bounds in AxiomReader(graph.ontology(profile)).datatypes.items()
    }


def test_the_default_profile_holds_the_thresholds_of_the_design():
    empty = {">0", "<0"}
    assert facets("default") == {
        "AdmissibleConfidence": {">=0.6"}, "AdmissibleWeight": {">=1.2"},
        "SeveralFirms": {">=2"}, "LoneFirm": {"<=1"}, "Overrepresented": {">=1.25"},
        "WorkableKnowledgeDistance": empty, "KnowledgeDistanceBelowRange": empty,
        "KnowledgeDistanceAboveRange": empty, "SeveralRivals": {">=2"}, "FewRivals": {"<=1"},
        "ExcessClustering": {">1"}, "NoExcessClustering": {"<=1"},
        "SignificantProbability": {"<=0.05"}, "VerticalTiesPresent": {">=1"},
        "VerticalTiesAbsent": {">=0", "<=0"}, "HighCapabilityQuotient": {">=1.25"},
        "UbiquityBelowMedian": {"<1"}, "UbiquityNotBelowMedian": {">=1"},
        "ResearchTiesPresent": {">=1"}, "ResearchTiesAbsent": {">=0", "<=0"},
        "PipelinesPresent": {">=1"}, "PipelinesAbsent": {">=0", "<=0"},
        "GatekeepersPresent": {">=1"}, "GatekeepersAbsent": {">=0", "<=0"},
        "PipelineReachWide": empty, "PipelineReachNarrow": empty, "InwardDensityHigh": empty,
    }  # fmt: skip


def test_the_other_profiles_differ_where_the_design_says():
    default, strict, extended = (facets(name) for name in ("default", "strict", "extended"))
    assert extended == default
    changed = {name: strict[name] for name in default if strict[name] != default[name]}
    assert changed == {
        "SeveralFirms": {">=3"},
        "Overrepresented": {">=2"},
        "HighCapabilityQuotient": {">=2"},
    }


def test_no_number_stands_in_a_definition_outside_the_profiles():
    for path in (resources.ontology() / "modules").glob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        assert "withRestrictions" not in text, path.name
        assert not re.search(r"owl:hasValue [0-9\"]", text), path.name


def changed_profile(tmp_path, old, new, count=1):
    text = DEFAULT.read_text(encoding="utf-8")
    assert text.count(old) >= count
    path = tmp_path / "mine.ttl"
    path.write_text(text.replace(old, new, count), encoding="utf-8")
    return str(path)


def test_a_profile_of_ones_own_is_read(tmp_path):
    path = changed_profile(tmp_path, 'll:profileName "default"', 'll:profileName "mine"')
    assert assess(profile=path).profile == "mine (mine.ttl)"


def test_a_profile_may_move_a_threshold(tmp_path):
    path = changed_profile(tmp_path, "xsd:minInclusive 1.2 ", "xsd:minInclusive 2.9 ")
    result = assess(profile=path)
    assert result.value("SVY-IT", "C05") == "unknown"
    assert result.value("MED-BIO", "C05") == "opposed"


BROKEN = {
    "no value": ("xsd:minInclusive 1.2", "xsd:minLength 1", "AdmissibleWeight has a facet"),
    "double": ("xsd:minInclusive 1.2", "xsd:minInclusive 1.2e0", "AdmissibleWeight has a facet"),
    "text": ("xsd:minInclusive 1.2", 'xsd:minInclusive "x"', "AdmissibleWeight has a facet"),
    "comma": ("xsd:minInclusive 1.2", "xsd:minInclusive 1,2",
              "AdmissibleWeight has two values of minInclusive, 1 and 2.* write 12.5"),
    "base": ("onDatatype xsd:decimal", "onDatatype xsd:integer", "must restrict xsd:decimal"),
    "lacking": (
        "ll:AdmissibleWeight owl",
        "ll:AdmissibleWeigh owl",
        "AdmissibleWeigh is no threshold.*Did you mean AdmissibleWeight.*no value to",
    ),
    "no hook": ("ll:D2AlternativeOpposed owl", "ll:Y owl", "D2AlternativeOpposed"),
    "no name": ('ll:profileName "default"', 'll:profilName "default"', "Exactly one profile"),
    "syntax": ("@prefix ll:", "@prefx ll:", "not Turtle"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_profile_is_refused_by_the_name_of_its_fault(tmp_path, name):
    old, new, message = BROKEN[name]
    with pytest.raises(OntologyError, match=message):
        read_theory(changed_profile(tmp_path, old, new))


def test_a_threshold_defined_twice_is_refused(tmp_path):
    path = tmp_path / "mine.ttl"
    text = DEFAULT.read_text(encoding="utf-8")
    again = """ll:AdmissibleWeight owl:equivalentClass [ a rdfs:Datatype ;
        owl:onDatatype xsd:decimal ; owl:withRestrictions ( [ xsd:minInclusive 1.0 ] ) ] ."""
    path.write_text(text + again, encoding="utf-8")
    with pytest.raises(OntologyError, match="AdmissibleWeight is defined 2 times"):
        read_theory(str(path))


def test_two_facets_of_one_node_both_hold(tmp_path):
    path = changed_profile(
        tmp_path, "xsd:minInclusive 0.6 ", "xsd:minInclusive 0.7 ; xsd:maxInclusive 0.90 "
    )
    assert facets(path)["AdmissibleConfidence"] == {">=0.7", "<=0.9"}


def test_a_profile_of_ones_own_is_named_with_its_file(tmp_path):
    path = changed_profile(tmp_path, "xsd:minInclusive 1.2 ", "xsd:minInclusive 2.9 ")
    assert assess(profile=path).profile == "default (mine.ttl)"


def test_two_profiles_at_once_are_refused():
    store = graph.load([*resources.modules(), *list(resources.profiles().values())[:2]])
    with pytest.raises(OntologyError):
        theory(store)


def test_an_unknown_profile_is_wrong_use():
    with pytest.raises(WrongUse, match="Did you mean strict"):
        read_theory("strikt")


def test_each_threshold_is_declared_with_its_terms():
    store = graph.load(resources.modules())
    kind = ox.NamedNode(RDFS + "Datatype")
    found = {
        quad.subject.value.rsplit("/", 1)[-1]
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), kind, None)
    }
    assert found == set(facets("default"))
