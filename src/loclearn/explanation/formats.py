"""An explanation for programs: as JSON-ready values, and as RDF with PROV-O."""

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from loclearn import graph
from loclearn.explanation.explain import Explanation, NearMiss, Side
from loclearn.explanation.facts import notation, read_fact
from loclearn.explanation.indicators import Indicator, deciding, observations
from loclearn.explanation.missing import Need
from loclearn.explanation.proof import Proof
from loclearn.explanation.words import Words
from loclearn.namespaces import DCTERMS, PROV, RDF, profile_iri, term, thing, verdict_iri
from loclearn.rewriting.expressions import Named

_FACTS = (term("hasEvidence"), term("hasObservation"))
_PHASE = term("hasEarlierPhase")
_TYPE = ox.NamedNode(RDF + "type")


def as_record(explanation: Explanation) -> dict[str, Any]:
    """Return the explanation as values that JSON can hold."""
    setting = explanation.setting
    records = _Records(explanation)
    return {
        "setting": setting.id,
        "region": setting.region,
        "activity": setting.activity,
        "period": setting.period,
        "pooled": setting.pooled,
        "condition": explanation.condition.id,
        "label": explanation.condition.label,
        "definition": explanation.condition.definition,
        "profile": explanation.profile,
        "value": explanation.value,
        "contested_inputs": list(explanation.contested_inputs),
        "sides": [records.side(side) for side in explanation.sides],
        "against_inputs": [node for proof in explanation.against for node in records.tree(proof)],
        "indicators": [one.record() for one in records.indicators()],
        "claims": records.claims(),
    }


class _Records:
    def __init__(self, explanation: Explanation) -> None:
        self._it = explanation
        self._store = explanation.knowledge
        self._words = Words(explanation.knowledge)
        self._by_class = {
            iri: condition
            for condition in explanation.theory.conditions.values()
            for iri in condition.sides
        }

    def side(self, side: Side) -> dict[str, Any]:
        return {
            "side": side.name,
            "reached": side.proof is not None,
            "because": [n for part in side.proof.parts for n in self.tree(part)]
            if side.proof
            else [],
            "given": list(side.given),
            "missing": [sorted(map(self.need, way)) for way in side.ways],
            "without_deciding": [self.near(miss) for miss in side.near],
        }

    def tree(self, proof: Proof) -> list[dict[str, Any]]:
        """Return the nodes of a proof: conditions, facts and earlier phases, nothing between."""
        expression = proof.expression
        below = [node for part in proof.parts for node in self.tree(part)]
        if isinstance(expression, Named):
            condition = self._by_class.get(expression.iri)
            if condition is None:
                return below
            side = "supported" if expression.iri == condition.supported else "opposed"
            return [{"condition": condition.id, "side": side, "because": below}]
        linked = [fact for fact in proof.facts if fact.predicate.value in (*_FACTS, _PHASE)]
        nodes = []
        for link, part in zip(linked, proof.parts, strict=False):
            if not isinstance(link.object, ox.NamedNode | ox.BlankNode):
                continue
            if link.predicate.value == _PHASE:
                nodes.append({"earlier_phase": link.object.value, "because": self.tree(part)})
            else:
                nodes.append(self.fact(link.object))
        return nodes or below

    def fact(self, node: ox.NamedNode | ox.BlankNode) -> dict[str, Any]:
        fact = read_fact(self._store, node)
        return {
            "id": fact.id,
            "iri": node.value if isinstance(node, ox.NamedNode) else None,
            "sources": list(fact.sources),
            "locator": fact.locator,
            "paraphrase": fact.paraphrase,
            **({"inputs": fact.inputs} if fact.inputs else {}),
            **fact.codes,
            **fact.numbers,
        }

    def near(self, miss: NearMiss) -> dict[str, Any]:
        return {
            **self.fact(miss.thing),
            "lacks": [self._words.leaf(test) for test in miss.fails],
        }

    def need(self, need: Need) -> str:
        return self._words.need(need.property, need.description)

    def indicators(self) -> list[Indicator]:
        return deciding(self._store, [*reached(self._it), *self._it.against])

    def claims(self) -> list[dict[str, str | None]]:
        return claims_behind(self._store, self._it.condition.iri)


