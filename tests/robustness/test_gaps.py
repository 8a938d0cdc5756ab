"""The listed facts settle the verdict, fewer do not, and the agenda counts what they settle."""

import csv
import json
from itertools import combinations

import pyoxigraph as ox
import pytest

from loclearn import assess
from loclearn.explanation.missing import Need, invent
from loclearn.gaps import gaps
from loclearn.gaps.costs import observed
from loclearn.gaps.finding import of_facts
from loclearn.gaps.patterns import HERE, Pattern, Solver, patterns
from loclearn.grounds.places import Place
from tests.conftest import read_csv
from tests.robustness.facts import brute, random_store, run_of

CONDITIONS = ("D2", "D4", "C01", "C14", "D6", "D1p")


@pytest.fixture(scope="module")
def store():
    return random_store(40, seed=11)


@pytest.fixture(scope="module")
def run(store):
    return run_of(store)


def iri(run, setting):
    return ox.NamedNode(next(place.iri for place in run.facts.places if place.id == setting))


def test_the_listed_facts_settle_the_verdict_as_they_say(store, run):
    found = of_facts(run, conditions=CONDITIONS)
    before = brute(store, run.theory)
    by_kind = {}
    for gap in found.rows:
        by_kind.setdefault((gap.condition, gap.side, gap.way), []).append(gap)
    assert len({key[:2] for key in by_kind}) > 8
    more = ox.Store()
    more.extend(store)
    checked = {}
    for (condition, side, way), some in by_kind.items():
        for gap in some[:3]:  # settings of one way share it: each is changed for one gap only
            if gap.setting in checked:
                continue
            checked[gap.setting] = (condition, side)
            here = iri(run, gap.setting)
            needs = [Need(here if n.thing == HERE else n.thing, n.property, n.description, n.full,
                          n.asked) for n in way]  # fmt: skip
            triples = invent(needs, f"urn:new:{gap.setting}:")
            more.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    after = brute(more, run.theory)
    assert len(checked) > 20
    for setting, (condition, side) in checked.items():
        assert before[setting, condition] == "unknown"
        assert after[setting, condition] == side


def test_every_unknown_verdict_that_can_be_settled_is_listed_and_no_other(store, run):
    found = of_facts(run, conditions=CONDITIONS)
    before = brute(store, run.theory)
    listed = {(gap.setting, gap.condition) for gap in found.rows}
    unknown = {key for key, value in before.items() if value == "unknown" and key[1] in CONDITIONS}
    assert listed <= unknown
    assert found.unknown == len(unknown)
    assert {key for key in unknown - listed if key[1] in ("C01", "C14", "D1p")} == set()


def contests(pattern, theory):
    solver = Solver(pattern, theory)
    return [one.id for one in theory.contestable if solver.value(one) == "contested"]


def counted(pattern, added):
    told = {one.indicator for one in pattern.counted}
    return any(f"/indicator/{name}>" in str(part) for name in told for part in added)


def test_no_smaller_set_of_answers_settles_the_verdict(run):
    """Try every one and every two of the questions of the definitions."""
    condition = run.theory.conditions["D4"]
    cheapest = {}
    for gap in of_facts(run, conditions=["D4"]).rows:
        cheapest[gap.setting, gap.side] = len(gap.facts)
    checked = 0
    sides = list(condition.sides)
    from loclearn.grounds.questions import questions

    asked = questions(run.theory, sides)
    for pattern in patterns(run.facts, run.theory, sides, range(12)):
        setting = run.facts.places[pattern.places[0]].id
        for side in ("supported", "opposed"):
            size = cheapest.get((setting, side))
            for less in range(1, min(size or 0, 3)):
                for added in combinations(asked, less):
                    more = Pattern(pattern.held | set(added), frozenset(), (0,))
                    contested = set(contests(more, run.theory)) - set(contests(pattern, run.theory))
                    if not contested and not counted(pattern, added):
                        assert Solver(more, run.theory).value(condition) != side
                    checked += 1
    assert checked > 100


def test_a_census_leaves_no_count_missing(run):
    for pattern in patterns(run.facts, run.theory, list(run.theory.conditions["D2"].sides),
                            range(40)):  # fmt: skip
        solver = Solver(pattern, run.theory)
        for side in run.theory.conditions["D2"].sides:
            for way in solver.ways(side):
                assert not {observed(need) for need in way} & pattern.counted


def test_cost_prefers_a_register_to_a_survey_and_a_survey_to_a_study(command):
    done = command("gaps", "--setting", "SHA-ICT", "--condition", "C14", "--format", "json")
    records = {record["side"]: record for record in json.loads(done.out)}
    assert records["supported"]["inquiries"] == ["register"]
    assert records["opposed"]["inquiries"] == ["survey"]
    done = command("gaps", "--setting", "SHA-ICT", "--condition", "C13", "--format", "json")
    assert [record["inquiries"] for record in json.loads(done.out)] == [["study"], ["study"]]


