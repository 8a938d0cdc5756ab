"""Which period a year belongs to: itself, or one of the spans that were asked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from loclearn.errors import WrongUse

_PERIOD = re.compile(r"([12]\d{3})(?:[/-]([12]\d{3}))?")


@dataclass(frozen=True)
class Periods:
    """Hold the spans that were asked for, from first to last year; none means every year."""

    spans: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, asked: Iterable[str]) -> "Periods":
        """Return the periods that are asked for, such as 2015 or 2010/2014.

        Raises WrongUse for what is no period, and for periods that overlap.

        >>> Periods.of(["2010/2014", "2015"]).spans
        ((2010, 2014), (2015, 2015))
        """
        spans = []
        for text in asked:
            found = _PERIOD.fullmatch(text.strip())
            if found is None or int(found[1]) > int(found[2] or found[1]):
                raise WrongUse(f"{text} is no period. Write a year, or a span such as 2010/2014.")
            spans.append((int(found[1]), int(found[2] or found[1])))
        spans.sort()
        for one, other in pairwise(spans):
            if other[0] <= one[1]:
                raise WrongUse(f"{_text(one)} and {_text(other)} overlap; a year has one period.")
        return cls(tuple(spans))

    def period(self, year: int) -> str | None:
        """Return the period of a year, or None when it is not asked for.

        >>> both = Periods.of(["2010/2014"])
        >>> both.period(2012), both.period(2015), Periods().period(2015)
        ('2010/2014', None, '2015')
        """
        if not self.spans:
            return str(year)
        return next((_text(span) for span in self.spans if span[0] <= year <= span[1]), None)


def _text(span: tuple[int, int]) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]}/{span[1]}"
