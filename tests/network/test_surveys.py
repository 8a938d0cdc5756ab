"""Whole surveys: both sides of verdicts, partners outside, waves, two modes, mappings."""

import csv

import pytest

from tests.conftest import read_csv
from tests.network import dialects
from tests.network.conftest import PLACE, tables, told

FIRMS = ["A", "B", "C", "D"]
NONE = ";A;B;C;D\n" + "".join(f"{firm};0;0;0;0\n" for firm in FIRMS)
SOME = ";A;B;C;D\nA;0;1;0;0\nB;0;0;1;0\nC;1;0;0;0\nD;0;0;1;0\n"
CENSUS = ("--coverage", "census")
KNOWLEDGE = ("--kind", "knowledge", *CENSUS, "--direction", "from-row")


def values(command, out, *options):
    done = command("assess", "--no-embedded", "--data", out, "--format", "csv", *options)
    assert done.code == 0, done.err
    rows = list(csv.DictReader(done.out.splitlines()))
    assert {row["region"] for row in rows} == {"ITI14"}, "outside is no setting"
    return {row["condition"]: row["value"] for row in rows}


def firms(numbers):
    rows = zip(FIRMS, numbers, strict=True)
    return "firm;abroad\n" + "".join(f"{a};{n}\n" for a, n in rows)


OUTSIDE = ("--firms", "f.csv", "--outside-number", "abroad")


@pytest.mark.parametrize("engine", ["sparql", "sql"])
def test_a_census_decides_on_both_sides_though_nobody_has_a_tie(survey, command, engine):
    done, out = survey({"n.csv": NONE, "f.csv": firms([0, 0, 0, 0])}, *KNOWLEDGE, *OUTSIDE)
    assert done.code == 0, done.err
    assert not (out / "ties.csv").exists()
    done, out = survey({"v.csv": NONE}, "--kind", "vertical", *CENSUS)
    assert done.code == 0, done.err
    found = values(command, out, "--engine", engine)
    assert (found["C07"], found["C14"], found["C04"]) == ("opposed", "opposed", "supported")
    assert found["C15"] == "unknown"  # the other route, mobility, nobody has looked at


def test_a_census_with_ties_supports_what_one_without_opposes(survey, command):
    survey({"n.csv": SOME, "f.csv": firms([2, 0, 0, 1])}, *KNOWLEDGE, *OUTSIDE)
    _, out = survey({"v.csv": SOME}, "--kind", "vertical", *CENSUS, "--direction", "from-row")
    found = values(command, out)
    assert {found[c] for c in ("C07", "C14", "C15")} == {"supported"}
    assert found["D2"] == found["D4"] == "supported"


@pytest.mark.parametrize("gap", ["D;0;0;0;NA", "D;NA;0;0;0"])
def test_a_gap_or_a_sample_opposes_nothing(survey, command, gap):
    text = NONE.replace("D;0;0;0;0", gap)
    survey({"v.csv": text}, "--kind", "vertical", *CENSUS)
    done, out = survey({"n.csv": NONE, "f.csv": firms([0, 0, 0, "NA"])}, *KNOWLEDGE, *OUTSIDE)
    told(done, "no number of partners outside of D")
    diagonal = gap == "D;0;0;0;NA"
    found = values(command, out)
    assert found["C07"] == ("opposed" if diagonal else "unknown")
    assert found["C14"] == "unknown"


def test_the_sub_condition_of_gatekeepers_is_opposed_by_none(survey, command):
    done, out = survey({"n.csv": NONE, "f.csv": firms([1, 0, 0, 0])}, *KNOWLEDGE, *OUTSIDE)
    assert done.code == 0, done.err
    found = {r["indicator"]: r for r in csv.DictReader(command("indicators", out).out.splitlines())}
    assert (found["gatekeeper-count"]["value"], found["gatekeeper-count"]["coverage"]) == (
        "0.0", "census",
    )  # fmt: skip
    assert found["ei-index"]["value"] == "1.0"
    assert "partner-diversity" not in found, "nobody knows what anonymous partners are"


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


