"""Options that several commands share, written once."""

from pathlib import Path
from typing import Annotated

import typer

Evidence = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="CSV of evidence statements of your own. May be repeated."),
]
Cases = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE", help="CSV of the cases that your statements are about. May be repeated."
    ),
]
Works = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE", help="CSV of the works that your statements name. May be repeated."
    ),
]
Data = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="PATH",
        help="RDF of your own (Turtle, JSON-LD, RDF/XML, N-Triples), or a folder of RDF and "
        "tables. May be repeated.",
    ),
]
Embedded = Annotated[
    bool,
    typer.Option(
        "--embedded/--no-embedded",
        help="Read the 207 statements on 50 cases that come with loclearn.",
    ),
]
Profile = Annotated[
    str,
    typer.Option(
        metavar="NAME|FILE",
        help="Thresholds: default; strict (three firms, location quotient 2); extended "
        "(local mobility and spillovers count for D2); or a Turtle file of your own.",
    ),
]
Out = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write to this file, whole or not at all.")
]
