"""Which facts of a setting speak of what a definition asks for, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from loclearn import graph
from loclearn.explanation.facts import Fact, read_fact
from loclearn.explanation.words import flat, local
from loclearn.grounds.in_tables import InTables
from loclearn.grounds.opening import Opened
from loclearn.namespaces import term
from loclearn.rewriting.expressions import Expression, Has, Or, Within
from loclearn.sources.facts import decimal

_STATED, _OBSERVED = term("hasEvidence"), term("hasObservation")
_SIDES = (term("weightFor"), term("weightAgainst"))


class Witnesses:
    """Read the facts of settings back, wherever they are.

    Parameters
    ----------
    run: its facts. settings: IRIs of those that will be asked about.
    """

    def __init__(self, run: Opened, settings: Iterable[str]) -> None:
        """Fetch the observations of regional tables once."""
        self._store = run.world.facts
        self._rows: dict[str, list[Fact]] = {}
        if isinstance(run.facts, InTables):
            for row in run.facts.observations(settings):
                self._rows.setdefault(row["setting"], []).append(_of_row(row))
        self._known: dict[tuple[str, str], list[Fact]] = {}

    def of(self, setting: str, link: str, tests: list[Expression]) -> list[str]:
        """Return the facts of a setting that speak of what is asked, each in words, in order.

        Parameters
        ----------
        setting: its IRI. link: hasEvidence or hasObservation.
        tests: what is asked of a fact; those of its value and coverage do not count here.
        """
        found = {
            _words(fact, link, _sides(tests))
            for fact in self._facts(setting, link)
            if _speaks(fact, tests)
        }
        return sorted(found)

    def _facts(self, setting: str, link: str) -> list[Fact]:
        key = (setting, link)
        if key not in self._known:
            node = ox.NamedNode(setting) if ":" in setting else None
            things = graph.objects(self._store, node, link) if node else ()
            found = [read_fact(self._store, thing) for thing in things
                     if not isinstance(thing, ox.Literal)]  # fmt: skip
            self._known[key] = found + (self._rows.get(setting, []) if link == _OBSERVED else [])
        return self._known[key]


def _of_row(row: Mapping[str, Any]) -> Fact:
    codes = {"hasIndicator": row["indicator"], "hasCoverage": row["coverage"],
             "ofCapability": row["capability"]}  # fmt: skip
    numbers = {"value": row["value"], "pValue": row["p_value"]}
    return Fact(
        id="",
        codes={name: code for name, code in codes.items() if code is not None},
        numbers={name: decimal(n).value for name, n in numbers.items() if n is not None},
        sources=(), locator=None, paraphrase=None, inputs=None,
    )  # fmt: skip


def _sides(tests: Iterable[Expression]) -> list[str]:
    return [t.property for t in tests if isinstance(t, Within) and t.property in _SIDES]


def _speaks(fact: Fact, tests: Iterable[Expression]) -> bool:
    """Tell whether a fact is of the dimension, scope, indicator and side that is asked for."""
    for test in tests:
        choices = test.parts if isinstance(test, Or) else (test,)
        codes = [one for one in choices if isinstance(one, Has)]
        names = {local(one.property) for one in codes}
        if (
            codes
            and "hasCoverage" not in names
            and not any(
                fact.codes.get(local(one.property)) == local(one.value.value) for one in codes
            )
        ):
            return False
    return all(local(side) in fact.numbers for side in _sides(tests))


def _words(fact: Fact, link: str, sides: Iterable[str]) -> str:
    numbers = fact.numbers
    if link == _OBSERVED:
        p = f", p {numbers['pValue']}" if "pValue" in numbers else ""
        return f"{numbers.get('value', 'no value')}{p} ({fact.codes.get('hasCoverage', 'unknown')})"
    weight = ", ".join(f"weight {numbers[local(side)]}" for side in sides)
    source = f", {'; '.join(fact.sources)}" if fact.sources else ""
    return f"{fact.id}{source} ({weight}, confidence {numbers.get('confidence', 'unknown')})"


def tests_of(filler: Expression) -> list[Expression]:
    """Return what is asked of a fact, one test each."""
    return flat(filler)
