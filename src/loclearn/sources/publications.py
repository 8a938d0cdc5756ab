"""A publication with its references, as bibliographic databases hand it out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Publication:
    """Hold one publication of a corpus.

    id: what the database calls it; references are such ids.
    authors: the names as printed.
    references: the ids of what it cites, each once.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    venue: str | None
    doi: str | None
    references: tuple[str, ...]

    @property
    def label(self) -> str:
        """Return the authors' last names and the year.

        >>> Publication("W1", "T", ("Ron Boschma",), 2005, None, None, ()).label
        'Boschma 2005'
        """
        last = [_last(name) for name in self.authors]
        who = " & ".join(last) if len(last) < 3 else f"{last[0]} et al."
        return f"{who or self.title[:40] or self.id} {self.year or 'n.d.'}"


def _last(name: str) -> str:
    """Return the last name of "Last, First" or "First Last"."""
    if "," in name:
        return name.partition(",")[0].strip()
    return name.split()[-1] if name.split() else name  # noqa: PLC0207


def plain_doi(text: str | None) -> str | None:
    """Return a DOI in lower case without the address before it, or None when it is none.

    >>> plain_doi("https://doi.org/10.1080/0034340052000320887")
    '10.1080/0034340052000320887'
    >>> plain_doi("DOI: 10.1/AbC"), plain_doi("n/a")
    ('10.1/abc', None)
    """
    found = (text or "").strip().lower()
    start = found.find("10.")
    if start < 0 or "/" not in found[start:] or found[:start].strip(" :/.") not in _BEFORE:
        return None
    return found[start:]


_BEFORE = ("", "doi", "https://doi.org", "http://doi.org", "http://dx.doi.org",
           "https://dx.doi.org", "https://www.doi.org", "doi.org", "dx.doi.org")  # fmt: skip
