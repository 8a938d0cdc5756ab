"""Quotients, concentration and ubiquity against a second implementation and published figures."""

from itertools import product
from statistics import mean, stdev

import ibis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ibis.config import Config

from loclearn.indicators import concentration, ubiquity
from loclearn.indicators.totals import total_problems
from tests.indicators import plain

CELLS = st.one_of(st.none(), st.just(0), st.integers(0, 9), st.integers(0, 100_000))
TABLES = st.dictionaries(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from(["x", "y", "z", "ALL"])), CELLS, min_size=1
)
FULL = st.integers(1, 4).flatmap(
    lambda n: st.lists(CELLS, min_size=3 * n, max_size=3 * n).map(
        lambda xs: dict(zip([(r, a) for r in "ABCD"[:n] for a in "xyz"], xs, strict=True))
    )
)
RUNS = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
EVERY = [
    concentration.location_quotient,
    concentration.revealed_comparative_advantage,
    concentration.standardized_location_quotient,
    concentration.herfindahl,
    concentration.krugman_specialization,
    ubiquity.diversity,
    ubiquity.ubiquity,
    ubiquity.relative_ubiquity,
]


def same(found, expected):
    assert found == pytest.approx({key: float(value) for key, value in expected.items()}, rel=1e-9)


@given(st.one_of(TABLES, FULL))
@RUNS
def test_quotients_are_those_of_plain_fractions(rows):
    same(plain.values(concentration.location_quotient(plain.table(rows))), plain.quotients(rows))


@given(st.one_of(TABLES, FULL))
@RUNS
def test_measures_of_regions_are_those_of_plain_fractions(rows):
    employment = plain.table(rows)
    same(plain.values(concentration.herfindahl(employment)), plain.herfindahl(rows))
    same(plain.values(ubiquity.diversity(employment)), plain.diversity(rows))


@given(st.one_of(TABLES, FULL))
@RUNS
def test_ubiquity_and_its_ratio_are_those_of_plain_fractions(rows):
    employment = plain.table(rows)
    cells = {key: x for key, x in rows.items() if key[1] != "ALL"}
    counts = plain.by_cell(cells, plain.ubiquity(rows))
    same(plain.values(ubiquity.ubiquity(employment)), counts)
    ratios = plain.by_cell(cells, plain.relative_ubiquity(rows))
    same(plain.values(ubiquity.relative_ubiquity(employment)), ratios)


@pytest.mark.parametrize(("regions", "activities"), [("A", "xyz"), ("ABC", "x")])
def test_one_region_or_one_activity_is_no_comparison(regions, activities):
    """A ratio of 1 would oppose C11 in a census, of what was compared with nothing."""
    rows = {(r, a): 10 + n for n, (r, a) in enumerate(product(regions, activities))}
    rows |= {(r, "ALL"): 100 for r in regions}
    employment = plain.table(rows)
    assert plain.values(ubiquity.ubiquity(employment))
    assert plain.values(ubiquity.relative_ubiquity(employment)) == {}


WORKED = {
    ("R1", "a"): 100, ("R1", "b"): 0, ("R1", "c"): 0,
    ("R2", "a"): 0, ("R2", "b"): 15, ("R2", "c"): 85,
    ("R3", "a"): 50, ("R3", "b"): 20, ("R3", "c"): 30,
    ("R4", "a"): 10, ("R4", "b"): 60, ("R4", "c"): 30,
}  # fmt: skip


@pytest.mark.parametrize("logarithm", [False, True])
def test_standardized_quotients_are_z_scores_within_an_activity(logarithm):
    from math import log

    expected = {}
    for activity in "abc":
        of = {key: float(q) for key, q in plain.quotients(WORKED).items() if key[1] == activity}
        of = {key: log(q) for key, q in of.items() if q > 0} if logarithm else of
        middle, spread = mean(of.values()), stdev(of.values())
        expected |= {key: (q - middle) / spread for key, q in of.items()}
    found = concentration.standardized_location_quotient(plain.table(WORKED), logarithm=logarithm)
    same(plain.values(found), expected)


def test_specialization_is_the_published_index():
    """Krugman's index: econcomplex.specialization.krugman_index on the same matrix."""
    econcomplex = pytest.importorskip("econcomplex")
    import pandas as pd

    matrix = pd.Series(WORKED).unstack()
    expected = econcomplex.specialization.krugman_index(matrix)
    found = plain.values(concentration.krugman_specialization(plain.table(WORKED)))
    same(found, {(region, "ALL"): value for region, value in expected.items()})


