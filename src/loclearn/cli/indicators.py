"""The command that gives the indicators themselves."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loclearn.cli.options import Out
from loclearn.errors import WrongUse, did_you_mean

if TYPE_CHECKING:
    from loclearn.explanation.indicators import Indicator


class Format(StrEnum):
    """How indicators are written."""

    csv = "csv"
    parquet = "parquet"


def _file(option: str, told: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(option, metavar="FILE", help=told)
    return found


Changes = Annotated[
    Path | None,
    _file("--changes", "Write the change of each indicator from period to period here."),
]
Relatedness = Annotated[
    Path | None, _file("--relatedness", "Write the relatedness of pairs of activities here.")
]
WorkableRange = Annotated[
    Path | None,
    _file("--workable-range", "Write the knowledge distance at which the outcomes of a table "
          "outcomes are highest, and its range, here."),
]  # fmt: skip


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
    changes: Changes = None,
    relatedness: Relatedness = None,
    workable_range: WorkableRange = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Say of each indicator its formula and literature.")
    ] = False,
) -> None:
    """Compute the indicators of regional tables, or list all that loclearn knows.

    One row is one indicator of one region, activity and period: its value, the *coverage* of what
    it was computed from (census, sample or selective; only a census can oppose), its p-value where
    there is a test, and its inputs in a few words. What a verdict makes of them, `loclearn assess
    --data` derives.

    What has no place in such a row is a table of its own, CSV or Parquet by its ending; with one of
    these files, and without --out and --indicator, observations are not printed. A **change** names
    both periods, both values and the coverage of the weaker. **Relatedness** is that of two
    activities: how often regions are specialised in both. The **workable range** is where an
    outcome first rises with the knowledge distance of firms and then falls; the table outcomes
    gives the outcome of each setting. None of them decides a verdict.

    **Examples**

    loclearn indicators --list

    loclearn indicators my-region --out indicators.csv

    loclearn indicators my-region --indicator location-quotient --out quotients.parquet

    loclearn indicators my-region --changes changes.csv --relatedness pairs.csv

    loclearn indicators my-region --workable-range range.csv

    The exit code is 0 when all was written, 1 when the tables have violations (all are listed),
    2 when the call cannot be carried out.
    """
    known = _known()
    names = [one.notation for one in known]
    wrong = [name for name in indicator or [] if name not in names]
    if wrong:
        hint = did_you_mean(wrong[0], names) or f"Known are {', '.join(names)}."
        raise WrongUse(f"There is no indicator {wrong[0]}. {hint}")
    others = _others(changes, relatedness, workable_range)
    if list_ or not data:
        if data or out or format_ or others or not list_:
            raise WrongUse("Name a folder of regional tables, or --list alone.")
        chosen = [one for one in known if not indicator or one.notation in indicator]
        print("\n\n".join(map(_described, chosen)))
        return
    _compute(data, indicator or [], out, format_ or _by_ending(out), others)


def _others(
    changes: Path | None, relatedness: Path | None, workable_range: Path | None
) -> dict[str, Path]:
    given = {"--changes": changes, "--relatedness": relatedness, "--workable-range": workable_range}
    return {option: path for option, path in given.items() if path is not None}


def _compute(
    data: list[Path], names: list[str], out: Path | None, format_: Format, others: dict[str, Path]
) -> None:
    from loclearn.cli.indicator_tables import ELSEWHERE, Asked, write_tables

    for name in names:
        if name in ELSEWHERE:
            raise WrongUse(f"{name} stands in a table of its own: {ELSEWHERE[name]} FILE.")
    if format_ is Format.parquet and out is None:
        raise WrongUse("Parquet needs --out FILE.parquet.")
    write_tables(Asked(data, names, out, format_, others))


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
