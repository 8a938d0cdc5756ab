"""Carry a code from one vintage of NUTS to another where no territory is cut.

Two vintages are compared by the regions that changed. Regions that exchange territory hang
together; such a group is carried over only when it becomes one region as a whole, by a new code
or by a merger. A group that becomes several is a split or a boundary shift: its figures can not
be given for the new regions.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from loclearn.sources.regions.codes import VINTAGES, table


@dataclass(frozen=True)
class Change:
    """Say that territory of one region came to another between two vintages."""

    old: str
    new: str
    how: str
    source: str


@dataclass(frozen=True)
class Recoded:
    """Hold the code in the other vintage with all codes that make it up, or why there is none."""

    code: str | None
    parts: tuple[str, ...] = ()
    reason: str = ""


@cache
def changes(earlier: int, later: int) -> tuple[Change, ...]:
    """Return what changed between two vintages that follow each other.

    >>> [c.new for c in changes(2016, 2021) if c.old == "HR04"]
    ['HR02', 'HR05', 'HR06']
    """
    with (Path(__file__).parent / "changes.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Change(row["old"], row["new"], row["how"], row["source"])
            for row in csv.DictReader(file)
            if (row["from"], row["to"]) == (str(earlier), str(later))
        )


@cache
def recode(code: str, given: int, wanted: int) -> Recoded:
    """Return the code of a region in another vintage.

    >>> recode("FR21", 2013, 2024).code
    'FRF2'
    >>> recode("HR05", 2021, 2013)
    Recoded(code='HR04', parts=('HR02', 'HR05', 'HR06'), reason='')
    >>> recode("PL12", 2013, 2016).reason
    'NUTS 2013 PL12 was divided into PL91, PL92 (Commission Regulation (EU) 2016/2066)'
    """
    path = [v for v in VINTAGES if min(given, wanted) <= v <= max(given, wanted)]
    if wanted < given:
        path.reverse()
    parts: tuple[str, ...] = (code,)
    for here, there in pairwise(path):
        step = _step(code, here, there)
        if step.code is None:
            return step
        grown = {first for part in parts for first in _origins(part, step.parts, code)}
        parts, code = tuple(sorted(grown)), step.code
    region = table().get(code)
    if region is None or wanted not in region.vintages:
        return Recoded(None, reason=f"NUTS {given} {code} has no counterpart in NUTS {wanted}")
    return Recoded(code, parts)


def _origins(part: str, merged: tuple[str, ...], code: str) -> Iterable[str]:
    """Return the parts after a step: those before it, and what was merged with them."""
    return {part, *(other for other in merged if other != code)}


def _step(code: str, here: int, there: int) -> Recoded:
    backwards = there < here
    found = [c for c in changes(min(here, there), max(here, there)) if c.old and c.new]
    pairs = [(c.new, c.old, c.source) if backwards else (c.old, c.new, c.source) for c in found]
    before, after = {code}, set[str]()
    sources: set[str] = set()
    moved = any(code == old for old, _, _ in pairs)
    if len(code) == 5 and not moved and code not in _common(here, there):
        reason = f"{code} is NUTS 3, and nothing says what it is in NUTS {there}"
        return Recoded(None, reason=reason)
    while True:
        reached = {new for old, new, _ in pairs if old in before}
        back = {old for old, new, _ in pairs if new in reached}
        sources |= {source for old, _, source in pairs if old in before}
        if reached <= after and back <= before:
            break
        before, after = before | back, after | reached
    if not after:
        return Recoded(code, (code,))
    if len(after) == 1:
        return Recoded(after.pop(), tuple(sorted(before)))
    verb = "was divided into" if len(before) == 1 else "exchanged territory, which became"
    old, new = ", ".join(sorted(before)), ", ".join(sorted(after))
    return Recoded(None, reason=f"NUTS {here} {old} {verb} {new} ({', '.join(sorted(sources))})")


def _common(here: int, there: int) -> set[str]:
    """Return the NUTS 3 codes that two vintages share, as far as both are complete."""
    return {c for c, r in table().items() if here in r.vintages and there in r.vintages}


def vintage_of(codes: Iterable[str]) -> tuple[int | None, list[str]]:
    """Return the vintage that fits best, with the codes that contradict it.

    A code contradicts a vintage that has its country and not the code; regions of a country that
    a vintage does not have at all (the United Kingdom in 2024) can not be counted twice in it.
    Of several the one that has more of the codes fits better, and then the latest.

    >>> vintage_of(["EL51", "FR21", "SI03"])
    (2013, [])
    >>> vintage_of(["EL51", "FR21", "EL11"])
    (2013, ['EL11'])
    >>> vintage_of(["PT1A", "FRF2", "UKM9"])
    (2024, [])
    """
    regions = [table()[code] for code in dict.fromkeys(codes) if code in table()]
    if not regions:
        return None, []
    against = {
        v: [r.code for r in regions if v not in r.vintages and v in table()[r.code[:2]].vintages]
        for v in VINTAGES
    }
    fits = {v: sum(v in region.vintages for region in regions) for v in VINTAGES}
    best = max(VINTAGES, key=lambda v: (-len(against[v]), fits[v], v))
    return best, against[best]
