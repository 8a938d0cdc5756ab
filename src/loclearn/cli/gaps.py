"""The command that says which missing facts would settle verdicts."""

from collections import Counter
from enum import StrEnum
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

if TYPE_CHECKING:
    from loclearn.gaps import Gap, Gaps

MOST = 15
"""So many inquiries and gaps are shown in the table."""


class By(StrEnum):
    """What the research agenda is grouped by."""

    all = "all"
    condition = "condition"
    country = "country"
    activity = "activity"


Grouped = Annotated[
    By | None,
    typer.Option(
        help="Give the research agenda: which inquiry would settle most unknown verdicts, of "
        "all together or in each condition, country or activity."
    ),
]


def gaps(
    folders: Folders = None,
    evidence: Evidence = None,
    cases: Cases = None,
    works: Works = None,
    data: Data = None,
    embedded: Embedded = True,
    profile: Profile = "default",
    setting: Settings = None,
    condition: Conditions = None,
    by: Grouped = None,
    pooled: Annotated[
        bool, typer.Option("--pooled", help="Look at cases that pool places as well.")
    ] = False,
    format_: Shown = None,
    out: Out = None,
) -> None:
    """Say which missing facts would settle what is unknown, the cheapest first.

    For each setting of which D2 or D4 (or another `--condition`) is unknown: the smallest set of
    facts that would give it either side. Of sets as small, the one that costs least: a count in a
    *register* is cheaper than a *survey*, a survey cheaper than a *study*. Facts that a census has
    ruled out, or that would contradict what is known, are no missing facts.

    `--by` ranks inquiries by how many unknown verdicts they settle: whichever side they find, and
    if they find one certain side.

    **Examples**

    loclearn gaps

    loclearn gaps shoes --no-embedded --format csv --out gaps.csv

    loclearn gaps --by country --format json

    The exit code is 0 when all was said, 1 when the input has violations (all are listed), 2 when
    the call cannot be carried out.
    """
    from loclearn.cli.files import write_out
    from loclearn.gaps import gaps as find
    from loclearn.gaps.rows import AGENDA, COLUMNS

    asked = [*(folders or []), *(data or [])]
    files = [*(evidence or []), *(cases or []), *(works or []), *asked]
    with working("Looking for gaps"):
        found = find(
            evidence or [], cases or [], works or [], asked, embedded=embedded, profile=profile,
            settings=setting or [], conditions=condition or [], pooled=pooled,
            by="" if by in (None, By.all) else by,
        )  # fmt: skip
    report(found.warnings)
    kind = by_ending(format_, out)
    if kind is Format.table:
        write_out(as_table(found, agenda_only=by is not None), out, files)
    elif by is None:
        write_rows((gap.record() for gap in found.rows), COLUMNS, kind, out, files)
    else:
        write_rows((item.record() for item in found.agenda), AGENDA, kind, out, files)


def as_table(found: "Gaps", *, agenda_only: bool) -> str:
    """Return what a reader needs first: what to ask for, and how far single settings are."""
    count = f"{found.settings:,} setting{'' if found.settings == 1 else 's'}"
    lines = [f"Profile {found.profile}. {count}, {found.unknown:,} unknown verdicts."]
    if found.agenda:
        lines += ["", _agenda(found)]
    if not agenda_only:
        lines += ["", *_of_settings(found)]
    return "\n".join(lines) + "\n"


def _agenda(found: "Gaps") -> str:
    shown: Counter[str] = Counter()
    rows = []
    for item in found.agenda:
        shown[item.group] += 1
        if shown[item.group] <= (MOST if not item.group else 3):
            group = [item.group] if item.group else []
            rows.append([*group, item.topic, item.inquiry, item.settles, item.may_settle,
                         item.settings])  # fmt: skip
    group = ["of"] if found.agenda[0].group else []
    header = [*group, "what to ask for", "inquiry", "settles", "may settle", "settings"]
    told = "settles: whichever side it finds; may settle: if it finds one certain side"
    return as_lines(rows, header) + f"\n({told})"


def _of_settings(found: "Gaps") -> list[str]:
    cheapest = [gap for gap in found.rows if gap.cheapest]
    if not cheapest:
        return ["No verdict that was asked for is unknown and within reach."]
    needed = Counter((gap.condition, len(gap.facts)) for gap in _first(cheapest))
    lines = [
        f"{condition} is {count} {'fact' if count == 1 else 'facts'} short of a verdict in "
        f"{number:,} {'setting' if number == 1 else 'settings'}"
        for (condition, count), number in sorted(needed.items())
    ]
    shown = found.rows[:MOST]
    told = f"{len(shown)} of {len(found.rows):,}" if len(shown) < len(found.rows) else "All"
    lines += ["", f"{told} ways, * the cheaper of the two sides (--format csv gives all):"]
    rows = [[g.setting, g.condition, g.side + "*" * g.cheapest, _told(g)] for g in shown]
    lines.append(as_lines(rows, ["setting", "of", "becomes", "with"]))
    return lines


def _first(gaps_: "list[Gap]") -> "list[Gap]":
    """Return one gap a verdict, where both sides are as cheap."""
    return list({(gap.setting, gap.period, gap.condition): gap for gap in gaps_}.values())


def _told(gap: "Gap") -> str:
    facts = "; ".join(f"{fact.text} ({fact.inquiry})" for fact in gap.facts)
    others = f"; {gap.as_cheap} {'other' if gap.as_cheap == 1 else 'others'} as cheap"
    return facts + (others if gap.as_cheap else "")
