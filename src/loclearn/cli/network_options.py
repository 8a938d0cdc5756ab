"""The options of import network."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Coverage(StrEnum):
    """How the firms were found."""

    census = "census"
    sample = "sample"


class Kind(StrEnum):
    """What flows."""

    vertical = "vertical"
    knowledge = "knowledge"
    informal_contact = "informal-contact"
    ownership = "ownership"
    market = "market"
    mobility = "mobility"
    other = "other"


class Direction(StrEnum):
    """Which way ties go."""

    from_row = "from-row"
    to_row = "to-row"
    none = "none"


class Form(StrEnum):
    """What a file is."""

    matrix = "matrix"
    two_mode = "two-mode"
    list = "list"
    pajek = "pajek"
    dl = "dl"


class Sources(StrEnum):
    """Where the columns of a two-mode matrix lie."""

    local = "local"
    outside = "outside"


class Agree(StrEnum):
    """Whose word makes a tie without direction."""

    either = "either"
    both = "both"


class Format(StrEnum):
    """How tables are written."""

    csv = "csv"
    parquet = "parquet"


def _opt(help_: str, metavar: str | None = None) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(help=help_, metavar=metavar, show_default=False)
    return found


Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...", help="Matrices, lists of ties, Pajek, DL.", show_default=False
    ),
]
Out = Annotated[Path, _opt("The folder whose tables are added to.", "DIR")]
KindOf = Annotated[Kind | None, _opt("What flows.")]
CoverageOf = Annotated[
    Coverage | None, _opt("census: all firms of the cluster were asked and answered.")
]
RegionOf = Annotated[str | None, _opt("Where the firms are.", "CODE")]
ActivityOf = Annotated[str | None, _opt("What they do; ALL by default.", "CODE")]
PeriodOf = Annotated[str | None, _opt("When they were asked: 2004, 2002/2004.", "YEAR")]
Way = Annotated[
    Direction | None,
    _opt(
        "from-row: what flows goes from the row's actor to the column's; to-row: the other "
        "way, as where firms are asked whom they turn to; none. A symmetric matrix has none."
    ),
]
Firms = Annotated[Path | None, _opt("A table of the firms' attributes.", "FILE")]
Outside = Annotated[Path | None, _opt("A list of firms and their partners outside.", "FILE")]
OutsideNumber = Annotated[
    str | None, _opt("The column of --firms with the number of partners outside.", "COLUMN")
]
Answered = Annotated[str | None, _opt("The column of --firms that says who answered.", "COLUMN")]
Knowledge = Annotated[
    list[str] | None,
    _opt("A column of --firms that is one kind of knowledge. Repeatable.", "COLUMN"),
]
AtLeast = Annotated[str | None, _opt("The least value that is a tie.", "N")]
Missing = Annotated[
    list[str] | None, _opt("What means not answered, beside NA. Repeatable.", "TEXT")
]
Scale = Annotated[str | None, _opt("The largest value that can be.", "N")]
FormOf = Annotated[Form | None, _opt("Where it is not found out.")]
SourcesAt = Annotated[Sources | None, _opt("Where the columns of a two-mode matrix lie.")]
AgreeBy = Annotated[
    Agree | None, _opt("A tie without direction stands where either names it, or both.")
]
Named = Annotated[str | None, _opt("Name of the survey; the kind by default.", "NAME")]
Encoding = Annotated[str | None, _opt("Where files are not Unicode: cp1252, latin-1 …", "NAME")]
MappingFile = Annotated[Path | None, _opt("What each of several files or waves is.", "FILE.toml")]
RegionsFile = Annotated[Path | None, _opt("Regions of your own: code, name …", "FILE.csv")]
Vintage = Annotated[int | None, _opt("Carry NUTS codes to NUTS of this year.", "YEAR")]
FormatOf = Annotated[
    Format, typer.Option("--format", help="csv, or parquet (pip install 'loclearn[tables]').")
]
