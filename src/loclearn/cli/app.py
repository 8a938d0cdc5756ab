"""The commands, and how they end."""

import os
import sys
from typing import Annotated

import typer

from loclearn import __version__
from loclearn.cli.ask import ask
from loclearn.cli.assess import assess
from loclearn.cli.bib import bib
from loclearn.cli.diff import diff
from loclearn.cli.explain import explain
from loclearn.cli.gaps import gaps
from loclearn.cli.import_ import import_
from loclearn.cli.indicators import indicators
from loclearn.cli.map import map_
from loclearn.cli.ontology import ontology
from loclearn.cli.problems import report
from loclearn.cli.report import report as report_
from loclearn.cli.sensitivity import sensitivity
from loclearn.cli.template import template
from loclearn.cli.validate import validate
from loclearn.cli.verify import verify
from loclearn.errors import InvalidInput, LoclearnError

app = typer.Typer(
    name="loclearn",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


app.command()(assess)
app.command()(explain)
app.command()(indicators)
app.command()(sensitivity)
app.command()(gaps)
app.command()(diff)
app.command()(validate)
app.command()(template)
app.command()(ontology)
app.command()(ask)
app.command()(verify)
app.command(name="map")(map_)
app.command(name="report")(report_)
app.add_typer(bib, name="bib")
app.add_typer(import_, name="import")


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; no traceback reaches the user."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")  # an encoding alone is strict
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
    except OSError as error:
        print(f"loclearn: the output cannot be written: {error.strerror}.", file=sys.stderr)
        return 2
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
