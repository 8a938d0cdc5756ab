"""Questions to the rows of one table of facts, answered for each setting by one aggregation."""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from itertools import combinations
from operator import and_, ge, gt, le, lt, or_
from typing import TYPE_CHECKING

from loclearn.errors import OntologyError
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
from loclearn.rewriting.sql.columns import (
    COLUMNS,
    LINKS,
    NUMBER,
    Column,
    bound,
    code,
    column,
    refused,
)
from loclearn.rewriting.sql.numbers import EXACT, exact
from loclearn.rewriting.sql.patterns import Words, packed

if TYPE_CHECKING:
    import ibis.expr.types as ir

_OPERATORS = {">=": ge, ">": gt, "<=": le, "<": lt}


class Rows:
    """Answer questions to one table.

    Parameters
    ----------
    facts: the table; its column setting says what each row is about.
    place: its name, for messages.
    definitions: what makes something a member of a class, by IRI.
    several: whether one thing may take several rows: one for each choice among its values, so
        that two questions about one property could be answered by two of its rows.
    """

    def __init__(
        self, facts: "ir.Table", place: str, definitions: Mapping[str, Expression], *, several: bool
    ) -> None:
        """Take the table as it is."""
        self._facts = facts
        self._place = place
        self._definitions = definitions
        self._several = several

    def any(self, questions: Mapping[str, Expression], held: Words) -> "ir.Table":
        """Return one row a setting, with words that tell which questions any of its rows answers.

        Parameters
        ----------
        questions: by their names. held: which words hold the answers.

        Raises OntologyError that names what the table has no column for, WrongUse where a
        column is missing.
        """
        rows = self._read(questions.values())
        answers = {
            name: self._test(part.filler, rows) if isinstance(part, Some) else _there(rows)
            for name, part in questions.items()
        }
        told = rows.group_by("setting").aggregate(**{n: a.any() for n, a in answers.items()})
        return told.select("setting", **packed(held, {name: told[name] for name in answers}))

    def _read(self, questions: Iterable[Expression]) -> "ir.Table":
        """Return the rows with the columns that questions need, numbers as exact decimals."""
        asked = [part for part in questions if isinstance(part, Some)]
        used = {name for part in asked for name in self._properties(part.filler)}
        columns = {"setting": column(self._facts, "setting", self._place)}
        for name in sorted(used):
            it = self._named(name)
            raw = column(self._facts, it.name, self._place)
            columns[it.name] = exact(raw) if it.scheme == NUMBER else raw
        return self._facts.select(**columns)

    def _properties(self, expression: Expression) -> Iterator[str]:
        """Yield the properties whose columns a question needs."""
        match expression:
            case And(parts) | Or(parts):
                for part in parts:
                    yield from self._properties(part)
            case Named(iri) if iri in self._definitions:
                yield from self._properties(self._definitions[iri])
            case Has(name, _) | Within(name, _, _) | Related(name, False):
                yield name
            case _:
                return

    def _named(self, name: str) -> Column:
        found = COLUMNS.get(name)
        if found is None or found.table != self._place:
            raise refused(name, self._place)
        return found

    def _test(self, expression: Expression, rows: "ir.Table") -> "ir.BooleanValue":
        """Return whether a row belongs to an expression; empty where a cell is not known."""
        import ibis  # noqa: PLC0415

        match expression:
            case Named(iri) if iri in self._definitions:
                return self._test(self._definitions[iri], rows)
            case And(parts):
                self._hold_apart(parts)
                return reduce(and_, (self._test(part, rows) for part in parts))
            case Or(parts):
                return reduce(or_, (self._test(part, rows) for part in parts))
            case Has(name, value) if COLUMNS[name].scheme != NUMBER:
                it = COLUMNS[name]
                return rows[it.name] == code(it.scheme, value)
            case Within(name, _, facets) if COLUMNS[name].scheme == NUMBER:
                number = rows[COLUMNS[name].name]
                bounds = [
                    _OPERATORS[facet.operator](number, ibis.literal(bound(facet)).cast(EXACT))
                    for facet in facets
                ]
                return reduce(and_, bounds)
            case Related(name, False) if COLUMNS[name].scheme != NUMBER:
                return rows[COLUMNS[name].name].notnull()
            case Related(name, True) if LINKS.get(name) == self._place:
                return _there(rows)
            case Named(iri) | Has(iri, _) | Within(iri, _, _) | Some(iri, _) | Related(iri, _):
                raise refused(iri, self._place)

    def _hold_apart(self, parts: tuple[Expression, ...]) -> None:
        """Raise OntologyError where two parts ask for one property of things with several rows."""
        if not self._several:
            return
        asked = [set(self._properties(part)) for part in parts]
        for one, two in combinations(asked, 2):
            for name in sorted(one & two):
                raise OntologyError(
                    f"A definition asks twice for {name.rsplit('/', 1)[-1]} of one thing, and "
                    "some thing has several values: the engine sql cannot tell them apart. "
                    "Use --engine sparql."
                )


def _there(rows: "ir.Table") -> "ir.BooleanValue":
    """Return a column that holds for every row."""
    return rows["setting"].notnull()
