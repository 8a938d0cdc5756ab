"""What a file of ties holds: who was on the roster, and who answered what of whom."""

from collections import Counter
from dataclasses import dataclass, field

from loclearn.errors import Problem, did_you_mean, shorten
from loclearn.sources.network.values import Cell


@dataclass
class Answers:
    """Hold the answers of one file and period.

    Parameters
    ----------
    file: its name, and what of it where it has several.
    form: matrix, two-mode, list, pajek or dl.
    cells: the answers; a pair of the roster without one has no tie.
    rows: who answered, in the order of the file; nobody is known from a list alone.
    columns: of whom they were asked.
    period: where the file has it in a column.
    direction: from-row or none, where the form says so.
    unit: what is counted.
    came: how many there were.
    left_out: what was passed over, by reason.
    notes, problems: what to tell.
    """

    file: str
    form: str
    cells: list[Cell]
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    period: str = ""
    direction: str = ""
    unit: str = "cells"
    came: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reported: int = 0

    @property
    def roster(self) -> tuple[str, ...]:
        """Return all who are on the roster of a network of one mode."""
        return tuple(dict.fromkeys((*self.rows, *self.columns)))


def twice(labels: list[tuple[str, int | None, str | None]], file: str) -> list[Problem]:
    """Return a problem for each label that stands twice, or is empty.

    Parameters
    ----------
    labels: each with its row and column.
    """
    problems, seen = [], set()
    for label, row, column in labels:
        if not label:
            cure = "Name the firm; without a label nobody knows whose answers these are."
            problems.append(Problem(file, row, column, "an empty label", "a label", cure))
        elif label in seen:
            cure = "Give each firm a label of its own."
            found = f"the label {shorten(label)} twice"
            problems.append(Problem(file, row, column, found, "each label once", cure))
        seen.add(label)
    return problems


def unlike(rows: list[tuple[str, int | None]], columns: list[str], file: str) -> list[Problem]:
    """Return a problem for each label of the rows that is not in the columns, and the reverse.

    >>> print(unlike([("F1", 2), ("F2", 3)], ["F1", "F02"], "a.csv")[0])
    a.csv, row 3: found F2 in the rows and not in the columns; expected the same labels in both. \
Did you mean F02?
    """
    labels = [label for label, _ in rows]
    expected = "the same labels in both"
    other = "Or say --form two-mode, if the columns are other actors than the rows."
    problems = [
        Problem(file, line, None, f"{shorten(label)} in the rows and not in the columns", expected,
                did_you_mean(label, [c for c in columns if c not in labels]) or other)
        for label, line in rows
        if label not in columns
    ]  # fmt: skip
    problems += [
        Problem(file, None, label, f"{shorten(label)} in the columns and not in the rows", expected,
                did_you_mean(label, [r for r in labels if r not in columns]) or other)
        for label in columns
        if label not in labels
    ]  # fmt: skip
    return problems
