"""Small readings that several formats share."""

import re
from urllib.parse import unquote as _unquote

_ESCAPED = re.compile(
    r"\\([&%$#_~{}])|\{?\\textasciitilde(?:\{\})?\}?|\{?\\textunderscore(?:\{\})?\}?"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_RETRACTED = re.compile(
    r"^\W*(?:retracted(?: article)?\b\s*[:\]).]|retraction of:)|\(retracted\b", re.I
)


def keywords(text: str) -> tuple[str, ...]:
    """Return keywords that stand in one string, by semicolons or else by commas.

    >>> keywords("clusters, learning"), keywords("a, b; c")
    (('clusters', 'learning'), ('a, b', 'c'))
    """
    parts = text.split(";" if ";" in text else ",")
    return tuple(part.strip() for part in parts if part.strip())


def is_retracted(title: str, *notes: str) -> bool:
    """Return whether a title or a note says that the work was retracted.

    >>> is_retracted("RETRACTED: A study"), is_retracted("Why papers are retracted")
    (True, False)
    """
    return any(_RETRACTED.search(text) for text in (title, *notes))


def verbatim(raw: str) -> str:
    r"""Return an address or identifier of a BibTeX field, its few escapes undone.

    >>> verbatim(" {https://a.org/b\\_c} ")
    'https://a.org/b_c'
    """
    text = "".join(raw.split()) if "://" in raw else " ".join(raw.split())
    if text.startswith("{") and text.endswith("}"):
        text = text[1:-1]
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda m: m[1] or ("~" if "tilde" in m[0] else "_"), text)


def unquote(text: str) -> str:
    """Return a percent-encoded text as it was."""
    return _unquote("".join(text.split("\n")))


def sound(text: str) -> str:
    r"""Return a text without the characters that no text file should hold.

    >>> sound("a\x00b")
    'a b'
    """
    return _CONTROL.sub(" ", text)
