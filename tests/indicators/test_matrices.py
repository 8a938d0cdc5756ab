"""Relatedness and complexity against two packages, plain Python and a published ranking."""

import csv
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from loclearn.indicators import concentration, ubiquity
from loclearn.indicators.complexity import complexity, reflections, usable
from loclearn.indicators.relatedness import advantage, density, relatedness, specialised
from loclearn.indicators.structure import economic_complexity, relatedness_density
from tests.indicators import plain

NAN = float("nan")
RUNS = settings(max_examples=100, deadline=None)
VALUES = np.array(
    [[100, 0, 0, 0, 0], [0, 35, 5, 70, 40], [0, 20, 10, 20, 50], [0, 25, 30, 5, 40],
     [60, 40, 55, 5, 0]], dtype=float,
)  # fmt: skip


def matrices(*cells):
    sizes = st.tuples(st.integers(1, 6), st.integers(1, 6))
    return sizes.flatmap(
        lambda size: st.lists(
            st.sampled_from(cells), min_size=size[0] * size[1], max_size=size[0] * size[1]
        ).map(lambda xs: np.array(xs, dtype=float).reshape(size))
    )


@given(matrices(0.0, 1.0, NAN))
@RUNS
def test_relatedness_is_the_smaller_conditional_probability(held):
    phi = relatedness(held)
    for i, j in product(range(held.shape[1]), repeat=2):
        both = [(row[i], row[j]) for row in held if not (np.isnan(row[i]) or np.isnan(row[j]))]
        n_i, n_j = sum(one == 1 for one, _ in both), sum(other == 1 for _, other in both)
        together = sum(pair == (1, 1) for pair in both)
        expected = [together / n for n in (n_i, n_j) if n]
        if not expected:
            assert np.isnan(phi[i, j])
        else:
            assert phi[i, j] == pytest.approx(min(expected))


@given(matrices(0.0, 1.0, NAN))
@RUNS
def test_density_is_the_share_of_what_is_related(held):
    phi = relatedness(held)
    found = density(held, phi)
    for r, j in product(*map(range, held.shape)):
        others = [i for i in range(held.shape[1]) if i != j and not np.isnan(held[r, i])]
        weights = {i: phi[i, j] for i in others if not np.isnan(phi[i, j])}
        if sum(weights.values()) == 0:
            assert np.isnan(found[r, j])
        else:
            share = sum(w for i, w in weights.items() if held[r, i]) / sum(weights.values())
            assert found[r, j] == pytest.approx(share)


@given(matrices(0.0, 1.0, 2.0, 7.0, 300.0, NAN))
@settings(max_examples=20, deadline=None)
def test_the_advantage_of_a_matrix_is_the_quotient_of_the_table(values):
    rows = {(str(r), f"a{a}"): None if np.isnan(x) else x for (r, a), x in np.ndenumerate(values)}
    found = advantage(values)
    by_matrix = {(str(r), f"a{a}"): x for (r, a), x in np.ndenumerate(found) if not np.isnan(x)}
    by_table = plain.values(concentration.location_quotient(plain.table(rows)))
    assert by_matrix == pytest.approx(by_table, rel=1e-9)


@given(matrices(0.0, 0.0, 1.0))
@RUNS
def test_complexity_is_an_eigenvector_standardized_with_the_sign_of_diversity(held):
    found = complexity(held)
    if found.reason is not None:
        assert np.isnan(found.regions).all()
        assert np.isnan(found.activities).all()
        return
    rows, columns = usable(held)
    matrix, values = held[np.ix_(rows, columns)], found.regions[rows]
    diversity, count = matrix.sum(axis=1), matrix.sum(axis=0)
    assert np.isnan(found.regions[~rows]).all()
    assert values.mean() == pytest.approx(0, abs=1e-9)
    assert values.std() == pytest.approx(1)
    assert np.corrcoef(values, diversity)[0, 1] > 0
    step = (matrix / diversity[:, None]) @ (matrix / count).T
    largest = sorted(np.linalg.eigvals(step).real)
    assert found.eigenvalue == pytest.approx(largest[-2])
    raw = values + np.dot(diversity, -values) / diversity.sum()  # orthogonal to the constant
    assert step @ raw == pytest.approx(found.eigenvalue * raw, abs=1e-7)


