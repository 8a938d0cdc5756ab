"""One setting out of large tables: what is not read changes nothing of what is said."""

import sys
from itertools import combinations

import ibis
import pyarrow.compute
import pytest

from loclearn import assessment, graph
from loclearn.assessment import derive
from loclearn.cli.explain_text import as_text
from loclearn.conditions import theory as theory_of
from loclearn.datasets.dataset import open_tables
from loclearn.errors import InvalidInput, WrongUse
from loclearn.explanation.explain import explain
from loclearn.explanation.formats import as_record, as_turtle
from loclearn.indicators.computing import compute
from loclearn.namespaces import SKOS, TERMS, thing
from loclearn.sources.finding import found
from loclearn.sources.world import Inputs, read_world
from tests.conftest import CASE, STATEMENT
from tests.regional.conftest import write

DIMENSION = thing("dimension", "ubiquitification-offshoring")
PERIODS = ("2010", "2017")
LINKED = thing("setting", "R3", "cars", "2017"), thing("setting", "R2", "wine", "2010")


def survey(region, period):
    """Firms and a university of which the first know each other and somebody outside."""
    base = {"period": period, "coverage": "census"}
    names = [f"{region}-{n}" for n in range(5)]
    actors = [{"actor_id": n, "region": region, "activity": "Wine" if n[-1] == "0" else "wine",
               "type": "firm", "knowledge": f"H04;G0{n[-1]}", "networks": "s", **base}
              for n in names]  # fmt: skip
    actors.append({**actors[0], "actor_id": f"{region}-U", "activity": "wine", "knowledge": "",
                   "type": "university"})  # fmt: skip
    kinds = ("informal-contact", "vertical", "knowledge")
    ties = [{"source": a, "target": b, "kind": kinds[k % 3], "network": "s", **base}
            for k, (a, b) in enumerate(combinations(names[:4], 2))]  # fmt: skip
    ties += [{"source": names[0], "target": other, "kind": "knowledge", "network": "s", **base}
             for other in (f"{region}-U", "R9-0")]  # fmt: skip
    return actors, ties


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    actors, ties = [], []
    for region in ("R1", "R2", "R9", "UKC1"):
        for period in PERIODS:
            more = survey(region, period)
            actors, ties = actors + more[0], ties + more[1]
    jobs = [
        {"region": region, "activity": activity, "period": period, "persons": 10 + 7 * n,
         "firms": n % 5, "coverage": "census"}
        for n, (region, activity, period) in enumerate(
            (r, a, p) for r in ("R1", "R2", "R3", "UKC1") for a in ("wine", "cars", "1102")
            for p in PERIODS)
    ]  # fmt: skip
    places = [(r, c) for r in ("R1", "R3") for c in ("labs", "schools")]
    labs = [{"region": r, "kind": "knowledge-base", "capability": c, "activity": "cars",
             "period": "2017", "value": 5 + n, "coverage": "census"}
            for n, (r, c) in enumerate(places)]  # fmt: skip
    case = {**CASE, "place": "Tees Valley", "activity": "plonk", "nuts_2021": "UKC1"}
    years = {"period_from": "2017", "period_to": "2017"}
    cases = [{**case, "case_id": "LATE", **years},
             {**case, "case_id": "EARLY", "period_from": "2010", "period_to": "2010"}]  # fmt: skip
    eroded = {**STATEMENT, "case_id": "LATE", "dimension": "ubiquitification-offshoring", **years}
    place = tmp_path_factory.mktemp("tables")
    tables = {
        "actors": actors, "ties": ties, "employment": jobs, "capabilities": labs, "cases": cases,
        "crosswalk": [{"case_activity": "plonk", "activity": a} for a in ("1102", "wine")],
        "evidence": [eroded],
    }  # fmt: skip
    for kind, rows in tables.items():
        write(place / f"{kind}.csv", rows)
    later, earlier = LINKED
    (place / "more.ttl").write_text(
        f"<{later}> <{TERMS}hasEarlierPhase> <{earlier}> ; <{TERMS}hasEvidence> <urn:e> .\n"
        f"<urn:e> a <{TERMS}EvidenceStatement> ; <{TERMS}hasDimension> <{DIMENSION}> ; "
        f"<{TERMS}hasScope> <{thing('scope', 'local')}> ; <{TERMS}weightFor> 2.7 ; "
        f"<{TERMS}confidence> 0.9 .\n"
        f"<urn:other> a <{TERMS}LocalSetting> ; <{TERMS}regionCode> 'R1' ; "
        f"<{TERMS}activity> 'cars' ; <{SKOS}notation> 'R1-cars' ; <{TERMS}periodFrom> 2020 ; "
        f"<{TERMS}periodTo> 2020 .\n",
        encoding="utf-8",
    )
    return place


@pytest.fixture(scope="module")
def opened_once(place):
    """Return the tables and all that is observed in them."""
    dataset = open_tables(found([place]).regional)
    table, odd = compute(dataset, deciding=True)
    return dataset, table.to_pyarrow(), odd


