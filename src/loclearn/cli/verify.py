"""The command that holds the anchors of the claims against a reader's own copy of the paper."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from loclearn.cli.options import Out
from loclearn.cli.problems import report
from loclearn.cli.progress import working

if TYPE_CHECKING:
    from loclearn.literature.anchors import Finding, Verification

_WIDTH = 110
_SHOWN = 12
"""So many places of one anchor are shown in a table; a common word is everywhere."""


class AnchorFormat(StrEnum):
    """How the anchors are shown."""

    table = "table"
    csv = "csv"
    json = "json"


Paper = Annotated[
    Path,
    typer.Argument(metavar="PAPER", help="Your copy: .pdf, .txt or .md.", show_default=False),
]
Claims = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="CSV of the claims of another paper; by default the 90 that come with loclearn.",
    ),
]
All = Annotated[bool, typer.Option("--all", help="List the anchors that are found once, too.")]
Shown = Annotated[
    AnchorFormat,
    typer.Option("--format", help="A table to read; CSV or JSON of all anchors for programs."),
]


def verify(
    paper: Paper,
    claims: Claims = None,
    all_: All = False,
    format_: Shown = AnchorFormat.table,
    out: Out = None,
) -> None:
    """Check that each claim stands in the paper, against your own copy of it.

    Each claim has an **anchor**: at most eight words of the passage on which it rests. loclearn
    brings no text of the paper. In your copy, an anchor is found once, several times, or not at
    all; then the passage most like it is named.

    Case, spaces, line ends, hyphens, dashes, quotation marks, ligatures, Markdown and the marks
    of footnotes do not count, so that a PDF and a text of the same paper give the same result.

    **Examples**

    loclearn verify paper.pdf

    loclearn verify paper.txt --all

    loclearn verify other.pdf --claims other-claims.csv --format csv --out anchors.csv

    The table of **claims** has the columns claim_id, locator, statement and anchor_phrase, as
    ontology/data/claims.csv. Places are lines of a text and pages of a PDF, counted from the
    start of the file.

    The exit code is 0 when each anchor is found exactly once; 1 when one is not, or when the
    copy holds no text or the claims have violations (all are listed); 2 when a file cannot be
    read or its kind is unknown.
    """
    from loclearn.cli.files import write_out
    from loclearn.literature.anchors import verify as look

    with working("Reading"):
        result = look(paper, claims)
    report(result.warnings)
    if format_ is AnchorFormat.csv:
        text = as_csv(result)
    elif format_ is AnchorFormat.json:
        text = as_json(result)
    else:
        text = as_table(result, every=all_, terminal=out is None)
    write_out(text, out, [paper] if claims is None else [paper, claims])
    if not result.complete:
        raise typer.Exit(1)


def as_json(result: "Verification") -> str:
    """Return all anchors as a JSON list."""
    import json

    records = [_record(result, finding) for finding in result.findings]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def as_csv(result: "Verification") -> str:
    """Return all anchors as CSV, their places joined by semicolons."""
    import csv
    import io

    out = io.StringIO()
    rows = [_record(result, finding) for finding in result.findings]
    writer = csv.DictWriter(out, rows[0], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(row | {"places": ";".join(map(str, row["places"]))})
    return out.getvalue()


def _record(result: "Verification", finding: "Finding") -> dict[str, Any]:
    anchor, near = finding.anchor, finding.nearest
    return {
        "claim_id": anchor.claim_id,
        "locator": anchor.locator,
        "anchor_phrase": anchor.phrase,
        "found": finding.status,
        "unit": result.unit,
        "places": list(finding.places),
        "nearest": near and near.text,
        "nearest_place": near and near.place,
        "likeness": near and near.likeness,
    }


def as_table(result: "Verification", *, every: bool, terminal: bool) -> str:
    """Return a summary, and a table of the anchors that are not found once, or of all."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from loclearn.errors import printable

    console = Console(highlight=False, markup=False, emoji=False)
    if not (terminal and console.is_terminal):
        console = Console(width=_WIDTH, highlight=False, markup=False, emoji=False, no_color=True)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    columns = ("claim", "locator", "anchor", "found", "nearest passage")
    listed = [finding for finding in result.findings if every or finding.status != "once"]
    told = any(finding.status == "missing" for finding in listed)
    for column in columns if told else columns[:-1]:
        table.add_column(column, overflow="fold")
    for finding in listed:
        anchor = finding.anchor
        cells = (anchor.claim_id, anchor.locator, anchor.phrase, _where(result, finding))
        more = [_nearest(result, finding)] if told else []
        table.add_row(*(Text(printable(cell)) for cell in (*cells, *more)))
    with console.capture() as capture:
        console.print(Text(_summary(result)), soft_wrap=True)
        if listed:
            console.print(table)
    return capture.get()


def _summary(result: "Verification") -> str:
    total, missing = len(result.findings), result.number("missing")
    text = (
        f"{_many(total, 'anchor')} in {result.file} ({_many(result.size, result.unit)}): "
        f"{result.number('once')} found once, {result.number('several')} several times, "
        f"{missing} not found."
    )
    if missing * 2 > total > 1:
        text += "\nMost are not there: is it the paper of these claims, and the whole of it?"
    return text


def _where(result: "Verification", finding: "Finding") -> str:
    places = finding.places
    if not places:
        return "not found"
    if len(places) == 1:
        return f"{result.unit} {places[0]}"
    more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
    shown = ", ".join(map(str, places[:_SHOWN]))
    return f"{len(places)} times: {result.unit}s {shown}{more}"


def _nearest(result: "Verification", finding: "Finding") -> str:
    if finding.status != "missing":
        return ""
    near = finding.nearest
    if near is None:
        return "nothing like it"
    return f"{result.unit} {near.place}: {near.text} ({near.likeness:.0f} % alike)"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
