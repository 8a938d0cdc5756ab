"""The years and technology classes of applications, from the tables of IPC and CPC."""

import csv
import io
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, did_you_mean, shorten
from loclearn.sources.joint.periods import Periods
from loclearn.sources.regpat.rows import Table
from loclearn.tables.text import decode, delimiter, read_bytes

_SYMBOL = re.compile(r"([A-HY]\d{2}[A-Z]).*")
_SUBCLASS = 4
_COLUMNS = ("ipc", "ipc4", "cpc_class", "cpc")
WHAT = "a table of classes of REGPAT (EPO_IPC, PCT_IPC, CPC_Classes)"


@dataclass
class Filed:
    """Hold what is known of applications: their years and activities, by the id of the key.

    key: the column by which the tables are joined. complete: whether there was any such table.
    """

    key: str = ""
    years: dict[str, int] = field(default_factory=dict)
    activities: dict[str, dict[str, None]] = field(default_factory=dict)
    complete: bool = False


def activities_of(path: Path) -> dict[str, str]:
    """Return the user's activities by the beginnings of classes: a table of class and activity.

    Raises InvalidInput when a column is missing, or one class has two activities.
    """
    text, problems = decode(read_bytes(path), str(path))
    if problems:
        raise InvalidInput(problems)
    between = delimiter(text.partition("\n")[0])
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=between)
    header = [name.strip() for name in reader.fieldnames or []]
    for name in ("class", "activity"):
        if name not in header:
            hint = did_you_mean(name, header) or "The columns are class and activity."
            raise InvalidInput([Problem(str(path), 1, name, "no such column", "it", hint)])
    found: dict[str, str] = {}
    for number, row in enumerate(reader, start=2):
        symbol = "".join((row.get("class") or "").split()).upper()
        activity = (row.get("activity") or "").strip()
        if not symbol or not activity:
            problems.append(Problem(str(path), number, None, "an empty cell", "both in each row"))
        elif found.setdefault(symbol, activity) != activity:
            told = f"{shorten(activity)} for {shorten(symbol)}"
            there = f"{found[symbol]}, as above"
            problems.append(Problem(str(path), number, "activity", told, there, "Name it once."))
    if problems:
        raise InvalidInput(problems)
    return found


def read(
    tables: Sequence[tuple[Path, Table]],
    key: str,
    periods: Periods,
    mapping: dict[str, str],
    year: str,
    wanted: Container[str] | None = None,
) -> Filed:
    """Read the tables of classes; CPC is taken for the classes where it is given beside IPC.

    Parameters
    ----------
    tables: the files, each with its header read.
    key: the column by which all tables are joined.
    periods: which years are asked for.
    mapping: the user's activities by the beginning of a class; empty for subclasses as they are.
    year: prio or app.
    wanted: the applications that are asked for; None for all.
    """
    filed = Filed(key, complete=bool(tables))
    columns = [next((c for c in _COLUMNS if c in table.header), "") for _, table in tables]
    cpc = any(column.startswith("cpc") for column in columns)
    for (path, table), column in zip(tables, columns, strict=True):
        if not column:
            raise table.refuse(f"no column {' or '.join(_COLUMNS)}", 1)
        takes = column.startswith("cpc") or not cpc
        dated = f"{year}_year" in table.header
        for number, row in table.rows(path):
            if wanted is not None and row[key] not in wanted:
                table.account.left_out["of other applications"] += 1
                continue
            good = not dated or _date(row, number, f"{year}_year", table, filed)
            if good and takes:
                place = (number, column)
                good = _classify(row[key], row[column], place, table, filed, mapping)
            table.account.written += good
    if tables and not any(f"{year}_year" in table.header for _, table in tables):
        found = f"no column {year}_year, so that applications have no year"
        raise tables[0][1].refuse(found, 1, "Give the table of IPC classes as well.")
    _choose(filed, periods)
    return filed


def _date(row: dict[str, str], number: int, column: str, table: Table, filed: Filed) -> bool:
    key, text = row[filed.key], row[column]
    if text in ("", "0", "9999"):
        return True
    if not re.fullmatch(r"[12]\d{3}", text):
        table.report(number, column, shorten(text[:12]), "a year")
        return False
    there = filed.years.setdefault(key, int(text))
    if there != int(text):
        cure = "The first year is used."
        table.report(number, column, text, f"one year for each application, as {there}", cure)
        return False
    return True


def _classify(
    key: str, text: str, place: tuple[int, str], table: Table, filed: Filed,
    mapping: dict[str, str],
) -> bool:  # fmt: skip
    symbol = "".join(text.split()).upper()
    if not _SYMBOL.fullmatch(symbol):
        table.report(*place, shorten(text[:20]) or "an empty cell", "a class such as H04L 29/06")
        return False
    there = filed.activities.setdefault(key, {})
    if not mapping:
        there[symbol[:_SUBCLASS]] = None
        return True
    for length in range(len(symbol), 0, -1):
        if symbol[:length] in mapping:
            there[mapping[symbol[:length]]] = None
            break
    return True


def _choose(filed: Filed, periods: Periods) -> None:
    """Keep the years that are asked for; the others are marked as 0."""
    for key, year in filed.years.items():
        if periods.period(year) is None:
            filed.years[key] = 0
