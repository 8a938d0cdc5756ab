"""One network, in any dialect, gives the same tables."""

import igraph
import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from loclearn.sources.network import dl, pajek
from loclearn.sources.network.deciding import decide
from loclearn.sources.network.grid import grid as grid_of
from loclearn.sources.network.matrix import labels_of
from loclearn.sources.network.part import Part
from loclearn.sources.network.reading import answers_of
from tests.network import dialects
from tests.network.conftest import tables, told

FIRMS, VALUES = dialects.drawn(7)
VARIANTS = dialects.variants(FIRMS, VALUES)
TABLE = "Firm;Size\n" + "".join(f"{firm};{n}\n" for n, firm in enumerate(FIRMS, 3))
OPTIONS = ("--kind", "knowledge", "--coverage", "census", "--direction", "to-row")


@pytest.fixture(scope="module")
def expected():
    """The tables, written by hand from the network."""
    ties = [
        (("source", b), ("target", a), ("kind", "knowledge"), ("period", "2004"),
         ("directed", "true"), ("network", "knowledge"), ("weight", str(value)),
         ("coverage", "census"))
        for (a, b), value in VALUES.items() if value
    ]  # fmt: skip
    actors = [
        (("actor_id", firm), ("region", "ITI14"), ("activity", "wine"), ("type", ""),
         ("group", ""), ("size", str(size)), ("period", "2004"), ("coverage", "census"),
         ("networks", "knowledge"), ("knowledge", ""), ("asked", "knowledge:local"),
         ("country", ""))
        for size, firm in enumerate(FIRMS, 3)
    ]  # fmt: skip
    return {"actors": sorted(actors), "ties": sorted(ties)}


@pytest.mark.parametrize("dialect", VARIANTS)
def test_each_dialect_gives_the_same_tables(survey, dialect, expected):
    done, out = survey({"net.txt": VARIANTS[dialect], "f.csv": TABLE}, *OPTIONS, "--firms", "f.csv")
    assert done.code == 0, done.err
    told(done)
    assert tables(out) == expected


def test_all_dialects_were_tried():
    assert len(VARIANTS) == 26


@pytest.mark.parametrize(
    "content",
    [
        dialects.joined(dialects.grid(*dialects.drawn(3, symmetric=True)), ","),
        dialects.edges(
            {(a, b): v for (a, b), v in dialects.drawn(3, symmetric=True)[1].items() if a < b},
        ),
    ],
)
def test_ties_without_direction_count_once_for_each_pair(survey, content):
    firms, values = dialects.drawn(3, symmetric=True)
    done, out = survey({"n.csv": content, "f.csv": "firm\n" + "\n".join(firms)}, "--kind",
                       "vertical", "--coverage", "census", "--direction", "none",
                       "--firms", "f.csv")  # fmt: skip
    assert done.code == 0, done.err
    told(done)
    found = {(row[0][1], row[1][1], row[6][1]) for row in tables(out)["ties"]}
    assert found == {(a, b, str(v)) for (a, b), v in values.items() if v and a < b}
    assert {dict(row)["directed"] for row in tables(out)["ties"]} == {"false"}


def half(firms, values, *, upper):
    rows = [["", *firms]]
    for i, a in enumerate(firms):
        inside = [(j > i) if upper else (j < i) for j in range(len(firms))]
        cells = [str(values[a, b]) if there else "" for b, there in zip(firms, inside, strict=True)]
        rows.append([a, *cells])
    return dialects.joined(rows, ";")


@pytest.mark.parametrize("upper", [True, False])
def test_half_a_matrix_is_one_without_direction(survey, upper):
    firms, values = dialects.drawn(3, symmetric=True)
    done, out = survey({"n.csv": half(firms, values, upper=upper)}, "--kind", "vertical",
                       "--coverage", "census")  # fmt: skip
    assert done.code == 0, done.err
    told(done, "one half of the matrix is given", "55 of the half that is empty")
    found = {(row[0][1], row[1][1]) for row in tables(out)["ties"]}
    assert found == {(a, b) for (a, b), v in values.items() if v and a < b}
    assert {dict(row)["coverage"] for row in tables(out)["ties"]} == {"census"}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_matrix_with_its_labels_is_cut_as_it_was_put_together(data):
    size = data.draw(st.integers(2, 7))
    cell = st.sampled_from(["0", "1", "3", "NA", "", "0,5"])
    rows = [[data.draw(cell) for _ in range(size)] for _ in range(size)]
    firms = [f"F{n}" for n in range(size)]
    head, side = data.draw(st.booleans()), data.draw(st.booleans())
    rows[0][0] = "0"
    assume(head or side or size == 2 or rows[0][1:] != [row[0] for row in rows[1:]])  # else asked
    cells = [[a, *row] if side else row for a, row in zip(firms, rows, strict=True)]
    if head:
        cells.insert(0, [""] * side + firms)
    found = labels_of(type("G", (), {"lines": list(enumerate(cells, 1)), "file": "a",
                                     "width": len(cells[-1])})())  # fmt: skip
    assert [row for _, row in found.body] == rows
    assert (found.rows is not None) == side
    assert (found.columns is not None) == head


