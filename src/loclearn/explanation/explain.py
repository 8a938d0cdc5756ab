"""Explain one verdict of one setting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from loclearn import graph
from loclearn.conditions import FOUR_VALUES, Condition, Theory, theory
from loclearn.errors import WrongUse, did_you_mean
from loclearn.explanation.missing import Missing, Way
from loclearn.explanation.proof import Proof, Prover
from loclearn.namespaces import term
from loclearn.reasoning import close_properties
from loclearn.rewriting.expressions import And, Expression, Has, Named, Or, Some, Within
from loclearn.rewriting.membership import Membership, Thing
from loclearn.sources.claims import add_papers
from loclearn.sources.facts import add_works
from loclearn.sources.papers import read_papers
from loclearn.sources.settings import Setting
from loclearn.sources.world import Inputs, World, read_world

_TOPICS = (term("hasDimension"), term("hasIndicator"))
_MOST = 60
"""So many settings are named where one is not known."""
_WEIGHTS = (term("weightFor"), term("weightAgainst"))


@dataclass(frozen=True)
class NearMiss:
    """Hold a fact that speaks of the matter and yet decides nothing.

    fails: the tests of the definition that it does not pass.
    """

    thing: Thing
    fails: tuple[Expression, ...]


@dataclass(frozen=True)
class Side:
    """Explain one side of a verdict.

    name: supported or opposed.
    proof: how the side was reached, or None.
    ways: the minimal sets of missing facts that would reach it, shortest first.
    near: facts that speak of the matter without deciding.
    given: what the side needs and has already: ids with the side that holds.
    """

    name: str
    proof: Proof | None
    ways: tuple[Way, ...]
    near: tuple[NearMiss, ...]
    given: tuple[str, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Hold why a setting has its verdict on a condition or status.

    value: supported, opposed, contested or unknown.
    contested_inputs: ids of the contested (sub-)conditions on which the verdict rests.
    against: proofs of the sides of those inputs that the verdict does not rest on.
    sides: supported first; a status without an opposed side has one.
    knowledge: ontology, facts and claims, for whoever puts the explanation into words.
    """

    setting: Setting
    condition: Condition
    value: str
    contested_inputs: tuple[str, ...]
    profile: str
    sides: tuple[Side, ...]
    knowledge: ox.Store
    theory: Theory
    against: tuple[Proof, ...] = ()


def explain(
    setting: str,
    condition: str,
    evidence: Sequence[Path | str] = (),
    cases: Sequence[Path | str] = (),
    works: Sequence[Path | str] = (),
    data: Sequence[Path | str] = (),
    *,
    embedded: bool = True,
    profile: str = "default",
) -> list[Explanation]:
    """Explain the verdict on one condition of one setting, of each of its phases.

    Parameters
    ----------
    setting: the id of a case, with "@" and a period where only one phase is wanted.
    condition: an id such as C05, D2 or C10-institution.
    evidence, cases, works, data, embedded, profile: as for assess.

    Raises WrongUse when there is no such setting or condition, else as assess.

    >>> explain("RUHR-STEEL", "D6")[0].value
    'supported'
    """
    knowledge = graph.ontology(profile)
    rules = theory(knowledge, profile)
    chosen = _condition(condition, rules)
    inputs = Inputs(evidence, cases, works, data, embedded)
    world = read_world(inputs, knowledge, only=[setting.partition("@")[0]])
    settings = _settings(setting, world)
    knowledge.extend(world.facts)
    add_papers(knowledge, read_papers(world.tables, world.tables["works"]))
    add_works(knowledge)
    close_properties(knowledge, rules.closure)
    explainer = Explainer(knowledge, rules)
    return [explainer.explain(one, chosen) for one in settings]


