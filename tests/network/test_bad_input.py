"""What people really hand in: told with file, row and column; nothing lost, nothing invented."""

import pytest

from tests.network import dialects
from tests.network.conftest import tables, told

FIRMS = ["A", "B", "C", "D"]
GOOD = ";A;B;C;D\nA;0;1;0;0\nB;0;0;1;0\nC;1;0;0;0\nD;0;0;1;0\n"
OPTIONS = ("--kind", "knowledge", "--coverage", "census", "--direction", "from-row")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", ["found an empty file"]),
        ("\n \n", ["found an empty file"]),
        ("<!DOCTYPE html><html>404</html>", ["row 1: found a web page (<!DOCTYPE html>"]),
        (b"PK\x03\x04\0\0", ["an Excel or OpenDocument workbook"]),
        (b";A;B\nA;0;\xe8\nB;0;0\n", ["row 2: found bytes that are not UTF-8"]),
        (GOOD.replace("A;0;1", 'A;"0;1'), ["broken quoting"]),
        (GOOD.replace("D;0;0;1;0\n", ""), [
            "found 3 rows and 4 columns; expected as many rows as columns",
            "column D: found D in the columns and not in the rows", "--form two-mode"]),
        (GOOD.replace("\nB;", "\nB2;"), [
            "row 3: found B2 in the rows and not in the columns", "Did you mean B?",
            "column B: found B in the columns and not in the rows", "Did you mean B2?"]),
        (GOOD.replace("\nD;", "\nA;"), ["row 5: found the label A twice", "column D: found D in"]),
        (GOOD.replace(";C;", ";B;", 1), ["row 1, column column 3: found the label B twice"]),
        (GOOD.replace("\nD;", "\n;"), ["row 5: found an empty label"]),
        ("1,0,0\n0,1,0\n", ["found 2 rows and 3 columns; expected as many rows as columns"]),
        (GOOD.replace("1", "9").replace("B;0;0;9", "B;0;0;2"), [
            "found 9 in 3 cells, where all others are far below", "--missing 9", "--scale 9"]),
        ("*Vertices 2\n1 A\n2 A\n*Arcs\n1 2\n", ["found the label A twice"]),
        ("*Vertices 2\n1 A\n2 B\n*Partition x\n1\n", ["line 4: found the section *Partition"]),
        ("dl n=3\nlabels: A B C\ndata:\n0 1 0 1 0 0\n", [
            "found 6 numbers under data; expected 9 of them"]),
        ("dl n=3 nm=2\ndata:\n0 1\n", ["found nm=2"]),
        ("dl n=3\nlabels: A B\ndata:\n0 1 0 1 0 0 0 0 0\n", ["found 2 labels; expected 3"]),
        ("0,101,102,103\n101,0,1,0\n102,0,0,1\n103,1,0,0\n", [
            "row 1: found 0 above what may be labels (101, 102, 103 …)"]),
        ("1 2 1\n2 3 1\n3 1 1\n", ["--form matrix or --form list"]),
        ("Advice in 2004;;;;\n" + GOOD, ["row 1: found Advice in 2004, one cell where other rows"]),
        (";A;B;C;Sum\nA;0;1;0;1\nB;0;0;1;1\nC;1;1;0;2\nSum;1;2;1;4\n", [
            "row 5: found Sum, whose row holds the sums of the rows above"]),
        ("ego,alter\nA,B\n<<<<<<< HEAD\nB,A\n=======\nA,C\n>>>>>>> x\n", [
            "line 3: found the conflict marker <<<<<<<", "line 7: found the conflict marker"]),
        ("ego,alter\nA,B\n", ["a list of ties, and no table of firms", "--firms FILE"]),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_as_a_whole_is_refused(survey, content, says):
    done, out = survey({"n.csv": content}, *OPTIONS)
    assert done.code == 1
    told(done, "n.csv", *says)
    assert not out.exists()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("A;0;1", "A;0;many", "row 2, column B: found many; expected a number from 0"),
        ("A;0;1", "A;0;x", "row 2, column B: found x; expected a number from 0"),
        ("A;0;1", "A;0;-9", "row 2, column B: found -9; expected a number from 0"),
        ("B;0;0;1;0", "B;0;0,5;1.5;2,5", "row 3, column C: found 1.5"),
        ("B;0;0;1;0", "B;0;0;1", "row 3: found 3 cells; expected 4"),
        ("B;0;0;1;0", "B;0;0;1;0;1", "row 3: found 5 cells; expected 4"),
    ],
)
def test_a_broken_cell_is_reported_and_the_census_is_none(survey, old, new, says):
    done, out = survey({"n.csv": GOOD.replace(old, new)}, *OPTIONS)
    assert done.code == 1
    told(done, "n.csv, " + says, "found a census of which not all is known")
    found = tables(out)
    assert {dict(row)["coverage"] for row in found["ties"]} == {"sample"}
    assert {dict(row)["asked"] for row in found["actors"]} == {""}
    assert len(found["actors"]) == 4
    assert {(row[0][1], row[1][1]) for row in found["ties"]} >= {("C", "A"), ("D", "C")}


