"""Verdicts and observations as columns, in which a page of many settings stays small."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from loclearn.conditions import FOUR_VALUES

if TYPE_CHECKING:
    import pyarrow

VALUES = ("supported", "contested", "opposed", "unknown")
"""The four values in the order in which a table sorts them; a digit stands for each."""
_TOLD = ("setting", "region", "activity", "period", "pooled")


def coded(values: Iterable[str | None]) -> dict[str, list[Any]]:
    """Return a column as the values that occur, and a number for each row.

    >>> coded(["b", "a", "b", None])
    {'names': ['a', 'b'], 'at': [1, 0, 1, -1]}
    """
    values = list(values)
    names = sorted({value for value in values if value is not None})
    places: dict[str | None, int] = {name: number for number, name in enumerate(names)}
    return {"names": names, "at": [places.get(value, -1) for value in values]}


def settings(verdicts: "pyarrow.Table", count: int) -> list[dict[str, Any]]:
    """Return what is told of each setting: its id, region, activity, period, and if it pools.

    Parameters
    ----------
    verdicts: rows in the order of settings. count: how many rows a setting has.
    """
    found: list[dict[str, Any]] = (
        verdicts.select(_TOLD).take(list(range(0, verdicts.num_rows, count))).to_pylist()
    )
    return found


def verdict_columns(verdicts: "pyarrow.Table", ids: Sequence[str]) -> dict[str, Any]:
    """Return one text of digits a condition, and the contested inputs where there are any.

    Parameters
    ----------
    verdicts: rows in the order of settings, then of conditions. ids: of the conditions, sorted.

    Raises ValueError when the rows are in another order.
    """
    import numpy as np  # noqa: PLC0415

    count = len(ids)
    conditions = _codes(verdicts["condition"], ids).reshape(-1, count)
    if (conditions != np.arange(count)).any():
        raise ValueError("verdicts are not in the order of settings and conditions")
    assert set(VALUES) == set(FOUR_VALUES.values())  # noqa: S101 - a fifth value would be lost
    digits = _codes(verdicts["value"], VALUES).reshape(-1, count) + ord("0")
    rests = np.array(verdicts["contested_inputs"].to_pylist(), dtype=object)
    rows = np.flatnonzero(rests != "")
    contested: dict[str, dict[str, list[int]]] = {}
    names = sorted(set(rests[rows]))
    for row in rows.tolist():
        one = contested.setdefault(ids[row % count], {"rows": [], "at": []})
        one["rows"].append(row // count)
        one["at"].append(names.index(rests[row]))
    return {
        "verdicts": {
            id_: digits[:, n].astype(np.uint8).tobytes().decode("ascii")
            for n, id_ in enumerate(ids)
        },
        "contested": {"names": names, "of": contested},
    }


def _codes(column: Any, names: Sequence[str]) -> Any:
    """Return the place of each cell among some names, as an array."""
    import numpy as np  # noqa: PLC0415

    encoded = column.combine_chunks().dictionary_encode()
    places = [names.index(name) for name in encoded.dictionary.to_pylist()]
    return np.array(places, dtype=np.int64)[encoded.indices.to_numpy()]


def observation_columns(observed: "pyarrow.Table", places: Mapping[str, int]) -> dict[str, Any]:
    """Return observations in the order of their settings, as columns.

    Parameters
    ----------
    observed: with setting, indicator, value, coverage, p_value, capability and inputs.
    places: the number of each setting, by what observations call it.
    """
    import numpy as np  # noqa: PLC0415

    keys = observed["setting"].combine_chunks().dictionary_encode()
    numbers = np.array([places[key] for key in keys.dictionary.to_pylist()], dtype=np.int64)
    at = numbers[keys.indices.to_numpy()] if observed.num_rows else numbers
    order = np.argsort(at, kind="stable")
    rows = observed.take(order)
    steps = np.diff(at[order], prepend=0)
    return {
        "steps": steps.tolist(),
        "indicator": coded(rows["indicator"].to_pylist()),
        "coverage": coded(rows["coverage"].to_pylist()),
        "capability": _sparse(rows["capability"].to_pylist()),
        "value": [_short(value) for value in rows["value"].to_pylist()],
        "p": _sparse(rows["p_value"].to_pylist()),
        "inputs": [text or "" for text in rows["inputs"].to_pylist()],
    }


def _sparse(values: Sequence[Any]) -> list[list[Any]]:
    """Return the cells that are filled, each with its row."""
    return [[row, value] for row, value in enumerate(values) if value is not None]


def _short(value: float) -> float | int:
    """Return a whole number as such, which takes fewer letters."""
    return int(value) if value == int(value) else value
