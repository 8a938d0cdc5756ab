"""Options that the commands for bibliographies share."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from loclearn.bibliography.reading import Bibliography
    from loclearn.enrichment.asker import Asker


class BibFormat(StrEnum):
    """What a bibliography is written as."""

    csl_json = "csl-json"
    bibtex = "bibtex"
    biblatex = "biblatex"
    ris = "ris"
    turtle = "turtle"
    jsonld = "jsonld"


From = Annotated[
    str | None,
    typer.Option("--from", metavar="FORMAT", help="The format to read, if not recognized."),
]
Mapping = Annotated[
    Path | None,
    typer.Option(metavar="FILE.toml", help="Which columns of a CSV table mean what."),
]
Decisions = Annotated[
    Path | None,
    typer.Option(metavar="FILE.sssom.tsv", help="What was accepted and rejected before."),
]
Works = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE.csv", help="Works of your own to link to. May be repeated."),
]
CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="DIR",
        help="Where answers are kept; else LOCLEARN_CACHE, else the usual place of your system.",
        show_default=False,
    ),
]
Offline = Annotated[
    bool, typer.Option("--offline", help="Use only answers that were kept; ask nobody.")
]
Refresh = Annotated[bool, typer.Option("--refresh", help="Ask again for what was kept.")]
ServiceTable = Annotated[
    Path | None,
    typer.Option(
        "--services",
        metavar="FILE.toml",
        help="Addresses and limits of services of your own; else LOCLEARN_SERVICES.",
        show_default=False,
    ),
]


def read_all(files: list[Path], from_: str | None, mapping: Path | None) -> "list[Bibliography]":
    """Read all files; where some hold nothing, say so of all of them at once."""
    from loclearn.bibliography.reading import read
    from loclearn.errors import InvalidInput, Problem

    sources, problems = [], list[Problem]()
    for path in files:
        try:
            sources.append(read(path, format_=from_, mapping=mapping))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    return sources


def asking(cache: Path | None, table: Path | None, offline: bool, refresh: bool) -> "Asker":
    """Return how services are asked."""
    from loclearn.enrichment.asker import Asker
    from loclearn.enrichment.cache import Cache, folder
    from loclearn.enrichment.services import services
    from loclearn.errors import WrongUse

    if offline and refresh:
        raise WrongUse("--refresh asks services, and --offline asks nobody; choose one of them.")
    return Asker(services(table), Cache(folder(cache)), offline=offline, refresh=refresh)
