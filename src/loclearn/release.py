"""The ontology as one file, in the format that a tool reads."""

from pathlib import Path

import pyoxigraph as ox

from loclearn import graph, resources
from loclearn.errors import WrongUse
from loclearn.namespaces import DCTERMS, ONTOLOGY, OWL, RDF, RDFS, SKOS, TERMS, XSD

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".owl": ox.RdfFormat.RDF_XML,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_TYPE = ox.NamedNode(RDF + "type")
_HEADER = ox.NamedNode(OWL + "Ontology")
_ROOT = ox.NamedNode(ONTOLOGY)


def merged(profile: str = "default", *, axioms: bool = False) -> list[ox.Triple]:
    """Return all modules and one profile as the triples of one ontology that imports nothing.

    Declarations come first: OWL tools that read RDF/XML as a stream need to know what is a class
    and what a datatype before they meet a definition.

    Parameters
    ----------
    profile: default, strict, extended, or a Turtle file.
    axioms: whether the heavier axioms, which only a reasoner uses, come along.

    >>> len(merged()) > 5000
    True
    """
    layers = [*resources.modules(), graph.profile_path(profile)]
    if axioms:
        layers += sorted((resources.ontology() / "axioms").glob("*.ttl"))
    triples = {
        quad.triple: None
        for path in layers
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    }
    parts = {t.subject for t in triples if t.predicate == _TYPE and t.object == _HEADER} - {_ROOT}
    kept = [
        triple
        for triple in triples
        if triple.predicate.value != OWL + "imports"
        and not (triple.subject in parts and _is_header(triple))
    ]
    return sorted(kept, key=_rank)


def _is_header(triple: ox.Triple) -> bool:
    return triple.object == _HEADER or triple.predicate.value in (
        DCTERMS + "title",
        DCTERMS + "description",
        DCTERMS + "license",
    )


def _rank(triple: ox.Triple) -> int:
    if triple.subject == _ROOT:
        return 0
    declares = triple.predicate == _TYPE and isinstance(triple.subject, ox.NamedNode)
    return 1 if declares else 2


def serialised(triples: list[ox.Triple], path: Path) -> bytes:
    """Return triples in the format that the ending of a file name asks for.

    Raises WrongUse when the ending is none of FORMATS.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise WrongUse(f"{path} has no ending that tells its format: {', '.join(FORMATS)}.")
    prefixes = {"ll": TERMS, "owl": OWL, "rdfs": RDFS, "skos": SKOS, "dcterms": DCTERMS, "xsd": XSD}
    if format_ is ox.RdfFormat.N_TRIPLES:
        prefixes = {}
    return ox.serialize(triples, format=format_, prefixes=prefixes or None) or b""


def catalog() -> str:
    """Return an XML catalog by which Protégé finds all parts of the ontology on disk."""
    rows = []
    for path in sorted(resources.ontology().rglob("*.ttl")):
        store = graph.load([path])
        found = store.quads_for_pattern(None, _TYPE, _HEADER, None)
        where = path.relative_to(resources.ontology()).as_posix()
        rows += [
            f'    <uri name="{quad.subject.value}" uri="{where}"/>'
            for quad in found
            if isinstance(quad.subject, ox.NamedNode)
        ]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
    catalogue = '<catalog prefer="public" xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
    return "\n".join([head, catalogue, *rows, "</catalog>"]) + "\n"
