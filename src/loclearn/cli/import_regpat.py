"""The command that brings in patents by region."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from loclearn.cli.import_options import Format, Out, Regions, TableFormat, Vintage
from loclearn.cli.progress import working


class Year(StrEnum):
    """Which year of an application counts."""

    prio = "prio"
    app = "app"


def _files(help_: str) -> Any:
    return typer.Option(metavar="FILE", help=f"{help_} Repeatable.", show_default=False)


def _table(help_: str) -> Any:
    return typer.Option(metavar="FILE", help=help_, show_default=False)


Inventors = Annotated[list[Path] | None, _files("EPO_Inv_reg or PCT_Inv_reg.")]
Applicants = Annotated[list[Path] | None, _files("EPO_App_reg or PCT_App_reg.")]
Classes = Annotated[list[Path] | None, _files("EPO_IPC or PCT_IPC, and CPC_Classes.")]
Activities = Annotated[Path | None, _table("Activities of classes: class, activity.")]
Types = Annotated[Path | None, _table("Types of applicants: person_id, type.")]
Areas = Annotated[Path | None, _table("REGPAT_Regions: regions outside NUTS.")]
Periods = Annotated[
    list[str] | None,
    typer.Option(metavar="YEARS", help="A year, or 2010/2014 as one. Repeatable.",
                 show_default=False),
]  # fmt: skip
Within = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CODE",
        help="Only applications with a person in this region, or in one whose code begins so. "
        "Repeatable.",
        show_default=False,
    ),
]
YearOf = Annotated[Year, typer.Option(help="The year of priority, or of application.")]
Level = Annotated[int, typer.Option(min=0, max=3, help="The level of NUTS.")]
Counts = Annotated[
    bool, typer.Option("--counts", help="Write fractional counts as a knowledge base, too.")
]


def regpat(
    out: Out,
    inventors: Inventors = None,
    applicants: Applicants = None,
    classes: Classes = None,
    activities: Activities = None,
    types: Types = None,
    period: Periods = None,
    year: YearOf = Year.prio,
    level: Level = 2,
    counts: Counts = False,
    within: Within = None,
    areas: Areas = None,
    vintage: Vintage = None,
    regions: Regions = None,
    format_: Format = TableFormat.csv,
) -> None:
    """Import co-inventors and joint applicants from the text tables of OECD REGPAT.

    Each pair of inventors, and each pair of applicants, of one application is a tie. The activity
    is the subclass of IPC or CPC (H04L), or yours by *--activities*; an application with several
    counts in each. A person with shares in several regions (reg_share below 1) is in a region only
    at a level where these are one; else it is unplaced, and keeps its shares. Level 3 tells a town
    from the district around it, where its inventors live, and takes them for far; outside NUTS it
    is TL3 of the OECD, and less is TL2. Names and addresses are not read. The coverage is
    selective: patents never oppose, and count no firms. A release as a whole does not fit into
    memory: name regions by *--within*, and years.

    **Examples**

    loclearn import regpat --inventors EPO_Inv_reg.txt --classes EPO_IPC.txt --out my-region

    loclearn import regpat --inventors EPO_Inv_reg.txt --classes EPO_IPC.txt --period 2010/2014
    --level 2 --vintage 2021 --out my-region

    loclearn import regpat --inventors EPO_Inv_reg.txt --classes EPO_IPC.txt --within DE21
    --out my-region

    loclearn import regpat --applicants EPO_App_reg.txt --types types.csv --out my-region

    The exit code is 0 when all rows are accounted for; 1 when some are reported as broken or
    contradictory (the others are written) or a file is no such table (then nothing is written);
    2 when a file cannot be read or written.
    """
    from loclearn.cli.importing import collected, each_once, gazetteer_of, write
    from loclearn.errors import WrongUse
    from loclearn.sources.joint.periods import Periods
    from loclearn.sources.regpat.classes import activities_of
    from loclearn.sources.regpat.places import Places, areas_of
    from loclearn.sources.regpat.reading import Asked, read_all
    from loclearn.sources.regpat.types import types_of

    files = [*(inventors or ()), *(applicants or ()), *(classes or ())]
    if not inventors and not applicants:
        raise WrongUse("Name the table of inventors, of applicants, or both.")
    each_once(files)
    asked = Asked(
        inventors or (), applicants or (), classes or (), Periods.of(period or ()),
        year.value, activities_of(activities) if activities else {},
        types_of(types) if types else {}, counts, [code.upper() for code in within or ()],
    )  # fmt: skip
    with working("Reading"):
        places = Places(gazetteer_of(out, regions), level, areas_of(areas) if areas else {})
        reading = read_all(asked, places)
        gazetteer = gazetteer_of(out, regions, reading=reading)
        folder = collected(reading, out, format_.value, gazetteer, vintage)
    own = [path for path in (activities, types, areas, regions) if path]
    write(folder, reading, [*files, *own])
