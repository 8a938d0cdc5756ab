"""The indicators themselves: as a table, as a list with formulas, and in explanations."""

import csv
import json

import pandas
import pyoxigraph as ox
import pytest

from loclearn import graph
from loclearn.conditions import theory
from loclearn.explanation.facts import cite
from loclearn.explanation.indicators import indicators
from loclearn.namespaces import term, thing
from loclearn.rewriting.expressions import And, Has, Named, Or, Some
from loclearn.sources.facts import add_works
from tests.regional.test_verdicts import table

CITED = [("hidalgohausmann2009", "Hidalgo & Hausmann 2009"), ("miller2001", "Miller et al. 2001"),
         ("fitjarrodriguezpose2011", "Fitjar & Rodríguez-Pose 2011")]  # fmt: skip


@pytest.fixture
def place(folder):
    return folder(employment=table(R1_wine=(90, 3), R1_cars=(10, 5), R2_wine=(10, 4),
                                   R2_cars=(90, 1)))  # fmt: skip


@pytest.fixture(scope="module")
def knowledge():
    store = graph.ontology()
    add_works(store)
    return store


def test_the_values_are_those_of_a_calculation_by_hand(command, place):
    done = command("indicators", place, "--indicator", "location-quotient")
    rows = list(csv.DictReader(done.out.splitlines()))
    found = {(r["region"], r["activity"]): float(r["value"]) for r in rows}
    assert found == {("R1", "wine"): 1.8, ("R1", "cars"): 0.2, ("R2", "wine"): 0.2,
                     ("R2", "cars"): 1.8}  # fmt: skip
    assert {r["indicator"] for r in rows} == {"location-quotient"}
    assert rows[0]["inputs"] == "persons 10 of 100; all regions 100 of 200"


def test_csv_and_parquet_hold_the_same_rows(command, place, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("out")
    one, other = elsewhere / "a.csv", elsewhere / "a.parquet"
    for out in (one, other):
        assert command("indicators", place, "--out", out).code == 0
    left, right = pandas.read_csv(one), pandas.read_parquet(other)
    assert list(left.columns) == list(right.columns)
    assert len(left) == len(right) > 20
    assert left["value"].tolist() == right["value"].tolist()


def test_the_list_gives_each_indicator_with_formula_and_source(command, knowledge):
    out = command("indicators", "--list").out
    described = out.strip().split("\n\n")
    assert len(described) == len(indicators(knowledge)) > 20
    for block in described:
        lines = block.splitlines()
        assert [line.split(":")[0].strip() for line in lines[1:]] == [
            "formula", "unit", "missing", "source", "feeds"]  # fmt: skip
        assert all(line.partition(": ")[2] for line in lines), block


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Name a folder"),
        (["--list", "PLACE"], "--list alone"),
        (["PLACE", "--indicator", "location-quotent"], "location-quotient"),
        (["PLACE", "--format", "parquet"], "--out FILE.parquet"),
        (["PLACE", "--out", "PLACE/employment.csv"], "lies among the tables"),
        (["PLACE/employment.csv", "--out", "PLACE/employment.csv"], "one of the inputs"),
        (["PLACE", "--out", "PLACE/x.csv"], "lies among the tables"),
        (["PLACE", "--out", "PLACE/../no/x.csv"], "cannot be written"),
        (["nowhere"], "no file nowhere"),
    ],
)
def test_a_wrong_call_is_told(command, place, arguments, message):
    done = command("indicators", *(a.replace("PLACE", str(place)) for a in arguments))
    assert done.code == 2
    assert message in done.err


def test_an_explanation_shows_formula_inputs_coverage_and_threshold(command, place):
    call = ("explain", "R1|wine|2017", "C01", "--no-embedded", "--data", place)
    out = " ".join(command(*call).out.split())
    assert "Indicators: firm count = number of firms" in out
    assert "location quotient = (x_ri / x_r) / (x_i / x)" in out
    assert "2.P2; Miller et al. 2001" in out
    assert "location-quotient = 1.8 from persons 90 of 100; all regions 100 of 200 (≥ 1.25)" in out
    (record,) = json.loads(command(*call, "--format", "json").out)
    assert [one["notation"] for one in record["indicators"]] == ["firm-count", "location-quotient"]
    assert record["sides"][0]["because"][0]["inputs"].startswith("firms")
    store = ox.Store()
    store.load(command(*call, "--format", "ttl").out.encode(), format=ox.RdfFormat.TURTLE)
    for name in ("formula", "value", "computedFrom", "hasCoverage"):
        assert len(list(store.quads_for_pattern(None, ox.NamedNode(term(name)), None))) == 2, name


def test_the_table_says_the_period_once(command, place):
    out = command("assess", "--no-embedded", "--data", place).out
    assert "R1|wine|2017 " in out
    assert "2017 2017" not in out


@pytest.mark.parametrize(("key", "short"), CITED)
def test_authors_are_cited_in_their_order(knowledge, key, short):
    assert cite(knowledge, ox.NamedNode(thing("work", key))) == short


def asked(expression, rules, seen=()):
    """Yield the indicators that a definition asks for, not those of other conditions."""
    match expression:
        case Has(name, value) if name == term("hasIndicator"):
            yield value.value
        case And(parts) | Or(parts):
            for part in parts:
                yield from asked(part, rules, seen)
        case Some(_, filler):
            yield from asked(filler, rules, seen)
        case Named(iri) if iri not in seen and iri in rules.definitions:
            yield from asked(rules.definitions[iri], rules, (*seen, iri))


def test_indicators_feed_the_conditions_that_ask_for_them_and_no_other(knowledge):
    """What `feedsCondition` says, against the definitions."""
    rules = theory(knowledge, "default")
    sides = {side: c.id for c in rules.conditions.values() for side in c.sides}
    main = {iri for iri, id_ in sides.items() if "-" not in id_}
    used = {
        (indicator, sides[iri])
        for iri in main
        for indicator in asked(rules.definitions[iri], rules, tuple(main))
    }
    said = {(one.iri, id_) for one in indicators(knowledge) for id_ in one.conditions}
    assert said == used
    assert len(said) == 13
