"""Partners outside the survey: named in a list, or known by their number alone.

Each partner becomes an actor in the region `outside`, without an activity, so that it is a partner
and never a setting. Partners of whom only the number is known are not named; those of two firms
are taken for different ones, since nothing says that they are the same.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.sources.entries import Account
from loclearn.sources.network.answers import Answers
from loclearn.sources.network.deciding import NOT_ANSWERED
from loclearn.sources.network.firms import Firm
from loclearn.sources.network.part import Part
from loclearn.sources.network.values import Cell, like_a_code, valued

_LARGEST = 1000


@dataclass
class Outside:
    """Hold ties with partners outside, for one period.

    Parameters
    ----------
    part: what the user says of them.
    period: of the ties.
    ties: the firm, its partner, and the row.
    types: the type of each partner.
    firms: of whom it is known how many they have, be it none.
    complete: whether that is so of every firm that was asked.
    """

    part: Part
    period: str
    account: Account
    ties: list[tuple[str, str, int]] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    firms: set[str] = field(default_factory=set)
    complete: bool = True
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def hush(self, silent: Collection[str]) -> None:
        """Say that some firms did not answer: whom they have outside is not known."""
        self.complete = False
        found = f"no answer of {shorten(', '.join(sorted(silent)))}"
        cure = "Whom they have outside is not known; the list is a sample."
        self.problems.append(
            Problem(self.account.file, None, None, found, "all firms", cure, "warning")
        )


def by_number(firms: Collection[Firm], part: Part, period: str, file: str) -> Outside:
    """Return anonymous partners outside, as many as a column says for each firm.

    The 0 of a firm that did not answer is no answer.

    >>> firm = Firm("F1", {}, "firms.csv", 2, outside="2")
    >>> found = by_number([firm], Part("firms.csv", "actors", number="abroad"), "2004", "firms.csv")
    >>> [partner for _, partner, _ in found.ties]
    ['F1 outside 1', 'F1 outside 2']
    """
    name = f"{file}, {part.number}" + (f", {period}" if period else "")
    found = Outside(part, period, Account(name, "partners outside"))
    rows = [Cell(f.label, part.number, f.outside or "", f.line, part.number) for f in firms]
    cells, problems = valued(rows, file, part, doubted=77)
    found.problems += problems
    if part.scale is None and (odd := like_a_code(cells)):
        what = f"{odd.text}, far above all others"
        cure = "It is taken for their number; if it means not answered, write --missing with it."
        found.problems.append(
            Problem(file, odd.line, odd.place, what, "a number of partners", cure, "warning")
        )
    mute = {firm.label for firm in firms if not firm.answered}
    cells = [replace(c, value=None) if c.row in mute and not c.value else c for c in cells]
    found.complete = not mute
    for cell in cells:
        if cell.value is not None and (cell.value != int(cell.value) or cell.value > _LARGEST):
            expected = f"a whole number from 0 to {_LARGEST}"
            found.problems.append(Problem(file, cell.line, cell.place, cell.text, expected))
            found.complete = False
        elif cell.value is None:
            found.complete = False
        else:
            found.firms.add(cell.row)
            found.account.came += int(cell.value)
            numbers = range(1, int(cell.value) + 1)
            found.ties += [(cell.row, f"{cell.row} outside {n}", cell.line) for n in numbers]
    silent = [cell.row for cell in cells if cell.value is None]
    if silent:
        what = f"no number of partners outside of {shorten(', '.join(silent))}"
        found.problems.append(Problem(file, None, part.number, what, "a number, which may be 0",
                                      "Their partners are not known; the rest is a sample.",
                                      "warning"))  # fmt: skip
    none = sum(cell.value == 0 for cell in cells)
    found.notes.append(
        f"{name}: {len(found.ties)} partners outside of {len(found.firms) - none} firms, known by "
        f"their number: each counts as one of its own; {none} firms have none; "
        f"{part.kind} {_way(part)}"
    )
    return found


def by_name(
    answers: Answers, part: Part, firms: Collection[str], types: Mapping[str, str]
) -> Outside:
    """Return the partners outside that a list names.

    Parameters
    ----------
    answers: rows of a firm and a partner. part: what the user says of them.
    firms: the firms of the survey. types: the type of each partner, where it is known.

    A firm that is in no row has no partner, where the list is of all of them.
    Raises InvalidInput where a row is of no firm of the survey, or a partner is one.
    """
    one = Outside(part, part.constant("period"), Account(answers.file, "ties"))
    one.account.came, one.account.reported = answers.came, answers.reported
    cells, problems = valued(answers.cells, answers.file, part)
    one.problems += [*answers.problems, *problems]
    one.account.reported += len(problems)
    strange = [c for c in cells if c.row not in firms or c.column in firms]
    if strange:
        raise InvalidInput(_strange(strange, firms, answers.file))
    seen: set[tuple[str, str]] = set()
    for cell in (cell for cell in cells if cell.sound):
        if cell.value is None:
            one.account.left_out[NOT_ANSWERED] += 1
            one.complete = False
        elif not cell.value or (part.at_least is not None and cell.value < part.at_least):
            one.account.left_out["of no tie"] += 1
        elif (cell.row, cell.column) in seen:
            one.account.left_out["of a tie named twice"] += 1
        else:
            seen.add((cell.row, cell.column))
            one.ties.append((cell.row, cell.column, cell.line))
            one.types[cell.column] = types.get(cell.column) or part.constant("type") or "other"
    one.complete &= not one.account.reported
    one.firms = set(firms)
    none = len(one.firms - {firm for firm, _ in seen})
    one.notes.append(
        f"{answers.file}: {len(one.types)} partners outside; {none} of the firms are in no row; "
        f"{part.kind} {_way(part)}"
    )
    return one


def _way(part: Part) -> str:
    """Say which way ties with partners go."""
    ways = {"from-row": "from the firm to the partner", "none": "without direction"}
    return ways.get(part.direction, "from the partner to the firm")


def _strange(cells: list[Cell], firms: Collection[str], file: str) -> list[Problem]:
    problems = []
    for cell in cells:
        if cell.row not in firms:
            found, expected = shorten(cell.row), "a firm of the survey"
        else:
            found, expected = (
                shorten(cell.column),
                "a partner outside; this is a firm of the survey",
            )
        problems.append(Problem(file, cell.line, None, found, expected, "Correct the label."))
    return problems
