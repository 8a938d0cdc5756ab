"""The command that starts a table."""

import csv
import io
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loclearn.errors import WrongUse

if TYPE_CHECKING:
    from loclearn.tables import Contract


class Kind(StrEnum):
    """Which table to start."""

    evidence = "evidence"
    cases = "cases"
    works = "works"
    claims = "claims"
    citations = "citations"
    paragraphs = "paragraphs"
    anomalies = "anomalies"
    actors = "actors"
    ties = "ties"
    consortia = "consortia"
    employment = "employment"
    capabilities = "capabilities"
    regions = "regions"
    crosswalk = "crosswalk"
    outcomes = "outcomes"


def template(
    kind: Annotated[Kind, typer.Argument(help="Which table to start.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Name of the table; by default its kind with .csv."),
    ] = None,
) -> None:
    """Start a table: an empty CSV with all columns, and its codebook beside it.

    The codebook is a CSV as well. It says of each column what it means, whether it is required,
    which values it takes, and gives an example. Columns that are not required may be deleted.

    **Examples**

    loclearn template cases

    loclearn template evidence --out my-evidence.csv
    """
    from loclearn.cli.files import write_whole
    from loclearn.tables import contract

    table = out or Path(f"{kind}.csv")
    codebook = table.with_name(f"{table.stem}-codebook.csv")
    there = [str(path) for path in (table, codebook) if path.exists()]
    if there:
        raise WrongUse(f"{' and '.join(there)}: there already; name another file with --out.")
    write_whole(table, ",".join(contract(kind).names) + "\n")
    write_whole(codebook, codebook_of(contract(kind)))
    print(f"{table} and {codebook} written.")


def codebook_of(contract: "Contract") -> str:
    """Return the codebook of a table as CSV, one row a column."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["column", "title", "required", "values", "example", "description"])
    for field in contract.fields:
        required = "yes" if field.required else "column" if field.column else "no"
        values = "; ".join(field.codes or field.known) or field.expectation
        writer.writerow(
            [field.name, field.title, required, values, field.example, field.description]
        )
    return out.getvalue()