def claims_behind(store: ox.Store, condition: str) -> list[dict[str, str | None]]:
    """Return the claims on which a condition rests: id, statement and locator of each.

    Parameters
    ----------
    store: a graph that holds the ontology and the claims. condition: the IRI.
    """
    found = [
        claim
        for claim in graph.objects(store, ox.NamedNode(condition), term("restsOnClaim"))
        if isinstance(claim, ox.NamedNode)
    ]
    return [
        {
            "id": notation(store, claim.value),
            "statement": graph.value(store, claim, DCTERMS + "description"),
            "locator": (graph.value(store, claim, DCTERMS + "source") or "").rsplit("/", 1)[-1],
        }
        for claim in sorted(found, key=lambda one: one.value)
    ]


def reached(explanation: Explanation) -> list[Proof]:
    """Return the proofs of the sides that were reached."""
    return [side.proof for side in explanation.sides if side.proof is not None]


def as_turtle(explanations: list[Explanation]) -> str:
    """Return the verdicts with what they were derived from, in Turtle with PROV-O."""
    triples = {t for one in explanations for t in (*_verdicts(one), *_observed(one))}
    prefixes = {
        "ll": term("Verdict").removesuffix("Verdict"),
        "prov": PROV,
        "value": thing("value", "x").removesuffix("x"),
        "statement": thing("statement", "x").removesuffix("x"),
    }
    ordered = sorted(triples, key=str)
    text = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    return (text or b"").decode() + "\n"


def _observed(explanation: Explanation) -> Iterator[ox.Triple]:
    """Yield the observations that decided, whole, and the formulas of their indicators."""
    store, proofs = explanation.knowledge, reached(explanation)
    for one in observations(proofs):
        yield from (quad.triple for quad in store.quads_for_pattern(one, None, None, None))
    for indicator in deciding(store, proofs):
        formula = ox.NamedNode(term("formula"))
        yield ox.Triple(ox.NamedNode(indicator.iri), formula, ox.Literal(indicator.formula))


def _verdicts(explanation: Explanation) -> Iterator[ox.Triple]:
    by_class = {
        side: condition
        for condition in explanation.theory.conditions.values()
        for side in condition.sides
    }
    derived = ox.NamedNode(PROV + "wasDerivedFrom")
    root = ox.NamedNode(
        verdict_iri(explanation.setting.iri, explanation.condition.id, explanation.profile)
    )
    yield ox.Triple(root, _TYPE, ox.NamedNode(term("Verdict")))
    yield ox.Triple(
        root,
        ox.NamedNode(term("underProfile")),
        ox.NamedNode(profile_iri(explanation.profile)),
    )
    yield ox.Triple(root, ox.NamedNode(term("verdictFor")), ox.NamedNode(explanation.setting.iri))
    yield ox.Triple(root, ox.NamedNode(term("verdictOn")), ox.NamedNode(explanation.condition.iri))
    yield ox.Triple(
        root, ox.NamedNode(term("verdictValue")), ox.NamedNode(thing("value", explanation.value))
    )

    def walk(proof: Proof, owner: ox.NamedNode) -> Iterator[ox.Triple]:
        expression = proof.expression
        if isinstance(expression, Named) and expression.iri in by_class:
            mine = ox.NamedNode(
                verdict_iri(
                    str(proof.thing.value), by_class[expression.iri].id, explanation.profile
                )
            )
            if mine != owner:
                yield ox.Triple(owner, derived, mine)
            owner = mine
        for fact in proof.facts:
            if fact.predicate.value in _FACTS:
                yield ox.Triple(owner, derived, fact.object)
        for part in proof.parts:
            yield from walk(part, owner)

    for side in explanation.sides:
        if side.proof is not None:
            yield from walk(side.proof, root)