def test_pooled_cases_are_left_out_unless_asked_for():
    some, every = gaps(), gaps(pooled=True)
    pooled = {s.id for s in assess().settings if s.pooled}
    assert pooled
    assert not {gap.setting for gap in some.rows} & pooled
    assert {gap.setting for gap in every.rows} & pooled
    assert every.settings - some.settings == len(pooled)


def test_the_agenda_counts_what_one_fact_settles(store, run):
    """Count again: a study of trust settles C13 wherever it is unknown; one that found buzz would
    contest that there is but one firm."""
    value = brute(store, run.theory)
    items = {(i.group, i.topic): i for i in of_facts(run, by="condition").agenda}
    topics = {"C05": "buzz-social-dimension, local", "C13": "trust, local",
              "C17": "lock-in, local", "C08": "customer-sophistication"}  # fmt: skip
    for condition, topic in topics.items():
        unknown = sum(v == "unknown" and (c != "C05" or value[s, "C01"] != "opposed")
                      for (s, c), v in value.items() if c == condition)  # fmt: skip
        item = items[condition, topic]
        assert item.settles == unknown > 10
        assert item.inquiry == "study"
    total = {i.topic: i for i in of_facts(run).agenda}
    for topic, item in total.items():
        mine = [i for (_, name), i in items.items() if name == topic]
        assert item.settles == sum(i.settles for i in mine)
        assert item.may_settle == sum(i.may_settle for i in mine)


def test_the_agenda_of_countries_adds_up_to_that_of_all():
    total = {item.topic: item for item in gaps().agenda}
    for by in ("country", "activity"):
        parts = gaps(by=by).agenda
        assert len({item.group for item in parts}) > 5
        for topic, item in total.items():
            mine = [part for part in parts if part.topic == topic]
            assert sum(part.settles for part in mine) == item.settles
            assert sum(part.settings for part in mine) == item.settings


def test_a_country_is_read_from_the_codes_of_the_region():
    def country(region, *countries):
        return Place("", "", region, "wine", None, False, countries).country

    assert country("UKC1") == "UK"
    assert country("US-CA") == "US"
    assert country("DE21;AT13") == "AT;DE"
    assert country(None, "SE") == "SE"
    assert country("R1") == "unknown"
    assert country(None) == "unknown"


def test_tables_and_the_graph_have_the_same_gaps(tmp_path):
    pytest.importorskip("ibis", reason="needs the packages of the extra tables")
    with (tmp_path / "employment.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["region", "activity", "period", "persons", "firms", "coverage"])
        for region, wine, cars in (("BE21", 60, 40), ("NL12", 40, 60)):
            writer.writerow([region, "wine", 2017, wine, 2, "census"])
            writer.writerow([region, "cars", 2017, cars, 9, "sample"])
    from loclearn import graph
    from loclearn.conditions import theory
    from loclearn.grounds.in_graph import InGraph
    from loclearn.grounds.opening import Opened, opened
    from loclearn.sources.world import Inputs, read_world

    inputs = Inputs(data=[tmp_path], embedded=False)
    ontology = graph.ontology()
    rules, world = theory(ontology), read_world(inputs, ontology)
    walked = Opened(ontology, rules, world, InGraph(world.facts, world.settings, rules), ())
    one, two = (of_facts(run, by="country") for run in (opened(inputs), walked))
    assert len(one.rows) > 8
    assert {gap.setting: gap for gap in one.rows} == {gap.setting: gap for gap in two.rows}
    assert set(one.rows) == set(two.rows)
    assert one.agenda == two.agenda
    assert {item.group for item in one.agenda} == {"BE", "NL"}


def test_the_command_gives_rows_and_agendas(command, tmp_path):
    shown = command("gaps")
    assert shown.code == 0
    assert "what to ask for" in shown.out
    assert "D2 is 1 fact short of a verdict in" in shown.out
    rows = tmp_path / "gaps.csv"
    assert command("gaps", "--out", rows).code == 0
    assert {row["condition"] for row in read_csv(rows)} == {"D2", "D4"}
    assert {row["count"] for row in read_csv(rows)} >= {"1", "2"}
    done = command("gaps", "--by", "country", "--format", "csv")
    groups = [row["group"] for row in csv.DictReader(done.out.splitlines())]
    assert groups == sorted(groups)
    assert len(set(groups)) > 5
    for options in (["--by", "planet"], ["--setting", "X"], ["--format", "parquet"]):
        assert command("gaps", *options).code == 2
