"""The command that asks open services for what the records of bibliographies lack."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loclearn.cli.bib_options import (
    BibFormat,
    CacheFolder,
    From,
    Mapping,
    Offline,
    Refresh,
    ServiceTable,
    asking,
    read_all,
)
from loclearn.cli.problems import report
from loclearn.cli.progress import working

if TYPE_CHECKING:
    from loclearn.bibliography.reading import Bibliography
    from loclearn.enrichment.asker import Asker
    from loclearn.enrichment.enriching import Enriched
    from loclearn.enrichment.looking import Looked


class ServiceName(StrEnum):
    """A service that is asked."""

    crossref = "crossref"
    openalex = "openalex"
    opencitations = "opencitations"
    wikidata = "wikidata"


Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="What to enrich.", show_default=False)
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write there instead of the screen.", show_default=False),
]
To = Annotated[
    BibFormat | None,
    typer.Option(
        "--to",
        help="The format to write; else by the ending of --out (.bib, .ris, .json, .ttl, "
        ".jsonld), else as the first file.",
        show_default=False,
    ),
]
Names = Annotated[
    list[ServiceName] | None,
    typer.Option("--service", help="Ask this service only. Repeatable.", show_default=False),
]
Values = Annotated[
    Path | None,
    typer.Option(metavar="FILE.csv", help="Write there every value with all its sources."),
]
Citing = Annotated[
    Path | None,
    typer.Option(metavar="FILE.csv", help="Write there which works cite those of the files."),
]


def enrich(
    files: Files,
    out: Out = None,
    to: To = None,
    service: Names = None,
    cache: CacheFolder = None,
    offline: Offline = False,
    refresh: Refresh = False,
    services: ServiceTable = None,
    values: Values = None,
    citing: Citing = None,
    from_: From = None,
    mapping: Mapping = None,
) -> None:
    """Fill in what records lack from Crossref, OpenAlex, OpenCitations and Wikidata.

    Your own values stay; each one that is added carries its service and day, and each that
    differs is shown. References are joined. **Retracted** and corrected works are reported. A
    record without a DOI is searched for, and a hit is used only where it is surely the same work;
    else it is proposed.

    DOI, title, first author and year are all that leaves your machine. Your mail address
    (LOCLEARN_MAIL, for Crossref and Wikidata) and keys (OPENALEX_API_KEY,
    OPENCITATIONS_ACCESS_TOKEN) are read from the environment and never written. Answers are kept,
    so that **--offline** repeats a run; they are asked for slowly, as the services wish.

    **Examples**

    loclearn bib enrich my.bib --out fuller.bib

    loclearn bib enrich my.bib --out fuller.bib --offline

    loclearn bib enrich my.ris --service crossref --service wikidata --values sources.csv

    The exit code is 0 when all questions were answered; 1 when some were not or some records are
    broken (each is reported, and the others are written); 2 when the call cannot be carried out.
    """
    from loclearn.bibliography.writing import left_behind, write
    from loclearn.cli.files import write_out
    from loclearn.enrichment import report as shown
    from loclearn.enrichment.enriching import enriched
    from loclearn.enrichment.looking import SERVICES
    from loclearn.linking.merged import as_csv

    asker = asking(cache, services, offline, refresh)
    with working("Reading"):
        sources = read_all(files, from_, mapping)
    format_ = str(to) if to else by_ending(out, sources[0].format)
    for source in sources:
        report((*source.problems, *left_behind(source, format_)))
    looked = _look_up_all(sources, asker, service or SERVICES, cited_by=citing is not None)
    done = [enriched(one) for one in looked]
    report(tuple(shown.problems(looked, asker.table)))
    write_out(write(_replaced(sources, done), format_), out, files)
    if values is not None:
        write_out(as_csv([one.merged for one in done]), values, files)
    if citing is not None:
        write_out(shown.citing(looked), citing, files)
    told = shown.told(done, looked, asker.table)
    print("\n".join(told), file=sys.stderr if out is None else sys.stdout)
    if any(one.failures for one in looked) or any(source.counts[2] for source in sources):
        raise typer.Exit(1)


def _look_up_all(
    sources: "Sequence[Bibliography]", asker: "Asker", services: Sequence[str], *, cited_by: bool
) -> "list[Looked]":
    """Ask for every record, and show how far it is."""
    from loclearn.enrichment.looking import look_up

    records = [record for source in sources for record in source.records]
    looked = []
    with working("Asking services") as tell:
        for number, record in enumerate(records, start=1):
            tell(f"record {number} of {len(records)}")
            looked.append(look_up(record, asker, services, cited_by=cited_by))
    asker.close()
    return looked


def by_ending(out: Path | None, first: str) -> str:
    """Return the format that an ending says, or that of the first file, if it can be written.

    >>> by_ending(Path("a.ris"), "bibtex"), by_ending(None, "wos")
    ('ris', 'csl-json')
    """
    endings = {".bib": "bibtex", ".ris": "ris", ".json": "csl-json", ".ttl": "turtle",
               ".jsonld": "jsonld"}  # fmt: skip
    usual = first if first in set(BibFormat) else "csl-json"
    return endings.get(out.suffix.lower(), usual) if out is not None else usual


def _replaced(
    sources: "Sequence[Bibliography]", done: "Sequence[Enriched]"
) -> "list[Bibliography]":
    """Return what was read, with the enriched records in place of their own."""
    records = iter(one.record for one in done)
    return [
        replace(source, records=tuple(next(records) for _ in source.records)) for source in sources
    ]
