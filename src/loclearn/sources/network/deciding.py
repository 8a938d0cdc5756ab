"""From answers to ties: which way they go, from which value on, and who did not answer."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.sources.network.answers import Answers
from loclearn.sources.network.part import Part
from loclearn.sources.network.values import Cell, valued

_MOST = 20
NOT_ANSWERED = "not answered"


@dataclass(frozen=True, slots=True)
class Tie:
    """Hold one tie: from whom to whom, its weight as text, and the row in which it stands."""

    source: str
    target: str
    weight: str
    line: int


@dataclass
class Decided:
    """Hold the ties of one file and period.

    complete: whether every pair was answered, so that the network can be a census.
    silent: the firms that did not answer.
    """

    answers: Answers
    ties: list[Tie] = field(default_factory=list)
    directed: bool = False
    complete: bool = True
    silent: frozenset[str] = frozenset()


def decide(answers: Answers, part: Part, silent: Iterable[str] = ()) -> Decided:
    """Return the ties of answers.

    Parameters
    ----------
    answers: of one file and period; what becomes of each is counted there.
    part: what the user says of the file.
    silent: firms of which it is known that they did not answer.

    Raises InvalidInput where nobody says which way ties go, or answers on one pair differ.
    """
    cells, problems = valued(answers.cells, answers.file, part)
    answers.problems += problems
    answers.reported += len(problems)
    quiet = set(silent) & set(answers.rows)
    cells = [replace(c, value=None) if c.row in quiet else c for c in cells if c.sound]
    own = [cell for cell in cells if cell.row == cell.column]
    cells = [cell for cell in cells if cell.row != cell.column]
    _own(own, answers)
    cells = _once(cells, answers)
    direction = _direction(cells, answers, part)
    unanswered = [cell for cell in cells if cell.value is None]
    decided = Decided(answers, directed=direction != "none")
    decided.silent = _who(cells, answers, quiet)
    decided.complete = not unanswered and not answers.reported and not decided.silent
    if not decided.directed:
        cells = _pairs(cells, answers, part)
    valued_ = {cell.value for cell in cells if cell.value is not None} - {Decimal(), Decimal(1)}
    for cell in cells:
        if cell.value is None:
            answers.left_out[NOT_ANSWERED] += 1
        elif not cell.value or (part.at_least is not None and cell.value < part.at_least):
            below = f"of a value below {part.at_least}" if cell.value else "of no tie"
            answers.left_out[below] += 1
        else:
            ends = (cell.column, cell.row) if direction == "to-row" else (cell.row, cell.column)
            if direction == "none":
                ends = min(ends), max(ends)
            weight = format(cell.value.normalize(), "f") if valued_ else ""
            decided.ties.append(Tie(*ends, weight, cell.line))
    _told(decided, direction, part, valued=bool(valued_))
    return decided


def _own(own: list[Cell], answers: Answers) -> None:
    ties = [cell for cell in own if cell.value]
    answers.left_out["of the diagonal"] += len(own) - len(ties)
    answers.left_out["of a firm with itself"] += len(ties)
    if ties:
        found = f"{len(ties)} ties of a firm with itself, the first of {shorten(ties[0].row)}"
        problem = Problem(answers.file, ties[0].line, ties[0].place, found, "two firms",
                          "They are left out.", "warning")  # fmt: skip
        answers.problems.append(problem)
    answers.left_out += Counter()


def _once(cells: list[Cell], answers: Answers) -> list[Cell]:
    """Return cells with each ordered pair once; one with two values is reported."""
    first: dict[tuple[str, str], Cell] = {}
    for cell in cells:
        other = first.setdefault((cell.row, cell.column), cell)
        if other is cell:
            continue
        if other.value == cell.value:
            answers.left_out["of a tie named twice"] += 1
            continue
        answers.reported += 1
        found = f"{shorten(cell.text) or 'nothing'} for {shorten(cell.row)}, {shorten(cell.column)}"
        expected = f"{shorten(other.text) or 'nothing'}, as in row {other.line}"
        answers.problems.append(Problem(answers.file, cell.line, cell.place, found, expected,
                                        "Correct one of the two; the first is taken."))  # fmt: skip
    return list(first.values())


def _direction(cells: list[Cell], answers: Answers, part: Part) -> str:
    """Return which way ties go; raise InvalidInput where neither file nor user says it."""
    if part.direction:
        if answers.direction == "none" and part.direction != "none":
            cure = "Give the whole matrix, or say --direction none."
            found = "ties without direction"
            raise InvalidInput([Problem(answers.file, None, None, found, part.direction, cure)])
        return part.direction
    if answers.direction:
        return answers.direction
    if answers.form in ("matrix", "dl", "pajek") and _symmetric(cells, answers):
        answers.notes.append("symmetric: ties without direction")
        return "none"
    found = "ties of which nobody says which way they go"
    expected = "--direction from-row, to-row or none"
    cure = (
        "from-row: what flows goes from the first to the second (the row, to the column); "
        "to-row: the other way, as where a firm is asked whom it turns to for advice."
    )
    raise InvalidInput([Problem(answers.file, None, None, found, expected, cure)])


def _symmetric(cells: list[Cell], answers: Answers) -> bool:
    """Return whether each tie has its like in the other direction."""
    there = {(cell.row, cell.column) for cell in cells}
    lists = answers.unit == "ties"
    both = not lists or all((column, row) in there for row, column in there)
    return both and not _differing(cells)


def _differing(cells: list[Cell]) -> list[tuple[Cell, Cell]]:
    """Return the pairs of whom the two answers differ."""
    there = {(cell.row, cell.column): cell for cell in cells}
    found = []
    for (row, column), cell in there.items():
        other = there.get((column, row))
        known = other is not None and None not in (cell.value, other.value)
        if row < column and known and other is not None and other.value != cell.value:
            found.append((cell, other))
    return found


def _who(cells: list[Cell], answers: Answers, quiet: set[str]) -> frozenset[str]:
    """Tell which firms did not answer, and which may not have; return the former."""
    rows: dict[str, list[Cell]] = defaultdict(list)
    named: Counter[str] = Counter()
    for cell in cells:
        rows[cell.row].append(cell)
        named[cell.column] += bool(cell.value)
    single = [c for c in cells if c.value is None]
    silent = [row for row in answers.rows if row in quiet]
    if answers.unit == "cells":
        empty = [r for r in answers.rows if rows[r] and all(c.value is None for c in rows[r])]
        silent = list(dict.fromkeys((*silent, *empty)))
    if silent:
        _warn(answers, f"no answer of {_listed(silent)}", "an answer of each firm",
              "They are known by what others say of them; the network is a sample.")  # fmt: skip
    rest = [cell for cell in single if cell.row not in silent]
    if rest:
        what = f"{len(rest)} cells without an answer, the first of {shorten(rest[0].row)}"
        cure = "They are no ties and no zeros; the network is a sample."
        if all(not c.text for c in rest) and not any(c.value == 0 for c in cells):
            cure += ' If an empty cell means no tie, map it: values.weight = { "" = "0" }.'
        _warn(answers, what, "an answer in each cell", cure, rest[0])
    if answers.form in ("matrix", "dl") and answers.direction != "none":
        zero = [row for row, of in rows.items() if all(c.value == 0 for c in of) and named[row]]
        if zero:
            _warn(
                answers,
                f"only 0 in the row of {_listed(zero)}, whom others name",
                "answers",
                "Did they answer? If not, leave the row empty: 0 says that they have no ties.",
            )
    return frozenset(silent)


def _warn(answers: Answers, found: str, expected: str, cure: str, cell: Cell | None = None) -> None:
    line, place = (cell.line, cell.place) if cell else (None, None)
    answers.problems.append(Problem(answers.file, line, place, found, expected, cure, "warning"))


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(map(shorten, names[:_MOST])) + more


def _pairs(cells: list[Cell], answers: Answers, part: Part) -> list[Cell]:
    """Return one cell for each pair; the other answer on it is counted."""
    differing = _differing(cells)
    if differing and not part.agree:
        cure = ("Say --agree either or --agree both, or --direction from-row or to-row; "
                "if it is a slip, correct it.")  # fmt: skip
        problems = [
            Problem(answers.file, one.line, one.place,
                    f"{shorten(one.text)} for {shorten(one.row)} and {shorten(one.column)}",
                    f"{shorten(other.text)}, as in row {other.line}: ties have no direction", cure)
            for one, other in differing[:_MOST]
        ]  # fmt: skip
        if len(differing) > _MOST:
            more = f"{len(differing) - _MOST} more pairs of which the two answers differ"
            problems.append(Problem(answers.file, None, None, more, ""))
        raise InvalidInput(problems)
    if differing:
        answers.notes.append(f"{len(differing)} pairs of whom the two answers differ: a tie where "
                             f"{part.agree} of them says so")  # fmt: skip
    kept: dict[frozenset[str], Cell] = {}
    for cell in cells:
        other = kept.setdefault(frozenset((cell.row, cell.column)), cell)
        if other is cell:
            continue
        answers.left_out["of the other answer on a pair"] += 1
        values = [v for v in (cell.value, other.value) if v is not None]
        if values:
            value = max(values) if part.agree != "both" else min(values)
            kept[frozenset((cell.row, cell.column))] = replace(other, value=value)
    return list(kept.values())


def _told(decided: Decided, direction: str, part: Part, *, valued: bool) -> None:
    answers = decided.answers
    ways = {
        "from-row": "from the first (row) to the second (column)",
        "to-row": "from the second (column) to the first (row)",
        "none": "without direction",
    }
    least = f"at least {part.at_least}" if part.at_least is not None else "above 0"
    cut = f"; a tie is a value {least}" if valued or part.at_least is not None else ""
    size = (
        f"{len(answers.rows)} x {len(answers.columns)} {answers.form}" if answers.rows else "list"
    )
    answers.notes.insert(0, f"{size}, ties {ways[direction]}{cut}")
