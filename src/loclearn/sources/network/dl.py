"""Read a DL file of UCINET: a full matrix, half of one, a list of edges or of nodes."""

import re

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.sources.network.answers import Answers, twice, unlike
from loclearn.sources.network.values import Cell

_OPTION = re.compile(r"\b(n|nr|nc|nm|format|diagonal)\s*=\s*([^\s,]+)")
_SECTION = re.compile(
    r"(row labels embedded|column labels embedded|col labels embedded|labels embedded|row labels"
    r"|column labels|col labels|labels|data)\s*:?", re.IGNORECASE)  # fmt: skip
_FORMATS = {"fullmatrix": "fullmatrix", "fm": "fullmatrix", "lowerhalf": "lowerhalf",
            "lh": "lowerhalf", "upperhalf": "upperhalf", "uh": "upperhalf",
            "edgelist1": "edgelist1", "el1": "edgelist1", "edgelist": "edgelist1",
            "nodelist1": "nodelist1", "nl1": "nodelist1"}  # fmt: skip
_WORD = re.compile(r'"([^"]*)"|([^\s,]+)')
Lines = list[tuple[int, list[str]]]


def is_dl(text: str) -> bool:
    r"""Return whether a text is a DL file.

    >>> is_dl("DL n=3\n"), is_dl("dlx,b")
    (True, False)
    """
    return bool(re.match(r"\s*dl\b[\s,]*(n|nr|nc|nm|format)\s*=", text, flags=re.IGNORECASE))


def read(text: str, file: str) -> Answers:
    """Return the answers of a DL file.

    Raises InvalidInput where it says what is not known, or does not hold what it says.
    """
    options, sections, embedded = _parts(text)
    size = _size(options, file)
    form = _FORMATS.get(options.get("format", "fullmatrix"))
    if form is None or options.get("nm", "1") != "1":
        what = f"format={options.get('format')}" if form is None else f"nm={options['nm']}"
        cure = "Save each matrix in a file of its own, as a full matrix."
        expected = "one of " + ", ".join(dict.fromkeys(_FORMATS.values()))
        raise InvalidInput([Problem(file, 1, None, what, expected, cure)])
    rows = [w for _, words in sections.get("row labels", sections.get("labels", [])) for w in words]
    columns = [w for _, words in sections.get("column labels", []) for w in words] or list(rows)
    data = sections.get("data", [])
    if form in ("edgelist1", "nodelist1"):
        return _edges(data, rows or [str(n) for n in range(1, size[0] + 1)], file, form,
                      embedded=bool(embedded), size=size[0])  # fmt: skip
    if embedded & {"labels", "column labels"} and data:
        columns, data = data[0][1], data[1:]
    words = [(number, word) for number, line in data for word in line]
    if embedded & {"labels", "row labels"}:
        rows, words = _embedded(data)
    rows = rows or [str(n) for n in range(1, size[0] + 1)]
    columns = columns or [str(n) for n in range(1, size[1] + 1)]
    square = size[0] == size[1]
    faults = twice([(one, None, None) for one in rows], file)
    faults += twice([(one, None, None) for one in columns], file)
    faults += unlike([(one, None) for one in rows], columns, file) if square else []
    for labels, count in ((rows, size[0]), (columns, size[1])):
        if len(labels) != count:
            faults.append(Problem(file, None, None, f"{len(labels)} labels", f"{count} of them"))
    pairs = _pairs(rows, columns, form, absent=options.get("diagonal") == "absent")
    if len(words) != len(pairs):
        what = f"{len(words)} numbers under data"
        faults.append(Problem(file, None, None, what, f"{len(pairs)} of them, by its first line"))
    if faults:
        raise InvalidInput(faults)
    cells = [Cell(row, column, word, number, column)
             for (row, column), (number, word) in zip(pairs, words, strict=True)]  # fmt: skip
    answers = Answers(file, "dl" if square else "two-mode", cells, tuple(rows), tuple(columns),
                      came=len(cells))  # fmt: skip
    answers.direction = "" if form == "fullmatrix" else "none"
    return answers


