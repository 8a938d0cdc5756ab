"""Fields of a work as they are compared."""

import re

from loclearn.linking.text import fold, words

_DRAFT = re.compile(
    r"working paper|discussion paper|papers? in|research papers?\b|mimeo|preprint|arxiv|ssrn|"
    r"conference|workshop|proceedings of the (?:annual|\d)|forthcoming|in press|unpublished", re.I,
)  # fmt: skip
_PREPRINT = re.compile(
    r"10\.(?:1101/[\d.]+$|48550/|2139/ssrn|21203/|20944/preprints|31219/|31235/)"
)
_FORTHCOMING = re.compile(r"forthcoming|in press|accepted|to appear|submitted", re.I)
_EDITORS = re.compile(r"^.*\(eds?\.?\)\s*", re.I)
_DRAFTS = frozenset(
    {"report", "manuscript", "paper-conference", "working-paper", "conference-paper"}
)
_BOOKS = frozenset({"book", "thesis"})
Author = tuple[str, str]


def author(family: str, given: str = "") -> Author:
    """Return a name as it is compared.

    >>> author("van den Oord", "Ad"), author("Ådland")
    (('van den oord', 'a'), ('adland', ''))
    """
    return fold(family), fold(given)[:1]


def first_page(pages: str) -> str:
    """Return the first page of a range.

    >>> first_page("1016–1034"), first_page("S5-9")
    ('1016', 's5')
    """
    return fold(re.split(r"[-–—,+]", pages.strip(), maxsplit=1)[0]).replace(" ", "").lstrip("0")


def venue_words(text: str) -> tuple[str, ...]:
    """Return the words of a journal, book or series, without the editors before it.

    >>> venue_words("Clark, G. (ed.) The Handbook of Places")
    ('handbook', 'places')
    """
    return tuple(words(fold(_EDITORS.sub("", text))))


def kind_of(type_: str) -> str:
    """Return book, chapter, article or review, or nothing for another type.

    >>> kind_of("article-journal"), kind_of("journal-article"), kind_of("document")
    ('article', 'article', '')
    """
    if type_ in _BOOKS:
        return "book"
    if type_ in {"chapter", "book-chapter"}:
        return "chapter"
    if type_ in {"article-journal", "journal-article"}:
        return "article"
    return "review" if type_.startswith("review") else ""


def stage_of(type_: str, venue: str, said: str, doi: str = "") -> str:
    """Return draft, forthcoming, published, or nothing where it cannot be told.

    Parameters
    ----------
    type_: the type of the work. venue: where it came out. said: what is said besides a date.
    doi: its DOI; those of servers for preprints are known by their beginning.

    >>> stage_of("report", "DRUID Working Paper", ""), stage_of("book", "", "in press")
    ('draft', 'forthcoming')
    """
    if _FORTHCOMING.search(said):
        return "forthcoming"
    if type_ in _DRAFTS or _DRAFT.search(venue) or _DRAFT.search(said) or _PREPRINT.match(doi):
        return "draft"
    return "published" if venue and kind_of(type_) in {"article", "chapter"} else ""
