"""From class expressions to the classes of each setting.

Thousands of settings give few different answers to the questions that definitions ask of their
facts. So the definitions are worked out once for each pattern of answers, not for each setting.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from graphlib import TopologicalSorter
from operator import and_, or_
from typing import TYPE_CHECKING, Protocol

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
from loclearn.rewriting.expressions import names as named
from loclearn.rewriting.sql.columns import FLAGS, HOPS, LINKS, Tables, column, refused
from loclearn.rewriting.sql.patterns import Words, packed, unpacked, words
from loclearn.rewriting.sql.rows import Rows

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Keep(Protocol):
    """Compute a table once, under a name, and return it; `coded` columns have few texts."""

    def __call__(self, name: str, table: "ir.Table", coded: Sequence[str] = ()) -> "ir.Table":
        """Return the table."""


class Members:
    """Find the settings that belong to classes, all of them in one query.

    Each table of facts is read once: what definitions ask of statements or observations are the
    bits of a number, aggregated by setting. Definitions then combine the answers, in the order in
    which they need each other; an earlier phase is one more join. Nothing is ever negated, so that
    an empty cell supports nothing and opposes nothing.

    Parameters
    ----------
    tables: the facts.
    definitions: what makes something a member of a class, by IRI.
    classes: the classes whose members are wanted.
    keep: stores what is asked for more than once. Without it, one query does all, and each setting
        is a pattern of its own.

    `settings` has one row a setting; `patterns` has one row a pattern, with a boolean column for
    each class. The columns `key` of both say which pattern a setting has.

    Raises OntologyError that names what has no column, WrongUse where a table lacks one.
    """

    def __init__(
        self,
        tables: Tables,
        definitions: Mapping[str, Expression],
        classes: Iterable[str],
        keep: Keep | None = None,
    ) -> None:
        """Write the query; without `keep`, nothing runs until a table is asked for."""
        self._tables = tables
        self._definitions = definitions
        self._keep = keep
        self._needs = self._needed(classes)
        self.columns = {iri: f"class_{number}" for number, iri in enumerate(self._needs)}
        self._asked: dict[Expression, str] = {}
        self._words: Words = {}
        self.settings = self._aggregated()
        self.patterns = self._combined()

    @property
    def key(self) -> list[str]:
        """Return the columns that name a pattern."""
        return ["setting"] if self._keep is None else list(self._words)

    @property
    def table(self) -> "ir.Table":
        """Return one row a setting, with a boolean column for each class."""
        named = self.patterns.select(*self.key, *self.columns.values())
        return named if self._keep is None else self._of_settings(named)

    def _of_settings(self, told: "ir.Table") -> "ir.Table":
        """Return what is told of patterns for each of the settings, without their words."""
        if self._keep is None:
            return told
        both = self.settings.join(told, self.key)
        return both.select("setting", *(name for name in told.columns if name not in self.key))

    def _needed(self, classes: Iterable[str]) -> dict[str, set[str]]:
        """Return, for each class that settings may belong to, the classes that it needs."""
        needs: dict[str, set[str]] = {}
        waiting = list(classes)
        while waiting:
            iri = waiting.pop()
            if iri not in needs:
                asked = _parts(self._definitions[iri])
                named = {part.iri for part in asked if isinstance(part, Named)}
                needs[iri] = named & set(self._definitions)
                waiting += sorted(needs[iri])
        return needs

    def _aggregated(self) -> "ir.Table":
        """Return the settings, with the answers to each question to a table of facts."""
        settings = self._tables.settings
        flags = sorted({flag for flag in self._flags() if flag in settings.columns})
        held = self._hold(flags)
        found = settings.select("setting", **packed(held, {name: settings[name] for name in flags}))
        for place in (*LINKS.values(), *{table for table, _ in HOPS.values()}):
            questions = {
                name: part
                for iri in self._needs
                for part in _parts(self._definitions[iri])
                if (name := self._question(part, place)) is not None
            }
            facts = getattr(self._tables, place)
            if questions and facts is not None:
                rows = Rows(facts, place, self._definitions, several=self._tables.several)
                found = _joined(found, rows.any(questions, self._hold(list(questions))))
        return found if self._keep is None else self._keep("settings", found)

    def _hold(self, names: Sequence[str]) -> Words:
        """Return new words for some truth values."""
        held = words(names, len(self._words))
        self._words |= held
        return held

    def _flags(self) -> Iterator[str]:
        for iri in self._needs:
            for name in (iri, *named(self._definitions[iri])):
                if name in FLAGS:
                    yield FLAGS[name]

    def _question(self, part: Expression, place: str) -> str | None:
        """Return the name of the column that answers a question to a table, if it is one."""
        match part:
            case Some(name, _) | Related(name, False) if LINKS.get(name) == place:
                return self._name(part)
            case Related(name, False) if name in HOPS and HOPS[name][0] == place:
                return self._name(part)
            case _:
                return None

    def _name(self, part: Expression) -> str:
        return self._asked.setdefault(part, f"asked_{len(self._asked)}")

    def _combined(self) -> "ir.Table":
        """Return the patterns with a column for each class, in the order of their needs."""
        found = self.settings
        if self._keep is not None:
            found = found.select(*self.key).distinct()
        found = found.mutate(**dict(unpacked(found, self._words)))
        sorter = TopologicalSorter({iri: sorted(needs) for iri, needs in self._needs.items()})
        sorter.prepare()
        while sorter.is_active():
            batch = sorted(sorter.get_ready())
            found = self._hop(found, batch)
            added = {self.columns[iri]: self._defined(iri, found) for iri in batch}
            found = found.mutate(**added)
            sorter.done(*batch)
        found = found.select(*self.key, *self.columns.values())
        return found if self._keep is None else self._keep("patterns", found)

    def _hop(self, found: "ir.Table", batch: list[str]) -> "ir.Table":
        """Add what the earlier phases of a setting belong to, where definitions ask for it."""
        asked = (part for iri in batch for part in _parts(self._definitions[iri]))
        waiting = [
            part
            for part in dict.fromkeys(asked)
            if isinstance(part, Some) and part.property in HOPS and part not in self._asked
        ]
        while waiting:
            later = [part for part in waiting if set(_parts(part.filler)) & set(waiting)]
            for hop in HOPS:
                ready = [p for p in waiting if p not in later and p.property == hop]
                names = {part: self._name(part) for part in ready}
                found = self._at_others(found, hop, names)
            waiting = later
        return found

    def _at_others(self, found: "ir.Table", hop: str, questions: dict[Some, str]) -> "ir.Table":
        """Add, for each question, whether one of the settings to which a property leads answers."""
        place, other = HOPS[hop]
        pairs = getattr(self._tables, place)
        if not questions or pairs is None:
            return found
        answers = {n: self._column(part.filler, found) for part, n in questions.items()}
        there = self._of_settings(found.select(*self.key, **answers)).rename(there="setting")
        ends = pairs.select(
            setting=column(pairs, "setting", place), other=column(pairs, other, place)
        )
        both = ends.inner_join(there, ends.other == there.there)
        old, held = self.key, self._hold(list(answers))
        any_ = both.group_by("setting").aggregate(**{name: both[name].any() for name in answers})
        answered = any_.select("setting", **packed(held, {name: any_[name] for name in answers}))
        if self._keep is None:
            found = _joined(found, answered)
        else:
            self.settings = self._keep("settings", _joined(self.settings, answered))
            found = self.settings.select(*self.key).distinct().join(found, old)
        return found.mutate(**dict(unpacked(found, held)))

    def _defined(self, iri: str, found: "ir.Table") -> "ir.BooleanValue":
        """Return who belongs to a class by its definition, or because the data say so."""
        defined = self._column(self._definitions[iri], found)
        return defined | self._flag(iri, found) if iri in FLAGS else defined

    @staticmethod
    def _flag(iri: str, found: "ir.Table") -> "ir.BooleanValue":
        return column(found, FLAGS[iri], "settings").fill_null(False)

    def _column(self, expression: Expression, found: "ir.Table") -> "ir.BooleanValue":
        import ibis  # noqa: PLC0415

        match expression:
            case Named(iri) if iri in self.columns:
                return found[self.columns[iri]]
            case Named(iri) if iri in FLAGS:
                return self._flag(iri, found)
            case And(parts) | Or(parts):
                by = and_ if isinstance(expression, And) else or_
                return reduce(by, (self._column(part, found) for part in parts))
            case _ if expression in self._asked:
                name = self._asked[expression]
                return found[name] if name in found.columns else ibis.literal(False)
            case Named(iri) | Has(iri, _) | Within(iri, _, _) | Some(iri, _) | Related(iri, _):
                raise refused(iri, "settings")


def _parts(expression: Expression) -> Iterator[Expression]:
    """Yield what a definition asks of settings, within all earlier phases; inner parts first."""
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _parts(part)
        case Some(name, filler) if name in HOPS:
            yield from _parts(filler)
            yield expression
        case _:
            yield expression


def _joined(left: "ir.Table", answers: "ir.Table") -> "ir.Table":
    """Return the left table with the answers; none where a setting has no row."""
    right = answers.rename(answered="setting")
    both = left.left_join(right, left.setting == right.answered)
    new = {name: both[name].fill_null(0) for name in right.columns if name != "answered"}
    return both.select(*left.columns, **new)
