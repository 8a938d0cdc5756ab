"""The command that gives the indicators themselves."""

import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loclearn.cli.options import Out
from loclearn.cli.problems import report
from loclearn.cli.progress import working
from loclearn.errors import WrongUse, did_you_mean

if TYPE_CHECKING:
    import ibis

    from loclearn.explanation.indicators import Indicator


class Format(StrEnum):
    """How indicators are written."""

    csv = "csv"
    parquet = "parquet"


def indicators(
    data: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Regional tables, or folders of them."),
    ] = None,
    out: Out = None,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="CSV or Parquet; without it, the ending of --out decides."),
    ] = None,
    indicator: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="This indicator only, by its notation. Repeatable."),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Say of each indicator its formula and literature.")
    ] = False,
) -> None:
    """Compute the indicators of regional tables, or list all that loclearn knows.

    One row is one indicator of one region, activity and period: its value, the *coverage* of what
    it was computed from (census, sample or selective; only a census can oppose), its p-value where
    there is a test, and its inputs in a few words. What a verdict makes of them, `loclearn assess
    --data` derives.

    **Examples**

    loclearn indicators --list

    loclearn indicators my-region --out indicators.csv

    loclearn indicators my-region --indicator location-quotient --out quotients.parquet

    The exit code is 0 when all was written, 1 when the tables have violations (all are listed),
    2 when the call cannot be carried out.
    """
    known = _known()
    names = [one.notation for one in known]
    wrong = [name for name in indicator or [] if name not in names]
    if wrong:
        hint = did_you_mean(wrong[0], names) or f"Known are {', '.join(names)}."
        raise WrongUse(f"There is no indicator {wrong[0]}. {hint}")
    if list_ or not data:
        if data or out or format_ or not list_:
            raise WrongUse("Name a folder of regional tables, or --list alone.")
        chosen = [one for one in known if not indicator or one.notation in indicator]
        print("\n\n".join(map(_described, chosen)))
        return
    _write(data, indicator or [], out, format_ or _by_ending(out))


def _by_ending(out: Path | None) -> Format:
    parquet = out is not None and out.suffix.lower() == ".parquet"
    return Format.parquet if parquet else Format.csv


def _known() -> "list[Indicator]":
    from loclearn import graph
    from loclearn.explanation.indicators import indicators as described
    from loclearn.sources.facts import add_works

    knowledge = graph.ontology()
    add_works(knowledge)
    return described(knowledge)


def _described(one: "Indicator") -> str:
    feeds = ", ".join(one.conditions) or "nothing: it is told, and decides no condition"
    lines = [
        f"{one.notation}: {one.definition}",
        f"  formula: {one.formula}",
        f"  unit: {one.unit}. {one.range} {one.higher}",
        f"  missing: {one.missing}",
        f"  source: {'; '.join(one.sources)}",
        f"  feeds: {feeds}",
    ]
    return "\n".join(lines)


def _write(data: list[Path], names: list[str], out: Path | None, format_: Format) -> None:
    """Compute and write, whole or not at all."""
    if format_ is Format.parquet and out is None:
        raise WrongUse("Parquet needs --out FILE.parquet.")
    from loclearn.datasets.dataset import open_tables
    from loclearn.indicators.computing import compute
    from loclearn.sources.finding import found
    from loclearn.sources.vintages import mixed_vintages

    files = found(data).regional
    if not any(files.values()):
        raise WrongUse("There is no regional table; loclearn template employment starts one.")
    if out is not None and any(p.resolve() in out.resolve().parents for p in data if p.is_dir()):
        raise WrongUse(f"{out} lies among the tables that are read; name a file elsewhere.")
    with working("Computing indicators"):
        dataset = open_tables(files)
        table, odd = compute(dataset)
        table = table.filter(table.indicator.isin(names)) if names else table
        table = table.order_by("region", "activity", "period", "indicator", "capability", "inputs")
        _to_file(table, out, format_, data)
    report((*dataset.problems, *mixed_vintages(dataset), *odd))


def _to_file(table: "ibis.Table", out: Path | None, format_: Format, data: list[Path]) -> None:
    from loclearn.cli.files import write_table

    if out is None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "indicators.csv"
            table.to_csv(path)
            with path.open(encoding="utf-8", newline="") as file:
                for line in file:
                    sys.stdout.write(line)
        return
    write_table(table, out, format_, data)
