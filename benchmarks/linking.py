"""How well records are linked to the graph's works, and how fast.

    python benchmarks/linking.py [--seed N] [--copies N] [--wrong] [--speed RECORDS WORKS]

Damages the works of the paper as bibliographies do: initials, truncation, wrong year by one,
swapped authors, a missing subtitle, letters as a scanner reads them, abbreviated journals, missing
fields. Among the targets are all works of the graph, with the hard pairs: the same authors, the
same year, like titles. Besides them come works that the graph lacks, made of real ones: another
title by the same authors in the same journal and year. No record has an identifier.

The works are split by a seed into those for tuning and those held out; precision and recall are
printed for both. A record counts as found when it is linked to its work; recall is of all records
that have one, so that a record for review counts as missed.
"""

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from loclearn.bibliography.record import Date, Name, Record
from loclearn.linking.entry import Entry, records, work, works
from loclearn.linking.linking import Linked, link
from loclearn.linking.text import fold
from loclearn.sources.merging import read_all

OCR = (("l", "1"), ("o", "0"), ("rn", "m"), ("e", "c"), ("i", "l"), ("cl", "d"), ("u", "n"))
TYPES = {
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    "conference-paper": "paper-conference",
    "working-paper": "report",
}
Labelled = tuple[Record, str | None]


def originals() -> list[tuple[str, Record]]:
    """Return the works of the paper with their keys."""
    found = []
    for row in read_all("works", (), embedded=True).rows:
        if not row.text("year_in_seed"):
            continue
        year = row.text("year") or ""
        record = Record(
            type=TYPES.get(row.text("type") or "", row.text("type") or "document"),
            title=row.text("title") or "",
            authors=tuple(_name(name) for name in (row.text("authors") or "").split(";")),
            issued=Date(int(year) if year.isdigit() else None),
            container=row.text("container") or "",
            volume=row.text("volume") or "",
            issue=row.text("issue") or "",
            pages=row.text("pages") or "",
            publisher=row.text("publisher") or "",
        )
        found.append((row.text("key") or "", record))
    return found


def _name(text: str) -> Name:
    family, _, given = text.strip().partition(", ")
    return Name(family, given)


def _initials(record: Record, _: random.Random) -> dict[str, object]:
    names = record.authors
    cut = [Name(n.family, " ".join(f"{part[0]}." for part in n.given.split())) for n in names]
    return {"authors": tuple(cut)}


def _truncated(record: Record, chance: random.Random) -> dict[str, object]:
    words = record.title.split()
    keep = max(4, round(len(words) * chance.uniform(0.6, 0.9)))
    return {"title": " ".join(words[:keep])}


def _year(record: Record, chance: random.Random) -> dict[str, object]:
    year = record.issued.year
    return {"issued": Date(year + chance.choice((-1, 1)))} if year else {}


def _swapped(record: Record, _: random.Random) -> dict[str, object]:
    return {"authors": tuple(reversed(record.authors))}


def _first(record: Record, _: random.Random) -> dict[str, object]:
    return {"authors": record.authors[:1]}


def _subtitle(record: Record, _: random.Random) -> dict[str, object]:
    return {"title": record.title.partition(":")[0].partition("? ")[0]}


