"""Whole surveys: both sides of verdicts, partners outside, waves, two modes, mappings."""

import pytest

from tests.conftest import read_csv
from tests.network import dialects
from tests.network.clusters import CENSUS, FIRMS, KNOWLEDGE, NONE, OUTSIDE, SOME, WAVES, firms
from tests.network.conftest import PLACE, tables, told


def test_partners_known_by_number_are_anonymous_and_lie_outside(survey):
    done, out = survey({"n.csv": SOME, "f.csv": firms([2, 0, 1, 0])}, *KNOWLEDGE, *OUTSIDE)
    told(done, "3 partners outside of 2 firms, known by their number", "2 firms have none")
    partners = [r for r in read_csv(out / "actors.csv") if r["region"] == "outside"]
    assert [r["actor_id"] for r in partners] == ["A outside 1", "A outside 2", "C outside 1"]
    assert {(r["activity"], r["type"], r["networks"]) for r in partners} == {("", "other", "")}
    ties = [r for r in read_csv(out / "ties.csv") if r["network"] == "knowledge-outside"]
    assert [(r["source"], r["target"]) for r in ties] == [
        ("A outside 1", "A"), ("A outside 2", "A"), ("C outside 1", "C"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "doubtful"), [([1, 1, 1, 0], True), ([1, 0, 0, 0], False), ([2, 1, 1, 0], False)]
)
def test_gatekeepers_that_hang_on_names_are_told(survey, numbers, doubtful):
    """A passes on to B, B to C, C to A."""
    done, _ = survey({"n.csv": SOME, "f.csv": firms(numbers)}, *KNOWLEDGE, *OUTSIDE)
    told(done)
    assert ("a gatekeeper only if its partners are not those" in done.err) == doubtful


@pytest.mark.parametrize("cell", ["2.5", "many", "-1", "4000"])
def test_a_number_of_partners_that_is_none_is_reported(survey, cell):
    done, out = survey({"n.csv": SOME, "f.csv": firms([cell, 1, 0, 0])}, *KNOWLEDGE, *OUTSIDE)
    told(done, f"f.csv, row 2, column abroad: found {cell}; expected")
    assert len([r for r in read_csv(out / "actors.csv") if r["region"] == "outside"]) == 1


def test_a_number_that_may_be_a_code_is_told_or_asked_about(survey):
    done, out = survey({"n.csv": SOME, "f.csv": firms([9, 1, 0, 0])}, *KNOWLEDGE, *OUTSIDE)
    told(done, "row 2, column abroad: found 9, far above all others", "10 partners outside of 2")
    options = (*KNOWLEDGE, *OUTSIDE, "--missing", "9")
    done, out = survey({"n.csv": SOME, "f.csv": firms([9, 1, 0, 0])}, *options, out="missing")
    told(done, "no number of partners outside of A", "1 partners outside of 1 firms")
    assert {r["coverage"] for r in read_csv(out / "ties.csv") if r["network"] != "knowledge"} == {
        "sample"
    }
    done, _ = survey({"n.csv": SOME, "f.csv": firms([99, 1, 0, 0])}, *KNOWLEDGE, *OUTSIDE)
    assert done.code == 1
    told(done, "found 99 in 1 cells, where all others are far below")


def test_a_list_of_partners_gives_names_and_types(survey):
    rows = "firm,partner,type\nA,Uni X,university\nB,Uni X,university\nB,Acme,\n"
    done, out = survey({"n.csv": SOME, "o.csv": rows}, *KNOWLEDGE, "--outside", "o.csv")
    assert done.code == 0, done.err
    told(done, "2 partners outside; 2 of the firms are in no row")
    found = {r["actor_id"]: r["type"] for r in read_csv(out / "actors.csv")
             if r["region"] == "outside"}  # fmt: skip
    assert found == {"Uni X": "university", "Acme": "other"}
    assert {r["asked"] for r in read_csv(out / "actors.csv") if r["region"] != "outside"} == {
        "knowledge:extra-local;knowledge:local"
    }
    done, _ = survey({"n.csv": SOME, "o.csv": "firm,partner\nA,B\nE,Acme\n"}, *KNOWLEDGE,
                     "--outside", "o.csv")  # fmt: skip
    assert done.code == 1
    told(done, "o.csv, row 2: found B; expected a partner outside",
         "o.csv, row 3: found E; expected a firm of the survey")  # fmt: skip


TWO = ";Uni X;Fair;Agronomist\nA;1;0;2\nB;0;0;1\n"


