"""From the paths that a user names to the files that can be checked."""

from collections.abc import Sequence
from pathlib import Path

from loclearn.errors import WrongUse
from loclearn.rdf_input import FORMATS
from loclearn.tables.kinds import UNPLACED

TABLES = frozenset({".csv", ".tsv"})
STORED = frozenset({".parquet", ".duckdb", ".db"})
"""Regional tables that a database reads."""
_KNOWN = TABLES | STORED | set(FORMATS)
_LISTED = ", ".join(sorted(_KNOWN))


def inputs(paths: Sequence[Path]) -> list[Path]:
    """Return the files that paths name, each once, in order of their names.

    Of a folder, those with a known ending.

    Raises WrongUse when a path is missing, an ending unknown, or a folder without such files.
    """
    files = [file for path in paths for file in _files(path)]
    if not files:
        raise WrongUse("There is nothing to check: name a file or a folder.")
    return sorted({file.resolve(): file for file in files}.values())


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return _within(path)
    if not path.exists():
        raise WrongUse(f"There is no file {path}.")
    if path.suffix.lower() not in _KNOWN:
        raise WrongUse(
            f"{path} has no ending that tells its format: known are {_LISTED}. "
            "Save a workbook as CSV in UTF-8, one file for each sheet."
        )
    return [path]


def _within(folder: Path) -> list[Path]:
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _KNOWN
        and path.is_file()
        and path.name != UNPLACED
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    if not found:
        raise WrongUse(
            f"{folder} holds no file with one of the endings {', '.join(sorted(_KNOWN))}."
        )
    return found
