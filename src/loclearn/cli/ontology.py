"""The command that writes the ontology as one file."""

from pathlib import Path
from typing import Annotated

import typer

from loclearn.cli.options import Profile


def ontology(
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="File to write; its ending tells the format: .owl or .rdf (RDF/XML), .ttl, .nt, "
            ".jsonld.",
        ),
    ],
    profile: Profile = "default",
    axioms: Annotated[
        bool,
        typer.Option("--axioms/--no-axioms", help="Add the heavier axioms, for a reasoner."),
    ] = False,
) -> None:
    """Write the ontology with one profile as one file that imports nothing.

    Protégé and other tools open the .owl file as it is.

    **Example**

    loclearn ontology --out loclearn.owl
    """
    from loclearn.cli.files import write_whole
    from loclearn.release import merged, serialised

    text = serialised(merged(profile, axioms=axioms), out)
    write_whole(out, text.decode())
    print(f"{out} written.")
