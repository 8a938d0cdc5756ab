"""The tree of a definition with the facts that satisfied it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from loclearn.rewriting.expressions import (
    And,
    Expression,
    Has,
    Named,
    Or,
    Related,
    Some,
    Within,
)
from loclearn.rewriting.membership import Membership, Thing


@dataclass(frozen=True)
class Proof:
    """Hold one satisfied expression, the thing that satisfied it, and how.

    parts: proofs of what the expression is made of; of a union, all disjuncts that hold.
    facts: the triples on which this step itself rests.
    """

    expression: Expression
    thing: Thing
    parts: tuple["Proof", ...] = ()
    facts: tuple[ox.Triple, ...] = ()

    def steps(self) -> Iterator["Proof"]:
        """Yield this step and all below it."""
        yield self
        for part in self.parts:
            yield from part.steps()

    def all_facts(self) -> Iterator[ox.Triple]:
        """Yield every triple of the tree: they alone give the verdict again."""
        for step in self.steps():
            yield from step.facts


class Prover:
    """Build proofs over one graph.

    Parameters
    ----------
    membership: the graph and the definitions.
    """

    def __init__(self, membership: Membership) -> None:
        """Keep the graph."""
        self._membership = membership

    def proof(self, expression: Expression, thing: Thing) -> Proof | None:
        """Return why the thing belongs to the expression, or None when it does not."""
        if not self._membership.holds(expression, thing):
            return None
        match expression:
            case Named(iri):
                definition = self._membership.definition(iri)
                part = None if definition is None else self.proof(definition, thing)
                if part is None:
                    return Proof(expression, thing, facts=(self._membership.type_of(iri, thing),))
                return Proof(expression, thing, (part,))
            case And(parts) | Or(parts):
                found = [self.proof(part, thing) for part in parts]
                return Proof(expression, thing, tuple(p for p in found if p is not None))
            case Some(name, filler):
                steps = []
                facts = []
                for other in sorted(self._membership.related(name, thing), key=str):
                    part = self.proof(filler, other)
                    if part is not None:
                        steps.append(part)
                        facts.append(ox.Triple(thing, ox.NamedNode(name), other))
                return Proof(expression, thing, tuple(steps), tuple(facts))
            case Has(name, value):
                return Proof(
                    expression, thing, facts=(ox.Triple(thing, ox.NamedNode(name), value),)
                )
            case Within() | Related():
                return Proof(
                    expression, thing, facts=tuple(self._membership.witnesses(expression, thing))
                )
