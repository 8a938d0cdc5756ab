"""What the definitions of a theory ask: of which facts, and with which thresholds."""

from collections.abc import Iterable, Iterator

from loclearn.conditions import Theory
from loclearn.namespaces import term
from loclearn.rewriting.expressions import (
    And,
    Expression,
    Named,
    Or,
    Related,
    Some,
    Within,
    names,
)

FACTS = (term("hasEvidence"), term("hasObservation"))
"""The properties that lead from a setting to its facts."""
EARLIER = term("hasEarlierPhase")


def needed(theory: Theory, classes: Iterable[str]) -> tuple[str, ...]:
    """Return the classes that the definitions of some need, those too, each after its needs.

    >>> from loclearn.conditions import read_theory
    >>> theory = read_theory()
    >>> [iri.rsplit("/", 1)[-1] for iri in needed(theory, theory.conditions["C04"].sides)]
    ['C04Opposed', 'C04Supported']
    """
    found: set[str] = set()
    waiting = list(classes)
    while waiting:
        iri = waiting.pop()
        if iri not in found and iri in theory.definitions:
            found.add(iri)
            waiting += names(theory.definitions[iri])
    return tuple(iri for iri in theory.order if iri in found)


def of_settings(theory: Theory, classes: Iterable[str]) -> tuple[str, ...]:
    """Return those of the needed classes whose members are settings, each after its needs."""
    found: set[str] = set()
    waiting = list(classes)
    while waiting:
        iri = waiting.pop()
        if iri not in found and iri in theory.definitions:
            found.add(iri)
            waiting += (part.iri for part in parts(theory.definitions[iri])
                        if isinstance(part, Named))  # fmt: skip
    return tuple(iri for iri in theory.order if iri in found)


def parts(expression: Expression) -> Iterator[Expression]:
    """Yield what a definition asks of settings, within earlier phases as well."""
    match expression:
        case And(inner) | Or(inner):
            for part in inner:
                yield from parts(part)
        case Some(name, filler) if name == EARLIER:
            yield from parts(filler)
        case _:
            yield expression


def questions(theory: Theory, classes: Iterable[str]) -> list[Some | Related]:
    """Return what the definitions of some classes ask of the facts of a setting, each once.

    >>> from loclearn.conditions import read_theory
    >>> theory = read_theory()
    >>> len(questions(theory, theory.conditions["C04"].sides))
    2
    """
    found: dict[Some | Related, None] = {}
    for iri in of_settings(theory, classes):
        for part in parts(theory.definitions[iri]):
            if isinstance(part, Some | Related) and part.property in FACTS:
                found[part] = None
    return list(found)


def earlier_asked(theory: Theory, classes: Iterable[str]) -> list[Some]:
    """Return what the definitions of some classes ask of earlier phases, each once."""
    found: dict[Some, None] = {}

    def look(expression: Expression) -> None:
        match expression:
            case Some(name, filler) if name == EARLIER:
                found[expression] = None
                look(filler)
            case And(inner) | Or(inner):
                for part in inner:
                    look(part)

    for iri in of_settings(theory, classes):
        look(theory.definitions[iri])
    return list(found)


def thresholds(theory: Theory, expression: Expression) -> frozenset[str]:
    """Return the thresholds on which an expression depends, by IRI.

    >>> from loclearn.conditions import read_theory
    >>> theory = read_theory()
    >>> found = thresholds(theory, Named(theory.conditions["C04"].supported))
    >>> [iri.rsplit("/", 1)[-1] for iri in sorted(found)]
    ['SeveralRivals']
    """
    return frozenset(_thresholds(theory, expression, set()))


def _thresholds(theory: Theory, expression: Expression, seen: set[str]) -> Iterator[str]:
    match expression:
        case Within(_, datatype, _):
            yield datatype
        case And(inner) | Or(inner):
            for part in inner:
                yield from _thresholds(theory, part, seen)
        case Some(_, filler):
            yield from _thresholds(theory, filler, seen)
        case Named(iri) if iri in theory.definitions and iri not in seen:
            seen.add(iri)
            yield from _thresholds(theory, theory.definitions[iri], seen)
        case _:
            return
