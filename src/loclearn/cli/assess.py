"""The command that derives verdicts."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from loclearn.cli.problems import report


class Format(StrEnum):
    """How verdicts are shown."""

    table = "table"
    json = "json"
    csv = "csv"


def assess(
    evidence: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="CSV of evidence statements of your own. May be repeated."
        ),
    ] = None,
    cases: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="CSV of the cases that your statements are about. May be repeated."
        ),
    ] = None,
    works: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="CSV of the works that your statements name. May be repeated."
        ),
    ] = None,
    embedded: Annotated[
        bool,
        typer.Option(
            "--embedded/--no-embedded",
            help="Read the 207 statements on 50 cases that come with loclearn.",
        ),
    ] = True,
    profile: Annotated[
        str,
        typer.Option(
            metavar="NAME|FILE",
            help="Thresholds: default; strict (three firms, location quotient 2); extended "
            "(local mobility and spillovers count for D2); or a Turtle file of your own.",
        ),
    ] = "default",
    format_: Annotated[
        Format, typer.Option("--format", help="A table to read, or JSON or CSV for programs.")
    ] = Format.table,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file, whole or not at all.")
    ] = None,
) -> None:
    """Derive a verdict on each condition and status of each local setting.

    A **setting** is one region, one activity and, where stated, one period. Each setting gets
    18 conditions (C01–C18), 3 extensions (X1–X3) and 9 statuses. Each verdict has one of
    four values:

    - **+ supported**: the evidence speaks only for it;

    - **- opposed**: only against it;

    - **± contested**: both;

    - **· unknown**: neither. No data is never a no.

    The conditions come from Malmberg and Maskell (2005), *Localized Learning Revisited*. A
    statement decides a side when it is certain (confidence 0.6) and weighty (strength times
    confidence 1.2). Weights are never summed.

    **Examples**

    loclearn assess

    loclearn assess --profile extended --format csv --out verdicts.csv

    loclearn assess --cases my-cases.csv --evidence my-evidence.csv --no-embedded

    The columns of the tables stand in ontology/data/datapackage.json and in the README. The
    exit code is 0 when verdicts were derived, 1 when the input has violations (all are listed),
    2 when the call cannot be carried out.
    """
    from loclearn.assessment import assess as derive
    from loclearn.cli.files import write_whole
    from loclearn.cli.formats import as_csv, as_json
    from loclearn.cli.table import print_table

    assessment = derive(
        evidence or [], cases or [], works or [], embedded=embedded, profile=profile
    )
    report(assessment.warnings)
    if format_ is Format.table:
        text = print_table(assessment, to_file=out is not None)
    else:
        text = as_json(assessment) if format_ is Format.json else as_csv(assessment)
    if out is not None:
        write_whole(out, text)
    elif format_ is not Format.table:
        sys.stdout.write(text)
