"""When projects ran, and in which periods they count.

A setting has one period, so that projects of different years have to share one. Without other
wishes it is the time from the first start to the last end of all projects. Where the tables say
nothing of dates, it is that of the programme, or none is stated.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from loclearn.errors import Problem, WrongUse
from loclearn.sources.cordis.dialects import Table

_DATE = re.compile(r"(\d{4})(?:-\d{1,2}-\d{1,2}.*)?|\d{1,2}[/.]\d{1,2}[/.](\d{4}).*")
PROGRAMMES = {"FP7": "2007/2013", "H2020": "2014/2020", "HORIZON": "2021/2027"}
"""The years of the framework programmes."""
Years = tuple[int, int]


@dataclass
class Project:
    """Hold what the table of projects says of one project."""

    years: Years | None
    programme: str
    topics: tuple[str, ...]
    row: int


@dataclass
class Periods:
    """Say in which periods each project counts; an empty period is one that is not stated."""

    several: tuple[str, ...]
    projects: Mapping[str, Project] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def of(self, project: str) -> tuple[str, ...]:
        """Return the periods of a project; none where it has no dates and there are several."""
        known = self.projects.get(project)
        if known is None or known.years is None:
            return self.several if len(self.several) == 1 else ()
        first, last = known.years
        return tuple(p for p in self.several if _within(p, first, last))


def _within(period: str, first: int, last: int) -> bool:
    """Return whether a time and a period have a year in common.

    >>> _within("2014/2016", 2016, 2019), _within("2014", 2015, 2019), _within("", 2015, 2019)
    (True, False, True)
    """
    return not period or (int(period[:4]) <= last and first <= int(period[-4:]))


def read_projects(table: Table, key: str) -> dict[str, Project]:
    """Return the projects of a table by their id; what is wrong is added to its problems.

    Parameters
    ----------
    table: of projects. key: id, or rcn where participations name that.
    """
    found: dict[str, Project] = {}
    for row, cells in table.rows:
        name = cells[key]
        if not name:
            table.problems.append(table.problem(row, key, "an empty cell", "the id of a project"))
            continue
        topics = tuple(t.strip() for t in re.split(r"[;,|]", cells.get("topics", "")) if t.strip())
        one = Project(_years(table, row, cells), cells.get("programme", ""), topics, row)
        before = found.setdefault(name, one)
        if (before.years, before.topics) != (one.years, one.topics):
            expected = f"what row {before.row} says of it, or another id"
            cure = "The first row is used; correct one of the two."
            table.problems.append(
                table.problem(row, key, f"{name} again with other dates or topics", expected, cure)
            )
    return found


def _years(table: Table, row: int, cells: Mapping[str, str]) -> Years | None:
    years = []
    for what in ("start", "end"):
        text = cells.get(what, "")
        match = _DATE.fullmatch(text)
        if text and match is None:
            expected = "a date such as 2015-09-01"
            table.problems.append(table.problem(row, what, "what is no date", expected))
        years.append(int(match[1] or match[2]) if match else None)
    first, last = years[0] or years[1], years[1] or years[0]
    if first is None or last is None:
        return None
    if first > last:
        found = f"the end {last} before the start {first}"
        table.problems.append(table.problem(row, "end", found, "a later date"))
        return None
    return first, last


def periods(
    asked: Sequence[str], projects: Mapping[str, Project], taking_part: Iterable[str]
) -> Periods:
    """Return the periods in which projects count.

    Parameters
    ----------
    asked: the periods that the user wants, none by default.
    projects: by id, where there is a table of them. taking_part: the projects of participations.

    Raises WrongUse when one that is asked for is no period.

    >>> periods([], {"P": Project((2014, 2018), "H2020", (), 2)}, ["P"]).several
    ('2014/2018',)
    """
    for one in asked:
        if not re.fullmatch(r"\d{4}(/\d{4})?", one) or one[:4] > one[-4:]:
            raise WrongUse(f"{one} is no period; write a year, or 2014/2020.")
    names = set(taking_part)
    known = [projects[name] for name in names if name in projects]
    years = [one.years for one in known if one.years]
    undated = len(names) - len(years)
    if asked:
        several = tuple(dict.fromkeys(asked))
        note = f"a project counts in each period in which it ran: {', '.join(several)}"
        note = note if years else f"period {', '.join(several)}, as asked for; no project has dates"
    elif years:
        first, last = min(y[0] for y in years), max(y[1] for y in years)
        several = (str(first) if first == last else f"{first}/{last}",)
        note = f"period {several[0]}, from the first start to the last end of the projects"
    else:
        programmes = {one.programme.upper() for one in known} if len(known) == len(names) else set()
        stated = {PROGRAMMES.get(name, "") for name in programmes}
        several = (stated.pop() if len(stated) == 1 else "",)
        note = "no dates of projects: " + (
            f"period {several[0]}, that of the programme"
            if several[0]
            else "no period is stated; --period 2007/2013 would state that of FP7"
        )
    found = Periods(several, projects, [note])
    if years and undated:
        where = several[0] if len(several) == 1 else "no period"
        found.notes.append(f"{undated:,} projects without dates count in {where}")
    return found


def unused(projects: Table | None, key: str, taking_part: Iterable[str]) -> list[Problem]:
    """Return a warning for the projects in which no organization takes part."""
    if projects is None:
        return []
    there = set(taking_part)
    rows = [(n, cells[key]) for n, cells in projects.rows if cells[key] and cells[key] not in there]
    if not rows:
        return []
    number, name = rows[0]
    found = f"{len(rows):,} projects without any organization, the first of them {name}"
    return [projects.problem(number, key, found, "at least one participation", "", "warning")]
