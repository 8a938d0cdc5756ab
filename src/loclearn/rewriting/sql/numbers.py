"""Numbers of tables as the definitions compare them: decimals with at most 12 places."""

from decimal import Decimal
from typing import TYPE_CHECKING

from loclearn.errors import WrongUse
from loclearn.rewriting.sql.columns import LIMIT

if TYPE_CHECKING:
    import ibis.expr.types as ir

EXACT = "decimal(28, 12)"
"""Sixteen digits before the point and twelve behind it."""

_LONG = "decimal(36, 20)"
_NEAR, _STEPS = 1000.0, 1e12
_TIE, _TWO = Decimal("0.0000000000005"), Decimal("0.000000000002")


def exact(numbers: "ir.Column") -> "ir.Column":
    """Return a column of numbers as exact decimals, rounded half to even at the twelfth place.

    Parameters
    ----------
    numbers: decimals, whole numbers or floats. A float stands for the shortest decimal that
        reads back as it, so that 0.1 is one tenth. What is not finite becomes empty.

    Most floats are whole, or below 1,000 with at most 12 places: there lies one such decimal at
    most so near to a float, and it is found without the slow detour by way of a text.

    Raises WrongUse where the column holds no numbers.

    >>> import ibis
    >>> exact(ibis.literal(0.6000000000000001)).as_table().to_pyarrow()[0][0].as_py()
    Decimal('0.600000000000')
    """
    import ibis  # noqa: PLC0415 - a second

    kind = numbers.type()
    if not kind.is_numeric():
        raise WrongUse(f"The column {numbers.get_name()} holds {kind}, where numbers belong.")
    least, most = (ibis.literal(str(int(limit))).cast(kind) for limit in (-LIMIT, LIMIT))
    if kind.is_integer():
        small = kind.nbytes < 8
        return (numbers if small else numbers.clip(least, most)).cast(EXACT)
    if kind.is_decimal() and kind.scale is not None and kind.scale <= 12:
        narrow = kind.precision - kind.scale <= 15
        return (numbers if narrow else numbers.clip(least, most)).cast(EXACT)
    if kind.is_floating():
        finite = ~(numbers.isnan() | numbers.isinf())
        numbers = ibis.cases((finite, numbers.clip(least, most)))
        whole = numbers == numbers.floor()
        steps = (ibis.cases((numbers.abs() < _NEAR, numbers)) * _STEPS).round()
        few = (steps / _STEPS == numbers).fill_null(False)
        long = ibis.cases((~(whole | few), numbers.cast("string"))).cast(_LONG)
        return ibis.cases(
            (whole, numbers.cast("int64").cast(EXACT)),
            (few, numbers.cast(EXACT)),
            else_=_half_even(long),
        )
    return _half_even(numbers.cast(_LONG))


def _half_even(long: "ir.Column") -> "ir.Column":
    """Return decimals rounded to 12 places, whatever the rule by which the database rounds."""
    import ibis  # noqa: PLC0415

    def literal(number: Decimal, kind: str) -> "ir.Scalar":
        return ibis.literal(format(number, "f")).cast(kind)

    near = long.cast(EXACT)
    rest = long - near
    odd = near % literal(_TWO, EXACT) != literal(Decimal(0), EXACT)
    tie = rest.abs() == literal(_TIE, _LONG)
    return ibis.cases((tie & odd, (long + rest).cast(EXACT)), else_=near)
