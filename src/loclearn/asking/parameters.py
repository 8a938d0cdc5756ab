"""From what a user writes for a parameter to the terms of the graph that it means."""

from collections.abc import Collection, Mapping
from urllib.parse import unquote

import pyoxigraph as ox

from loclearn.errors import WrongUse, did_you_mean
from loclearn.namespaces import SKOS, TERMS, THINGS

_KINDS = {
    "case": THINGS + "setting/",
    "condition": TERMS,
    "status": TERMS,
    "dimension": THINGS + "dimension/",
    "scope": THINGS + "scope/",
    "polarity": THINGS + "polarity/",
    "basis": THINGS + "basis/",
    "work": THINGS + "work/",
    "statement": THINGS + "statement/",
    "claim": THINGS + "claim/",
    "element": THINGS + "element/",
    "paragraph": THINGS + "paragraph/",
    "anomaly": THINGS + "anomaly/",
    "anomaly_kind": THINGS + "anomaly-kind/",
    "certainty": THINGS + "certainty/",
}
_SCHEMES = ("http://", "https://", "urn:")
_NOTATION = ox.NamedNode(SKOS + "notation")

Values = dict[str, list[ox.NamedNode | ox.Literal]]


def terms(store: ox.Store, parameters: Mapping[str, str], iris: Collection[str] = ()) -> Values:
    """Return the terms that each parameter may stand for.

    Parameters
    ----------
    store: the graph.
    parameters: what the user wrote, by the name of the parameter.
    iris: the parameters that take nothing but an IRI that the graph knows.

    A parameter named after a kind of thing (case, condition, dimension, work ...) takes an id or
    an IRI that the graph knows, and a case means all its phases. Any other takes an IRI or, as
    a string, whatever is written.

    Raises WrongUse when there is no such thing.

    >>> from loclearn import graph
    >>> terms(graph.ontology(), {"condition": "C05"})["condition"][0].value
    'https://w3id.org/localized-learning/ontology/C05'
    """
    return {name: _terms(store, name, text.strip(), iris) for name, text in parameters.items()}


def _terms(
    store: ox.Store, name: str, text: str, iris: Collection[str]
) -> list[ox.NamedNode | ox.Literal]:
    node = _iri(text)
    space = _KINDS.get(name)
    if space is None and name not in iris:
        return [node or ox.Literal(text)]
    if node is not None:
        if any(store.quads_for_pattern(node, None, None, None)):
            return [node]
        raise WrongUse(f"the graph knows nothing of <{node.value}>.")
    if space is None:
        raise WrongUse(f"the parameter {name} takes an IRI, and {text} is none.")
    known = _known(store, space)
    if text not in known:
        raise WrongUse(f"there is no {name} {text}. {did_you_mean(text, known)}".rstrip())
    return sorted(known[text], key=str)


def _iri(text: str) -> ox.NamedNode | None:
    if text.startswith("ll:"):
        text = TERMS + text.removeprefix("ll:")
    elif text.startswith("<") and text.endswith(">"):
        text = text[1:-1]
    elif not text.startswith(_SCHEMES):
        return None
    try:
        return ox.NamedNode(text)
    except ValueError:
        raise WrongUse(f"{text} is no IRI.") from None


def _known(store: ox.Store, space: str) -> dict[str, list[ox.NamedNode | ox.Literal]]:
    """Return the things whose IRIs begin so, by their notation or else the end of the IRI."""
    known: dict[str, list[ox.NamedNode | ox.Literal]] = {}
    for quad in store.quads_for_pattern(None, _NOTATION, None, None):
        node, id_ = quad.subject, quad.object
        if isinstance(node, ox.NamedNode) and node.value.startswith(space):
            known.setdefault(str(getattr(id_, "value", "")), []).append(node)
    if not known:
        subjects = {quad.subject for quad in store if isinstance(quad.subject, ox.NamedNode)}
        for subject in subjects:
            if subject.value.startswith(space):
                known.setdefault(unquote(subject.value.removeprefix(space)), []).append(subject)
    return known
