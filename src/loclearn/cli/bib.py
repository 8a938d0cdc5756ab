"""The commands for bibliographies."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from loclearn.cli.bib_check import check
from loclearn.cli.bib_cite import cite
from loclearn.cli.bib_enrich import enrich
from loclearn.cli.bib_link import link
from loclearn.cli.bib_merge import merge
from loclearn.cli.bib_options import BibFormat, From, Mapping, read_all
from loclearn.cli.problems import report
from loclearn.cli.progress import working

bib = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")


bib.command()(link)
bib.command()(merge)
bib.command()(enrich)
bib.command()(check)
bib.command()(cite)


@bib.callback()
def main() -> None:
    """Read bibliographies of reference managers and databases, and give them back."""


@bib.command()
def convert(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="What to read.", show_default=False),
    ],
    to: Annotated[BibFormat, typer.Option("--to", help="The format to write.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write there instead of the screen.", show_default=False),
    ] = None,
    from_: From = None,
    mapping: Mapping = None,
) -> None:
    """Convert bibliographies without loss.

    BibTeX, BibLaTeX, RIS, CSL-JSON, Crossref and OpenAlex JSON, Web of Science plain text and
    Scopus CSV are recognized by their content, in UTF-8, UTF-16, GBK and Latin-1. A table of your
    own needs a **mapping**. Cited references come along where a format has them.

    What the new format cannot say is kept in a field *loclearn* and comes back from there.

    **Examples**

    loclearn bib convert my.bib --to csl-json --out my.json

    loclearn bib convert savedrecs.txt scopus.csv --to ris --out all.ris

    loclearn bib convert table.csv --mapping columns.toml --to bibtex

    For each file it prints how many records are in it, came out, and are reported as broken.

    The exit code is 0 when all records came out; 1 when some are broken (each is reported, and
    the others are written) or a file holds no records (then nothing is written); 2 when a file
    cannot be read or written.
    """
    from loclearn.bibliography.writing import left_behind, write
    from loclearn.cli.files import write_out

    with working("Reading"):
        sources = read_all(files, from_, mapping)
    for source in sources:
        report((*source.problems, *left_behind(source, to.value)))
    with working("Writing"):
        text = write(sources, to.value)
    write_out(text, out, files)
    for source in sources:
        came, went, reported = source.counts
        line = f"{source.file}: {came} records in, {went} out, {reported} reported"
        print(line, file=sys.stderr if out is None else sys.stdout)
    if any(source.counts[2] for source in sources):
        raise typer.Exit(1)
