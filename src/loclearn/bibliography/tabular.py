"""Rows of a CSV export as texts by column, whatever stands above the header."""

from collections.abc import Collection, Iterator

from loclearn.errors import InvalidInput, Problem
from loclearn.tables.text import records

Row = dict[str, str]


def rows(text: str, file: str, wanted: Collection[str]) -> Iterator[tuple[int, Row | Problem]]:
    r"""Yield the rows of a table with their numbers, or a violation for a row that is broken.

    Parameters
    ----------
    text: the table; lines above the header are passed over.
    file: how problems call it.
    wanted: columns of which the header has at least two, or the one that there is.

    >>> list(rows("Scopus\nTitle,Year\nA,2001\n", "x.csv", ["Title", "Year"]))
    [(3, {'Title': 'A', 'Year': '2001'})]
    """
    start = _header(text, wanted)
    if start is None:
        what = "no header with " + " or ".join(sorted(wanted)[:3])
        raise InvalidInput([Problem(file, None, None, what, "a table with a header")])
    above = text[:start].count("\n")
    table, broken = records(text[start:], file)
    header = [name.strip().lstrip("\ufeff") for name in table[0]] if table else []
    for number, cells in enumerate(table[1:], start=above + 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) < len(header) / 2 or any(c.strip() for c in cells[len(header) :]):
            found = f"{len(cells)} cells"
            yield number, Problem(file, number, None, found, f"{len(header)} as in the header")
            continue
        values = {n: c.strip() for n, c in zip(header, cells, strict=False) if n and c.strip()}
        yield number, values
    for problem in broken:
        row = (problem.row or 0) + above
        yield row, Problem(file, row, None, problem.found, problem.expected, problem.cure)


def _header(text: str, wanted: Collection[str]) -> int | None:
    """Return where the line starts that names enough of the wanted columns."""
    place = 0
    for line in text.split("\n")[:20]:
        names = {
            cell.strip(' "\ufeff') for cell in line.replace(";", ",").replace("\t", ",").split(",")
        }
        if len(names & set(wanted)) >= min(2, len(wanted)):
            return place
        place += len(line) + 1
    return None
