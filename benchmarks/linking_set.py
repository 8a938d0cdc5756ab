"""A labelled set: works of the paper, damaged as bibliographies damage them, and hard negatives.

Each case is a record, the key of its work or nothing, and the kinds of damage done to it:

- kinds of its own: initials, truncation, wrong year by one, swapped or missing authors, a missing
  or translated subtitle, letters as a scanner reads them, abbreviated journals, missing fields,
  capitals; one to three of them in a record;
- a translated title, by itself or in brackets after the title, with at most one other kind: from
  `linking_translations.csv`, where titles were translated by hand (some are those of translations
  that came out) into German, French, Spanish and Italian;
- two works run together in one record: no work is right for it, so that it has none;
- works that the graph lacks: another title by the same authors in the same journal and year, and
  reviews of a work under its title by somebody else.

No record has an identifier. The works are split by a seed into those for tuning and those held
out, so that all records of a work are on one side.
"""

import csv
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from loclearn.bibliography.record import Date, Name, Record
from loclearn.sources.merging import read_all

OCR = (("l", "1"), ("o", "0"), ("rn", "m"), ("e", "c"), ("i", "l"), ("cl", "d"), ("u", "n"))
TYPES = {
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    "conference-paper": "paper-conference",
    "working-paper": "report",
}
Values = dict[str, object]


@dataclass(frozen=True)
class Case:
    """Hold a record, the key of its work or nothing, and what was done to it."""

    record: Record
    key: str | None
    kinds: tuple[str, ...]


def originals() -> list[Record]:
    """Return the works of the paper as records; the key of each is that of the work."""
    return [
        Record(
            key=row.text("key") or "",
            type=TYPES.get(row.text("type") or "", row.text("type") or "document"),
            title=row.text("title") or "",
            authors=tuple(_name(name) for name in (row.text("authors") or "").split(";")),
            issued=Date(int(year) if (year := row.text("year") or "").isdigit() else None),
            container=row.text("container") or "",
            volume=row.text("volume") or "",
            issue=row.text("issue") or "",
            pages=row.text("pages") or "",
            publisher=row.text("publisher") or "",
        )
        for row in read_all("works", (), embedded=True).rows
        if row.text("year_in_seed")
    ]


def _name(text: str) -> Name:
    family, _, given = text.strip().partition(", ")
    return Name(family, given)


