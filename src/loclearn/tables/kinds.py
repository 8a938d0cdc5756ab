"""Tell a table by its header, and check it by the contract that the header calls for."""

from pathlib import Path

from loclearn.errors import Problem
from loclearn.tables.contract import contract
from loclearn.tables.reading import read_table, required
from loclearn.tables.text import decode, read_bytes, records

KINDS = ("evidence", "cases", "works", "claims", "citations", "paragraphs", "anomalies")
"""The tables of the literature."""
REGIONAL = (
    "actors", "ties", "consortia", "employment", "capabilities", "regions", "crosswalk", "outcomes"
)  # fmt: skip
"""The tables of regions."""
UNPLACED = "unplaced.csv"
"""What an import could not place lies beside the tables and is not one of them."""
_EVERY = (*KINDS, *REGIONAL)
ALL = "ALL"
"""Stands for all activities together; settings of it never join those of one activity."""
OUTSIDE = "outside"
"""The code of the region in which partners outside a survey lie; it gives no setting."""


def check_table(path: Path) -> tuple[int, list[Problem]]:
    """Return the number of rows of a table with its problems.

    >>> from loclearn import resources
    >>> check_table(resources.data() / "evidence.csv")
    (207, [])
    """
    header, problems = _header(path)
    if problems:
        return 0, problems
    kind = kind_of(header)
    if kind is None:
        known = "; ".join(f"{name}: {','.join(required(contract(name)))} …" for name in _EVERY)
        found = "a header of no known table" if any(header) else "an empty file"
        return 0, [Problem(str(path), None, None, found, f"one of the headers {known}")]
    table = read_table(path, contract(kind))
    return len(table.rows), list(table.problems)


def kind_of(header: list[str]) -> str | None:
    """Return the table with which a header shares most columns, or None.

    >>> kind_of(["case_id", "place", "kind", "activity"])
    'cases'
    """
    shared = {name: len(set(header) & set(contract(name).names)) for name in _EVERY}
    best = max(shared, key=lambda name: (shared[name], _has_keys(name, header)))
    return best if shared[best] else None


def _has_keys(name: str, header: list[str]) -> int:
    return sum(key in header for key in contract(name).keys)


def kind_of_file(path: Path) -> str | None:
    """Return the table that a file holds, or None when its header is of no known one."""
    header, _ = _header(path)
    return kind_of(header)


def _header(path: Path) -> tuple[list[str], list[Problem]]:
    text, problems = decode(read_bytes(path), str(path))
    if problems:
        return [], problems
    rows, _ = records(text, str(path))
    first = next((row for row in rows if any(cell.strip() for cell in row)), [])
    return [cell.strip() for cell in first], []
