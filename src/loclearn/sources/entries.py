"""What importers read, and how each value is accounted for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from loclearn.errors import Problem


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold what one value or row of a source says, in the columns of a regional table."""

    table: str
    cells: dict[str, str]
    file: str
    row: int


@dataclass
class Account:
    """Count what became of the values of one file: none may vanish.

    unit: what is counted, "values" in a table of figures, "rows" in any other.
    """

    file: str
    unit: str
    came: int = 0
    written: int = 0
    there: int = 0
    unplaced: int = 0
    missing: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    reported: int = 0

    @property
    def adds_up(self) -> bool:
        """Return whether what came is what went."""
        went = self.written + self.there + self.unplaced + self.left_out.total() + self.reported
        return self.came == went

    def lines(self) -> list[str]:
        r"""Say in words what became of the values.

        >>> one = Account("a.tsv", "values", 3, written=2, missing=1)
        >>> one.left_out["of another age group"] += 1
        >>> print("\n".join(one.lines()))
        a.tsv: 3 values in = 2 written (1 missing) + 0 unplaced + 1 left out + 0 reported
          left out: 1 of another age group
        """
        gone = self.left_out.total()
        missing = f" ({self.missing:,} missing)" if self.missing else ""
        there = f" + {self.there:,} there already" if self.there else ""
        first = (
            f"{self.file}: {self.came:,} {self.unit} in = {self.written:,} written{missing}{there} "
            f"+ {self.unplaced:,} unplaced + {gone:,} left out + {self.reported:,} reported"
        )
        return [first, *(f"  left out: {n:,} {why}" for why, n in self.left_out.most_common())]


@dataclass
class Reading:
    """Hold what was read from the files: entries, problems, and an account for each file."""

    entries: list[Entry]
    problems: list[Problem]
    accounts: list[Account]
    notes: list[str] = field(default_factory=list)

    def account(self, file: str) -> Account:
        """Return the account of a file."""
        return next(account for account in self.accounts if account.file == file)


def joined(readings: Iterable[Reading]) -> Reading:
    """Return several readings as one."""
    found = Reading([], [], [])
    for reading in readings:
        found.entries += reading.entries
        found.problems += reading.problems
        found.accounts += reading.accounts
        found.notes += reading.notes
    return found
