"""The command that compares two runs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loclearn.cli.options import Cases, Data, Embedded, Evidence, Out, Profile, Works
from loclearn.cli.problems import report
from loclearn.cli.progress import working
from loclearn.cli.records import Format, Shown, as_lines, by_ending, write_rows
from loclearn.errors import WrongUse

if TYPE_CHECKING:
    from loclearn.differences import Differences
    from loclearn.sources.world import Inputs

MOST = 40
"""So many changes are shown in the table."""

Side = list[Path] | None
FileA = Annotated[
    Path | None, typer.Argument(metavar="A", help="Verdicts as assess has written them.")
]
FileB = Annotated[Path | None, typer.Argument(metavar="B", help="Others: JSON, CSV or Parquet.")]
Profiles = Annotated[
    tuple[str, str] | None,
    typer.Option(metavar="NAME NAME", help="Compare two profiles on the same facts."),
]
DataA = Annotated[
    Side, typer.Option(metavar="PATH", help="Tables or RDF of one side. May be repeated.")
]
DataB = Annotated[
    Side, typer.Option(metavar="PATH", help="Tables or RDF of the other. May be repeated.")
]


def diff(
    a: FileA = None,
    b: FileB = None,
    profiles: Profiles = None,
    data_a: DataA = None,
    data_b: DataB = None,
    evidence: Evidence = None,
    cases: Cases = None,
    works: Works = None,
    data: Data = None,
    embedded: Embedded = True,
    profile: Profile = "default",
    format_: Shown = None,
    out: Out = None,
) -> None:
    """Say which verdicts differ between two runs, and by which fact.

    Two files of verdicts tell which verdicts changed; they hold no facts. With the facts at hand
    (`--data-a` and `--data-b`, or `--profiles` on the same facts) each change is traced to the
    statement or observation by which it came about, or to the threshold. All other inputs are
    those of both sides.

    **Examples**

    loclearn diff before.json after.json

    loclearn diff --profiles default strict --data shoes --no-embedded

    loclearn diff --data-a shoes-2019 --data-b shoes-2020 --no-embedded

    The exit code is 0 when no verdict differs, 1 when one does or when the input has violations
    (all are listed), 2 when the call cannot be carried out.
    """
    from loclearn.cli.files import write_out
    from loclearn.differences import differences
    from loclearn.differences.rows import COLUMNS
    from loclearn.sources.world import Inputs

    def inputs(own: Side) -> "Inputs":
        return Inputs(evidence or [], cases or [], works or [], [*(data or []), *(own or [])],
                      embedded)  # fmt: skip

    files = _asked(a, b, profiles, data_a, data_b)
    read = [*files, *(evidence or []), *(cases or []), *(works or []), *(data or []),
            *(data_a or []), *(data_b or [])]  # fmt: skip
    if files and len(read) > len(files):
        raise WrongUse("Files of verdicts are compared as they are; leave out the other inputs.")
    with working("Comparing"):
        if files:
            found = differences(*files)
        else:
            found = differences(inputs(data_a), inputs(data_b),
                                profiles=profiles or (profile, profile))  # fmt: skip
    report(found.warnings)
    kind = by_ending(format_, out)
    if kind is Format.table:
        write_out(as_table(found), out, read)
    else:
        write_rows((one.record() for one in found.changes), COLUMNS, kind, out, read)
    if found.differ:
        raise typer.Exit(1)


def _asked(
    a: Path | None, b: Path | None, profiles: tuple[str, str] | None, data_a: Side, data_b: Side
) -> tuple[Path, Path] | tuple[()]:
    """Return the two files, if files are compared; raise WrongUse where it is not clear what."""
    if a is not None and b is not None and not (profiles or data_a or data_b):
        return a, b
    if a is None and b is None and (profiles or (data_a and data_b)):
        return ()
    raise WrongUse(
        "Name two files of verdicts, or --profiles NAME NAME, or --data-a PATH and --data-b PATH."
    )


def as_table(found: "Differences") -> str:
    """Return the changes, with their reasons where facts were at hand."""
    named = (found.a, found.b) != ("A", "B")
    lines = [f"A: {found.a}. B: {found.b}."] if named else []
    lines.append(f"{found.compared:,} verdicts compared, {len(found.changes):,} differ.")
    for only, name in ((found.only_a, "A"), (found.only_b, "B")):
        if only:
            more = f" and {len(only) - 10:,} more" if len(only) > 10 else ""
            told = f"{len(only):,} {'setting' if len(only) == 1 else 'settings'} in {name} only"
            lines.append(f"{told}: {', '.join(only[:10])}{more}.")
    if found.unmatched:
        lines.append(f"Not compared, since one side lacks them: {', '.join(found.unmatched)}.")
    if found.changes and not found.explained:
        lines.append("By which facts, is not known: files of verdicts hold none. Compare the "
                     "inputs, by --data-a and --data-b.")  # fmt: skip
    if found.changes:
        lines += ["", *_changes(found)]
    return "\n".join(lines) + "\n"


def _changes(found: "Differences") -> list[str]:
    shown = found.changes[:MOST]
    rows = [
        [f"{one.setting}{'°' if one.pooled else ''}", one.period or "", one.condition,
         one.a or "not there", one.b or "not there"]
        for one in shown
    ]  # fmt: skip
    header, *lines = as_lines(rows, ["setting", "period", "of", "A", "B"]).splitlines()
    told = [header]
    for line, one in zip(lines, shown, strict=True):
        told += [line, *(f"    {reason}" for reason in one.reasons)]
    if len(shown) < len(found.changes):
        told.append(f"and {len(found.changes) - len(shown):,} more (--format csv gives all)")
    return told
