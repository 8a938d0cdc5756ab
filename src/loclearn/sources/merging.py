"""Join several files of one table: duplicates, contradictions, the embedded data."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from loclearn import resources
from loclearn.errors import Problem, shorten
from loclearn.tables import Row, contract, read_table


@dataclass(frozen=True)
class Joined:
    """Hold the rows of one table out of several files.

    complete: whether all rows of all files are among the rows.
    """

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    complete: bool


def read_all(name: str, paths: Sequence[Path | str], *, embedded: bool) -> Joined:
    """Read the files of one table, the embedded one first, and join them by their key.

    Identical rows count once and give a warning; one key with different contents is a violation.
    """
    kind = contract(name)
    tables = []
    if embedded:
        path = resources.data() / f"{name}.csv"
        tables.append(read_table(path, kind, name=f"embedded {path.name}"))
    tables += [read_table(path, kind) for path in paths]
    rows, problems = join((row for table in tables for row in table.rows), kind.key)
    found = [problem for table in tables for problem in table.problems]
    return Joined(tuple(rows), (*found, *problems), all(table.complete for table in tables))


def join(rows: Iterable[Row], key: str) -> tuple[list[Row], list[Problem]]:
    """Return rows with distinct keys, and a problem for each repeated key."""
    first: dict[str, Row] = {}
    repeats: dict[tuple[str, str], list[int]] = defaultdict(list)
    problems = []
    for row in rows:
        name = str(row.values[key])
        other = first.setdefault(name, row)
        if other is row:
            continue
        column = row.differs(other)
        if column is None:
            repeats[row.file, other.file].append(row.number)
        else:
            problems.append(_conflict(row, other, key, column))
    problems += [
        Problem(
            file,
            min(numbers),
            key,
            f"{_count(numbers)} already in {other}",
            "each row once",
            "The repetition is ignored.",
            "warning",
        )
        for (file, other), numbers in repeats.items()
    ]
    return list(first.values()), problems


def _conflict(row: Row, other: Row, key: str, column: str) -> Problem:
    found = expected = ""
    if row.sound and other.sound:
        found = f" with another {column} ({shorten(row.text(column) or 'empty')})"
        expected = f" ({shorten(other.text(column) or 'empty')})"
    return Problem(
        row.file,
        row.number,
        key,
        f"{shorten(str(row.values[key]))} again{found}",
        f"the content of {other.file}, row {other.number}{expected}, or another {key}",
        "Give the new row an id of its own, or remove one of the two.",
    )


def _count(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return "a row"
    return f"{len(numbers)} rows ({min(numbers)} to {max(numbers)})"
