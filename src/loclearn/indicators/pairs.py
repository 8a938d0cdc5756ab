"""How related each pair of activities is, as a table of pairs.

Relatedness belongs to two activities and to no setting: it is no observation, and decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loclearn.indicators.relatedness import PLACES, relatedness
from loclearn.indicators.structure import Specialisation, specialisations

if TYPE_CHECKING:
    import pyarrow
    from ibis.expr.types import Table

COLUMNS = ("period", "activity", "other_activity", "relatedness", "shared", "regions", "coverage")


def related_pairs(employment: Table, measure: str | None = None) -> pyarrow.Table:
    """Return the relatedness of each pair of activities in each period, each pair once.

    Parameters
    ----------
    employment, measure: as `cells.cells` takes them.

    Columns of the answer: period; activity and other_activity, in the order of their codes;
    relatedness; `shared`, the regions that are specialised in both; `regions`, those in which both
    are known; coverage. A pair with 0 shares no region; of a pair without a row nothing is known.

    >>> import ibis, pyarrow
    >>> rows = ibis.memtable(pyarrow.table({"region": [*"AAABBBCCC"], "activity": [*"xyz"] * 3,
    ...     "persons": [5, 5, 1, 5, 1, 5, 1, 1, 9], "period": ["2017"] * 9,
    ...     "coverage": ["census"] * 9}))
    >>> [tuple(row.values())[1:5] for row in related_pairs(rows, "persons").to_pylist()]
    [('x', 'y', 0.5, 1), ('x', 'z', 0.5, 1), ('y', 'z', 0.0, 0)]
    """
    import pyarrow  # noqa: PLC0415 - heavy

    parts = [_pairs(one) for one in specialisations(employment, measure)]
    types = [pyarrow.string()] * 3 + [pyarrow.float64()] + [pyarrow.int64()] * 2
    schema = pyarrow.schema(list(zip(COLUMNS, [*types, pyarrow.string()], strict=True)))
    return pyarrow.concat_tables([schema.empty_table(), *(part.cast(schema) for part in parts)])


def _pairs(one: Specialisation) -> pyarrow.Table:
    """Return the pairs of one period of which something is known."""
    import pyarrow  # noqa: PLC0415

    phi = relatedness(one.held)
    has, known = np.nan_to_num(one.held), (~np.isnan(one.held)).astype(float)
    left, right = np.triu_indices(len(one.activities), k=1)
    there = ~np.isnan(phi[left, right])
    at = left[there], right[there]
    names = pyarrow.array(one.activities, pyarrow.string())
    columns = [
        pyarrow.repeat(pyarrow.scalar(one.period, pyarrow.string()), len(at[0])),
        names.take(pyarrow.array(at[0])),
        names.take(pyarrow.array(at[1])),
        np.round(phi[at], PLACES),
        (has.T @ has)[at].astype(int),
        (known.T @ known)[at].astype(int),
        pyarrow.repeat(one.coverage, len(at[0])),
    ]
    return pyarrow.table(dict(zip(COLUMNS, columns, strict=True)))
