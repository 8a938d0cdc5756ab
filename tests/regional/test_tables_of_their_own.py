"""What belongs to no setting of one period: changes, pairs of activities, the workable range."""

import csv
import random
from itertools import combinations

import numpy as np
import pyarrow.parquet
import pytest

from loclearn.cli.indicator_tables import ELSEWHERE
from loclearn.indicators.change import changes as changes_of
from loclearn.indicators.computing import by_source, compute
from loclearn.indicators.over_periods import BY_PERIOD, WITHOUT_ZERO, changes
from loclearn.indicators.workable import workable_ranges
from tests.regional.conftest import opened

CLASSES = "ABCDEFGH"
DECIDING = ("firm-count", "location-quotient", "capability-location-quotient")


def employment(period="2012", unit="persons", coverage="census", **cells):
    """Rows of regions and activities: `R1_wine=30`."""
    return [
        {"region": key.split("_")[0], "activity": key.split("_")[1], "period": period,
         "persons": "", "firms": "", unit: number, "coverage": coverage}
        for key, number in cells.items()
    ]  # fmt: skip


def some_jobs(seed, periods=("2012", "2015/2016", "2016", "2019"), regions=4, activities=3):
    draw = random.Random(seed)
    return [
        row
        for period in periods
        for row in employment(period, **{
            f"R{r}_a{a}": draw.choice([0, 1, 5, 20, 90])
            for r in range(regions) for a in range(activities) if draw.random() < 0.95
        })
    ]  # fmt: skip


def told(place, indicator=None):
    dataset = opened(place)
    parts, _ = by_source(dataset, deciding=indicator in DECIDING)
    if indicator:
        parts = [part.filter(part.indicator == indicator) for part in parts]
    found = changes(parts, dataset.tables.get("employment"), dataset.tables.get("actors"))
    return found.to_pyarrow().to_pylist()


