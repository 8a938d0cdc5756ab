"""The command that says how verdicts depend on thresholds."""

import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from loclearn.cli.options import (
    Cases,
    Conditions,
    Data,
    Embedded,
    Evidence,
    Out,
    Profile,
    Settings,
    Works,
)
from loclearn.cli.problems import report
from loclearn.cli.progress import working
from loclearn.cli.records import Folders, Format, Shown, as_lines, by_ending, write_rows
from loclearn.errors import WrongUse

if TYPE_CHECKING:
    from loclearn.sensitivity import Row, Sensitivity, Threshold

MOST = 20
"""So many verdicts are shown in the table, those that hold least."""


def sensitivity(
    folders: Folders = None,
    evidence: Evidence = None,
    cases: Cases = None,
    works: Works = None,
    data: Data = None,
    embedded: Embedded = True,
    profile: Profile = "default",
    setting: Settings = None,
    condition: Conditions = None,
    format_: Shown = None,
    out: Out = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Give rows to verdicts that never flip as well.")
    ] = False,
) -> None:
    """Say at which value of a threshold a verdict flips, and in which share of its range it holds.

    Each threshold is moved over the range that the literature gives it, or over a span of ours
    that is marked so, while the others stay as the profile has them. The values at which verdicts
    flip are exact: they are values that were observed. Thresholds without a range are listed with
    the reason.

    One setting and one condition with `--out FILE.svg` give a picture.

    **Examples**

    loclearn sensitivity

    loclearn sensitivity shoes --no-embedded --format csv --out flips.csv

    loclearn sensitivity --setting GDL-IT --condition C07 --out picture.svg

    The exit code is 0 when all was said, 1 when the input has violations (all are listed), 2 when
    the call cannot be carried out.
    """
    from loclearn.cli.files import write_out
    from loclearn.sensitivity import sensitivity as vary

    drawn = out is not None and out.suffix.lower() == ".svg" and format_ is None
    if drawn and not (len(setting or []) == 1 and len(condition or []) == 1):
        raise WrongUse("A picture is of one verdict: give --setting ID and --condition ID.")
    asked = [*(folders or []), *(data or [])]
    files = [*(evidence or []), *(cases or []), *(works or []), *asked]
    with working("Moving thresholds"):
        found = vary(
            evidence or [], cases or [], works or [], asked, embedded=embedded, profile=profile,
            settings=setting or [], conditions=condition or [], every=all_ or drawn,
        )  # fmt: skip
    report(found.warnings)
    kind = by_ending(format_, out)
    if drawn:
        write_out(_picture(found), out, files)
    elif kind is Format.table:
        write_out(as_table(found), out, files)
    else:
        from loclearn.sensitivity.rows import COLUMNS

        write_rows((row.record() for row in found.rows), COLUMNS, kind, out, files)


def _picture(found: "Sensitivity") -> str:
    from loclearn.sensitivity.picture import picture

    if len({(row.setting, row.period) for row in found.rows}) > 1:
        raise WrongUse("The setting has several phases; a picture is of one verdict.")
    if not found.rows:
        return picture([], found.thresholds, "No threshold with a range bears on this verdict")
    one = found.rows[0]
    return picture(found.rows, found.thresholds, f"{one.setting}, {one.condition}: {one.value}")


def as_table(found: "Sensitivity") -> str:
    """Return what a reader needs first: where verdicts flip, and over which ranges."""
    from loclearn.sensitivity.picture import plain

    varied = {one.name: one for one in found.thresholds if one.varied}
    counts = [
        [one.condition, one.threshold, one.verdicts, one.flip, one.least]
        for one in found.counts if one.flip
    ]  # fmt: skip
    flipping = [row for row in found.rows if row.flips_at]
    shown = sorted(flipping, key=_fragile)[:MOST]
    lines = [
        f"Profile {found.profile}. One threshold moves at a time; pooled cases (°) are not counted."
    ]
    if not counts:
        lines.append("No verdict flips while a threshold moves over its range.")
    else:
        header = ["condition", "threshold", "verdicts", "flip", "least share"]
        lines += ["", as_lines(counts, header), "", _head(len(shown), len(flipping))]
        rows = [
            [_name(row), row.condition, row.value, row.threshold, plain(row.at),
             " ".join(map(plain, row.flips_at)), " > ".join(row.values), row.holds_share]
            for row in shown
        ]  # fmt: skip
        lines.append(as_lines(rows, ["setting", "condition", "now", "threshold", "at", "flips at",
                                     "from low to high", "share"]))  # fmt: skip
    lines += ["", "Ranges:", *map(_wrapped, map(_range, varied.values()))]
    lines += ["", "Not varied:", *map(_wrapped, _not_varied(found))]
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 100, initial_indent="  ", subsequent_indent="    ",
                         break_on_hyphens=False)  # fmt: skip


def _fragile(row: "Row") -> tuple[float, bool, str, str, str, str]:
    return (row.holds_share, row.pooled, row.condition, row.setting, row.period or "",
            row.threshold)  # fmt: skip


def _head(shown: int, flipping: int) -> str:
    if shown == flipping:
        return "The verdicts that flip, those first that hold in the least share of the range:"
    return (
        f"{shown} of {flipping:,} verdicts that flip, those that hold in the least share of the "
        "range (--format csv gives all):"
    )


def _name(row: "Row") -> str:
    own = row.period is None or row.setting.endswith(f"|{row.period}")
    return row.setting + ("°" if row.pooled else "") + ("" if own else f" {row.period}")


def _range(one: "Threshold") -> str:
    from loclearn.sensitivity.picture import plain

    values = "; ".join(
        f"{plain(ref.value)} ({', '.join(ref.sources)}{': ' + ref.page if ref.page else ''})"
        for ref in one.references
    )
    return f"{one.name}, {one.label}: {values}. {one.rationale}"


def _not_varied(found: "Sensitivity") -> list[str]:
    reasons: dict[str, list[str]] = {}
    for one in found.thresholds:
        if one.varied is None:
            reasons.setdefault(one.why_not, []).append(one.name)
    return [f"{', '.join(names)}: {why.removeprefix('Not varied: ')}"
            for why, names in reasons.items()]  # fmt: skip