@pytest.mark.parametrize("cell", ["NA", "", "n/a", "?", ".", "9", "-9", "99,0"])
def test_what_was_not_answered_is_never_zero(survey, cell):
    text = GOOD.replace("D;0;0;1;0", f"D;{cell};0;1;0")
    missing = ("--missing=9", "--missing=-9", "--missing=99")
    done, out = survey({"n.csv": text}, *OPTIONS, *missing)
    assert done.code == 0
    told(done, "row 5, column A: found 1 cells without an answer", "1 not answered",
         "The ties are written as a sample")  # fmt: skip
    assert {dict(row)["coverage"] for row in tables(out)["ties"]} == {"sample"}


def test_firms_that_did_not_answer_make_a_census_a_sample(survey):
    text = GOOD.replace("D;0;0;1;0", "D;NA;NA;NA;NA")
    done, out = survey({"n.csv": text}, *OPTIONS)
    told(done, "found no answer of D")
    assert {dict(row)["networks"] for row in tables(out)["actors"]} == {""}
    firms = "firm;risposta\nA;1\nB;1\nC;1\nD;no\n"
    done, out = survey({"n.csv": GOOD, "f.csv": firms}, *OPTIONS, "--firms", "f.csv", "--answered",
                       "risposta", out="other")  # fmt: skip
    told(done, "found no answer of D", "3 not answered")
    assert ("source", "D") not in {row[0] for row in tables(out)["ties"]}


def test_a_row_of_zeros_of_whom_others_name_is_asked_about(survey):
    done, out = survey({"n.csv": GOOD.replace("A;0;1", "A;0;0")}, *OPTIONS)
    assert done.code == 0
    told(done, "found only 0 in the row of A, whom others name", "Did they answer?")
    assert {dict(row)["coverage"] for row in tables(out)["ties"]} == {"census"}


def test_answers_that_differ_are_no_ties_without_direction(survey):
    options = ("--kind", "vertical", "--coverage", "census", "--direction", "none")
    done, out = survey({"n.csv": GOOD}, *options)
    assert done.code == 1
    told(done, "n.csv, row 2, column B: found 1 for A and B; expected 0, as in row 3",
         "--agree either or --agree both")  # fmt: skip
    assert not out.exists()
    done, out = survey({"n.csv": GOOD}, *options, "--agree", "either")
    assert {(row[0][1], row[1][1]) for row in tables(out)["ties"]} == {
        ("A", "B"), ("A", "C"), ("B", "C"), ("C", "D"),
    }  # fmt: skip
    mutual = GOOD.replace("B;0;0", "B;1;0")
    done, out = survey({"n.csv": mutual}, *options, "--agree", "both", out="both")
    assert {(row[0][1], row[1][1]) for row in tables(out)["ties"]} == {("A", "B")}


def test_which_way_ties_go_is_asked_unless_the_matrix_is_symmetric(survey):
    options = ("--kind", "knowledge", "--coverage", "census")
    done, out = survey({"n.csv": GOOD}, *options)
    assert done.code == 1
    told(done, "found ties of which nobody says which way they go", "--direction from-row, to-row")
    assert not out.exists()
    firms, values = dialects.drawn(1, 5, symmetric=True)
    text = dialects.joined(dialects.grid(firms, values), ",")
    done, _ = survey({"n.csv": text}, *options)
    told(done, "symmetric: ties without direction")


@pytest.mark.parametrize("gone", ["--coverage", "--kind", "--region"])
def test_nothing_is_assumed_of_coverage_kind_and_region(survey, gone):
    place = ("--region", "ITI14")
    every = [*place, *OPTIONS]
    at = every.index(gone)
    done, out = survey({"n.csv": GOOD}, *every[:at], *every[at + 2 :], place=())
    assert done.code == 2
    told(done, "It is not said", f"{gone} ")
    assert not out.exists()


def test_ties_of_a_firm_with_itself_are_left_out_and_told(survey):
    done, out = survey({"n.csv": GOOD.replace("A;0;1", "A;1;1")}, *OPTIONS)
    assert done.code == 0
    told(done, "row 2, column A: found 1 ties of a firm with itself", "1 of a firm with itself",
         "3 of the diagonal")  # fmt: skip
    assert len(tables(out)["ties"]) == 4


LIST = "ego;alter;value\nA;B;1\nB;C;2\nC;A;1\n"
TABLE = "firm;type\n" + "".join(f"{firm};firm\n" for firm in FIRMS)


@pytest.mark.parametrize(
    ("rows", "code", "says"),
    [
        ("A;B;1\n", 0, "1 of a tie named twice"),
        ("A;B;2\n", 1, "row 5, column value: found 2 for A, B; expected 1, as in row 2"),
        ("D;D;1\n", 0, "found 1 ties of a firm with itself, the first of D"),
        (";D;1\n", 1, "row 5, column ego: found an empty cell; expected a label"),
        ("D;A;1;x\n", 1, "row 5: found 4 cells; expected 3"),
        ("D;A;NA\n", 0, "row 5, column value: found 1 cells without an answer"),
    ],
)
def test_odd_rows_of_a_list_are_told(survey, rows, code, says):
    done, out = survey({"n.csv": LIST + rows, "f.csv": TABLE}, *OPTIONS, "--firms", "f.csv")
    assert done.code == code
    told(done, says)
    assert len(tables(out)["ties"]) == 3
    assert len(tables(out)["actors"]) == 4


