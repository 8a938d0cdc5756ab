"""The references of one work from several records: all of them, each once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace

from loclearn.bibliography.record import Record, Reference
from loclearn.linking.comparison import compare
from loclearn.linking.entry import Entry, reference
from loclearn.linking.untitled import is_title, same

SAME = 0.9
"""From this probability on two references of two records of one work are one."""
_UNTITLED = 0.95
"""How likely two references are one of which one has no title, or only in a string."""
_MANY = 200
"""Where so many references are of one year, only those of similar authors are compared."""
Counts = Sequence[tuple[int, int]]


def union(records: Sequence[Record]) -> tuple[list[Reference], Counts]:
    """Return the references that records of one work have together.

    Two references of one record stay two: what a record lists is not doubled by it. Of two
    records, each reference meets at most one of the other.

    Parameters
    ----------
    records: what is one work; the first wording of a reference is kept, and what it leaves out
        is filled in from the others.

    Returns the references, and for each record how many were new and how many were there.

    >>> one = Record(references=(Reference("a", doi="10.1/x"), Reference("b", doi="10.1/y")))
    >>> other = Record(references=(Reference("c", "Ash", doi="10.1/y"), Reference("d")))
    >>> [r.raw for r in union([one, other])[0]], union([one, other])[1]
    (['a', 'b', 'd'], [(2, 0), (1, 1)])
    >>> union([one, other])[0][1].author
    'Ash'
    """
    merged: list[Reference] = []
    there: list[Entry] = []
    counts = []
    for record in records:
        before = len(merged)
        cited = [reference(item) for item in record.references]
        met = _meet(there, cited) if there else {}
        for number, item in enumerate(record.references):
            if number in met:
                merged[met[number]] = _filled(merged[met[number]], item)
            else:
                merged.append(item)
                there.append(cited[number])
        counts.append((len(merged) - before, len(met)))
    return merged, counts


def named(records: Sequence[Record]) -> list[Record]:
    """Return records whose references to works of OpenAlex say what these are.

    OpenAlex lists numbers only. Where one of the records has that number, the reference gets its
    DOI, title, first author and year, and can be compared with those of other sources.

    >>> from loclearn.bibliography.record import Identifiers
    >>> cited = Record(title="Buzz", identifiers=Identifiers(openalex="W123"))
    >>> one = Record(references=(Reference("W123", openalex="W123"),))
    >>> named([one, cited])[0].references[0].title
    'Buzz'
    """
    known = {one.identifiers.openalex: one for one in records if one.identifiers.openalex}
    return [
        replace(one, references=tuple(_named(cited, known) for cited in one.references))
        if known and one.references
        else one
        for one in records
    ]


def only_numbers(references: Sequence[Reference]) -> int:
    """Return how many references are numbers that cannot be compared with others of the work.

    >>> only_numbers([Reference("W123", openalex="W123"), Reference("Ash, Buzz", title="Buzz")])
    1
    """
    bare = sum(bool(r.openalex) and not (r.doi or r.title or r.author) for r in references)
    return bare if bare < len(references) else 0


def _named(cited: Reference, known: Mapping[str, Record]) -> Reference:
    work = known.get(cited.openalex) if cited.openalex else None
    if work is None:
        return cited
    author = work.authors[0].inverted if work.authors else ""
    told = Reference(
        cited.raw, author, work.issued.year, work.title, work.container, work.volume, work.pages,
        work.identifiers.doi,
    )  # fmt: skip
    return _filled(cited, told)


def _filled(kept: Reference, other: Reference) -> Reference:
    """Return a reference with what another wording of it knows besides.

    >>> _filled(Reference("MARSHALL A, 1890, PRINCIPLES EC", container="PRINCIPLES EC"),
    ... Reference("b", title="Principles of Economics")).container
    ''
    """
    names = [f.name for f in fields(Reference) if f.name not in {"raw", "confidence", "how"}]
    missing = {name: getattr(other, name) for name in names if not getattr(kept, name)}
    full = replace(kept, **{name: value for name, value in missing.items() if value})
    if kept.title and other.title:
        return full
    return replace(full, container="") if is_title(full.container, full.title) else full


def _meet(there: list[Entry], others: list[Entry]) -> dict[int, int]:
    """Return which new reference is which one that is there, the surest first.

    What agrees in wording, identifier or all of author, year, volume and page comes before what
    is only alike.
    """
    met: dict[int, int] = {}
    candidates = _Candidates(there)
    for find in (candidates.exact, candidates.near):
        taken = set(met.values())
        chances = []
        for number, entry in enumerate(others):
            if number in met:
                continue
            for place in find(entry):
                chance = 0.0 if place in taken else _chance(entry, there[place])
                if chance >= SAME:
                    chances.append((chance, -number, -place))
        for _, minus_number, minus_place in sorted(chances, reverse=True):
            if -minus_number not in met and -minus_place not in taken:
                met[-minus_number] = -minus_place
                taken.add(-minus_place)
    return met


class _Candidates:
    """Find the references that may be one: by what they have in common, or by year."""

    def __init__(self, there: list[Entry]) -> None:
        self._exact: dict[object, list[int]] = defaultdict(list)
        self._years: dict[int | None, list[int]] = defaultdict(list)
        self._names: dict[tuple[int | None, str], list[int]] = defaultdict(list)
        for place, entry in enumerate(there):
            self._years[entry.year].append(place)
            self._names[entry.year, _letters(entry)].append(place)
            for key in _keys(entry):
                self._exact[key].append(place)

    def exact(self, entry: Entry) -> set[int]:
        """Return the places of what agrees in an identifier or as much as one."""
        return {place for key in _keys(entry) for place in self._exact.get(key, [])[:_MANY]}

    def near(self, entry: Entry) -> set[int]:
        """Return the places of what is of about the same year."""
        years = set(self._years) if entry.year is None else {entry.year, None}
        years |= {entry.year - 1, entry.year + 1} if entry.year is not None else set()
        found: set[int] = set()
        for year in years:
            places = self._years.get(year, [])
            if len(places) > _MANY:
                places = self._names.get((year, _letters(entry)), [])[:_MANY]
            found.update(places)
        return found


def _keys(entry: Entry) -> Iterator[object]:
    yield entry.label
    yield from entry.ids
    if entry.authors and entry.year and entry.volume and entry.page:
        yield entry.authors[0][0], entry.year, entry.volume, entry.page


def _letters(entry: Entry) -> str:
    return entry.authors[0][0][:3] if entry.authors else entry.page


def _chance(one: Entry, other: Entry) -> float:
    if one.label == other.label:
        return 1.0
    schemes = dict(one.ids)
    shared = [schemes[scheme] == value for scheme, value in other.ids if scheme in schemes]
    if shared:
        return 1.0 if any(shared) else 0.0
    if one.year is not None and other.year is not None and abs(one.year - other.year) > 1:
        return 0.0
    return _UNTITLED if same(one, other) else compare(one, other).probability
