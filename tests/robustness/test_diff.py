"""Two runs differ where their verdicts do, and the reasons name what was changed."""

import csv
import json
import re

import pyoxigraph as ox
import pytest

from loclearn import assess, graph, resources
from loclearn.conditions import theory
from loclearn.differences import differences, of_run
from loclearn.differences.comparing import of_runs
from loclearn.grounds.in_graph import InGraph
from loclearn.grounds.opening import Opened
from loclearn.namespaces import RDFS, SKOS
from loclearn.sources.world import Inputs, World, settings_of
from tests.conftest import CASE, read_csv
from tests.facts import TYPE, node, observe, state
from tests.robustness.facts import brute, random_store, run_of


@pytest.fixture(scope="module")
def store():
    return random_store(30, seed=3)


def without(store, thing):
    """Return a graph without one statement or observation."""
    kept = ox.Store()
    kept.extend(q for q in store if thing not in (q.subject, q.object))
    return kept


def told(store, quad):
    """Return what a link says; the names of blank nodes differ from run to run."""
    facts = store.quads_for_pattern(quad.object, None, None)
    return str(quad.subject), sorted(f"{fact.predicate} {fact.object}" for fact in facts)


def changed(one, two):
    return {key: (one[key], two[key]) for key in one if one[key] != two[key]}


def test_verdicts_of_a_run_are_those_of_assess(store):
    run = run_of(store)
    mine = of_run(run, "A").values
    theirs = brute(store, run.theory)
    assert {(s, c): v for (s, _), told in mine.items() for c, v in told.items()} == theirs


def test_the_reasons_name_the_one_fact_that_is_missing(store):
    run = run_of(store)
    before = brute(store, run.theory)
    links = [q for name in ("hasEvidence", "hasObservation")
             for q in store.quads_for_pattern(None, node(name), None)]  # fmt: skip
    count = 0
    for quad in sorted(links, key=lambda quad: told(store, quad))[::19]:
        kind = "hasDimension" if quad.predicate == node("hasEvidence") else "hasIndicator"
        topic = next(graph.objects(store, quad.object, node(kind).value))
        labels = [*graph.objects(run.ontology, topic, SKOS + "prefLabel"),
                  *graph.objects(run.ontology, topic, RDFS + "label")]  # fmt: skip
        less = without(store, quad.object)
        found = of_runs((run, run_of(less)), ("A", "B"))
        expected = changed(before, brute(less, run.theory))
        assert {(c.setting, c.condition): (c.a, c.b) for c in found.changes} == expected
        for change in found.changes:
            count += 1
            assert change.reasons
            for reason in change.reasons:
                assert labels[0].value in reason or reason.startswith("an earlier phase"), change
    assert count > 2


def test_a_fact_whose_value_changed_is_told_with_both_values():
    runs = []
    for firms in (3, 1):
        store = ox.Store()
        here = ox.NamedNode("urn:x:here")
        store.add(ox.Quad(here, TYPE, node("LocalSetting")))
        observe(store, "rival-count", firms, "census", setting=here)
        runs.append(run_of(store))
    found = of_runs((runs[0], runs[1]), ("A", "B"))
    (change,) = found.changes
    assert (change.condition, change.a, change.b) == ("C04", "supported", "opposed")
    assert len(change.reasons) == 2
    for reason in change.reasons:
        assert reason.startswith("rival count")
        assert "3 (census) in A, 1 (census) in B" in reason


def test_a_threshold_that_moved_is_told_with_both_values(tmp_path):
    text = resources.profiles()["default"].read_text(encoding="utf-8")
    text = text.replace("xsd:minInclusive 1.2 ", "xsd:minInclusive 2.9 ").replace(
        'profileName "default"', 'profileName "hard"')  # fmt: skip
    path = tmp_path / "hard.ttl"
    path.write_text(text, encoding="utf-8")
    found = differences(Inputs(), Inputs(), profiles=("default", str(path)))
    one, two = ({(v.setting.id, v.condition.id): v.value for v in assess(profile=p).verdicts}
                for p in ("default", str(path)))  # fmt: skip
    assert {(c.setting, c.condition): (c.a, c.b) for c in found.changes} == changed(one, two)
    assert len(found.changes) > 100
    for change in found.changes:
        assert change.reasons
        for reason in change.reasons:
            assert "weight for presence ≥ 1.2" in reason or "weight for absence ≥ 1.2" in reason
            assert "≥ 2.9 and" in reason or "≥ 2.9 in hard" in reason
            assert re.search(r"EV\d+", reason)


def test_another_definition_is_told_where_no_fact_differs():
    runs = []
    for profile in ("default", "extended"):
        store = ox.Store()
        here = ox.NamedNode("urn:x:here")
        store.add(ox.Quad(here, TYPE, node("LocalSetting")))
        state(store, "co-location", setting=here)
        state(store, "labour-mobility", "local", setting=here)
        ontology = graph.ontology(profile)
        rules, settings = theory(ontology, profile), tuple(settings_of(store))
        world = World(store, settings, ())
        runs.append(Opened(ontology, rules, world, InGraph(store, settings, rules), ()))
    found = of_runs((runs[0], runs[1]), ("default", "extended"))
    assert {c.condition: (c.a, c.b) for c in found.changes} == {"D2": ("unknown", "supported")}
    (reason,) = found.changes[0].reasons
    assert reason == "another definition of dimension of proximity, supported in extended"


