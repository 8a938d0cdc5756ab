"""Read one file against its contract: every problem, nothing lost."""

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

    def agrees(self, other: "Row") -> bool:
        """Tell whether two rows say the same in all columns that both files have."""
        return all(self.values[c] == other.values[c] for c in self.values if c in other.values)


@dataclass(frozen=True)
class Table:
    """Hold the rows of a file that have a key, and all its problems."""

    contract: Contract
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]

    @property
    def broken(self) -> bool:
        """Tell whether nothing could be read, so that missing rows blame nobody."""
        return not self.rows and any(p.severity == "violation" for p in self.problems)


def read_table(path: Path, contract: Contract, *, name: str | None = None) -> Table:
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
        return Table(contract, (), tuple(problems))
    raw, problems = records(text, file)
    numbered = [(n, [c.strip() for c in cells]) for n, cells in enumerate(raw, start=1)]
    filled = [(n, cells) for n, cells in numbered if any(cells)]
    if not filled:
        empty = Problem(
            file,
            None,
            None,
            "an empty file",
            f"a table of {contract.name}",
            "Its first row is: " + ",".join(required(contract)) + " …",
        )
        return Table(contract, (), (*problems, empty))
    (number, header), *body = filled
    columns, trouble = _header(header, number, contract, file)
    trouble += _unnamed(header, body, file)
    rows, more = _rows(body, columns, contract, file) if columns else ([], [])
    return Table(contract, tuple(rows), (*trouble, *more, *problems))


def required(contract: Contract) -> list[str]:
    """Return the columns that no table may lack.

    >>> from loclearn.tables.contract import contract
    >>> required(contract("cases"))
    ['case_id', 'place', 'kind', 'activity']
    """
    return [f.name for f in contract.fields if f.required]


def _header(
    header: list[str], number: int, contract: Contract, file: str
) -> tuple[list[Field | None], list[Problem]]:
    problems = []
    known = contract.names
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
    if not any(name in known for name in header):
        return [], problems
    return [contract.field(name) if name in known else None for name in header], problems


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
        problems += trouble
        if values.get(contract.key) is not None:
            whole = all(values.get(name) is not None for name in required(contract))
            rows.append(Row(file, number, values, sound=whole and not trouble))
    if not body:
        problems.append(
            Problem(
                file, None, None, "a header without rows", "at least one row", severity="warning"
            )
        )
    return rows, problems


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
    if cure is not None:
        return None, Problem(file, number, field.name, shorten(cell), field.expectation, cure)
    return value, None
