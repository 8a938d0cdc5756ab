"""The command that checks files before anything is derived from them."""

from pathlib import Path
from typing import Annotated

import typer

from loclearn.cli.progress import working


def validate(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Files, or folders whose files are all checked."),
    ],
) -> None:
    """Check tables and graphs of your own: all that is wrong, where, and what to do.

    - **Tables** (.csv, .tsv) of evidence, cases or works, told apart by their header: each cell
      is held to the contract in ontology/data/datapackage.json, and blamed by row and column.

    - **Regional tables** (the same, and .parquet, .duckdb, .db): cells, repeated rows, ties with
      unknown actors, years of zeros, periods that overlap, codes of several vintages.

    - **Graphs** (.ttl, .trig, .nt, .nq, .jsonld, .rdf, .owl, .xml): held together to the shapes in
      ontology/shapes. A case may stand in one file and its statements in another.

    - **Profiles** of your own, as Turtle: their thresholds are held to the shapes.

    A **violation** must be corrected; a **warning** is odd and stops nothing. Refused are data
    that assert a verdict, that say something about a term of the ontology, or that would have
    something fetched (a remote @context, a DOCTYPE). Nothing is ever fetched.

    **Examples**

    loclearn validate my-cases.csv my-evidence.csv

    loclearn validate my-graph.ttl

    loclearn validate my-folder

    Tables of evidence are joined with the tables of cases beside them, or with the cases that
    come with loclearn: unknown cases, repeated ids and contradictions are told. Graphs of
    more than 50,000 triples are checked several times faster after pip install
    "loclearn[fast]". The exit code is 0 when there is no violation, 1 when there is one, 2
    when a file cannot be read or its ending is unknown.
    """
    from loclearn.checking import validate as check

    with working("Checking"):
        report = check(paths)
    for problem in report.problems:
        typer.echo(f"{problem.severity}: {problem}")
    counts = report.counts
    read = [_many(counts["files"], "file")]
    read += [_many(counts[name], name[:-1]) for name in ("rows", "triples") if counts[name]]
    found = [_many(report.number(name), name) for name in ("violation", "warning")]
    typer.echo(f"{', '.join(read)}: {' and '.join(found)}.")
    if not report.conforms:
        raise typer.Exit(1)


def _many(count: int, noun: str) -> str:
    shown = f"{count:,}" if count else "no"
    return f"{shown} {noun}" if count == 1 else f"{shown} {noun}s"
