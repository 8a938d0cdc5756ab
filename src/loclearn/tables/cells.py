"""From the text of a cell to a value."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

from loclearn.errors import did_you_mean
from loclearn.tables.contract import Field

Value = str | Decimal | int | None

PLACES = 12
_QUANTUM = Decimal(1).scaleb(-PLACES)
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_LARGEST = Decimal(10) ** 15


def normalise(number: Decimal) -> Decimal:
    """Return a number with at most 12 decimal places, without trailing zeros.

    >>> normalise(Decimal("0.6000000000000001")), normalise(Decimal("1.20"))
    (Decimal('0.6'), Decimal('1.2'))
    """
    rounded = number.quantize(_QUANTUM, rounding=ROUND_HALF_EVEN)
    return Decimal(format(rounded.normalize(), "f"))


def _number(text: str, field: Field) -> tuple[Value, str]:
    if not _NUMBER.fullmatch(text):
        comma = re.fullmatch(r"[+-]?[0-9]+,[0-9]+", text)
        return None, "Write the decimal point as a point." if comma else "Write a plain number."
    number = Decimal(text)
    if abs(number) < _LARGEST:
        number = normalise(number)
    below = field.minimum is not None and number < field.minimum
    above = field.maximum is not None and number > field.maximum
    if below or above or abs(number) >= _LARGEST:
        percent = above and field.maximum == 1 and 2 <= number <= 100
        return None, f"Write {normalise(number / 100)} if you meant a percentage." if percent else (
            "Correct the number."
        )
    if field.kind == "integer":
        if number != number.to_integral_value():
            return None, "Write a whole number."
        return int(number), ""
    return number, ""


def convert(text: str, field: Field) -> tuple[Value, str | None]:
    """Return the value of a cell, or None and a cure when the field does not take it.

    >>> from loclearn.tables.contract import contract
    >>> convert("1.20", contract("cases").field("lat"))
    (Decimal('1.2'), None)
    >>> convert("locale", contract("evidence").field("scope"))
    (None, 'Did you mean local?')
    """
    if field.codes:
        if text in field.codes:
            return text, None
        return None, did_you_mean(text, field.codes) or "Use one of the codes."
    if field.kind in ("number", "integer"):
        value, cure = _number(text, field)
        return value, cure if value is None else None
    if field.pattern and not re.fullmatch(field.pattern, text):
        return None, f"Write it as in {field.example}." if field.example else "Correct the form."
    return text, None
