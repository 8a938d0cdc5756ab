"""Options that several commands share, written once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Engine(StrEnum):
    """What derives the verdicts."""

    sparql = "sparql"
    sql = "sql"
    owl = "owl"


class Reasoner(StrEnum):
    """Which DL reasoner the engine owl asks."""

    pellet = "pellet"
    hermit = "hermit"


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
EngineName = Annotated[
    Engine,
    typer.Option(
        help="sparql; sql for the same verdicts out of a database (pip install "
        "'loclearn[tables]'); owl for a DL reasoner, which judges a few hundred settings (pip "
        "install 'loclearn[owl]')."
    ),
]
ReasonerName = Annotated[Reasoner, typer.Option(help="Reasoner of the engine owl.")]
Settings = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Judge this setting only. Repeatable.")
]
Conditions = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Show this condition only. Repeatable.")
]
Store = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Judge the facts of a shared store, by its SPARQL endpoint, and write the "
        "verdicts to a graph of their own there. LOCLEARN_STORE_USER and "
        "LOCLEARN_STORE_PASSWORD hold the credentials.",
    ),
]
StoreUpdate = Annotated[
    str | None, typer.Option(metavar="URL", help="Address for updates, if another.")
]
StoreGraph = Annotated[
    str | None, typer.Option(metavar="IRI", help="Graph of the store that holds the facts.")
]
VerdictGraph = Annotated[
    str | None, typer.Option(metavar="IRI", help="Graph that takes the verdicts.")
]
