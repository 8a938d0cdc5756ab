"""What can go wrong, and how it is said.

LoclearnError
├── WrongUse          the call cannot be carried out (exit code 2)
├── InvalidInput      the input has violations; all of them are listed (exit code 1)
└── OntologyError     the ontology or a profile cannot be read as definitions (exit code 1)
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

_LONGEST = 80


@dataclass(frozen=True, order=True)
class Problem:
    """Say one thing that is wrong or odd with the input.

    Parameters
    ----------
    file: the file, as the user named it.
    row: the row as a spreadsheet counts it (the header is row 1), or None.
    column: the column, or None.
    found: what stands there.
    expected: what should stand there.
    cure: what to do.
    severity: "violation" stops the work, "warning" does not.
    unit: what is counted, where it is not a row: "line", "record".

    >>> print(Problem("my.csv", 5, "confidence", "1.4", "a number from 0 to 1", "Write 0.9."))
    my.csv, row 5, column confidence: found 1.4; expected a number from 0 to 1. Write 0.9.
    """

    file: str
    row: int | None
    column: str | None
    found: str
    expected: str
    cure: str = ""
    severity: str = "violation"
    unit: str = "row"

    def __str__(self) -> str:
        """Return the problem as one line."""
        where = self.file
        if self.row is not None:
            where += f", {self.unit} {self.row}"
        if self.column is not None:
            where += f", column {self.column}"
        expected = f"; expected {self.expected}" if self.expected else ""
        return f"{where}: found {self.found}{expected}. {self.cure}".rstrip()


class LoclearnError(Exception):
    """Stand for every error that loclearn raises on purpose."""

    exit_code = 1


class WrongUse(LoclearnError):  # noqa: N818 - named after what the user did
    """Raised when a call cannot be carried out: no such file, no such profile, no input."""

    exit_code = 2


class InvalidInput(LoclearnError):  # noqa: N818
    """Raised when input tables have violations; carries all problems, warnings included."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order in which they were found."""
        self.problems = tuple(problems)
        violations = [p for p in self.problems if p.severity == "violation"]
        super().__init__("\n".join(map(str, violations)))


class OntologyError(LoclearnError):
    """Raised when axioms lie outside the fragment that is rewritten, or a profile is incomplete."""


def printable(text: str) -> str:
    r"""Return a text on one line, with a mark in place of what could upset a terminal.

    >>> printable("a\nb\x1b[2J")
    'a b�[2J'
    """
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))


def shorten(text: str) -> str:
    """Return the text of a cell as it can be shown: one line, cut where it would fill a screen."""
    line = printable(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the known word nearest to the given one, or nothing.

    >>> did_you_mean("confidense", ["confidence", "scope"])
    'Did you mean confidence?'
    >>> did_you_mean("c5", ["C05", "C15"])
    'Did you mean C05?'
    >>> did_you_mean("zzz", ["confidence"])
    ''
    """
    plain = {_plain(name): name for name in known}
    near = get_close_matches(_plain(word[:_LONGEST]), plain, n=1, cutoff=0.6)
    return f"Did you mean {plain[near[0]]}?" if near else ""


def _plain(word: str) -> str:
    """Return a word in lower case, its numbers without leading zeros: c5 is meant for C05."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", word.lower())


def known(asked: Iterable[str], there: Collection[str], kind: str) -> None:
    """Raise WrongUse when something is asked for that is not there.

    >>> known(["C05"], ["C05", "C06"], "condition")
    """
    for id_ in asked:
        if id_ not in there:
            hint = did_you_mean(id_, there) or f"Known are {', '.join(sorted(there))}."
            raise WrongUse(f"There is no {kind} {id_}. {hint}")
