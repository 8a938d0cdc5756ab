"""Which works are worth comparing: those that share a rare key."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import pairwise

from loclearn.linking.entry import Entry
from loclearn.linking.text import words

LARGEST = 400
"""A key that more works share tells nothing and is passed over."""
MOST = 12
"""How many works one work is compared with at most, those with the rarest keys first."""
WORKS = 2
"""So many works of the graph are among them or come besides, lest its records crowd a work out."""


class Blocks:
    """Find candidates by shared keys.

    Parameters
    ----------
    entries: what is compared, the works of the graph first; the place in the list is the number
        of an entry.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Sort the entries into blocks."""
        self._blocks: dict[str, list[int]] = defaultdict(list)
        self._entries = entries
        self._works = sum(entry.work for entry in entries)
        for number, entry in enumerate(entries):
            for key in keys(entry):
                self._blocks[key].append(number)

    def before(self, number: int) -> list[int]:
        """Return the entries before one that share a key with it, the likeliest first."""
        found: Counter[int] = Counter()
        for key in keys(self._entries[number]):
            block = self._blocks[key]
            if len(block) <= LARGEST:
                weight = 1_000_000 // len(block)
                for other in block:
                    if other >= number:
                        break
                    found[other] += weight
        likely = [other for other, _ in found.most_common(MOST)]
        known = ((weight, -other) for other, weight in found.items() if other < self._works)
        best = [-minus for _, minus in nlargest(WORKS, known)]
        return likely + [other for other in best if other not in likely]


def keys(entry: Entry) -> set[str]:
    """Return the keys of an entry: author and year, words of the title, its beginning, pages.

    >>> from loclearn.linking.entry import work
    >>> sorted(keys(work(key="k", title="Local buzz", authors=["Ash, I."])))
    ['b localbuzz', 'l localbuzz', 'n ash local', 'w buzz local', 'x buzz', 'x local']
    """
    return set(_keys(entry))


def _keys(entry: Entry) -> Iterator[str]:
    told = words(entry.title)
    for family, _ in entry.authors[:6]:
        if entry.year is not None:
            yield f"a {family[:5]} {entry.year}"
            yield f"a {family[:5]} {entry.year - 1}"
        elif told:
            yield f"n {family[:5]} {told[0][:5]}"
    if entry.authors and told and entry.year is not None:
        yield f"n {entry.authors[0][0][:5]} {told[0][:5]}"
    for one, two in pairwise(told):
        yield "w " + " ".join(sorted((one[:7], two[:7])))
    if told:
        yield "b " + "".join(told)[:14]
        yield "l " + "".join(told)[-14:]
    for word in told:
        if len(word) > 3:
            yield f"x {word}"
    if entry.page and entry.volume:
        yield f"p {entry.volume} {entry.page}"
