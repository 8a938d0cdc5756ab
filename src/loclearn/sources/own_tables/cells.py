"""From a cell of the user's own table to a cell of a regional table."""

import re
from decimal import Decimal

from loclearn.errors import did_you_mean
from loclearn.sources.columns import TABLES, codes
from loclearn.sources.own_tables.mapping import Part

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?")
_MISSING = re.compile(r":\s*([a-zA-Z]*)")
_FLAGGED = re.compile(r"(.*\S)\s+([a-zA-Z]{1,3})")
_LARGEST = Decimal(10) ** 15
_YEAR = re.compile(r"[12]\d{3}")
_SPAN = re.compile(r"([12]\d{3})\s*[/\u2013-]\s*([12]\d{3})")
NEGATIVE_IS_WRONG = ("persons", "firms", "size", "weight", "value")


class CellError(ValueError):
    """Raised when a cell cannot be taken: what is expected, and a cure."""

    def __init__(self, expected: str, cure: str) -> None:
        """Keep what the report says."""
        super().__init__(expected)
        self.expected = expected
        self.cure = cure


def convert(text: str, column: str, part: Part) -> tuple[str, str]:
    """Return the value of a cell with the flag that stood in it.

    >>> part = Part("a.csv", "employment", {}, decimal=",", group=".", null=("n/a",))
    >>> convert("1.234,5 u", "persons", part), convert("n/a", "persons", part)
    (('1234.5', 'u'), ('', ''))
    >>> convert(":c", "firms", part), convert("2010-2014", "period", part)
    (('', 'c'), ('2010/2014', ''))
    """
    text = text.strip()
    if text in part.null or not text:
        return "", ""
    if text in part.values.get(column, {}):
        text = part.values[column][text]
    if column in TABLES[part.to].numbers:
        return _number(text, column, part)
    if column == "period":
        return _period(text), ""
    allowed = codes(part.to, column)
    if column == "directed":
        text = text.lower()
    if allowed and text not in allowed:
        hint = did_you_mean(text, allowed)
        cure = hint or f'Translate it: values.{column} = {{ "{text}" = "{allowed[0]}" }}.'
        raise CellError("one of " + ", ".join(allowed), cure)
    return text, ""


def _number(text: str, column: str, part: Part) -> tuple[str, str]:
    if missing := _MISSING.fullmatch(text):
        return "", missing[1]
    plain, flag = text, ""
    if (flagged := _FLAGGED.fullmatch(text)) and not _NUMBER.fullmatch(text):
        plain, flag = flagged[1], flagged[2]
    figure = _plain(plain, part)
    if not _NUMBER.fullmatch(figure):
        raise CellError("a number", _cure(plain, part))
    number = Decimal(figure) * part.factors.get(column, Decimal(1))
    if number < 0 and column in NEGATIVE_IS_WRONG:
        raise CellError("a number from 0", "If it means missing, name it in null.")
    if abs(number) >= _LARGEST:
        raise CellError("a number below 10^15", "Correct the number.")
    return format(number.normalize(), "f"), flag


def _plain(text: str, part: Part) -> str:
    """Return a number with a point and without thousands separators, if it is rightly grouped."""
    if part.group == " ":
        text = re.sub(r"\s", " ", text)
    if part.group and part.group in text:
        group, decimal = re.escape(part.group), re.escape(part.decimal)
        if not re.fullmatch(rf"[+-]?\d{{1,3}}({group}\d{{3}})+({decimal}\d*)?", text):
            return ""
        text = text.replace(part.group, "")
    if part.decimal != ".":
        return "" if "." in text else text.replace(part.decimal, ".")
    return text


def _cure(text: str, part: Part) -> str:
    if re.fullmatch(r"[+-]?\d+,\d+", text) and part.decimal == ".":
        return 'Write decimalChar = "," in the mapping, or groupChar = "," if it parts thousands.'
    if re.fullmatch(r"[+-]?\d+\.\d+", text) and part.decimal == ",":
        return 'Write decimalChar = "." in the mapping, or groupChar = "." if it parts thousands.'
    return "If it means missing, name it in null."


def _period(text: str) -> str:
    if _YEAR.fullmatch(text):
        return text
    if re.fullmatch(r"[12]\d{3}\.0", text):
        return text[:4]
    if (span := _SPAN.fullmatch(text)) and span[1] <= span[2]:
        return f"{span[1]}/{span[2]}"
    raise CellError("a year such as 2017, or a span such as 2010/2014", "Correct the period.")
