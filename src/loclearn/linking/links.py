"""Links as Turtle."""

from hashlib import blake2s

import pyoxigraph as ox

from loclearn.linking.linking import Linked
from loclearn.linking.pairs import Pair
from loclearn.namespaces import OWL, RDFS, SKOS, XSD, thing
from loclearn.spar import TYPE

SEMAPV = "https://w3id.org/semapv/vocab/"
SSSOM = "https://w3id.org/sssom/"
_PREFIXES = {"owl": OWL, "rdfs": RDFS, "semapv": SEMAPV, "skos": SKOS, "sssom": SSSOM, "xsd": XSD}
_BY = {
    "identifier": "LexicalMatching",
    "comparison": "CompositeMatching",
    "decision": "ManualMappingCuration",
}


def turtle(linked: Linked) -> str:
    """Return the links as Turtle.

    Identity by identifier is owl:sameAs; what was linked by comparison, by a decision or by a DOI
    that is only likely is skos:exactMatch; another expression of the same work is skos:closeMatch.
    Beside each link stands what it rests on, as SSSOM writes it in RDF: an axiom with confidence,
    justification and the fields that decided.

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
            if pair.outcome == "linked" and pair.how == "identifier" and _sure(linked, pair):
                by = OWL + "sameAs"
            one, other = linked.entries[pair.one].id, linked.entries[pair.other].id
            link = (ox.NamedNode(one), ox.NamedNode(by), ox.NamedNode(other))
            triples += [ox.Triple(*link), *_grounds(link, pair)]
    ordered = sorted(set(triples), key=str)
    text = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES) or b""
    return text.decode().replace("\t", "    ") + "\n"


def _sure(linked: Linked, pair: Pair) -> bool:
    """Return whether no DOI that is only likely made the link."""
    ends = linked.entries[pair.one], linked.entries[pair.other]
    return not pair.fields.startswith("doi") or all(entry.sure_doi for entry in ends)


def _grounds(link: tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode], pair: Pair) -> list[ox.Triple]:
    """Return why a link is made, as an annotated axiom."""
    name = blake2s(" ".join(node.value for node in link).encode(), digest_size=8).hexdigest()
    axiom = ox.NamedNode(thing("link", name))
    sure = ox.Literal(f"{pair.probability:.4f}", datatype=ox.NamedNode(XSD + "decimal"))
    said = (
        (TYPE, ox.NamedNode(OWL + "Axiom")),
        (ox.NamedNode(OWL + "annotatedSource"), link[0]),
        (ox.NamedNode(OWL + "annotatedProperty"), link[1]),
        (ox.NamedNode(OWL + "annotatedTarget"), link[2]),
        (ox.NamedNode(SSSOM + "confidence"), sure),
        (ox.NamedNode(SSSOM + "mapping_justification"), ox.NamedNode(SEMAPV + _BY[pair.how])),
        (ox.NamedNode(RDFS + "comment"), ox.Literal(pair.fields)),
    )
    return [ox.Triple(axiom, predicate, value) for predicate, value in said]
