"""The table that a scholar reads: one line a setting, four values told apart without colour."""

import sys
from collections.abc import Callable, Sequence
from operator import attrgetter

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from loclearn.assessment import Assessment, Verdict
from loclearn.conditions import Condition
from loclearn.errors import printable
from loclearn.sources.settings import Setting

SIGNS = {"supported": "+", "opposed": "-", "contested": "±", "unknown": "·"}
PLAIN = {"±": "+-", "·": ".", "°": "~", "…": ">"}
"""What stands for a sign where the terminal's encoding lacks it."""
STYLES = {"supported": "bold green", "opposed": "bold red", "contested": "bold yellow"}
WIDTH = 110
_LEAST = 62
_PLACE, _ACTIVITY = 22, 17
_POOLED = "°"
_INPUT = "*"


def as_table(assessment: Assessment, *, terminal: bool) -> str:
    """Return the table, laid out for the terminal, or as plain text for a file or a pipe."""
    console = Console(highlight=False, markup=False, emoji=False)
    shown = terminal and console.is_terminal
    if not shown:
        console = Console(width=WIDTH, highlight=False, markup=False, emoji=False, no_color=True)
    console.width = max(console.width, _LEAST)
    with console.capture() as capture:
        console.print(_table(assessment, console.width))
        console.print(_legend(assessment))
    return _encodable(capture.get()) if shown else capture.get()


def as_wide(assessment: Assessment) -> str:
    """Return a matrix of signs: one line a setting, one column a condition or status."""
    ids = [condition.id for condition in assessment.conditions]
    rows = {
        _name(setting): [SIGNS[v.value] + (_INPUT if v.contested_inputs else "") for v in verdicts]
        for setting, verdicts in _by_setting(assessment).items()
    }
    first = max([len("setting"), *map(len, rows)])
    lines = [
        f"{name:<{first}}  "
        + " ".join(f"{cell:<{max(len(i), 3)}}" for cell, i in zip(cells, ids, strict=True))
        for name, cells in [("setting", ids), *rows.items()]
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _encodable(text: str) -> str:
    encoding = sys.stdout.encoding or "ascii"
    for sign, plain in PLAIN.items():
        try:
            sign.encode(encoding)
        except UnicodeEncodeError:
            text = text.replace(sign, plain)
    return text


def _table(assessment: Assessment, width: int) -> Table:
    blank = _blank(assessment)
    statuses = [c for c in assessment.conditions if c.kind == "Status" and c not in blank]
    by_setting = _by_setting(assessment)
    ids = max([len(_name(setting)) for setting in by_setting] or [0])
    room = width - max(ids, 9) - sum(max(len(c.id), 2) + 2 for c in statuses) - 26
    table = Table(box=box.SIMPLE_HEAD, show_footer=True, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("setting", footer="supported", no_wrap=True, min_width=ids)
    extra: list[Callable[[Setting], str]] = []
    if room >= _PLACE:
        table.add_column("place", footer=_counted(assessment), no_wrap=True, max_width=_PLACE)
        extra.append(attrgetter("place"))
    if room >= _PLACE + _ACTIVITY:
        table.add_column("activity", no_wrap=True, max_width=_ACTIVITY)
        extra.append(attrgetter("activity"))
    for status in statuses:
        count = sum(
            v.condition == status and v.value == "supported"
            for v in assessment.verdicts
            if not v.setting.pooled
        )
        table.add_column(status.id, footer=str(count), no_wrap=True, min_width=len(status.id))
    table.add_column("conditions", min_width=20)
    for setting, verdicts in by_setting.items():
        about = [Text(printable(tell(setting))) for tell in extra]
        cells = [_cell(v) for v in verdicts if v.condition in statuses]
        rest = [v for v in verdicts if v.condition.kind != "Status"]
        table.add_row(Text(_name(setting)), *about, *cells, _listed(rest))
    return table


def _blank(assessment: Assessment) -> list[Condition]:
    """Return the statuses that are unknown in every setting."""
    told = {v.condition for v in assessment.verdicts if v.value != "unknown"}
    return [c for c in assessment.conditions if c.kind == "Status" and c not in told]


def _by_setting(assessment: Assessment) -> dict[Setting, list[Verdict]]:
    groups: dict[Setting, list[Verdict]] = {}
    for verdict in assessment.verdicts:
        groups.setdefault(verdict.setting, []).append(verdict)
    return groups


def _counted(assessment: Assessment) -> str:
    local = sum(not setting.pooled for setting in assessment.settings)
    return f"of {local} local setting" + ("" if local == 1 else "s")


def _name(setting: Setting) -> str:
    told = setting.node is not None and setting.id.endswith(f"|{setting.period}")
    period = f" {setting.period}" if setting.period and not told else ""
    return printable(setting.id) + (_POOLED if setting.pooled else "") + period


def _cell(verdict: Verdict) -> Text:
    mark = _INPUT if verdict.contested_inputs else ""
    return Text(SIGNS[verdict.value] + mark, style=STYLES.get(verdict.value, "dim"))


def _listed(verdicts: Sequence[Verdict]) -> Text:
    line = Text()
    for value in ("supported", "opposed", "contested"):
        ids = [
            v.condition.id + (_INPUT if v.contested_inputs else "")
            for v in verdicts
            if v.value == value
        ]
        if ids:
            line.append(("  " if line else "") + f"{SIGNS[value]} " + " ".join(ids), STYLES[value])
    return line


def _legend(assessment: Assessment) -> str:
    blank = ", ".join(c.id for c in _blank(assessment))
    lines = [
        f"Profile {assessment.profile}.  + supported  - opposed  ± contested  · unknown: "
        "no data is never a no",
        f"{_INPUT} rests on a contested input  {_POOLED} pooled case, left out of the counts  "
        "not listed: unknown",
    ]
    if blank:
        lines.append(f"Unknown in every setting, so without a column: {blank}.")
    for kind, heading in (
        ("Status", "Statuses"),
        ("Condition", "Conditions"),
        ("Extension", "Extensions"),
    ):
        names = [f"{c.id} {c.label}" for c in assessment.conditions if c.kind == kind]
        if names:
            lines.append(f"{heading}: " + "; ".join(names) + ".")
    return "\n".join(lines)
