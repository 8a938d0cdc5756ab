"""By which facts, thresholds or definitions a verdict differs between two runs."""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from loclearn.conditions import Condition, Theory
from loclearn.differences.witnesses import Witnesses, tests_of
from loclearn.explanation.words import Words, bounds, local
from loclearn.grounds.known import Known
from loclearn.grounds.opening import Opened
from loclearn.grounds.questions import EARLIER, earlier_asked, needed, questions
from loclearn.rewriting.expressions import And, Expression, Named, Or, Related, Some, Within

_HERE = ox.NamedNode("urn:loclearn:setting")


class Reasons:
    """Say why verdicts differ between two runs.

    Parameters
    ----------
    runs: both of them. names: what they are called.
    settings: IRIs, of either run, of the settings that will be asked about.
    """

    def __init__(
        self, runs: tuple[Opened, Opened], names: tuple[str, str],
        settings: tuple[Sequence[str], Sequence[str]],
    ) -> None:  # fmt: skip
        """Ask both runs what the facts of each setting answer."""
        self._runs = runs
        self._names = names
        self._words = Words(runs[0].ontology)
        self._asked = [_asked(run.theory) for run in runs]
        self._bare = [{one: _strip(one) for one in asked}
                      for run, asked in zip(runs, self._asked, strict=True)]  # fmt: skip
        self._by_bare = [{bare_: one for one, bare_ in some.items()} for some in self._bare]
        self._answers = [run.facts.answers(asked)
                         for run, asked in zip(runs, self._asked, strict=True)]  # fmt: skip
        self._at = [{(p.id, p.period or ""): n for n, p in enumerate(run.facts.places)}
                    for run in runs]  # fmt: skip
        self._witnesses = [Witnesses(run, iris)
                           for run, iris in zip(runs, settings, strict=True)]  # fmt: skip

    def of(self, key: tuple[str, str], condition: str) -> tuple[str, ...]:
        """Return the reasons for which the verdict on a condition differs, in words."""
        one = self._runs[0].theory.conditions[condition]
        other = self._runs[1].theory.conditions[condition]
        found: dict[str, None] = {}
        known = [self._known(number, key) for number in (0, 1)]
        for side in range(max(len(one.sides), len(other.sides))):
            holds = [self._holds(known[n], c, side) for n, c in enumerate((one, other))]
            if holds[0] != holds[1]:
                winner = 0 if holds[0] else 1
                condition_ = (one, other)[winner]
                found |= dict.fromkeys(self._side(key, known, winner, condition_.sides[side]))
        return tuple(found)

    def _known(self, number: int, key: tuple[str, str]) -> Known:
        place = self._at[number].get(key)
        held = () if place is None else self._answers[number][place]
        definitions = self._runs[number].theory.definitions
        yes = [one for one, yes in zip(self._asked[number], held, strict=False) if yes]
        return Known(definitions, frozenset(yes))

    @staticmethod
    def _holds(known: Known, condition: Condition, side: int) -> bool:
        return side < len(condition.sides) and known.holds(Named(condition.sides[side]), _HERE)

    def _side(
        self, key: tuple[str, str], known: Sequence[Known], winner: int, side: str
    ) -> Iterator[str]:
        loser = 1 - winner
        asked = dict.fromkeys(known[winner].grounds_of(Named(side), _HERE))
        facts = []
        for mine in asked:
            theirs = self._by_bare[loser].get(self._bare[winner][mine])
            if theirs is None or not known[loser].holds(theirs, _HERE):
                facts.append(self._fact(key, winner, mine, theirs))
        yield from facts
        if not facts:
            yield from self._definitions(winner, side)

    def _fact(
        self, key: tuple[str, str], winner: int, mine: Some | Related,
        theirs: Some | Related | None,
    ) -> str:  # fmt: skip
        name = self._names[winner]
        if not isinstance(mine, Some) or mine.property == EARLIER:
            what = self._words.leaf(mine) if mine.property == EARLIER else local(mine.property)
            return f"{what}: holds in {name} only"
        pair: list[Expression | None] = [None, None]
        pair[winner], pair[1 - winner] = mine, theirs
        tests = tests_of(_written(mine.filler, self._runs[winner].theory))
        texts = [self._there(number, key, mine.property, tests) for number in (0, 1)]
        a, b = self._names
        limits = [self._limits(number, part) for number, part in enumerate(pair)]
        told = texts[0] if texts[0] == texts[1] else f"{texts[0]} in {a}, {texts[1]} in {b}"
        needs = limits[winner] if limits[0] == limits[1] else f"{limits[0]} in {a}, " \
            f"{limits[1]} in {b}"  # fmt: skip
        return f"{self._topic(mine, tests)}: {told}; needed {needs}"

    def _topic(self, mine: Some, tests: Sequence[Expression]) -> str:
        rest = And(tuple(test for test in tests if not isinstance(test, Within)))
        text = self._words.need(mine.property, rest)
        return text.removeprefix("an observation of ")

    def _there(self, number: int, key: tuple[str, str], link: str, tests: list[Expression]) -> str:
        place = self._at[number].get(key)
        if place is None:
            return "no such setting"
        iri = self._runs[number].facts.places[place].iri
        return " and ".join(self._witnesses[number].of(iri, link, tests)) or "nothing"

    def _limits(self, number: int, asked: Expression | None) -> str:
        if not isinstance(asked, Some):
            return "not asked for"
        tests = tests_of(_written(asked.filler, self._runs[number].theory))
        parts = [f"{self._words.property(test.property)} {bounds(test.facets)}"
                 for test in tests if isinstance(test, Within)]  # fmt: skip
        return " and ".join(parts) or "any"

    def _definitions(self, winner: int, side: str) -> Iterator[str]:
        """Yield the definitions that differ, where no fact does."""
        one, two = (self._runs[number].theory for number in (winner, 1 - winner))
        for iri in needed(one, [side]):
            mine, theirs = one.definitions[iri], two.definitions.get(iri)
            if theirs is None or _strip(mine) != _strip(theirs):
                label = self._words.label(iri)
                yield f"another definition of {label} in {self._names[winner]}"


def _asked(theory: Theory) -> list[Some | Related]:
    sides = [side for one in theory.verdicts for side in one.sides]
    return [*questions(theory, sides), *earlier_asked(theory, sides)]


def _strip(expression: Expression) -> Expression:
    match expression:
        case Within(name, datatype, _):
            return Within(name, datatype, ())
        case And(parts):
            return And(tuple(map(_strip, parts)))
        case Or(parts):
            return Or(tuple(map(_strip, parts)))
        case Some(name, filler):
            return Some(name, _strip(filler))
        case _:
            return expression


def _written(expression: Expression, theory: Theory) -> Expression:
    """Return an expression with the classes of facts in it written out."""
    match expression:
        case Named(iri) if iri in theory.definitions:
            return _written(theory.definitions[iri], theory)
        case And(parts):
            return And(tuple(_written(part, theory) for part in parts))
        case Or(parts):
            return Or(tuple(_written(part, theory) for part in parts))
        case _:
            return expression
