"""Links as Turtle."""

import pyoxigraph as ox

from loclearn.linking.linking import Linked
from loclearn.namespaces import OWL, SKOS

_PREFIXES = {"owl": OWL, "skos": SKOS}


def turtle(linked: Linked) -> str:
    """Return the links as Turtle.

    Identity by identifier is owl:sameAs; what was linked by comparison or by a decision is
    skos:exactMatch; another expression of the same work is skos:closeMatch.

    >>> from dataclasses import replace
    >>> from loclearn.linking.entry import work
    >>> from loclearn.linking.linking import link
    >>> a = work(key="a", title="Local buzz", authors=[], doi="10.1/x")
    >>> b = replace(a, id=a.id + "b", work=False)
    >>> "owl:sameAs" in turtle(link([a], [b]))
    True
    """
    triples = []
    for outcome in linked.outcomes:
        pairs = [outcome.pair] if outcome.pair and outcome.outcome == "linked" else []
        for pair in (*pairs, *outcome.related):
            by = SKOS + ("closeMatch" if pair.outcome == "related" else "exactMatch")
            if pair.outcome == "linked" and pair.how == "identifier":
                by = OWL + "sameAs"
            one, other = linked.entries[pair.one].id, linked.entries[pair.other].id
            triples.append(ox.Triple(ox.NamedNode(one), ox.NamedNode(by), ox.NamedNode(other)))
    ordered = sorted(set(triples), key=str)
    text = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES) or b""
    return text.decode().replace("\t", "    ") + "\n"
