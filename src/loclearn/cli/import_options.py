"""The options that the commands of `loclearn import` share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class TableFormat(StrEnum):
    """How tables are written."""

    csv = "csv"
    parquet = "parquet"


Out = Annotated[
    Path,
    typer.Option(metavar="DIR", help="The folder whose tables are added to.", show_default=False),
]
Format = Annotated[
    TableFormat,
    typer.Option("--format", help="csv, or parquet (pip install 'loclearn[tables]')."),
]
Vintage = Annotated[
    int | None,
    typer.Option(
        metavar="YEAR", help="Carry NUTS codes to NUTS 2010, 2013, 2016, 2021 or 2024.",
        show_default=False,
    ),
]  # fmt: skip
Regions = Annotated[
    Path | None,
    typer.Option(metavar="FILE.csv", help="Regions of your own: code, name …", show_default=False),
]
