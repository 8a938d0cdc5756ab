"""Condition by evidence, counted again from the tables."""

import pytest

from loclearn import graph, resources
from loclearn.literature.coverage import condition_names, coverage, undecided
from tests.conftest import read_csv
from tests.literature.conftest import literature, statement
from tests.oracle import AGAINST, FOR, SINGLE, sides


@pytest.fixture(scope="module")
def covered(real):
    return {one.condition: one for one in coverage(real, condition_names(graph.ontology()))}


def test_all_conditions_and_extensions_are_there(covered):
    assert set(covered) == {*(f"C{n:02}" for n in range(1, 19)), "X1", "X2", "X3"}


@pytest.mark.parametrize("condition", SINGLE)
def test_counts_agree_with_the_table(covered, condition):
    dimension, scopes = SINGLE[condition]
    table = read_csv(resources.data() / "evidence.csv")
    found = [r for r in table if r["dimension"] == dimension and r["scope"] in scopes]
    one = covered[condition]
    assert one.speak_for == sum(FOR in sides(r) for r in found)
    assert one.against == sum(AGAINST in sides(r) for r in found)
    assert set(one.statements) == {r["evidence_id"] for r in found if sides(r)}
    settings = {r["case_id"] for r in found if sides(r)}
    split = [
        s for s in settings
        if {FOR, AGAINST} <= {side for r in found if r["case_id"] == s for side in sides(r)}
    ]  # fmt: skip
    assert set(one.settings) == settings
    assert one.contested == (len(split) / len(settings) if settings else None)


def test_what_no_study_can_decide_comes_first(real):
    first = coverage(real, condition_names(graph.ontology()))[:4]
    assert {one.condition for one in first} == {"C02", "C04", "C11", "C16"}
    assert all(one.newest is None and not one.countries for one in first)


def test_a_mixed_statement_decides_both_sides_and_is_one_statement():
    told = literature(evidence=[statement("E", ("C1+", "C1-"), ("a", "b"), countries=("SE", "DK"))])
    (one,) = coverage(told, {"C1": "first"})
    assert (one.speak_for, one.against, one.statements, one.works) == (1, 1, ("E",), ("a", "b"))
    assert (one.contested, one.countries, one.newest) == (1.0, {"DK": 1, "SE": 1}, 2001)


def test_undecided(debate):
    assert [one.id for one in undecided(debate)] == ["E4"]
