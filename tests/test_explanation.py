"""An explanation is sufficient, and what it says is missing would flip the verdict."""

import json

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn import assess, graph
from loclearn.conditions import read_theory, theory
from loclearn.explanation import explain
from loclearn.explanation.explain import Explainer
from loclearn.explanation.missing import invent
from loclearn.namespaces import PROV, thing
from loclearn.reasoning import close_properties
from loclearn.rewriting.membership import Membership
from loclearn.sources.settings import Setting
from loclearn.sources.world import Inputs, read_world
from tests.facts import HERE, node, observe, state
from tests.test_definitions import OBSERVATIONS, STATEMENTS, by_query

THEORIES = {name: read_theory(name) for name in ("default", "strict", "extended")}
SETTING = Setting("HERE", "Here", None, "shoes", (None, None), "cluster")


def reached(facts, theory, iri):
    return Membership(facts, theory.definitions).holds(theory.definitions[iri], HERE)


def check(store, theory):
    """Check both properties for every side of every condition, and return how many held."""
    explainer = Explainer(store, theory)
    values = by_query(store, theory)
    counts = {"proved": 0, "flipped": 0}
    for condition in theory.conditions.values():
        it = explainer.explain(SETTING, condition)
        assert it.value == values[condition.id]
        for side, iri in zip(it.sides, condition.sides, strict=True):
            if side.proof is not None:
                alone = ox.Store()
                alone.extend(ox.Quad(t.subject, t.predicate, t.object)
                             for t in side.proof.all_facts())  # fmt: skip
                assert reached(alone, theory, iri), (condition.id, side.name)
                assert {q.triple for q in alone} <= {q.triple for q in store}
                counts["proved"] += 1
            for way in side.ways[:5]:
                more = ox.Store()
                more.extend(store)
                more.extend(ox.Quad(t.subject, t.predicate, t.object) for t in invent(way))
                assert reached(more, theory, iri), (condition.id, side.name, way)
                counts["flipped"] += 1
                if len(way) == 1:
                    continue
                for left_out in way:
                    less = ox.Store()
                    less.extend(store)
                    less.extend(
                        ox.Quad(t.subject, t.predicate, t.object) for t in invent(way - {left_out})
                    )
                    assert not reached(less, theory, iri), "a way must be minimal"
    return counts


@settings(max_examples=60, deadline=None)
@given(
    seen=st.lists(OBSERVATIONS, max_size=8),
    said=st.lists(STATEMENTS, max_size=8),
    before=st.lists(STATEMENTS, max_size=3),
    profile=st.sampled_from(sorted(THEORIES)),
)
def test_random_graphs_are_explained_sufficiently_and_why_not_is_right(seen, said, before, profile):
    store = ox.Store()
    earlier = ox.NamedNode(HERE.value + "/before")
    store.add(ox.Quad(HERE, node("hasEarlierPhase"), earlier))
    for indicator, value, coverage, p, capability in seen:
        observe(store, indicator, value, coverage, p, capability)
    for statement in said:
        state(store, *statement)
    for statement in before:
        state(store, *statement, setting=earlier)
    check(store, THEORIES[profile])


def test_an_empty_graph_can_be_flipped_wherever_the_profile_allows():
    theory = THEORIES["default"]
    counts = check(ox.Store(), theory)
    assert counts["proved"] == 0
    explainer = Explainer(ox.Store(), theory)
    barred = {
        (c.id, side.name)
        for c in theory.conditions.values()
        for side in explainer.explain(SETTING, c).sides
        if not side.ways
    }
    assert barred == {
        ("C02", "supported"), ("C02", "opposed"), ("C16", "supported"), ("C16", "opposed"),
        ("D2h", "supported"),
    }  # fmt: skip


def test_every_verdict_of_the_50_cases_is_explained_as_it_was_derived():
    knowledge = graph.ontology("default")
    rules = theory(knowledge, "default")
    knowledge.extend(read_world(Inputs(), knowledge).facts)
    close_properties(knowledge, rules.closure)
    explainer = Explainer(knowledge, rules)
    verdicts = assess().verdicts
    assert len({v.setting for v in verdicts}) == 50
    for verdict in verdicts:
        it = explainer.explain(verdict.setting, verdict.condition)
        assert it.value == verdict.value
        assert it.contested_inputs == verdict.contested_inputs


@pytest.mark.parametrize("case", ["RUHR-STEEL", "ORE-REG"])
def test_a_verdict_asked_for_alone_is_the_one_among_all(case):
    for verdict in assess().verdicts:
        if verdict.setting.id == case and verdict.condition.id in {"C05", "C17", "D2"}:
            (it,) = explain(case, verdict.condition.id)
            assert it.value == verdict.value
            assert it.contested_inputs == verdict.contested_inputs


