"""The command that brings in publications and their institutions."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from loclearn.cli.import_options import Format, Out, Regions, TableFormat, Vintage
from loclearn.cli.progress import working


class Part(StrEnum):
    """Which part of the primary topic is the activity."""

    topic = "topic"
    subfield = "subfield"
    field = "field"
    domain = "domain"


class Level(StrEnum):
    """Where institutions are placed."""

    region = "region"
    country = "country"


def openalex(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Works, and institutions, as JSON.", show_default=False
        ),
    ],
    out: Out,
    places: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.csv",
            help="Regions of institutions: ror or id, region.",
            show_default=False,
        ),
    ] = None,
    activity: Annotated[str, typer.Option(metavar="CODE", help="The activity of all works.")] = (
        "ALL"
    ),
    by: Annotated[
        Part | None,
        typer.Option(help="Take the activity from the primary topic.", show_default=False),
    ] = None,
    level: Annotated[Level, typer.Option(help="Place institutions in regions or countries.")] = (
        Level.region
    ),
    period: Annotated[
        list[str] | None,
        typer.Option(
            metavar="YEARS", help="A year, or 2010/2014 as one. Repeatable.", show_default=False
        ),
    ] = None,
    vintage: Vintage = None,
    regions: Regions = None,
    format_: Format = TableFormat.csv,
) -> None:
    """Import institutions that publish together from works of OpenAlex.

    Answers, lists and JSON lines of 2022 and later are read, packed or not. Each pair of
    institutions of a work is a tie; companies are firms, education is a university, a facility a
    research organization, government a public body, all others other. Works have the country of an
    institution only: its region comes from *--places*, or from records of institutions among the
    files (ISO 3166-2). Give them with the first run, since what stands in DIR stays, and all
    works in one, since works of more than 50 institutions are cut down with a view to the others.
    Names of authors are not read. The coverage is selective: publications never oppose, and count
    no firms.

    **Examples**

    loclearn import openalex works.json --places places.csv --out my-region

    loclearn import openalex works-*.jsonl.gz institutions.json --by field --out my-region

    loclearn import openalex works.json --level country --period 2015/2019 --out countries

    The exit code is 0 when all records are accounted for; 1 when some are reported as broken or
    contradictory (the others are written) or a file is none of OpenAlex (then nothing is written);
    2 when a file cannot be read or written.
    """
    from loclearn.cli.importing import collected, each_once, gazetteer_of, write
    from loclearn.errors import WrongUse
    from loclearn.sources.joint.periods import Periods
    from loclearn.sources.openalex.places import places_of
    from loclearn.sources.openalex.reading import Asked, read_all

    each_once(files)
    if by and activity != "ALL":
        raise WrongUse("--activity and --by both say what the activity is; choose one.")
    known = places_of(places) if places else {}
    asked = Asked(
        known, activity.strip() or "ALL", by.value if by else "", level.value,
        Periods.of(period or ()),
    )  # fmt: skip
    with working("Reading"):
        reading = read_all(files, asked, gazetteer_of(out, regions))
        gazetteer = gazetteer_of(out, regions, reading=reading)
        folder = collected(reading, out, format_.value, gazetteer, vintage)
    write(folder, reading, [*files, *(path for path in (places, regions) if path)])
