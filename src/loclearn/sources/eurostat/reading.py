"""From a bulk file to employment by region, activity and period."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.sources.entries import Account, Entry, Reading, joined
from loclearn.sources.eurostat import activities, datasets, dialects
from loclearn.sources.eurostat.dialects import Header, Series
from loclearn.sources.regions.codes import is_aggregate, is_extra_regio
from loclearn.tables.kinds import ALL

_CELL = re.compile(
    r"(?P<value>:|[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?)?\s*(?P<flags>[a-zA-Z@]*)\s*"
)
_LARGEST = Decimal(10) ** 12
_YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True)
class Choice:
    """Say what is taken from a file."""

    file: str
    data_set: datasets.DataSet
    codes: dict[str, str]
    activities: dict[str, str]
    level: int
    periods: frozenset[str]
    coverage: str


def read(
    path: Path, *, level: int = 2, periods: Collection[str] = (), coverage: str | None = None
) -> Reading:
    """Read one bulk file.

    Parameters
    ----------
    path: TSV (old or new) or SDMX-CSV, packed with gzip or not.
    level: the level of NUTS, 0 to 3, by the length of the code.
    periods: the years that are taken, all by default.
    coverage: census, sample or selective, where it is not that of the data set.

    Raises InvalidInput when the file as a whole is no data set that can be read.
    """
    head = dialects.header(path)
    one = datasets.tell(str(path), head.dimensions)
    there, account = _survey(path, head)
    if not account.came:
        cure = "Download the file again."
        found = "a header without values"
        raise InvalidInput([Problem(str(path), None, None, found, "at least one value", cure)])
    codes = datasets.choose(one, {**there}, str(path))
    taken, overlapping = activities.finest(there["nace_r2"])
    names = {code: code for code in taken} | dict.fromkeys(activities.TOTALS, ALL)
    choice = Choice(
        str(path), one, codes, names, level, frozenset(periods), coverage or one.coverage
    )
    problems: list[Problem] = []
    entries = list(_without_empty(_entries(path, head, choice, account, problems), account))
    return Reading(entries, problems, [account], _notes(choice, overlapping, account))


def _notes(choice: Choice, overlapping: dict[str, str], account: Account) -> list[str]:
    one, file = choice.data_set, account.file
    why = f" ({one.why})" if choice.coverage == one.coverage else ""
    notes = [f"{file}: {one.name}, {one.title}; coverage {choice.coverage}{why}"]
    first = {d: wanted[0] for d, wanted in one.wanted.items()}
    for dimension, code in choice.codes.items():
        if dimension in ("age", "sex", "wstatus"):
            instead = "" if code == first[dimension] else f", since there is no {first[dimension]}"
            notes.append(f"{file}: {datasets.word(dimension)} {code}{instead}")
    for code, inside in sorted(overlapping.items()):
        notes.append(
            f"{file}: activity {code} is left out: {inside} overlaps with it and is no coarser"
        )
    return notes


def _survey(path: Path, head: Header) -> tuple[dict[str, dict[str, None]], Account]:
    """Go through the file once: which codes there are, and how many values."""
    there: dict[str, dict[str, None]] = {name: {} for name in head.dimensions}
    account = Account(str(path), "values")
    flows: dict[str, int] = {}
    for line in dialects.series(path, head):
        if isinstance(line, Problem):
            account.came += 1
            continue
        account.came += len(line.cells)
        flows.setdefault(line.flow, line.row)
        for name, code in zip(head.dimensions, line.codes, strict=True):
            there[name][code] = None
    if len(flows) > 1:
        (first, _), (second, row), *_ = flows.items()
        found = f"{shorten(second)} after {shorten(first)}: two data sets in one file"
        raise InvalidInput(
            [Problem(str(path), row, "dataflow", found, "one data set", "Part them.")]
        )
    return there, account


def _entries(
    path: Path, head: Header, choice: Choice, account: Account, problems: list[Problem]
) -> Iterator[Entry]:
    for line in dialects.series(path, head):
        if isinstance(line, Problem):
            problems.append(line)
            account.reported += 1
            continue
        codes = dict(zip(head.dimensions, line.codes, strict=True))
        reason = _reason(codes, choice)
        if reason:
            account.left_out[reason] += len(line.cells)
            continue
        yield from _values(line, codes, choice, account, problems)


def _reason(codes: dict[str, str], choice: Choice) -> str:
    """Return why a series is left out, or nothing."""
    for dimension, wanted in choice.codes.items():
        if codes[dimension] != wanted and not _alternative(dimension, codes[dimension], choice):
            return f"of another {datasets.word(dimension)} than {wanted}"
    one = choice.data_set
    if one.indicator and codes[one.indicator] not in one.measures:
        return f"of another {datasets.word(one.indicator)} than {', '.join(one.measures)}"
    geo = codes["geo"]
    if is_aggregate(geo):
        return "of aggregates of countries"
    if is_extra_regio(geo):
        return "of extra-regio codes"
    if len(geo) != 2 + choice.level:
        return f"of another level than {choice.level}"
    activity = codes["nace_r2"]
    if activity in choice.activities:
        return ""
    if activity in activities.NOT_STATED:
        return "of people whose activity is not stated (they are in ALL)"
    if activities.extent(activity) is None:
        return f"of the activity {shorten(activity)}, which NACE Rev. 2 does not have"
    return "of activities that overlap with finer ones"


def _alternative(dimension: str, code: str, choice: Choice) -> bool:
    """Return whether a unit may stand beside the chosen one: local units and persons differ."""
    return (
        dimension == "unit"
        and bool(choice.data_set.indicator)
        and (code in choice.data_set.wanted["unit"])
    )


def _values(
    line: Series, codes: dict[str, str], choice: Choice, account: Account, problems: list[Problem]
) -> Iterator[Entry]:
    one = choice.data_set
    measure = one.measures[codes[one.indicator] if one.indicator else ""]
    for period, cell in line.cells:
        if choice.periods and period not in choice.periods:
            account.left_out["of another period"] += 1
            continue
        value, flags, cure = _number(cell)
        if cure or not _YEAR.fullmatch(period):
            expected = "a number such as 14.3, with flags or not, or : where it is missing"
            problem = Problem(choice.file, line.row, period, shorten(cell) or "an empty cell",
                              expected, cure or "Only yearly figures are read.")  # fmt: skip
            problems.append(problem)
            account.reported += 1
            continue
        if value and codes.get("unit") in datasets.THOUSANDS:
            value = format((Decimal(value) * 1000).normalize(), "f")
        flag = f"{measure} {flags}" if flags and len(one.measures) > 1 else flags
        cells = {
            "region": codes["geo"], "activity": choice.activities[codes["nace_r2"]],
            "period": period, measure: value, "coverage": choice.coverage, "flag": flag,
        }  # fmt: skip
        yield Entry("employment", cells, choice.file, line.row)


def _number(cell: str) -> tuple[str, str, str]:
    """Return the value of a cell with its flags, or a cure.

    >>> _number("14.3 bu"), _number(": c"), _number(":u"), _number("14,3")[2]
    (('14.3', 'bu', ''), ('', 'c', ''), ('', 'u', ''), 'Write the decimal point as a point.')
    """
    match = _CELL.fullmatch(cell.strip())
    if match is None or match["value"] is None:
        comma = re.match(r"[+-]?\d+,\d+", cell.strip())
        return "", "", "Write the decimal point as a point." if comma else "Correct the cell."
    if match["value"] == ":":
        return "", match["flags"], ""
    number = Decimal(match["value"])
    if number < 0:
        return "", "", "Nobody can be employed less than not at all."
    if number >= _LARGEST:
        return "", "", "Correct the number."
    return format(number.normalize(), "f"), match["flags"], ""


def _without_empty(entries: Iterable[Entry], account: Account) -> Iterator[Entry]:
    """Leave out regions without any value in a period: codes of another vintage, as a rule."""
    kept = list(entries)
    measures = ("persons", "firms")
    filled = Counter(
        (entry.cells["region"], entry.cells["period"])
        for entry in kept
        if any(entry.cells.get(measure) for measure in measures)
    )
    for entry in kept:
        if filled[entry.cells["region"], entry.cells["period"]]:
            yield entry
        else:
            account.left_out["of regions without any value in the period"] += 1


def read_all(
    paths: Iterable[Path],
    *,
    level: int = 2,
    periods: Collection[str] = (),
    coverage: str | None = None,
) -> Reading:
    """Read several files; where some cannot be read, say so of all of them at once."""
    problems: list[Problem] = []
    found = []
    for path in paths:
        try:
            found.append(read(path, level=level, periods=periods, coverage=coverage))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    return joined(found)
