"""Dates as bibliographies write them: numbers, names of months, words."""

import re

from loclearn.bibliography.record import Date

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)")
_NUMBERS = re.compile(
    r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?(?:T[\d:.]+Z?)?/*"
)


def month_number(text: str) -> int | None:
    """Return the number of a month by its English name, its first letters or its number.

    >>> month_number("Sept."), month_number("12"), month_number("spring")
    (9, 12, None)
    """
    text = text.strip().rstrip(".").lower()
    if text.isdecimal():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else None
    word = re.fullmatch(r"[a-z]{3,9}", text)
    start = text[:3]
    full = _FULL.get(start, "")
    known = word and (full.startswith(text) or text == "sept")
    return _NAMES.index(start) + 1 if known else None


_FULL = {
    name[:3]: name
    for name in ("january", "february", "march", "april", "may", "june", "july", "august",
                 "september", "october", "november", "december")
}  # fmt: skip


def parse(text: str) -> Date:
    """Return a date out of one string; what is no number stays as text.

    >>> parse("2018-02-13")
    Date(year=2018, month=2, day=13, text='')
    >>> parse("2019/05//")
    Date(year=2019, month=5, day=None, text='')
    >>> parse("forthcoming"), parse("c. 1905").year
    (Date(year=None, month=None, day=None, text='forthcoming'), 1905)
    """
    text = text.strip()
    if found := _NUMBERS.fullmatch(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        if year and _real(month, day):
            return Date(year, month, day)
    years = _YEAR.findall(text)
    return Date(int(years[-1]) if years else None, text=text)


def _real(month: int | None, day: int | None) -> bool:
    return (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31)


def with_month(date: Date, month: str, day: str = "") -> Date:
    """Return a date with a month that stands in a field of its own, and perhaps a day in it.

    >>> with_month(Date(1981), "10~jan")
    Date(year=1981, month=1, day=10, text='')
    >>> with_month(Date(2005), "Spring").text
    'Spring'
    """
    month = month.replace("~", " ").strip()
    if not month:
        return date
    words = month.replace(",", " ").split()
    numbers = [month_number(word) for word in words]
    named = [n for n, word in zip(numbers, words, strict=True) if n and not word.isdecimal()]
    days = [int(word) for word in words if word.isdecimal() and 1 <= len(word) <= 2]
    if len(words) == 1 and numbers[0]:
        on = int(day) if day.isdecimal() and 1 <= len(day) <= 2 and _real(None, int(day)) else None
        return Date(date.year, numbers[0], on, date.text)
    if len(named) == 1 and len(words) == 2 and len(days) == 1 and _real(None, days[0]):
        return Date(date.year, named[0], days[0], date.text)
    return Date(date.year, date.month, date.day, ", ".join(p for p in (date.text, month) if p))


def without_macros(raw: str) -> str:
    r"""Return a year in LaTeX without macros that only serve to sort.

    >>> without_macros(r"{\noopsort{1973b}}1973")
    '{}1973'
    """
    return re.sub(r"\\[A-Za-z]+(?:\{[^{}]*\})+", "", raw) if "\\" in raw else raw
