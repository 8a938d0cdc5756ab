"""How two works compare, field by field."""

import math
import re
from collections.abc import Callable

from rapidfuzz import fuzz

from loclearn.linking.entry import Entry
from loclearn.linking.fields import Author
from loclearn.linking.language import translated
from loclearn.linking.text import is_abbreviation
from loclearn.linking.weights import PRIOR, WEIGHTS, Comparison

_ALIKE = frozenset({"same", "near", "main", "begins", "cut", "short"})
_APART = frozenset({"differs", "partly", "number", "subtitle"})
_NUMBER = re.compile(r"\b(?:\d{1,4}|i{1,3}|iv|vi{0,3}|ix)\b")


def compare(one: Entry, other: Entry, floor: float = -math.inf) -> Comparison:
    """Compare two works.

    Parameters
    ----------
    one, other: the works.
    floor: a weight, in bits. What cannot reach it any more is not compared to the end: the weight
        is below it then, and levels are missing.

    >>> from loclearn.linking.entry import work
    >>> a = work(key="a", title="Local buzz", authors=["Ash, I."], year="1999")
    >>> b = work(key="b", title="Local  Buzz", authors=["Ash, Ida"], year="2000")
    >>> compare(a, b).levels
    {'title': 'short', 'authors': 'same', 'year': 'one'}
    """
    levels: dict[str, str] = {}
    weight, rest = PRIOR, _MOST
    for field, level_of in _FIELDS.items():
        level = level_of(one, other)
        if field == "doi" and level == "same" and levels.get("title") in _APART:
            level = ""  # one of the two has the DOI by mistake
        if level:
            levels[field] = level
            weight += WEIGHTS[field][level]
        rest -= _BEST[field]
        if weight + rest < floor:
            break
    return Comparison({field: levels[field] for field in WEIGHTS if field in levels}, weight)


def expressions(one: Entry, other: Entry, found: Comparison) -> bool:
    """Return whether two works are a draft and what was published of it.

    Title and authors agree, and only one of the two is a draft or forthcoming.
    """
    if found.levels.get("title") not in _ALIKE:
        return False
    if found.levels.get("authors") not in {"same", "some", "overlap"}:
        return False
    return bool(one.stage and other.stage and one.stage != other.stage)


def contradicts(one: Entry, other: Entry) -> bool:
    """Return whether titles differ too much for works that share an identifier."""
    return titles(one, other) in _APART


def titles(one: Entry, other: Entry) -> str:
    """Return the level of two titles, or nothing where one is missing.

    >>> from loclearn.linking.entry import work
    >>> one, other = work(key="a", title="On the city"), work(key="b", title="Von der Stadt")
    >>> titles(one, other)
    'translated'
    """
    level = _titles(one, other)
    if level in {"differs", "partly"} and translated(one.title, other.title, surely=False):
        return "translated"
    return level


def _titles(one: Entry, other: Entry) -> str:
    a, b = one.title, other.title
    if not a or not b:
        return ""
    if a.replace(" ", "") == b.replace(" ", ""):
        return "same" if a.count(" ") >= 2 else "short"
    ratio = fuzz.ratio(a, b)
    if ratio < 55 and not _part(one, other):
        return "differs" if fuzz.token_sort_ratio(a, b) < 75 else "similar"
    if ratio >= 75 and _numbers_differ(a, b):
        return "number"
    if ratio >= 88:
        return "near"
    if level := _part(one, other):
        return level
    if ratio < 75 and fuzz.token_sort_ratio(a, b) >= 88:
        return "similar"
    return "similar" if ratio >= 75 else "partly"


def _numbers_differ(one: str, other: str) -> bool:
    """Return whether titles are alike but for a number, such as that of a part."""
    mine, yours = _NUMBER.findall(one), _NUMBER.findall(other)
    return mine != yours and bool((mine and yours) or abs(len(one) - len(other)) <= 9)


