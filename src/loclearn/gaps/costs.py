"""What kind of inquiry finds a missing fact, and in which order of cost."""

from dataclasses import dataclass

import pyoxigraph as ox

from loclearn import graph
from loclearn.explanation.missing import Need, Way
from loclearn.explanation.words import Words, flat, local
from loclearn.namespaces import SKOS, term, thing
from loclearn.rewriting.expressions import Expression, Has, Or

_CENSUS = ox.NamedNode(thing("coverage", "census"))
_OBSERVED = term("hasObservation")


@dataclass(frozen=True)
class Fact:
    """Say a missing fact.

    text: in words. inquiry: register, survey or study.
    topic: what the inquiry asks for, whatever comes out: a dimension with its scope, or an
        indicator with its kind of capability.
    """

    text: str
    inquiry: str
    topic: str


@dataclass(frozen=True)
class Asked:
    """Name what an observation is of: an indicator, and a kind of capability or None."""

    indicator: str
    capability: str | None = None


class Costs:
    """Say what finds a missing fact, by the table of inquiries in the ontology.

    Parameters
    ----------
    ontology: the modules with one profile.
    """

    def __init__(self, ontology: ox.Store) -> None:
        """Read the order of cost."""
        self._ontology = ontology
        self._words = Words(ontology)
        self._known: dict[Need, Fact] = {}
        ranks = ontology.quads_for_pattern(None, ox.NamedNode(term("rankOfCost")), None, None)
        self.ranks = {
            graph.value(ontology, quad.subject, SKOS + "notation") or "": int(quad.object.value)
            for quad in ranks
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
        }

    def fact(self, need: Need) -> Fact:
        """Return a need as a fact that somebody could find."""
        if need not in self._known:
            text = self._words.need(need.property, need.description)
            self._known[need] = Fact(text, self._inquiry(need), self._topic(need))
        return self._known[need]

    def cost(self, way: Way) -> tuple[int, int, list[str]]:
        """Return what ways are ordered by: the number of facts, the sum of ranks, the words.

        >>> Costs(graph.ontology()).cost(frozenset())
        (0, 0, [])
        """
        facts = [self.fact(need) for need in way]
        ranks = sum(self.ranks[fact.inquiry] for fact in facts)
        return len(facts), ranks, sorted(fact.text for fact in facts)

    def _inquiry(self, need: Need) -> str:
        dearest = max(self.ranks, key=lambda name: self.ranks[name])
        asked = observed(need)
        if asked is None:
            return dearest
        census = any(isinstance(part, Has) and part.value == _CENSUS for part in flat(need.full))
        node = ox.NamedNode(thing("indicator", asked.indicator))
        name = term("censusObtainedBy" if census else "obtainedBy")
        found = graph.value(self._ontology, node, name)
        return local(found) if found else dearest

    def _topic(self, need: Need) -> str:
        asked = observed(need)
        if asked is not None:
            return asked.indicator + (f" ({asked.capability})" if asked.capability else "")
        parts = flat(need.full)
        dimension = _value(parts, "hasDimension") or local(need.property)
        scopes = _scopes(parts)
        return f"{dimension}, {' or '.join(scopes)}" if scopes else dimension


def observed(need: Need) -> Asked | None:
    """Return what has to be observed, or None where no observation is needed."""
    parts = flat(need.full)
    indicator = _value(parts, "hasIndicator")
    if need.property != _OBSERVED or indicator is None:
        return None
    return Asked(indicator, _value(parts, "ofCapability"))


def _value(parts: list[Expression], name: str) -> str | None:
    found = [p.value for p in parts if isinstance(p, Has) and p.property == term(name)]
    return local(found[0].value) if found else None


def _scopes(parts: list[Expression]) -> list[str]:
    choices = [part.parts if isinstance(part, Or) else (part,) for part in parts]
    for choice in choices:
        scopes = [p for p in choice if isinstance(p, Has) and p.property == term("hasScope")]
        if scopes and len(scopes) == len(choice):
            return sorted(local(scope.value.value) for scope in scopes)
    return []
