"""Write the tables that the command on indicators gives: observations, changes, pairs, ranges."""

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from loclearn.cli.problems import report
from loclearn.cli.progress import working
from loclearn.errors import Problem, WrongUse

if TYPE_CHECKING:
    import ibis

    from loclearn.datasets.dataset import Dataset

ELSEWHERE = {
    "change": "--changes", "relative-change": "--changes", "relatedness": "--relatedness",
    "best-knowledge-distance": "--workable-range",
}  # fmt: skip
"""Indicators that belong to no setting of one period, and the option that writes them."""


@dataclass(frozen=True)
class Asked:
    """Hold what is to be written, and where.

    data: files and folders that are read. names: the indicators wanted; all where none is named.
    out: the file of observations; None for standard output. format_: csv or parquet, of that file.
    others: files of other tables by the option that names them; their ending decides the format.
    """

    data: Sequence[Path]
    names: Sequence[str]
    out: Path | None
    format_: str
    others: Mapping[str, Path] = field(default_factory=dict)

    @property
    def files(self) -> list[Path]:
        """Return all files that are to be written."""
        return [path for path in (self.out, *self.others.values()) if path is not None]

    @property
    def printed(self) -> bool:
        """Tell whether observations go to standard output: not where another file is all."""
        return self.out is None and (bool(self.names) or not self.others)


def write_tables(asked: Asked) -> None:
    """Compute and write, each file whole or not at all.

    Raises WrongUse or InvalidInput before anything is written, save where a file is unwritable.
    """
    from loclearn.datasets.dataset import open_tables
    from loclearn.indicators.computing import by_source, together
    from loclearn.sources.finding import found
    from loclearn.sources.vintages import mixed_vintages

    files = found(asked.data).regional
    if not any(files.values()):
        raise WrongUse("There is no regional table; loclearn template employment starts one.")
    _check_files(asked)
    with working("Computing indicators"):
        dataset = open_tables(files)
        _check_tables(asked, dataset)
        parts, odd = by_source(dataset)
        kept = [one.filter(one.indicator.isin(asked.names)) for one in parts]
        kept = kept if asked.names else parts
        if asked.out is not None or asked.printed:
            table = together(kept)
            order = ("region", "activity", "period", "indicator", "capability", "inputs")
            _to_file(table.order_by(order), asked)
        for option, table in _others(asked, dataset, parts, kept):
            _write(table, asked.others[option], asked)
    odd += _without_change(dataset) if "--changes" in asked.others else []
    report((*dataset.problems, *mixed_vintages(dataset), *odd))


def _check_files(asked: Asked) -> None:
    folders = [path.resolve() for path in asked.data if path.is_dir()]
    for number, path in enumerate(asked.files):
        if any(folder in path.resolve().parents for folder in folders):
            raise WrongUse(f"{path} lies among the tables that are read; name a file elsewhere.")
        if path.resolve() in {other.resolve() for other in asked.files[:number]}:
            raise WrongUse(f"{path} is named for two tables; name a file for each.")


def _check_tables(asked: Asked, dataset: "Dataset") -> None:
    needed = {"--relatedness": ("employment",), "--workable-range": ("actors", "outcomes")}
    for option in asked.others:
        for kind in needed.get(option, ()):
            if kind not in dataset.tables:
                raise WrongUse(
                    f"{option} needs a table of {kind}; loclearn template {kind} starts one."
                )


def _without_change(dataset: "Dataset") -> list[Problem]:
    """Return a warning where no period comes after another."""
    dated = [dataset.table(kind) for kind in ("actors", "ties", "employment", "capabilities")
             if kind in dataset.tables]  # fmt: skip
    found = {period for one in dated for period in one.period.as_table().distinct().to_pyarrow()[0]}
    if len({str(period) for period in found if period.is_valid}) > 1:
        return []
    told = "fewer than two periods", "", "No change is given."
    return [Problem("the tables", None, "period", *told, severity="warning")]


def _others(
    asked: Asked,
    dataset: "Dataset",
    parts: Sequence["ibis.Table"],
    kept: Sequence["ibis.Table"],
) -> Iterator[tuple[str, "ibis.Table"]]:
    """Yield the tables beside the observations, each with the option that asks for it."""
    import ibis
    import pyarrow

    from loclearn.indicators import over_periods, pairs, workable
    from loclearn.indicators.computing import most_stated, together

    employment, actors = dataset.tables.get("employment"), dataset.tables.get("actors")
    if "--changes" in asked.others:
        table = over_periods.changes(kept, employment, actors)
        yield "--changes", table.order_by(*over_periods.COLUMNS[:7])
    if "--relatedness" in asked.others and employment is not None:
        found = pairs.related_pairs(employment, most_stated(employment))
        yield "--relatedness", ibis.memtable(found).order_by(*pairs.COLUMNS[:3])
    if "--workable-range" in asked.others:
        rows = workable.workable_ranges(together(parts), dataset.table("outcomes"))
        schema = ibis.schema(workable.COLUMNS)
        whole = ibis.memtable(pyarrow.Table.from_pylist(rows, schema=schema.to_pyarrow()))
        yield "--workable-range", whole.order_by(ibis.asc("activity", nulls_first=True))


def _write(table: "ibis.Table", path: Path, asked: Asked) -> None:
    from loclearn.cli.files import write_table

    format_ = "parquet" if path.suffix.lower() == ".parquet" else "csv"
    write_table(table, path, format_, asked.data)


def _to_file(table: "ibis.Table", asked: Asked) -> None:
    from loclearn.cli.files import write_table

    if asked.out is None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "indicators.csv"
            table.to_csv(path)
            with path.open(encoding="utf-8", newline="") as file:
                for line in file:
                    sys.stdout.write(line)
        return
    write_table(table, asked.out, asked.format_, asked.data)
