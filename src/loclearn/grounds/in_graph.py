"""Grades of settings whose facts are in a graph, found by walking the definitions."""

from collections.abc import Sequence
from decimal import Decimal

import numpy
import pyoxigraph as ox

from loclearn import graph
from loclearn.conditions import Theory
from loclearn.grounds.grades import Grades, Varied
from loclearn.grounds.places import place
from loclearn.grounds.questions import needed, thresholds
from loclearn.namespaces import term, thing
from loclearn.rewriting.expressions import And, Expression, Named, Or, Some, Within
from loclearn.rewriting.membership import Membership, Thing, exact_number
from loclearn.rewriting.sql.facts import name as name_of
from loclearn.sources.facts import node
from loclearn.sources.settings import Setting
from loclearn.tables.cells import normalise

_NEVER, _ALWAYS = Decimal("-Infinity"), Decimal("Infinity")


class InGraph:
    """Grade the settings of a graph.

    Parameters
    ----------
    facts: the graph, closed under the property axioms.
    settings: what is graded. theory: the definitions.
    """

    def __init__(self, facts: ox.Store, settings: Sequence[Setting], theory: Theory) -> None:
        """Keep the graph."""
        self.facts = facts
        self.settings = tuple(settings)
        self.places = tuple(place(one) for one in settings)
        self.membership = Membership(facts, theory.definitions)
        self._theory = theory

    def grades(self, varied: Varied | None, classes: Sequence[str]) -> Grades:
        """Return the grades of all settings in some classes, for one threshold that is moved."""
        walk = _Walk(self.facts, self.membership, self._theory, varied)
        things = [ox.NamedNode(one.iri) for one in self.places]
        found = {iri: [walk.grade(Named(iri), thing) for thing in things] for iri in classes}
        levels = sorted({grade for grades in found.values() for grade in grades
                         if grade.is_finite()})  # fmt: skip
        ranks = {grade: rank for rank, grade in enumerate(levels)}
        ranks |= {_NEVER: -1, _ALWAYS: len(levels)}
        sign = 1 if varied is None else varied.looser
        return Grades(
            levels=tuple(sign * level for level in levels),
            of={
                iri: numpy.array([ranks[grade] for grade in grades], dtype=numpy.int32)
                for iri, grades in found.items()
            },
        )

    def answers(self, questions: Sequence[Expression]) -> list[tuple[bool, ...]]:
        """Return, for each setting, which questions its facts answer."""
        return [
            tuple(self.membership.holds(question, ox.NamedNode(one.iri)) for question in questions)
            for one in self.places
        ]

    def counted(self) -> dict[str, frozenset[tuple[str, str | None]]]:
        """Return what a census observed of each setting: indicators, with kinds of capability."""
        found: dict[str, set[tuple[str, str | None]]] = {}
        census = ox.NamedNode(thing("coverage", "census"))
        for quad in self.facts.quads_for_pattern(None, node("hasObservation"), None, None):
            seen = quad.object
            if not isinstance(seen, ox.NamedNode | ox.BlankNode):
                continue
            if ox.Quad(seen, node("hasCoverage"), census) in self.facts:
                codes = [graph.value(self.facts, seen, term(name))
                         for name in ("hasIndicator", "ofCapability")]  # fmt: skip
                indicator, kind = (code and code.rsplit("/", 1)[-1] for code in codes)
                found.setdefault(name_of(quad.subject), set()).add((indicator or "", kind))
        return {iri: frozenset(told) for iri, told in found.items()}


class _Walk:
    """Grade single things by their definitions."""

    def __init__(
        self, facts: ox.Store, membership: Membership, theory: Theory, varied: Varied | None
    ) -> None:
        self._facts = facts
        self._membership = membership
        self._definitions = theory.definitions
        self._varied = varied
        moved = varied.datatype if varied else None
        self._moving = {
            iri for iri in needed(theory, theory.definitions)
            if moved in thresholds(theory, Named(iri))
        }  # fmt: skip
        self._known: dict[tuple[str, Thing], Decimal] = {}

    def grade(self, expression: Expression, thing: Thing) -> Decimal:
        """Return the grade of a thing, in the order from loose to strict."""
        match expression:
            case Named(iri) if iri in self._moving:
                key = (iri, thing)
                if key not in self._known:
                    typed = ox.Quad(thing, self._membership.type_of(iri, thing).predicate,
                                    ox.NamedNode(iri)) in self._facts  # fmt: skip
                    below = self.grade(self._definitions[iri], thing)
                    self._known[key] = _ALWAYS if typed else below
                return self._known[key]
            case And(parts):
                return min(self.grade(part, thing) for part in parts)
            case Or(parts):
                return max(self.grade(part, thing) for part in parts)
            case Some(name, filler):
                others = self._membership.related(name, thing)
                return max((self.grade(filler, other) for other in others), default=_NEVER)
            case Within(name, datatype, _) if self._varied and datatype == self._varied.datatype:
                return max(self._numbers(name, thing), default=_NEVER)
            case _:
                return _ALWAYS if self._membership.holds(expression, thing) else _NEVER

    def _numbers(self, name: str, thing: Thing) -> list[Decimal]:
        assert self._varied is not None  # noqa: S101 - asked for its numbers only
        sign = self._varied.looser
        quads = self._facts.quads_for_pattern(thing, ox.NamedNode(name), None, None)
        found = (exact_number(quad.object) for quad in quads)
        return [sign * normalise(number) for number in found if number is not None]