class Explainer:
    """Explain verdicts over one graph.

    Parameters
    ----------
    knowledge: the facts, closed under the property axioms; the ontology may be in it as well.
    rules: the definitions.
    """

    def __init__(self, knowledge: ox.Store, rules: Theory) -> None:
        """Prepare the walk over the definitions."""
        self._knowledge = knowledge
        self._theory = rules
        self._membership = Membership(knowledge, rules.definitions)
        self._sides = {
            iri: f"{condition.id} {side}"
            for condition in rules.conditions.values()
            for side, iri in zip(("supported", "opposed"), condition.sides, strict=False)
        }
        self._prover = Prover(self._membership)
        self._missing = Missing(
            self._membership, [side for c in rules.conditions.values() for side in c.sides]
        )

    def explain(self, setting: Setting, condition: Condition) -> Explanation:
        """Return the explanation of one verdict."""
        thing = ox.NamedNode(setting.iri)
        names = ("supported", "opposed")
        sides = tuple(
            self._side(name, iri, thing) for name, iri in zip(names, condition.sides, strict=False)
        )
        supported, opposed = (*(side.proof is not None for side in sides), False)[:2]
        return Explanation(
            setting=setting,
            condition=condition,
            value=FOUR_VALUES[supported, opposed],
            contested_inputs=self._contested(sides),
            profile=self._theory.profile,
            sides=sides,
            knowledge=self._knowledge,
            theory=self._theory,
            against=self._against(sides, thing),
        )

    def _side(self, name: str, iri: str, thing: ox.NamedNode) -> Side:
        proof = self._prover.proof(Named(iri), thing)
        ways = () if proof else tuple(self._missing.ways(Named(iri), thing))
        used = {step.thing for step in proof.steps()} if proof else set()
        near = {m.thing: m for m in self._near(Named(iri), thing) if m.thing not in used}
        given = () if proof else tuple(sorted(set(self._given(Named(iri), thing))))
        return Side(name, proof, ways, tuple(near[key] for key in sorted(near, key=str)), given)

    def _given(self, expression: Expression, thing: Thing) -> Iterator[str]:
        match expression:
            case Named(iri):
                if iri in self._sides and self._membership.holds(expression, thing):
                    yield self._sides[iri]
                    return
                definition = self._membership.definition(iri)
                if definition is not None:
                    yield from self._given(definition, thing)
            case And(parts) | Or(parts):
                for part in parts:
                    yield from self._given(part, thing)
            case _:
                return

    def _contested(self, sides: tuple[Side, ...]) -> tuple[str, ...]:
        used = {
            (part.expression.iri, part.thing)
            for side in sides
            if side.proof
            for inner in side.proof.parts
            for part in inner.steps()
            if isinstance(part.expression, Named)
        }
        return tuple(
            sorted(
                condition.id
                for condition in self._theory.conditions.values()
                if condition.kind != "Status"
                and condition.opposed is not None
                and any(
                    iri in condition.sides
                    and all(self._membership.holds(Named(s), thing) for s in condition.sides)
                    for iri, thing in used
                )
            )
        )

    def _against(self, sides: tuple[Side, ...], thing: Thing) -> tuple[Proof, ...]:
        """Return proofs of the other side of each contested input of the same setting."""
        told = {
            step.expression.iri
            for side in sides
            if side.proof
            for step in side.proof.steps()
            if isinstance(step.expression, Named) and step.thing == thing
        }
        inputs = [self._theory.conditions[id_] for id_ in self._contested(sides)]
        others = [iri for c in inputs for iri in c.sides if iri not in told]
        found = [self._prover.proof(Named(iri), thing) for iri in others]
        return tuple(proof for proof in found if proof is not None)

    def _near(self, expression: Expression, thing: Thing) -> Iterator[NearMiss]:
        match expression:
            case Named(iri):
                definition = self._membership.definition(iri)
                if definition is not None:
                    yield from self._near(definition, thing)
            case And(parts) | Or(parts):
                for part in parts:
                    yield from self._near(part, thing)
            case Some(name, filler):
                for other in self._membership.related(name, thing):
                    yield from self._miss(filler, other)
            case _:
                return

    def _miss(self, filler: Expression, other: Thing) -> Iterator[NearMiss]:
        tests = list(self._tests(filler))
        topics = [test for test in tests if isinstance(test, Has) and test.property in _TOPICS]
        fails = tuple(test for test in tests if not self._membership.holds(test, other))
        elsewhere = any(
            isinstance(test, Within)
            and test.property in _WEIGHTS
            and not self._membership.has(test.property, other)
            for test in fails
        )
        if topics and fails and not elsewhere and not set(topics) & set(fails):
            yield NearMiss(other, fails)

    def _tests(self, expression: Expression) -> Iterator[Expression]:
        match expression:
            case And(parts):
                for part in parts:
                    yield from self._tests(part)
            case Named(iri):
                definition = self._membership.definition(iri)
                if definition is None:
                    yield expression
                else:
                    yield from self._tests(definition)
            case _:
                yield expression


def _condition(id_: str, rules: Theory) -> Condition:
    if id_ in rules.conditions:
        return rules.conditions[id_]
    hint = did_you_mean(id_, rules.conditions)
    raise WrongUse(
        f"There is no condition {id_}. {hint} Known are {', '.join(rules.conditions)}.".replace(
            "  ", " "
        )
    )


def _settings(id_: str, world: World) -> list[Setting]:
    case, _, period = id_.partition("@")
    found = [
        one for one in world.settings if one.id == case and (not period or one.period == period)
    ]
    if found:
        return found
    known = list(dict.fromkeys(one.id for one in world.settings))
    more = f" and {len(known) - _MOST:,} more" if len(known) > _MOST else ""
    near = _joined(id_, world) or did_you_mean(case, known)
    near = near or f"Known are {', '.join(known[:_MOST])}{more}."
    raise WrongUse(f"There is no setting {id_}. {near}")


def _joined(id_: str, world: World) -> str:
    """Return which cases are assessed in the place of a setting of tables, or nothing."""
    region, _, rest = id_.partition("|")
    period = rest.rpartition("|")[2]
    here = (region, period)
    there = [
        one.id
        for one in world.settings
        if rest and one.kind != "region" and (one.region, one.period or "") == here
    ]
    names = ", ".join(dict.fromkeys(there))
    return f"Cases of that region and period, which facts of tables join: {names}." if names else ""
