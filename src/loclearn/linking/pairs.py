"""Pairs of entries that may be one work, by identifier and by comparison."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from loclearn.linking.blocking import Blocks
from loclearn.linking.comparison import compare, contradicts, expressions
from loclearn.linking.entry import Entry
from loclearn.linking.fusion import Fusions

LINK = 0.96
"""From this probability on two works are linked."""
REVIEW = 0.30
"""From this probability on a pair is shown for review."""
RIVAL = 0.5
"""A second work of the graph as probable as this makes a link a matter for review."""
_LARGEST = 50
"""An identifier that more records share is a placeholder."""
_LEAST = 0.001
"""Pairs less probable than this are not kept."""
_FLOOR = math.log2(_LEAST) - 1
"""Pairs of less weight than this, in bits, are not compared to the end."""
MARGIN = 6.0
"""A rival is no rival when it weighs so much less: it is 64 times less probable."""
_STEP = 500
"""After so many records it is told how far the comparison is."""
Decided = dict[tuple[int, int], bool]
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Pair:
    """Hold two entries that may be one work.

    one, other: their numbers, the earlier one second.
    how: identifier, comparison or decision.
    outcome: linked, review, related, or unlike where it is too improbable to be shown.
    """

    one: int
    other: int
    how: str
    outcome: str
    probability: float
    fields: str
    weight: float = 0.0


def identified(entries: list[Entry], decided: Decided) -> Iterator[Pair]:
    """Yield pairs that share an identifier, each with the first entry that has it."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    later = {entry.later: number for number, entry in enumerate(entries) if entry.later}
    for number, entry in enumerate(entries):
        for identifier in sorted(entry.ids):
            holders[identifier].append(number)
    seen: set[tuple[int, int]] = set()
    for (scheme, value), numbers in holders.items():
        if scheme == "doi" and value in later and not entries[numbers[0]].work:
            for number in numbers:
                if (number, later[value]) not in decided:
                    yield Pair(
                        number,
                        later[value],
                        "identifier",
                        "related",
                        1.0,
                        "doi of the published version",
                    )
        if len(numbers) > _LARGEST:
            continue
        for place, number in enumerate(numbers[1:], start=1):
            for other in numbers[:place]:
                pair = (number, other)
                if pair in decided or pair in seen or entries[number].work:
                    break
                if contradicts(entries[number], entries[other]):
                    seen.add(pair)
                    yield Pair(*pair, "identifier", "review", 0.5, f"{scheme} same, title differs")
                    continue
                seen.add(pair)
                yield Pair(*pair, "identifier", "linked", 1.0, f"{scheme} same")
                break


def compared(
    entries: list[Entry], works: int, told: set[tuple[int, int]], step: Step | None = None
) -> Iterator[Pair]:
    """Yield pairs by comparison, without those that are all but impossible."""
    blocks = Blocks(entries)
    fusions = Fusions(entries)
    pairs: list[Pair] = []
    for number in range(works, len(entries)):
        if step and (number - works) % _STEP == 0:
            step(number - works, len(entries) - works)
        found = list(_candidates(entries, blocks, number, told, fusions))
        rivals = _rivals(found, works)
        for pair in found:
            rival = len(rivals) > 1 and pair in rivals and pair.outcome == "linked"
            chance = _among(pair, rivals)
            pairs.append(_doubted(pair, "another work fits as well", chance) if rival else pair)
    fused = fusions.found()
    for pair in pairs:
        alike = entries[pair.one].title == entries[pair.other].title
        doubtful = pair.outcome == "linked" and not alike and bool({pair.one, pair.other} & fused)
        yield _doubted(pair, "a title runs on into another", 0.5) if doubtful else pair


def _doubted(pair: Pair, why: str, chance: float) -> Pair:
    return replace(
        pair,
        outcome="review",
        fields=f"{pair.fields}; {why}",
        probability=min(pair.probability, chance),
    )


def _among(pair: Pair, rivals: list[Pair]) -> float:
    """Return the probability of a pair if at most one of its rivals is right."""
    whole = sum(2 ** (rival.weight - pair.weight) for rival in rivals)
    return round(1 / (2**-pair.weight + whole), 4)


def _rivals(found: list[Pair], works: int) -> list[Pair]:
    """Return the pairs with works of the graph between which the probabilities do not choose."""
    fit = [p for p in found if p.other < works and p.outcome != "related"]
    best = max((pair.weight for pair in fit), default=0.0)
    return [p for p in fit if p.probability >= RIVAL and p.weight > best - MARGIN]


def _candidates(
    entries: list[Entry], blocks: Blocks, number: int, told: set[tuple[int, int]], fusions: Fusions
) -> Iterator[Pair]:
    entry = entries[number]
    for other in blocks.before(number):
        fusions.look(number, other)
        if (number, other) in told:
            continue
        found = compare(entry, entries[other], _FLOOR)
        chance = found.probability
        if chance < _LEAST:
            continue
        outcome = "linked" if chance >= LINK else "review" if chance >= REVIEW else "unlike"
        if expressions(entry, entries[other], found):
            outcome = "related"
        yield Pair(number, other, "comparison", outcome, chance, found.fields, found.weight)