def _parts(text: str) -> tuple[dict[str, str], dict[str, Lines], set[str]]:
    """Return the options, the words under each heading by line, and which labels are embedded."""
    options: dict[str, str] = {}
    sections: dict[str, Lines] = {}
    embedded: set[str] = set()
    current = ""
    for number, line in enumerate(text.split("\n"), start=1):
        rest = re.sub(r"^\s*dl\b", "", line, flags=re.IGNORECASE) if not options else line
        while current != "data" and (found := _SECTION.match(rest.strip(" ,\t"))):
            current = found[1].lower().replace("col ", "column ")
            rest = rest.strip(" ,\t")[found.end() :]
            if current.endswith(" embedded"):
                embedded.add(current.removesuffix(" embedded"))
                current = ""
        if not current:
            options |= dict(_OPTION.findall(rest.lower()))
            continue
        words = [quoted or plain for quoted, plain in _WORD.findall(rest)]
        if words:
            sections.setdefault(current, []).append((number, words))
    return options, sections, embedded


def _size(options: dict[str, str], file: str) -> tuple[int, int]:
    given = options.get("n"), options.get("nr", options.get("n")), options.get("nc")
    rows, columns = given[1] or "", given[2] or given[1] or ""
    if not (rows.isdecimal() and columns.isdecimal() and int(rows) and int(columns)):
        found = shorten(", ".join(f"{k}={v}" for k, v in options.items())) or "no n="
        raise InvalidInput([Problem(file, 1, None, found, "the number of actors, such as n=32")])
    return int(rows), int(columns)


def _embedded(data: Lines) -> tuple[list[str], list[tuple[int, str]]]:
    rows = [line[0] for _, line in data]
    return rows, [(number, word) for number, line in data for word in line[1:]]


def _pairs(
    rows: list[str], columns: list[str], form: str, *, absent: bool
) -> list[tuple[str, str]]:
    """Return the pairs in the order in which a matrix, or half of one, gives them."""
    found = []
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            inside = {"fullmatrix": True, "lowerhalf": j <= i, "upperhalf": j >= i}[form]
            if inside and not (absent and i == j):
                found.append((row, column))
    return found


def _edges(
    data: Lines, labels: list[str], file: str, form: str, *, embedded: bool, size: int
) -> Answers:
    """Return the answers of a list; vertices are named by label where labels are embedded."""
    if embedded:
        ends = [w for _, line in data for w in (line if form == "nodelist1" else line[:2])]
        labels = list(dict.fromkeys(ends))
    faults = twice([(one, None, None) for one in labels], file)
    if faults or (len(labels) != size and not embedded):
        faults = faults or [Problem(file, None, None, f"{len(labels)} labels", f"{size} of them")]
        raise InvalidInput(faults)
    if embedded and len(labels) < size:
        labels += [f"unnamed {n}" for n in range(1, size - len(labels) + 1)]
    names = {str(n): label for n, label in enumerate(labels, start=1)}
    names = {label: label for label in labels} | ({} if embedded else names)
    answers = Answers(file, "dl", [], tuple(labels), tuple(labels), unit="ties")
    for number, line in data:
        ends = line if form == "nodelist1" else line[:2]
        answers.came += max(1, len(ends) - 1)
        if len(ends) < 2 or any(end not in names for end in ends):
            found, expected = shorten(" ".join(line)), "two actors that have a label"
            answers.problems.append(Problem(file, number, None, found, expected))
            answers.reported += max(1, len(ends) - 1)
            continue
        text = line[2] if form == "edgelist1" and len(line) > 2 else "1"
        answers.cells += [Cell(names[ends[0]], names[end], text, number, "value")
                          for end in ends[1:]]  # fmt: skip
    return answers
