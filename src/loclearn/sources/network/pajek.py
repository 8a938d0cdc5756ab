"""Read a network of Pajek.

networkx reads such files too, yet takes edges after arcs for arcs, makes one of vertices with one
label and knows neither lists of arcs nor two modes; a test holds the two together elsewhere.
"""

import re
from dataclasses import dataclass, field

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.sources.network.answers import Answers, twice
from loclearn.sources.network.values import Cell

_WORD = re.compile(r'"([^"]*)"|(\S+)')
_KNOWN = ("*network", "*vertices", "*arcs", "*edges", "*arcslist", "*edgeslist", "*matrix")


@dataclass
class _Net:
    """Gather what the sections of a file say."""

    file: str
    labels: dict[str, tuple[str, int]] = field(default_factory=dict)
    size: int = 0
    rows: int = 0
    arcs: list[Cell] = field(default_factory=list)
    edges: list[Cell] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    came: int = 0
    reported: int = 0
    matrix: int = 0

    def label(self, id_: str) -> str | None:
        """Return the label of a vertex; one without a label of its own has its number."""
        if id_ in self.labels:
            return self.labels[id_][0]
        return id_ if id_.isdecimal() and 1 <= int(id_) <= self.size else None

    def wrong(self, number: int, found: str, expected: str) -> None:
        """Note a line that cannot be taken."""
        self.problems.append(Problem(self.file, number, None, found, expected, unit="line"))


def is_pajek(text: str) -> bool:
    r"""Return whether a text is a network of Pajek.

    >>> is_pajek("*Vertices 3\n"), is_pajek("a,b")
    (True, False)
    """
    lines = [line.strip().lower() for line in text.split("\n")]
    first = next((line for line in lines if line and not line.startswith("%")), "")
    return first.startswith(("*vertices", "*network"))


def read(text: str, file: str) -> Answers:
    """Return the answers of a network; arcs go from the first vertex to the second.

    Raises InvalidInput where a section is not known or two vertices have one label.
    """
    net, section = _Net(file), ""
    for number, line in enumerate(text.split("\n"), start=1):
        words = [quoted or plain for quoted, plain in _WORD.findall(line)]
        if not words or line.lstrip().startswith("%"):
            continue
        if words[0].startswith("*"):
            section = words[0].lower().rstrip(":")
            if section not in _KNOWN:
                cure = "Save the network alone, as .net."
                what = f"the section {shorten(words[0])}"
                net.problems.append(Problem(file, number, None, what, ", ".join(_KNOWN), cure,
                                            unit="line"))  # fmt: skip
            if section == "*vertices":
                numbers = [int(word) for word in words[1:3] if word.isdecimal()]
                net.size, net.rows = (*numbers, 0, 0)[:2]
                if not net.size:
                    net.wrong(number, shorten(line), "*Vertices and their number")
            continue
        _line(net, section, number, words)
    labels = [net.label(str(n)) or "" for n in range(1, net.size + 1)]
    lines = dict(net.labels.values())
    faults = [p for p in net.problems if "the section" in p.found or "*Vertices" in p.expected]
    faults += twice([(label, lines.get(label), None) for label in labels], file)
    if faults:
        raise InvalidInput(faults)
    return _answers(net, labels)


def _line(net: _Net, section: str, number: int, words: list[str]) -> None:
    if section == "*vertices":
        net.labels[words[0]] = (words[1].strip() if len(words) > 1 else words[0], number)
        return
    if section == "*matrix":
        net.matrix += 1
        row = net.label(str(net.matrix))
        wanted = net.size - net.rows if net.rows else net.size
        net.came += wanted
        if row is None or len(words) != wanted:
            net.wrong(number, f"{len(words)} cells", f"{wanted}, one for each vertex")
            net.reported += wanted
            return
        columns = [net.label(str(net.rows + n)) or "" for n in range(1, wanted + 1)]
        pairs = zip(columns, words, strict=True)
        net.arcs += [Cell(row, column, text, number, column) for column, text in pairs]
        return
    many = section in ("*arcslist", "*edgeslist")
    ends = words if many else words[:2]
    net.came += max(1, len(ends) - 1)
    names = [net.label(word) for word in ends]
    if len(ends) < 2 or None in names:
        net.wrong(number, shorten(" ".join(words)), f"vertices from 1 to {net.size}")
        net.reported += max(1, len(ends) - 1)
        return
    text = "1" if many or len(words) < 3 else words[2]
    cells = [Cell(names[0] or "", name or "", text, number, "value") for name in names[1:]]
    (net.edges if section.startswith("*edges") else net.arcs).extend(cells)


def _answers(net: _Net, labels: list[str]) -> Answers:
    answers = Answers(net.file, "pajek", net.arcs, tuple(labels), tuple(labels), came=net.came,
                      unit="cells" if net.matrix else "ties")  # fmt: skip
    if net.rows:
        answers.form = "two-mode"
        answers.rows, answers.columns = tuple(labels[: net.rows]), tuple(labels[net.rows :])
    answers.problems, answers.reported = net.problems, net.reported
    if net.edges and not net.arcs:
        answers.direction = "none"
        answers.cells = net.edges
    elif net.edges:
        back = [Cell(c.column, c.row, c.text, c.line, c.place) for c in net.edges]
        answers.cells = [*net.arcs, *net.edges, *back]
        answers.came += len(back)
        answers.notes.append(f"{len(back)} edges beside arcs: each counts as two arcs")
    return answers
