"""Numbers as the definitions need them: decimals with at most 12 places.

A double never matches a threshold in a reasoner, though it does in SPARQL: with doubles, two
engines would give two verdicts.
"""

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

import pyoxigraph as ox

from loclearn.namespaces import XSD, term

PROPERTIES = frozenset(
    term(name)
    for name in (
        "confidence",
        "degreeOfTacitness",
        "pValue",
        "value",
        "valueOfThreshold",
        "weightAgainst",
        "weightFor",
    )
)
"""The properties whose values are decimals."""

_PLACES = Decimal(1).scaleb(-12)
_LARGEST = Decimal(10) ** 15
_DECIMAL = ox.NamedNode(XSD + "decimal")
_FLOATING = frozenset({XSD + "double", XSD + "float"})


def as_decimal(literal: ox.Literal) -> tuple[ox.Literal, str, bool]:
    """Return a number as a decimal, with what was odd about it and whether that is a violation.

    What is no number, and every whole number, is returned as it is.

    >>> double = ox.NamedNode(XSD + "double")
    >>> as_decimal(ox.Literal("9.0E-1", datatype=double))[0].value
    '0.9'
    >>> as_decimal(ox.Literal("INF", datatype=double))[1:]
    ('no finite number', True)
    """
    kind = literal.datatype.value
    if kind not in _FLOATING and kind != _DECIMAL.value:
        return literal, "", False
    try:
        number = Decimal(literal.value.strip())
    except InvalidOperation:
        return literal, "", False
    if not number.is_finite():
        return literal, "no finite number", True
    if abs(number) >= _LARGEST:
        return literal, "a number of more than 15 digits", True
    rounded = number.quantize(_PLACES, rounding=ROUND_HALF_EVEN)
    normal = ox.Literal(format(Decimal(format(rounded.normalize(), "f")), "f"), datatype=_DECIMAL)
    if kind in _FLOATING:
        return normal, "xsd:" + kind.removeprefix(XSD), False
    return normal, "" if rounded == number else "more than 12 decimal places", False