def _scanned(record: Record, chance: random.Random) -> dict[str, object]:
    title = record.title
    for _ in range(max(1, len(title) // 25)):
        old, new = chance.choice(OCR)
        places = [n for n in range(len(title)) if title.startswith(old, n)]
        if places:
            place = chance.choice(places)
            title = title[:place] + new + title[place + len(old) :]
    return {"title": title}


def _abbreviated(record: Record, chance: random.Random) -> dict[str, object]:
    words = [
        w for w in record.container.split() if w.lower() not in {"of", "and", "the", "&", "in"}
    ]
    return {
        "container": " ".join(w[: chance.randint(3, 5)] + "." if len(w) > 5 else w for w in words)
    }


def _missing(_: Record, chance: random.Random) -> dict[str, object]:
    lost = chance.choice((("pages",), ("volume", "issue"), ("container",), ("pages", "volume")))
    return dict.fromkeys(lost, "")


def _capitals(record: Record, _: random.Random) -> dict[str, object]:
    return {"title": record.title.upper()}


DAMAGE = (_initials, _truncated, _year, _swapped, _first, _subtitle, _scanned, _abbreviated,
          _missing, _capitals)  # fmt: skip


def damaged(record: Record, number: int, chance: random.Random) -> Record:
    """Return a record with one to three kinds of damage."""
    values = {name: getattr(record, name) for name in record.__dataclass_fields__}
    values |= {"file": "damaged.bib", "number": number, "key": f"r{number}"}
    for kind in chance.sample(DAMAGE, chance.randint(1, 3)):
        values |= kind(Record(**values), chance)
    return Record(**values)


def stranger(record: Record, other: Record, number: int, chance: random.Random) -> Record:
    """Return a work that the graph lacks: of one work all but the title, half of it of another."""
    mine, yours = record.title.split(), other.title.split()
    title = " ".join(mine[: len(mine) // 2] + yours[len(yours) // 2 :])
    first = chance.randint(200, 900)
    return Record(
        "strange.bib", number, key=f"s{number}", type=record.type, title=title,
        authors=record.authors, issued=record.issued, container=record.container,
        volume=record.volume, pages=f"{first}-{first + 20}" if record.pages else "",
    )  # fmt: skip


def labelled(copies: int, seed: int) -> tuple[list[Labelled], list[Labelled]]:
    """Return the records for tuning and those held out, each with the key of its work."""
    chance = random.Random(seed)  # noqa: S311
    found = originals()
    chance.shuffle(found)
    parts: list[list[Labelled]] = []
    number = 0
    for part in (found[: len(found) // 2], found[len(found) // 2 :]):
        made: list[Labelled] = []
        for key, record in part:
            for _ in range(copies):
                number += 1
                made.append((damaged(record, number, chance), key))
            number += 1
            made.append((stranger(record, chance.choice(part)[1], number, chance), None))
        parts.append([(r, k) for r, k in made if k is not None or _new(r, found)])
    return parts[0], parts[1]


def _new(record: Record, found: list[tuple[str, Record]]) -> bool:
    return all(record.title != other.title for _, other in found)


def measure(part: list[Labelled], known: list[Entry]) -> tuple[Counter[str], list[str]]:
    """Return how many links are right, wrong and missing, each record linked by itself."""
    counts: Counter[str] = Counter()
    wrong = []
    for (record, key), entry in zip(part, records(r for r, _ in part), strict=True):
        linked = link(known, [entry])
        to = _target(linked)
        right = to == key
        counts["linked right" if right else "linked wrong"] += to is not None
        counts["has a work"] += key is not None
        counts[linked.outcomes[0].outcome] += 1
        if not right:
            pair = linked.outcomes[0].pair
            wrong.append(f"{key} -> {to or linked.outcomes[0].outcome}: {record.title[:50]} {pair}")
    return counts, wrong


def plain(part: list[Labelled], known: list[Entry]) -> tuple[Counter[str], float]:
    """Return the counts of a script of three lines, and its seconds: the most similar title."""
    counts: Counter[str] = Counter()
    start = time.perf_counter()
    titles = [entry.title for entry in known]
    for record, key in part:
        best = process.extractOne(fold(record.title), titles, scorer=fuzz.ratio, score_cutoff=85)
        to = known[best[2]].id.rsplit("/", 1)[-1] if best else None
        counts["linked right" if to == key else "linked wrong"] += to is not None
        counts["has a work"] += key is not None
    return counts, time.perf_counter() - start


def together(part: list[Labelled], known: list[Entry]) -> str:
    """Return how pairs of records are clustered when all are linked in one run."""
    linked = link(known, list(records(record for record, _ in part)))
    names = [key or f"stranger {record.number}" for record, key in part]
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


def _target(linked: Linked) -> str | None:
    (outcome,) = linked.outcomes
    if outcome.outcome != "linked" or outcome.pair is None:
        return None
    return linked.entries[outcome.pair.other].id.rsplit("/", 1)[-1]


def quality(counts: Counter[str]) -> tuple[float, float]:
    """Return precision and recall."""
    right = counts["linked right"]
    return right / max(1, right + counts["linked wrong"]), right / max(1, counts["has a work"])


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


def speed(count: int, against: int) -> str:
    """Return how long it takes to link many records to many works, half of them there."""
    chance = random.Random(1)  # noqa: S311
    letters = "aeiou"
    vocabulary = [
        "".join(chance.choice("bcdfghklmnprst") + chance.choice(letters) for _ in range(3))
        for _ in range(20_000)
    ]
    targets = list(many(against, vocabulary, chance))
    there = min(count, against)
    mine = [damaged(targets[n], n, chance) for n in range(there)]
    mine += list(many(count - there, vocabulary, chance))
    start = time.perf_counter()
    known = [
        work(
            key=f"w{n}", title=r.title, authors=[a.inverted for a in r.authors],
            year=str(r.issued.year), kind="journal-article", venue=r.container,
            volume=r.volume, pages=r.pages,
        )
        for n, r in enumerate(targets)
    ]  # fmt: skip
    linked = link(known, list(records(mine)))
    taken = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sample = [(record, None) for record in mine[:: max(1, count // 500)]]
    _, easy = plain(sample, known)
    easy *= count / len(sample)
    kinds = Counter(outcome.outcome for outcome in linked.outcomes)
    return (
        f"{count:,} records x {against:,} works: {taken:.1f} s, {peak:.0f} MiB, {dict(kinds)}; "
        f"the most similar title alone, from a sample: {easy:.1f} s, ratio {taken / easy:.2f}"
    )


def main() -> None:
    """Print precision and recall, or the speed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=2005)
    parser.add_argument("--copies", type=int, default=25)
    parser.add_argument("--wrong", action="store_true", help="print what went wrong")
    parser.add_argument("--speed", type=int, nargs=2, metavar=("RECORDS", "WORKS"))
    asked = parser.parse_args()
    if asked.speed:
        print(speed(*asked.speed))
        return
    known = works()
    for name, part in zip(("tuning", "held out"), labelled(asked.copies, asked.seed), strict=True):
        counts, wrong = measure(part, known)
        precision, recall = quality(counts)
        rates = f"precision {precision:.4f}, recall {recall:.4f}"
        print(f"{name}: {len(part)} records, {rates}, {dict(counts)}")
        easy, _ = plain(part, known)
        precision, recall = quality(easy)
        print(f"  most similar title alone: precision {precision:.4f}, recall {recall:.4f}")
        print(f"  {together(part, known)}")
        if asked.wrong and name == "tuning":
            print("\n".join(wrong))


if __name__ == "__main__":
    main()
