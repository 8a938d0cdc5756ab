"""What surveyed networks decide: on both sides where all were asked, on none where not."""

import csv

import pytest

from tests.conftest import read_csv
from tests.network import dialects
from tests.network.clusters import CENSUS, KNOWLEDGE, NONE, OUTSIDE, SOME, WAVES, firms, values
from tests.network.conftest import told


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


def test_firms_of_the_roster_that_lie_outside_are_partners(survey, command):
    table = "firm,region\nA,ITI14\nB,ITI14\nC,outside\nD,ITI14\n"
    place = ("--activity", "wine", "--period", "2004")
    done, out = survey({"n.csv": SOME, "f.csv": table}, *KNOWLEDGE, "--firms", "f.csv", place=place)
    assert done.code == 0, done.err
    rows = list(csv.DictReader(command("indicators", out).out.splitlines()))
    assert {r["region"] for r in rows} == {"ITI14"}
    assert ("gatekeeper-count", "1.0") in {(r["indicator"], r["value"]) for r in rows}


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


def test_partners_outside_are_no_setting_where_no_firm_has_a_place(survey, command):
    table = "firm,region\nA,Upton\nB,Upton\nC,Downton\nD,Downton\n"
    done, out = survey(
        {"n.csv": SOME, "f.csv": table, "o.csv": "firm,partner\nA,X\n"}, *KNOWLEDGE,
        "--firms", "f.csv", "--outside", "o.csv", place=("--period", "2004"),
    )  # fmt: skip
    told(done, "no region has the code Upton, Downton", "--regions FILE.csv")
    assert {row["region"] for row in read_csv(out / "actors.csv")} == {"outside"}
    done = command("assess", "--data", out, "--no-embedded", "--format", "csv")
    assert "outside" not in done.out, "a census of partners opposes nothing"


def test_partners_outside_are_not_told_as_firms_of_no_activity(survey, command):
    _, out = survey(
        {"n.csv": SOME, "f.csv": firms([2, 0, 0, 1])}, *KNOWLEDGE, *OUTSIDE,
        "--activity", "wine",
    )  # fmt: skip
    done = command("assess", "--data", out, "--no-embedded")
    assert done.code == 0, done.err
    assert "without an activity" not in done.err