def test_a_two_mode_matrix_is_of_firms_and_their_sources(survey):
    options = ("--kind", "knowledge", *CENSUS, "--direction", "to-row", "--form", "two-mode")
    done, out = survey({"t.csv": TWO}, *options)
    assert done.code == 1
    told(done, "columns of which nobody says where they lie: Uni X, Fair, Agronomist")
    done, out = survey({"t.csv": TWO}, *options, "--sources", "outside")
    assert done.code == 0, done.err
    told(done)
    found = {r["actor_id"]: (r["region"], r["asked"]) for r in read_csv(out / "actors.csv")}
    assert found["A"] == ("ITI14", "knowledge:extra-local")
    assert found["Fair"] == ("outside", "")
    ties = {(r["source"], r["target"]) for r in read_csv(out / "ties.csv")}
    assert ties == {("Uni X", "A"), ("Agronomist", "A"), ("Agronomist", "B")}
    table = "firm,type\nA,firm\nB,firm\nUni X,university\nFair,other\nAgronomist,other\n"
    done, out = survey({"t.csv": TWO, "f.csv": table}, *options, "--firms", "f.csv", out="local")
    assert done.code == 0, done.err
    found = {r["actor_id"]: (r["region"], r["type"]) for r in read_csv(out / "actors.csv")}
    assert found["Uni X"] == ("ITI14", "university")


def test_waves_with_other_firms_are_told(survey):
    later = SOME.replace("D", "E")
    files = {"n_2004.csv": SOME, "n_2007.csv": later, "m.toml": WAVES.format(more="")}
    done, out = survey(files, "--mapping", "m.toml", inputs=["n_2004.csv", "n_2007.csv"], place=())
    assert done.code == 0, done.err
    told(done, "knowledge, 2004 to 2007: 1 new (E), 1 gone (D)")
    found = {(r["actor_id"], r["period"]) for r in read_csv(out / "actors.csv")}
    assert found == {(a, "2004") for a in "ABCD"} | {(a, "2007") for a in "ABCE"}
    assert {r["coverage"] for r in read_csv(out / "ties.csv")} == {"census"}


@pytest.mark.parametrize("dated", [False, True])
def test_firms_of_one_wave_only_are_no_gap_of_the_other(survey, dated):
    """A table without years does not say who was there when; one with years does."""
    table = "firm\nA\nB\nC\nD\nE\n"
    if dated:
        table = "firm;wave\n" + "".join(f"{a};2004\n" for a in "ABCDE")
        table += "".join(f"{a};2007\n" for a in "ABCE")
    more = '[[table]]\nfile = "f.csv"\nto = "actors"\n'
    files = {"n_2004.csv": SOME, "n_2007.csv": SOME.replace("D", "E"), "f.csv": table,
             "m.toml": WAVES.format(more=more)}  # fmt: skip
    done, out = survey(files, "--mapping", "m.toml", inputs=list(files)[:3], place=())
    assert done.code == 0, done.err
    told(done)
    found = {r["period"]: r["coverage"] for r in read_csv(out / "ties.csv")}
    assert found == {"2004": "sample" if dated else "census", "2007": "census"}
    there = [(r["actor_id"], r["period"]) for r in read_csv(out / "actors.csv")]
    assert (("E", "2004") in there) == dated


def test_a_column_of_waves_is_the_same_as_a_file_of_each(survey):
    files = {"n_2004.csv": SOME, "n_2007.csv": SOME.replace("D;0;0;1", "D;1;0;1"),
             "m.toml": WAVES.format(more="")}  # fmt: skip
    _, one = survey(files, "--mapping", "m.toml", inputs=["n_2004.csv", "n_2007.csv"], place=())
    rows = "".join(
        f"{r['source']},{r['target']},{r['period'][-1]}\n" for r in read_csv(one / "ties.csv")
    )
    mapping = """
constants = { region = "ITI14", activity = "wine", coverage = "census", kind = "knowledge" }
[[table]]
file = "l.csv"
direction = "from-row"
columns = { source = "from", target = "to", period = "wave" }
values.period = { 4 = "2004", 7 = "2007" }
[[table]]
file = "f.csv"
to = "actors"
"""
    table = "firm\nA\nB\nC\nD\n"
    files = {"l.csv": "from,to,wave\n" + rows, "f.csv": table, "m.toml": mapping}
    done, other = survey(files, "--mapping", "m.toml", inputs=["l.csv", "f.csv"], place=(),
                         out="other")  # fmt: skip
    assert done.code == 0, done.err
    told(done, "l.csv, 2004: 4 ties in = 4 written", "l.csv, 2007: 5 ties in = 5 written")
    assert tables(one) == tables(other)


