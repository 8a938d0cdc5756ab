"""Belonging to classes by what is known of a setting: which questions its facts answer."""

from collections.abc import Iterator, Mapping

from loclearn import graph
from loclearn.grounds.questions import EARLIER, FACTS
from loclearn.rewriting.expressions import And, Expression, Named, Or, Related, Some
from loclearn.rewriting.membership import Membership, Thing


class Known(Membership):
    """Answer by what is held of a setting, in place of facts.

    Parameters
    ----------
    definitions: what makes something a member of a class.
    held: the questions of the definitions that the facts of the setting answer.
    """

    def __init__(self, definitions: Mapping[str, Expression], held: frozenset[Expression]) -> None:
        """Keep what is held; there are no facts."""
        super().__init__(graph.facts(), definitions)
        self._held = held

    def holds(self, expression: Expression, thing: Thing) -> bool:
        """Tell whether the setting belongs to an expression."""
        if isinstance(expression, Some | Related):
            return expression in self._held
        return super().holds(expression, thing)

    def grounds_of(self, expression: Expression, thing: Thing) -> Iterator[Some | Related]:
        """Yield the answered questions by which a setting belongs to an expression."""
        if not self.holds(expression, thing):
            return
        match expression:
            case Named(iri):
                definition = self.definition(iri)
                if definition is not None:
                    yield from self.grounds_of(definition, thing)
            case And(parts) | Or(parts):
                for part in parts:
                    yield from self.grounds_of(part, thing)
            case Some(name, _) | Related(name, _) if name in (*FACTS, EARLIER):
                yield expression
            case _:
                return
