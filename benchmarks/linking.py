"""How well records are linked to the graph's works, and how fast.

    python benchmarks/linking.py [--seed N] [--copies N] [--wrong]
    python benchmarks/linking.py --speed RECORDS WORKS

Links each record of the labelled set (`linking_set.py`) by itself to all works of the graph, with
the hard pairs among them: the same authors, the same year, like titles. A record counts as found
when it is linked to its work; recall is of all records that have one, so that a record for review
counts as missed. A link of a record that has no work counts against precision. The figures stand
for both halves, and for each kind of damage on the half that was held out.
"""

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from linking_set import KINDS, NONE, TITLES, Case, damaged, labelled

from loclearn.bibliography.record import Date, Name, Record
from loclearn.linking.entry import Entry, records, work, works
from loclearn.linking.linking import Linked, link

Found = tuple[Case, str, str | None]


def measure(cases: Sequence[Case], known: list[Entry]) -> list[Found]:
    """Return each case with its outcome and what it was linked to, each linked by itself."""
    found = []
    for case, entry in zip(cases, records(case.record for case in cases), strict=True):
        linked = link(known, [entry])
        found.append((case, linked.outcomes[0].outcome, _target(linked)))
    return found


def _target(linked: Linked) -> str | None:
    (outcome,) = linked.outcomes
    if outcome.outcome != "linked" or outcome.pair is None:
        return None
    return key_of(linked.entries[outcome.pair.other])


def quality(found: Sequence[Found]) -> tuple[float, float]:
    """Return precision and recall; either is 1 where there is nothing to be had."""
    right = sum(to is not None and to == case.key for case, _, to in found)
    links = sum(to is not None for _, _, to in found)
    there = sum(case.key is not None for case, _, _ in found)
    return (right / links if links else 1.0), (right / there if there else 1.0)


def line(name: str, found: Sequence[Found]) -> str:
    """Return a row of the table: precision, recall, and how many of each outcome."""
    precision, recall = quality(found)
    outcomes = Counter(outcome for _, outcome, _ in found)
    wrong = sum(to is not None and to != case.key for case, _, to in found)
    rates = f"{precision:.3f} | {recall:.3f}" if any(c.key for c, _, _ in found) else "– | –"
    told = f"{outcomes['linked']} | {wrong} | {outcomes['review']} | {outcomes['new']}"
    return f"| {name} | {len(found)} | {rates} | {told} |"


def table(found: Sequence[Found]) -> list[str]:
    """Return the table by kind of damage; a record with several kinds counts in each."""
    head = "| damage | records | precision | recall | linked | wrong | review | new |"
    lines = [head, "|---|--:|--:|--:|--:|--:|--:|--:|", line("all", found)]
    for kind in (*KINDS, *TITLES, *NONE):
        lines.append(line(kind, [one for one in found if kind in one[0].kinds]))
    return lines


def together(cases: Sequence[Case], known: list[Entry]) -> str:
    """Return how pairs of records are clustered when all are linked in one run.

    Records that have no work count as works of their own.
    """
    linked = link(known, list(records(case.record for case in cases)))
    names = [case.key or f"none {case.record.number}" for case in cases]
    groups: dict[int, Counter[str]] = {}
    for name, outcome in zip(names, linked.outcomes, strict=True):
        head = linked.clusters.head(outcome.number)
        groups.setdefault(head, Counter())[name] += 1
    joined = sum(_pairs(group.total()) for group in groups.values())
    right = sum(_pairs(count) for group in groups.values() for count in group.values())
    wanted = sum(_pairs(count) for count in Counter(names).values())
    rates = f"pairs joined {joined}, precision {right / joined:.4f}, recall {right / wanted:.4f}"
    return f"all in one run: {len(groups)} clusters of {len(set(names))} works, {rates}"


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def many(count: int, vocabulary: list[str], chance: random.Random) -> Iterator[Record]:
    """Yield works with titles of seven words, one to three authors and forty journals."""
    for number in range(count):
        yield Record(
            "many.bib", number, key=f"k{number}", type="article-journal",
            title=" ".join(chance.choices(vocabulary, k=7)).capitalize(),
            authors=tuple(
                Name(chance.choice(vocabulary).capitalize() + "son", "Ada")
                for _ in range(chance.randint(1, 3))
            ),
            issued=Date(chance.randint(1960, 2020)), container=f"Journal {number % 40}",
            volume=str(chance.randint(1, 60)), pages=f"{chance.randint(1, 900)}-",
        )  # fmt: skip


def crowd(count: int, against: int) -> tuple[list[Case], list[Record]]:
    """Return many records, and the works to which half of them or fewer belong."""
    chance = random.Random(1)  # noqa: S311
    vocabulary = [
        "".join(chance.choice("bcdfghklmnprst") + chance.choice("aeiou") for _ in range(3))
        for _ in range(20_000)
    ]
    targets = list(many(against, vocabulary, chance))
    there = min(count // 2, against)
    mine = [damaged(targets[n], n, chance) for n in range(there)]
    mine += [Case(record, None, ()) for record in many(count - there, vocabulary, chance)]
    return mine, targets


def as_works(targets: Sequence[Record]) -> list[Entry]:
    """Return records as works of the graph."""
    return [
        work(
            key=r.key, title=r.title, authors=[a.inverted for a in r.authors],
            year=str(r.issued.year), kind="journal-article", venue=r.container,
            volume=r.volume, pages=r.pages,
        )
        for r in targets
    ]  # fmt: skip


def key_of(one: Entry) -> str:
    """Return the key of a work."""
    return one.id.rsplit("/", 1)[-1]


def speed(count: int, against: int) -> tuple[float, str]:
    """Return in how many seconds many records are linked to many works, and what came of it."""
    mine, targets = crowd(count, against)
    start = time.perf_counter()
    known = as_works(targets)
    linked = link(known, list(records(case.record for case in mine)))
    taken = time.perf_counter() - start
    kinds = Counter(outcome.outcome for outcome in linked.outcomes)
    return taken, str(dict(kinds))


def main() -> None:
    """Print precision and recall, or the speed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=2005)
    parser.add_argument("--copies", type=int, default=25)
    parser.add_argument("--wrong", action="store_true", help="print what is not as it should be")
    parser.add_argument("--speed", type=int, nargs=2, metavar=("RECORDS", "WORKS"))
    asked = parser.parse_args()
    if asked.speed:
        taken, kinds = speed(*asked.speed)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{asked.speed}: {taken:.1f} s, {peak:.0f} MiB with making the records, {kinds}")
        return
    known = works()
    for name, part in zip(("tuning", "held out"), labelled(asked.copies, asked.seed), strict=True):
        found = measure(part, known)
        precision, recall = quality(found)
        print(f"{name}: {len(part)} records, precision {precision:.4f}, recall {recall:.4f}")
        print(f"  {together(part, known)}")
        if asked.wrong and name == "tuning":
            print(*(f"{c.key} -> {to or o}: {c.kinds} {c.record.title} {c.record.container}"
                    for c, o, to in found if to != c.key), sep="\n")  # fmt: skip
        if asked.wrong or name == "held out":
            print("\n".join(table(found)))


if __name__ == "__main__":
    main()
