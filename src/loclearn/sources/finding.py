"""Sort what paths name: tables of the literature, regional tables, graphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loclearn.datasets.opening import CSV, DUCKDB, PARQUET, names_of
from loclearn.errors import WrongUse
from loclearn.rdf_input import FORMATS
from loclearn.tables.kinds import KINDS, REGIONAL, UNPLACED, kind_of

_VERDICTS = {"condition", "contested_inputs"}
"""The columns of verdicts that were written into the folder; they are no input."""
ENDINGS = (*FORMATS, *CSV, *PARQUET, *DUCKDB)


@dataclass
class Found:
    """Hold files by what they are: the literature's tables and the regional ones by kind."""

    tables: dict[str, list[Path]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    regional: dict[str, list[Path]] = field(default_factory=lambda: {kind: [] for kind in REGIONAL})
    graphs: list[Path] = field(default_factory=list)


def many(paths: Sequence[Path | str] | Path | str) -> list[Path]:
    """Return paths as a list; one path alone is meant as a list of one.

    >>> many("a.ttl") == many(["a.ttl"]) == [Path("a.ttl")]
    True
    """
    return [Path(p) for p in ([paths] if isinstance(paths, Path | str) else paths)]


def found(paths: Sequence[Path]) -> Found:
    """Return the files that paths name, sorted by what they are.

    Raises WrongUse for a file that is neither a graph nor a table that is known.
    """
    result = Found()
    for path in _files(paths):
        ending = path.suffix.lower()
        if ending in FORMATS:
            result.graphs.append(path)
        elif ending in DUCKDB:
            kinds = [name for name in names_of(path) if name in REGIONAL]
            if not kinds:
                raise WrongUse(f"{path} holds no table named {', '.join(REGIONAL)}.")
            for kind in kinds:
                result.regional[kind].append(path)
        elif ending in (*CSV, *PARQUET):
            names = names_of(path)
            if set(names) >= _VERDICTS:
                continue
            kind_ = kind_of(names)
            if kind_ is None:
                raise WrongUse(f"{path} is no table of {', '.join((*KINDS, *REGIONAL))}.")
            (result.tables if kind_ in KINDS else result.regional)[kind_].append(path)
        else:
            endings = ", ".join(sorted(ENDINGS))
            raise WrongUse(f"{path} has no ending that tells its format: known are {endings}.")
    return result


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = [
                file
                for file in sorted(path.rglob("*"))
                if file.suffix.lower() in ENDINGS
                and file.name != UNPLACED
                and file.is_file()
                and not any(part.startswith(".") for part in file.relative_to(path).parts)
            ]
            if not inside:
                raise WrongUse(f"{path} holds no table and no graph.")
            yield from inside
        elif path.exists():
            yield path
        else:
            raise WrongUse(f"There is no file {path}.")
