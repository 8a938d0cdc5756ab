"""What a report was made from: files, coverage, what is missing, unplaced or odd."""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loclearn.errors import Problem, WrongUse
from loclearn.sources.finding import many
from loclearn.sources.world import Inputs, World
from loclearn.tables.kinds import UNPLACED
from loclearn.tables.text import decode, read_bytes, records

if TYPE_CHECKING:
    from loclearn.datasets.dataset import Dataset

_NAMING = ("actors", "ties", "consortia")
"""Tables whose rows may name persons; of them a page shows counts only."""
_COUNT = re.compile(
    r"""[\d,]+\ (?:more\ (?:repeated\ keys|wrong\ values)
    |(?:ties\ with|participations\ of)\ actors\ that\ no\ table\ knows(?=:)
    |ties\ of\ an\ actor\ with\ itself|ties(?:,\ those\ of\ consortia\ included)?
    |actors\ without\ a\ region|actors\ without\ an\ activity,\ beside\ others\ that\ have\ one
    )(?=$|:)""",
    re.VERBOSE,
)
"""What may be shown of these: whole sentences, since an actor may be called "12 ties"."""
_PLAIN = re.compile(
    r"\d{4}(?:/\d{4})? and \d{4}(?:/\d{4})?, which overlap|a header without rows"
    r"|(?:ties|consortia), and no table of actors"
)
_EPOCH = "SOURCE_DATE_EPOCH"
_COUNTED = {"employment": ("persons", "firms"), "capabilities": ("value",)}


@dataclass(frozen=True)
class Read:
    """Hold one file that was read: its name, its size in bytes, its digest, its kind."""

    name: str
    kind: str
    size: int
    sha256: str


def files(inputs: Inputs, world: World) -> list[Read]:
    """Return the files of a report, each once, with digests by which they can be told again."""
    kinds: dict[Path, list[str]] = {}
    for found in (world.regional, world.tables):
        for kind, paths in found.items():
            for path in paths:
                kinds.setdefault(Path(path), []).append(kind)
    for name, named in (("evidence", inputs.evidence), ("cases", inputs.cases)):
        for path in many(named):
            kinds.setdefault(path, []).append(name)
    for text in world.graphs:
        kinds.setdefault(Path(text), []).append("graph")
    return [
        Read(path.name, ", ".join(sorted(set(found))), path.stat().st_size, _digest(path))
        for path, found in sorted(kinds.items())
        if path.is_file()
    ]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stated_date() -> str | None:
    """Return the day that SOURCE_DATE_EPOCH states, or None.

    Raises WrongUse when it holds no number of seconds.
    """
    stated = os.environ.get(_EPOCH)
    if not stated:
        return None
    try:
        return datetime.fromtimestamp(int(stated), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise WrongUse(f"{_EPOCH}={stated} is no number of seconds since 1970.") from None


def date(inputs: Inputs, world: World) -> str:
    """Return the day of a report: SOURCE_DATE_EPOCH, else the newest change of what was read.

    Raises WrongUse as `stated_date` does.
    """
    if (told := stated_date()) is not None:
        return told
    paths = [Path(p) for found in world.regional.values() for p in found]
    paths += [*many(inputs.evidence), *many(inputs.cases)]
    newest = max(path.stat().st_mtime for path in paths)
    return datetime.fromtimestamp(newest, UTC).date().isoformat()


def tables(dataset: "Dataset") -> list[dict[str, Any]]:
    """Return what each regional table holds, in counts: rows, coverage, periods, missing cells."""
    return [_table(kind, dataset) for kind in dataset.tables]


def _table(kind: str, dataset: "Dataset") -> dict[str, Any]:
    table = dataset.table(kind)
    told: dict[str, Any] = {"kind": kind, "rows": _count(table)}
    for name in ("coverage", "flag"):
        if name in table.columns:
            filled = table.filter(table[name].notnull() & (table[name] != ""))
            rows = filled.group_by(name).aggregate(n=filled.count()).to_pyarrow().to_pylist()
            told[name] = {row[name]: row["n"] for row in sorted(rows, key=lambda r: str(r[name]))}
    if "period" in table.columns:
        periods = table.select("period").distinct().to_pyarrow()["period"].to_pylist()
        told["periods"] = sorted(period or "none" for period in periods)
    told["missing"] = {
        name: _count(table.filter(table[name].isnull()))
        for name in (*_COUNTED.get(kind, ()), *(("region", "activity") if kind == "actors" else ()))
    }
    return told


def _count(table: Any) -> int:
    return int(table.count().to_pyarrow().as_py())


def unplaced(folders: Iterable[Path]) -> list[dict[str, Any]]:
    """Return how many rows an import left unplaced, by table and reason; no row is shown.

    Parameters
    ----------
    folders: what was read; files are passed over.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for folder in folders:
        for path in sorted(folder.rglob(UNPLACED)) if folder.is_dir() else ():
            counts.update(_reasons(path))
    return [
        {"table": table, "reason": reason, "rows": rows}
        for (table, reason), rows in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _reasons(path: Path) -> Iterator[tuple[str, str]]:
    text, problems = decode(read_bytes(path), str(path))
    rows = records(text, str(path))[0] if not problems else []
    header = [cell.strip() for cell in rows[0]] if rows else []
    if not {"table", "reason"} <= set(header):
        return
    table, reason = header.index("table"), header.index("reason")
    for row in rows[1:]:
        if len(row) > max(table, reason):
            yield row[table], row[reason] or "no reason given"


def warnings(problems: Sequence[Problem], world: World) -> list[dict[str, str]]:
    """Return warnings as a page may show them: without paths, and without names of actors."""
    naming = {
        str(path) for kind in _NAMING for path in (*world.regional.get(kind, ()), kind)
    }  # fmt: skip
    return [_warning(problem, str(problem.file) in naming) for problem in problems]


def _warning(problem: Problem, naming: bool) -> dict[str, str]:
    found = problem.found
    if naming:
        counted = _COUNT.match(found) or _PLAIN.fullmatch(found)
        found = counted[0] if counted else "rows that name actors, who are not shown here"
    where = Path(problem.file).name
    return {
        "where": f"{where}, column {problem.column}" if problem.column else where,
        "found": found,
        "cure": problem.cure,
    }


def as_rows(read: Iterable[Read]) -> list[Mapping[str, Any]]:
    """Return files as values that JSON can hold."""
    return [vars(one) for one in read]
