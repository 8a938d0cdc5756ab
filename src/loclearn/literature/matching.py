"""Find a phrase in a text whose typesetting differs from the phrase's.

Words are compared letter by letter. What typesetting adds or takes away does not count: case,
spaces, line and page breaks, hyphens and dashes, quotation marks, ligatures, Markdown, and the
marks of footnotes. Hyphens count nowhere because a hyphen at the end of a line may belong to the
word or to the line; nothing in the text tells which.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

_NOISE = "'\"„‚*_`~#|\\<>[]−†‡"
_BREAK = "\f"
_RAISED = str.maketrans("´", "'", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TAG = "sup|sub|[abipsu]|em|strong|small|mark|span|font|center|div|br|hr|img|h[1-6]|[uo]l|li|t[dhr]"
_MARKUP = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), instead)
    for pattern, instead in (
        (r"<!--(?:(?!-->).){0,500}-->", " "),
        (r"<sup>[\d\W]{1,8}?</sup>", ""),
        (rf"</?(?:{_TAG})(?:\s+[\w:-]+\s*=[^<>]{{0,300}})?\s*/?>", " "),
        (r"\[\^[^\]\s]{1,40}\]", ""),
        (r"(?<=\])\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]{0,200}\")?\)", ""),
        (r"(?<=\])\[[^\[\]]{0,80}\]", ""),
    )
)
"""What is written for a program and not for a reader, and what stands in its place."""
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]|[)\]”’\"'])([.,;:!?]?)\d{1,2}(?:,\d{1,2})*(?![^\W_])")
"""Digits stuck to the end of a word: a PDF does not say that they are raised."""
_ALIKE = 50.0


class _Letters(dict[int, str]):
    """Map what does not count to a space; learn each character when it first comes."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kind = unicodedata.category(character)
        silent = kind[0] in "CZ" or kind in ("Pd", "Pi", "Pf") or character in _NOISE
        self[code] = " " if silent else character
        return self[code]


_LETTERS = _Letters()


@dataclass(frozen=True)
class Passage:
    """Hold some words of a text, where they begin, and how like a phrase they are (0 to 100)."""

    text: str
    place: int
    likeness: float


@dataclass(frozen=True)
class Searchable:
    """Hold a text as it is compared, with the way back to where each word stands.

    key: all that counts, without a space. words: the words as they stand in the text.
    starts: where each word begins in the key. places: the part, from 1, in which it begins.
    edges: where a word, or what follows a hyphen, begins in the key.
    """

    key: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    places: tuple[int, ...]
    edges: frozenset[int]

    def find(self, phrase: str) -> tuple[int, ...]:
        """Return the part in which a phrase begins, once for each time that it is there.

        A phrase that would begin or end within a word is not there.

        >>> text = searchable(["The *art* of know-", "ledge. The ﬁrst part of", "knowledge."])
        >>> text.find("art of knowledge"), text.find("First part"), text.find("ledge. the")
        ((1,), (2,), (2,))
        >>> text.find("art of"), text.find("knowledges")
        ((1,), ())
        """
        return tuple(self.places[self._word(at)] for at in self._hits(key(phrase)))

    def nearest(self, phrases: Sequence[str]) -> list[Passage | None]:
        """Return the passage most like each phrase, as long as it, or None where nothing is.

        >>> searchable(["one two", "three fuor five"]).nearest(["three four"])[0].text
        'three fuor'
        """
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - most copies need no search

        windows: dict[int, list[str]] = {}
        found: list[Passage | None] = []
        for phrase in phrases:
            width = len(phrase.split())
            if width not in windows:
                windows[width] = [
                    self.key[self.starts[n] : self._start(n + width)]
                    for n in range(max(len(self.words) - width, 0) + 1)
                ]
            best = process.extractOne(
                key(phrase), windows[width], scorer=fuzz.ratio, score_cutoff=_ALIKE
            )
            if best is None:
                found.append(None)
                continue
            _, likeness, at = best
            text = " ".join(self.words[at : at + width])
            found.append(Passage(text, self.places[at], round(likeness, 1)))
        return found

    def _hits(self, needle: str) -> Iterator[int]:
        at = self.key.find(needle) if needle else -1
        while at >= 0:
            if self._is_edge(at) and self._is_edge(at + len(needle)):
                yield at
            at = self.key.find(needle, at + 1)

    def _is_edge(self, at: int) -> bool:
        if at in self.edges or at in (0, len(self.key)):
            return True
        before, after = self.key[at - 1], self.key[at]
        return not (before.isalpha() and after.isalpha()) and not (
            before.isdigit() and after.isdigit()
        )

    def _word(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def _start(self, word: int) -> int:
        return self.starts[word] if word < len(self.starts) else len(self.key)


def searchable(parts: Sequence[str]) -> Searchable:
    """Return a text, given in parts such as lines or pages, as it is compared."""
    whole = _BREAK.join(html.unescape(part).replace(_BREAK, " ") for part in parts)
    for pattern, instead in _MARKUP:
        # markup may span lines: the breaks stay, so that the count of lines stays
        whole = pattern.sub(partial(_keep_breaks, instead), whole)
    pieces: list[str] = []
    words, starts, places = [], [], []
    edges = set()
    length = 0
    for place, part in enumerate(whole.split(_BREAK), start=1):
        for word in part.split():
            if not (folded := _fold(word)):
                continue
            words.append(word)
            starts.append(length)
            places.append(place)
            for piece in folded:
                edges.add(length)
                length += len(piece)
            pieces += folded
    return Searchable("".join(pieces), tuple(words), tuple(starts), tuple(places), frozenset(edges))


def key(phrase: str) -> str:
    """Return what counts of a phrase.

    >>> key("Face-to-face “buzz”"), key("*face-to- face* BUZZ")
    ('facetofacebuzz', 'facetofacebuzz')
    """
    return searchable([phrase]).key


def _keep_breaks(instead: str, match: re.Match[str]) -> str:
    return instead + _BREAK * match[0].count(_BREAK)


def _fold(word: str) -> list[str]:
    bare = _FOOTNOTE.sub(r"\1", word.translate(_RAISED))
    folded = unicodedata.normalize("NFKC", bare).casefold()
    return unicodedata.normalize("NFKC", folded).translate(_LETTERS).split()
