"""What all commands of `loclearn import` do with what they have read."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from loclearn.cli.problems import report

if TYPE_CHECKING:
    from loclearn.sources.entries import Reading
    from loclearn.sources.output import Folder
    from loclearn.sources.placing import Placed
    from loclearn.sources.regions.codes import Gazetteer


def each_once(files: list[Path]) -> None:
    """Raise WrongUse where a file is named twice."""
    from loclearn.errors import WrongUse

    for number, path in enumerate(files):
        if path.resolve() in {other.resolve() for other in files[:number]}:
            raise WrongUse(f"{path} is named twice.")


def gazetteer_of(
    out: Path, regions: Path | None, scheme: str = "any", reading: "Reading | None" = None
) -> "Gazetteer":
    """Return the regions that are known: those of a folder, of a file, and of what was read."""
    from loclearn.sources.regions.codes import Gazetteer, Region
    from loclearn.sources.regions.own import known_before, own_regions

    own = known_before(out) | (own_regions(regions) if regions else {})
    for entry in reading.entries if reading else ():
        if entry.table == "regions" and entry.cells["code"] not in own:
            own[entry.cells["code"]] = Region(entry.cells["code"], "own")
    return Gazetteer(own, scheme)


def collected(
    reading: "Reading", out: Path, format_: str, gazetteer: "Gazetteer", vintage: int | None
) -> "Folder":
    """Return the tables of a folder with what was read, each row in its region or unplaced."""
    from loclearn.sources.placing import place

    return taken(reading, place(reading.entries, gazetteer, vintage), out, format_)


def taken(reading: "Reading", placed: "Placed", out: Path, format_: str) -> "Folder":
    """Return the tables of a folder with rows that have been placed, and tell what is odd."""
    from loclearn.sources.output import Folder

    folder = Folder(out, format_)
    folder.take(placed, reading)
    reading.notes += placed.notes
    reading.problems += [*placed.problems, *folder.problems]
    reading.problems += [*folder.mixed_vintages(), *folder.overlaps()]
    return folder


def write(folder: "Folder", reading: "Reading", inputs: list[Path]) -> None:
    """Write the tables, then say what became of every value."""
    from loclearn.cli.files import write_out
    from loclearn.errors import WrongUse

    try:
        folder.path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUse(f"{folder.path} cannot be made: {error.strerror}.") from None
    report(tuple(reading.problems))
    for path, text in folder.texts().items():
        write_out(text, path, inputs)
    folder.write_parquet(inputs)
    print("\n".join(reading.notes))
    for account in reading.accounts:
        print("\n".join(account.lines()))
    print("\n".join(folder.sizes()) or "Nothing was taken, so nothing was written.")
    if any(account.reported for account in reading.accounts):
        raise typer.Exit(1)