@given(matrices(0.0, 1.0, 2.0, 7.0, 300.0))
@RUNS
def test_we_agree_with_econcomplex(values):
    econcomplex = pytest.importorskip("econcomplex")
    assume(values.sum() > 0)
    held = specialised(advantage(values))
    rows, columns = usable(held)
    values = values[np.ix_(rows, columns)]
    held = specialised(advantage(values))  # without what has nothing, as econcomplex wants it
    assume((held.sum(axis=0) > 0).all() and (held.sum(axis=1) > 0).all())
    assume(not np.isnan(held).any())
    theirs = econcomplex.relatedness_density(held, use_rca=False) / 100
    ours = density(held, relatedness(held))
    assert np.where(np.isnan(ours), 0, ours) == pytest.approx(theirs)
    found = complexity(held)
    if found.reason is None:
        regions, _ = econcomplex.eci_pci(held, use_rca=False)
        assert found.regions == pytest.approx(regions, abs=1e-6)


def test_we_agree_with_ecomplexity():
    """Density with an activity's own share, diversity, ubiquity and complexity of py-ecomplexity.

    Made with ecomplexity 0.5.3: ecomplexity(data, {"time": "y", "loc": "r", "prod": "i", "val":
    "v"}, check_logsupermodularity=False) on VALUES, rounded to six places.
    """
    held = specialised(advantage(VALUES))
    assert held.sum(axis=1).tolist() == DIVERSITY
    assert held.sum(axis=0).tolist() == UBIQUITY
    assert density(held, relatedness(held), with_itself=True) == pytest.approx(DENSITY, abs=1e-6)
    found = complexity(held)
    assert found.regions == pytest.approx(ECI, abs=1e-6)


def test_reflections_settle_on_complexity():
    held = specialised(advantage(VALUES))
    regions, _ = reflections(held, 40)
    assert abs(np.corrcoef(regions, complexity(held).regions)[0, 1]) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        ([[1.0, 1, 0]], "1 regions and 2 activities"),
        ([[1.0, 0], [0, 1]], "2 regions"),
        (np.ones((5, 4)), "same activities"),
        ([[1.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0]], "2 parts"),
        (np.eye(4), "4 parts"),
        ([[1.0, 1, 0], [0, 1, 1], [1, 0, 1]], "more than once"),
        ([[1.0, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]], "equally diverse"),
        (np.full((3, 3), NAN), "0 regions"),
        (np.zeros((3, 3)), "0 regions"),
        (np.empty((0, 0)), "0 regions"),
    ],
)
def test_what_is_not_determined_is_not_given(held, reason):
    found = complexity(np.asarray(held))
    assert reason in found.reason
    assert np.isnan(found.regions).all()


def test_rows_of_a_table_become_observations_and_what_is_left_out_is_named():
    rows = {(f"R{r}", f"I{a}"): x for (r, a), x in np.ndenumerate(VALUES)}
    rows |= {("R9", f"I{a}"): None if a else 3 for a in range(5)}
    found, problems = economic_complexity(plain.table(rows))
    assert [row["region"] for row in found] == [f"R{r}" for r in range(5)]
    assert [row["value"] for row in found] == pytest.approx(ECI, abs=1e-6)
    assert {row["activity"] for row in found} == {"ALL"}
    assert {row["coverage"] for row in found} == {"sample"}
    assert [problem.found for problem in problems] == ["2017: R9 without a known specialisation"]
    found, problems = relatedness_density(plain.table(rows))
    assert {row["region"] for row in found} == {f"R{r}" for r in range(5)}
    assert problems == []
    zeros = dict.fromkeys(rows, 0)
    for measure in (economic_complexity, relatedness_density):
        found, problems = measure(plain.table(zeros))
        assert found == []
        assert len(problems) == 1


