"""Texts as they are compared: without accents, case, punctuation and spelling variants."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l", "&": " and ", "'": "", "’": ""}
)
_OTHER = re.compile(r"[\W_]+")
_SPELLING = re.compile(r"(?<=[a-z]{2})is(?=(?:ations?|ing|ed|e|es)\b)")
_SUBTITLE = re.compile(r"[:?!]\s|\s[-–—]+\s|\.\s+(?=[A-Z])")
_BRACKETS = re.compile(r"(?<=\S{3})\s+\[[^\[\]]*\]\W*$")
_SILENT = frozenset("a an and at by de der des die for from in la le of on the to und with".split())  # noqa: SIM905


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Return the words of a text in plain letters of its script, one space between them.

    >>> fold("Tödtling: Localised   Learning & “Buzz”")
    'todtling localized learning and buzz'
    >>> fold("Локальное обучение"), fold("产业集群，本地学习")
    ('локальное обучение', '产业集群 本地学习')
    """
    lower = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    plain = "".join(c for c in lower if not unicodedata.combining(c))
    return _SPELLING.sub("iz", _OTHER.sub(" ", plain).strip())


def words(text: str) -> list[str]:
    """Return the words of a folded text that say something.

    >>> words("the journal of economic geography")
    ['journal', 'economic', 'geography']
    """
    return [word for word in text.split() if word not in _SILENT]


def unbracketed(title: str) -> str:
    """Return a title without what stands after it in brackets, mostly a translation.

    >>> unbracketed("Lokales Lernen [Local learning]"), unbracketed("[Local learning]")
    ('Lokales Lernen', '[Local learning]')
    """
    return _BRACKETS.sub("", title)


def halves(title: str) -> tuple[str, str]:
    """Return the main title and the subtitle, both folded; the second may be empty.

    >>> halves("Communities of Practice: The Organizational Frontier")
    ('communities of practice', 'the organizational frontier')
    """
    found = _SUBTITLE.search(title.strip())
    if not found:
        return fold(title), ""
    return fold(title[: found.start()]), fold(title[found.end() :])


def is_abbreviation(short: list[str], long: list[str]) -> bool:
    """Return whether words are the beginnings or the initials of other words.

    >>> is_abbreviation(["cambridge", "j", "econ"], ["cambridge", "journal", "economics"])
    True
    >>> is_abbreviation(["eps"], ["european", "planning", "studies"])
    True
    """
    if len(short) == 1 and short[0] == "".join(word[0] for word in long) and len(long) > 1:
        return True
    return len(short) == len(long) and all(
        full[0] == part[0] and (full.startswith(part) or _shortened(part, full))
        for part, full in zip(short, long, strict=True)
    )


def _shortened(part: str, full: str) -> bool:
    """Return whether a word leaves out letters of another: intl, natl."""
    letters = iter(full)
    return 2 <= len(part) < len(full) and all(letter in letters for letter in part)
