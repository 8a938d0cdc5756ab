"""The commands, and how they end."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from loclearn import __version__
from loclearn.errors import InvalidInput, LoclearnError, Problem

app = typer.Typer(
    name="loclearn",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How verdicts are shown."""

    table = "table"
    json = "json"
    csv = "csv"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"loclearn {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Derive which regions meet the conditions of localized learning, and why.

    Start with **loclearn assess**: it reads the coded literature that comes with loclearn.
    """
    del version


@app.command()
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


def report(problems: tuple[Problem, ...]) -> None:
    """Print problems to standard error, one line each."""
    for problem in problems:
        print(f"{problem.severity}: {problem}", file=sys.stderr)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; no traceback reaches the user."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app(arguments, standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except InvalidInput as error:
        report(error.problems)
        count = sum(p.severity == "violation" for p in error.problems)
        noun = "violation" if count == 1 else "violations"
        print(f"{count} {noun}; nothing was derived.", file=sys.stderr)
        return error.exit_code
    except LoclearnError as error:
        print(f"loclearn: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("LOCLEARN_DEBUG"):
            raise
        print(
            f"loclearn: this is a fault of loclearn, not yours ({type(error).__name__}: {error}). "
            "Please report it; LOCLEARN_DEBUG=1 shows where it happened.",
            file=sys.stderr,
        )
        return 1
    return 0
