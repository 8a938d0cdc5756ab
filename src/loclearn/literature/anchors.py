"""Hold the anchor phrases of a table of claims against the reader's own copy of the paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.literature.matching import Passage, key, searchable
from loclearn.literature.papers import read_paper
from loclearn.sources.merging import read_all
from loclearn.tables import Row

MOST_WORDS = 8
"""A phrase so short quotes nothing; a longer one would begin to reproduce the paper."""
_COLUMN = "anchor_phrase"


@dataclass(frozen=True)
class Anchor:
    """Hold the phrase by which the passage of a claim is found in any copy."""

    claim_id: str
    locator: str
    phrase: str


@dataclass(frozen=True)
class Finding:
    """Say where an anchor is in the copy.

    places: the line or page of each time that it is there.
    nearest: the passage most like it, when it is nowhere.
    """

    anchor: Anchor
    places: tuple[int, ...]
    nearest: Passage | None = None

    @property
    def status(self) -> str:
        """Return "once", "several" or "missing"."""
        return "missing" if not self.places else "once" if len(self.places) == 1 else "several"


@dataclass(frozen=True)
class Verification:
    """Hold what was found of each anchor, in the order of the claims.

    unit: what the places count, "line" or "page"; size: how many of them the copy has.
    """

    file: str
    unit: str
    size: int
    findings: tuple[Finding, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def complete(self) -> bool:
        """Tell whether each anchor is there exactly once."""
        return self.number("once") == len(self.findings)

    def number(self, status: str) -> int:
        """Return the number of anchors that are there "once" or "several" times, or "missing"."""
        return sum(finding.status == status for finding in self.findings)


def verify(paper: Path | str, claims: Path | str | None = None) -> Verification:
    r"""Look for the anchor phrase of each claim in a copy of the paper.

    Parameters
    ----------
    paper: the copy, plain text, Markdown or PDF. It is read and kept nowhere.
    claims: a table of claims; by default the one that comes with loclearn.

    Raises WrongUse when a file cannot be read, and InvalidInput when the copy holds no text or
    the table has violations, such as an anchor of more than eight words.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     copy = Path(folder, "paper.txt")
    ...     _ = copy.write_text("A situation of ruin-\nous lock-in?", encoding="utf-8")
    ...     result = verify(copy)
    >>> result.complete, result.number("missing")
    (False, 90)
    """
    anchors, more = read_anchors(claims)
    copy = read_paper(paper)
    text = searchable(copy.parts)
    places = [text.find(anchor.phrase) for anchor in anchors]
    missing = [anchor.phrase for anchor, found in zip(anchors, places, strict=True) if not found]
    nearest = dict(zip(missing, text.nearest(missing), strict=True)) if missing else {}
    findings = tuple(
        Finding(anchor, found, nearest.get(anchor.phrase))
        for anchor, found in zip(anchors, places, strict=True)
    )
    return Verification(copy.file, copy.unit, len(copy.parts), findings, (*more, *copy.warnings))


def read_anchors(claims: Path | str | None = None) -> tuple[list[Anchor], list[Problem]]:
    """Return the anchors of a table of claims, with warnings.

    Raises WrongUse when the table cannot be read, InvalidInput when it has violations.

    >>> len(read_anchors()[0])
    90
    """
    table = read_all("claims", [] if claims is None else [claims], embedded=claims is None)
    anchored = [row for row in table.rows if row.text(_COLUMN) is not None]
    found = [*table.problems, *(p for row in anchored if (p := _fault(row)))]
    if not any(problem.severity == "violation" for problem in found):
        found += _unanchored(table.rows, len(anchored), str(claims))
    if any(problem.severity == "violation" for problem in found):
        raise InvalidInput(sorted(found, key=lambda p: (p.file, p.row or 0)))
    anchors = [
        Anchor(str(row.text("claim_id")), row.text("locator") or "", row.text(_COLUMN) or "")
        for row in anchored
    ]
    return anchors, found


def _fault(row: Row) -> Problem | None:
    phrase = row.text(_COLUMN) or ""
    # a dash between two words parts them, also where no space stands beside it
    count = sum(bool(key(word)) for word in re.split(r"[\s–—―]+", phrase))
    expected = f"at most {MOST_WORDS} words"
    if count > MOST_WORDS:
        found = f"an anchor of {count} words ({shorten(phrase)})"
        cure = "Shorten it until it just tells the passage: longer ones reproduce the paper."
        return Problem(row.file, row.number, _COLUMN, found, expected, cure)
    if not re.search(r"[^\W_]", key(phrase)):
        found = f"an anchor without a word ({shorten(phrase)})"
        return Problem(row.file, row.number, _COLUMN, found, f"one to {MOST_WORDS} words")
    return None


def _unanchored(rows: Sequence[Row], anchored: int, file: str) -> list[Problem]:
    """Return a violation when no row has an anchor, a warning when some have none."""
    without = [row.number for row in rows if row.text(_COLUMN) is None]
    if not anchored:
        cure = f"Give each claim an {_COLUMN}, a few words that its passage holds."
        return [Problem(file, None, _COLUMN, "no anchor at all", "a phrase in each row", cure)]
    if not without:
        return []
    what = "a row" if len(without) == 1 else f"{len(without)} rows"
    cure = "What has no anchor is not looked for."
    return [
        Problem(
            rows[0].file, without[0], _COLUMN, f"{what} without an anchor", "one in each row",
            cure, "warning",
        )
    ]  # fmt: skip
