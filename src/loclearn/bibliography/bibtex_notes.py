"""Notes and keywords in the fields of BibTeX."""

import re
from collections.abc import Iterable

from loclearn.bibliography import zotero
from loclearn.bibliography.latex import decode
from loclearn.bibliography.names import closes, split

NOTES = ("note", "annote", "annotation")
"""Fields that hold notes; the first is printed in bibliographies."""
_PAIRS = 3
"""So many pairs of braces around all keywords protect nothing: Web of Science writes two."""
_PARAGRAPH = re.compile(r"\\par(?![A-Za-z])|\n[ \t]*\n")


def annotations(fields: Iterable[tuple[str, str]]) -> list[str]:
    r"""Return the notes that stand in fields which are not printed; they are kept as well.

    >>> annotations([("annote", r"My {note}\par Again"), ("title", "T")])
    ['My note\n\nAgain']
    """
    found = [_paragraphs(raw) for name, raw in fields if name in NOTES[1:]]
    return [text for text in found if text]


def _paragraphs(raw: str) -> str:
    parts = [decode(part) for part in _PARAGRAPH.split(raw)]
    return "\n\n".join(part for part in parts if part)


def note(raw: str) -> str:
    r"""Return a note; its lines stay lines where Zotero keeps a label on each.

    >>> note("see\n  p. 3"), note("PMID: 12\nQID: Q42")
    ('see p. 3', 'PMID: 12\nQID: Q42')
    """
    return decode_lines(raw) if zotero.labelled(raw) else decode(raw)


def split_keywords(raw: str) -> tuple[str, ...]:
    """Return keywords of a field in LaTeX; braces protect what separates them elsewhere.

    >>> split_keywords("a, {b, c}"), split_keywords("a, b; c")
    (('a', 'b, c'), ('a, b', 'c'))
    """
    return tuple(text for part in keyword_parts(raw) if (text := decode(part)))


def keyword_parts(raw: str) -> list[str]:
    """Return the parts of a field of keywords as LaTeX: by semicolons or else by commas.

    >>> keyword_parts("{{a, b}}")
    ['a', ' b']
    """
    for _ in range(_PAIRS):
        if raw.startswith("{") and closes(raw) == len(raw) - 1:
            raw = raw[1:-1]
    parts = split(raw, ";")
    return parts if len(parts) > 1 else split(raw, ",")


def decode_lines(raw: str) -> str:
    r"""Return the text of a LaTeX string whose lines mean something.

    >>> decode_lines("a {B}.\n   c")
    'a B.\nc'
    """
    return "\n".join(decode(line) for line in raw.split("\n"))
