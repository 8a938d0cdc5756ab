"""Read a matrix: with labels in the first row and column, in one of them, or in neither."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from loclearn.errors import InvalidInput, Problem
from loclearn.sources.network.answers import Answers, twice, unlike
from loclearn.sources.network.grid import Grid, Line
from loclearn.sources.network.values import Cell, is_value

_SQUARE = "as many rows as columns"
_TWO_MODE = "If the columns are other actors than the rows, say --form two-mode."


@dataclass(frozen=True)
class Labelled:
    """Hold a matrix with its labels; those that the file does not have are None."""

    rows: list[tuple[str, int | None]] | None
    columns: list[str] | None
    body: list[Line]

    @property
    def width(self) -> int:
        """Return how many columns it has."""
        if self.columns is not None:
            return len(self.columns)
        return Counter(len(cells) for _, cells in self.body).most_common(1)[0][0]


def labels_of(grid: Grid) -> Labelled:
    """Tell the labels of a matrix from its answers.

    >>> found = labels_of(Grid("a.csv", [(1, ["", "A", "B"]), (2, ["A", "0", "1"]),
    ...                                  (3, ["B", "1", "0"])]))
    >>> found.columns, found.rows
    (['A', 'B'], [('A', 2), ('B', 3)])
    """
    (_, first), *rest = grid.lines
    height, width = len(grid.lines), grid.width
    texts = {cells[0] for _, cells in rest if not is_value(cells[0])}
    side = len(texts) > 0
    head = any(not is_value(cell) for cell in first[1:])
    corner = first[0] if first else ""
    if len(first) == width - 1 and rest:  # as R writes it, without a cell above the labels
        return _cut([(grid.lines[0][0], ["", *first]), *rest], head=True, side=True)
    if not corner or not is_value(corner):
        # something in the corner: a blank, or a word that is no answer
        if side or head:
            if head and not side and height - 1 == width:
                return _cut(grid.lines, head=True, side=False)
            if side and not head and height == width - 1:
                return _cut(grid.lines, head=False, side=True)
            return _cut(grid.lines, head=True, side=True)
        both = len({*first[1:]}) == len(first[1:]) and "" not in first[1:]
        return _cut(grid.lines, head=both, side=both)
    beside = [cells[0] for _, cells in rest]
    if len(beside) > 1 and first[1:] == beside and _numbered(beside):
        found = f"{first[0]} above what may be labels ({', '.join(first[1:4])} …)"
        cure = "If they are labels, clear that cell; if they are answers, add labels."
        expected = "labels or answers"
        raise InvalidInput([Problem(grid.file, grid.lines[0][0], None, found, expected, cure)])
    if not side and not head:
        top = height == width + 1 and _numbered(first)
        left = width == height + 1 and _numbered([cells[0] for _, cells in grid.lines])
        return _cut(grid.lines, head=top, side=left)
    return _cut(grid.lines, head=head or (height == width and side), side=side)


def _numbered(labels: Sequence[str]) -> bool:
    """Return whether numbers can be labels: whole, from 1, each once, and in order or large."""
    if not labels or not all(label.isdecimal() for label in labels):
        return False
    numbers = [int(label) for label in labels]
    once = len(set(numbers)) == len(numbers) and min(numbers) > 0
    return once and (numbers == sorted(numbers) or max(numbers) > len(numbers))


def _cut(lines: Sequence[Line], *, head: bool, side: bool) -> Labelled:
    columns = list(lines[0][1]) if head else None
    body = list(lines[1:] if head else lines)
    rows: list[tuple[str, int | None]] | None = None
    if side:
        rows = [(cells[0] if cells else "", number) for number, cells in body]
        body = [(number, cells[1:]) for number, cells in body]
        columns = columns[1:] if columns is not None else None
    return Labelled(rows, columns, body)


def read(grid: Grid, form: str, known: Sequence[str] = ()) -> Answers:
    """Return the answers of a matrix.

    Parameters
    ----------
    grid: the rows of the file.
    form: two-mode where the columns are other actors than the rows.
    known: the firms of a table of firms, in its order, for a matrix without labels.

    Raises InvalidInput where it is not square, or its labels do not fit.
    """
    found = labels_of(grid)
    notes: list[str] = []
    if not found.body or not found.width:
        raise InvalidInput([Problem(grid.file, None, None, "labels without answers", "a matrix")])
    height, width = len(found.body), found.width
    if form != "two-mode" and height != width and (found.rows is None or found.columns is None):
        what = f"{height} rows and {width} columns"
        raise InvalidInput([Problem(grid.file, None, None, what, _SQUARE, _TWO_MODE)])
    rows, columns = _named(found, form, known, notes, grid.file)
    problems = twice([(label, line, None) for label, line in rows], grid.file)
    problems += twice([(c, grid.lines[0][0], f"column {n}") for n, c in enumerate(columns, 1)],
                      grid.file)  # fmt: skip
    if form != "two-mode":
        columns = _plain(columns, [label for label, _ in rows], notes)
        problems += unlike(rows, columns, grid.file)
        if problems and height != width:
            what = f"{height} rows and {width} columns"
            problems.insert(0, Problem(grid.file, None, None, what, _SQUARE, _TWO_MODE))
        if not problems and columns != [label for label, _ in rows]:
            notes.append("columns in another order than rows: matched by their labels")
    if problems:
        raise InvalidInput(problems)
    labels = tuple(label for label, _ in rows)
    answers = Answers(grid.file, form or "matrix", [], labels, tuple(columns), notes=notes)
    _fill(answers, found.body)
    _no_totals(answers)
    if form != "two-mode":
        _half(answers)
    return answers


def _named(
    found: Labelled, form: str, known: Sequence[str], notes: list[str], file: str
) -> tuple[list[tuple[str, int | None]], list[str]]:
    """Return the labels of rows and columns; those that are lacking are those of the other side."""
    rows, columns = found.rows, found.columns
    if form == "two-mode":
        if rows is None or columns is None:
            expected = "labels in the first row and the first column"
            what = "a two-mode matrix without labels"
            raise InvalidInput([Problem(file, None, None, what, expected)])
        return rows, columns
    lines = [number for number, _ in found.body]
    if rows is None and columns is None:
        fits = len(known) == len(lines)
        names = list(known) if fits else [str(n) for n in range(1, len(lines) + 1)]
        how = "those of the table of firms, in its order" if fits else "numbers from 1"
        notes.append(f"no labels in the matrix: taken are {how}")
        return list(zip(names, lines, strict=True)), names
    if rows is None:
        rows = list(zip(columns or (), lines, strict=True))
    return rows, [label for label, _ in rows] if columns is None else columns


def _plain(columns: list[str], rows: list[str], notes: list[str]) -> list[str]:
    """Return labels of columns without the letter that R puts before a number."""
    short = [re.sub(r"[XV]\.?(?=\d)", "", column, count=1) for column in columns]
    if set(columns) != set(rows) and set(short) == set(rows):
        notes.append(f"labels of columns such as {columns[0]} are those of rows such as {rows[0]}")
        return short
    return columns


def _fill(answers: Answers, body: list[Line]) -> None:
    """Add the cells; a row with too many or too few is reported, and was not answered."""
    width = len(answers.columns)
    for label, (number, given) in zip(answers.rows, body, strict=True):
        cells = given[:width] if not any(given[width:]) else given
        answers.came += width
        if len(cells) != width:
            found, expected = f"{len(cells)} cells", f"{width}, one for each column"
            cure = "Correct the row; until then it counts as not answered."
            answers.problems.append(Problem(answers.file, number, None, found, expected, cure))
            answers.reported += width
            cells = []
        for place, (column, text) in enumerate(zip(answers.columns, cells, strict=False), 1):
            answers.cells.append(Cell(label, column, text, number, column or f"column {place}"))


def _no_totals(answers: Answers) -> None:
    """Raise InvalidInput where the last row holds nothing but the sums of those above."""
    last = answers.rows[-1]
    sums: Counter[str] = Counter()
    for cell in answers.cells:
        if cell.row != last and cell.text.isdecimal():
            sums[cell.column] += int(cell.text)
    row = [cell for cell in answers.cells if cell.row == last and cell.column != last]
    if len(row) > 1 and all(c.text == str(sums[c.column]) for c in row) and sums.total() > 1:
        several = any(sums[c.column] > 1 for c in row)
        words = ("total", "sum", "totale", "summe", "gesamt", "indegree", "degree")
        if several or last.lower() in words:
            found = f"{last}, whose row holds the sums of the rows above"
            cure = "Remove the row and the column of totals."
            raise InvalidInput([Problem(answers.file, row[0].line, None, found, "a firm", cure)])


def _half(answers: Answers) -> None:
    """Take out the empty half of a matrix of which one half is given."""
    place = {label: n for n, label in enumerate(answers.rows)}
    if len(place) < 3 or answers.reported:
        return
    above = [c for c in answers.cells if place[c.row] < place[c.column]]
    below = [c for c in answers.cells if place[c.row] > place[c.column]]
    for empty, full in ((above, below), (below, above)):
        if not any(c.text for c in empty) and all(c.text for c in full):
            gone = {id(cell) for cell in empty}
            answers.cells = [cell for cell in answers.cells if id(cell) not in gone]
            answers.left_out["of the half that is empty"] += len(empty)
            answers.direction = "none"
            answers.notes.append("one half of the matrix is given: ties without direction")
