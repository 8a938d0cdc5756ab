"""Where verdicts flip is where they flip when every value is tried."""

import csv
import json
import re
from decimal import Decimal
from itertools import pairwise

import numpy
import pytest
from rdflib import Graph

from loclearn import assess, graph, resources
from loclearn.grounds.in_tables import InTables
from loclearn.grounds.opening import opened
from loclearn.grounds.questions import of_settings
from loclearn.sensitivity import sensitivity, threshold_ranges
from loclearn.sensitivity.varying import of_facts
from loclearn.sources.world import Inputs
from tests.conftest import read_csv
from tests.robustness.facts import brute, moved, random_store, run_of

TICK = Decimal("0.000000000001")
RANGES = {one.name: one for one in threshold_ranges(graph.ontology())}
VARIED = sorted(name for name, one in RANGES.items() if one.varied)


@pytest.fixture(scope="module")
def store():
    return random_store(42)


@pytest.fixture(scope="module")
def found(store):
    return of_facts(run_of(store), every=True)


def segments(row):
    return list(zip(pairwise([row.low, *row.flips_at, row.high]), row.values, strict=True))


@pytest.mark.parametrize("name", VARIED)
def test_verdicts_are_those_of_every_value_that_is_tried(store, found, name):
    run, threshold = run_of(store), RANGES[name]
    rows = [row for row in found.rows if row.threshold == name]
    assert len({row.setting for row in rows}) == 42
    flips = sorted({flip for row in rows for flip in row.flips_at})
    assert flips
    assert all(threshold.low <= flip <= threshold.high for flip in flips)
    some = flips[:: max(1, len(flips) // 2)]
    tried = sorted({threshold.high, threshold.at,
                    *(flip + step for flip in some for step in (-TICK, TICK)),
                })  # fmt: skip
    for bound in tried:
        if not threshold.low <= bound <= threshold.high:
            continue
        verdicts = brute(store, moved(run.theory, threshold, bound))
        for row in rows:
            near = [value for (one, two), value in segments(row) if one <= bound <= two]
            assert verdicts[row.setting, row.condition] in near
            if bound not in row.flips_at:
                assert len(near) == 1
            if bound == threshold.at:
                assert verdicts[row.setting, row.condition] == row.value


@pytest.mark.parametrize("name", ["SeveralFirms", "SeveralRivals", "FewRivals"])
def test_the_share_of_whole_numbers_is_counted(store, found, name):
    run, threshold = run_of(store), RANGES[name]
    tried = [brute(store, moved(run.theory, threshold, at))
             for at in range(int(threshold.low), int(threshold.high) + 1)]  # fmt: skip
    rows = [row for row in found.rows if row.threshold == name]
    assert {row.holds_share for row in rows} == {0.5, 1.0}
    for row in rows:
        same = sum(one[row.setting, row.condition] == row.value for one in tried)
        assert row.holds_share == same / len(tried)


def test_the_share_of_a_range_is_what_a_grid_approaches(store, found):
    run, threshold = run_of(store), RANGES["AdmissibleWeight"]
    grid = [threshold.low + (threshold.high - threshold.low) * (2 * n + 1) / 16 for n in range(8)]
    tried = [brute(store, moved(run.theory, threshold, at)) for at in grid]
    rows = [row for row in found.rows if row.threshold == threshold.name]
    assert min(row.holds_share for row in rows) < 0.6
    for row in rows:
        same = sum(one[row.setting, row.condition] == row.value for one in tried) / len(grid)
        assert row.holds_share == pytest.approx(same, abs=0.064 * max(len(row.flips_at), 1))


def test_a_database_gives_the_same_grades(store):
    pytest.importorskip("ibis", reason="needs the packages of the extra tables")
    from loclearn.bulk import Facts, _names, _placed
    from loclearn.datasets.dataset import open_tables
    from loclearn.indicators.computing import compute
    from loclearn.rewriting.sql.facts import tables_of

    run = run_of(store)
    dataset = open_tables({})
    placed = _placed(compute(dataset)[0], run.world, dataset, {})
    tables = tables_of(store, run.theory)
    facts = Facts(tables, _names(placed, run.world.settings), placed, ())
    mine, theirs = run.facts, InTables(facts, run.theory)
    assert [one.id for one in theirs.places] == sorted(one.id for one in mine.places)
    order = [[one.id for one in mine.places].index(one.id) for one in theirs.places]
    sides = [side for one in run.theory.verdicts for side in one.sides]
    for name in (None, *VARIED):
        varied = name and RANGES[name].varied
        one, two = (facts.grades(varied, sides) for facts in (mine, theirs))
        for side in sides:
            assert numbers(one, one.of[side][order]) == numbers(two, two.of[side]), (name, side)
    assert of_settings(run.theory, sides)


def numbers(grades, ranks):
    count = len(grades.levels)
    return [grades.levels[rank] if 0 <= rank < count else rank >= 0 for rank in ranks.tolist()]


PROFILE = resources.profiles()["default"].read_text(encoding="utf-8")


MOVED = [("AdmissibleWeight", "0.9"), ("AdmissibleWeight", "1.7"), ("AdmissibleConfidence", "0.71")]


@pytest.mark.parametrize(("name", "bound"), MOVED)
def test_the_embedded_cases_flip_as_a_profile_of_that_value_says(tmp_path, name, bound):
    path = tmp_path / "moved.ttl"
    text, count = re.subn(rf"(ll:{name} .*?xsd:minInclusive )[\d.]+", rf"\g<1>{bound}", PROFILE,
                          count=1, flags=re.DOTALL)  # fmt: skip
    assert count == 1
    path.write_text(text, encoding="utf-8")
    verdicts = {(v.setting.id, v.condition.id): v.value for v in assess(profile=str(path)).verdicts}
    rows = [row for row in sensitivity(every=True).rows if row.threshold == name]
    changed = 0
    for row in rows:
        near = [value for (one, two), value in segments(row) if one <= Decimal(bound) <= two]
        assert verdicts[row.setting, row.condition] in near
        changed += verdicts[row.setting, row.condition] != row.value
    assert changed


def test_each_range_holds_the_values_of_all_profiles_and_says_where_it_comes_from():
    assert len(VARIED) == 10
    for profile in resources.profiles():
        for one in threshold_ranges(graph.ontology(profile)):
            if one.varied:
                assert one.low <= one.at <= one.high, (profile, one.name)
                assert any(ref.value == one.at for ref in one.references), (profile, one.name)
                assert one.ours == one.rationale.startswith("A span of ours: ")
            else:
                assert one.why_not.startswith("Not varied: ")
    assert {name for name in VARIED if not RANGES[name].ours} == {
        "Overrepresented", "HighCapabilityQuotient",
    }  # fmt: skip
    for name in ("Overrepresented", "HighCapabilityQuotient"):
        assert all(ref.page and not ref.ours for ref in RANGES[name].references)


def test_a_bound_outside_its_range_and_two_bounds_are_told_so(tmp_path):
    path = tmp_path / "mine.ttl"
    path.write_text(PROFILE.replace("[ xsd:minInclusive 1.2 ]", "[ xsd:minInclusive 2.5 ]").replace(
        "[ xsd:minInclusive 0.6 ]", "[ xsd:minInclusive 0.6 ] [ xsd:maxInclusive 0.9 ]"),
        encoding="utf-8")  # fmt: skip
    found = sensitivity(profile=str(path), every=True)
    assert {row.at for row in found.rows if row.threshold == "AdmissibleWeight"} == {Decimal("2.5")}
    assert any(row.holds_share == 0 for row in found.rows)
    (one,) = [one for one in found.thresholds if one.name == "AdmissibleConfidence"]
    assert one.why_not == "Not varied: the profile gives it more than one bound."


def test_pooled_cases_are_told_and_not_counted():
    found = sensitivity(every=True)
    assert any(row.pooled for row in found.rows)
    local = {place.id for place in opened(Inputs()).facts.places if not place.pooled}
    assert {count.verdicts for count in found.counts} == {len(local)}
    for count in found.counts:
        rows = [row for row in found.rows if (row.condition, row.threshold) ==
                (count.condition, count.threshold) and not row.pooled]  # fmt: skip
        assert count.flip == sum(bool(row.flips_at) for row in rows)
        assert count.least == min((row.holds_share for row in rows if row.flips_at), default=1)


def test_the_command_gives_rows_and_a_table(command, tmp_path):
    shown = command("sensitivity")
    assert shown.code == 0
    assert "STO-ICT" in shown.out
    assert "A span of ours" in shown.out
    out = tmp_path / "flips.csv"
    assert command("sensitivity", "--out", out).code == 0
    rows = read_csv(out)
    assert all(row["flips_at"] for row in rows)
    done = command("sensitivity", "--format", "json", "--condition", "C07", "--all")
    records = json.loads(done.out)
    assert {record["condition"] for record in records} == {"C07"}
    assert any(not record["flips_at"] for record in records)


def test_a_table_of_regions_flips_where_its_quotient_is(command, tmp_path):
    pyarrow = pytest.importorskip(
        "pyarrow.parquet", reason="needs the packages of the extra tables"
    )
    place = tmp_path / "in"
    place.mkdir()
    with (place / "employment.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["region", "activity", "period", "persons", "firms", "coverage"])
        for region, wine, cars in (("R1", 60, 40), ("R2", 40, 60)):
            writer.writerow([region, "wine", 2017, wine, 2, "census"])
            writer.writerow([region, "cars", 2017, cars, 9, "census"])
    out = tmp_path / "flips.parquet"
    done = command("sensitivity", place, "--no-embedded", "--condition", "C01", "--out", out)
    assert done.code == 0, done.err
    rows = {(row["setting"], row["threshold"]): row for row in pyarrow.read_table(out).to_pylist()}
    one = rows["R1|wine|2017", "Overrepresented"]
    assert (one["flips_at"], one["values"], one["holds_share"]) == ("1.2", "supported;unknown", 0.8)
    assert not any(name == "SeveralFirms" for _, name in rows)


def test_the_picture_is_svg_that_says_what_the_row_says(command, tmp_path):
    out = tmp_path / "picture.svg"
    done = command("sensitivity", "--setting", "GDL-IT", "--condition", "C07", "--out", out)
    assert done.code == 0
    text = out.read_text(encoding="utf-8")
    from xml.etree import ElementTree

    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    texts = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    for words in ("GDL-IT, C07: opposed", "admissible weight", "1.6", "≥ 1.2", "−", "·"):
        assert words in texts
    assert "admissible weight: opposed, then unknown; flips at 1.6." in text
    assert command("sensitivity", "--setting", "GDL-IT", "--out", out).code == 2
    assert (
        command("sensitivity", "--setting", "GDL-IT", "--condition", "D5", "--out", out).code == 0
    )


def test_a_bar_of_whole_numbers_has_one_cell_a_number(store, found):
    from loclearn.sensitivity.picture import COLOURS, picture

    run = run_of(store)
    for name in ("SeveralFirms", "FewRivals"):
        threshold = RANGES[name]
        row = next(row for row in found.rows if row.threshold == name and row.flips_at)
        text = picture([row], found.thresholds, "A picture")
        fills = re.findall(r'height="20" fill="(#\w+)"', text)
        tried = [brute(store, moved(run.theory, threshold, at))[row.setting, row.condition]
                 for at in range(int(threshold.low), int(threshold.high) + 1)]  # fmt: skip
        assert fills == [COLOURS[value] for value in tried]
        assert len(set(tried)) == 2


def test_what_is_not_there_is_wrong_use(command):
    for options in (["--setting", "GDL"], ["--condition", "C7"], ["--format", "parquet"]):
        assert command("sensitivity", *options).code == 2


def test_every_reference_value_is_used_and_its_source_is_known():
    ranges = Graph().parse(resources.ontology() / "modules/ranges.ttl")
    kind = "https://w3id.org/localized-learning/ontology/ReferenceValue"
    values = [s for s, o in ranges.subject_objects() if str(o) == kind and "reference-value" in s]
    used = {ref.label for one in RANGES.values() for ref in one.references}
    assert len(values) == len(used) == 19
    assert numpy.isfinite([float(ref.value) for o in RANGES.values() for ref in o.references]).all()
