"""References that have no title of their own, beside those that have one.

Web of Science puts the title of a book, cut short, where the journal stands: "MARSHALL A, 1890,
PRINCIPLES EC". In a free string the title stands somewhere behind the author and the year.
"""

from loclearn.linking.comparison import authors
from loclearn.linking.entry import Entry
from loclearn.linking.fields import venue_words
from loclearn.linking.text import fold, is_abbreviation, words

_SHORTEST = 10
"""A title that is looked for in a string has at least so many letters, and two words."""
_BEFORE = 14
"""So many words, of names and a year, may stand before it there."""


def is_title(container: str, title: str) -> bool:
    """Return whether what stands in the place of a journal is a title, perhaps cut short.

    >>> is_title("PRINCIPLES EC", "Principles of Economics"), is_title("REG STUD", "Regions")
    (True, False)
    """
    return _begins(venue_words(container), fold(title))


def same(one: Entry, other: Entry) -> bool:
    """Return whether two references of one year are one, of which one at most has a title apart.

    >>> from loclearn.bibliography.cited import from_text, from_wos
    >>> from loclearn.linking.entry import reference
    >>> wos = reference(next(from_wos("Porter M. E., 1990, COMPETITIVE ADVANTAG")))
    >>> told = reference(from_text("Porter, M.E. (1990) The Competitive Advantage of Nations. Mac"))
    >>> same(wos, told)
    True
    """
    if (one.title and other.title) or one.year is None or one.year != other.year:
        return False
    bare, full = sorted((one, other), key=lambda entry: (bool(entry.title), not entry.venue))
    if not full.title:
        cut = bare.venue and not bare.volume and not full.venue and not full.volume
        return bool(cut) and _cut_stands_in(fold(full.label).split(), bare)
    if bare.venue and not bare.volume and not full.volume:
        alike = authors(bare.authors, full.authors) in {"same", "some", "overlap"}
        return alike and _begins(bare.venue, full.title)
    return not bare.venue and _stands_in(fold(bare.label), full)


def _begins(short: tuple[str, ...], title: str) -> bool:
    """Return whether words, some of them cut, are those with which a title begins."""
    full = words(title)
    count = min(len(short), len(full))
    if count < 2:
        return len(full) == len(short) == 1 and full[0] == short[0]
    return is_abbreviation(list(short[:count]), full[:count])


def _stands_in(text: str, entry: Entry) -> bool:
    """Return whether a string names an author and then the title of a work, and no other title."""
    title = entry.main
    place = f" {text} ".find(f" {title} ")
    told = len(title) >= _SHORTEST and " " in title and place > 0
    return told and _only_names(text[:place].split(), entry)


def _cut_stands_in(text: list[str], entry: Entry) -> bool:
    """Return whether a string names an author and then a title as another source cuts it."""
    said = [(place, word) for place, word in enumerate(text) if words(word)]
    size = len(entry.venue)
    for first in range(len(said) - size + 1 if size > 1 else 0):
        there = [word for _, word in said[first : first + size]]
        if is_abbreviation(list(entry.venue), there):
            return _only_names(text[: said[first][0]], entry)
    return False


def _only_names(before: list[str], entry: Entry) -> bool:
    """Return whether what stands before a title names an author of it, and no other work."""
    named = bool(entry.authors) and set(entry.authors[0][0].split()) <= set(before)
    return named and len(before) <= _BEFORE and "in" not in before
