"""Groups of entries that are one work; two works of the graph are never in one group."""

from collections.abc import Iterable, Sequence

from loclearn.linking.comparison import compare, expressions
from loclearn.linking.entry import Entry

_CHECKED = 8
_UNLIKELY = 0.01
_DOUBTFUL = 0.3


class Clusters:
    """Join entries into groups, unless something speaks against it.

    Parameters
    ----------
    entries: what is joined; the place in the list is the number of an entry.
    apart: pairs of entries that the user has told apart.
    """

    def __init__(self, entries: Sequence[Entry], apart: Iterable[tuple[int, int]] = ()) -> None:
        """Begin with a group for each entry."""
        self._entries = entries
        self._parent = list(range(len(entries)))
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, set[int]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def head(self, number: int) -> int:
        """Return the first entry of the group in which an entry is."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def members(self, number: int) -> list[int]:
        """Return the numbers of all entries of the group in which an entry is, in order."""
        head = self.head(number)
        return self._members.get(head, [head])

    def join(self, one: int, other: int, *, surely: bool = False) -> bool:
        """Join the groups of two entries; return whether they are in one group now.

        Parameters
        ----------
        one, other: the entries.
        surely: whether an identifier or the user says so; then members are not compared.
        """
        a, b = sorted((self.head(one), self.head(other)))
        if a == b:
            return True
        mine, yours = self.members(a), self.members(b)
        if self._forbidden(mine, yours) or not (surely or self._agree(one, other, mine, yours)):
            return False
        self._parent[b] = a
        self._members[a] = sorted(mine + yours)
        self._members.pop(b, None)
        return True

    def _forbidden(self, mine: list[int], yours: list[int]) -> bool:
        works = sum(self._entries[number].work for number in (*mine, *yours))
        if works > 1:
            return True
        others = set(yours)
        return any(self._apart[number] & others for number in mine if number in self._apart)

    def _agree(self, one: int, other: int, mine: list[int], yours: list[int]) -> bool:
        """Return whether no member of one group speaks against one of the other."""
        for first in mine[:_CHECKED]:
            for second in yours[:_CHECKED]:
                if {first, second} == {one, other}:
                    continue
                a, b = self._entries[first], self._entries[second]
                found = compare(a, b)
                first_ones = first == mine[0] or second == yours[0]
                least = _DOUBTFUL if first_ones else _UNLIKELY
                if found.probability < least or expressions(a, b, found):
                    return False
        return True
