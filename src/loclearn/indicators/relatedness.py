"""Measure how related activities are, and how much related a region already has.

Matrices have regions in rows and activities in columns; NaN is missing and never 0.
"""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
PLACES = 12


def advantage(values: Matrix, totals: Matrix | None = None) -> Matrix:
    """Return the revealed comparative advantage of each region in each activity.

    Parameters
    ----------
    values: regions x activities, such as persons.
    totals: of each region, NaN where unknown; None for the sum over activities where all are known.

    The reference of an activity is taken over the regions whose total and cell are known. NaN is
    given where the cell or the total is missing, and where the region or the activity has nothing.

    Source: Balassa (1965), The Manchester School 33(2), 99-123; in this form Hidalgo et al. (2007),
    Science 317, 482-487.

    >>> advantage(np.array([[30, 70], [10, 90]]))
    array([[1.5  , 0.875],
           [0.5  , 1.125]])
    """
    values = np.asarray(values, dtype=float)
    whole = (values.sum(axis=1) if totals is None else np.asarray(totals, dtype=float))[:, None]
    used = ~np.isnan(values) & (whole > 0)
    of_all = np.where(used, values, 0).sum(axis=0)
    total = np.where(used, whole, 0).sum(axis=0)
    found = np.full(values.shape, np.nan)
    np.divide(values * total, whole * of_all, out=found, where=used & (of_all > 0))
    return np.asarray(np.round(found, PLACES))


def specialised(advantages: Matrix) -> Matrix:
    """Return 1 where the advantage is at least 1, 0 where it is less, NaN where it is not known.

    >>> specialised(np.array([[1.0, 0.9, np.nan]]))
    array([[ 1.,  0., nan]])
    """
    return np.where(np.isnan(advantages), np.nan, (advantages >= 1).astype(float))


def relatedness(held: Matrix) -> Matrix:
    """Return the relatedness of each pair of activities, from 0 to 1.

    phi_ij = min(P(i | j), P(j | i)) = n_ij / max(n_i, n_j), where n counts regions specialised in
    an activity, or in both, among the regions in which both are known. NaN where neither is held.

    Parameters
    ----------
    held: as `specialised` gives it.

    Source: Hidalgo et al. (2007), Science 317, 482-487, where phi is called proximity.

    >>> relatedness(np.array([[1, 1, 0], [1, 0, 0], [0, 0, 1.]]))
    array([[1. , 0.5, 0. ],
           [0.5, 1. , 0. ],
           [0. , 0. , 1. ]])
    """
    known = (~np.isnan(held)).astype(float)
    has = np.where(np.isnan(held), 0, held)
    both = has.T @ has
    alone = has.T @ known
    larger = np.maximum(alone, alone.T)
    phi = np.full(both.shape, np.nan)
    np.divide(both, larger, out=phi, where=larger > 0)
    return phi


def density(held: Matrix, phi: Matrix, *, with_itself: bool = False) -> Matrix:
    """Return the share of what is related to an activity that a region is specialised in.

    omega_rj = sum_i M_ri phi_ij / sum_i phi_ij over the activities i other than j that are known in
    the region. NaN where nothing is related to the activity.

    Parameters
    ----------
    held: as `specialised` gives it.
    phi: as `relatedness` gives it.
    with_itself: let an activity count among those that are related to it, as some packages do.

    Source: Hidalgo et al. (2007), Science 317, 482-487, where i is any product.

    >>> held = np.array([[1, 1, 0], [1, 0, 1], [0, 0, 1.]])
    >>> density(held, relatedness(held)).round(2)
    array([[0.5, 1. , 1. ],
           [0.5, 1. , 1. ],
           [0.5, 0. , 0. ]])
    """
    weights = np.where(np.isnan(phi), 0, phi)
    if not with_itself:
        np.fill_diagonal(weights, 0)
    known = (~np.isnan(held)).astype(float)
    related = known @ weights
    found = np.full(held.shape, np.nan)
    np.divide(np.where(np.isnan(held), 0, held) @ weights, related, out=found, where=related > 0)
    return found
