"""The rows of a table of REGPAT; cells of names and addresses are never read, shown or kept.

No file of the OECD was at hand. The layouts are those that public scripts take for granted: "|"
between the cells, some of them in quotation marks, and CRLF. EPO tables of 201602 and 201803 have
Appln_id, Person_id, Reg_code, Ctry_code, Reg_share, Inv_share, App_share, Prio_Year, App_year, IPC;
those of 202001 to 202505 the same in lower case (but IPC), beside app_nbr, pub_nbr, inv_name,
address; CPC_Classes (202001 to 202208) appln_id and CPC_Class, without years; PCT tables of 202602
pct_nbr, prio_year, app_year, and IPC4 by one script. PCT tables of about 2014 had no Person_id. So
columns are found by name, in any order and case. Tabs, semicolons and commas come from copies that
other programs saved.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.sources.entries import Account
from loclearn.sources.lines import lines

KEYS = ("appln_id", "app_nbr", "pct_nbr")
"""What applications are told apart by, the best first."""
_CURE = "Unpack the release of the OECD, and name one of its text tables."
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")
_MOST = 20


@dataclass
class Table:
    """Hold what is told of one table: its account and its problems, of each sort the first ones."""

    file: str
    what: str
    header: tuple[str, ...] = ()
    between: str = ""
    problems: list[Problem] = field(default_factory=list)
    _sorts: Counter[str] = field(default_factory=Counter, init=False)
    account: Account = field(init=False)

    def __post_init__(self) -> None:
        """Begin the account."""
        self.account = Account(self.file, "rows")

    def report(
        self, row: int, column: str | None, found: str, expected: str, cure: str = "",
        severity: str = "violation",
    ) -> None:  # fmt: skip
        """Report one row; of each sort the first ones are told, and how many there are more."""
        sort = f"{column}: {expected}"
        self._sorts[sort] += 1
        if self._sorts[sort] <= _MOST:
            self.problems.append(Problem(self.file, row, column, found, expected, cure, severity))
        elif self._sorts[sort] == _MOST + 1:
            self.problems.append(Problem(self.file, None, column, "", expected, cure, severity))
        if severity == "violation":
            self.account.reported += 1

    def told(self) -> list[Problem]:
        """Return the problems; the last of a sort that is too frequent says how many more."""
        found = []
        for problem in self.problems:
            more = self._sorts[f"{problem.column}: {problem.expected}"] - _MOST
            last = problem.row is None and not problem.found
            found.append(replace(problem, found=f"{more:,} more such rows") if last else problem)
        return found

    def refuse(self, found: str, row: int | None = None, cure: str = _CURE) -> InvalidInput:
        """Return the error for a file that is no such table."""
        return InvalidInput([Problem(self.file, row, None, found, self.what, cure)])

    def head(self, path: Path, needed: Sequence[str], *, keyed: bool = True) -> None:
        """Read the header of a file.

        Parameters
        ----------
        path: the file. needed: columns that it must have, in lower case.
        keyed: whether its rows are about applications, so that it has an id of these.

        Raises InvalidInput when the file is no such table.
        """
        for number, line in self._lines(path):
            self.between = self._open(line, number, needed, keyed)
            return
        raise self.refuse("an empty file")

    def rows(self, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the rows; one that has too few or too many cells is reported."""
        for place, (number, line) in enumerate(self._lines(path)):
            if not place:
                continue
            self.account.came += 1
            cells = _split(line, self.between, len(self.header))
            if len(cells) != len(self.header):
                expected = f"{len(self.header)} as in the header"
                cure = "The file may have been cut short, or a line end stands in an address."
                self.report(number, None, f"{len(cells)} cells", expected, cure)
                continue
            yield number, dict(zip(self.header, (cell.strip() for cell in cells), strict=True))

    def _lines(self, path: Path) -> Iterator[tuple[int, str]]:
        for number, line in lines(path, self.what, _CURE, errors="replace"):
            if _CONFLICT.match(line):
                raise self.refuse("marks of an unfinished merge of two versions", number)
            if line.strip():
                yield number, line

    def _open(self, line: str, number: int, needed: Sequence[str], keyed: bool) -> str:
        if line.lstrip().startswith("<"):
            raise self.refuse(f"a web page ({shorten(line.strip())})", number)
        if line.startswith(("PK", "7z")):
            raise self.refuse("a packed archive", number)
        between = max("|\t;,", key=line.count)
        self.header = tuple(name.strip().lower() for name in _split(line, between, 0))
        missing = [name for name in needed if name not in self.header]
        if keyed and not any(key in self.header for key in KEYS):
            missing.insert(0, KEYS[0])
        if missing:
            found = f"no column {', '.join(missing)}"
            cure = "Take a release that has it: names are not used to tell persons apart."
            raise self.refuse(found, number, cure if missing == ["person_id"] else _CURE)
        return between


def _split(line: str, between: str, width: int) -> list[str]:
    r"""Return the cells of a line, also where a quotation mark stands in an address.

    >>> _split('1|"a | b"|2', "|", 3), _split('1|5" pipe|2', "|", 3)
    (['1', 'a | b', '2'], ['1', '5" pipe', '2'])
    """
    if '"' in line:
        try:
            cells = next(csv.reader([line], delimiter=between, strict=True))
        except csv.Error:
            cells = []
        if cells and len(cells) in (width, width or len(cells)):
            return cells
    return [cell.strip('"') if cell.startswith('"') else cell for cell in line.split(between)]


def key_of(headers: Sequence[Sequence[str]]) -> str | None:
    """Return the column by which tables can be joined, or None.

    >>> key_of([("appln_id", "app_nbr"), ("app_nbr", "ipc")])
    'app_nbr'
    """
    return next((key for key in KEYS if all(key in header for header in headers)), None)
