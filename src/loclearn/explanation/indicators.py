"""What the ontology says of indicators: formula, unit, range and literature."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import pyoxigraph as ox

from loclearn import graph
from loclearn.explanation.facts import cite, notation
from loclearn.explanation.proof import Proof
from loclearn.explanation.words import local
from loclearn.namespaces import DCTERMS, RDF, RDFS, SKOS, term

OBSERVED = term("hasObservation")


@dataclass(frozen=True)
class Indicator:
    """Hold one indicator as the ontology describes it.

    sources: paragraphs of Malmberg and Maskell (2005), and works as short citations.
    conditions: ids of the conditions or statuses that it feeds; none where it only informs.
    """

    iri: str
    notation: str
    label: str
    definition: str
    formula: str
    unit: str
    range: str
    higher: str
    missing: str
    sources: tuple[str, ...]
    conditions: tuple[str, ...]

    def record(self) -> dict[str, object]:
        """Return the indicator as values that JSON can hold."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}


def indicators(store: ox.Store) -> list[Indicator]:
    """Return all indicators of a graph that holds the ontology and the works, by notation.

    >>> from loclearn.sources.facts import add_works
    >>> knowledge = graph.ontology()
    >>> add_works(knowledge)
    >>> one = {i.notation: i for i in indicators(knowledge)}["herfindahl"]
    >>> one.formula, one.conditions
    ('sum over i of (x_ri / x_r) squared', ())
    """
    kind, class_ = ox.NamedNode(RDF + "type"), ox.NamedNode(term("Indicator"))
    nodes = [quad.subject for quad in store.quads_for_pattern(None, kind, class_, None)]
    found = [_indicator(store, node) for node in nodes if isinstance(node, ox.NamedNode)]
    return sorted(found, key=lambda one: one.notation)


def deciding(store: ox.Store, proofs: Iterable[Proof]) -> list[Indicator]:
    """Return the indicators whose observations some proofs rest on, by notation."""
    nodes = {
        indicator
        for fact in observations(proofs)
        for indicator in graph.objects(store, fact, term("hasIndicator"))
        if isinstance(indicator, ox.NamedNode)
    }
    return sorted((_indicator(store, node) for node in nodes), key=lambda one: one.notation)


def observations(proofs: Iterable[Proof]) -> list[ox.NamedNode]:
    """Return the observations that some proofs rest on, each once, in order."""
    found = {
        fact.object
        for proof in proofs
        for step in proof.steps()
        for fact in step.facts
        if fact.predicate.value == OBSERVED and isinstance(fact.object, ox.NamedNode)
    }
    return sorted(found, key=str)


def _indicator(store: ox.Store, node: ox.NamedNode) -> Indicator:
    def text(iri: str) -> str:
        return graph.value(store, node, iri) or ""

    sources = list(graph.objects(store, node, DCTERMS + "source"))
    fed = {o.value for o in graph.objects(store, node, term("feedsCondition"))}
    return Indicator(
        iri=node.value,
        notation=text(SKOS + "notation") or local(node.value),
        label=text(RDFS + "label"),
        definition=text(SKOS + "definition"),
        formula=text(term("formula")),
        unit=text(term("unitOfValue")),
        range=text(term("rangeOfValue")),
        higher=text(term("higherValueSays")),
        missing=text(term("treatmentOfMissing")),
        sources=tuple(sorted(_source(store, o) for o in sources if isinstance(o, ox.NamedNode))),
        conditions=tuple(sorted(notation(store, iri) for iri in fed)),
    )


def _source(store: ox.Store, node: ox.NamedNode) -> str:
    """Return the locator of a paragraph, or a work as a short citation."""
    _, is_paragraph, rest = node.value.partition("/paragraph/")
    return rest.rsplit("/", 1)[-1] if is_paragraph else cite(store, node)
