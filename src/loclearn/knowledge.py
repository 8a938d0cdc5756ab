"""The graph that questions are put to: the ontology, one profile, the facts, what follows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from loclearn import graph
from loclearn.assessment import Assessment, derive
from loclearn.conditions import theory
from loclearn.namespaces import CITO, DCTERMS, FABIO, PROV, RDFS, SKOS, TERMS, XSD, term, thing
from loclearn.sources.bibliographic import add_bibliography
from loclearn.sources.claims import add_papers
from loclearn.sources.merging import read_all
from loclearn.sources.papers import PAPER, Papers, read_papers
from loclearn.sources.world import Inputs, World, read_world
from loclearn.spar import DATACITE, FOAF, FRBR, LITERAL, OCO, PRISM, PRO
from loclearn.tables import Row


@dataclass(frozen=True)
class Knowledge:
    """Hold one default graph together with the verdicts derived on the way.

    store: the ontology's modules, one profile, settings, statements and works, and the classes
        to which each setting and statement was found to belong.
    assessment: the verdicts, and what was odd with the input.
    works: the rows of all tables of works, from which answers are cited.
    """

    store: ox.Store
    assessment: Assessment
    works: tuple[Row, ...] = ()


def knowledge(
    evidence: Sequence[Path] = (),
    cases: Sequence[Path] = (),
    works: Sequence[Path] = (),
    data: Sequence[Path] = (),
    *,
    embedded: bool = True,
    profile: str = "default",
) -> Knowledge:
    """Gather in one graph all that is known, stated and derived.

    Parameters
    ----------
    evidence, cases, works: CSV files of the user's own.
    data: RDF files of the user's own, or folders of RDF files and tables.
    embedded: whether the coded literature that comes with loclearn is read as well.
    profile: default, strict, extended, or a Turtle file.

    Raises InvalidInput, WrongUse or OntologyError.

    >>> len(knowledge().assessment.settings)
    50
    """
    store = graph.ontology(profile)
    world = read_world(Inputs(evidence, cases, works, data, embedded), store)
    assessment = derive(world, theory(store, profile))
    store.extend(world.facts)
    papers, rows = _add_literature(store, world)
    warnings = (*assessment.warnings, *papers.warnings)
    return Knowledge(store, replace(assessment, warnings=warnings), rows)


def _add_literature(store: ox.Store, world: World) -> tuple[Papers, tuple[Row, ...]]:
    """Add the works, claims and citations of the embedded paper and of the user's own."""
    works = world.tables.get("works", [])
    papers = read_papers(world.tables, works)
    add_papers(store, papers)
    rows = read_all("works", works, embedded=True).rows
    add_bibliography(store, rows)
    return papers, rows


def knowledge_graph(
    evidence: Sequence[Path] = (),
    cases: Sequence[Path] = (),
    works: Sequence[Path] = (),
    data: Sequence[Path] = (),
    *,
    embedded: bool = True,
    profile: str = "default",
) -> ox.Store:
    """Return the graph alone; the parameters are those of `knowledge`.

    >>> len(knowledge_graph()) > 6000
    True
    """
    return knowledge(evidence, cases, works, data, embedded=embedded, profile=profile).store


def literature() -> str:
    """Return the embedded tables as Turtle: cases, statements with PROV, works and claims."""
    world = read_world(Inputs(), graph.ontology())
    store = world.facts
    _add_literature(store, world)
    derived = ox.NamedNode(PROV + "wasDerivedFrom")
    reported = ox.NamedNode(term("reportedIn"))
    triples = {quad.triple for quad in store}
    for quad in store.quads_for_pattern(None, reported, None, None):
        triples.add(ox.Triple(quad.subject, derived, quad.object))
    kinds = ("setting", "statement", "work", "claim", "citation", "anomaly",
             "manifestation", "conception", "dimension", "scope", "polarity",
             "strength", "basis", "element", "modality", "resolution", "certainty",
             "anomaly-kind", "doi-confidence")  # fmt: skip
    prefixes = {
        **{kind: thing(kind, "") for kind in kinds},
        "cito": CITO,
        "datacite": DATACITE,
        "dcterms": DCTERMS,
        "fabio": FABIO,
        "foaf": FOAF,
        "frbr": FRBR,
        "literal": LITERAL,
        "oco": OCO,
        "prism": PRISM,
        "pro": PRO,
        "ll": TERMS,
        "paragraph": thing("paragraph", PAPER, ""),
        "prov": PROV,
        "rdfs": RDFS,
        "skos": SKOS,
        "xsd": XSD,
    }
    ordered = sorted(triples, key=str)
    text = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    return _LICENCE + (text or b"").decode().replace("\t", "    ") + "\n"


_LICENCE = "# Made from the tables in this folder by tools/generate.py. CC BY 4.0.\n"
