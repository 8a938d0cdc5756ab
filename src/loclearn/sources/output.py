"""Add entries to the tables of a folder: nothing is overwritten, nothing is counted twice."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, WrongUse, did_you_mean, shorten
from loclearn.sources.columns import TABLES, Columns
from loclearn.sources.entries import Account, Entry, Reading
from loclearn.sources.parquet import read_rows, write_rows
from loclearn.sources.placing import Placed, mixed
from loclearn.sources.regions.codes import Region
from loclearn.tables.text import decode, read_bytes, records

UNPLACED = "unplaced"
_FIRST = ("table", "region", "reason", "file", "row")

Cells = dict[str, str]
Key = tuple[str, ...]


@dataclass
class Held:
    """Hold one table of the folder: its rows by key, and which keys were there before.

    origin: for a cell that was added in this run, the file and row that it came from.
    """

    columns: Columns
    rows: dict[Key, Cells]
    before: frozenset[Key] = frozenset()
    origin: dict[tuple[Key, str], tuple[Cells, str, int]] = field(default_factory=dict)


class Folder:
    """Collect what is to be written to a folder.

    Raises WrongUse when a table is there in the other format, InvalidInput when what is there is
    no such table.
    """

    def __init__(self, path: Path, format_: str = "csv") -> None:
        """Remember the folder; its tables are read when entries for them come."""
        if path.exists() and not path.is_dir():
            raise WrongUse(f"{path} is a file; --out names a folder.")
        self.path = path
        self.format = format_
        self.tables: dict[str, Held] = {}
        self.unplaced: dict[Key, Cells] | None = None
        self.problems: list[Problem] = []

    def take(self, placed: Placed, reading: Reading) -> None:
        """Add entries, unplaced ones and regions; account for each; report what contradicts."""
        accounts = {account.file: account for account in reading.accounts}
        for entry in placed.entries:
            self._add(entry, accounts[entry.file])
        self._take_unplaced(placed, accounts)
        self._take_regions(placed.regions)

    def _held(self, name: str) -> Held:
        if name not in self.tables:
            self.tables[name] = self._read(name)
        return self.tables[name]

    def file(self, name: str) -> Path:
        """Return the file of a table."""
        return self.path / f"{name}.{self.format}"

    def _read(self, name: str) -> Held:
        other = self.path / f"{name}.{'parquet' if self.format == 'csv' else 'csv'}"
        if other.exists():
            raise WrongUse(
                f"{other} is there already: add to it with --format {other.suffix[1:]}, or name "
                "another folder."
            )
        held = Held(TABLES[name], {})
        path = self.file(name)
        if path.exists():
            rows = read_rows(path) if self.format == "parquet" else _rows(path, held.columns.names)
            for row in rows:
                held.rows[_key(row, held.columns)] = row
            held.before = frozenset(held.rows)
        return held

    def _add(self, entry: Entry, account: Account) -> None:
        held = self._held(entry.table)
        columns = held.columns
        key = _key(entry.cells, columns)
        measures = [m for m in columns.filled if m in entry.cells]
        empty = bool(measures) and not any(entry.cells[m] for m in measures)
        row = held.rows.get(key)
        if row is None:
            held.rows[key] = {name: entry.cells.get(name, "") for name in columns.names}
            self._note(held, key, measures, entry)
        elif (against := _against(row, entry.cells, columns)) is not None:
            self.problems.append(self._conflict(held, key, against, entry))
            account.reported += 1
            return
        elif _is_new(held, key, measures, entry) | _add_to(row, entry.cells, columns):
            _fill(row, entry.cells, measures)
            self._note(held, key, measures, entry)
        else:
            account.there += 1
            return
        account.written += 1
        account.missing += empty

    @staticmethod
    def _note(held: Held, key: Key, measures: list[str], entry: Entry) -> None:
        for measure in measures or [""]:
            held.origin[key, measure] = (entry.cells, entry.file, entry.row)

    def _conflict(self, held: Held, key: Key, column: str, entry: Entry) -> Problem:
        origin = held.origin.get((key, column)) or next(
            (held.origin[key, m] for m in ("", *held.columns.filled) if (key, m) in held.origin),
            None,
        )
        where = f"{origin[1]}, row {origin[2]}" if origin else str(self.file(entry.table))
        there = shorten(held.rows[key][column]) or "an empty cell"
        name = " ".join(part for part in key if part)
        found = f"{shorten(entry.cells.get(column, '')) or 'an empty cell'} for {name}"
        cure = "Correct one of the two, or import into another folder."
        return Problem(entry.file, entry.row, column, found, f"{there}, as in {where}", cure)

    def _take_unplaced(self, placed: Placed, accounts: dict[str, Account]) -> None:
        """Add what is unplaced; what was unplaced before and has its place now is taken out."""
        path = self.path / f"{UNPLACED}.csv"
        if path.exists() and self.unplaced is None:
            self.unplaced = {_whole(row): row for row in _rows(path, None)}
        unplaced = self.unplaced or {}
        if unplaced:
            now = {
                _origin(entry.table, entry.file, entry.row, entry.cells) for entry in placed.entries
            }
            unplaced = {
                key: row
                for key, row in unplaced.items()
                if _origin(row.get("table", ""), row.get("file", ""), row.get("row", ""), row)
                not in now
            }
        for item in placed.unplaced:
            entry = item.entry
            accounts[entry.file].unplaced += 1
            row = {"table": entry.table, "reason": item.reason, "file": Path(entry.file).name}
            row |= {"row": str(entry.row), "region": "", **entry.cells}
            unplaced[_whole(row)] = row
        if unplaced or self.unplaced is not None:
            self.unplaced = unplaced

    def _take_regions(self, regions: Iterable[Region]) -> None:
        for region in regions:
            if not region.name and not region.parent:
                continue
            held = self._held("regions")
            vintage = str(region.vintages[0]) if region.vintages else ""
            row = {
                "code": region.code, "vintage": vintage, "name": region.name,
                "parent": region.parent, "level": region.level, "lat": region.lat,
                "lon": region.lon,
            }  # fmt: skip
            held.rows.setdefault(_key(row, held.columns), row)

    def texts(self) -> dict[Path, str]:
        """Return what is written as CSV, by file: the tables, and what is unplaced."""
        found = {
            self.file(name): _csv(held.columns.names, held.rows.values())
            for name, held in self.tables.items()
            if held.rows and self.format == "csv"
        }
        if self.unplaced is not None:
            others = dict.fromkeys(n for row in self.unplaced.values() for n in row)
            names = (*_FIRST, *(n for n in others if n not in _FIRST))
            found[self.path / f"{UNPLACED}.csv"] = _csv(names, self.unplaced.values())
        return found

    def write_parquet(self, inputs: Iterable[Path] = ()) -> None:
        """Write the tables as Parquet, each whole or not at all, where that is the format."""
        for name, held in self.tables.items() if self.format == "parquet" else ():
            path = self.file(name)
            if any(path.exists() and path.samefile(one) for one in inputs if one.exists()):
                raise WrongUse(f"{path} is one of the inputs; name another folder.")
            beside = path.with_name(f".{path.name}.part")
            try:
                write_rows(beside, held.columns.names, held.columns.numbers, held.rows.values())
                beside.replace(path)
            except OSError as error:
                raise WrongUse(f"{path} cannot be written: {error.strerror}.") from None
            finally:
                beside.unlink(missing_ok=True)

    def mixed_vintages(self) -> list[Problem]:
        """Warn of a table in which one period has codes of several vintages."""
        problems = []
        for name, held in self.tables.items():
            codes: dict[str, dict[str, None]] = defaultdict(dict)
            if held.columns.region is not None:
                for row in held.rows.values():
                    codes[row["period"]][row[held.columns.region]] = None
            problems += mixed(codes, str(self.file(name)))
        return problems

    def overlaps(self) -> list[Problem]:
        """Warn of periods in one table that overlap, since each is a setting of its own."""
        problems = []
        for name, held in self.tables.items():
            periods = sorted({row["period"] for row in held.rows.values() if row.get("period")})
            spans = [(p, *_span(p)) for p in periods]
            for number, (one, start, end) in enumerate(spans):
                over = [p for p, from_, to in spans[number + 1 :] if from_ <= end and start <= to]
                if over:
                    found = f"periods that overlap: {one} and {', '.join(over)}"
                    expected = "periods that are equal or apart"
                    cure = "Facts of one period do not join settings of another."
                    problems.append(Problem(name, None, "period", found, expected, cure, "warning"))
        return problems

    def sizes(self) -> list[str]:
        """Say how many rows each table has, and how many of them are new."""
        lines = []
        for name, held in self.tables.items():
            new = len(held.rows) - len(held.before)
            lines.append(f"{self.file(name)}: {len(held.rows):,} rows, {new:,} of them new")
        if self.unplaced:
            path = self.path / f"{UNPLACED}.csv"
            reasons: dict[str, int] = defaultdict(int)
            for row in self.unplaced.values():
                reasons[row["reason"]] += 1
            lines.append(f"{path}: {len(self.unplaced):,} rows")
            lines += [f"  {count:,}: {reason}" for reason, count in sorted(reasons.items())]
        return lines


def _whole(row: Cells) -> Key:
    """Return what tells a row of the unplaced from others: all its cells that are not empty."""
    return tuple(f"{name}={value}" for name, value in sorted(row.items()) if value)


def _origin(table: str, file: str, row: int | str, cells: Cells) -> Key:
    """Return where an entry comes from, and which of several in one row it is."""
    which = cells.get("period", ""), cells.get("activity", "")
    return (table, Path(file).name, str(row), *which)


def _key(row: Cells, columns: Columns) -> Key:
    return tuple(row.get(name, "") for name in columns.key)


def _against(row: Cells, cells: Cells, columns: Columns) -> str | None:
    """Return the first column in which an entry contradicts a row."""
    for name in columns.names:
        old, new = row.get(name, ""), cells.get(name, "")
        if name == "flag" or old == new or name in columns.joined:
            continue
        if name not in (*columns.filled, *columns.later) or (old and new):
            return name
    return None


def _is_new(held: Held, key: Key, measures: list[str], entry: Entry) -> bool:
    """Return whether an entry says what its row did not say."""
    row = held.rows[key]
    for measure in measures:
        origin = held.origin.get((key, measure))
        if origin is not None and origin[0] is entry.cells:
            return True
        if entry.cells[measure] != row[measure]:
            return bool(entry.cells[measure])
        if not row[measure] and origin is None and key not in held.before:
            return True
    return False


def _add_to(row: Cells, cells: Cells, columns: Columns) -> bool:
    """Add to a row what it did not say besides figures; return whether there was anything."""
    new = {name: cells[name] for name in columns.later if cells.get(name) and not row.get(name)}
    for name in columns.joined:
        old = [part.strip() for part in row.get(name, "").split(";")]
        more = [part.strip() for part in cells.get(name, "").split(";")]
        if set(more) - set(old) - {""}:
            new[name] = ";".join(dict.fromkeys(part for part in (*old, *more) if part))
    row.update(new)
    return bool(new)


def _fill(row: Cells, cells: Cells, measures: list[str]) -> None:
    for measure in measures:
        row[measure] = cells[measure] or row[measure]
    new, old = cells.get("flag", ""), row.get("flag", "")
    if new and new not in old.split("; "):
        row["flag"] = f"{old}; {new}" if old else new


def _csv(names: Iterable[str], rows: Iterable[Cells]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(names), lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _rows(path: Path, names: tuple[str, ...] | None) -> list[Cells]:
    """Return the rows of a table that an earlier run, or the user, put there."""
    text, problems = decode(read_bytes(path), str(path))
    table, broken = records(text, str(path))
    problems += broken
    header = [cell.strip() for cell in table[0]] if table else []
    for name in header if names else []:
        if names and name not in names:
            hint = did_you_mean(name, names) or "Rename or remove it."
            found = "a column outside the contract"
            problems.append(Problem(str(path), 1, name, found, ", ".join(names), hint))
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        if any(cells) and len(cells) != len(header):
            found, expected = f"{len(cells)} cells", f"{len(header)} as in the header"
            problems.append(Problem(str(path), number, None, found, expected))
        elif any(cells):
            row = dict.fromkeys(names or (), "")
            rows.append(row | dict(zip(header, map(str.strip, cells), strict=True)))
    if problems:
        raise InvalidInput(problems)
    return rows


def _span(period: str) -> tuple[str, str]:
    """Return the first and last year of a period.

    >>> _span("2010/2014"), _span("2017")
    (('2010', '2014'), ('2017', '2017'))
    """
    first, _, last = period.partition("/")
    return first, last or first
