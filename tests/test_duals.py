"""The opposed side of a status is the De Morgan dual of its supported side."""

import pytest

from loclearn.conditions import read_theory
from loclearn.rewriting.expressions import And, Named, Or

EXCEPTIONS = {"D5": None, "D6": "C17", "D7": "C18"}


def dual(expression):
    match expression:
        case Named(iri):
            ending, other = ("Supported", "Opposed")
            assert iri.endswith(ending), iri
            return Named(iri.removesuffix(ending) + other)
        case And(parts):
            return Or(tuple(map(dual, parts)))
        case Or(parts):
            return And(tuple(map(dual, parts)))
    raise AssertionError(expression)


def shape(expression):
    """Return the expression with the order of its parts left out."""
    match expression:
        case And(parts) | Or(parts):
            return type(expression).__name__, frozenset(map(shape, parts))
        case Named(iri):
            return iri
    raise AssertionError(expression)


@pytest.mark.parametrize("profile", ["default", "strict", "extended"])
def test_the_opposed_side_of_each_status_is_the_dual_of_its_supported_side(profile):
    theory = read_theory(profile)
    checked = 0
    for status in (c for c in theory.verdicts if c.kind == "Status"):
        if status.id in EXCEPTIONS:
            continue
        expected = dual(theory.definitions[status.supported])
        assert shape(theory.definitions[status.opposed]) == shape(expected), status.id
        checked += 1
    hook = next(iri for iri in theory.definitions if iri.endswith("D2AlternativeSupported"))
    other = hook.replace("Supported", "Opposed")
    assert shape(theory.definitions[other]) == shape(dual(theory.definitions[hook]))
    assert checked == 6


def test_the_listed_exceptions_are_what_they_are_listed_as():
    theory = read_theory()
    for id_, base in EXCEPTIONS.items():
        opposed = theory.conditions[id_].opposed
        if base is None:
            assert opposed is None
        else:
            assert theory.definitions[opposed] == Named(theory.conditions[base].opposed)


def test_kinds_and_routes_are_opposed_only_all_together():
    theory = read_theory()
    for id_, count in (("C10", 4), ("C15", 2)):
        condition = theory.conditions[id_]
        parts = [c for c in theory.conditions.values() if c.whole == id_]
        assert len(parts) == count
        supported = theory.definitions[condition.supported]
        opposed = theory.definitions[condition.opposed]
        assert shape(supported) == ("Or", frozenset(part.supported for part in parts))
        assert shape(opposed) == ("And", frozenset(part.opposed for part in parts))
