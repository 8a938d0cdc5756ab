"""An explanation as text: a tree that can be read, and quoted."""

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from loclearn import graph
from loclearn.explanation.explain import Explanation, NearMiss, Side
from loclearn.explanation.facts import Fact, cite, notation, read_fact
from loclearn.explanation.indicators import deciding
from loclearn.explanation.missing import Way
from loclearn.explanation.proof import Proof
from loclearn.explanation.words import Words, bounds
from loclearn.namespaces import DCTERMS, term
from loclearn.rewriting.expressions import And, Expression, Named, Or, Some, Within

MOST_WAYS = 6
WIDTH = 100
_INDENT = "  "
_LINKS = (term("hasEvidence"), term("hasObservation"), term("hasEarlierPhase"))
_NUMBERS = {
    term("confidence"): "confidence",
    term("weightFor"): "weightFor",
    term("weightAgainst"): "weightAgainst",
    term("pValue"): "pValue",
}
_CODES = ("hasPolarity", "hasStrength", "hasScope", "hasBasis", "hasCoverage", "ofCapability",
          "hasValence")  # fmt: skip
Line = tuple[int, str]


def as_text(explanation: Explanation) -> str:
    """Return the explanation as wrapped lines."""
    terminal = shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH
    lines: list[str] = []
    for depth, text in _Writer(explanation).lines():
        lead = _INDENT * depth
        lines += textwrap.wrap(
            text,
            max(min(terminal, 120), 50),
            initial_indent=lead,
            subsequent_indent=lead + _INDENT,
            break_on_hyphens=False,
        ) or [""]
    return "\n".join(lines) + "\n"


