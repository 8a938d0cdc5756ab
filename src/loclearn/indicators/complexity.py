"""Measure how complex the activities of a region are, by who else is specialised in them.

Matrices have regions in rows and activities in columns: 1 specialised, 0 not, NaN missing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loclearn.indicators.relatedness import Matrix

Mask = NDArray[np.bool_]
_LEAST_REGIONS = 3
_LEAST_ACTIVITIES = 2
_SAME = 1e-9


@dataclass(frozen=True)
class Complexity:
    """Hold the complexity of regions and activities, or the reason why there is none.

    regions, activities: standardized values, NaN for those left out, all NaN with a reason.
    eigenvalue: the second largest; how sharply the matrix falls apart in two (1: wholly).
    reason: why nothing is given, or None.
    """

    regions: Matrix
    activities: Matrix
    eigenvalue: float = float("nan")
    reason: str | None = None


def usable(held: Matrix) -> tuple[Mask, Mask]:
    """Return which regions and activities can be compared, as two masks.

    Regions of which nothing is known are left out first, then activities that are unknown in one of
    the others, then regions and activities that are specialised in nothing, or nowhere.

    >>> regions, activities = usable(np.array([[1, 0, np.nan], [0, 0, 1], [np.nan] * 3]))
    >>> regions, activities
    (array([ True, False, False]), array([ True, False, False]))
    """
    rows = ~np.isnan(held).all(axis=1)
    columns = ~np.isnan(held[rows]).any(axis=0)
    rows = np.logical_and(rows, (np.where(columns, held, 0) > 0).any(axis=1))
    return rows, np.logical_and(columns, (held[rows] > 0).any(axis=0))


def reflections(held: Matrix, steps: int) -> tuple[Matrix, Matrix]:
    """Return regions and activities after so many steps of the method of reflections.

    Step 0 is diversity (of regions) and ubiquity (of activities); each further step is the mean of
    the other side's last step: k_c,N = sum_p M_cp k_p,N-1 / k_c,0, and k_p,N likewise.

    Parameters
    ----------
    held: only 0 and 1, each row and column with a 1 (see `usable`).
    steps: even steps describe regions by regions, odd ones by activities.

    Source: Hidalgo & Hausmann (2009), PNAS 106(26), 10570-10575, equations 1 to 4.

    >>> held = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0.]])
    >>> reflections(held, 0)
    (array([3., 2., 1.]), array([3., 2., 1.]))
    >>> reflections(held, 1)
    (array([2. , 2.5, 3. ]), array([2. , 2.5, 3. ]))
    """
    diversity, ubiquity = held.sum(axis=1), held.sum(axis=0)
    regions, activities = diversity, ubiquity
    for _ in range(steps):
        regions, activities = held @ activities / diversity, held.T @ regions / ubiquity
    return regions, activities


def complexity(held: Matrix) -> Complexity:
    """Return the economic complexity of regions and of activities.

    The eigenvector of the second largest eigenvalue of M~_cc' = sum_p M_cp M_c'p / (k_c,0 k_p,0),
    with the sign that correlates positively with diversity, standardized over the regions by mean
    and standard deviation (divisor n); for activities likewise, with the sign that goes with it. It
    is found as the second pair of singular vectors of M_cp / sqrt(k_c,0 k_p,0).

    Nothing is given, with a reason, where the vector is not determined: fewer than 3 regions or 2
    activities, parts that share nothing, regions all alike, two equal eigenvalues, or no
    correlation with diversity.

    Among regions of one country the metropolis is often less diverse than the rest: the sign can
    then be the reverse of one that was set by hand.

    Source: Hausmann et al. (2014), The Atlas of Economic Complexity, p. 24, box 2.1; after Hidalgo
    & Hausmann (2009), PNAS 106(26), 10570-10575.

    >>> held = np.array([[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0.]])
    >>> complexity(held).regions.round(3)
    array([ 1.342,  0.447, -0.447, -1.342])
    >>> complexity(np.ones((4, 3))).reason
    'all regions are specialised in the same activities'
    """
    rows, columns = usable(held)
    matrix = held[np.ix_(rows, columns)]
    regions, activities = np.full(len(rows), np.nan), np.full(len(columns), np.nan)
    if matrix.shape[0] < _LEAST_REGIONS or matrix.shape[1] < _LEAST_ACTIVITIES:
        least = f"at least {_LEAST_REGIONS} and {_LEAST_ACTIVITIES} are needed"
        few = f"{matrix.shape[0]} regions and {matrix.shape[1]} activities compare; {least}"
        return Complexity(regions, activities, reason=few)
    diversity, ubiquity = matrix.sum(axis=1), matrix.sum(axis=0)
    scaled = matrix / np.sqrt(np.outer(diversity, ubiquity))
    left, sizes, right = np.linalg.svd(scaled, full_matrices=False)
    of_regions, of_activities = left[:, 1] / np.sqrt(diversity), right[1] / np.sqrt(ubiquity)
    reason = _undetermined(sizes**2) or _unsigned(of_regions, diversity)
    if reason is not None:
        return Complexity(regions, activities, float(sizes[1] ** 2), reason)
    sign = np.sign(np.corrcoef(of_regions, diversity)[0, 1])
    regions[rows] = _standardized(sign * of_regions)
    activities[columns] = _standardized(sign * of_activities)
    return Complexity(regions, activities, float(sizes[1] ** 2))


def _undetermined(eigenvalues: Matrix) -> str | None:
    """Return why no second eigenvector is singled out, or None.

    Parameters
    ----------
    eigenvalues: from the largest, which is 1, to the smallest.
    """
    parts = int((eigenvalues > 1 - _SAME).sum())
    if parts > 1:
        return f"the regions fall into {parts} parts that have no specialisation in common"
    if eigenvalues[1] < _SAME:
        return "all regions are specialised in the same activities"
    if len(eigenvalues) > 2 and eigenvalues[1] - eigenvalues[2] < _SAME:
        return "the second eigenvalue occurs more than once: no ranking is singled out"
    return None


def _unsigned(vector: Matrix, diversity: Matrix) -> str | None:
    """Return why the sign of the vector is not determined, or None."""
    if np.ptp(diversity) == 0:
        return "all regions are equally diverse: which end is the complex one is not determined"
    if abs(np.corrcoef(vector, diversity)[0, 1]) < _SAME:
        return "no correlation with diversity: which end is the complex one is not determined"
    return None


def _standardized(vector: Matrix) -> Matrix:
    """Return a vector with mean 0 and standard deviation 1, of divisor n."""
    return np.asarray((vector - vector.mean()) / vector.std())
