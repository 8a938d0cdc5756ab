"""Open graphs: the ontology with one profile, and an empty store for facts."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from loclearn import resources
from loclearn.errors import OntologyError, WrongUse, did_you_mean


def facts() -> ox.Store:
    """Return an empty store in memory.

    >>> len(facts())
    0
    """
    return ox.Store()


def profile_path(profile: str) -> Path:
    """Return the file of a profile, by its name or as a Turtle file of the user's own.

    Raises WrongUse when there is no such profile.
    """
    shipped = resources.profiles()
    if profile in shipped:
        return shipped[profile]
    path = Path(profile)
    if path.is_file():
        return path
    hint = did_you_mean(profile, shipped)
    raise WrongUse(
        f"There is no profile {profile}. {hint} Known are {', '.join(shipped)}, "
        "or name a Turtle file.".replace("  ", " ")
    )


def load(paths: Iterable[Path]) -> ox.Store:
    """Return a store with the Turtle files; raise OntologyError where one cannot be parsed."""
    store = ox.Store()
    for path in paths:
        try:
            store.load(path.read_bytes(), format=ox.RdfFormat.TURTLE)
        except (SyntaxError, ValueError) as error:
            raise OntologyError(f"{path} is not Turtle: {error}") from None
    return store


def ontology(profile: str = "default") -> ox.Store:
    """Return the ontology's modules together with exactly one profile.

    >>> len(ontology()) > 2000
    True
    """
    return load([*resources.modules(), profile_path(profile)])


def objects(
    store: ox.Store, subject: ox.NamedNode | ox.BlankNode, predicate: str
) -> Iterator[ox.NamedNode | ox.BlankNode | ox.Literal]:
    """Yield the objects of a subject and a predicate."""
    for quad in store.quads_for_pattern(subject, ox.NamedNode(predicate), None, None):
        if not isinstance(quad.object, ox.Triple):
            yield quad.object


def value(store: ox.Store, subject: ox.NamedNode | ox.BlankNode, predicate: str) -> str | None:
    """Return the text of one object, the first in order, or None."""
    texts = sorted(node.value for node in objects(store, subject, predicate))
    return texts[0] if texts else None
