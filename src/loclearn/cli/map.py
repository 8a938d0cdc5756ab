"""The command that draws the literature."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loclearn.cli.options import Data
from loclearn.cli.problems import report
from loclearn.cli.progress import working
from loclearn.errors import WrongUse

if TYPE_CHECKING:
    from loclearn.literature.corpus import Corpus
    from loclearn.literature.drawn import Drawn
    from loclearn.literature.model import Literature


class MapFormat(StrEnum):
    """How the map is written."""

    html = "html"
    graphml = "graphml"
    gexf = "gexf"
    vosviewer = "vosviewer"
    csv = "csv"
    matrix = "matrix"


class Network(StrEnum):
    """Which network is exported."""

    claims = "claims"
    citation = "citation"
    co_citation = "co-citation"
    coupling = "coupling"


_ENDINGS = {
    ".html": MapFormat.html,
    ".htm": MapFormat.html,
    ".graphml": MapFormat.graphml,
    ".gexf": MapFormat.gexf,
    ".json": MapFormat.vosviewer,
    ".csv": MapFormat.csv,
}


Written = Annotated[
    Path, typer.Option(metavar="FILE", help="Write to this file, whole or not at all.")
]
CorpusFiles = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE",
        help="Works with references of your own: what OpenAlex or Crossref answers, Web of "
        "Science, Scopus, or any bibliography. May be repeated.",
    ),
]
Shown = Annotated[
    MapFormat | None,
    typer.Option(
        "--format",
        help="A page to read; GraphML, GEXF, VOSviewer JSON or CSV of a network; matrix, "
        "the stances as CSV. Without it, the ending of --out decides.",
    ),
]
Exported = Annotated[
    Network | None,
    typer.Option(
        help="What is exported: claims with the works cited for them, or one of three "
        "networks of the corpus. By default claims."
    ),
]
Largest = Annotated[
    int,
    typer.Option(
        metavar="N", min=2, max=600, help="Keep the N strongest nodes of a corpus's network."
    ),
]


def map_(
    out: Written,
    corpus: CorpusFiles = None,
    data: Data = None,
    format_: Shown = None,
    network: Exported = None,
    largest: Largest = 300,
) -> None:
    """Draw the literature: who claims what, who disputes it, and where nobody is looking.

    The page is **one file** that works without a network: a map of claims and works, a timeline,
    a matrix of stances, the criticisms with the evidence on each side, the coverage of the
    conditions, and a corpus of your own. It is one reading of the literature, coded by hand.

    **Examples**

    loclearn map --out map.html

    loclearn map --out map.html --corpus openalex.json

    loclearn map --out claims.gexf

    loclearn map --out stances.csv --format matrix

    loclearn map --out co-citation.json --network co-citation --corpus openalex.json

    GEXF and GraphML open in Gephi, JSON in VOSviewer. CSV is written as two files, edges and
    nodes. The exit code is 0 when the map was written, 1 when the input has violations, 2 when the
    call cannot be carried out.
    """
    kind = format_ or _by_ending(out)
    _check(kind, network, corpus or [])
    literature, names = _literature(data or [])
    own = _corpus(corpus or [], literature)
    if kind is MapFormat.html:
        texts = {out: _page(literature, names, own, largest)}
    else:
        texts = _export(kind, network or Network.claims, literature, own, largest, out)

    from loclearn.cli.files import write_out

    for path, text in texts.items():
        write_out(text, path, [*(corpus or []), *(data or [])])


def _by_ending(out: Path) -> MapFormat:
    kind = _ENDINGS.get(out.suffix.lower())
    if kind is None:
        endings = ", ".join(_ENDINGS)
        raise WrongUse(f"{out}: name a file that ends with {endings}, or give --format.")
    return kind


def _check(kind: MapFormat, network: Network | None, corpus: list[Path]) -> None:
    if network is not None and kind in (MapFormat.html, MapFormat.matrix):
        raise WrongUse(f"--network is for exports; the format {kind} does not take it.")
    if network not in (None, Network.claims) and not corpus:
        raise WrongUse(f"--network {network} needs a --corpus.")
    lost = [str(path) for path in corpus if not path.is_file()]
    if lost:
        raise WrongUse(" ".join(f"There is no file {path}." for path in lost))


def _literature(data: list[Path]) -> "tuple[Literature, Mapping[str, str]]":
    from loclearn.knowledge import knowledge
    from loclearn.literature.coverage import condition_names
    from loclearn.literature.model import read

    with working("Reading the literature"):
        known = knowledge(data=data)
        literature = read(known.store)
    report(known.assessment.warnings)
    return literature, condition_names(known.store)


def _corpus(paths: list[Path], literature: "Literature") -> "tuple[Corpus, int] | None":
    if not paths:
        return None
    from loclearn.bibliography.reading import read
    from loclearn.literature.corpus import corpus
    from loclearn.literature.publications import publications

    with working("Reading the corpus"):
        files = [read(path) for path in paths]
        found = publications(record for file in files for record in file.records)
    report(tuple(replace(p, severity="warning") for file in files for p in file.problems))
    return corpus(found, literature), sum(file.counts[2] for file in files)


def _page(
    literature: "Literature",
    names: Mapping[str, str],
    own: "tuple[Corpus, int] | None",
    largest: int,
) -> str:
    from loclearn.literature.html import page
    from loclearn.literature.page_data import corpus_data, page_data

    shown = None
    if own is not None:
        from loclearn.literature.networks import KINDS, network

        found, skipped = own
        networks = {}
        for kind in KINDS:
            with working(f"Drawing the corpus: {kind}"):
                networks[kind] = network(found, kind, largest)
        counts = {
            "publications": len(found.publications),
            "references": found.references,
            "skipped": skipped,
        }
        shown = corpus_data(networks, found.known, counts)
    with working("Drawing the map"):
        return page(page_data(literature, names, shown))


def _export(
    kind: MapFormat,
    what: Network,
    literature: "Literature",
    own: "tuple[Corpus, int] | None",
    largest: int,
    out: Path,
) -> dict[Path, str]:
    from loclearn.literature import drawn as draw
    from loclearn.literature import exports

    if kind is MapFormat.matrix:
        return {out: exports.matrix(literature)}
    with working("Drawing the network"):
        drawn: Drawn
        if own is None or what is Network.claims:
            drawn = draw.of_claims(literature)
        else:
            from loclearn.literature.networks import network

            drawn = draw.of_corpus(network(own[0], str(what), largest), own[0])
    if kind is MapFormat.csv:
        nodes = out.with_name(f"{out.stem}-nodes{out.suffix}")
        return {out: exports.edges_csv(drawn), nodes: exports.nodes_csv(drawn)}
    write = {
        MapFormat.graphml: exports.graphml,
        MapFormat.gexf: exports.gexf,
        MapFormat.vosviewer: exports.vosviewer,
    }
    return {out: write[kind](drawn)}
