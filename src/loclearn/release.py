"""The ontology as one file, in the format that a tool reads."""

from pathlib import Path

import rdflib

from loclearn import graph, resources
from loclearn.errors import WrongUse
from loclearn.namespaces import ONTOLOGY

FORMATS = {
    ".ttl": "turtle",
    ".owl": "xml",
    ".rdf": "xml",
    ".nt": "nt",
    ".jsonld": "json-ld",
}


def merged(profile: str = "default", *, axioms: bool = False) -> rdflib.Graph:
    """Return all modules and one profile as one ontology that imports nothing.

    Parameters
    ----------
    profile: default, strict, extended, or a Turtle file.
    axioms: whether the heavier axioms, which only a reasoner uses, come along.

    >>> len(merged()) > 5000
    True
    """
    whole = rdflib.Graph()
    layers = [*resources.modules(), graph.profile_path(profile)]
    if axioms:
        layers += sorted((resources.ontology() / "axioms").glob("*.ttl"))
    for path in layers:
        whole.parse(path)
    root = rdflib.URIRef(ONTOLOGY)
    whole.remove((None, rdflib.OWL.imports, None))
    for part in set(whole.subjects(rdflib.RDF.type, rdflib.OWL.Ontology)) - {root}:
        whole.remove((part, rdflib.RDF.type, rdflib.OWL.Ontology))
        for predicate in (rdflib.DCTERMS.title, rdflib.DCTERMS.description, rdflib.DCTERMS.license):
            whole.remove((part, predicate, None))
    return whole


def serialised(whole: rdflib.Graph, path: Path) -> str:
    """Return a graph in the format that the ending of a file name asks for.

    Raises WrongUse when the ending is none of FORMATS.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise WrongUse(f"{path} has no ending that tells its format: {', '.join(FORMATS)}.")
    return whole.serialize(format=format_)
