"""Grades of settings whose facts are tables of a database: any number of them at once."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy

from loclearn.bulk import Facts
from loclearn.conditions import Theory
from loclearn.grounds.grades import NEVER, Answers, Grades, Ranks, Varied, evaluated, ranked
from loclearn.grounds.places import Place
from loclearn.grounds.questions import of_settings, parts, questions, thresholds
from loclearn.rewriting.expressions import Expression, Named, Some
from loclearn.rewriting.sql.columns import LINKS
from loclearn.rewriting.sql.levels import BEYOND, Levels
from loclearn.rewriting.sql.members import Members

if TYPE_CHECKING:
    import ibis

_NAMES = ("setting", "id", "region", "activity", "period", "pooled")


class InTables:
    """Grade the settings of regional tables and of a graph, in a database.

    Parameters
    ----------
    facts: the facts as tables. theory: the definitions.
    """

    def __init__(self, facts: Facts, theory: Theory) -> None:
        """Ask the database once for what no threshold changes."""
        self._tables = facts.tables
        self._theory = theory
        named = facts.names.order_by("id", "period").select(*_NAMES).to_pyarrow().to_pylist()
        told = {row["setting"] for row in named}
        others = [one for one in self._column(facts.tables.settings) if one not in told]
        self.places = tuple(Place(*(row[name] for name in _NAMES)) for row in named)
        self._at = {one: n for n, one in enumerate([*(p.iri for p in self.places), *others])}
        self._all = [side for one in theory.conditions.values() for side in one.sides]
        self._asked = questions(theory, self._all)
        self._typed = [
            part for iri in of_settings(theory, self._all)
            for part in parts(theory.definitions[iri])
            if isinstance(part, Named) and part.iri not in theory.definitions
        ]  # fmt: skip
        self._held = self._answered([*self._asked, *self._typed])
        self._earlier = self._pairs()

    def grades(self, varied: Varied | None, classes: Sequence[str]) -> Grades:
        """Return the grades of all settings in some classes, for one threshold that is moved."""
        moved = self._moved(varied)
        levels, ranks = self._levels(varied, moved) if varied and moved else ((), {})
        for part in (*self._asked, *self._typed):
            if part not in ranks:
                held = self._held[part]
                ranks[part] = numpy.where(held, len(levels), NEVER).astype(numpy.int32)
        answers = Answers(len(self._at), levels, ranks, self._earlier)
        found = evaluated(answers, self._theory, classes)
        count = len(self.places)
        return Grades(levels, {iri: found.of[iri][:count] for iri in classes})

    def answers(self, asked: Sequence[Expression]) -> list[tuple[bool, ...]]:
        """Return, for each setting, which questions its facts answer."""
        count = len(self.places)
        ranks = {part: numpy.where(held, 0, NEVER).astype(numpy.int32)
                 for part, held in self._held.items()}  # fmt: skip
        answers = Answers(len(self._at), (), ranks, self._earlier)
        of = evaluated(answers, self._theory, self._all).of
        columns = [(ranked(part, answers, of)[:count] >= 0).tolist() for part in asked]
        return list(zip(*columns, strict=True)) if columns else [()] * count

    def counted(self) -> dict[str, frozenset[tuple[str, str | None]]]:
        """Return what a census observed of each setting: indicators, with kinds of capability."""
        seen = self._tables.observations
        if seen is None:
            return {}
        names = ("setting", "indicator", "capability")
        rows = seen.filter(seen.coverage == "census").select(*names).distinct().to_pyarrow()
        found: dict[str, set[tuple[str, str | None]]] = {}
        for setting, indicator, kind in zip(*(rows[n].to_pylist() for n in names), strict=True):
            found.setdefault(setting, set()).add((indicator, kind))
        return {setting: frozenset(told) for setting, told in found.items()}

    def observations(self, settings: Iterable[str]) -> list[dict[str, Any]]:
        """Return the observations of some settings, in the columns of the table."""
        import ibis  # noqa: PLC0415
        import pyarrow  # noqa: PLC0415

        seen = self._tables.observations
        asked = sorted(set(settings))
        if seen is None or not asked:
            return []
        chosen = ibis.memtable(pyarrow.table({"setting": asked}))
        names = ("setting", "indicator", "coverage", "capability", "value", "p_value")
        rows = seen.select(*names).semi_join(chosen, "setting").to_pyarrow().to_pylist()
        return [{**row, **{name: _number(row[name]) for name in names[4:]}} for row in rows]

    def _moved(self, varied: Varied | None) -> list[Some]:
        return [
            part
            for part in self._asked
            if varied
            and isinstance(part, Some)
            and varied.datatype in thresholds(self._theory, part)
        ]

    def _levels(
        self, varied: Varied, moved: Sequence[Some]
    ) -> tuple[tuple[Decimal, ...], dict[Expression, Ranks]]:
        """Return the numbers observed, and how far each setting goes for each question."""
        found: dict[Expression, tuple[Any, list[Decimal]]] = {}
        for place in LINKS.values():
            mine = [part for part in moved if LINKS[part.property] == place]
            facts = getattr(self._tables, place)
            if not mine or facts is None:
                continue
            named = {f"level_{number}": part for number, part in enumerate(mine)}
            rows = Levels(
                facts, place, self._theory.definitions, several=self._tables.several
            ).highest(named, varied.datatype, varied.looser)
            table = rows.to_pyarrow()
            at = self._places(table["setting"].to_pylist())
            for name, part in named.items():
                found[part] = (at, table[name].to_pylist())
        numbers = {n for _, column in found.values() for n in column if n is not None}
        levels = sorted(number for number in numbers if abs(number) != BEYOND)
        rank = {number: place for place, number in enumerate(levels)}
        rank |= {-BEYOND: NEVER, None: NEVER, BEYOND: len(levels)}  # type: ignore[dict-item]
        ranks: dict[Expression, Ranks] = {}
        for part in moved:
            ranks[part] = numpy.full(len(self._at), NEVER, dtype=numpy.int32)
            if part in found:
                at, column = found[part]
                ranks[part][at] = [rank[number] for number in column]
        return tuple(varied.looser * level for level in levels), ranks

    def _answered(self, asked: Sequence[Expression]) -> dict[Expression, Any]:
        """Return, for each question, which settings answer it."""
        names = {f"urn:question:{number}": part for number, part in enumerate(asked)}
        if not names:
            return {}
        members = Members(self._tables, {**self._theory.definitions, **names}, list(names))
        table = members.table.to_pyarrow()
        at = self._places(table["setting"].to_pylist())
        found = {}
        for name, part in names.items():
            found[part] = numpy.zeros(len(self._at), dtype=bool)
            found[part][at] = table[members.columns[name]].to_numpy(zero_copy_only=False)
        return found

    def _pairs(self) -> tuple[Ranks, Ranks]:
        pairs = self._tables.earlier
        if pairs is None:
            return self._places([]), self._places([])
        table = pairs.to_pyarrow()
        return self._places(table["setting"].to_pylist()), self._places(
            table["earlier"].to_pylist()
        )

    def _places(self, settings: Iterable[str]) -> Ranks:
        return numpy.array([self._at[one] for one in settings], dtype=numpy.int32)

    @staticmethod
    def _column(settings: "ibis.Table") -> list[str]:
        found: list[str] = (
            settings.select("setting").order_by("setting").to_pyarrow()["setting"].to_pylist()
        )
        return found


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))