def test_firms_of_the_roster_that_lie_outside_are_partners(survey, command):
    table = "firm,region\nA,ITI14\nB,ITI14\nC,outside\nD,ITI14\n"
    place = ("--activity", "wine", "--period", "2004")
    done, out = survey({"n.csv": SOME, "f.csv": table}, *KNOWLEDGE, "--firms", "f.csv", place=place)
    assert done.code == 0, done.err
    rows = list(csv.DictReader(command("indicators", out).out.splitlines()))
    assert {r["region"] for r in rows} == {"ITI14"}
    assert ("gatekeeper-count", "1.0") in {(r["indicator"], r["value"]) for r in rows}


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


WAVES = """
constants = {{ region = "ITI14", activity = "wine", coverage = "census" }}
[[table]]
file = "n_2004.csv"
constants = {{ kind = "knowledge", period = "2004" }}
direction = "from-row"
[[table]]
file = "n_2007.csv"
constants = {{ kind = "knowledge", period = "2007" }}
direction = "from-row"
{more}
"""


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


def test_two_clusters_in_one_go_do_not_mix(survey, command):
    mapping = """
constants = { coverage = "census", activity = "wine", period = "2004" }
[[table]]
file = "a.csv"
constants = { kind = "vertical", region = "ITI14" }
direction = "from-row"
[[table]]
file = "b.csv"
constants = { kind = "vertical", region = "ITI13" }
[[table]]
file = "f.csv"
to = "actors"
columns = { region = "where" }
outside = "abroad"
[[table]]
file = "o.csv"
to = "outside"
constants = { region = "ITI13", network = "fairs" }
"""
    other = {"A": "P", "B": "Q", "C": "R", "D": "S"}
    text = "".join(other.get(letter, letter) for letter in NONE)
    table = "firm;where;abroad\n" + "".join(
        f"{a};ITI14;{n}\n{b};ITI13;0\n" for n, (a, b) in enumerate(other.items())
    )
    files = {"a.csv": SOME, "b.csv": text, "f.csv": table, "o.csv": "firm,partner\nP,Fair\n",
             "m.toml": mapping}  # fmt: skip
    done, out = survey(files, "--mapping", "m.toml", inputs=list(files)[:4], place=())
    assert done.code == 0, done.err
    told(done)
    assert {r["coverage"] for r in read_csv(out / "ties.csv")} == {"census"}
    found = {r["actor_id"]: (r["region"], r["networks"]) for r in read_csv(out / "actors.csv")}
    assert found["A"] == ("ITI14", "knowledge-outside;vertical")
    assert found["S"] == ("ITI13", "fairs;knowledge-outside;vertical")
    rows = csv.DictReader(command("indicators", out).out.splitlines())
    vertical = {r["region"]: r["value"] for r in rows if r["indicator"] == "local-vertical-ties"}
    assert vertical == {"ITI14": "4.0", "ITI13": "0.0"}


def test_what_one_cluster_was_asked_for_says_nothing_of_another(survey, command):
    """In ITI13 one number of partners outside is not known, and all others are 0."""
    other = {"A": "P", "B": "Q", "C": "R", "D": "S"}
    here = ("--region", "ITI14", "--activity", "wine", "--period", "2004")
    survey({"n.csv": SOME, "f.csv": firms([1, 0, 0, 2])}, *KNOWLEDGE, *OUTSIDE, place=here)
    swap = str.maketrans(other)
    files = {"n.csv": SOME.translate(swap), "f.csv": firms([0, 0, "NA", 0]).translate(swap)}
    done, out = survey(files, *KNOWLEDGE, *OUTSIDE, place=("--region", "ITI13", *here[2:]))
    assert done.code == 0, done.err
    rows = list(csv.DictReader(command("indicators", out).out.splitlines()))
    found = {(r["region"], r["indicator"]): r["coverage"] for r in rows}
    assert found["ITI14", "gatekeeper-count"] == "census"
    assert found.get(("ITI13", "gatekeeper-count")) != "census"
    assert ("ITI13", "extra-local-knowledge-ties") not in found
    assert found["ITI13", "inward-density"] == "census"