def test_a_region_with_a_gap_and_no_total_has_no_quotient_and_makes_no_census():
    rows = {**WORKED, ("R4", "c"): None}
    found = concentration.location_quotient(plain.table(rows)).to_pyarrow().to_pylist()
    assert {row["region"] for row in found} == {"R1", "R2", "R3"}
    assert {row["coverage"] for row in found} == {"sample"}
    same(
        {(row["region"], row["activity"]): row["value"] for row in found},
        plain.quotients({key: x for key, x in WORKED.items() if key[0] != "R4"}),
    )
    assert [problem.severity for problem in total_problems(plain.table(rows))] == ["warning"]


def test_a_region_of_which_nothing_is_stated_lies_outside_of_a_census():
    rows = {**WORKED, ("R5", "a"): None, ("R5", "b"): None, ("R5", "c"): None}
    for measure in (concentration.location_quotient, ubiquity.relative_ubiquity):
        found = measure(plain.table(rows)).to_pyarrow().to_pylist()
        assert {row["coverage"] for row in found} == {"census"}
        assert "R5" not in {row["region"] for row in found}


def test_a_total_row_is_used_in_place_of_a_sum_and_enters_no_sum():
    given_total = {**WORKED, ("R1", "ALL"): 200}
    found = plain.values(concentration.location_quotient(plain.table(given_total)))
    assert found["R1", "a"] == pytest.approx((100 / 200) / (160 / 500))
    assert not any(activity == "ALL" for _, activity in found)
    (problem,) = total_problems(plain.table(given_total), file="mine.csv")
    assert "total 200, activities add up to 100" in str(problem)


@pytest.mark.parametrize("measure", EVERY)
def test_all_zeros_give_nothing(measure):
    zeros = dict.fromkeys(WORKED, 0)
    assert plain.values(measure(plain.table(zeros))) == {}
    (problem,) = total_problems(plain.table(zeros))
    assert "only zeros" in problem.found


@pytest.mark.parametrize("bad", [-1.0, float("nan"), float("inf"), None])
@pytest.mark.parametrize("measure", EVERY)
def test_what_is_no_number_from_0_on_is_missing(measure, bad):
    rows = {**WORKED, ("R4", "c"): bad}
    missing = plain.values(measure(plain.table({**WORKED, ("R4", "c"): None})))
    assert plain.values(measure(plain.table(rows))) == pytest.approx(missing)


def test_alike_regions_have_no_standardized_quotient_and_are_specialised_in_all():
    rows = {(region, activity): 0.1 for region in "ABC" for activity in "xyz"}
    assert plain.values(concentration.standardized_location_quotient(plain.table(rows))) == {}
    assert set(plain.values(ubiquity.ubiquity(plain.table(rows))).values()) == {3}


def test_firms_are_measured_where_no_persons_are_stated_and_the_two_are_never_mixed():
    from loclearn.indicators.cells import cells

    both = plain.table(WORKED, measure="firms").mutate(persons=ibis.null("float64"))
    assert set(cells(both).to_pyarrow()["unit"].to_pylist()) == {"firms"}
    some = both.mutate(persons=ibis.cases((both.region == "R1", 5.0)))
    assert {key[0] for key in plain.values(concentration.location_quotient(some))} == {"R1"}


def test_levels_and_periods_do_not_meet():
    one = plain.table(WORKED).mutate(level=ibis.literal("2"))
    same_level = plain.table({("C", "a"): 7, ("C", "b"): 7}, period="2018")
    other = plain.table({("C", "a"): 900, ("C", "b"): 0}).mutate(level=ibis.literal("0"))
    together = one.union(other).union(same_level.mutate(level=ibis.literal("2")))
    found = concentration.location_quotient(together)
    same(plain.values(found.filter(found.region != "C")), plain.quotients(WORKED))


def test_the_weakest_coverage_counts():
    employment = plain.table(WORKED)
    mixed = employment.mutate(
        coverage=ibis.ifelse(employment.region == "R2", "selective", "census")
    )
    found = concentration.location_quotient(mixed).to_pyarrow()
    assert set(found["coverage"].to_pylist()) == {"selective"}


@pytest.mark.parametrize("measure", EVERY)
def test_each_expression_can_be_written_for_spark(measure, monkeypatch):
    class Options(Config):
        treat_nan_as_null: bool = False

    monkeypatch.setattr(ibis.options, "pyspark", Options())  # set by pyspark, where installed
    employment = ibis.table(
        {"region": "string", "activity": "string", "period": "string", "persons": "int64",
         "firms": "int64", "coverage": "string"}, name="employment",
    )  # fmt: skip
    assert "`employment`" in ibis.to_sql(measure(employment), dialect="pyspark")
