"""Read one file against its contract: every problem, nothing lost."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from loclearn.errors import Problem, did_you_mean, shorten
from loclearn.tables.cells import Value, convert
from loclearn.tables.contract import Contract, Field
from loclearn.tables.text import decode, read_bytes, records

_ROUGH = range(0xDC80, 0xDD00)


@dataclass(frozen=True)
class Row:
    """Hold one row of a table with the place where it stands.

    values: the value of every column that the file has; None where the cell is empty.
    sound: whether the row has no violation; an unsound row only keeps others from being blamed.
    """

    file: str
    number: int
    values: dict[str, Value]
    sound: bool = True

    def text(self, column: str) -> str | None:
        """Return the cell as text, or None when it is empty or the column is missing."""
        value = self.values.get(column)
        return None if value is None else str(value)

    def differs(self, other: "Row") -> str | None:
        """Return the first column in which two rows differ; a missing column is an empty cell."""
        columns = dict.fromkeys([*self.values, *other.values])
        return next((c for c in columns if self.values.get(c) != other.values.get(c)), None)


@dataclass(frozen=True)
class Table:
    """Hold the rows of a file that have a key, and all its problems.

    complete: whether each row of the file is among the rows; else missing rows blame nobody.
    """

    contract: Contract
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    complete: bool


def read_table(path: Path | str, contract: Contract, *, name: str | None = None) -> Table:
    """Read a CSV file against a contract.

    Parameters
    ----------
    path: the file; UTF-8 or UTF-16, any line ends, comma, semicolon or tab.
    contract: what the table must look like.
    name: how problems call the file, its path by default.

    Raises WrongUse when the file cannot be read at all. Everything else is a problem.

    >>> from loclearn import resources
    >>> from loclearn.tables.contract import contract
    >>> len(read_table(resources.data() / "evidence.csv", contract("evidence")).rows)
    207
    """
    file = name or str(path)
    text, problems = decode(read_bytes(path), file)
    if problems:
        return Table(contract, (), tuple(problems), complete=False)
    raw, broken = records(text, file)
    numbered = [(n, [_clean(cell) for cell in cells]) for n, cells in enumerate(raw, start=1)]
    filled = [(n, cells) for n, cells in numbered if any(cells)]
    if not filled:
        first = ",".join(required(contract))
        empty = Problem(
            file,
            None,
            None,
            "an empty file",
            f"a table of {contract.name}",
            f"Its first row is: {first} …",
        )
        return Table(contract, (), (*broken, *([] if broken else [empty])), complete=False)
    (number, header), *body = filled
    columns, trouble = _header(header, number, contract, file)
    if not columns:
        return Table(contract, (), tuple(trouble), complete=False)
    trouble += _unnamed(header, body, file)
    rows, more = _rows(body, columns, contract, file)
    if not body and not broken:
        what = "a header without rows"
        more.append(Problem(file, None, None, what, "at least one row", severity="warning"))
    complete = len(rows) == len(body) and not broken
    return Table(contract, tuple(rows), (*trouble, *more, *broken), complete)


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.strip())


def required(contract: Contract) -> list[str]:
    """Return the columns that no table may lack.

    >>> from loclearn.tables.contract import contract
    >>> required(contract("cases"))
    ['case_id', 'place', 'kind', 'activity']
    """
    return [f.name for f in contract.fields if f.column]


def _header(
    header: list[str], number: int, contract: Contract, file: str
) -> tuple[list[Field | None], list[Problem]]:
    problems = []
    known = contract.names
    if not set(header) & set(known):
        return [], [_no_header(header, number, contract, file)]
    missing = [name for name in required(contract) if name not in header]
    for position, name in enumerate(header, start=1):
        if name in known and header.index(name) != position - 1:
            problems.append(
                Problem(
                    file,
                    number,
                    name,
                    "the column twice",
                    "each column once",
                    "Remove one of the two.",
                )
            )
        elif name and name not in known:
            hint = did_you_mean(name, missing) or did_you_mean(name, known)
            problems.append(
                Problem(
                    file,
                    number,
                    name,
                    "a column outside the contract",
                    "a column of the table of " + contract.name,
                    hint or "Rename or remove it.",
                )
            )
    for name in missing:
        problems.append(
            Problem(
                file,
                number,
                name,
                "no such column",
                contract.field(name).expectation + " in each row",
                contract.field(name).description,
            )
        )
    return [contract.field(name) if name in known else None for name in header], problems


def _no_header(header: list[str], number: int, contract: Contract, file: str) -> Problem:
    return Problem(
        file,
        number,
        None,
        f"{shorten(', '.join(header))}, none of which is a column of the table of {contract.name}",
        "the header: " + ",".join(required(contract)) + " …",
        "Remove rows above the header, and check that it is the right file.",
    )


def _unnamed(header: list[str], body: list[tuple[int, list[str]]], file: str) -> list[Problem]:
    problems = []
    for position, name in enumerate(header):
        filled = [n for n, cells in body if not name and len(cells) > position and cells[position]]
        if filled:
            problems.append(
                Problem(
                    file,
                    filled[0],
                    None,
                    f"a value in column {position + 1}, which has no name in the header",
                    "a name for each column",
                    "Name the column or clear its cells.",
                )
            )
    return problems


def _rows(
    body: list[tuple[int, list[str]]], columns: list[Field | None], contract: Contract, file: str
) -> tuple[list[Row], list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, cells in body:
        values: dict[str, Value] = {}
        trouble = _shape(cells, columns, number, file)
        for field, cell in zip(columns, cells, strict=False):
            if field is not None:
                values[field.name], problem = _cell(cell, field, number, file)
                trouble += [problem] if problem else []
        problems += trouble or _swallowed(cells, len(columns), number, file)
        if values.get(contract.key) is not None:
            whole = all(
                values.get(field.name) is not None for field in contract.fields if field.required
            )
            rows.append(Row(file, number, values, sound=whole and not any(map(_stops, trouble))))
    return rows, problems


def _swallowed(cells: list[str], width: int, number: int, file: str) -> list[Problem]:
    """Warn of a quoted cell that holds what looks like whole rows."""
    for cell in cells:
        lines = cell.splitlines()[1:]
        if any(max(line.count(c) for c in ",;\t") >= max(width - 2, 3) for line in lines):
            cure = "Look for a lone quotation mark before it."
            found = "a cell with line ends that seems to hold whole rows"
            return [Problem(file, number, None, found, "one value", cure, "warning")]
    return []


def _stops(problem: Problem) -> bool:
    return problem.severity == "violation"


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _shape(cells: list[str], columns: list[Field | None], number: int, file: str) -> list[Problem]:
    extra = [c for c in cells[len(columns) :] if c]
    if len(cells) < len(columns) or extra:
        cure = "Quote cells that hold the delimiter, and keep empty cells at the end of the row."
        return [
            Problem(
                file, number, None, _cells(len(cells)), f"{len(columns)} as in the header", cure
            )
        ]
    return []


def _cell(cell: str, field: Field, number: int, file: str) -> tuple[Value, Problem | None]:
    if any(ord(character) in _ROUGH for character in cell):
        shown = cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        return None, Problem(
            file,
            number,
            field.name,
            f"bytes that are not UTF-8 ({shown})",
            "UTF-8 or UTF-16",
            "Save the table as CSV in UTF-8.",
        )
    if not cell:
        if field.required:
            return None, Problem(
                file, number, field.name, "an empty cell", field.expectation, field.description
            )
        return None, None
    value, cure = convert(cell, field)
    if field.known and cell not in field.known:
        usual = did_you_mean(cell, field.known) or "It is kept."
        return value, Problem(
            file,
            number,
            field.name,
            shorten(cell),
            "as a rule one of " + ", ".join(field.known),
            usual,
            "warning",
        )
    if cure is not None:
        return None, Problem(file, number, field.name, shorten(cell), field.expectation, cure)
    return value, None
