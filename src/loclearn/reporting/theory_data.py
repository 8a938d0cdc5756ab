"""The theory as plain data: definitions that the page evaluates, and words for them."""

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from loclearn import graph
from loclearn.conditions import Theory
from loclearn.explanation.facts import cite
from loclearn.explanation.formats import claims_behind
from loclearn.explanation.words import Words, bounds, flat, local
from loclearn.namespaces import DCTERMS, RDFS, term
from loclearn.rewriting.expressions import (
    And,
    Expression,
    Has,
    Named,
    Or,
    Related,
    Some,
    Within,
    names,
    properties,
    values,
)


def encoded(expression: Expression) -> list[Any]:
    """Return an expression as nested lists, its IRIs cut to their ends.

    n: a named class; &: all of; |: any of; s: some value of a property; h: a given value;
    w: a number in a range; r: related at all.

    >>> encoded(And((Named("urn:x/A"), Some("urn:x/p", Named("urn:x/B")))))
    ['&', [['n', 'A'], ['s', 'p', ['n', 'B']]]]
    """
    match expression:
        case Named(iri):
            return ["n", local(iri)]
        case And(parts):
            return ["&", [encoded(part) for part in parts]]
        case Or(parts):
            return ["|", [encoded(part) for part in parts]]
        case Some(name, filler):
            return ["s", local(name), encoded(filler)]
        case Has(name, value):
            return ["h", local(name), local(value.value)]
        case Within(name, datatype, facets):
            ranges = [[facet.operator, float(facet.bound)] for facet in facets]
            return ["w", local(name), local(datatype), ranges]
        case Related(name, as_object):
            return ["r", local(name), as_object]


def theory_data(theory: Theory, knowledge: ox.Store) -> dict[str, Any]:
    """Return conditions, definitions and the labels of all that they name."""
    used = {iri: theory.definitions[iri] for iri in theory.order}
    classes = {iri for one in used.values() for iri in names(one)} | set(used)
    terms = classes | {iri for one in used.values() for iri in properties(one)}
    codes = {iri for one in used.values() for iri in values(one)}
    words = Words(knowledge)
    return {
        "conditions": [
            {
                "id": one.id, "label": one.label, "definition": one.definition,
                "kind": one.kind, "whole": one.whole, "supported": local(one.supported),
                "opposed": local(one.opposed) if one.opposed else None,
                "claims": claims_behind(knowledge, one.iri),
            }
            for one in theory.conditions.values()
        ],
        "definitions": {local(iri): encoded(one) for iri, one in used.items()},
        "terms": {local(iri): words.label(iri) for iri in sorted(terms)},
        "codes": {local(iri): words.label(iri) for iri in sorted(codes)},
        "thresholds": thresholds(theory, knowledge),
        "cuts": list(cuts(theory)),
    }  # fmt: skip


def thresholds(theory: Theory, knowledge: ox.Store) -> list[dict[str, Any]]:
    """Return the thresholds on which definitions rest: range, reason and source of each."""
    found = {w.datatype: w for iri in theory.order for w in _ranges(theory.definitions[iri])}
    return [
        {
            "iri": iri,
            "name": local(iri),
            "label": graph.value(knowledge, ox.NamedNode(iri), RDFS + "label") or local(iri),
            "range": "no value: it decides nothing" if empty(one) else bounds(one.facets),
            "rationale": graph.value(knowledge, ox.NamedNode(iri), term("rationale")) or "",
            "sources": sorted(_sources(knowledge, iri)),
        }
        for iri, one in sorted(found.items())
    ]


def _sources(knowledge: ox.Store, iri: str) -> Iterator[str]:
    for source in graph.objects(knowledge, ox.NamedNode(iri), DCTERMS + "source"):
        if isinstance(source, ox.NamedNode):
            _, is_paragraph, rest = source.value.partition("/paragraph/")
            place = f"Malmberg & Maskell 2005, {rest.rsplit('/', 1)[-1]}"
            yield place if is_paragraph else cite(knowledge, source)


def empty(range_: Within) -> bool:
    """Tell whether no number lies in a range: the profile leaves it without a value.

    >>> from decimal import Decimal
    >>> from loclearn.rewriting.expressions import Facet
    >>> empty(Within("p", "d", (Facet(">", Decimal(0)), Facet("<", Decimal(0)))))
    True
    """
    from loclearn.explanation.missing import example_number  # noqa: PLC0415

    return example_number(range_.facets) is None


def _ranges(expression: Expression) -> Iterator[Within]:
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _ranges(part)
        case Some(_, filler):
            yield from _ranges(filler)
        case Within():
            yield expression
        case _:
            return


def cuts(theory: Theory) -> Iterator[dict[str, Any]]:
    """Yield where the definitions cut the values of indicators: condition, side and range."""
    sides = {iri for one in theory.conditions.values() for iri in one.sides}
    for condition in theory.conditions.values():
        for side, iri in zip(("supported", "opposed"), condition.sides, strict=False):
            for test in _observations(theory, theory.definitions[iri], sides):
                parts = flat(test)
                named = [p for p in parts if isinstance(p, Has)]
                indicator = [p for p in named if local(p.property) == "hasIndicator"]
                kind = [p for p in named if local(p.property) == "ofCapability"]
                range_ = [
                    p for p in parts if isinstance(p, Within) and local(p.property) == "value"
                ]
                if indicator and range_ and not empty(range_[0]):
                    yield {
                        "condition": condition.id,
                        "side": side,
                        "indicator": local(indicator[0].value.value),
                        "capability": local(kind[0].value.value) if kind else None,
                        "threshold": local(range_[0].datatype),
                        "bounds": [[f.operator, float(f.bound)] for f in range_[0].facets],
                        "coverage": sorted(_coverages(parts)),
                    }


def _observations(theory: Theory, expression: Expression, sides: set[str]) -> Iterator[Expression]:
    """Yield what a definition asks of observations itself, not by way of other conditions."""
    match expression:
        case Named(iri) if iri not in sides and iri in theory.definitions:
            yield from _observations(theory, theory.definitions[iri], sides)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _observations(theory, part, sides)
        case Some(name, filler) if local(name) == "hasObservation":
            yield filler
        case _:
            return


def _coverages(parts: list[Expression]) -> Iterator[str]:
    for part in parts:
        for one in part.parts if isinstance(part, Or) else (part,):
            if isinstance(one, Has) and local(one.property) == "hasCoverage":
                yield local(one.value.value)