def test_a_firm_that_the_table_does_not_have_is_asked_about(survey):
    done, out = survey({"n.csv": LIST + "DD;A;1\n", "f.csv": TABLE}, *OPTIONS, "--firms", "f.csv")
    assert done.code == 1
    told(done, "row 5: found DD; expected a firm of the table of firms. Did you mean D?")
    assert not out.exists()


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("Nome;x\nA;1\n", "expected a column with the label of the firm"),
        (TABLE.replace("A;firm", "A;frim"), "row 2, column type: found frim; expected one of firm"),
        (TABLE + "A;firm\n", "row 6, column firm: found A again; expected each firm once"),
        (TABLE.replace("A;", ";"), "row 2, column firm: found an empty label"),
        (TABLE.replace("type", "firm"), "column firm: found the column twice"),
    ],
)
def test_a_broken_table_of_firms_is_told(survey, table, says):
    done, _ = survey({"n.csv": GOOD, "f.csv": table}, *OPTIONS, "--firms", "f.csv")
    assert done.code == 1
    told(done, says)


def test_firms_on_one_side_only_are_told_and_the_census_is_none(survey):
    table = TABLE.replace("D;firm", "E;firm")
    done, out = survey({"n.csv": GOOD, "f.csv": table}, *OPTIONS, "--firms", "f.csv")
    assert done.code == 0
    told(done, "found E in the table of firms, and not here", "found D here, and not in the table")
    assert [dict(row)["actor_id"] for row in tables(out)["actors"]] == ["A", "B", "C", "D", "E"]
    assert {dict(row)["coverage"] for row in tables(out)["ties"]} == {"sample"}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--period", "last"), "--period is a year such as 2017"),
        (("--at-least", "0"), "0 is no number above 0."),
        (("--at-least", "some"), "some is no number above 0."),
        (("--scale", "nan"), "nan is no number above 0."),
        (("--region", "outside"), "outside is where partners are"),
        (("--encoding", "latin-99"), "bytes that are not latin-99"),
        (("--outside-number", "x"), "name columns of --firms FILE"),
        (("--firms", "none.csv"), "There is no file none.csv"),
    ],
)
def test_wrong_use_is_told(survey, options, says):
    done, out = survey({"n.csv": GOOD}, *OPTIONS, *options, place=("--region", "ITI14"))
    assert done.code == (1 if "--encoding" in options else 2)
    told(done, says)
    assert not out.exists()


def test_an_empty_cell_is_no_zero_unless_a_mapping_says_so(survey):
    text = ";A;B;C\nA;;1;\nB;;;1\nC;1;;\n"
    done, out = survey({"n.csv": text}, *OPTIONS)
    told(done, "row 2, column C: found 3 cells without an answer", 'values.weight = { "" = "0" }')
    assert {dict(row)["coverage"] for row in tables(out)["ties"]} == {"sample"}
    mapping = """
constants = { region = "ITI14", coverage = "census", kind = "knowledge" }
[[table]]
file = "n.csv"
direction = "from-row"
values.weight = { "" = "0" }
"""
    files = {"n.csv": text, "m.toml": mapping}
    done, out = survey(files, "--mapping", "m.toml", place=(), out="other")
    assert done.code == 0
    assert {dict(row)["coverage"] for row in tables(out)["ties"]} == {"census"}


@pytest.mark.parametrize(
    "text",
    [
        '"","X1","X2","X3"\n"1",0,1,0\n"2",0,0,1\n"3",1,0,0\n',
        "id,1,2,3\n1,0,1,0\n2,0,0,1\n3,1,0,0\n",
        "1,2,3\n0,1,0\n0,0,1\n1,0,0\n",
        "1 0 1 0\n2 0 0 1\n3 1 0 0\n",
        ";1;2;3\n1;FALSE;TRUE;FALSE\n2;no;no;yes\n3;1;0;0\n",
        "from,to\n1,2\n2,3\n3,1\n",
    ],
)
def test_labels_that_are_numbers(survey, text):
    done, out = survey({"n.csv": text, "f.csv": "id\n1\n2\n3\n"}, *OPTIONS, "--firms", "f.csv")
    assert done.code == 0, done.err
    told(done)
    found = {(row[0][1], row[1][1], row[6][1]) for row in tables(out)["ties"]}
    assert found == {("1", "2", ""), ("2", "3", ""), ("3", "1", "")}


def test_conflict_markers_in_the_table_of_firms_are_no_firms(survey):
    table = "firm,size\n<<<<<<< HEAD\nA,1\nB,1\n=======\nA,2\nB,2\n>>>>>>> other\nC,3\nD,4\n"
    done, out = survey({"n.csv": GOOD, "f.csv": table}, *OPTIONS, "--firms", "f.csv")
    assert done.code == 1
    told(done, "f.csv, line 2: found the conflict marker <<<<<<<")
    assert not out.exists()
