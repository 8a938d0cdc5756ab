"""The references of one work from several records: all of them, each once."""

from collections.abc import Sequence

from loclearn.bibliography.record import Record, Reference
from loclearn.linking.comparison import compare
from loclearn.linking.entry import Entry, reference

SAME = 0.9
"""From this probability on two references of two records of one work are one."""


def union(records: Sequence[Record]) -> tuple[list[Reference], list[tuple[int, int]]]:
    """Return the references that records of one work have together.

    Two references of one record stay two: what a record lists is not doubled by it. Of two
    records, each reference meets at most one of the other.

    Parameters
    ----------
    records: what is one work; the first wording of a reference is kept.

    Returns the references, and for each record how many were new and how many were there.

    >>> one = Record(references=(Reference("a", doi="10.1/x"), Reference("b", doi="10.1/y")))
    >>> other = Record(references=(Reference("c", doi="10.1/y"), Reference("d", doi="10.1/z")))
    >>> [r.raw for r in union([one, other])[0]], union([one, other])[1]
    (['a', 'b', 'd'], [(2, 0), (1, 1)])
    """
    merged: list[tuple[Reference, Entry]] = []
    counts = []
    for record in records:
        before = len(merged)
        met = _meet(merged, [reference(cited) for cited in record.references])
        new = [cited for number, cited in enumerate(record.references) if number not in met]
        merged += [(cited, reference(cited)) for cited in new]
        counts.append((len(merged) - before, len(met)))
    return [cited for cited, _ in merged], counts


def _meet(merged: list[tuple[Reference, Entry]], others: list[Entry]) -> dict[int, int]:
    """Return which new reference is which one that is there, the surest first."""
    chances = []
    for number, entry in enumerate(others):
        for place, (_, there) in enumerate(merged):
            chance = _chance(entry, there)
            if chance >= SAME:
                chances.append((chance, -number, -place))
    met: dict[int, int] = {}
    taken = set()
    for _, minus_number, minus_place in sorted(chances, reverse=True):
        if -minus_number not in met and -minus_place not in taken:
            met[-minus_number] = -minus_place
            taken.add(-minus_place)
    return met


def _chance(one: Entry, other: Entry) -> float:
    if one.label == other.label:
        return 1.0
    schemes = dict(one.ids)
    shared = [schemes[scheme] == value for scheme, value in other.ids if scheme in schemes]
    if shared:
        return 1.0 if any(shared) else 0.0
    if one.year is not None and other.year is not None and abs(one.year - other.year) > 1:
        return 0.0
    return compare(one, other).probability
