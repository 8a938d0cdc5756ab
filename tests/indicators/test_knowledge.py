"""Knowledge distance against all pairs, the inverted U against scipy."""

import time
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.spatial.distance import cosine

from loclearn.indicators.knowledge import knowledge_distance, workable_range
from loclearn.indicators.student import quantile, upper_tail

FIRMS = st.lists(st.lists(st.sampled_from("ABCDE"), max_size=6), max_size=8)


@settings(deadline=None)
@given(FIRMS)
def test_the_distance_is_the_mean_over_all_pairs(firms):
    vectors = [[firm.count(name) for name in "ABCDE"] for firm in firms if firm]
    found = knowledge_distance(firms)
    if len(vectors) < 2:
        assert found is None
    else:
        pairs = [cosine(a, b) for a, b in combinations(vectors, 2)]
        assert found == pytest.approx(np.mean(pairs), abs=1e-9)


def test_thousands_of_firms_are_quick():
    firms = [[f"C{(n * k) % 600}" for k in range(1, 6)] for n in range(20_000)]
    start = time.perf_counter()
    assert 0.9 < knowledge_distance(firms) < 1
    assert time.perf_counter() - start < 3


@settings(deadline=None)
@given(st.floats(-50, 50), st.integers(1, 400))
def test_the_tail_is_that_of_scipy(t, degrees):
    assert upper_tail(t, degrees) == pytest.approx(stats.t.sf(t, degrees), abs=1e-12)


@settings(deadline=None)
@given(st.floats(0.001, 0.999), st.integers(1, 200))
def test_the_quantile_is_that_of_scipy(probability, degrees):
    wanted = stats.t.ppf(probability, degrees)
    assert quantile(probability, degrees) == pytest.approx(wanted, rel=1e-7, abs=1e-9)


def sample(seed, count=80, bend=-8.0, top=0.5, noise=0.3):
    chance = np.random.default_rng(seed)
    distances = chance.random(count)
    outcomes = 1 + bend * (distances - top) ** 2 + noise * chance.normal(size=count)
    return distances, outcomes


def slope_tests(distances, outcomes, at):
    """Return slope and standard error at a distance by regression around that distance."""
    x = distances - at
    design = np.column_stack([np.ones_like(x), x, x * x])
    terms, rest, *_ = np.linalg.lstsq(design, outcomes, rcond=None)
    spread = rest[0] / (len(x) - 3) * np.linalg.inv(design.T @ design)
    return terms[1] / np.sqrt(spread[1, 1])


@pytest.mark.parametrize("seed", range(8))
def test_the_ends_of_the_range_are_where_the_slope_is_just_not_flat(seed):
    distances, outcomes = sample(seed)
    found = workable_range(distances.tolist(), outcomes.tolist())
    terms = np.polynomial.Polynomial.fit(distances, outcomes, 2)
    assert found.turning == pytest.approx(terms.deriv().roots()[0])
    limit = stats.t.ppf(0.975, 77)
    assert slope_tests(distances, outcomes, found.low) == pytest.approx(limit)
    assert slope_tests(distances, outcomes, found.high) == pytest.approx(-limit)
    tails = [
        stats.t.sf(slope_tests(distances, outcomes, distances.min()), 77),
        stats.t.cdf(slope_tests(distances, outcomes, distances.max()), 77),
    ]
    assert found.p_value == pytest.approx(max(tails), rel=1e-6, abs=1e-14)


def test_the_range_covers_the_top_as_often_as_it_says():
    found = [workable_range(*map(list, sample(seed, top=0.45))) for seed in range(400)]
    inside = [u.low <= 0.45 <= u.high for u in found if u]
    assert len(inside) > 390
    assert 0.92 <= np.mean(inside) <= 0.98


@pytest.mark.parametrize(
    "keywords",
    [
        {"bend": 8.0},  # an upright U
        {"bend": 0.0},  # nothing
        {"top": 1.4},  # rises throughout
        {"top": -0.4},  # falls throughout
        {"top": 0.98, "noise": 0.5},  # the fall is not shown
    ],
)
def test_no_inverted_u_gives_nothing(keywords):
    assert workable_range(*map(list, sample(1, **keywords))) is None


def test_too_little_or_unusable_data():
    assert workable_range([0, 0.5, 1], [0, 1, 0]) is None
    assert workable_range([0, 0, 1, 1, 1], [0, 1, 0, 1, 2]) is None
    exact = workable_range([0.0, 0.25, 0.5, 0.75, 1.0], [0.0, 3.0, 4.0, 3.0, 0.0])
    assert exact.turning == pytest.approx(0.5)
    with pytest.raises(ValueError, match="as many"):
        workable_range([0.1], [1, 2])
    with pytest.raises(ValueError, match="not a number"):
        workable_range([0.1, float("nan")], [1, 2])
    with pytest.raises(ValueError, match="not a number"):
        workable_range([-0.1, 0.2], [1, 2])
