"""The command that brings in projects of CORDIS."""

from pathlib import Path
from typing import Annotated

import typer

from loclearn.cli.import_options import Format, Out, Regions, TableFormat, Vintage
from loclearn.cli.progress import working

Organizations = Annotated[
    Path,
    typer.Option(
        metavar="FILE.csv", help="organization.csv, or a table of organizations.",
        show_default=False,
    ),
]  # fmt: skip
Participations = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv", help="Project and organization, where the other names no project.",
        show_default=False,
    ),
]  # fmt: skip
Projects = Annotated[
    Path | None,
    typer.Option(metavar="FILE.csv", help="project.csv: dates and topics.", show_default=False),
]
Activities = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv", help="activity, and organisation, project or topic.",
        show_default=False,
    ),
]  # fmt: skip
Periods = Annotated[
    list[str] | None,
    typer.Option(
        metavar="YEARS", help="A year, or 2014/2017, in which projects count. Repeatable.",
        show_default=False,
    ),
]  # fmt: skip


def cordis(
    organizations: Organizations,
    out: Out,
    participations: Participations = None,
    projects: Projects = None,
    activities: Activities = None,
    period: Periods = None,
    level: Annotated[int, typer.Option(min=0, max=3, help="The level of NUTS.")] = 2,
    vintage: Vintage = None,
    regions: Regions = None,
    format_: Format = TableFormat.csv,
) -> None:
    """Import who takes part in which project of the framework programmes, from CORDIS.

    Bulk files of FP7, H2020 and Horizon Europe, all headers since 2016. Each two organizations of
    a project have a tie of purposive exchange of knowledge: *actors* and *consortia* are written,
    however large a project is. Coverage is **selective**: the programmes funded these and no
    others, so that nothing is opposed, and no firms, rivals or vertical ties are counted. Names
    are not read. Everything is of all activities (ALL) unless **--activities** says more.

    **Examples**

    loclearn import cordis --organizations organization.csv --projects project.csv --out my-region

    loclearn import cordis --organizations fp7org.csv --participations fp7edges.csv
    --period 2007/2013 --out fp7

    loclearn import cordis --organizations organization.csv --projects project.csv
    --activities topics.csv --period 2014/2017 --period 2018/2020 --vintage 2021 --out my-region

    The exit code is 0 when all rows are accounted for; 1 when some are reported as broken (the
    others are written) or a file is no such table (then nothing is written); 2 when the call
    cannot be carried out or a file cannot be read or written.
    """
    from loclearn.cli.importing import each_once, gazetteer_of, taken, write
    from loclearn.sources.cordis.activities import Activities as Mapped
    from loclearn.sources.cordis.activities import load
    from loclearn.sources.cordis.reading import read

    files = [path for path in (organizations, participations, projects, activities) if path]
    each_once(files)
    with working("Reading"):
        reading, placed = read(
            organizations, participations, projects, level=level, asked=period or (),
            activities=load(activities) if activities else Mapped(),
            gazetteer=gazetteer_of(out, regions), vintage=vintage,
        )  # fmt: skip
        folder = taken(reading, placed, out, format_.value)
    write(folder, reading, files)
