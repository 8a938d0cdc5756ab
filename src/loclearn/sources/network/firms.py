"""Read the table of firms: what they are, what they know, how many partners they have outside."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, did_you_mean, shorten
from loclearn.sources.entries import Account
from loclearn.sources.network.grid import grid
from loclearn.sources.network.part import Part
from loclearn.sources.network.values import is_null
from loclearn.sources.own_tables.cells import CellError, convert
from loclearn.sources.own_tables.mapping import Part as OwnPart

_WORDS = {
    "actor_id": ("actor_id", "id", "firm", "label", "name", "actor", "node", "firm_id"),
    "region": ("region",),
    "activity": ("activity", "sector", "nace"),
    "type": ("type",),
    "group": ("group",),
    "size": ("size", "employees", "persons"),
    "period": ("period", "wave", "year"),
    "knowledge": ("knowledge",),
}
_NO = {"0", "no", "false", "n", "non"}
_SHARE = re.compile(r"(0?[.,]\d+|0|1|1[.,]0+|0[.,]0+)")
_LARGEST = 1000


@dataclass(frozen=True)
class Firm:
    """Hold one row of a table of firms.

    cells: columns of the table of actors; those that are empty are left out.
    outside: the number of partners outside as it stands there, or None without such a column.
    answered: whether the table says that it answered; True where it says nothing.
    """

    label: str
    cells: Mapping[str, str]
    file: str
    line: int
    outside: str | None = None
    answered: bool = True

    @property
    def period(self) -> str:
        """Return its period, or nothing where the row is of all periods."""
        return self.cells.get("period", "")


@dataclass
class Firms:
    """Hold the firms of one table, with its account and what was found."""

    firms: list[Firm] = field(default_factory=list)
    account: Account = field(default_factory=lambda: Account("", "rows"))
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(path: Path, part: Part) -> Firms:
    """Read a table of firms, one row for each, or for each and period.

    Raises InvalidInput where it has no column of labels, or a column that was named is not there.
    """
    table, file = grid(path, part), str(path)
    (number, header), *lines = table.lines
    columns = _columns(header, number, part, file)
    found = Firms(account=Account(file, "rows"))
    seen: dict[tuple[str, str], int] = {}
    shares = _shares(part, header, lines)
    for line, given in lines:
        found.account.came += 1
        row = dict(zip(header, [*given, *[""] * (len(header) - len(given))], strict=False))
        before = len(found.problems)
        if any(given[len(header) :]):
            what, expected = f"{len(given)} cells", f"{len(header)} as in the header"
            found.problems.append(Problem(file, line, None, what, expected, "Quote the delimiter."))
        firm = _firm(row, columns, part, (file, line), found.problems, shares=shares)
        if len(found.problems) == before:
            key = (firm.label, firm.period)
            if key in seen:
                what = f"{shorten(firm.label)} again"
                expected = f"each firm once; it is in row {seen[key]}"
                found.problems.append(Problem(file, line, columns["actor_id"], what, expected,
                                              "Remove one of the two rows."))  # fmt: skip
            seen.setdefault(key, line)
        if len(found.problems) == before:
            found.firms.append(firm)
        else:
            found.account.reported += 1
    found.notes.append(f"{file}: {len(found.firms)} firms"
                       + (f" by {', '.join(sorted(columns))}" if columns else ""))  # fmt: skip
    unused = [h for h in header if h and h not in {*columns.values(), *part.knowledge, part.number,
                                                   part.answered}]  # fmt: skip
    if unused:
        found.notes.append(f"{file}: not used are {shorten(', '.join(unused))}")
    return found


def _columns(header: Sequence[str], number: int, part: Part, file: str) -> dict[str, str]:
    """Return the user's column for each column of actors that there is."""
    problems = []
    named = [*part.columns.values(), *part.knowledge, part.number, part.answered]
    for name in dict.fromkeys(name for name in named if name and name not in header):
        cure = did_you_mean(name, header) or f"There are {shorten(', '.join(header))}."
        problems.append(Problem(file, number, name, "no such column", "it, as you named it", cure))
    for name in dict.fromkeys(h for h in header if h and header.count(h) > 1):
        problems.append(Problem(file, number, name, "the column twice", "each column once"))
    columns = dict(part.columns)
    for name, words in _WORDS.items():
        there = next((h for word in words for h in header if h.lower() == word), None)
        if name not in columns and there is not None and there not in columns.values():
            columns[name] = there
    if "actor_id" not in columns and header and not header[0]:
        columns["actor_id"] = ""
    if "actor_id" not in columns:
        cure = 'Name it in a mapping: columns = { actor_id = "…" }.'
        found = shorten(", ".join(header))
        expected = "a column with the label of the firm, such as firm"
        problems.append(Problem(file, number, None, found, expected, cure))
    if problems:
        raise InvalidInput(problems)
    return columns


def _firm(
    row: Mapping[str, str], columns: Mapping[str, str], part: Part, place: tuple[str, int],
    problems: list[Problem], *, shares: bool,
) -> Firm:  # fmt: skip
    own = OwnPart(place[0], "actors", {}, values=part.values, null=_null(part),
                  decimal=part.decimal or ".")  # fmt: skip
    cells: dict[str, str] = {}
    for name, column in columns.items():
        try:
            value, _ = convert(row.get(column, ""), name, own)
        except CellError as error:
            found = shorten(row[column])
            problems.append(Problem(*place, column, found, error.expected, error.cure))
            continue
        if value:
            cells[name] = value
    label = cells.pop("actor_id", "")
    if not label:
        problems.append(Problem(*place, columns["actor_id"], "an empty label", "a label"))
    vector = _vector(row, part, place, problems, shares=shares)
    if vector:
        cells["knowledge"] = ";".join(filter(None, [cells.get("knowledge"), vector]))
    answered = row.get(part.answered, "").lower() not in _NO if part.answered else True
    return Firm(label, cells, *place, row.get(part.number) if part.number else None, answered)


def _null(part: Part) -> tuple[str, ...]:
    """Return the words for missing; a number that means so among answers may be a size here."""
    words = [text for text in part.null if not re.fullmatch(r"[-+]?[\d.,]+", text)]
    return (*words, "NA", "N/A", "n.a.", "NaN", "nan")


def _shares(part: Part, header: Sequence[str], lines: list[tuple[int, list[str]]]) -> bool:
    """Return whether the vector of knowledge is one of shares from 0 to 1 rather than counts."""
    places = [n for n, name in enumerate(header) if name in part.knowledge]
    texts = {cells[n] for _, cells in lines for n in places if n < len(cells) and cells[n]}
    texts = {t for t in texts if not is_null(t, _null(part))}
    return bool(texts - {"0", "1"}) and all(_SHARE.fullmatch(text) for text in texts)


def _vector(
    row: Mapping[str, str], part: Part, place: tuple[str, int], problems: list[Problem],
    *, shares: bool,
) -> str:  # fmt: skip
    """Return the classes of a vector of knowledge, each as often as it counts.

    Shares become whole percents. A vector with a gap says nothing.
    """
    classes: list[str] = []
    whole = True
    for column in part.knowledge:
        text = row[column]
        if not text or is_null(text, _null(part)):
            whole = False
            continue
        plain = text.replace(",", ".")
        number = Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None
        times = None if number is None else number * 100 if shares else number
        if times is None or times > _LARGEST or (not shares and times != int(times)):
            expected = f"a whole number from 0 to {_LARGEST}, or shares from 0 to 1 in all columns"
            problems.append(Problem(*place, column, shorten(text), expected))
            continue
        classes += [column] * round(times)
    return ";".join(classes) if whole else ""
