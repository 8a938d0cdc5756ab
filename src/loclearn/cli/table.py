"""The table that a scholar reads: one line a setting, four values told apart without colour."""

import io
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from loclearn.assessment import Assessment, Verdict
from loclearn.conditions import Condition
from loclearn.sources.settings import Setting

SIGNS = {"supported": "+", "opposed": "-", "contested": "±", "unknown": "·"}
STYLES = {"supported": "bold green", "opposed": "bold red", "contested": "bold yellow"}
WIDTH = 110
_POOLED = "°"
_INPUT = "*"


def print_table(assessment: Assessment, *, to_file: bool = False) -> str:
    """Print the table to the terminal, or return it as plain text when it goes to a file."""
    out = io.StringIO()
    console = Console(file=out, width=WIDTH, no_color=True) if to_file else _terminal()
    console.print(_table(assessment))
    console.print(_legend(assessment), highlight=False)
    return out.getvalue()


def _terminal() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(width=WIDTH, highlight=False)


def _table(assessment: Assessment) -> Table:
    statuses = [
        c for c in assessment.conditions if c.kind == "Status" and c not in _blank(assessment)
    ]
    table = Table(box=box.SIMPLE_HEAD, show_footer=True, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("setting", footer="supported", no_wrap=True)
    table.add_column("place", footer=_counted(assessment), no_wrap=True, max_width=22)
    table.add_column("activity", no_wrap=True, max_width=17)
    for status in statuses:
        count = sum(
            v.condition == status and v.value == "supported"
            for v in assessment.verdicts
            if not v.setting.pooled
        )
        table.add_column(status.id, footer=str(count), no_wrap=True)
    table.add_column("conditions and extensions")
    for setting, verdicts in _by_setting(assessment).items():
        cells = [_cell(v) for v in verdicts if v.condition in statuses]
        rest = [v for v in verdicts if v.condition.kind != "Status"]
        table.add_row(_name(setting), setting.place, setting.activity, *cells, _listed(rest))
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
    return f"of {local} local settings"


def _name(setting: Setting) -> str:
    period = f" {setting.period}" if setting.period else ""
    return setting.id + (_POOLED if setting.pooled else "") + period


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
        lines.append(f"{heading}: " + "; ".join(names) + ".")
    return "\n".join(lines)
