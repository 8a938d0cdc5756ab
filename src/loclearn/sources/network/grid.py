"""From the bytes of a file to numbered rows of cells, whatever separates them."""

import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.sources.network.part import Part
from loclearn.tables.text import conflicts, decode, read_bytes

Line = tuple[int, list[str]]
"""The number of a row, as a spreadsheet or an editor counts it, and its cells."""
_ROUGH = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True)
class Grid:
    """Hold the rows of a file that are not blank."""

    file: str
    lines: list[Line]

    @property
    def width(self) -> int:
        """Return how many cells most rows after the first have."""
        rest = self.lines[1:] or self.lines
        return Counter(len(cells) for _, cells in rest).most_common(1)[0][0]


def text_of(path: Path, part: Part) -> str:
    """Return the text of a file with line ends LF; raise InvalidInput where it is no table."""
    data, file = read_bytes(path), str(path)
    if part.encoding:
        try:
            data = data.decode(part.encoding).encode("utf-8")
        except (UnicodeDecodeError, LookupError) as error:
            found = f"bytes that are not {part.encoding} ({error})"
            raise InvalidInput([Problem(file, None, None, found, "that encoding")]) from None
    text, problems = decode(data, file)
    if not problems and not text.strip():
        problems = [Problem(file, None, None, "an empty file", "a matrix or a list of ties")]
    if text.lstrip().startswith("<") and not text.lstrip().startswith("<<<<<<<"):
        found = f"a web page ({shorten(text.lstrip())})"
        problems = [Problem(file, 1, None, found, "a table", "Download the file again.")]
    if text.lstrip().startswith(("{", "[{")):
        found = f"JSON ({shorten(text.lstrip())})"
        problems = [Problem(file, 1, None, found, "a matrix or a list of ties")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems += conflicts(text, file)
    for number, line in enumerate(text.split("\n"), start=1):
        if _ROUGH.search(line):
            cure = "Save it in UTF-8, or name its encoding (--encoding)."
            problems.append(Problem(file, number, None, "bytes that are not UTF-8", "UTF-8", cure))
    if problems:
        raise InvalidInput(problems)
    return text


def delimiter(text: str) -> str:
    r"""Return what separates cells: a tab, semicolon or comma that most lines have, else blanks.

    >>> delimiter("0;0,5;1\n0,5;0;0,5\n"), delimiter("a b c\n1 0 1\n")
    (';', ' ')
    """
    lines = [line for line in text.split("\n") if line.strip()]
    for mark in "\t;,":
        if 2 * sum(mark in line for line in lines) > len(lines):
            return mark
    return " " if lines and " " in lines[0].strip() else ","


def grid(path: Path, part: Part) -> Grid:
    """Return the rows of a file; raise InvalidInput where there are none, or quoting breaks."""
    text, file = text_of(path, part), str(path)
    first, _, rest = text.partition("\n")
    stated = re.fullmatch(r"sep=(.)\s*", first, flags=re.IGNORECASE)
    if stated:
        text = "\n" + rest
    mark = part.delimiter or (stated[1] if stated else delimiter(text))
    if mark == " ":
        text = "\n".join(line.replace("\t", " ").strip() for line in text.split("\n"))
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=mark, strict=True, skipinitialspace=mark == " "
    )
    lines: list[Line] = []
    before = 0
    try:
        for cells in reader:
            lines.append((before + 1, [unicodedata.normalize("NFC", c.strip()) for c in cells]))
            before = reader.line_num
    except csv.Error as error:
        cure = "Look for a lone quotation mark in this row."
        found = f"broken quoting ({error})"
        raise InvalidInput([Problem(file, before + 1, None, found, "", cure)]) from None
    lines = [(n, cells) for n, cells in lines if any(cells)]
    if not lines:
        raise InvalidInput([Problem(file, None, None, "no cells", "a matrix or a list of ties")])
    last = max(max(i for i, cell in enumerate(cells) if cell) for _, cells in lines) + 1
    table = Grid(file, [(n, cells[:last]) for n, cells in lines])
    number, top = lines[0]
    if table.width > 1 and sum(map(bool, top)) == 1 and len(lines) > 1:
        title = next(filter(None, top))
        what = f"{shorten(title)}, one cell where other rows have {table.width}"
        cure = "Remove what stands above the table."
        raise InvalidInput([Problem(file, number, None, what, "the header, or answers", cure)])
    return table
