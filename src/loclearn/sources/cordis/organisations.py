"""What the tables say of organizations: their type, and where they are.

An id that stands in several rows with different contents is told with its rows. Where each row is a
participation, its region is that of the organization in that project.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from loclearn.errors import Problem
from loclearn.sources.cordis.dialects import WHOLE, Table

TYPES = {
    "PRC": "firm", "HES": "university", "REC": "research-organisation", "PUB": "public-body",
    "OTH": "other",
}  # fmt: skip
"""The types of CORDIS, and what they are here."""
UNKNOWN = "other"
"""An organization of no known type is not taken for a firm."""
TWO_REGIONS = "two"
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Organisation:
    """Hold what is known of an organization in one row: its codes are as they stand there."""

    id: str
    type: str
    region: str
    country: str
    row: int


@dataclass
class Organisations:
    """Hold the organizations of a table by id.

    alone: whether the table has one row for each, so that two regions contradict each other.
    typed: whether it says what type they are. first: the row in which each stands first.
    """

    alone: bool = False
    typed: bool = False
    file: str = ""
    first: dict[str, int] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    types: dict[str, str] = field(default_factory=dict)
    homes: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, table: Table, *, alone: bool) -> None:
        """Take in a table; tell what contradicts itself, and codes that are none."""
        self.alone, self.typed, self.file = alone, "type" in table.columns, table.file
        types: defaultdict[str, Counter[str]] = defaultdict(Counter)
        strange: defaultdict[str, list[int]] = defaultdict(list)
        for row, cells in table.rows:
            name = cells["organisation"]
            if not name:
                if alone:
                    found, expected = "an empty cell", "the id of an organization"
                    self.problems.append(table.problem(row, "organisation", found, expected))
                continue
            self.first.setdefault(name, row)
            self.times[name] += 1
            code = cells.get("type", "")
            if code and code not in TYPES:
                strange[code].append(row)
            elif code:
                types[name][code] += 1
            home = (cells.get("region", ""), cells.get("country", ""))
            self.homes.setdefault(name, {}).setdefault(home, row)
        for code, rows in strange.items():
            found = f"{shown(code)} in {len(rows):,} rows"
            expected = f"one of {', '.join(TYPES)}"
            self.problems.append(table.problem(rows[0], "type", found, expected,
                                               "They count as other.", "warning"))  # fmt: skip
        self.types = {name: _most(codes) for name, codes in types.items()}
        self.problems += _two_types(table, types, self)
        if alone:
            self.problems += [*self._two_regions(table), *self._other_contents(table)]

    def _two_regions(self, table: Table) -> list[Problem]:
        """Return a warning for each organization that stands twice in different regions."""
        problems = []
        for name, homes in self.homes.items():
            stated = {home[0]: row for home, row in homes.items() if home[0]}
            if len(stated) > 1:
                (one, first), (other, row) = list(stated.items())[:2]
                found, expected = f"{name} again with region {other}", f"{one}, as in row {first}"
                cure = "It is unplaced; remove one of the two rows."
                problems.append(table.problem(row, "region", found, expected, cure, "warning"))
        return _few(problems, table)

    def _other_contents(self, table: Table) -> list[Problem]:
        """Return a warning where rows of one organization differ in columns that are not read."""
        first: dict[str, str] = {}
        rows = []
        for row, cells in table.rows:
            name, whole = cells["organisation"], cells[WHOLE]
            if name and first.setdefault(name, whole) != whole and len(self.homes[name]) == 1:
                rows.append((row, name))
        if not rows:
            return []
        found = f"{rows[0][1]} again with other contents"
        found += f" ({len(rows):,} rows in all)" if len(rows) > 1 else ""
        cure = "Type and region are the same, so that it counts as one."
        return [table.problem(rows[0][0], "organisation", found, "one row for each", cure,
                              "warning")]  # fmt: skip

    def who(self, name: str, cells: Mapping[str, str] | None) -> Organisation:
        """Return an organization as one participation names it, or as the table has it.

        Parameters
        ----------
        name: its id. cells: of the participation, where those say where it is. One without a
            region is where all others of that organization are, if they agree.
        """
        kind = TYPES.get(self.types.get(name, ""), UNKNOWN)
        if cells is not None:
            home = cells.get("region", ""), cells.get("country", "")
            if home[0] or len(self._stated(name)) != 1:
                return Organisation(name, kind, *home, self.homes[name][home])
        homes = list(self.homes.get(name, {("", ""): 0}))
        stated = self._stated(name)
        countries = {country for _, country in homes if country}
        region = stated.pop() if len(stated) == 1 else TWO_REGIONS if stated else ""
        country = countries.pop() if len(countries) == 1 else ""
        return Organisation(name, kind, region, country, self.first.get(name, 0))

    def _stated(self, name: str) -> set[str]:
        """Return the regions in which rows say that an organization is."""
        return {region for region, _ in self.homes.get(name, ()) if region}

    def codes(self) -> list[str]:
        """Return the codes of regions, each once."""
        return list(dict.fromkeys(r for homes in self.homes.values() for r, _ in homes if r))

    def rows_beside(self, taken: set[str]) -> tuple[int, int]:
        """Return how many rows repeat an organization that is taken, and how many others there are.

        Parameters
        ----------
        taken: the ids of those that take part in a project.
        """
        again = sum(times - 1 for name, times in self.times.items() if name in taken)
        return again, sum(times for name, times in self.times.items() if name not in taken)


def shown(code: str) -> str:
    """Return a code as it can be told; where columns are shifted, a name may stand in its place.

    >>> shown("ES511"), shown("Ida Alone")
    ('ES511', 'what is no code')
    """
    return code if re.fullmatch(r"[A-Z]{2}[A-Z0-9-]{0,6}", code) else "what is no code"


def _most(codes: Counter[str]) -> str:
    """Return the type that most rows state, or none where two are as frequent.

    >>> _most(Counter(PRC=2, REC=1)), _most(Counter(PRC=1, REC=1))
    ('PRC', '')
    """
    (first, times), *others = codes.most_common(2)
    return "" if others and others[0][1] == times else first


def _two_types(
    table: Table, types: Mapping[str, Counter[str]], known: Organisations
) -> list[Problem]:
    problems = []
    for name, codes in types.items():
        if len(codes) > 1:
            said = ", ".join(f"{code} in {times:,} rows" for code, times in codes.most_common())
            kind = TYPES.get(known.types[name], UNKNOWN)
            found = f"{name} with different contents: {said}"
            problems.append(table.problem(known.first[name], "type", found, "one type",
                                          f"It counts as {kind}.", "warning"))  # fmt: skip
    return _few(problems, table)


def _few(problems: list[Problem], table: Table) -> list[Problem]:
    """Return the first problems, and how many more there are."""
    more = len(problems) - _SHOWN
    if more <= 0:
        return problems
    found = f"{more:,} more organizations with different contents"
    column = problems[0].column
    return [*problems[:_SHOWN], Problem(table.file, None, column, found, "", "", "warning")]
