"""How far a threshold can be moved before a setting leaves a class.

The definitions hold no negation: when a threshold gets looser, settings join classes and none
leaves. So whether a setting belongs to a class for any value of one threshold is told by one
number, its grade: the strictest value for which it still does. What a definition joins by "and"
has the lesser grade, what it joins by "or" the greater one; a fact has that of its own value. No
value of the threshold has to be tried, and the grade is a value that was observed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import TypeAlias

import numpy

from loclearn.conditions import Theory
from loclearn.errors import OntologyError
from loclearn.grounds.questions import EARLIER, of_settings
from loclearn.rewriting.expressions import And, Expression, Facet, Named, Or, Some

Ranks: TypeAlias = "numpy.ndarray[tuple[int], numpy.dtype[numpy.int32]]"
NEVER = -1


@dataclass(frozen=True)
class Varied:
    """Name the threshold that is moved: a datatype of one facet.

    looser: 1 where a smaller bound lets more numbers in (>= and >), else -1.
    """

    datatype: str
    facet: Facet

    @property
    def looser(self) -> int:
        """Return the sign by which numbers are ordered from loose to strict.

        >>> Varied("t", Facet("<=", Decimal(1))).looser
        -1
        """
        return 1 if self.facet.operator in (">=", ">") else -1

    def holds(self, grade: Decimal, at: Decimal) -> bool:
        """Tell whether what has a grade belongs to its class when the bound is at a value.

        >>> Varied("t", Facet(">=", Decimal(2))).holds(Decimal("1.4"), Decimal("1.25"))
        True
        """
        return Facet(self.facet.operator, at).holds(grade)


@dataclass(frozen=True)
class Grades:
    """Hold the grades of settings in classes, as ranks among the numbers that were observed.

    levels: those numbers, from loose to strict. A rank of -1 is never, of their count always.
    of: the rank of each setting, by IRI of the class.
    """

    levels: tuple[Decimal, ...]
    of: Mapping[str, Ranks]


@dataclass(frozen=True)
class Answers:
    """Hold what the facts answer to the questions of the definitions.

    count: of settings. levels: as in Grades. ranks: by question, and by class where data say who
        belongs to it.
    earlier: the places of later settings and, beside them, of their earlier phases.
    """

    count: int
    levels: tuple[Decimal, ...]
    ranks: Mapping[Expression, Ranks]
    earlier: tuple[Ranks, Ranks]


def evaluated(answers: Answers, theory: Theory, classes: Sequence[str]) -> Grades:
    """Return the grades of all settings in some classes and in those that they need."""
    of: dict[str, Ranks] = {}
    for iri in of_settings(theory, classes):
        ranks = ranked(theory.definitions[iri], answers, of)
        asserted = answers.ranks.get(Named(iri))
        of[iri] = ranks if asserted is None else numpy.maximum(ranks, asserted)
    return Grades(answers.levels, of)


def ranked(expression: Expression, answers: Answers, of: Mapping[str, Ranks]) -> Ranks:
    """Return the grades of all settings in an expression, those of its classes being known."""
    if isinstance(expression, Named) and expression.iri in of:
        return of[expression.iri]
    if expression in answers.ranks:
        return answers.ranks[expression]
    match expression:
        case And(parts):
            return reduce(numpy.minimum, (ranked(part, answers, of) for part in parts))
        case Or(parts):
            return reduce(numpy.maximum, (ranked(part, answers, of) for part in parts))
        case Some(name, filler) if name == EARLIER:
            found = numpy.full(answers.count, NEVER, dtype=numpy.int32)
            later, earlier = answers.earlier
            numpy.maximum.at(found, later, ranked(filler, answers, of)[earlier])
            return found
        case _:
            raise OntologyError(f"No fact answers {expression}.")