def uk(shared, name, column="SIC4"):
    rows: dict[tuple[str, str], float] = {}
    path = shared / "data" / "regional" / "uk" / f"nomis_{name}_2017_TYPE450.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["geo_cd"], row[column]
            rows[key] = rows.get(key, 0) + float(row["value"])
    return rows


@pytest.mark.shared
def test_all_quotients_of_the_uk_are_those_of_pandas(shared):
    import pandas as pd

    rows = uk(shared, "BRES")
    frame = pd.Series(rows).unstack()
    expected = frame.div(frame.sum(axis=1), axis=0) / (frame.sum() / frame.to_numpy().sum())
    found = plain.values(concentration.location_quotient(plain.table(rows)))
    assert len(found) == expected.notna().to_numpy().sum() > 20_000
    assert found == pytest.approx(expected.stack().to_dict(), rel=1e-9, abs=1e-12)
    counts = (expected >= 1).sum()
    ubiquities = plain.values(ubiquity.ubiquity(plain.table(rows)))
    assert {(activity): n for (_, activity), n in ubiquities.items()} == counts.to_dict()


@pytest.mark.shared
def test_complexity_of_the_uk_is_the_published_one(shared):
    """All 40 values of Nesta (2021), github.com/nestauk/beis-indicators at commit 734a8ae (MIT).

    In ds/data/processed/industry/economic_complexity_index.nuts2.csv, for 2017, of local units by
    72 clusters; not standardized, rounded to four places. Their sign is not that of diversity.
    """
    found, problems = economic_complexity(plain.table(uk(shared, "IDBR", "cluster_name")))
    ours = {row["region"]: row["value"] for row in found}
    theirs = np.array([NESTA[region] for region in ours])
    assert problems == []
    assert len(ours) == 40
    expected = -(theirs - theirs.mean()) / theirs.std()
    assert list(ours.values()) == pytest.approx(expected, abs=0.001)


NESTA = {
    "UKC1": -0.1127,
    "UKC2": -0.0907,
    "UKD1": -0.0882,
    "UKD3": 0.0577,
    "UKD4": -0.0537,
    "UKD6": 0.0893,
    "UKD7": -0.0207,
    "UKE1": -0.1119,
    "UKE2": -0.1107,
    "UKE3": -0.0701,
    "UKE4": -0.005,
    "UKF1": -0.0533,
    "UKF2": -0.0172,
    "UKF3": -0.1363,
    "UKG1": -0.0425,
    "UKG2": -0.0742,
    "UKG3": 0.0103,
    "UKH1": -0.0451,
    "UKH2": 0.2361,
    "UKH3": 0.0477,
    "UKI3": 0.3585,
    "UKI4": 0.3541,
    "UKI5": 0.229,
    "UKI6": 0.3723,
    "UKI7": 0.3988,
    "UKJ1": 0.2388,
    "UKJ2": 0.2694,
    "UKJ3": 0.0535,
    "UKJ4": 0.0249,
    "UKK1": 0.0571,
    "UKK2": -0.0713,
    "UKK3": -0.1133,
    "UKK4": -0.0772,
    "UKL1": -0.1194,
    "UKL2": -0.1269,
    "UKM2": -0.0746,
    "UKM3": -0.1241,
    "UKM5": -0.0689,
    "UKM6": -0.0836,
    "UKN0": -0.1023,
}

DENSITY = np.array(
    [
        [0.571429, 0.083333, 0.214286, 0.0, 0.0],
        [0.142857, 0.75, 0.357143, 1.0, 0.878788],
        [0.142857, 0.75, 0.357143, 1.0, 0.878788],
        [0.428571, 0.75, 0.785714, 0.538462, 0.757576],
        [1.0, 0.583333, 0.857143, 0.230769, 0.393939],
    ]
)
ECI = [-1.746904, 0.878407, 0.878407, 0.445089, -0.455]
DIVERSITY = [1, 3, 3, 3, 3]
UBIQUITY = [2, 4, 2, 2, 3]