@pytest.fixture
def files(command, tmp_path):
    """The embedded verdicts in three formats."""
    paths = [tmp_path / f"verdicts.{ending}" for ending in ("json", "csv")]
    for path in paths:
        assert command("assess", "--out", path).code == 0
    return paths


def test_files_in_different_formats_of_one_run_do_not_differ(command, files):
    done = command("diff", *files)
    assert (done.code, done.err) == (0, "")
    assert "1,500 verdicts compared, 0 differ." in done.out


def test_files_that_differ_exit_1_and_say_that_facts_are_unknown(command, files, tmp_path):
    records = json.loads(files[0].read_text("utf-8"))
    (one,) = [r for r in records if (r["setting"], r["condition"]) == ("SVY-IT", "D4")]
    one["value"] = "opposed"
    gone = "RUHR-STEEL"
    other = tmp_path / "other.json"
    other.write_text(json.dumps([r for r in records if r["setting"] != gone]), encoding="utf-8")
    done = command("diff", files[1], other)
    assert done.code == 1
    assert re.search(r"SVY-IT +D4 +supported +opposed", done.out)
    assert "1 setting in A only: RUHR-STEEL." in done.out
    assert re.search(r"RUHR-STEEL +D6 +supported +not there", done.out)
    assert "By which facts, is not known" in done.out
    out = tmp_path / "changes.csv"
    assert command("diff", files[1], other, "--out", out).code == 1
    rows = {(row["setting"], row["condition"]): row for row in read_csv(out)}
    assert (rows["SVY-IT", "D4"]["a"], rows["SVY-IT", "D4"]["b"]) == ("supported", "opposed")
    assert {s for s, _ in rows} == {"SVY-IT", gone}
    assert all(row["reasons"] == "" for row in rows.values())


def test_conditions_that_one_file_lacks_are_not_compared(command, files, tmp_path):
    some = tmp_path / "some.csv"
    command("assess", "--condition", "D2", "--out", some)
    done = command("diff", files[0], some)
    assert done.code == 0
    assert "50 verdicts compared" in done.out
    assert "Not compared, since one side lacks them: C01, C02" in done.out


BROKEN = {
    "half.json": ('[{"setting": "A"', "no JSON"),
    "other.json": ('{"a": 1}', "other JSON"),
    "value.csv": ("setting,condition,value\nA,D2,suported\n", "Did you mean supported?"),
    "column.csv": ("setting,condition\nA,D2\n", "no column value"),
    "empty.csv": ("", "no column setting"),
    "none.csv": ("setting,condition,value\n", "no verdict"),
    "twice.csv": ("setting,condition,value\nA,D2,unknown\nA,D2,opposed\n", "opposed for D2 of A"),
    "lack.csv": ("setting,condition,value\n,D2,unknown\n", "column setting: found nothing"),
    "no.parquet": ("PAR1", "no Parquet"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_a_violation_that_names_it(command, files, tmp_path, name):
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow", reason="needs the packages of the extra tables")
    text, message = BROKEN[name]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    done = command("diff", files[0], path)
    assert done.code == 1
    assert name in done.err
    assert message in done.err
    assert "Traceback" not in done.err


def test_what_is_to_be_compared_must_be_clear(command, files):
    for options in ([], [files[0]], [*files, "--profiles", "default", "strict"],
                    ["--data-a", files[0]], [*files, "--evidence", files[1]],
                    ["no.json", files[0]], ["--profiles", "default", "strickt"]):  # fmt: skip
        assert command("diff", *options).code == 2, options


def test_evidence_that_changed_is_named_by_its_id(command, tables, tmp_path_factory):
    one = tables([{"evidence_id": "MINE", "dimension": "lock-in"}], [CASE])
    two = tmp_path_factory.mktemp("b")
    rows = [row | {"polarity": "supports-absence"} for row in read_csv(one.evidence)]
    for name, table in (("evidence.csv", rows), ("cases.csv", read_csv(one.cases))):
        with (two / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(table[0]))
            writer.writeheader()
            writer.writerows(table)
    done = command("diff", "--data-a", one.cases.parent, "--data-b", two, "--no-embedded",
                   "--format", "json")  # fmt: skip
    records = {r["condition"]: r for r in json.loads(done.out)}
    assert done.code == 1
    assert (records["C17"]["a"], records["C17"]["b"]) == ("supported", "opposed")
    assert all("MINE" in reason for reason in records["C17"]["reasons"])
    assert {"C17", "D6"} == set(records)


def test_tables_that_changed_are_told_by_their_values(command, tmp_path):
    pytest.importorskip("ibis", reason="needs the packages of the extra tables")
    folders = []
    for name, firms in (("a", 3), ("b", 1)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "employment.csv").write_text(
            "region,activity,period,persons,firms,coverage\n"
            f"R1,wine,2017,60,{firms},census\nR1,cars,2017,40,9,census\n"
            "R2,wine,2017,30,4,census\nR2,cars,2017,70,9,census\n", encoding="utf-8")  # fmt: skip
        folders.append(tmp_path / name)
    done = command("diff", "--data-a", folders[0], "--data-b", folders[1], "--no-embedded")
    assert done.code == 1
    text = " ".join(done.out.split())
    assert "R1|wine|2017 2017 C04 supported opposed" in text
    assert "firm count, coverage census: 3 (census) in A, 1 (census) in B; needed value ≤ 1" in text
