"""Rows of any kind as JSON, CSV, Parquet or a table to read."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from loclearn.errors import WrongUse


class Format(StrEnum):
    """How rows are written."""

    table = "table"
    json = "json"
    csv = "csv"
    parquet = "parquet"


Folders = Annotated[
    list[Path] | None,
    typer.Argument(metavar="DIR", help="Tables or RDF of your own, as with --data."),
]
Shown = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="A table to read; JSON, CSV or Parquet for programs. Without it, the ending of --out "
        "decides; else a table.",
    ),
]


def by_ending(format_: Format | None, out: Path | None) -> Format:
    """Return the format that is asked for, or the one of the file's ending, or a table."""
    ending = "" if out is None else out.suffix.lower().removeprefix(".")
    return format_ or (Format(ending) if ending in ("json", "csv", "parquet") else Format.table)


def write_rows(
    records: Iterable[Mapping[str, Any]], columns: Sequence[str], format_: Format,
    out: Path | None, inputs: Iterable[Path] = (),
) -> None:  # fmt: skip
    """Write records to a file or to standard output, whole or not at all.

    Lists are joined by semicolons in CSV and Parquet. Raises WrongUse for Parquet without a file.
    """
    from loclearn.cli.files import write_out

    if format_ is Format.parquet:
        _parquet(records, columns, out, inputs)
        return
    text = as_json(records) if format_ is Format.json else as_csv(records, columns)
    write_out(text, out, inputs)


def as_json(records: Iterable[Mapping[str, Any]]) -> str:
    """Return records as a JSON list."""
    return json.dumps(list(records), ensure_ascii=False, indent=1) + "\n"


def as_csv(records: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Return records as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(record[name]) for name in columns] for record in records)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return _joined(value)


def _joined(value: Any) -> Any:
    return ";".join(map(str, value)) if isinstance(value, list | tuple) else value


def _parquet(
    records: Iterable[Mapping[str, Any]], columns: Sequence[str], out: Path | None,
    inputs: Iterable[Path],
) -> None:  # fmt: skip
    if out is None:
        raise WrongUse("Parquet needs --out FILE.parquet.")
    try:
        import ibis
        import pyarrow
    except ImportError:
        raise WrongUse('Parquet needs pip install "loclearn[tables]".') from None
    from loclearn.cli.files import write_table
    from loclearn.datasets.opening import engine

    rows = list(records)
    cells = {name: [_joined(row[name]) for row in rows] for name in columns}
    table = pyarrow.table(cells)
    if rows:
        database = engine()
        write_table(database.create_table("rows", ibis.memtable(table), temp=True), out, "parquet",
                    inputs)  # fmt: skip
        return
    empty = pyarrow.schema([(name, pyarrow.string()) for name in columns]).empty_table()
    write_table(engine().create_table("rows", ibis.memtable(empty), temp=True), out, "parquet",
                inputs)  # fmt: skip


def as_lines(rows: Sequence[Sequence[object]], header: Sequence[str]) -> str:
    """Return rows as aligned columns of text, numbers to the right.

    >>> print(as_lines([["a", 12], ["bcd", 3]], ["name", "n"]))
    name   n
    a     12
    bcd    3
    """
    cells = [list(map(_shown, row)) for row in rows]
    right = [all(isinstance(row[i], int | float) for row in rows) and bool(rows)
             for i in range(len(header))]  # fmt: skip
    wide = [max(len(row[i]) for row in [list(header), *cells]) for i in range(len(header))]
    lines = [
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, wide, right, strict=True)
        ).rstrip()
        for row in [list(header), *cells]
    ]
    return "\n".join(lines)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