def read(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def of(rows, **wanted):
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


@pytest.mark.parametrize("seed", range(2))
def test_changes_are_those_of_each_series_by_itself(folder, seed):
    place = folder(employment=some_jobs(seed))
    series = {}
    for row in compute(opened(place))[0].to_pyarrow().to_pylist():
        key = (row["region"], row["activity"], row["indicator"])
        series.setdefault(key, {})[row["period"]] = row["value"]
    wanted = {
        (*key, c.earlier, c.later): (c.absolute, None if key[2] in WITHOUT_ZERO else c.relative,
                                     c.overlaps)
        for key, values in series.items()
        for c in changes_of(values)
    }  # fmt: skip
    found = {
        (r["region"], r["activity"], r["indicator"], r["earlier"], r["later"]): (
            r["change"], r["relative_change"], r["overlaps"])
        for r in told(place)
    }  # fmt: skip
    assert found.keys() == wanted.keys()
    assert len(found) > 150
    for key, (change, relative, overlaps) in found.items():
        assert change == pytest.approx(wanted[key][0], abs=1e-9)
        assert relative == (wanted[key][1] and pytest.approx(wanted[key][1], abs=1e-6))
        assert overlaps == wanted[key][2] == (key[3:] == ("2015/2016", "2016"))


def test_a_change_never_goes_from_persons_to_firms(folder):
    cells = {"R1_x": 10, "R1_y": 90, "R2_x": 40, "R2_y": 60}
    rows = [*employment("2010", **cells), *employment("2012", "firms", **cells),
            *employment("2014", **{**cells, "R1_x": 60})]  # fmt: skip
    place = folder(employment=rows)
    for name in BY_PERIOD[::2]:
        mine = of(told(place, name), region="R1")
        assert mine
        assert {(r["earlier"], r["later"], r["of"]) for r in mine} == {("2010", "2014", "persons")}


def test_a_list_of_firms_is_not_compared_with_a_register(folder):
    actors = [{"actor_id": a, "region": "R1", "activity": "x", "type": "firm", "period": "2010",
               "coverage": "census"} for a in "abc"]  # fmt: skip
    register = employment("2012", "firms", R1_x=9, R1_y=4) + employment("2014", "firms", R1_x=7)
    found = told(folder(actors=actors, employment=register), "firm-count")
    assert [(r["earlier"], r["later"], r["change"]) for r in found] == [("2012", "2014", -2)]


def test_the_coverage_is_the_weaker_and_zero_has_no_relative_change(folder):
    rows = employment("2010", "firms", R1_x=0, R2_x=1)
    rows += employment("2012", "firms", "sample", R1_x=3)
    (found,) = told(folder(employment=rows), "firm-count")
    assert (found["coverage"], found["change"], found["relative_change"]) == ("sample", 3, None)


def test_two_capabilities_of_one_kind_change_each_by_itself(folder):
    jobs = [r for p in ("2010", "2012") for r in employment(p, R1_x=50, R2_x=50)]
    values = {"labs: state": (10, 30), "schools": (10, 10)}
    rows = [
        {"region": region, "kind": "knowledge-base", "capability": name, "period": period,
         "value": value if region == "R1" else 10, "coverage": "census"}
        for name, pair in values.items()
        for period, value in zip(("2010", "2012"), pair, strict=True)
        for region in ("R1", "R2")
    ]  # fmt: skip
    place = folder(employment=jobs, capabilities=rows)
    found = of(told(place, "capability-location-quotient"), region="R1")
    assert {r["of"]: round(r["change"], 9) for r in found} == {"labs: state": 0.5, "schools": 0.0}


def firms(region, distance, period="2012", count=11):
    """Firms of which one pair in two has a class in common, or so: the more, the nearer."""
    alike = round(count * (1 - distance))
    return [
        {"actor_id": f"{region}{period}{n}", "region": region, "activity": "x", "type": "firm",
         "period": period, "coverage": "census",
         "knowledge": "C12" if n < alike else f"{CLASSES[n % 8]}{n}"}
        for n in range(count)
    ]  # fmt: skip


def test_firms_without_a_period_have_no_change_of_knowledge(folder):
    actors = [row for region in ("R1", "R2") for row in firms(region, 0.5, period="")]
    ties = [{"source": actors[0]["actor_id"], "target": actors[12]["actor_id"], "period": period,
             "kind": "knowledge", "coverage": "census"} for period in ("2012", "2014")]  # fmt: skip
    found = told(folder(actors=actors, ties=ties))
    assert "knowledge-distance" not in {row["indicator"] for row in found}
    assert found


def test_pairs_are_those_of_a_count_by_hand(command, folder, tmp_path_factory):
    place = folder(employment=some_jobs(7, ("2012", "2013"), 9, 5))
    out = tmp_path_factory.mktemp("out") / "pairs.csv"
    assert command("indicators", place, "--relatedness", out).out == ""
    held = {}
    for row in compute(opened(place))[0].to_pyarrow().to_pylist():
        if row["indicator"] == "revealed-comparative-advantage":
            known = held.setdefault((row["period"], row["activity"]), {})
            known[row["region"]] = row["value"] >= 1
    wanted = {}
    for (period, a), (other_period, b) in combinations(sorted(held), 2):
        one, other = held[period, a], held[other_period, b]
        both = [r for r in one if r in other]
        most = max(sum(one[r] for r in both), sum(other[r] for r in both))
        if period == other_period and most:
            shared = sum(one[r] and other[r] for r in both)
            wanted[period, a, b] = (round(shared / most, 12), shared, len(both))
    rows = read(out)
    found = {
        (r["period"], r["activity"], r["other_activity"]):
            (float(r["relatedness"]), int(r["shared"]), int(r["regions"]))
        for r in rows
    }  # fmt: skip
    assert found == wanted
    assert len(rows) == len(found) > 15


def test_the_workable_range_is_where_the_outcome_is_highest(command, folder, tmp_path_factory):
    steps = [n / 10 for n in range(2, 11)]
    actors = [r for n, d in enumerate(steps) for r in firms(f"R{n}", d)]
    place = folder(actors=actors)
    values = compute(opened(place))[0].to_pyarrow().to_pylist()
    distance = {r["region"]: r["value"] for r in of(values, indicator="knowledge-distance")}
    draw = random.Random(1)
    outcome = {r: 5 - 20 * (d - 0.7) ** 2 + draw.gauss(0, 0.1) for r, d in distance.items()}
    rows = [{"region": r, "activity": "x", "period": "2012", "outcome": v}
            for r, v in outcome.items()]  # fmt: skip
    place = folder(outcomes=[*rows, {**rows[0], "region": "elsewhere"}])
    out = tmp_path_factory.mktemp("out") / "range.parquet"
    assert command("indicators", place, "--workable-range", out).code == 0
    (found,) = pyarrow.parquet.read_table(out).to_pylist()
    names = sorted(distance)
    fit = np.polynomial.Polynomial.fit([distance[n] for n in names], [outcome[n] for n in names], 2)
    assert found["best_distance"] == pytest.approx(fit.deriv().roots()[0])
    assert found["low"] < found["best_distance"] < found["high"]
    assert (found["settings"], found["regions"], found["activity"]) == (9, 9, None)
    assert found["coverage"] == "census"


def test_no_inverted_u_is_said_and_no_range_is_given(folder):
    actors = [r for n in range(2, 8) for r in firms(f"R{n}", n / 10)]
    rows = [{"region": f"R{n}", "activity": "x", "period": "2012", "outcome": n}
            for n in range(2, 8)]  # fmt: skip
    dataset = opened(folder(actors=actors, outcomes=rows))
    (found,) = workable_ranges(compute(dataset)[0], dataset.table("outcomes"))
    assert found["settings"] == 6
    assert found["note"].startswith("no inverted U")
    assert found["best_distance"] is found["low"] is found["p_value"] is None
    dataset = opened(folder(actors=actors, outcomes=rows[:2]))
    (found,) = workable_ranges(compute(dataset)[0], dataset.table("outcomes"))
    assert found["note"].startswith("fewer than 4 settings")


def test_none_of_it_is_asked_for_where_verdicts_are(command, folder):
    jobs = some_jobs(2)
    actors = [r for n in range(3) for r in firms(f"R{n}", 0.5)]
    place = folder(employment=jobs, actors=actors)
    before = command("assess", "--data", place, "--no-embedded", "--format", "csv").out
    outcomes = [{"region": "R1", "activity": "x", "period": "2012", "outcome": 3}]
    place = folder(outcomes=outcomes)
    assert command("assess", "--data", place, "--no-embedded", "--format", "csv").out == before
    rows = compute(opened(place), deciding=True)[0].to_pyarrow().to_pylist()
    names = {row["indicator"] for row in rows}
    assert "firm-count" in names
    assert not names & {*ELSEWHERE, "revealed-comparative-advantage"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--indicator", "relatedness"], "--relatedness FILE"),
        (["--indicator", "relative-change"], "--changes FILE"),
        (["--workable-range", "OUT/r.csv"], "needs a table of actors"),
        (["--changes", "PLACE/c.csv"], "lies among the tables"),
        (["--changes", "OUT/c.csv", "--out", "OUT/c.csv"], "named for two tables"),
        (["--list", "--changes", "OUT/c.csv"], "--list alone"),
    ],
)
def test_a_wrong_call_is_told(command, folder, tmp_path_factory, arguments, message):
    place = folder(employment=employment(R1_x=3, R2_x=4))
    out = tmp_path_factory.mktemp("out")
    given = [a.replace("PLACE", str(place)).replace("OUT", str(out)) for a in arguments]
    done = command("indicators", place, *given)
    assert done.code == 2
    assert message in done.err
    assert list(out.iterdir()) == []


def test_one_period_is_told_and_the_indicators_chosen_are_those_that_change(
    command, folder, tmp_path_factory
):
    out = tmp_path_factory.mktemp("out") / "changes.csv"
    one = folder(employment=employment(R1_x=3, R2_x=4))
    done = command("indicators", one, "--changes", out)
    assert "fewer than two periods" in done.err
    two = folder(employment=employment(R1_x=3, R2_x=4) + employment("2013", R1_x=3, R2_x=5))
    done = command("indicators", two, "--changes", out, "--indicator", "location-quotient")
    assert {r["indicator"] for r in read(out)} == {"location-quotient"}
    assert {r["indicator"] for r in csv.DictReader(done.out.splitlines())} == {"location-quotient"}
    assert "fewer" not in done.err
