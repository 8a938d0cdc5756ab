"""Which activity an organization, a project or a topic belongs to, by a table of the user's own.

The table has two columns: activity, and one of organisation, project and topic. Organizations stand
by their id, projects by theirs, topics by their code. Without it everything is of ALL.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, did_you_mean
from loclearn.tables.kinds import ALL
from loclearn.tables.text import decode, read_bytes, records

KEYS = ("organisation", "project", "topic")
_SPELLED = {"organization": "organisation"}


@dataclass
class Activities:
    """Hold the activities by organization, project or topic; key says which, or is empty."""

    key: str = ""
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, organisation: str, project: str, topics: tuple[str, ...]) -> tuple[str, ...]:
        """Return the activities of a participation; ALL where the table says nothing of it.

        >>> one = Activities("topic", {"T1": ("26",), "T2": ("26", "72")})
        >>> one.of("O", "P", ("T1", "T2")), one.of("O", "P", ())
        (('26', '72'), ('ALL',))
        """
        named = {"organisation": (organisation,), "project": (project,), "topic": topics}
        found = (self.found.get(name, ()) for name in named.get(self.key, ()))
        return tuple(sorted({activity for several in found for activity in several})) or (ALL,)


def load(path: Path) -> Activities:
    """Read a table of activities.

    Raises InvalidInput when it has other columns, or an organization has two activities.
    """
    text, problems = decode(read_bytes(path), str(path))
    rows, broken = records(text, str(path))
    problems += broken
    lines = [(n, [c.strip() for c in cells]) for n, cells in enumerate(rows, 1) if any(cells)]
    header = [name.lower() for name in lines[0][1]] if lines else []
    header = [_SPELLED.get(name, name) for name in header]
    key = [name for name in KEYS if name in header]
    if not problems and ("activity" not in header or len(key) != 1):
        found = f"the columns {', '.join(header)}" if header else "an empty file"
        expected = "activity, and one of organisation, project, topic"
        cure = next(filter(None, (did_you_mean(n, ("activity", *KEYS)) for n in header
                                  if n not in ("activity", *KEYS))), "")  # fmt: skip
        problems.append(Problem(str(path), 1, None, found, expected, cure))
    if problems:
        raise InvalidInput(problems)
    several: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for number, cells in lines[1:]:
        row = dict(zip(header, cells, strict=False))
        name, activity = row.get(key[0], ""), row.get("activity", "")
        if not name or not activity:
            column = "activity" if name else key[0]
            expected = f"{key[0]} and activity in each row"
            problems.append(Problem(str(path), number, column, "an empty cell", expected))
        several[name][activity] = number
        if key[0] == "organisation" and len(several[name]) > 1:
            found = f"a second activity of {name}"
            cure = "Name projects or topics instead where an organization has several."
            problems.append(Problem(str(path), number, "activity", found, "one activity", cure))
    if problems:
        raise InvalidInput(problems)
    return Activities(key[0], {name: tuple(sorted(found)) for name, found in several.items()})
