"""From class expressions to one boolean column a class and one row a setting."""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from graphlib import TopologicalSorter
from operator import and_, or_
from typing import TYPE_CHECKING

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
from loclearn.rewriting.sql.rows import Rows

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Members:
    """Find the settings that belong to classes, all of them in one query.

    Each table of facts is read once: what a definition asks of statements or observations is
    one boolean aggregate by setting. Definitions then combine the columns, in the order in which
    they need each other; an earlier phase is one more join. Nothing is ever negated, so that an
    empty cell supports nothing and opposes nothing.

    Parameters
    ----------
    tables: the facts.
    definitions: what makes something a member of a class, by IRI.
    classes: the classes whose members are wanted.

    Raises OntologyError that names what has no column, WrongUse where a table lacks one.
    """

    def __init__(
        self, tables: Tables, definitions: Mapping[str, Expression], classes: Iterable[str]
    ) -> None:
        """Write the query; nothing runs until its table is asked for."""
        self._tables = tables
        self._definitions = definitions
        self._needs = self._needed(classes)
        self.columns = {iri: f"class_{number}" for number, iri in enumerate(self._needs)}
        self._asked: dict[Expression, str] = {}
        self.table = self._combined(self._aggregated())

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
        """Return the settings, with a column for each question to a table of facts."""
        settings = self._tables.settings
        flags = sorted({flag for flag in self._flags() if flag in settings.columns})
        found = settings.select("setting", *flags)
        for place in (*LINKS.values(), *{table for table, _ in HOPS.values()}):
            questions = {
                part: name
                for iri in self._needs
                for part in _parts(self._definitions[iri])
                if (name := self._question(part, place)) is not None
            }
            facts = getattr(self._tables, place)
            if questions and facts is not None:
                rows = Rows(facts, place, self._definitions, several=self._tables.several)
                found = _joined(found, rows.any({name: part for part, name in questions.items()}))
        return found

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

    def _combined(self, found: "ir.Table") -> "ir.Table":
        """Return the settings with a column for each class, in the order of their needs."""
        sorter = TopologicalSorter({iri: sorted(needs) for iri, needs in self._needs.items()})
        sorter.prepare()
        while sorter.is_active():
            batch = sorted(sorter.get_ready())
            found = self._hop(found, batch)
            added = {self.columns[iri]: self._defined(iri, found) for iri in batch}
            found = found.mutate(**added)
            sorter.done(*batch)
        return found.select("setting", *self.columns.values())

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
        there = found.select(
            there="setting",
            **{name: self._column(part.filler, found) for part, name in questions.items()},
        )
        ends = pairs.select(
            setting=column(pairs, "setting", place), other=column(pairs, other, place)
        )
        both = ends.inner_join(there, ends.other == there.there)
        answers = {name: both[name].any() for name in questions.values()}
        return _joined(found, both.group_by("setting").aggregate(**answers))

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
    """Return the left table with the answers; false where a setting has no row."""
    right = answers.rename(answered="setting")
    both = left.left_join(right, left.setting == right.answered)
    new = {name: both[name].fill_null(False) for name in right.columns if name != "answered"}
    return both.select(*left.columns, **new)
