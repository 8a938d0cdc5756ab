"""From the text of an answer to its value; what was not answered is never 0."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.sources.network.part import Part

_MISSING = {"", "na", "n/a", "n.a.", "nan", ".", "..", "-", "?", ":", "null", "#n/a", "none"}
_WORDS = {"true": "1", "false": "0", "yes": "1", "no": "0"}
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?")
_CODES = {Decimal(n): Decimal(most) for n, most in
          ((9, 7), (99, 20), (999, 200), (88, 20), (98, 20), (77, 20))}  # fmt: skip
"""What often means "not answered", where all other values lie at or below the second number."""


def is_value(text: str) -> bool:
    """Return whether a cell can be an answer, and need not be a label.

    >>> [is_value(text) for text in ("0,5", "NA", "", "F1")]
    [True, True, True, False]
    """
    plain = text.lower()
    return plain in _MISSING or plain in _WORDS or bool(_NUMBER.fullmatch(text.replace(",", ".")))


def is_null(text: str, null: Iterable[str]) -> bool:
    """Return whether a text is one of those that mean "not answered", as a text or as a number.

    >>> is_null("9.0", ["9"]), is_null("90", ["9"])
    (True, False)
    """
    numbers = {Decimal(one) for one in null if _NUMBER.fullmatch(one)}
    plain = text.replace(",", ".")
    return text in set(null) or bool(_NUMBER.fullmatch(plain) and Decimal(plain) in numbers)


@dataclass(frozen=True)
class Cell:
    """Hold one answer: of whom, on whom, its text, and where it stands.

    value: what `valued` made of the text; None where it was not answered or cannot be read.
    sound: whether it can be read.
    """

    row: str
    column: str
    text: str
    line: int
    place: str
    value: Decimal | None = None
    sound: bool = True


def valued(
    cells: Iterable[Cell], file: str, part: Part, *, doubted: int = 9
) -> tuple[list[Cell], list[Problem]]:
    """Return cells with their values, and a problem for each that has none.

    Parameters
    ----------
    cells: answers. file: where they stand. part: what the user says of it.
    doubted: the least number that is asked about when it lies far above all others.

    Raises InvalidInput where a number is as a rule a code for "not answered".

    >>> cells = [Cell("a", "b", text, 2, "b") for text in ("0,5", "NA", "many")]
    >>> found, problems = valued(cells, "a.csv", Part("a.csv"))
    >>> [cell.value for cell in found], problems[0].found
    ([Decimal('0.5'), None, None], 'many')
    """
    all_ = list(cells)
    codes = part.values.get("weight", {})
    texts = [codes.get(cell.text, cell.text) for cell in all_]
    comma = _comma(texts, part)
    found, problems = [], []
    for cell, text in zip(all_, texts, strict=True):
        value, expected, cure = _value(text, part, comma=comma)
        if expected:
            place = (file, cell.line, cell.place)
            problems.append(Problem(*place, shorten(cell.text), expected, cure))
        found.append(Cell(cell.row, cell.column, cell.text, cell.line, cell.place, value,
                          not expected))  # fmt: skip
    _suspicious(found, file, part, doubted)
    return found, problems


def _comma(texts: list[str], part: Part) -> bool:
    """Return whether numbers have a decimal comma: what most of them have that have either."""
    if part.decimal:
        return part.decimal == ","
    marks = Counter(m for text in texts if (m := "," if "," in text else "." if "." in text else "")
                    and _NUMBER.fullmatch(text.replace(",", ".")))  # fmt: skip
    return marks[","] > marks["."]


def _value(text: str, part: Part, *, comma: bool) -> tuple[Decimal | None, str, str]:
    """Return the value of a text, or what is expected in its place and what to do."""
    if text.lower() in _MISSING or is_null(text, part.null):
        return None, "", ""
    plain = _WORDS.get(text.lower(), text)
    other = "." if comma else ","
    if other in plain and _NUMBER.fullmatch(plain.replace(",", ".")):
        words = ("comma", "point") if comma else ("point", "comma")
        cure = f"Other numbers of the file have a decimal {words[0]}, this one a {words[1]}."
        return None, f"a number with a decimal {words[0]}", cure
    plain = plain.replace(",", ".") if comma else plain
    if not _NUMBER.fullmatch(plain):
        return None, "a number from 0", "If it means not answered, write --missing with it."
    value = Decimal(plain)
    if value < 0:
        return None, "a number from 0", f"If it means not answered, write --missing={text}."
    if part.scale is not None and value > part.scale:
        return None, f"at most {part.scale}", "Correct it, or the scale."
    return value, "", ""


def like_a_code(cells: Iterable[Cell]) -> Cell | None:
    """Return the first cell whose value is often a code, and lies far above all others.

    >>> cells = [Cell("a", "b", text, 2, "b", Decimal(text)) for text in ("0", "2", "9")]
    >>> like_a_code(cells).text, like_a_code(cells[:2])
    ('9', None)
    """
    known = [cell for cell in cells if cell.value is not None]
    values = sorted({cell.value for cell in known if cell.value is not None})
    if not values or values[-1] not in _CODES:
        return None
    below = values[-2] if len(values) > 1 else Decimal()
    if below > _CODES[values[-1]]:
        return None
    return next(cell for cell in known if cell.value == values[-1])


def _suspicious(cells: list[Cell], file: str, part: Part, doubted: int) -> None:
    cell = like_a_code(cells)
    if part.scale is not None or cell is None or (cell.value or 0) < doubted:
        return
    times = sum(other.value == cell.value for other in cells)
    found = f"{cell.value} in {times:,} cells, where all others are far below"
    cure = (
        f"If it means not answered, write --missing {cell.value}; if it is an answer, "
        f"--scale {cell.value}."
    )
    expected = "a code that is explained"
    raise InvalidInput([Problem(file, cell.line, cell.place, found, expected, cure)])
