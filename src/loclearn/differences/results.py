"""Verdicts of one run, from a file that assess has written or from its facts."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loclearn.conditions import FOUR_VALUES
from loclearn.errors import InvalidInput, Problem, WrongUse, did_you_mean, shorten
from loclearn.grounds.opening import Opened
from loclearn.tables.text import decode, read_bytes, records

_NEEDED = ("setting", "condition", "value")
_MORE = ("region", "activity", "period", "pooled")
_VALUES = tuple(FOUR_VALUES.values())
_MOST = 20
Key = tuple[str, str]


@dataclass(frozen=True)
class Verdicts:
    """Hold the verdicts of one run.

    about: what is told of each setting, by setting and period.
    values: the verdict by condition, for each of them.
    """

    name: str
    about: Mapping[Key, Mapping[str, Any]]
    values: Mapping[Key, Mapping[str, str]]


def of_run(run: Opened, name: str) -> Verdicts:
    """Return the verdicts on the facts of a run."""
    conditions = run.theory.verdicts
    grades = run.facts.grades(None, [side for one in conditions for side in one.sides])
    columns = {
        one.id: [(grades.of[side] >= 0).tolist() for side in one.sides] for one in conditions
    }
    about, values = {}, {}
    for number, place in enumerate(run.facts.places):
        key = (place.id, place.period or "")
        about[key] = {"region": place.region, "activity": place.activity, "period": place.period,
                      "pooled": place.pooled}  # fmt: skip
        values[key] = {
            id_: FOUR_VALUES[sides[0][number], len(sides) > 1 and sides[1][number]]
            for id_, sides in columns.items()
        }
    return Verdicts(name, about, values)


def of_file(path: Path) -> Verdicts:
    """Return the verdicts of a file that `loclearn assess` has written: JSON, CSV or Parquet.

    Raises InvalidInput with what is wrong with the file, WrongUse where there is none.
    """
    if not path.is_file():
        raise WrongUse(f"There is no file {path}.")
    about: dict[Key, Mapping[str, Any]] = {}
    values: dict[Key, dict[str, str]] = {}
    problems: list[Problem] = []
    for number, row in _rows(path):
        faults = list(_faults(row, str(path), number))
        problems += faults
        if faults:
            continue
        key = (str(row["setting"]), str(row.get("period") or ""))
        pooled = str(row.get("pooled")).lower() == "true"
        about[key] = {name: row.get(name) or None for name in _MORE} | {"pooled": pooled}
        told = values.setdefault(key, {}).setdefault(str(row["condition"]), str(row["value"]))
        if told != row["value"]:
            found = f"{row['value']} for {row['condition']} of {row['setting']}, after {told}"
            problems.append(
                Problem(str(path), number, "value", found, "one value a verdict", "Keep one.")
            )
        if len(problems) > _MOST:
            break
    if not values and not problems:
        problems.append(Problem(str(path), None, None, "no verdict", "verdicts as assess writes"))
    if problems:
        raise InvalidInput(problems)
    return Verdicts(str(path), about, values)


def _faults(row: Mapping[str, Any], file: str, number: int) -> Iterator[Problem]:
    for name in _NEEDED:
        if not row.get(name):
            yield Problem(file, number, name, "nothing", "as loclearn assess writes it")
    value = row.get("value")
    if value and value not in _VALUES:
        cure = did_you_mean(str(value), _VALUES)
        yield Problem(file, number, "value", shorten(str(value)), " or ".join(_VALUES), cure)


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the rows of a file with their numbers; of JSON, the numbers of records."""
    if path.suffix.lower() == ".parquet":
        yield from enumerate(_of_parquet(path), start=1)
        return
    text, problems = decode(read_bytes(path), str(path))
    if problems:
        raise InvalidInput(problems)
    if text.lstrip().startswith(("[", "{")):
        yield from enumerate(_of_json(text, path), start=1)
        return
    rows, problems = records(text, str(path))
    if problems:
        raise InvalidInput(problems)
    header = [cell.strip() for cell in rows[0]] if rows else []
    lacking = [name for name in _NEEDED if name not in header]
    if lacking:
        expected = "the columns " + ", ".join((*_NEEDED, *_MORE)) + " of loclearn assess"
        found = "no column " + ", ".join(lacking)
        raise InvalidInput([Problem(str(path), 1, None, found, expected)])
    for number, cells in enumerate(rows[1:], start=1):
        if any(cell.strip() for cell in cells):
            yield number, dict(zip(header, cells, strict=False))


def _of_json(text: str, path: Path) -> list[Mapping[str, Any]]:
    expected = "a list of records, as loclearn assess --format json writes it"
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(
            [Problem(str(path), None, None, f"no JSON ({shorten(str(error))})", expected)]
        ) from None
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise InvalidInput([Problem(str(path), None, None, "other JSON", expected)])
    return found


def _of_parquet(path: Path) -> list[Mapping[str, Any]]:
    try:
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError:
        raise WrongUse('Parquet needs pip install "loclearn[tables]".') from None
    try:
        rows: list[Mapping[str, Any]] = pyarrow.parquet.read_table(path).to_pylist()
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise InvalidInput(
            [Problem(str(path), None, None, f"no Parquet ({shorten(str(error))})", "Parquet")]
        ) from None
    return rows
