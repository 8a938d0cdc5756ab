"""Open a bulk file of Eurostat, and refuse what is none."""

from collections.abc import Iterator
from pathlib import Path

from loclearn.errors import InvalidInput, Problem
from loclearn.sources.lines import lines as lines_of

_EXPECTED = "a bulk file of Eurostat (TSV or SDMX-CSV)"
_CURE = "Download the file again; the address ends in ?format=TSV or ?format=SDMX-CSV."


def refuse(file: str, found: str, cure: str = _CURE, row: int | None = None) -> InvalidInput:
    """Return the error for a file that holds no table of Eurostat."""
    return InvalidInput([Problem(file, row, None, found, _EXPECTED, cure)])


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a bulk file with their numbers, as `loclearn.sources.lines` does."""
    return lines_of(path, _EXPECTED, _CURE)
