"""The command that fetches published files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loclearn.cli.progress import working

if TYPE_CHECKING:
    from loclearn.sources.download.table import Source


def download(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Which files; --list says.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder for the files.", show_default=False),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="Say which files are known.")] = False,
    addresses: Annotated[
        Path | None,
        typer.Option(metavar="FILE.toml", help="A table of your own.", show_default=False),
    ] = None,
) -> None:
    """Fetch published files of CORDIS and Eurostat, for the other imports to read.

    A file that is there and unchanged is not fetched again: the server is asked by the marks that
    it gave. Beside each file stands *FILE.json* with address, day, size and SHA-256. What breaks
    off is gone on with at the next call; a web page instead of a table, a file that is shorter
    than announced or damaged is refused, and what was there before stays. The addresses stand in
    one table with the page that documents each and the day on which it was looked up.

    **Examples**

    loclearn import download --list

    loclearn import download cordis-h2020 --out downloads

    loclearn import download lfst_r_lfe2en2 sbs_r_nuts06_r2 --out downloads

    The exit code is 0 when all files are there; 1 when what came is no such file; 2 when a server
    is not reached or breaks off, or the call cannot be carried out.
    """
    from loclearn.errors import WrongUse, known
    from loclearn.sources.download.fetching import fetch
    from loclearn.sources.download.table import sources

    table = sources(addresses)
    if list_ and not names and out is None:
        print("\n\n".join(map(_described, table.values())))
        return
    if list_ or not names or out is None:
        raise WrongUse("Name files and --out DIR, or --list alone.")
    known(names, table, "file")
    for name in dict.fromkeys(names):
        with working(f"Fetching {name}"):
            found = fetch(table[name], out)
        state = "fetched" if found.new else "unchanged, not fetched again"
        print(f"{found.path}: {state}; {found.note['bytes']:,} bytes, SHA-256 "
              f"{found.note['sha256']}")  # fmt: skip
        for path in found.files:
            print(f"  {path}")
        if table[name].then:
            print(f"  next: {table[name].then.replace('DIR', str(out))}")


def _described(source: "Source") -> str:
    return "\n".join(
        [
            f"{source.id}: {source.title}",
            f"  {source.address}",
            f"  documented at {source.page}, looked up {source.looked_up}; {source.licence}",
        ]
    )
