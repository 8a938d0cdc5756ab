"""How far the facts of each setting go towards one threshold, by one aggregation."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from loclearn.rewriting.expressions import And, Expression, Named, Or, Some, Within
from loclearn.rewriting.sql.columns import COLUMNS
from loclearn.rewriting.sql.numbers import EXACT
from loclearn.rewriting.sql.rows import Rows

if TYPE_CHECKING:
    import ibis.expr.types as ir

BEYOND = Decimal(9) * 10**15
"""Greater than every number of a table: what holds whatever the threshold."""


class Levels(Rows):
    """Answer questions to one table by a number in place of yes or no."""

    def highest(self, questions: Mapping[str, Some], datatype: str, sign: int) -> "ir.Table":
        """Return one row a setting: for each question, the strictest bound that its rows meet.

        Parameters
        ----------
        questions: by the name of the column that answers.
        datatype: the threshold that is moved. sign: 1 where greater bounds are stricter, else -1;
            numbers come multiplied by it.

        A setting without a row that could answer has -BEYOND or no row.
        """
        rows = self._read(questions.values())
        best = {
            name: self._level(part.filler, rows, datatype, sign).max()
            for name, part in questions.items()
        }
        return rows.group_by("setting").aggregate(**best)

    def _level(
        self, expression: Expression, rows: "ir.Table", datatype: str, sign: int
    ) -> "ir.DecimalValue":
        import ibis  # noqa: PLC0415

        def level(part: Expression) -> "ir.DecimalValue":
            return self._level(part, rows, datatype, sign)

        never, always = (ibis.literal(f"{n:f}").cast(EXACT) for n in (-BEYOND, BEYOND))
        match expression:
            case Named(iri) if iri in self._definitions:
                return level(self._definitions[iri])
            case And(parts):
                self._hold_apart(parts)
                return ibis.least(*map(level, parts))
            case Or(parts):
                return ibis.greatest(*map(level, parts))
            case Within(name, moved, _) if moved == datatype:
                number = rows[COLUMNS[name].name]
                return (number if sign > 0 else -number).fill_null(never)
            case _:
                return ibis.cases((self._test(expression, rows).fill_null(False), always),
                                  else_=never)  # fmt: skip
