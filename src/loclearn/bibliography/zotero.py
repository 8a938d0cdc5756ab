"""What Zotero keeps in its field Extra: lines with a label, for what has no field of its own."""

import re
from dataclasses import replace

from loclearn.bibliography import identifiers
from loclearn.bibliography.record import Identifiers

_LINE = re.compile(
    r"^[ \t]*(DOI|PMID|QID|Wikidata|arXiv|OpenAlex)[ \t]*:[ \t]*(\S+)[ \t]*$", re.I | re.M
)
_KEY = re.compile(r"^[ \t]*Citation[ -]Key[ \t]*:[ \t]*(\S+)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_ITEM = re.compile(r"https?://(?:www\.)?zotero\.org/\S+|\d+/[A-Z0-9]{8}")
_CLEAN = {
    "doi": ("doi", identifiers.doi),
    "pmid": ("pmid", identifiers.pmid),
    "qid": ("wikidata", identifiers.wikidata),
    "wikidata": ("wikidata", identifiers.wikidata),
    "arxiv": (
        "arxiv",
        lambda text: identifiers.arxiv(f"arxiv:{text.lower().removeprefix('arxiv:')}"),
    ),
    "openalex": ("openalex", identifiers.openalex),
}


def filled(ids: Identifiers, *texts: str) -> Identifiers:
    r"""Return identifiers, with those that stand on lines of their own in notes where one lacks.

    >>> ids = filled(Identifiers(pmid="7"), "PMID: 99\nQID: Q42\nread twice")
    >>> ids.pmid, ids.wikidata
    ('7', 'Q42')
    """
    found: dict[str, str] = {}
    for text in texts:
        for label, value in _LINE.findall(text):
            name, clean = _CLEAN[label.lower()]
            if not getattr(ids, name) and (known := clean(value)):
                found.setdefault(name, known)
    return replace(ids, **found)  # type: ignore[arg-type]


def labelled(text: str) -> bool:
    r"""Return whether a note has lines of Extra, which mean something by themselves.

    >>> labelled("QID: Q42\nread twice"), labelled("a\nb")
    (True, False)
    """
    return bool(_LINE.search(text) or _KEY.search(text))


def citation_key(*texts: str) -> str:
    r"""Return the citation key that a note pins, or nothing.

    >>> citation_key("read twice\nCitation Key: maskell1999")
    'maskell1999'
    """
    return next((found[1] for text in texts if (found := _KEY.search(text))), "")


def names_an_item(id_: str) -> bool:
    """Return whether an id is that of an item in a library, which nobody cites by.

    >>> names_an_item("http://zotero.org/users/1/items/AB12CD34"), names_an_item("maskell1999")
    (True, False)
    """
    return bool(_ITEM.fullmatch(id_))
