"""Read a list of ties: one row for each, with or without a header."""

from collections.abc import Sequence

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.sources.network.answers import Answers
from loclearn.sources.network.grid import Grid
from loclearn.sources.network.part import Part
from loclearn.sources.network.values import Cell, is_value
from loclearn.sources.own_tables.cells import CellError, convert
from loclearn.sources.own_tables.mapping import Part as OwnPart

_WORDS = {
    "source": ("source", "from", "ego", "sender", "i", "row", "firm", "respondent", "firm1",
               "node1", "actor1", "firm_i", "tail"),
    "target": ("target", "to", "alter", "receiver", "j", "col", "column", "partner", "firm2",
               "node2", "actor2", "firm_j", "head"),
    "weight": ("weight", "value", "tie", "strength", "frequency", "w", "valued"),
    "period": ("period", "wave", "year", "time"),
    "type": ("type", "partner_type"),
}  # fmt: skip


def columns_of(header: Sequence[str], part: Part) -> dict[str, int]:
    """Return where a header has which column: as the mapping says, or by usual words.

    >>> columns_of(["Ego", "Alter", "Value"], Part("a.csv"))
    {'source': 0, 'target': 1, 'weight': 2}
    """
    found = {}
    for name, words in _WORDS.items():
        own = part.columns.get(name)
        wanted = (own,) if own else words
        for place, cell in enumerate(header):
            if cell == own or (own is None and cell.lower() in wanted):
                found[name] = place
                break
    return found


def looks_like(grid: Grid, part: Part) -> bool:
    """Return whether the rows are ties rather than those of a matrix."""
    first = grid.lines[0][1]
    if {"source", "target"} <= columns_of(first, part).keys():
        return True
    if not 2 <= grid.width <= 4 or len(first) != grid.width or first[0] == "":
        return False
    ends = [cell for _, cells in grid.lines for cell in cells[:2]]
    if len(grid.lines) == grid.width == 3 and all(e.isdecimal() and int(e) for e in ends):
        found = "3 rows and 3 columns of numbers"
        cure = "Say --form matrix or --form list."
        raise InvalidInput([Problem(grid.file, None, None, found, "a matrix or a list", cure)])
    labels = {cells[0] for _, cells in grid.lines[1:]}
    if set(first[1:]) & labels and grid.width == len(grid.lines):
        return False
    if _labelled_above(grid):
        return False
    second = [cells[1] for _, cells in grid.lines if len(cells) > 1]
    named = any(not is_value(cell) for cell in second)
    return named or len(grid.lines) not in (grid.width - 1, grid.width, grid.width + 1)


def _labelled_above(grid: Grid) -> bool:
    """Return whether names stand above a square of answers with nothing on its diagonal."""
    first, body = grid.lines[0][1], [cells for _, cells in grid.lines[1:]]
    if grid.width < 3 or len(body) != grid.width or any(map(is_value, first)):
        return False
    if any(len(cells) != grid.width or not all(map(is_value, cells)) for cells in body):
        return False
    return all(cells[place] in ("", "0") for place, cells in enumerate(body))


def read(grid: Grid, part: Part) -> list[Answers]:
    """Return the answers of a list of ties, one for each period that it has.

    Raises InvalidInput where it has no two columns of firms.
    """
    first = grid.lines[0][1]
    columns = columns_of(first, part)
    lines = grid.lines
    if {"source", "target"} <= columns.keys():
        lines = lines[1:]
    elif part.columns:
        expected = "the columns of the mapping: " + ", ".join(part.columns.values())
        found = shorten(", ".join(first))
        raise InvalidInput([Problem(grid.file, lines[0][0], None, found, expected)])
    else:
        columns = dict(zip(("source", "target", "weight"), range(len(first)), strict=False))
        if len(columns) > 2 and not is_value(first[2]):
            lines = lines[1:]
        if len(columns) < 2:
            expected = "two columns at least: of whom, and to whom"
            found = f"{len(columns)} column"
            raise InvalidInput([Problem(grid.file, lines[0][0], None, found, expected)])
    by_period: dict[str, Answers] = {}
    if not lines:
        empty = by_period[""] = Answers(grid.file, "list", [], unit="ties")
        cure = "It says that nobody has a tie, if all were asked."
        empty.problems.append(
            Problem(grid.file, None, None, "a header without rows", "ties", cure, "warning")
        )
    for number, cells in lines:
        _add(by_period, number, cells, columns, first, part, grid.file)
    return list(by_period.values())


def _add(
    found: dict[str, Answers], number: int, cells: list[str], columns: dict[str, int],
    header: Sequence[str], part: Part, file: str,
) -> None:  # fmt: skip
    given = {n: cells[place] if place < len(cells) else "" for n, place in columns.items()}
    problem, period = None, ""
    if "period" in given:
        own = OwnPart(file, "ties", {}, values=part.values)
        try:
            period = convert(given["period"], "period", own)[0]
        except CellError as error:
            problem = Problem(
                file,
                number,
                header[columns["period"]],
                shorten(given["period"]),
                error.expected,
                'Or translate it: values.period = { "1" = "2004" }.',
            )
        else:
            if not period:
                problem = Problem(file, number, header[columns["period"]], "an empty cell",
                                  "a year")  # fmt: skip
    name = f"{file}, {period}" if period else file
    answers = found.setdefault(period, Answers(name, "list", [], period=period, unit="ties"))
    answers.came += 1
    short = [end for end in ("source", "target") if not given[end]]
    wide = len(cells) > len(header) and any(cells[len(header) :])
    if short and not problem:
        problem = Problem(file, number, header[columns[short[0]]], "an empty cell", "a label",
                          "Name the firm.")  # fmt: skip
    if wide and not problem:
        what, expected = f"{len(cells)} cells", f"{len(header)} as in the first row"
        problem = Problem(file, number, None, what, expected, "Quote the delimiter.")
    if problem:
        answers.problems.append(problem)
        answers.reported += 1
        return
    place = header[columns["weight"]] if "weight" in columns else ""
    text = given.get("weight", "1")
    answers.cells.append(Cell(given["source"], given["target"], text, number, place or "value"))


def types_of(grid: Grid, part: Part) -> dict[str, str]:
    """Return the type of each partner, where a list has a column for it; codes that are none raise.

    >>> grid = Grid("a.csv", [(1, ["firm", "partner", "type"]), (2, ["F1", "Pisa", "university"])])
    >>> types_of(grid, Part("a.csv", "outside"))
    {'Pisa': 'university'}
    """
    header = grid.lines[0][1]
    columns = columns_of(header, part)
    if not {"target", "type"} <= columns.keys():
        return {}
    own = OwnPart(grid.file, "actors", {}, values=part.values)
    found: dict[str, str] = {}
    problems = []
    for number, cells in grid.lines[1:]:
        partner, text = (cells[columns[n]] if columns[n] < len(cells) else ""
                         for n in ("target", "type"))  # fmt: skip
        try:
            type_ = convert(text, "type", own)[0]
        except CellError as error:
            problems.append(Problem(grid.file, number, header[columns["type"]], shorten(text),
                                    error.expected, error.cure))  # fmt: skip
            continue
        if type_ and found.setdefault(partner, type_) != type_:
            problems.append(
                Problem(
                    grid.file,
                    number,
                    header[columns["type"]],
                    shorten(text),
                    f"{found[partner]}, as {shorten(partner)} has it above",
                )
            )
    if problems:
        raise InvalidInput(problems)
    return found
