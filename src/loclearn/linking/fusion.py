"""Records that run two works together: they belong to neither with certainty."""

from collections import defaultdict

from rapidfuzz import fuzz

from loclearn.linking.entry import Entry
from loclearn.linking.language import translated

_SHORTEST = 12
"""Titles, and what stands beside them, count from so many letters on."""
_ALIKE = 90


class Fusions:
    """Gather which titles stand at the beginning and at the end of longer ones.

    Parameters
    ----------
    entries: what is compared; the place in the list is the number of an entry.
    """

    def __init__(self, entries: list[Entry]) -> None:
        """Begin with nothing."""
        self._entries = entries
        self._begin: dict[int, list[int]] = defaultdict(list)
        self._end: dict[int, list[int]] = defaultdict(list)
        self._told: set[int] = set()

    def look(self, one: int, other: int) -> None:
        """Look whether the title of one of two entries stands in that of the other."""
        a, b = self._entries[one], self._entries[other]
        short, long = one, other
        if len(a.title) > len(b.title):
            short, long, a, b = other, one, b, a
        side = beside(a.title, b.title)
        if side:
            (self._begin if side == "begin" else self._end)[long].append(short)
            if a.work and runs_on(b, a, side):
                self._told.add(long)

    def found(self) -> set[int]:
        """Return the entries that run a work of the graph on, or two titles together."""
        return self._told | {
            number
            for number, begins in self._begin.items()
            if any(self._both(number, a, b) for a in begins for b in self._end.get(number, ()))
        }

    def _both(self, number: int, begin: int, end: int) -> bool:
        whole, one, other = (self._entries[n].title for n in (number, begin, end))
        fits = abs(len(one) + len(other) - len(whole)) <= max(6, len(whole) // 10)
        return fits and not translated(one, other)


def beside(short: str, long: str) -> str:
    """Return begin or end where a title stands there in a longer one, or nothing.

    >>> beside("buzz and pipes", "buzz and pipes the learning firm")
    'begin'
    """
    size = len(short)
    if size < _SHORTEST or len(long) - size < _SHORTEST:
        return ""
    if short[:4] == long[:4] and fuzz.ratio(short, long[:size]) >= _ALIKE:
        return "begin"
    if short[-4:] == long[-4:] and fuzz.ratio(short, long[-size:]) >= _ALIKE:
        return "end"
    return ""


def runs_on(record: Entry, work: Entry, side: str) -> bool:
    """Return whether a record says more than the title of a work, and not its subtitle only.

    A subtitle that the work lacks and a translation of the title are no other work, as long as
    no further authors come with them.
    """
    if side == "end" or len(record.authors) > len(work.authors):
        return True
    rest = record.title[len(work.title) :]
    as_subtitle = not work.subtitle and fuzz.ratio(record.main, work.title) >= _ALIKE
    return not as_subtitle and not translated(rest, work.title)
