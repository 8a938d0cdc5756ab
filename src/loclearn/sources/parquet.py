"""Read and write tables as Parquet, with the packages of the extra `tables`."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from loclearn.errors import InvalidInput, Problem, WrongUse

INSTALL = 'pip install "loclearn[tables]"'


def _pyarrow() -> Any:
    try:
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError:
        raise WrongUse(f"Parquet needs more packages: install them with {INSTALL}.") from None
    return pyarrow


def read_rows(path: Path, wanted: Iterable[str] | None = None) -> list[dict[str, str]]:
    """Return the rows of a Parquet file as texts; a missing value is an empty text.

    Parameters
    ----------
    path: the file.
    wanted: the columns that will be used, all by default; those must not be nested.

    Raises WrongUse when the packages are missing, InvalidInput when it is no such table.
    """
    pyarrow = _pyarrow()
    try:
        table = pyarrow.parquet.read_table(path)
    except FileNotFoundError:
        raise WrongUse(f"There is no file {path}.") from None
    except (pyarrow.ArrowException, OSError) as error:
        found = f"what cannot be read ({str(error).splitlines()[0]})"
        raise InvalidInput([Problem(str(path), None, None, found, "a Parquet file")]) from None
    used = set(table.column_names if wanted is None else wanted) & set(table.column_names)
    problems = [
        Problem(str(path), None, name, f"the nested type {table.schema.field(name).type}",
                "a text or a number", "Take the value that is meant out into a column of its own.")
        for name in table.column_names
        if name in used and pyarrow.types.is_nested(table.schema.field(name).type)
    ]  # fmt: skip
    if problems:
        raise InvalidInput(problems)
    kept = table.select([name for name in table.column_names if name in used])
    return [{n: _text(v) for n, v in row.items()} for row in kept.to_pylist()]


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def write_rows(
    path: Path, names: Iterable[str], numbers: Iterable[str], rows: Iterable[Mapping[str, str]]
) -> None:
    """Write rows as Parquet: numbers as doubles, everything else as text, empty as null."""
    pyarrow = _pyarrow()
    all_rows, figures = list(rows), set(numbers)
    columns = {}
    for name in names:
        texts = [row.get(name, "") or None for row in all_rows]
        if name in figures:
            values = [None if text is None else float(text) for text in texts]
            columns[name] = pyarrow.array(values, pyarrow.float64())
        else:
            columns[name] = pyarrow.array(texts, pyarrow.string())
    pyarrow.parquet.write_table(pyarrow.table(columns), path, compression="zstd")
