"""The same records linked by plain scripts: with splink, and with the titles in rapidfuzz alone.

    python benchmarks/linking_peers.py [--seed N] [--copies N]
    python benchmarks/linking_peers.py --speed RECORDS WORKS

needs the extra `bench`. Everyone gets the same fields, folded in the same way, and the same halves
of the labelled set (`linking_set.py`). What can be trained is trained on the tuning half, and so is
the threshold: *sure* is that of the highest recall at a precision of 0.99 there, or where none is,
*balanced*, that of the best harmonic mean of precision and recall. What is printed is the half held
out. *Usual* leaves out the translated titles and the records that run two works together, for the
threshold too. Each record is linked to the work of the highest weight. splink compares every record
of the labelled set with every work, and in the large set those that share a block; it learns by
expectation maximization without labels, or its m probabilities from the labels.

With --speed loclearn links the records to the works and to each other; the scripts link them to the
works, but for one that does both. The threshold of the scripts is chosen on the records themselves,
to their favour. Each candidate runs in a process of its own, so that the peak of memory is its own.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import product
from typing import TYPE_CHECKING

from linking_set import NONE, TITLES, Case, labelled
from rapidfuzz import fuzz, process

from linking import Found, as_works, crowd, key_of, measure, quality
from loclearn.linking.entry import Entry, records, works
from loclearn.linking.linking import link

if TYPE_CHECKING:
    from linking_splink import Best, Blocked, Splink


class Titles:
    """Link by the most similar title, its words sorted."""

    def train(self, found: list[Entry], keys: list[str], known: list[Entry]) -> None:
        """Learn nothing."""

    def best(self, found: list[Entry], known: list[Entry]) -> "Best":
        """Return the best work of each record."""
        titles = [work.title for work in known]
        result: Best = []
        for start in range(0, len(found), 1000):
            mine = [entry.title for entry in found[start : start + 1000]]
            scores = process.cdist(mine, titles, scorer=fuzz.token_sort_ratio, workers=-1)
            places = scores.argmax(axis=1)
            result += [
                (float(line[place]), key_of(known[place]))
                for line, place in zip(scores, places, strict=True)
            ]
        return result


def sure(best: "Best", cases: Sequence[Case]) -> float:
    """Return the score of the highest recall at a precision of 0.99, or else the balanced one."""
    enough = [found for found in _counted(best, cases) if found[1] >= 0.99]
    return max(enough, key=lambda found: found[2])[0] if enough else balanced(best, cases)


def balanced(best: "Best", cases: Sequence[Case]) -> float:
    """Return the score with the highest harmonic mean of precision and recall."""
    return max(_counted(best, cases), key=lambda found: found[1] * found[2] / sum(found[1:]))[0]


def _counted(best: "Best", cases: Sequence[Case]) -> list[tuple[float, float, float]]:
    """Return precision and recall for each score as a threshold."""
    ordered = sorted(zip(best, cases, strict=True), key=lambda pair: -pair[0][0])
    there = sum(case.key is not None for case in cases)
    right = 0
    found = []
    for count, ((score, to), case) in enumerate(ordered, start=1):
        right += to == case.key
        if count == len(ordered) or ordered[count][0][0] < score:
            found.append((score, right / count, max(right, 0.5) / there))
    return found


def at(least: float, best: "Best", cases: Sequence[Case]) -> list[Found]:
    """Return what is linked from a score on."""
    return [
        (case, "linked", to) if score >= least else (case, "new", None)
        for case, (score, to) in zip(cases, best, strict=True)
    ]


def usual(cases: Sequence[Case]) -> list[int]:
    """Return the places of the cases without translated titles and works run together."""
    odd = {*TITLES, NONE[0]}
    return [place for place, case in enumerate(cases) if not odd & set(case.kinds)]


Halves = tuple[list[Case], list[Case]]


def peer(one: "Splink | Titles", halves: Halves, known: list[Entry]) -> list[tuple[float, float]]:
    """Return precision and recall of a script: sure and balanced, of all cases and the usual."""
    entries = [list(records(case.record for case in half)) for half in halves]
    keys = [case.key or f"none {number}" for number, case in enumerate(halves[0])]
    one.train(entries[0], keys, known)
    tuning, held_out = (one.best(found, known) for found in entries)
    every = [list(range(len(half))) for half in halves]
    few = [usual(half) for half in halves]
    result = []
    for rule, (mine, yours) in product((sure, balanced), (every, few)):
        least = rule([tuning[n] for n in mine], [halves[0][n] for n in mine])
        kept = at(least, [held_out[n] for n in yours], [halves[1][n] for n in yours])
        result.append(quality(kept))
    return result


EVERY: "Blocked" = (("all_",),)
BLOCKS: "Blocked" = (("surname", "year"), ("first",), ("last",), ("volume", "page"))


def _splink(blocks: "Blocked", *, labels: bool, kind: str = "link_only") -> "Splink":
    from linking_splink import Splink  # noqa: PLC0415  the peak of memory of others is theirs

    return Splink(blocks, labels=labels, kind=kind)


CANDIDATES: dict[str, Callable[["Blocked"], "Splink | Titles"]] = {
    "splink, trained without labels": lambda blocks: _splink(blocks, labels=False),
    "splink, trained with labels": lambda blocks: _splink(blocks, labels=True),
    "rapidfuzz, title alone": lambda _: Titles(),
}
ALSO_EACH_OTHER = "splink, trained with labels, records with each other too"
MANY: dict[str, Callable[["Blocked"], "Splink | Titles"]] = CANDIDATES | {
    ALSO_EACH_OTHER: lambda blocks: _splink(blocks, labels=True, kind="link_and_dedupe")
}


def compare(copies: int, seed: int) -> list[str]:
    """Return the table of the labelled set."""
    halves = labelled(copies, seed)
    known = works()
    start = time.perf_counter()
    found = measure(halves[1], known)
    seconds = time.perf_counter() - start
    whole, few = quality(found), quality([found[place] for place in usual(halves[1])])
    lines = [
        "| | sure: precision | recall | usual, sure: precision | recall | balanced: precision | "
        "recall | usual, balanced: precision | recall | ratio of usual sure recall | s |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        _line("loclearn", [whole, few, whole, few], few[1], seconds),
    ]
    for name, make in CANDIDATES.items():
        start = time.perf_counter()
        rates = peer(make(EVERY), halves, known)
        lines.append(_line(name, rates, few[1], time.perf_counter() - start))
    return lines


def _line(name: str, rates: list[tuple[float, float]], ours: float, seconds: float) -> str:
    told = " | ".join(f"{precision:.3f} | {recall:.3f}" for precision, recall in rates)
    return f"| {name} | {told} | {rates[1][1] / ours:.2f} | {seconds:.1f} |"


def alone(name: str, count: int, against: int) -> str:
    """Return seconds, MiB and quality of one candidate on many records."""
    cases, targets = crowd(count, against)
    known, mine = as_works(targets), list(records(case.record for case in cases))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    if name == "loclearn":
        linked = link(known, mine)
        heads = [linked.clusters.head(outcome.number) for outcome in linked.outcomes]
        to = [key_of(known[head]) if head < against else None for head in heads]
    else:
        one = MANY[name](BLOCKS)
        one.train(mine, [case.key or f"none {n}" for n, case in enumerate(cases)], known)
        best = one.best(mine, known)
        to = [key for _, _, key in at(sure(best, cases), best, cases)]
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = [(case, "", key) for case, key in zip(cases, to, strict=True)]
    precision, recall = quality(found)
    return f"{seconds:.1f} {peak / 1024:.0f} {before / 1024:.0f} {precision:.4f} {recall:.4f}"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=2005)
    parser.add_argument("--copies", type=int, default=25)
    parser.add_argument("--speed", type=int, nargs=2, metavar=("RECORDS", "WORKS"))
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        print(alone(asked.alone, *asked.speed))
    elif asked.speed:
        print(
            "| | s | ratio | MiB | MiB before | precision | recall |\n|---|--:|--:|--:|--:|--:|--:|"
        )
        ours = 0.0
        for name in ("loclearn", *MANY):
            command = [sys.executable, __file__, "--alone", name, "--speed", *map(str, asked.speed)]
            done = subprocess.run(
                command, check=True, capture_output=True, text=True, env=os.environ
            )
            seconds, *rest = done.stdout.split()[-5:]
            ours = ours or float(seconds)
            print(f"| {name} | {seconds} | {float(seconds) / ours:.2f} | {' | '.join(rest)} |")
    else:
        print("\n".join(compare(asked.copies, asked.seed)))


if __name__ == "__main__":
    main()
