"""The command that writes a report on regional tables."""

from pathlib import Path
from typing import Annotated

import typer

from loclearn.cli.options import Cases, Evidence, Profile, Works
from loclearn.cli.problems import report as report_problems
from loclearn.cli.progress import working
from loclearn.errors import WrongUse

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="Folder of regional tables, as assess --data reads.")
]
Written = Annotated[
    Path,
    typer.Option("--out", "-o", metavar="FILE", help="Write to this file, whole or not at all."),
]
Shapes = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Outlines or points of the regions for the map, as GeoJSON, or points as a table with "
        "their code, lon and lat. Without it, lat and lon of the table regions; regions without "
        "either are shown as tiles.",
    ),
]
Title = Annotated[str, typer.Option(metavar="TEXT", help="Title of the page.")]
Embedded = Annotated[
    bool,
    typer.Option(
        "--embedded/--no-embedded",
        help="Add the 50 cases of the literature that come with loclearn; left out by default.",
    ),
]


def report(
    data: Folder,
    out: Written,
    geojson: Shapes = None,
    title: Title = "",
    profile: Profile = "default",
    evidence: Evidence = None,
    cases: Cases = None,
    works: Works = None,
    embedded: Embedded = False,
) -> None:
    """Write a page on regional tables that a colleague can open, print and cite.

    The page is **one file** that works without a network and sends nothing: what was read and what
    has no place, a map, a table that sorts and filters, how the deciding values are spread around
    the thresholds, a sheet for each setting with the reasons of its verdicts and what is missing,
    and the methods with references. Actors are counted in it and never named.

    **Examples**

    loclearn report my-region -o report.html

    loclearn report my-region -o report.html --geojson nuts2.geojson --title "Lace and shoes"

    loclearn report my-region -o report.html --geojson label_points.csv

    loclearn report my-region -o report.html --cases cases.csv --evidence evidence.csv

    The page is dated by SOURCE_DATE_EPOCH, else by the newest table, so that the same tables give
    the same file. It opens in Chromium 111, Firefox 121, Safari 16.4 and newer. The exit code is 0
    when the page was written, 1 when the input has violations (all are listed), 2 when the call
    cannot be carried out.
    """
    from loclearn.cli.files import write_out
    from loclearn.reporting.report import report as written
    from loclearn.sources.world import Inputs

    if not data.is_dir():
        raise WrongUse(f"There is no folder {data}.")
    if data.resolve() in out.resolve().parents and out.suffix.lower() not in (".html", ".htm"):
        raise WrongUse(f"{out} lies among the tables that are read; let it end with .html.")
    if geojson is not None and not geojson.is_file():
        raise WrongUse(f"There is no file {geojson}.")
    inputs = Inputs(evidence or [], cases or [], works or [], [data], embedded)
    with working("Writing the report"):
        page, warnings = written(inputs, title, profile, geojson)
    report_problems(warnings)
    named = [*(evidence or []), *(cases or []), *(works or []), *([geojson] if geojson else [])]
    write_out(page, out, named)