class _Writer:
    """Write one explanation, line by line, each with its depth."""

    def __init__(self, explanation: Explanation) -> None:
        self._it = explanation
        self._store = explanation.knowledge
        self._words = Words(explanation.knowledge)
        self._thresholds: dict[str, Within] = {}
        self._told: set[tuple[str, str]] = set()
        self._by_class = {
            side: condition
            for condition in explanation.theory.conditions.values()
            for side in condition.sides
        }

    def lines(self) -> Iterator[Line]:
        yield from self._head()
        for side in self._it.sides:
            yield 0, ""
            yield from self._reached(side) if side.proof else self._not_reached(side)
        yield from self._section(
            "What contests its inputs:",
            [line for proof in self._it.against for line in self._proof(proof, 1)],
        )
        yield from self._section("Indicators:", self._indicators())
        yield from self._section("Thresholds of the profile:", self._asked())
        yield from self._section(
            "The condition rests on these claims of Malmberg and Maskell (2005):", self._claims()
        )

    def _phase(self, iri: str) -> str:
        years = [graph.value(self._store, ox.NamedNode(iri), term(name)) for name in _YEARS]
        period = "" if years == [None, None] else f" ({years[0] or '..'}/{years[1] or '..'})"
        return notation(self._store, iri) + period

    def _section(self, title: str, lines: Iterable[Line]) -> Iterator[Line]:
        found = list(lines)
        if found:
            yield 0, ""
            yield 0, title
            yield from found

    def _head(self) -> Iterator[Line]:
        setting, condition = self._it.setting, self._it.condition
        period = f", {setting.period}" if setting.period else ""
        pooled = " (pooled case)" if setting.pooled else ""
        yield 0, f"{setting.id}: {setting.place}, {setting.activity}{period}{pooled}"
        yield 0, f"{condition.id} {condition.label}: {self._it.value.upper()}"
        if self._it.contested_inputs:
            yield 0, "rests on contested inputs: " + ", ".join(self._it.contested_inputs)
        yield 0, ""
        yield 0, condition.definition
        role = graph.value(self._store, self._node(), term("roleInText"))
        yield 0, f"Role in the text: {role}." if role else ""
        yield 0, f"Profile: {self._it.profile}."

    def _node(self) -> ox.NamedNode:
        return ox.NamedNode(self._it.condition.iri)

    def _reached(self, side: Side) -> Iterator[Line]:
        yield 0, f"{side.name.capitalize()}, because:"
        for part in side.proof.parts if side.proof else ():
            yield from self._proof(part, 1)
        if side.near:
            yield 0, "Also known, without deciding:"
            yield from self._near(side.near)

    def _proof(self, proof: Proof, depth: int) -> Iterator[Line]:
        expression = proof.expression
        if isinstance(expression, Named) and expression.iri in self._by_class:
            condition = self._by_class[expression.iri]
            side = "supported" if expression.iri == condition.supported else "opposed"
            told = (expression.iri, str(proof.thing))
            above = " (as above)" if told in self._told else ":"
            yield depth, f"{condition.id} {condition.label} is {side}{above}"
            if told in self._told:
                return
            self._told.add(told)
            depth += 1
        links = [fact for fact in proof.facts if fact.predicate.value in _LINKS]
        for link, part in zip(links, proof.parts, strict=False):
            if link.predicate.value == term("hasEarlierPhase"):
                yield depth, f"in the earlier phase {self._phase(_iri(link.object))}:"
                yield from self._proof(part, depth + 1)
            elif isinstance(link.object, ox.NamedNode | ox.BlankNode):
                yield from self._fact(read_fact(self._store, link.object), depth, part)
        if not links:
            for part in proof.parts:
                yield from self._proof(part, depth)

    def _fact(self, fact: Fact, depth: int, proof: Proof) -> Iterator[Line]:
        asked = {test.property: test for test in _ranges(proof)}
        self._thresholds.update({test.datatype: test for test in asked.values()})
        numbers = [
            f"{self._words.property(iri)} {fact.numbers[name]}"
            + (f" ({bounds(asked[iri].facets)})" if iri in asked else "")
            for iri, name in _NUMBERS.items()
            if name in fact.numbers
        ]
        value = asked.get(term("value"))
        yield depth, self._sentence(fact) + (f" ({bounds(value.facets)})" if value else "")
        coded = ", ".join(fact.codes[name] for name in _CODES if name in fact.codes)
        yield depth + 1, "; ".join(filter(None, [coded, ", ".join(numbers)]))

    def _sentence(self, fact: Fact) -> str:
        if "hasIndicator" in fact.codes:
            inputs = f" from {fact.inputs}" if fact.inputs else ""
            return f"{fact.codes['hasIndicator']} = {fact.numbers.get('value', '?')}{inputs}"
        where = f", {fact.locator}" if fact.locator else ""
        said = f": {fact.paraphrase}" if fact.paraphrase else ""
        return f"{fact.id}, {' and '.join(fact.sources) or 'no source'}{where}{said}"

    def _near(self, misses: Iterable[NearMiss]) -> Iterator[Line]:
        for miss in misses:
            fact = read_fact(self._store, miss.thing)
            for test in miss.fails:
                self._thresholds.update({w.datatype: w for w in _within(test)})
            yield 1, self._sentence(fact)
            coded = ", ".join(fact.codes[name] for name in _CODES if name in fact.codes)
            numbers = ", ".join(
                f"{self._words.property(iri)} {fact.numbers[name]}"
                for iri, name in _NUMBERS.items()
                if name in fact.numbers
            )
            fails = "; ".join(self._words.leaf(test) for test in miss.fails)
            yield 2, "; ".join(filter(None, [coded, numbers])) + f". It lacks: {fails}"

    def _not_reached(self, side: Side) -> Iterator[Line]:
        yield 0, f"Not {side.name}."
        if side.near:
            yield 0, "Known, without deciding:"
            yield from self._near(side.near)
        if not side.ways:
            yield 0, "No fact would settle it: the profile gives a threshold no value."
            return
        lead = "this" if len(side.ways) == 1 else "any of these"
        would = side.name if self._it.value == "unknown" else "contested"
        if side.given:
            yield 0, "Already given: " + ", ".join(side.given) + "."
        yield 0, f"It would be {would} with {lead}:"
        for way in side.ways[:MOST_WAYS]:
            yield 1, "- " + "; and ".join(self._needs(way))
        if len(side.ways) > MOST_WAYS:
            more = len(side.ways) - MOST_WAYS
            yield 1, f"- or in {more} more {'way' if more == 1 else 'ways'} (--format json)"

    def _needs(self, way: Way) -> list[str]:
        for need in way:
            self._thresholds.update({w.datatype: w for w in _within(need.description)})
        return sorted(self._words.need(need.property, need.description) for need in way)

    def _indicators(self) -> Iterator[Line]:
        reached = [side.proof for side in self._it.sides if side.proof]
        for one in deciding(self._store, [*reached, *self._it.against]):
            yield 1, f"{one.label} = {one.formula} ({'; '.join(one.sources)})"

    def _asked(self) -> Iterator[Line]:
        for iri, test in sorted(self._thresholds.items()):
            node = ox.NamedNode(iri)
            why = graph.value(self._store, node, term("rationale")) or ""
            source = ", ".join(sorted(map(self._source, graph.objects(self._store, node, _SOURCE))))
            where = f" ({source})" if source else ""
            yield 1, f"{self._words.label(iri)} {bounds(test.facets)}: {why}{where}"

    def _source(self, node: object) -> str:
        iri = _iri(node)
        paragraph = iri.rpartition("/paragraph/")[2]
        return (
            paragraph.rsplit("/", 1)[-1]
            if paragraph != iri
            else cite(self._store, ox.NamedNode(iri))
        )

    def _claims(self) -> Iterator[Line]:
        claims = {_iri(node) for node in graph.objects(self._store, self._node(), _CLAIM)}
        for iri in sorted(claims):
            text = graph.value(self._store, ox.NamedNode(iri), DCTERMS + "description")
            source = graph.value(self._store, ox.NamedNode(iri), DCTERMS + "source") or "?"
            yield 1, f"{notation(self._store, iri)} ({source.rsplit('/', 1)[-1]}): {text}"


_CLAIM = term("restsOnClaim")
_YEARS = ("periodFrom", "periodTo")
_SOURCE = DCTERMS + "source"


def _iri(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else ""


def _ranges(proof: Proof) -> Iterator[Within]:
    if isinstance(proof.expression, Within):
        yield proof.expression
    for part in proof.parts:
        yield from _ranges(part)


def _within(expression: Expression) -> Iterator[Within]:
    match expression:
        case Within():
            yield expression
        case And(parts) | Or(parts):
            for part in parts:
                yield from _within(part)
        case Some(_, filler):
            yield from _within(filler)
        case _:
            return
