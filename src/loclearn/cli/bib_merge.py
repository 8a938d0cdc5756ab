"""The command that makes one record of all records of a work."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loclearn.cli.bib_link import linked_all
from loclearn.cli.bib_options import BibFormat, Decisions, From, Mapping, Works, read_all
from loclearn.cli.problems import report
from loclearn.cli.progress import working

if TYPE_CHECKING:
    from loclearn.bibliography.reading import Bibliography
    from loclearn.linking.linking import Linked
    from loclearn.linking.merged import Merged

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...", help="What to merge, the most trusted first.", show_default=False
    ),
]
To = Annotated[BibFormat, typer.Option("--to", help="The format to write.", show_default=False)]
Out = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write there instead of the screen.", show_default=False),
]
Values = Annotated[
    Path | None,
    typer.Option(metavar="FILE.csv", help="Write there which record gave which value."),
]


def merge(
    files: Files,
    to: To,
    out: Out = None,
    values: Values = None,
    decisions: Decisions = None,
    works: Works = None,
    from_: From = None,
    mapping: Mapping = None,
) -> None:
    """Make one record of all records that are one work, without loss.

    Records are linked as by *loclearn bib link*; what waits for review is not merged. The first
    file that has a value wins, the others fill in what is missing, and a value that differs is
    told with its source and kept. **References are joined**: each once, none lost.

    **Examples**

    loclearn bib merge my.bib savedrecs.txt crossref.json --to biblatex --out all.bib

    loclearn bib merge my.bib crossref.json --to turtle --out all.ttl --values values.csv

    loclearn bib merge my.bib scopus.csv --decisions my.sssom.tsv --to ris --out all.ris

    In Turtle and JSON-LD every record stays beside the merged work, with its own values and file.

    The exit code is 0 when all records came through; 1 when some are broken or the decisions are
    wrong; 2 when a file cannot be read or written.
    """
    from loclearn.cli.files import write_out
    from loclearn.linking import decisions as kept
    from loclearn.linking.merged import as_csv
    from loclearn.linking.merging import merge_all

    earlier = kept.read(decisions) if decisions else []
    sources = read_all(files, from_, mapping)
    linked = linked_all(sources, earlier, str(decisions), works or [])
    records = [record for source in sources for record in source.records]
    with working("Merging"):
        merged = merge_all(linked.groups, records)
        text = _written(linked, merged, sources, to)
    inputs = [*files, *([decisions] if decisions else []), *(works or [])]
    write_out(text, out, inputs)
    if values is not None:
        write_out(as_csv(merged), values, inputs)
    _tell(linked, merged, sources, on_screen=out is None)
    if any(source.counts[2] for source in sources):
        raise typer.Exit(1)


def _written(
    linked: "Linked", merged: "list[Merged]", sources: "list[Bibliography]", to: BibFormat
) -> str:
    from loclearn.bibliography.reading import Bibliography
    from loclearn.bibliography.writing import left_behind, write
    from loclearn.linking import merged_rdf

    for source in sources:
        report(tuple(left_behind(source, to.value)))
    if to in {BibFormat.turtle, BibFormat.jsonld}:
        records = [record for source in sources for record in source.records]
        return merged_rdf.write(linked, merged, records, to.value)
    between = tuple(extra for source in sources for extra in source.between)
    one = Bibliography("", "", tuple(item.record for item in merged), (), between)
    return write([one], to.value)


def _tell(
    linked: "Linked", merged: "list[Merged]", sources: "list[Bibliography]", *, on_screen: bool
) -> None:
    from loclearn.linking.references import only_numbers
    from loclearn.linking.report import as_lines, shares, totals

    lines = []
    for item in merged:
        if item.differences:
            name = item.record.key or item.record.title
            lines += [name, *(f"  {difference}" for difference in item.differences)]
    counted = shares(linked, sources, [item.references for item in merged])
    lines += [*as_lines(counted), totals(linked)]
    references = sum(len(item.record.references) for item in merged)
    lines.append(f"{len(merged)} records with {references} references came of it")
    if bare := sum(only_numbers(item.record.references) for item in merged):
        lines.append(
            f"{bare} of them are only numbers of OpenAlex and may be there in words as well; "
            "a file with the works cited tells"
        )
    if waiting := sum(outcome.outcome == "review" for outcome in linked.outcomes):
        lines.append(f"{waiting} wait for review: loclearn bib link --review shows them")
    print("\n".join(lines), file=sys.stderr if on_screen else sys.stdout)
