"""A record made of several: its values with where they come from, and a table of them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from loclearn.bibliography.record import Origin, Record
from loclearn.linking.sssom import harmless


@dataclass(frozen=True)
class Value:
    """Hold a value of a field, as each record that gives it words it."""

    given: tuple[tuple[str, Origin], ...]

    def __str__(self) -> str:
        """Return the value in its first wording, with its sources."""
        return f"{self.given[0][0]} ({'; '.join(source(origin) for _, origin in self.given)})"


@dataclass(frozen=True)
class Merged:
    """Hold several records of one work as one.

    records: what it was made of. values: for each field all different values, the one that won
    first. references: for each record how many references were new, and how many were there.
    """

    record: Record
    records: tuple[Record, ...]
    values: dict[str, tuple[Value, ...]]
    references: tuple[tuple[int, int], ...]

    @property
    def differences(self) -> list[str]:
        """Return a line for each field of which the records do not say the same.

        >>> from loclearn.bibliography.record import Date
        >>> from loclearn.linking.merging import merge
        >>> one = Record("Crossref", 1, issued=Date(2001), retrieved="2026-11-23")
        >>> merge([one, Record("your.bib", 1, 7, issued=Date(2000))]).differences
        ['year: 2001 (Crossref, 2026-11-23), 2000 (your.bib, line 7)']
        """
        different = {name: found for name, found in self.values.items() if len(found) > 1}
        return [f"{name}: {', '.join(map(str, found))}" for name, found in different.items()]


def as_csv(merged: Sequence[Merged]) -> str:
    r"""Return a row for each value of each work that several records give.

    >>> from loclearn.linking.merging import merge
    >>> found = merge([Record("a.bib", 1, title="T"), Record("b.bib", 2, title="U")])
    >>> print(as_csv([found]), end="")
    work,field,value,chosen,source
    T,title,T,yes,"a.bib, record 1"
    T,title,U,no,"b.bib, record 2"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("work", "field", "value", "chosen", "source"))
    for one in merged:
        name = one.record.key or one.record.title
        for field, found in one.values.items():
            for place, value in enumerate(found):
                for text, origin in value.given:
                    chosen = "no" if place else "yes"
                    cells = (name, field, text, chosen, source(origin))
                    writer.writerow(map(harmless, cells))
    return out.getvalue()


def source(origin: Origin) -> str:
    """Return where a value comes from, in words.

    >>> source(Origin("my.bib", 3, None)), source(Origin("OpenAlex", 1, None, "2026-11-23"))
    ('my.bib, record 3', 'OpenAlex, 2026-11-23')
    """
    if origin.retrieved:
        return f"{origin.file}, {origin.retrieved}"
    where = f"line {origin.line}" if origin.line else f"record {origin.number}"
    return f"{origin.file}, {where}"
