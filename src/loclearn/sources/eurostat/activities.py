"""Choose activities that do not overlap, so that nobody is counted twice.

NACE Rev. 2 nests: sections A to U, divisions (two digits), groups and classes. Files mix levels
and aggregates of their own (B-E beside C, TOTAL beside all). The finest that do not overlap are
taken; TOTAL is ALL.
"""

import re
from collections.abc import Iterable
from functools import cache

TOTALS = ("TOTAL", "TOTAL_NACE")
NOT_STATED = ("NRP", "UNK", "NSP", "NAP")
_SECTIONS = {
    "A": (1, 3), "B": (5, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39), "F": (41, 43),
    "G": (45, 47), "H": (49, 53), "I": (55, 56), "J": (58, 63), "K": (64, 66), "L": (68, 68),
    "M": (69, 75), "N": (77, 82), "O": (84, 84), "P": (85, 85), "Q": (86, 88), "R": (90, 93),
    "S": (94, 96), "T": (97, 98), "U": (99, 99),
}  # fmt: skip
_ONE = re.compile(r"([A-U])(\d{1,4})?(?:-([A-U])(\d{2})?)?")


@cache
def extent(code: str) -> tuple[frozenset[int], str] | None:
    """Return the divisions that a code covers and the digits below a division, or None.

    >>> extent("D"), extent("C101")
    ((frozenset({35}), ''), (frozenset({10}), '1'))
    >>> sorted(extent("B-E")[0]) == sorted([*range(5, 10), *range(10, 34), *range(35, 40)])
    True
    >>> 64 in extent("B-N_S95_X_K")[0], extent("NRP")
    (False, None)
    """
    taken, _, without = code.partition("_X_")
    covered: set[int] = set()
    digits = ""
    for part in taken.split("_"):
        found = _part(part)
        if found is None:
            return None
        covered |= found[0]
        digits = found[1]
    for part in without.split("_") if without else []:
        found = _part(part)
        if found is None:
            return None
        covered -= found[0]
    return frozenset(covered), digits if len(covered) == 1 else ""


def _part(text: str) -> tuple[set[int], str] | None:
    match = _ONE.fullmatch(text)
    if match is None:
        return None
    first, digits, last, until = match.groups()
    low, high = _SECTIONS[first]
    if digits and len(digits) >= 2:
        low = high = int(digits[:2])
    if last:
        high = int(until) if until else _SECTIONS[last][1]
    elif digits and len(digits) == 1:
        return None
    known = {d for a, b in _SECTIONS.values() for d in range(a, b + 1)}
    covered = {d for d in range(low, high + 1) if d in known}
    return (covered, (digits or "")[2:] if not last else "") if covered else None


def overlap(one: str, other: str) -> bool:
    """Return whether two activities share something.

    >>> overlap("C", "B-E"), overlap("C10", "C101"), overlap("C101", "C102"), overlap("J", "K")
    (True, True, False, False)
    """
    first, second = extent(one), extent(other)
    if first is None or second is None or not first[0] & second[0]:
        return False
    if len(first[0]) > 1 or len(second[0]) > 1:
        return True
    return first[1].startswith(second[1]) or second[1].startswith(first[1])


def finest(codes: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """Return the finest activities that do not overlap, and the others with what lies in them.

    >>> finest(["TOTAL", "A", "B-E", "C", "G-I", "NRP"])
    (['A', 'C', 'G-I'], {'B-E': 'C'})
    """
    known = [code for code in dict.fromkeys(codes) if extent(code) is not None]
    known.sort(key=lambda code: (len(extent(code)[0]), -len(extent(code)[1]), code))  # type: ignore[index]
    taken: list[str] = []
    others: dict[str, str] = {}
    for code in known:
        inside = [one for one in taken if overlap(code, one)]
        if inside:
            others[code] = ", ".join(sorted(inside)[:4]) + (" …" if len(inside) > 4 else "")
        else:
            taken.append(code)
    return sorted(taken), others
