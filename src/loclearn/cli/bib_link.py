"""The command that links the records of bibliographies to the graph's works."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loclearn.cli.bib_options import Decisions, From, Mapping, Works, read_all
from loclearn.cli.problems import report
from loclearn.cli.progress import working

if TYPE_CHECKING:
    from loclearn.bibliography.reading import Bibliography
    from loclearn.linking.decisions import Mapping as Row
    from loclearn.linking.linking import Linked


class LinkFormat(StrEnum):
    """What the outcome of linking is shown as."""

    table = "table"
    csv = "csv"
    json = "json"


Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="What to link.", show_default=False)
]
Links = Annotated[
    Path | None, typer.Option(metavar="FILE.ttl", help="Write the links there, as Turtle.")
]
Review = Annotated[
    Path | None,
    typer.Option(metavar="FILE.sssom.tsv", help="Write there what is to be reviewed."),
]
Shown = Annotated[LinkFormat, typer.Option("--format", help="How to show the outcome.")]


def link(
    files: Files,
    decisions: Decisions = None,
    out: Links = None,
    review: Review = None,
    works: Works = None,
    from_: From = None,
    mapping: Mapping = None,
    format_: Shown = LinkFormat.table,
) -> None:
    """Link the records of bibliographies to the graph's works and to each other.

    First by identifier, then by title, authors, year, venue, pages and volume. Each record is
    **linked**, for **review** or **new**, with a probability and the fields that decided. A draft
    and the article that came of it are related, never merged.

    The file of **--review** is a table in SSSOM: write *accept* or *reject* in its column decision
    and hand it in with **--decisions** the next time. Earlier decisions are kept in it.

    **Examples**

    loclearn bib link my.bib savedrecs.txt

    loclearn bib link my.bib --review my.sssom.tsv --out links.ttl

    loclearn bib link my.bib --decisions my.sssom.tsv --format csv

    The exit code is 0 when all records came through; 1 when some are broken or the decisions are
    wrong; 2 when a file cannot be read or written.
    """
    from loclearn.cli.files import write_out
    from loclearn.linking import decisions as kept
    from loclearn.linking import links, sssom

    earlier = kept.read(decisions) if decisions else []
    sources = read_all(files, from_, mapping)
    linked = linked_all(sources, earlier, str(decisions), works or [])
    if out is not None:
        write_out(links.turtle(linked), out, [*files, *([decisions] if decisions else [])])
    if review is not None:
        write_out(sssom.write(sssom.proposals(linked), earlier), review, files)
    _show(linked, sources, format_)
    if any(source.counts[2] for source in sources):
        raise typer.Exit(1)


def linked_all(
    sources: "list[Bibliography]", earlier: "list[Row]", decisions: str, own: list[Path]
) -> "Linked":
    """Link all records, and report what is wrong with records, decisions and works."""
    from loclearn.errors import InvalidInput
    from loclearn.linking import decisions as kept
    from loclearn.linking.entry import records, works_of
    from loclearn.linking.linking import link as link_all

    for source in sources:
        report(source.problems)
    known, problems = works_of(own)
    if any(problem.severity == "violation" for problem in problems):
        raise InvalidInput(problems)
    entries = list(records(record for source in sources for record in source.records))
    decided, warnings = kept.decided(earlier, known, entries, decisions)
    with working("Linking") as tell:
        linked = link_all(known, entries, decided, lambda n, of: tell(f"{n:,} of {of:,}"))
    report((*problems, *warnings, *linked.problems))
    return linked


def _show(linked: "Linked", sources: "list[Bibliography]", format_: LinkFormat) -> None:
    from loclearn.cli.files import write_out
    from loclearn.linking import report as shown

    if format_ is LinkFormat.table:
        text = shown.as_table(linked)
    elif format_ is LinkFormat.csv:
        text = shown.as_csv(linked)
    else:
        text = shown.as_json(linked, sources)
    write_out(text, None)
    counted = [*shown.as_lines(shown.shares(linked, sources)), shown.totals(linked)]
    print("\n".join(counted), file=sys.stdout if format_ is LinkFormat.table else sys.stderr)
