"""Records that are one work as one record: every value with the records that give it.

The first record that has a value wins, the others fill in what it lacks. A value that differs is
kept with its source. References are joined, not chosen.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from loclearn.bibliography.record import (
    Date,
    Extra,
    Identifiers,
    Name,
    Origin,
    Record,
    ordered,
)
from loclearn.linking.merged import Merged, Value
from loclearn.linking.references import named, union
from loclearn.linking.text import fold

FORMAT = "merged"
"""The format of the extras that keep the values which did not win."""
_TEXTS = ("title", "container", "collection", "volume", "issue", "pages", "publisher", "place",
          "edition", "abstract", "language")  # fmt: skip
_IDS = ("doi", "pmid", "openalex", "wos", "scopus", "url", "arxiv", "wikidata")


_WRITTEN = {"entrytype", "TY", "id", "ids"}
"""Fields that only say how a format writes a record."""


def merge_all(groups: Sequence[Sequence[int]], records: Sequence[Record]) -> list[Merged]:
    """Return the records of each group as one.

    Parameters
    ----------
    groups: the places of records that are one work, as `Linked.groups` gives them.
    records: all records.

    >>> [len(m.records) for m in merge_all([[0, 2], [1]], [Record(), Record(), Record()])]
    [2, 1]
    """
    told = named(records)
    return [merge([told[place] for place in group]) for group in groups]


def merge(records: Sequence[Record]) -> Merged:
    """Return records of one work as one record.

    Parameters
    ----------
    records: at least one; where they differ, the earlier one wins.

    >>> merge([Record(key="a", title="T"), Record(key="b", title="t", volume="7")]).record.volume
    '7'
    """
    if len(records) == 1:
        alone = records[0]
        return Merged(alone, (alone,), {}, ((len(alone.references), 0),))
    values: dict[str, tuple[Value, ...]] = {}
    chosen: dict[str, Any] = {}
    for name in _TEXTS:
        given = [(getattr(record, name), record.origin) for record in records]
        chosen[name] = _choose(name, given, fold, str, values)
    chosen["type"] = _choose("type", _types(records), str, str, values) or "document"
    for name, label in (("authors", "author"), ("editors", "editor")):
        people = [(getattr(record, name), record.origin) for record in records]
        chosen[name] = _fullest(_choose(label, people, _who, _people, values) or (), people)
    chosen["issued"] = _issued(records, values)
    references, counts = union(records)
    record = replace(
        records[0],
        **chosen,
        key=next((record.key for record in records if record.key), ""),
        identifiers=_identifiers(records, values),
        keywords=_together([record.keywords for record in records]),
        notes=_together([record.notes for record in records]),
        retracted=any(record.retracted for record in records),
        references=tuple(references),
    )
    extra = ordered([*_extra(records, values), *_lost(values), *_aliases(record.key, records)])
    return Merged(replace(record, extra=extra), tuple(records), values, tuple(counts))


def _choose(
    name: str,
    given: Sequence[tuple[Any, Origin]],
    key: Callable[[Any], object],
    show: Callable[[Any], str],
    values: dict[str, tuple[Value, ...]],
) -> Any:
    """Return the first value that is there; keep all different ones with their sources."""
    groups: dict[object, list[tuple[str, Origin]]] = {}
    for value, origin in given:
        if value:
            groups.setdefault(key(value), []).append((show(value), origin))
    if groups:
        values[name] = tuple(Value(tuple(alike)) for alike in groups.values())
    return next((value for value, _ in given if value), given[0][0])


def _types(records: Sequence[Record]) -> list[tuple[str, Origin]]:
    return [("" if r.type == "document" else r.type, r.origin) for r in records]


def _who(people: tuple[Name, ...]) -> object:
    return tuple((fold(name.surname), fold(name.given)[:1]) for name in people)


def _people(people: tuple[Name, ...]) -> str:
    return "; ".join(name.inverted for name in people)


def _fullest(
    chosen: tuple[Name, ...], given: Sequence[tuple[tuple[Name, ...], Origin]]
) -> tuple[Name, ...]:
    """Return names with the fullest given names that records with the same people have."""
    alike = [people for people, _ in given if people and _who(people) == _who(chosen)]
    return tuple(
        max((people[place] for people in alike), key=lambda name: len(name.given))
        for place in range(len(chosen))
    )


def _issued(records: Sequence[Record], values: dict[str, tuple[Value, ...]]) -> Date:
    """Return the first date with a year, as full as others that agree with it make it."""
    given = [(record.issued, record.origin) for record in records if record.issued != Date()]
    years = [(date.year, origin) for date, origin in given]
    chosen = _choose("year", years, str, str, values) if given else None
    if chosen is None:
        return given[0][0] if given else Date()
    best = next(date for date, _ in given if date.year == chosen)
    for date, _ in given:
        if date.iso.startswith(best.iso) and len(date.iso) > len(best.iso):
            best = replace(date, text=best.text or date.text)
    return best


def _identifiers(records: Sequence[Record], values: dict[str, tuple[Value, ...]]) -> Identifiers:
    found: dict[str, Any] = {}
    for name in _IDS:
        given = [(getattr(record.identifiers, name), record.origin) for record in records]
        found[name] = _choose(name, given, _address, str, values)
    for name in ("isbn", "issn"):
        found[name] = _together([getattr(record.identifiers, name) for record in records])
    return Identifiers(**found)


def _address(text: str) -> str:
    return text.lower().removeprefix("https://").removeprefix("http://").rstrip("/")


def _together(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return all texts of the first list, and those of the others that are new."""
    found = list(lists[0])
    known = {fold(text) or text for text in found}
    for text in (text for part in lists[1:] for text in part):
        if (fold(text) or text) not in known:
            found.append(text)
            known.add(fold(text) or text)
    return tuple(found)


def _extra(records: Sequence[Record], values: dict[str, tuple[Value, ...]]) -> Iterator[Extra]:
    """Yield what no field holds: of each field of each format, what the first record has."""
    taken: dict[tuple[str, str], tuple[list[str], Origin]] = {}
    for record in records:
        own: dict[tuple[str, str], list[str]] = {}
        for extra in record.extra:
            own.setdefault((extra.format, extra.field), []).append(extra.value)
        for (format_, name), texts in own.items():
            if format_ == FORMAT:
                yield from (Extra(FORMAT, name, text) for text in texts)
            elif (format_, name) not in taken:
                taken[format_, name] = texts, record.origin
                yield from (Extra(format_, name, text) for text in texts)
            elif _plain(taken[format_, name][0]) != _plain(texts) and name not in _WRITTEN:
                kept, origin = taken[format_, name]
                label = f"{format_} {name}"
                first = values.get(label, (Value(((" | ".join(kept), origin),)),))
                values[label] = (*first, Value(((" | ".join(texts), record.origin),)))


def _plain(texts: list[str]) -> str:
    return fold(" ".join(texts).replace("{", "").replace("}", ""))


def _lost(values: dict[str, tuple[Value, ...]]) -> Iterator[Extra]:
    """Yield the values that did not win."""
    for name, found in values.items():
        yield from (Extra(FORMAT, name, str(value)) for value in found[1:])


def _aliases(key: str, records: Sequence[Record]) -> Iterator[Extra]:
    """Yield the other keys of the work, as BibLaTeX has them, so that texts find it by each."""
    others = dict.fromkeys(record.key for record in records if record.key not in {"", key})
    if others and not any(e.field == "ids" for r in records for e in r.extras("bibtex")):
        yield Extra("bibtex", "ids", ", ".join(others))