def test_the_text_names_study_weight_threshold_and_paragraph(command):
    done = command("explain", "RUHR-STEEL", "C17")
    assert done.code == 0
    text = " ".join(done.out.split())
    for words in (
        "RUHR-STEEL: Ruhr area, coal and steel",
        "C17 lock-in: SUPPORTED",
        "EV166, Grabher 1993, Hassink chapter in handbook: Functional, cognitive and political",
        "confidence 0.93 (≥ 0.6), weight for presence 2.79 (≥ 1.2)",
        "Not opposed.",
        "- a statement for absence of lock-in, scope local",
        "admissible weight ≥ 1.2: ",
        "CL15 (2.P7): ",
    ):
        assert words in text


def test_why_not_names_the_missing_facts_and_what_is_known(command):
    out = command("explain", "ONT-AMT", "C09").out
    assert "Known, without deciding:" in out
    assert "It lacks:" in out
    assert "weight for presence ≥ 1.2" in " ".join(out.split())
    assert "It would be contested with this:" in out


def test_what_is_given_already_is_told(command):
    assert "Already given: C01 supported, C14 supported." in command("explain", "BLR-SW", "D4").out
    opposed = command("explain", "GDL-IT", "D2").out.split("Not opposed.")[1]
    assert "Already given: C07 opposed." in opposed


def test_what_contests_an_input_is_told(command):
    out = command("explain", "MSV-MOTOR", "D1p").out
    assert "rests on contested inputs: C10-institution" in out
    contests = out.split("What contests its inputs:")[1]
    assert "C10-institution institution as localized capability is opposed:" in contests
    assert "EV014" in contests
    (record,) = json.loads(command("explain", "MSV-MOTOR", "D1p", "--format", "json").out)
    (other,) = record["against_inputs"]
    assert (other["condition"], other["side"]) == ("C10-institution", "opposed")
    assert [fact["id"] for fact in other["because"]] == ["EV014"]


def test_an_empty_threshold_is_named_as_the_bar(command):
    assert "the profile gives a threshold no value" in command("explain", "CAM-HT", "C02").out


def test_json_has_the_tree_the_missing_facts_and_the_claims(command):
    (record,) = json.loads(command("explain", "MSV-MOTOR", "D1p", "--format", "json").out)
    assert record["value"] == "supported"
    assert record["contested_inputs"] == ["C10-institution"]
    supported, opposed = record["sides"]
    (whole,) = supported["because"]
    assert (whole["condition"], whole["side"]) == ("C10", "supported")
    assert [part["condition"] for part in whole["because"]] == [
        "C10-institution", "C10-knowledge-base"]  # fmt: skip
    assert whole["because"][0]["because"][0]["id"] == "EV015"
    assert opposed["reached"] is False
    assert len(opposed["missing"]) == 1
    assert len(opposed["missing"][0]) == 3
    assert {claim["id"] for claim in record["claims"]} == {"CL10", "CL79"}


def test_turtle_says_in_prov_what_the_verdict_was_derived_from(command):
    text = command("explain", "HSZ-IT", "D2", "--format", "ttl").out
    quads = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    derived = {
        (q.subject.value.rsplit("/", 1)[-1], q.object.value.rsplit("/", 1)[-1])
        for q in quads
        if q.predicate.value == PROV + "wasDerivedFrom"
    }
    assert derived == {("D2", "C01"), ("D2", "C05"), ("C01", "C05"), ("C05", "EV057")}
    values = {q.object.value for q in quads if q.predicate.value.endswith("verdictValue")}
    assert values == {thing("value", "supported")}


def test_phases_are_explained_one_by_one(command, tables):
    written = tables(
        [
            {"period_from": "1970", "period_to": "1985", "dimension": "vertical-local-links"},
            {"period_from": "1986", "dimension": "ubiquitification-offshoring"},
        ]
    )
    both = command("explain", "A", "D7", *written.options).out
    assert both.count("D7 eroding: ") == 2
    later = command("explain", "A@1986/..", "D7", *written.options).out
    assert later.count("D7 eroding: ") == 1
    assert "in the earlier phase" in later
    assert "D2 proximity element is supported:" in later
    done = json.loads(
        command("explain", "A@1986/..", "D7", *written.options, "--format", "json").out
    )
    assert "earlier_phase" in str(done)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["RUHR", "C17"], "There is no setting RUHR"),
        (["RUHR-STEEL", "C71"], "There is no condition C71"),
        (["RUHR-STEEL@1900", "C17"], "There is no setting RUHR-STEEL@1900"),
        (["RUHR-STEEL", "c17"], "Did you mean C17?"),
    ],
)
def test_an_unknown_setting_or_condition_is_wrong_use(command, arguments, message):
    done = command("explain", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