@pytest.mark.parametrize("seed", range(3))
def test_pajek_is_read_as_networkx_reads_it(seed):
    firms, values = dialects.drawn(seed)
    text = dialects.pajek(firms, values).replace("\r\n", "\n")
    theirs = nx.parse_pajek(text)
    mine = pajek.read(text, "a.net")
    assert list(mine.rows) == list(theirs.nodes)
    assert {(c.row, c.column, float(c.text)) for c in mine.cells} == {
        (a, b, of["weight"]) for a, b, of in theirs.edges(data=True)
    }


@pytest.mark.parametrize("form", ["fullmatrix", "edgelist1"])
@pytest.mark.parametrize("seed", range(3))
def test_dl_is_read_as_igraph_reads_it(seed, form, tmp_path):
    firms, values = dialects.drawn(seed)
    firms = [firm.replace(" ", "_") for firm in firms]
    values = {(a.replace(" ", "_"), b.replace(" ", "_")): v for (a, b), v in values.items()}
    if form == "fullmatrix":
        values = {pair: min(value, 1) for pair, value in values.items()}
    path = tmp_path / "a.dl"
    text = dialects.dl(firms, values, form).replace('"', "")
    path.write_text(text, encoding="utf-8")
    theirs = igraph.Graph.Read_DL(str(path))
    mine = dl.read(text, "a.dl")
    names = theirs.vs["name"]
    assert list(mine.rows) == names
    assert {(c.row, c.column) for c in mine.cells if c.text != "0"} == {
        (names[e.source], names[e.target]) for e in theirs.es
    }


@pytest.mark.parametrize(
    "text",
    [
        "dl n=3 format=lowerhalf\nlabels: A, B, C\ndata:\n0\n1 0\n1 0 0\n",
        "dl n=3 format=lowerhalf diagonal=absent\nlabels: A, B, C\ndata:\n1\n1 0\n",
        "dl n=3 format=nodelist1\nlabels:\nA\nB\nC\ndata:\n1 2 3\n2 1\n3 1\n",
        "dl n=3 format=edgelist1\nlabels embedded\ndata:\nA B\nA C\nB A\nC A\n",
        "dl n=3\nlabels embedded\ndata:\nA B C\nA 0 1 1\nB 1 0 0\nC 1 0 0\n",
        "DL N=3, FORMAT=FULLMATRIX\nLABELS:\nA,B,C\nDATA:\n0 1 1 1 0 0\n1 0 0\n",
        "*Vertices 3\n1 A\n2 B\n3 C\n*Edges\n1 2\n1 3\n",
        "*Vertices 3\n1 A\n2 B\n3 C\n*Arcslist\n1 2 3\n2 1\n3 1\n",
        "*Network n\n*Vertices 3\n1 A\n2 B\n3 C\n*Arcs\n1 2\n2 1\n*Edges\n1 3\n",
    ],
)
def test_each_form_of_dl_and_pajek_gives_the_same_star(tmp_path, text):
    path = tmp_path / "net.txt"
    path.write_text(text, encoding="utf-8")
    (answers,) = answers_of(path, Part("net.txt"))
    decided = decide(answers, Part("net.txt"))
    assert {(tie.source, tie.target) for tie in decided.ties} == {("A", "B"), ("A", "C")}
    assert not decided.directed
    assert set(answers.rows) == {"A", "B", "C"}
    gone = answers.left_out.total() + answers.reported
    assert answers.came == len(decided.ties) + gone


def test_a_file_of_blanks_is_one_table(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("   A   B\nA  0 1\nB  1 0\n")
    assert grid_of(path, Part("a.txt")).lines[1] == (2, ["A", "0", "1"])


def test_names_above_a_small_square_are_those_of_a_matrix(survey):
    done, out = survey({"n.csv": "A;B;C\n0;1;1\n1;0;0\n1;0;0\n"}, "--kind", "vertical",
                       "--coverage", "census")  # fmt: skip
    assert done.code == 0, done.err
    found = {(row[0][1], row[1][1]) for row in tables(out)["ties"]}
    assert found == {("A", "B"), ("A", "C")}
