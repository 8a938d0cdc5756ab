"""The commands that bring tables in."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from loclearn.cli.import_cordis import cordis
from loclearn.cli.import_download import download
from loclearn.cli.import_network import network
from loclearn.cli.import_openalex import openalex
from loclearn.cli.import_options import Format, Out, Regions, TableFormat, Vintage
from loclearn.cli.import_regpat import regpat
from loclearn.cli.importing import collected, each_once, gazetteer_of, write
from loclearn.cli.progress import working

import_ = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")


class Coverage(StrEnum):
    """How much of what there is a table holds."""

    census = "census"
    sample = "sample"
    selective = "selective"


Periods = Annotated[
    list[str] | None,
    typer.Option(metavar="YEAR", help="Take this year only. Repeatable.", show_default=False),
]
Level = Annotated[int, typer.Option(min=0, max=3, help="The level of NUTS.")]
CoverageGiven = Annotated[
    Coverage | None,
    typer.Option(help="Where it is not that of the data set.", show_default=False),
]


for command in (cordis, regpat, openalex, network, download):
    import_.command()(command)


@import_.callback()
def main() -> None:
    """Bring regional tables into a folder, for verdicts on regions."""


@import_.command()
def eurostat(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Bulk files: TSV, SDMX-CSV.", show_default=False),
    ],
    out: Out,
    period: Periods = None,
    level: Level = 2,
    vintage: Vintage = None,
    coverage: CoverageGiven = None,
    regions: Regions = None,
    format_: Format = TableFormat.csv,
) -> None:
    """Import employment and local units from bulk files of Eurostat.

    The data sets lfst_r_lfe2en2, sbs_r_nuts06_r2 and nama_10r_3empers are told by their
    dimensions; TSV (old and new) and SDMX-CSV, packed or not. Flags are kept, ":" is missing.
    Both sexes, one age group, and the finest activities that do not overlap; TOTAL becomes ALL.
    What is left out is counted. Codes of no vintage go to *unplaced.csv*, with the reason.

    **Examples**

    loclearn import eurostat lfst_r_lfe2en2.tsv.gz --out my-region

    loclearn import eurostat lfst_r_lfe2en2.tsv --period 2012 --vintage 2013 --out my-region

    loclearn import eurostat nama.csv --level 3 --format parquet --out my-region

    The exit code is 0 when all values are accounted for; 1 when some are reported as broken or
    contradictory (the others are written) or a file is no such data set (then nothing is
    written); 2 when a file cannot be read or written.
    """
    from loclearn.sources.eurostat.reading import read_all

    each_once(files)
    with working("Reading"):
        reading = read_all(
            files, level=level, periods=period or (), coverage=coverage and coverage.value
        )
        folder = collected(reading, out, format_.value, gazetteer_of(out, regions), vintage)
    write(folder, reading, files)


@import_.command()
def tables(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="CSV, TSV or Parquet of your own.", show_default=False
        ),
    ],
    mapping: Annotated[
        Path,
        typer.Option(metavar="FILE.toml", help="What the columns mean.", show_default=False),
    ],
    out: Out,
    vintage: Vintage = None,
    regions: Regions = None,
    format_: Format = TableFormat.csv,
) -> None:
    """Import tables of your own by a mapping file.

    The mapping says which table becomes actors, ties, employment, capabilities or regions, which
    column is which, and what is constant: *coverage* is never guessed. Two files with the same
    regions and activities become one table. *examples/uk-register.toml* is a mapping.

    **Examples**

    loclearn import tables jobs.csv --mapping jobs.toml --out my-region

    loclearn import tables persons.csv units.csv --mapping uk-register.toml --out uk

    loclearn import tables firms.parquet --mapping firms.toml --regions mine.csv --out my-region

    The exit code is 0 when all rows are accounted for; 1 when some are reported as broken or
    contradictory (the others are written) or a file does not fit its mapping (then nothing is
    written); 2 when the mapping is wrong or a file cannot be read or written.
    """
    from loclearn.sources.own_tables.mapping import load
    from loclearn.sources.own_tables.reading import read_all

    each_once(files)
    mappings = load(mapping)
    with working("Reading"):
        reading = read_all(files, mappings)
        gazetteer = gazetteer_of(out, regions, mappings.regions, reading)
        folder = collected(reading, out, format_.value, gazetteer, vintage)
    write(folder, reading, [*files, mapping])
