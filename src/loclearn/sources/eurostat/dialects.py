r"""The three dialects of Eurostat's files as one stream of series.

- TSV until 2022: the first cell of the header is `unit,age,geo\time`, years are columns.
- TSV today: `freq,unit,age,geo\TIME_PERIOD`.
- SDMX-CSV: a row for each value, with OBS_VALUE, OBS_FLAG and perhaps CONF_STATUS.

A value stands with its flags ("14.3 bu"); ":" is a missing value, never 0.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.sources.eurostat.lines import lines, refuse

_TIME = ("time", "time_period")
_NOT_DIMENSIONS = {
    "structure", "structure_id", "structure_name", "dataflow", "last update", "time_period",
    "obs_value", "obs_flag", "conf_status", "time", "action",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """Hold the header of a file.

    dimensions: their names, in the order of the file. periods: the columns of a TSV.
    """

    sdmx: bool
    dimensions: tuple[str, ...]
    periods: tuple[str, ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Hold one line: the codes of its dimensions, and a cell for each period."""

    row: int
    codes: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    flow: str = ""


def header(path: Path) -> Header:
    """Return the header of a file.

    Raises InvalidInput when it is of none of the three dialects.
    """
    file = str(path)
    for number, line in lines(path):
        if not line.strip():
            continue
        if line.lstrip().startswith("<"):
            raise refuse(file, f"a web page ({shorten(line.strip())})", row=number)
        first, tab, _ = line.partition("\t")
        if "\\" in first and first.rpartition("\\")[2].strip().lower() in _TIME and tab:
            names = first.rpartition("\\")[0].split(",")
            return Header(False, _names(names), tuple(p.strip() for p in line.split("\t")[1:]))
        cells = _split(line)
        columns = _names(cells)
        if {"obs_value", "time_period"} <= set(columns):
            dimensions = tuple(dict.fromkeys(filter(_is_dimension, cells)))
            return Header(True, _names(dimensions), (), columns)
        raise refuse(file, _other(line), row=number)
    raise refuse(file, "an empty file")


def _split(line: str) -> list[str]:
    """Return the cells of a line of CSV, or the line as one cell when it is no CSV."""
    try:
        return next(csv.reader([line]))
    except csv.Error:
        return [line]


def _names(cells: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cell.strip().split(":")[0].strip().lower() for cell in cells)


def _is_dimension(column: str) -> bool:
    """Return whether a column is a dimension: those are in small letters, labels are not."""
    name = column.split(":", maxsplit=1)[0].strip()
    return name == name.lower() and name not in _NOT_DIMENSIONS


def _other(line: str) -> str:
    if "\\" in line and any(f"\\{t}" in line.lower() for t in _TIME):
        return f"a TSV whose tabs are gone ({shorten(line)})"
    if "obs_value" in line.lower():
        return f"an SDMX-CSV with another delimiter than the comma ({shorten(line)})"
    return f"the header {shorten(line)}"


def series(path: Path, head: Header) -> Iterator[Series | Problem]:
    """Yield the lines of a file, or a problem where a line cannot be read."""
    file, seen = str(path), False
    for number, line in lines(path):
        if not line.strip():
            continue
        if not seen:
            seen = True
            continue
        yield _sdmx(line, number, head, file) if head.sdmx else _tsv(line, number, head, file)


def _tsv(line: str, number: int, head: Header, file: str) -> Series | Problem:
    first, *cells = line.split("\t")
    if "\\" in first:
        found = f"a second header ({shorten(first)}): two data sets in one file"
        raise InvalidInput([Problem(file, number, None, found, "one data set", "Part them.")])
    codes = tuple(code.strip() for code in first.split(","))
    if len(codes) != len(head.dimensions):
        found, expected = f"{len(codes)} codes ({shorten(first)})", ",".join(head.dimensions)
        return Problem(file, number, None, found, expected)
    if len(cells) != len(head.periods):
        cure = "The file may have been cut off, or saved by another program."
        expected = f"{len(head.periods)} as in the header"
        return Problem(file, number, None, f"{len(cells)} periods", expected, cure)
    return Series(number, codes, tuple(zip(head.periods, cells, strict=True)))


def _sdmx(line: str, number: int, head: Header, file: str) -> Series | Problem:
    cells = _split(line)
    if len(cells) != len(head.columns):
        found, expected = f"{len(cells)} cells", f"{len(head.columns)} as in the header"
        return Problem(file, number, None, found, expected)
    # the first column of a name: labels that stand beside the codes may bear the same name
    row = dict(zip(reversed(head.columns), (cell.strip() for cell in reversed(cells)), strict=True))
    codes = tuple(row[name].split(":")[0].strip() for name in head.dimensions)
    flags = row.get("obs_flag", "").split(":")[0]
    if (secret := row.get("conf_status", "").split(":")[0].lower()) and secret not in flags:
        flags += secret
    value = row["obs_value"] or ":"
    if value.lower() == "nan":
        value = ":"
    period = row["time_period"].split(":")[0]
    flow = row.get("dataflow") or row.get("structure_id", "")
    return Series(number, codes, ((period, f"{value} {flags}"),), flow)