def test_attributes_of_each_wave_and_vectors_of_knowledge(survey):
    table = (
        "firm;wave;size;enology;agronomy\n"
        + "".join(f"{a};2004;{n};2;0\n{a};2007;{n + 1};1;1\n" for n, a in enumerate(FIRMS, 5))
    )  # fmt: skip
    more = '[[table]]\nfile = "f.csv"\nto = "actors"\nknowledge = ["enology", "agronomy"]\n'
    files = {"n_2004.csv": SOME, "n_2007.csv": SOME, "f.csv": table,
             "m.toml": WAVES.format(more=more)}  # fmt: skip
    done, out = survey(files, "--mapping", "m.toml", inputs=list(files)[:3], place=())
    assert done.code == 0, done.err
    told(done)
    found = {(r["actor_id"], r["period"]): (r["size"], r["knowledge"])
             for r in read_csv(out / "actors.csv")}  # fmt: skip
    assert found["A", "2004"] == ("5", "enology;enology")
    assert found["A", "2007"] == ("6", "enology;agronomy")


def test_shares_of_education_become_percents(survey):
    table = "firm;tech;arts\nA;0,75;0,25\nB;1;0\nC;0;NA\nD;0,5;0,5\n"
    done, out = survey({"n.csv": SOME, "f.csv": table}, *KNOWLEDGE, "--firms", "f.csv",
                       "--knowledge", "tech", "--knowledge", "arts")  # fmt: skip
    assert done.code == 0, done.err
    found = {r["actor_id"]: r["knowledge"].split(";") for r in read_csv(out / "actors.csv")}
    assert found["A"] == ["tech"] * 75 + ["arts"] * 25
    assert found["B"] == ["tech"] * 100
    assert found["C"] == [""]


def test_distances_are_checked_and_not_written(survey):
    text = ";A;B;C;D\nA;0;1,5;2;3\nB;1,5;0;1;2\nC;2;1;0;4\nD;3;9;4;0\n"
    mapping = WAVES.format(more='[[table]]\nfile = "d.csv"\nto = "distances"\n')
    files = {"n_2004.csv": SOME, "n_2007.csv": SOME, "d.csv": text, "m.toml": mapping}
    done, out = survey(files, "--mapping", "m.toml", inputs=list(files)[:3], place=())
    assert done.code == 0, done.err
    told(done, "row 3, column D: found 2 from B to D; expected 9, as in row 5", "mean 2.833")
    assert sorted(path.name for path in out.iterdir()) == ["actors.csv", "regions.csv", "ties.csv"]


def test_one_file_after_the_other_is_the_same_as_a_mapping_of_both(survey):
    table = firms([1, 0, 0, 2])
    survey({"n.csv": SOME, "f.csv": table}, *KNOWLEDGE, *OUTSIDE)
    done, one = survey({"v.csv": NONE}, "--kind", "vertical", *CENSUS)
    assert done.code == 0, done.err
    told(done, "4 actors in = 4 written")
    again, _ = survey({"v.csv": NONE}, "--kind", "vertical", *CENSUS)
    told(again, "4 actors in = 0 written + 4 there already")
    mapping = """
constants = { region = "ITI14", activity = "wine", coverage = "census", period = "2004" }
[[table]]
file = "n.csv"
constants = { kind = "knowledge" }
direction = "from-row"
[[table]]
file = "v.csv"
constants = { kind = "vertical" }
[[table]]
file = "f.csv"
to = "actors"
outside = "abroad"
"""
    files = {"n.csv": SOME, "v.csv": NONE, "f.csv": table, "m.toml": mapping}
    done, other = survey(files, "--mapping", "m.toml", inputs=list(files)[:3], place=(),
                         out="other")  # fmt: skip
    assert done.code == 0, done.err

    def sets(out):
        return sorted(
            tuple((k, frozenset(v.split(";"))) for k, v in r.items())
            for r in read_csv(out / "actors.csv")
        )

    assert sorted(map(str, sets(one))) != []
    assert {frozenset(r) for r in sets(one)} == {frozenset(r) for r in sets(other)}
    assert tables(one)["ties"] == tables(other)["ties"]


def test_two_questions_of_one_kind_need_names(survey):
    done, out = survey({"a.csv": SOME, "b.csv": SOME}, *KNOWLEDGE, inputs=["a.csv", "b.csv"])
    assert done.code == 1
    told(done, "found a second file of knowledge in 2004", "constants.network")
    assert not out.exists()


