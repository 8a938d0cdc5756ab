"""The headers of CORDIS since FP7, and their rows as texts.

Tables of organizations of today name project, organization, type and region in each row. Older ones
and those that others derived from them keep organizations and participations apart, and call the
same things otherwise. A column is told by its name without case, blanks and underscores.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, did_you_mean, shorten
from loclearn.tables.text import conflicts, decode, delimiter, read_bytes

_AGAIN = "Download the file again."
_LARGEST_CELL = 10_000_000
WHOLE = "whole"
"""Stands for all cells of a row, also those that are not read: equal where rows are equal."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "project": ("projectid", "projectrcn", "projectreference"),
    "organisation": ("organisationid", "organizationid", "neworgid", "organisationpic", "pic"),
    "type": ("activitytype",),
    "region": ("nutscode", "regionlevelnuts3"),
    "country": ("country",),
    "id": ("id", "reference"),
    "rcn": ("rcn", "projectrcn"),
    "start": ("startdate",),
    "end": ("enddate",),
    "topics": ("topics",),
    "programme": ("frameworkprogramme",),
}
"""What is read, and the names of its column, the first that a file has."""


@dataclass
class Table:
    """Hold the rows of one file, with the columns that are read by what they mean.

    columns: the name in the file of what is read. rows: the number of each row, the header being
    1, with its cells by what they mean. problems: what is wrong with rows. broken: how many rows
    could not be read.
    """

    file: str
    columns: dict[str, str]
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: int = 0

    def problem(self, row: int | None, what: str, found: str, expected: str, cure: str = "",
                severity: str = "violation") -> Problem:  # fmt: skip
        """Return a problem of a row, in the words of the file."""
        column = self.columns.get(what, what)
        return Problem(self.file, row, column, found, expected, cure, severity)


def read(path: Path, wanted: Sequence[str], needed: Sequence[str]) -> Table:
    """Read a file of CORDIS.

    Parameters
    ----------
    path: CSV, in any encoding and with any delimiter that tables may have.
    wanted: keys of COLUMNS that are read where the file has them. needed: those it must have.

    Raises InvalidInput when the file is no such table, or breaks off.
    """
    file = str(path)
    text = _text(path)
    names, lines = _lines(text, file)
    columns = _columns(names, wanted)
    lacking = [what for what in needed if what not in columns]
    if lacking:
        raise InvalidInput([_lacking(what, names, file) for what in lacking])
    places = {what: names.index(name) for what, name in columns.items()}
    table = Table(file, columns)
    for number, cells in lines:
        if not any(cells):
            continue
        if len(cells) < len(names) or any(map(str.strip, cells[len(names) :])):
            table.broken += 1
            found, expected = f"{len(cells)} cells", f"{len(names)} as in the header"
            cure = "Quote the delimiter where a cell holds it."
            table.problems.append(Problem(file, number, None, found, expected, cure))
            continue
        row = {what: cells[n].strip() for what, n in places.items()}
        table.rows.append((number, row | {WHOLE: str(hash(tuple(cells)))}))
    _whole(table, text, len(names))
    if not table.rows and not table.broken:
        found = "a header without rows"
        raise InvalidInput([Problem(file, None, None, found, "at least one row", _AGAIN)])
    return table


def has(path: Path, what: str) -> bool:
    """Return whether the header of a file names something.

    Raises InvalidInput when the file is no table.
    """
    names, _ = _lines(_text(path), str(path))
    return what in _columns(names, [what])


def _text(path: Path) -> str:
    file = str(path)
    text, problems = decode(read_bytes(path), file)
    if problems:
        raise InvalidInput(problems)
    if markers := conflicts(text, file):
        raise InvalidInput(markers)
    if text.lstrip().startswith("<"):
        found = f"a web page ({shorten(text.lstrip().splitlines()[0])})"
        raise InvalidInput([Problem(file, 1, None, found, "a table of CORDIS", _AGAIN)])
    if not text.strip():
        raise InvalidInput([Problem(file, None, None, "an empty file", "a table", _AGAIN)])
    return text


def _lines(text: str, file: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """Return the header, and the rows with their numbers as they are asked for."""
    csv.field_size_limit(_LARGEST_CELL)
    first = next(line for line in io.StringIO(text) if line.strip())
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(first), strict=True)

    def rows() -> Iterator[tuple[int, list[str]]]:
        number = 1
        try:
            for cells in reader:
                number += 1
                yield number, cells
        except csv.Error as error:
            found = f"quoting that is broken, or breaks off, after row {number} ({error})"
            raise InvalidInput(
                [Problem(file, number + 1, None, found, "whole rows", _AGAIN)]
            ) from None

    try:
        header = next(cells for cells in reader if any(map(str.strip, cells)))
    except csv.Error as error:
        found = f"a header that is cut off ({error})"
        raise InvalidInput([Problem(file, 1, None, found, "a header", _AGAIN)]) from None
    return [name.strip() for name in header], rows()


def _plain(name: str) -> str:
    return re.sub(r"[\s_]", "", name).lower()


def _columns(names: Sequence[str], wanted: Sequence[str]) -> dict[str, str]:
    """Return the column of each thing that is wanted and there.

    >>> _columns(["new_org_id", "REGION_Level_NUTS_3"], ["organisation", "region", "type"])
    {'organisation': 'new_org_id', 'region': 'REGION_Level_NUTS_3'}
    >>> _columns(["project_rcn", "role", "id", "activity_type"], ["project", "organisation"])
    {'project': 'project_rcn', 'organisation': 'id'}
    """
    plain = {_plain(name): name for name in reversed(names)}
    found = {}
    for what in wanted:
        known = [plain[name] for name in COLUMNS[what] if name in plain]
        if not known and what == "organisation" and "id" in plain:
            known = [plain["id"]]  # of H2020 before 2021
        if known:
            found[what] = known[0]
    return found


def _lacking(what: str, names: Sequence[str], file: str) -> Problem:
    expected = f"a column of the {what}: {' or '.join(COLUMNS[what])}"
    cure = did_you_mean(COLUMNS[what][0], names) or f"There are {shorten(', '.join(names))}."
    return Problem(file, 1, None, "no such column", expected, cure)


def _whole(table: Table, text: str, width: int) -> None:
    """Raise InvalidInput where the last row is cut off; warn where its line end is missing."""
    if text.endswith(("\n", "\r")):
        return
    last = table.problems[-1] if table.problems else None
    if last and last.row and last.row > (table.rows[-1][0] if table.rows else 1):
        found = f"a file that breaks off: {last.found} of {width} in the last row"
        raise InvalidInput([Problem(table.file, last.row, None, found, "a whole file", _AGAIN)])
    row = table.rows[-1][0] if table.rows else 1
    found, expected = "no line end after the last row", "a whole file"
    cure = "It may have been cut off; download it again to be sure."
    table.problems.append(Problem(table.file, row, None, found, expected, cure, "warning"))
