"""Which contested conditions a verdict rests on, said by definitions like those of verdicts.

Membership finds the same for one setting by walking; a database cannot walk, but what a walk
finds can be written as an expression of the same fragment, so that one rewriting serves both.
"""

from collections.abc import Mapping

from loclearn.conditions import Condition, Theory
from loclearn.rewriting.expressions import And, Expression, Named, Or, Some


class Resting:
    """Define, for each class, the things that belong to it on contested grounds.

    Parameters
    ----------
    theory: conditions and their definitions.

    >>> from loclearn.conditions import read_theory
    >>> theory = read_theory()
    >>> sorted(Resting(theory).inputs(theory.conditions["D1p"]))
    ['C10', 'C10-infrastructure', 'C10-institution', 'C10-knowledge-base', 'C10-natural-resource']
    """

    def __init__(self, theory: Theory) -> None:
        """Define what is contested, and nothing that rests on it yet."""
        self._theory = theory
        self._names: dict[tuple[str, str], str | None] = {}
        self._definitions: dict[str, Expression] = {
            _contested(one): And(tuple(map(Named, one.sides))) for one in theory.contestable
        }

    @property
    def definitions(self) -> Mapping[str, Expression]:
        """Return the definitions of all that was asked for."""
        return self._definitions

    def inputs(self, condition: Condition) -> dict[str, str]:
        """Return, by the id of a contested condition, the class of what rests on it.

        The members of the class are the settings on which the verdict on the given condition
        rests on that contested one; the condition itself is left out.
        """
        found = {}
        for contested in self._theory.contestable:
            names = [self._name(side, contested) for side in condition.sides]
            rests = tuple(Named(name) for name in names if name is not None)
            if rests and contested.id != condition.id:
                found[contested.id] = f"{condition.iri} rests on {contested.iri}"
                self._definitions[found[contested.id]] = Or(rests)
        return found

    def _name(self, iri: str, contested: Condition) -> str | None:
        """Return the class of the members of a class whose membership rests on a condition."""
        key = (iri, contested.id)
        if key not in self._names:
            definition = self._theory.definitions.get(iri)
            rests = None if definition is None else self._rests(definition, contested)
            self._names[key] = None if rests is None else f"{iri} rests on {contested.iri}"
            if rests is not None:
                self._definitions[f"{iri} rests on {contested.iri}"] = rests
        return self._names[key]

    def _rests(self, expression: Expression, contested: Condition) -> Expression | None:
        match expression:
            case Named(iri):
                own = Named(_contested(contested)) if iri in contested.sides else None
                below = self._name(iri, contested)
                return _any(own, None if below is None else Named(below))
            case Or(parts):
                return _any(*(self._rests(part, contested) for part in parts))
            case And(parts):
                rests = _any(*(self._rests(part, contested) for part in parts))
                return None if rests is None else And((*parts, rests))
            case Some(name, filler):
                rests = self._rests(filler, contested)
                return None if rests is None else Some(name, rests)
            case _:
                return None


def _contested(condition: Condition) -> str:
    return f"{condition.iri} contested"


def _any(*parts: Expression | None) -> Expression | None:
    found = tuple(part for part in parts if part is not None)
    return Or(found) if len(found) > 1 else next(iter(found), None)
