"""Regions of the user's own, from a table with the columns of regions.csv."""

import csv
import io
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, did_you_mean
from loclearn.sources.columns import TABLES
from loclearn.sources.parquet import read_rows
from loclearn.sources.regions.codes import Region, nuts
from loclearn.tables.text import decode, delimiter, read_bytes


def own_regions(path: Path) -> dict[str, Region]:
    """Return the regions of a table by code.

    Raises InvalidInput when the table has no column code, or one code twice with other names.
    """
    text, problems = decode(read_bytes(path), str(path))
    if problems:
        raise InvalidInput(problems)
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter(first))
    header = [name.strip() for name in reader.fieldnames or []]
    known = TABLES["regions"].names
    if "code" not in header:
        hint = did_you_mean("code", header)
        found = ", ".join(header) or "an empty file"
        raise InvalidInput([Problem(str(path), 1, "code", found, "the column code", hint)])
    regions: dict[str, Region] = {}
    for number, row in enumerate(reader, start=2):
        cells = {name: (row.get(name) or "").strip() for name in known}
        code = cells.pop("code")
        cells.pop("vintage")
        region = Region(code, "own", **cells)  # type: ignore[arg-type]
        if code in regions and regions[code].name != region.name:
            found, there = f"{code} {region.name}", f"{regions[code].name}, as above"
            problems.append(Problem(str(path), number, "name", found, there, "Name it once."))
        if code:
            regions[code] = region
    if problems:
        raise InvalidInput(problems)
    return regions


def known_before(folder: Path) -> dict[str, Region]:
    """Return the regions in a folder's table of regions that NUTS does not have."""
    path, packed = folder / "regions.csv", folder / "regions.parquet"
    there = own_regions(path) if path.exists() else {}
    for row in read_rows(packed) if packed.exists() else ():
        there[row["code"]] = Region(row["code"], "own", name=row["name"])
    return {code: region for code, region in there.items() if nuts(code) is None}
