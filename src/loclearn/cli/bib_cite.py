"""The command that writes bibliographies as references in a citation style."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from loclearn.cli.problems import report
from loclearn.cli.progress import working

DEFAULT_STYLE = "harvard-cite-them-right"


class ReferenceFormat(StrEnum):
    """What references are written as."""

    text = "text"
    html = "html"
    markdown = "markdown"


Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="What to cite.", show_default=False)
]
Style = Annotated[
    str,
    typer.Option(
        metavar="NAME|FILE.csl",
        help="The citation style: a short name, such as apa, or a file in CSL.",
    ),
]
Shown = Annotated[ReferenceFormat, typer.Option("--format", help="What to write.")]
Out = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write there instead of the screen.", show_default=False),
]


def cite(
    files: Files,
    style: Style = DEFAULT_STYLE,
    format_: Shown = ReferenceFormat.text,
    out: Out = None,
) -> None:
    """Write bibliographies as references in a citation style.

    The style sorts them. Styles go by the short names of citationstyles.org: **apa**,
    **chicago-author-date**, **cambridge-journal-of-economics**, **environment-and-planning-a** and
    some 10,000 others; a style of your own is a file in CSL. It needs
    *pip install "loclearn[cite]"*.

    **Examples**

    loclearn bib cite my.bib --style apa

    loclearn bib cite my.bib savedrecs.txt --style chicago-author-date --format html --out refs.html

    loclearn bib cite my.json --style my-own.csl --format markdown

    Each record gives one reference. One that the style cannot write is reported and given in a
    plain form, with its key.

    The exit code is 0 when all records came out; 1 when some are broken or the file of the style
    is no style; 2 when there is no such style, or a file cannot be read or written.
    """
    from loclearn.bibliography.styled import styled
    from loclearn.cli.bib_options import read_all
    from loclearn.cli.files import write_out

    with working("Reading"):
        sources = read_all(files, None, None)
    for source in sources:
        report(source.problems)
    with working("Writing"):
        done = styled((r for source in sources for r in source.records), style, format_.value)
    report(done.problems)
    write_out(str(done), out, [*files, Path(style)])
    for source in sources:
        came, went, reported = source.counts
        line = f"{source.file}: {came} records in, {went} references out, {reported} reported"
        print(line, file=sys.stderr if out is None else sys.stdout)
    if any(source.counts[2] for source in sources):
        raise typer.Exit(1)