def _part(one: Entry, other: Entry) -> str:
    """Return the level of titles of which one is a part of the other."""
    alike = fuzz.ratio(one.main, other.main) >= 90
    if alike and one.subtitle and other.subtitle:
        short, long = sorted((one.subtitle, other.subtitle), key=len)
        if len(short) >= 8 and fuzz.ratio(short, long[: len(short)]) >= 88:
            return _cut(min(len(one.title), len(other.title)))
        if translated(short, long):
            return "main"
        return "subtitle" if fuzz.ratio(short, long) < 65 else ""
    if alike:
        return "main" if min(len(one.main), len(other.main)) >= 8 else "short"
    short, long = sorted((one.title, other.title), key=len)
    if len(short) >= 20 and fuzz.ratio(short, long[: len(short)]) >= 90:
        return _cut(len(short))
    return ""


def _cut(length: int) -> str:
    """Return the level of a title with which a longer one begins: much of it tells more."""
    return "begins" if length >= 45 else "cut"


def authors(one: tuple[Author, ...], other: tuple[Author, ...]) -> str:
    """Return the level of two lists of authors; their order does not count.

    >>> authors((("ash", "i"), ("lee", "")), (("lee", "b"),))
    'some'
    """
    one, other = (tuple(name for name in names if name[0]) for names in (one, other))
    if not one or not other:
        return ""
    short, long = sorted((one, other), key=len)
    states = [_person(name, long) for name in short]
    if all(state == "same" for state in states):
        return "same" if len(short) == len(long) else "some"
    if "same" in states:
        return "overlap"
    return "namesake" if "namesake" in states else "differ"


def _person(name: Author, among: tuple[Author, ...]) -> str:
    found = "differ"
    for other in among:
        if name[0] == other[0] or (name[0][:1] and fuzz.ratio(name[0], other[0], score_cutoff=80)):
            if not name[1] or not other[1] or name[1] == other[1] or name[0] != other[0]:
                return "same"
            found = "namesake"
        elif name[0].endswith(" " + other[0]) or other[0].endswith(" " + name[0]):
            return "same"
    return found


def _years(one: int | None, other: int | None) -> str:
    if one is None or other is None:
        return ""
    return {0: "same", 1: "one", 2: "near", 3: "near"}.get(abs(one - other), "far")


def _venues(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    if not one or not other:
        return ""
    if one == other:
        return "same"
    short, long = sorted(
        (list(one), list(other)), key=lambda part: (len(part), sum(map(len, part)))
    )
    if is_abbreviation(short, long) or is_abbreviation(long, short):
        return "short"
    alike = fuzz.ratio(" ".join(one), " ".join(other)) >= 80 or (
        len(short) > 1 and set(short) <= set(long)
    )
    return "similar" if alike else "differs"


def _equal(one: str, other: str, otherwise: str = "differs") -> str:
    if not one or not other:
        return ""
    return "same" if one == other else otherwise


def _dois(one: Entry, other: Entry) -> str:
    if not one.ids or not other.ids:
        return ""
    mine = next((value for scheme, value in one.ids if scheme == "doi"), "")
    yours = next((value for scheme, value in other.ids if scheme == "doi"), "")
    level = _equal(mine, yours)
    return (
        "likely differs" if level == "differs" and not (one.sure_doi and other.sure_doi) else level
    )


_FIELDS: dict[str, Callable[[Entry, Entry], str]] = {
    "title": titles,
    "doi": _dois,
    "authors": lambda one, other: authors(one.authors, other.authors),
    "year": lambda one, other: _years(one.year, other.year),
    "pages": lambda one, other: _equal(one.page, other.page, "differ"),
    "volume": lambda one, other: _equal(one.volume, other.volume),
    "letter": lambda one, other: _equal(one.letter, other.letter),
    "kind": lambda one, other: _equal(one.kind, other.kind),
    "venue": lambda one, other: _venues(one.venue, other.venue),
}
"""How each field is compared, in this order: what tells much or takes little comes first."""
_BEST = {field: float(max(levels.values())) for field, levels in WEIGHTS.items()}
_MOST = sum(_BEST.values())