def test_a_region_that_no_scheme_has_is_ones_own_and_told(survey):
    place = ("--region", "Valle Alta", "--activity", "wine", "--period", "2004")
    done, out = survey({"n.csv": SOME}, *KNOWLEDGE, place=place)
    assert done.code == 0, done.err
    told(done, "Valle Alta is no code of NUTS, ITL or ISO 3166-2: a region of your own")
    assert {r["region"] for r in read_csv(out / "actors.csv")} == {"Valle Alta"}


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("", "has no [[table]]"),
        ("[[table]]\n", 'file = "NAME.csv" is missing'),
        ("[[table]]\nfile = 'n.csv'\nto = 'tie'\n", "to is one of ties, actors"),
        ("[[table]]\nfile = 'n.csv'\nkind = 'x'\n", "kind is not known."),
        ("[[table]]\nfile = 'n.csv'\nconstants = { kind = 'x' }\n", "kind is no x."),
        (
            "constants = { coverage = 'selective' }\n[[table]]\nfile='n.csv'\n",
            "a census or a sample",
        ),
        ("[[table]]\nfile = 'n.csv'\natLeast = 0\n", "atLeast is a number above 0"),
        ("[[table]]\nfile = 'other.csv'\n", "The mapping says nothing of n.csv"),
        ("[[table]]\nfile = 'n.csv'\n[[table]]\nfile = 'b.csv'\n", "no such file is named"),
        ("[[table]]\nfile = 'n.csv'\n", "It is not said how the firms of n.csv were found"),
        ("[[table]\n", "cannot be read as a mapping"),
    ],
)
def test_a_wrong_mapping_is_told(survey, mapping, says):
    done, out = survey({"n.csv": SOME, "m.toml": mapping}, "--mapping", "m.toml", place=())
    assert done.code == 2
    told(done, says)
    assert not out.exists()


def test_parquet_holds_the_same(survey):
    import pyarrow.parquet

    _, plain = survey({"n.csv": SOME}, *KNOWLEDGE)
    done, packed = survey({"n.csv": SOME}, *KNOWLEDGE, "--format", "parquet", out="packed")
    assert done.code == 0, done.err
    rows = pyarrow.parquet.read_table(packed / "ties.parquet").to_pylist()
    assert [r["source"] for r in rows] == [r["source"] for r in read_csv(plain / "ties.csv")]


def test_a_matrix_drawn_at_random_goes_in_whole(survey):
    names, drawn = dialects.drawn(12, 30, 0.2, 5)
    text = dialects.joined(dialects.grid(names, drawn), ";")
    done, out = survey({"n.csv": text}, *KNOWLEDGE, "--at-least", "3", place=PLACE)
    told(done, "a tie is a value at least 3")
    assert len(tables(out)["ties"]) == sum(value >= 3 for value in drawn.values())


def test_names_in_an_older_encoding(survey):
    text = ";Podere Così;B\nPodere Così;0;1\nB;0;0\n".encode("cp1252")
    done, _ = survey({"n.csv": text}, *KNOWLEDGE)
    assert done.code == 1
    told(done, "row 1: found bytes that are not UTF-8")
    done, out = survey({"n.csv": text}, *KNOWLEDGE, "--encoding", "cp1252")
    assert done.code == 0, done.err
    assert "Podere Così" in {r["actor_id"] for r in read_csv(out / "actors.csv")}


def test_two_files_of_one_name_are_two_files(survey, tmp_path):
    (tmp_path / "firms").mkdir()
    (tmp_path / "firms" / "n.csv").write_text("firm;size\nA;1\nB;2\nC;3\nD;4\n")
    done, out = survey({"n.csv": SOME}, *KNOWLEDGE, "--firms", tmp_path / "firms" / "n.csv")
    assert done.code == 0, done.err
    assert [r["size"] for r in read_csv(out / "actors.csv")] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "text",
    [
        '*Vertices 5 2\n1 A\n2 B\n3 "Uni X"\n4 Fair\n5 Agronomist\n*Arcs\n1 3 1\n1 5 2\n2 5 1\n',
        '*Vertices 5 2\n1 A\n2 B\n3 "Uni X"\n4 Fair\n5 Agronomist\n*Matrix\n1 0 2\n0 0 1\n',
        'dl nr=2 nc=3\nrow labels: A B\ncolumn labels: "Uni X" Fair Agronomist\ndata:\n'
        "1 0 2\n0 0 1\n",
    ],
)
def test_two_modes_of_pajek_and_dl_are_those_of_a_table(survey, text):
    options = ("--kind", "knowledge", *CENSUS, "--direction", "to-row", "--sources", "outside")
    done, one = survey({"t.csv": TWO}, *options, "--form", "two-mode")
    assert done.code == 0, done.err
    done, other = survey({"t.net": text}, *options, out="other")
    assert done.code == 0, done.err
    told(done)
    assert tables(one) == tables(other)
