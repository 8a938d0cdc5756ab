"""Read tables of the user's own, each by its part of the mapping."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, WrongUse, did_you_mean, shorten
from loclearn.sources.columns import TABLES
from loclearn.sources.entries import Account, Entry, Reading, joined
from loclearn.sources.own_tables.cells import CellError, convert
from loclearn.sources.own_tables.mapping import Mappings, Part
from loclearn.sources.parquet import read_rows
from loclearn.tables.kinds import ALL
from loclearn.tables.text import decode, read_bytes, records

_MANY = 20
_ROUGH = re.compile("[\udc80-\udcff]")
_ENCODING = 'Write encoding = "cp1252" in the mapping (Excel in Western Europe), or save as UTF-8.'
Row = tuple[int, Mapping[str, str]]


def read_all(paths: Sequence[Path], mappings: Mappings) -> Reading:
    """Read files by the parts of a mapping; where some cannot be read, say so of all at once.

    Raises WrongUse when no part is about a file, InvalidInput when a file is no such table.
    """
    problems: list[Problem] = []
    found = []
    for path in paths:
        parts = [part for part in mappings.parts if part.reads(path)]
        if not parts:
            known = ", ".join(part.file for part in mappings.parts)
            raise WrongUse(f"The mapping says nothing of {path.name}; it has {known}.")
        for part in parts:
            name = f"{path} as {part.to}" if len(parts) > 1 else str(path)
            try:
                found.append(read(path, part, name=name))
            except InvalidInput as error:
                problems += error.problems
    for part in mappings.parts:
        if not any(part.reads(path) for path in paths):
            note = f"{part.file}: in the mapping, but no such file was given"
            found.append(Reading([], [], [], [note]))
    if problems:
        raise InvalidInput(problems)
    return joined(found)


def read(path: Path, part: Part, *, name: str) -> Reading:
    """Read one file by one part of a mapping; the name is how the account calls it."""
    header, rows, problems = _table(path, part)
    problems += _lacking(header, part, str(path))
    if problems:
        raise InvalidInput(problems)
    account = Account(name, "values" if part.wide else "rows")
    wide = [c for c in header if part.wide and part.wide.columns.fullmatch(c)]
    entries: list[Entry] = []
    for number, given in rows:
        row = given
        account.came += len(wide) or 1
        if not row:
            account.reported += len(wide) or 1
        elif any(row.get(column, "").strip() not in kept for column, kept in part.rows.items()):
            account.left_out["of other rows than " + _wanted(part)] += len(wide) or 1
            row = {}
        for column in (wide or [""]) if row else []:
            cells = _cells(row, column, part, (name, number), problems)
            if cells is None:
                account.reported += 1
            else:
                entries.append(Entry(part.to, cells, name, number))
    problems += [*_zeros(entries, str(path), part), *_without_activity(entries, str(path), part)]
    for entry in entries if part.to == "employment" else ():
        entry.cells["activity"] = entry.cells.get("activity") or ALL
    stated = part.constants.get("coverage", "as its column says")
    note = f"{name}: {part.to}" + ("" if part.to == "regions" else f"; coverage {stated}")
    return Reading(entries, problems, [account], [note])


def _wanted(part: Part) -> str:
    return ", ".join(f"{column} = {' or '.join(kept)}" for column, kept in part.rows.items())


def _table(path: Path, part: Part) -> tuple[list[str], Iterable[Row], list[Problem]]:
    file = str(path)
    if path.suffix.lower() in (".parquet", ".pq"):
        flat = read_rows(path, part.used if part.wide is None else None)
        return list(flat[0]) if flat else [], enumerate(flat, start=1), []
    data = read_bytes(path)
    if part.encoding:
        try:
            data = data.decode(part.encoding).encode("utf-8")
        except (UnicodeDecodeError, LookupError) as error:
            found = f"bytes that are not {part.encoding} ({error})"
            return [], [], [Problem(file, None, None, found, "the encoding of the mapping")]
    text, problems = decode(data, file)
    if not problems and not text.strip():
        problems = [Problem(file, None, None, "an empty file", "a table with a header")]
    if text.lstrip().startswith("<"):
        found = f"a web page ({shorten(text.lstrip())})"
        problems = [Problem(file, 1, None, found, "a table", "Download the file again.")]
    if problems:
        return [], [], problems
    if part.delimiter and part.delimiter != "\t":
        text = f"sep={part.delimiter}\n{text}"
    raw, problems = records(text, file)
    offset = 0 if text.startswith("sep=") and part.delimiter else 1
    lines = [(n, cells) for n, cells in enumerate(raw, start=offset) if any(map(str.strip, cells))]
    header = [cell.strip() for cell in lines[0][1]]
    return header, _rows(lines[1:], header, problems, file), problems


def _rows(
    lines: Iterable[tuple[int, list[str]]], header: list[str], problems: list[Problem], file: str
) -> Iterator[Row]:
    for number, cells in lines:
        if len(cells) < len(header) or any(c.strip() for c in cells[len(header) :]):
            # it is counted with the rows, and a cell that it lacks is reported below
            found, expected = f"{len(cells)} cells", f"{len(header)} as in the header"
            problems.append(Problem(file, number, None, found, expected, "Quote the delimiter."))
            yield number, {}
        else:
            yield number, dict(zip(header, cells, strict=False))


def _lacking(header: list[str], part: Part, file: str) -> list[Problem]:
    problems = []
    rough = [column for column in header if _ROUGH.search(column)]
    if rough and any(column not in header for column in part.used):
        found = f"bytes that are not UTF-8 ({_bytes(rough[0])})"
        return [Problem(file, 1, None, found, "UTF-8 or UTF-16", _ENCODING)]
    for column in part.used:
        if header and column not in header:
            cure = did_you_mean(column, header) or f"There are {shorten(', '.join(header))}."
            if len(header) == 1 and re.search(r"[,;\t|]", header[0]):
                cure = "The header is one cell: name the delimiter in the mapping."
            problems.append(Problem(file, 1, column, "no such column", "it, by the mapping", cure))
    for column in dict.fromkeys(c for c in part.used if header.count(c) > 1):
        problems.append(Problem(file, 1, column, "the column twice", "each column once"))
    if part.wide and header and not any(map(part.wide.columns.fullmatch, header)):
        expected = f"columns by the pattern {part.wide.columns.pattern}"
        problems.append(Problem(file, 1, None, shorten(", ".join(header)), expected))
    if not header:
        problems.append(Problem(file, None, None, "no rows", "at least one row"))
    return problems


def _bytes(text: str) -> str:
    """Return a text as it can be shown, its bytes that are not UTF-8 as numbers."""
    return shorten(text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))


def _cells(
    row: Mapping[str, str],
    column: str,
    part: Part,
    place: tuple[str, int],
    problems: list[Problem],
) -> dict[str, str] | None:
    """Return the cells of a regional table, or None where the row cannot be taken."""
    given = {name: (row[own], own) for name, own in part.columns.items()}
    given |= {name: (value, name) for name, value in part.constants.items()}
    if part.wide:
        given |= {part.wide.names: (column, column), part.wide.values: (row[column], column)}
    cells: dict[str, str] = {}
    flags: list[str] = []
    before = len(problems)
    for name, (text, own) in given.items():
        if _ROUGH.search(text):
            found = f"bytes that are not UTF-8 ({_bytes(text)})"
            problems.append(Problem(*place, own, found, "UTF-8 or UTF-16", _ENCODING))
            continue
        try:
            cells[name], flag = convert(text, name, part)
        except CellError as error:
            found = shorten(text) or "an empty cell"
            problems.append(Problem(*place, own, found, error.expected, error.cure))
            continue
        flags += [flag] if flag else []
        if not cells[name] and name in TABLES[part.to].required:
            problems.append(Problem(*place, own, "an empty cell", f"{name} in each row"))
    if len(problems) > before:
        return None
    if flags and "flag" in TABLES[part.to].names:
        cells["flag"] = "; ".join(dict.fromkeys([*filter(None, [cells.get("flag")]), *flags]))
    return cells


def _zeros(entries: Iterable[Entry], file: str, part: Part) -> list[Problem]:
    """Warn of a period in which every figure is 0: as a rule a year that was not published."""
    every: Counter[tuple[str, str]] = Counter()
    zero: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        for measure in TABLES[part.to].filled:
            if value := entry.cells.get(measure):
                every[entry.cells.get("period", ""), measure] += 1
                zero[entry.cells.get("period", ""), measure] += value == "0"
    return [
        Problem(
            file, None, measure, f"{count:,} values of {period or 'no period'}, all of them 0",
            "figures", "A year that was not published? Leave it out, or name 0 in null.", "warning",
        )
        for (period, measure), count in every.items()
        if count >= _MANY and zero[period, measure] == count
    ]  # fmt: skip


def _without_activity(entries: Iterable[Entry], file: str, part: Part) -> list[Problem]:
    """Warn of rows without activity in a table that has activities; ALL is one."""
    if "activity" not in part.columns or part.to == "regions":
        return []
    rows = [e.row for e in entries if not e.cells.get("activity")]
    if not rows:
        return []
    found = f"no activity in {len(rows):,} rows, the first of them row {rows[0]}"
    cure = "They are taken for all activities together (ALL), and join no sector."
    own = part.columns["activity"]
    return [Problem(file, None, own, found, "an activity in each row", cure, "warning")]