def test_who_did_not_answer_has_not_none_outside(survey):
    table = "firm;answered\nA;1\nB;1\nC;1\nD;0\n"
    files = {"n.csv": SOME, "f.csv": table, "o.csv": "firm,partner\nA,Fair\n"}
    done, out = survey(files, *KNOWLEDGE, "--firms", "f.csv", "--answered", "answered",
                       "--outside", "o.csv")  # fmt: skip
    told(done, "o.csv: found no answer of D")
    assert {r["coverage"] for r in read_csv(out / "ties.csv")} == {"sample"}
    assert {r["asked"] for r in read_csv(out / "actors.csv")} == {""}


ONE_MORE = firms([0, 0, 0, 0]) + "E;3\n"


def test_the_number_of_a_firm_on_no_roster_is_not_lost(survey, command):
    done, out = survey({"n.csv": NONE, "f.csv": ONE_MORE}, *KNOWLEDGE, *OUTSIDE)
    told(done, "3 partners outside of 1 firms")
    assert [r["target"] for r in read_csv(out / "ties.csv")] == ["E"] * 3
    assert values(command, out)["C14"] == "supported"


def test_a_firm_that_was_not_asked_has_not_none_outside(survey, command):
    files = {"n.csv": NONE, "f.csv": ONE_MORE, "o.csv": "firm,partner\n"}
    done, out = survey(files, *KNOWLEDGE, "--firms", "f.csv", "--outside", "o.csv")
    told(done, "o.csv: found no answer of E")
    assert values(command, out)["C14"] == "unknown"


def test_the_0_of_a_firm_that_did_not_answer_is_no_answer(survey, command):
    table = "firm;abroad;answered\nA;0;1\nB;0;1\nC;0;1\nD;0;0\n"
    done, out = survey({"n.csv": NONE, "f.csv": table}, *KNOWLEDGE, *OUTSIDE,
                       "--answered", "answered")  # fmt: skip
    told(done, "no number of partners outside of D")
    assert values(command, out)["C14"] == "unknown"


def test_tables_of_firms_with_a_year_each_say_who_was_not_asked(survey):
    more = "".join(f'[[table]]\nfile = "f_{y}.csv"\nto = "actors"\n'
                   f'constants = {{ period = "{y}" }}\n' for y in (2004, 2007))  # fmt: skip
    files = {"n_2004.csv": SOME, "n_2007.csv": SOME, "f_2004.csv": ONE_MORE,
             "f_2007.csv": firms([0, 0, 0, 0]), "m.toml": WAVES.format(more=more)}  # fmt: skip
    done, out = survey(files, "--mapping", "m.toml", inputs=list(files)[:4], place=())
    told(done, "found E in the table of firms, and not here")
    found = {r["period"]: r["coverage"] for r in read_csv(out / "ties.csv")}
    assert found == {"2004": "sample", "2007": "census"}


def test_talk_that_closes_to_triangles_is_buzz_and_talk_that_does_not_is_none(survey, command):
    """Two circles of four, and the corners of a cube, in which no three are in touch."""
    firms = [f"{n:03b}" for n in range(8)]

    def matrix(mark, tied):
        rows = [["", *(mark + b for b in firms)]]
        rows += [[mark + a, *(str(int(a != b and tied(a, b))) for b in firms)] for a in firms]
        return dialects.joined(rows, ",")

    def place(region):
        return ("--region", region, "--activity", "wine", "--period", "2004")

    options = ("--kind", "informal-contact", *CENSUS)
    circles = matrix("k", lambda a, b: a[0] == b[0])
    cube = matrix("c", lambda a, b: sum(x != y for x, y in zip(a, b, strict=True)) == 1)
    survey({"n.csv": circles}, *options, place=place("ITI14"))
    done, out = survey({"n.csv": cube}, *options, place=place("ITI13"))
    assert done.code == 0, done.err
    rows = command("assess", "--no-embedded", "--data", out, "--format", "csv").out.splitlines()
    found = {r["region"]: r["value"] for r in csv.DictReader(rows) if r["condition"] == "C05"}
    assert found == {"ITI14": "supported", "ITI13": "opposed"}


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