def translations() -> dict[str, list[str]]:
    """Return the translated titles of each work."""
    found = defaultdict(list)
    path = Path(__file__).with_name("linking_translations.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["key"]].append(row["title"])
    return dict(found)


TRANSLATED = translations()


def _parts(title: str) -> tuple[str, str]:
    main, _, subtitle = title.partition(":")
    return main.strip(), subtitle.strip()


def _translated_subtitle(record: Record, chance: random.Random) -> Values:
    main, subtitle = _parts(record.title)
    others = [other for title in TRANSLATED.get(record.key, ()) if (other := _parts(title)[1])]
    return {"title": f"{main}: {chance.choice(others)}"} if subtitle and others else {}


def _subtitle(record: Record, _: random.Random) -> Values:
    return {"title": record.title.partition(":")[0].partition("? ")[0]}


def _truncated(record: Record, chance: random.Random) -> Values:
    words = record.title.split()
    keep = max(4, round(len(words) * chance.uniform(0.6, 0.9)))
    return {"title": " ".join(words[:keep])}


def _scanned(record: Record, chance: random.Random) -> Values:
    title = record.title
    for _ in range(max(1, len(title) // 25)):
        old, new = chance.choice(OCR)
        places = [n for n in range(len(title)) if title.startswith(old, n)]
        if places:
            place = chance.choice(places)
            title = title[:place] + new + title[place + len(old) :]
    return {"title": title}


def _capitals(record: Record, _: random.Random) -> Values:
    return {"title": record.title.upper()}


def _initials(record: Record, _: random.Random) -> Values:
    names = record.authors
    cut = [Name(n.family, " ".join(f"{part[0]}." for part in n.given.split())) for n in names]
    return {"authors": tuple(cut)}


def _swapped(record: Record, _: random.Random) -> Values:
    return {"authors": tuple(reversed(record.authors))}


def _first(record: Record, _: random.Random) -> Values:
    return {"authors": record.authors[:1]}


def _year(record: Record, chance: random.Random) -> Values:
    year = record.issued.year
    return {"issued": Date(year + chance.choice((-1, 1)))} if year else {}


def _abbreviated(record: Record, chance: random.Random) -> Values:
    words = [
        w for w in record.container.split() if w.lower() not in {"of", "and", "the", "&", "in"}
    ]
    return {
        "container": " ".join(w[: chance.randint(3, 5)] + "." if len(w) > 5 else w for w in words)
    }


def _missing(_: Record, chance: random.Random) -> Values:
    lost = chance.choice((("pages",), ("volume", "issue"), ("container",), ("pages", "volume")))
    return dict.fromkeys(lost, "")


KINDS = {
    "translated subtitle": _translated_subtitle,
    "no subtitle": _subtitle,
    "truncated": _truncated,
    "scanned": _scanned,
    "capitals": _capitals,
    "initials": _initials,
    "authors swapped": _swapped,
    "first author only": _first,
    "year off by one": _year,
    "journal abbreviated": _abbreviated,
    "fields missing": _missing,
}
"""The kinds of damage in the order in which they are done."""
NOT_OF_TITLES = tuple(list(KINDS)[5:])
TITLES = ("translated title", "translation in brackets")
NONE = ("two works in one", "another title", "review of it")


def done(record: Record, kinds: list[str], chance: random.Random) -> tuple[Record, list[str]]:
    """Return a damaged record, and the kinds that changed something."""
    told = []
    for kind in sorted(kinds, key=list(KINDS).index):
        if kind == "no subtitle" and "translated subtitle" in told:
            continue
        after = _with(record, KINDS[kind](record, chance))
        told += [kind] if after != record else []
        record = after
    return record, told


def _with(record: Record, values: Values) -> Record:
    return Record(
        **({name: getattr(record, name) for name in record.__dataclass_fields__} | values)
    )


def _case(record: Record, key: str | None, kinds: list[str], number: int) -> Case:
    """Return a case; its record says nothing of the work from which it was made."""
    values: Values = {"file": "damaged.bib", "number": number, "key": f"r{number}"}
    return Case(_with(record, values), key, tuple(kinds))


def damaged(record: Record, number: int, chance: random.Random) -> Case:
    """Return a work with one to three kinds of damage."""
    told: list[str] = []
    while not told:
        kinds = chance.sample(list(KINDS), chance.randint(1, 3))
        found, told = done(record, kinds, chance)
    return _case(found, record.key, told, number)


def translated(record: Record, title: str, number: int, chance: random.Random) -> Case:
    """Return a work with a translated title, half of the time in brackets after its own."""
    kind = chance.choice(TITLES)
    said = title if kind == TITLES[0] else f"{record.title} [{title}]"
    more = chance.sample(NOT_OF_TITLES, chance.randint(0, 1))
    found, told = done(_with(record, {"title": said}), more, chance)
    return _case(found, record.key, [kind, *told], number)


def fused(one: Record, other: Record, number: int, chance: random.Random) -> Case:
    """Return two works as one record: titles run together, mostly authors too; the rest of one."""
    title = one.title.rstrip(".") + chance.choice((" ", "; ", ". ", " / ", ": ")) + other.title
    authors = one.authors + (other.authors if chance.random() < 0.7 else ())
    rest = chance.choice((one, one, other))
    values: Values = {"title": title, "authors": tuple(dict.fromkeys(authors))}
    more = chance.sample(NOT_OF_TITLES[:1] + NOT_OF_TITLES[3:], chance.randint(0, 1))
    found, told = done(_with(rest, values), more, chance)
    return _case(found, None, [NONE[0], *told], number)


def stranger(record: Record, other: Record, number: int, chance: random.Random) -> Case:
    """Return a work that the graph lacks: of one work all but the title, half of it of another."""
    mine, yours = record.title.split(), other.title.split()
    first = chance.randint(200, 900)
    values: Values = {
        "title": " ".join(mine[: len(mine) // 2] + yours[len(yours) // 2 :]),
        "pages": f"{first}-{first + 20}" if record.pages else "",
        "issue": "",
        "publisher": "",
    }
    return _case(_with(record, values), None, [NONE[1]], number)


def reviewed(record: Record, other: Record, number: int, chance: random.Random) -> Case:
    """Return a review of a work under its title, by somebody else a little later."""
    year = record.issued.year
    values: Values = {
        "type": "article-journal",
        "authors": other.authors[:1],
        "issued": Date(year + chance.choice((0, 1)) if year else None),
        "container": other.container or "Regional Studies",
        "volume": other.volume,
        "pages": str(chance.randint(100, 400)),
    }
    return _case(_with(record, values), None, [NONE[2]], number)


def labelled(copies: int, seed: int) -> tuple[list[Case], list[Case]]:
    """Return the cases for tuning and those held out.

    Parameters
    ----------
    copies: how many damaged records are made of each work; besides them come three for each
        translated title, and for each work two that run into another (one of them by the same
        author where there is one), a stranger and a review.
    """
    chance = random.Random(seed)  # noqa: S311
    found = originals()
    chance.shuffle(found)
    titles = {record.title for record in found}
    parts: list[list[Case]] = []
    number = 0
    for part in (found[: len(found) // 2], found[len(found) // 2 :]):
        made: list[Case] = []
        for record in part:
            for _ in range(copies):
                made.append(damaged(record, number + len(made), chance))
            for title in TRANSLATED.get(record.key, ()) * 3:
                made.append(translated(record, title, number + len(made), chance))
            strange = [r for r in part if not set(r.authors) & set(record.authors)]
            akin = [r for r in part if set(r.authors) & set(record.authors) and r != record]
            made.append(fused(record, chance.choice(akin or strange), number + len(made), chance))
            for make in (fused, stranger, reviewed):
                made.append(make(record, chance.choice(strange), number + len(made), chance))
        number += len(made)
        parts.append([c for c in made if c.kinds[0] != NONE[1] or c.record.title not in titles])
    return parts[0], parts[1]