@pytest.fixture
def quick(opened_once, monkeypatch):
    """Open and compute once for all tests: what a test asks is which of it is read."""
    dataset, rows, odd = opened_once

    def kept(_, *, regions=None, **_named):
        table = ibis.memtable(rows)
        return (table if regions is None else table.filter(table.region.isin(regions))), odd

    monkeypatch.setattr("loclearn.datasets.dataset.open_tables", lambda _: dataset)
    monkeypatch.setattr("loclearn.indicators.computing.compute", kept)


def slow(inputs, ontology, **named):
    """Read all, as if no setting were named."""
    return read_world(inputs, ontology, **{**named, "only": ()})


IDS = ("R1|wine|2017", "R1|Wine|2010", "R2|cars|2017", "R3|cars|2017", "LATE", "EARLY",
       "R1-cars", "R9|wine|2010")  # fmt: skip


def judged(inputs, ontology, rules, ids, only=()):
    world = read_world(inputs, ontology, only=only).only(ids)
    found = derive(world, rules)
    by_setting = {id_: [] for id_ in ids}
    for verdict in found.verdicts:
        by_setting[verdict.setting.id].append(verdict)
    return by_setting, [str(w) for w in found.warnings], len(world.facts)


@pytest.mark.parametrize("regions", [{"R1", "UKC1"}, set()])
def test_what_is_computed_for_some_regions_is_what_all_give(opened_once, regions):
    dataset, rows, odd = opened_once
    table, told = compute(dataset, deciding=True, regions=regions)
    key = [(name, "ascending") for name in rows.column_names]
    part = rows.filter(
        pyarrow.compute.is_in(rows["region"], pyarrow.array(sorted(regions), "string"))
    )
    assert table.to_pyarrow().sort_by(key).equals(part.sort_by(key))
    assert told == odd
    assert bool(len(part)) == bool(regions)


@pytest.mark.usefixtures("quick")
def test_the_verdicts_on_each_setting_are_those_that_all_tables_give(place):
    ontology = graph.ontology("default")
    rules = theory_of(ontology, "default")
    inputs = Inputs(data=[place], embedded=False)
    whole, warnings, size = judged(inputs, ontology, rules, IDS)
    values = {v.value for verdicts in whole.values() for v in verdicts}
    assert values == {"supported", "opposed", "contested", "unknown"}
    for id_ in IDS:
        mine, told, part = judged(inputs, ontology, rules, [id_], only=[id_])
        assert mine[id_] == whole[id_]
        assert told == warnings
        assert part < size / 2
    both, _, _ = judged(inputs, ontology, rules, IDS[:2], only=IDS[:2])
    assert both == {id_: whole[id_] for id_ in IDS[:2]}
    for id_ in ("LATE", "R3|cars|2017"):
        assert [v.value for v in whole[id_] if v.condition.id == "D7"] == ["supported"], id_


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("id_", "condition"),
    [("R1|wine|2017", "D2"), ("LATE", "D7"), ("LATE", "C04"), ("R3|cars|2017", "D7"),
     ("R3|cars|2017", "C10"), ("R1-cars", "D7")],
)  # fmt: skip
def test_the_explanation_is_that_of_all_tables(place, monkeypatch, id_, condition):
    def told():
        explained = explain(id_, condition, data=[place], embedded=False)
        return [(as_record(one), as_text(one)) for one in explained], as_turtle(explained)

    mine = told()
    monkeypatch.setattr(sys.modules["loclearn.explanation.explain"], "read_world", slow)
    assert told() == mine
    assert mine[0]


@pytest.mark.usefixtures("quick")
def test_an_unknown_setting_is_told_as_where_all_is_read(place, monkeypatch):
    def told(*names):
        with pytest.raises(WrongUse) as caught:
            explain(names[0], "C01", data=[place], embedded=False)
        with pytest.raises(WrongUse) as other:
            assessment.assess(data=[place], embedded=False, settings=names)
        return str(caught.value), str(other.value)

    names = ("R1|wines|2017", "R1|wine|2017")
    mine = told(*names)
    assert "R1|wine|2017" in mine[0]
    monkeypatch.setattr(sys.modules["loclearn.explanation.explain"], "read_world", slow)
    monkeypatch.setattr(assessment, "read_world", slow)
    assert told(*names) == mine


def test_a_namesake_elsewhere_is_still_a_violation(folder):
    jobs = [{"region": r, "activity": "cars", "firms": 3, "coverage": "census"}
            for r in ("R1", "R2")]  # fmt: skip
    place = folder(employment=jobs)
    (place / "more.ttl").write_text(
        f"<urn:x> a <{TERMS}LocalSetting> ; <{SKOS}notation> 'R2|cars|' ; "
        f"<{TERMS}regionCode> 'Z' .\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidInput, match="one setting a name"):
        read_world(Inputs(data=[place], embedded=False), graph.ontology(), only=["R1|cars|"])


@pytest.mark.usefixtures("quick")
def test_a_case_of_the_literature_is_explained_beside_tables(place):
    (one,) = explain("RUHR-STEEL", "D6", data=[place])
    (other,) = explain("RUHR-STEEL", "D6")
    assert as_record(one) == as_record(other)
