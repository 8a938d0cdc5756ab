"""Read RDF that people hand in: safely, with its numbers as the definitions need them."""

from pathlib import Path

import pyoxigraph as ox

from loclearn.errors import Problem
from loclearn.rdf_input.rules import Rules
from loclearn.rdf_input.text import FORMATS, read_safe, syntax_problem

__all__ = ["FORMATS", "read_rdf"]


def read_rdf(path: Path, *, profiles: bool = False) -> tuple[ox.Store, list[Problem]]:
    """Return the facts of an RDF file, with what is wrong or odd with it.

    Nothing is ever fetched. Named graphs are read as one graph. Numbers of the properties that
    the definitions compare become decimals with at most 12 places. Triples that assert a verdict
    or that speak about a term of the ontology are refused and left out.

    Parameters
    ----------
    path: Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML, told by the ending of its name.
    profiles: whether the file may be a profile, which alone may say what a threshold holds.

    Raises WrongUse when the file cannot be read at all or its ending is unknown.

    >>> from loclearn import resources
    >>> store, problems = read_rdf(resources.profiles()["strict"], profiles=True)
    >>> len(store) > 100, problems
    (True, [])
    """
    file = str(path)
    store = ox.Store()
    data, problems = read_safe(path)
    if problems:
        return store, problems
    format_ = FORMATS[path.suffix.lower()]
    rules = Rules(file)
    try:
        quads = ox.parse(data, format=format_, rename_blank_nodes=True)
        store.bulk_extend(rules.sift(quads))
    except (SyntaxError, ValueError) as error:
        return ox.Store(), [syntax_problem(error, format_, file)]
    if profiles:
        store.extend(rules.readmit(store))
    if not len(store) and not rules.problems():
        empty = Problem(
            file, None, None, "no statement", "at least one", "Is it the right file?", "warning"
        )
        return store, [empty]
    return store, rules.problems()
