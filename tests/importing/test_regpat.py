"""Patents by region: each dialect gives the same tables, and plain counts the same verdicts."""

import gzip
import io
import random
from collections import defaultdict
from itertools import combinations

import pandas as pd
import pytest

from tests.conftest import read_csv
from tests.importing.patents import CLASSES, INVENTORS, NAME, STREET, classes, persons, verdicts


def mixed(name):
    """Appln_id, Reg_code: how the headers of 2016 to 2018 are written."""
    return name.capitalize()


DIALECTS = {
    "2020 to 2025": {},
    "2016 to 2018": {"case": mixed},
    "capitals": {"case": str.upper},
    "saved with tabs": {"between": "\t"},
    "saved with semicolons": {"between": ";"},
    "PCT": {"key": "pct_nbr"},
}


@pytest.fixture
def regpat(tmp_path, command):
    """Write tables and import them."""

    def call(inventors=None, filed=None, *options, applicants=None, out="out"):
        given = []
        for name, text in (
            ("inventors", inventors),
            ("classes", filed),
            ("applicants", applicants),
        ):
            if text is not None:
                path = tmp_path / f"{name}.txt"
                path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
                given += [f"--{name}", path]
        level = [] if "--level" in options else ["--level", 3]
        done = command("import", "regpat", *given, *level, *options, "--out", tmp_path / out)
        written = tmp_path / out
        everything = done.out + done.err
        if written.exists():
            everything += "".join(p.read_text(encoding="utf-8") for p in written.iterdir())
        for private in (NAME, NAME.split(",", maxsplit=1)[0], STREET, "Nonesuch"):
            assert private not in everything
        return done, written

    return call


def ties(folder):
    return {(r["source"], r["target"], r["period"]) for r in read_csv(folder / "ties.csv")}


EXPECTED = {
    ("inv11@DE212:G06F", "inv12@FR101:G06F", "2010"),
    ("inv11@DE212:H04L", "inv12@FR101:H04L", "2010"),
    ("inv11@DE212:H04L", "inv13:H04L", "2012"),
    ("inv11@DE212:H04L", "inv14@JP", "2012"),
    ("inv11@DE212:H04L", "inv15@DE212:H04L", "2012"),
    ("inv13:H04L", "inv15@DE212:H04L", "2012"),
    ("inv14@JP", "inv15@DE212:H04L", "2012"),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_gives_the_same_ties(regpat, dialect):
    form = DIALECTS[dialect]
    quote = '"' if dialect in ("2016 to 2018", "2020 to 2025") else ""
    if dialect == "saved with semicolons":
        quote = '"'
    done, out = regpat(persons(**form, quote=quote), classes(**form))
    assert done.code == 0, done.err
    assert ties(out) == EXPECTED
    networks = {row["network"] for row in read_csv(out / "ties.csv")}
    assert networks == {f"REGPAT {'PCT' if dialect == 'PCT' else 'EPO'} co-invention"}
    actors = {r["actor_id"]: r for r in read_csv(out / "actors.csv")}
    assert actors["inv16@AT130:B25J"]["region"] == "AT130"
    assert actors["inv14@JP"]["region"] == "JP"
    assert actors["inv14@JP"]["activity"] == ""
    assert {row["coverage"] for row in actors.values()} == {"selective"}
    assert {row["type"] for row in actors.values()} == {"other"}
    unplaced = {r["actor_id"]: (r["region"], r["reason"]) for r in read_csv(out / "unplaced.csv")}
    assert unplaced == {
        "inv13:H04L": ("DE212 0.6; DE21H 0.4",
                       "it has shares in several regions, and nobody knows in which it is"),
        "inv14:H04L": ("", "it has no region"),
    }  # fmt: skip
    assert "inventors.txt: 8 rows in = 8 written + 0 unplaced + 0 left out + 0 reported" in done.out


def test_packed_tables_with_a_mark_are_the_same(regpat):
    text = ("\ufeff" + persons()).replace("\r\n", "\n").encode("utf-8")
    done, out = regpat(gzip.compress(text), classes())
    assert done.code == 0, done.err
    assert ties(out) == EXPECTED


def test_an_address_in_two_regions_is_placed_where_these_are_one(regpat):
    done, out = regpat(persons(), classes(), "--level", 2)
    assert done.code == 0, done.err
    assert ("inv11@DE21:H04L", "inv13@DE21:H04L", "2012") in ties(out)
    assert [r["actor_id"] for r in read_csv(out / "unplaced.csv")] == ["inv14:H04L"]


def test_counts_keep_every_share(regpat):
    """Against pandas: the share of the person times that of the region over the classes."""
    done, out = regpat(persons(), classes(), "--counts")
    assert done.code == 0, done.err
    names = ["one", "person", "region", "country", "share", "part"]
    rows = pd.DataFrame(INVENTORS, columns=names).astype({"share": float, "part": float})
    filed = pd.DataFrame(CLASSES, columns=["one", "period", "app", "ipc"])
    filed["activity"] = filed.ipc.str[:4]
    filed = filed[["one", "period", "activity"]].drop_duplicates()
    filed["n"] = filed.groupby("one").activity.transform("size")
    both = rows.merge(filed, on="one")
    both["value"] = both.share * both.part / both.n
    wanted = both.groupby(["region", "activity", "period"]).value.sum().to_dict()
    found = {
        (r["region"] or "JPZZZ", r["activity"], r["period"]): float(r["value"])
        for path in ("capabilities", "unplaced")
        for r in read_csv(out / f"{path}.csv")
        if r["capability"] if r["value"]
    }  # fmt: skip
    assert found == pytest.approx(wanted)
    assert sum(found.values()) == pytest.approx(3)  # three applications


def test_years_periods_and_activities_of_ones_own(regpat, tmp_path):
    _, out = regpat(persons(), classes(), "--year", "app", "--period", "2010/2014", out="a")
    assert {row["period"] for row in read_csv(out / "actors.csv")} == {"2010/2014"}
    own = tmp_path / "own.csv"
    own.write_text("class;activity\nH04;telecom\nH04L29;internet\n", encoding="utf-8")
    done, out = regpat(persons(), classes(), "--activities", own, out="b")
    activities = {row["activity"] for row in read_csv(out / "actors.csv")}
    assert activities == {"telecom", "internet", ""}
    assert "left out: 1 of applications without a class that is asked for" in done.out


def test_cpc_takes_the_place_of_ipc_which_gives_the_years(regpat, tmp_path):
    cpc = tmp_path / "202208_CPC_Classes.txt"
    cpc.write_text("appln_id|CPC_Class\n1|Y02E  10/50\n2|H04W4/00\n3|B25J9/16\n", encoding="utf-8")
    done, out = regpat(persons(), classes(), "--classes", cpc)
    assert done.code == 0, done.err
    found = {(r["activity"], r["period"]) for r in read_csv(out / "actors.csv") if r["activity"]}
    assert found == {("Y02E", "2010"), ("H04W", "2012"), ("B25J", "2015")}


def test_without_classes_all_is_of_all_activities_and_no_period(regpat):
    done, out = regpat(persons())
    assert done.code == 0, done.err
    assert {(r["activity"], r["period"]) for r in read_csv(out / "actors.csv")} == {
        ("ALL", ""), ("", "")
    }  # fmt: skip
    done, _ = regpat(persons(), None, "--period", "2010")
    assert (done.code, "--period needs --classes" in done.err) == (2, True)


def test_applications_of_a_region_with_all_their_persons(regpat):
    done, out = regpat(persons(), classes(), "--within", "fr", "--within", "AT1", "--counts")
    assert done.code == 0, done.err
    assert ties(out) == {tie for tie in EXPECTED if tie[2] == "2010"}
    counted = {row["region"] for row in read_csv(out / "capabilities.csv")}
    assert counted == {"FR101", "AT130"}  # of DE212 another application was left out
    assert "5 of applications without a person in the regions that are asked for" in done.out
    assert "3 written + 0 unplaced + 5 left out + 0 reported" in done.out


def test_an_application_may_lie_in_two_parts_of_a_table(regpat, tmp_path):
    part = tmp_path / "part.txt"
    part.write_text(persons(INVENTORS[1:]), encoding="utf-8")
    done, out = regpat(persons(INVENTORS[:1]), classes(), "--inventors", part)
    assert done.code == 0, done.err
    assert ties(out) == EXPECTED
    assert "a sum of 1" not in done.err


def test_the_same_tables_twice_change_nothing(regpat):
    regpat(persons(), classes())
    done, out = regpat(persons(), classes())
    assert done.code == 0, done.err
    assert "0 written + 7 there already" in done.out
    assert ties(out) == EXPECTED


def randomly(seed):
    """Applications of two offices' worth of persons, some abroad, some at unsure addresses."""
    draw = random.Random(seed)
    regions = ["DE212", "DE21H", "DE111", "FR101", "AT130"]
    home = {str(n): draw.choice([*regions, "JPZZZ", "DEZZZ", "DE212+DE111"]) for n in range(40)}
    rows, filed = [], []
    for one in range(60):
        team = draw.sample(sorted(home), draw.randint(1, 5))
        part = str(round(1 / len(team), 3))
        for person in team:
            codes = home[person].split("+")
            shares = ["1"] if len(codes) == 1 else ["0.7", "0.3"]
            rows += [(str(one), person, code, code[:2], share, part)
                     for code, share in zip(codes, shares, strict=True)]  # fmt: skip
        symbols = draw.sample(["H04L", "G06F", "B25J"], draw.randint(1, 2))
        filed += [(str(one), str(draw.choice([2010, 2011])), "2012", f"{s} 1/00") for s in symbols]
    years = {one: year for one, year, *_ in filed}
    return rows, [(one, years[one], app, symbol) for one, _, app, symbol in filed], home


def is_far(one, other):
    """Plainly: in two regions, or in two countries."""
    sure = [code for code in (one, other) if "+" not in code and not code.endswith("ZZZ")]
    return bool(sure) and (one[:2] != other[:2] or (len(sure) == 2 and one != other))


def test_plain_counts_give_the_same_pipelines(regpat, command):
    rows, filed, home = randomly(1)
    done, out = regpat(persons(rows), classes(filed))
    assert done.code == 0, done.err
    teams = pd.read_csv(io.StringIO(persons(rows)), sep="|", dtype=str)
    teams = teams.groupby("appln_id").person_id.apply(set)
    wanted = defaultdict(set)
    for one, year, _, symbol in filed:
        for a, b in combinations(sorted(teams[one]), 2):
            for near, far in ((home[a], home[b]), (home[b], home[a])):
                if "+" not in near and not near.endswith("ZZZ") and is_far(near, far):
                    wanted["C14"].add(f"{near}|{symbol[:4]}|{year}")
    found = verdicts(command, out)
    assert len(wanted["C14"]) > 8
    assert found["C14"] == wanted["C14"]
    assert found["C12"] == set()
    assert not {"C01", "C04", "C05", "C07"} & found.keys()


def test_applicants_link_industry_and_academia_where_types_are_given(regpat, command, tmp_path):
    rows = [("1", "71", "DE212", "DE", "1", "0.5"), ("1", "72", "DE212", "DE", "1", "0.5"),
            ("2", "71", "DE212", "DE", "1", "0.5"), ("2", "73", "FR101", "FR", "1", "0.5"),
            ("3", "74", "AT130", "AT", "1", "0.5"), ("3", "75", "AT130", "AT", "1", "0.5"),
           ]  # fmt: skip
    table = persons(rows, "app")
    done, out = regpat(None, classes(), applicants=table, out="a")
    assert "REGPAT does not say which applicants are firms" in done.out
    assert {row["type"] for row in read_csv(out / "actors.csv")} == {"other"}
    types = tmp_path / "types.csv"
    types.write_text("person_id,type\n71,COMPANY\n72,university\n73,UNIVERSITY\n74,COMPANY\n75,"
                     "GOV NON-PROFIT\n", encoding="utf-8")  # fmt: skip
    done, out = regpat(None, classes(), "--types", types, applicants=table, out="b")
    assert done.code == 0, done.err
    found = verdicts(command, out)
    assert found["C12"] == {"DE212|H04L|2010", "DE212|G06F|2010"}
    assert found["C14"] == {"DE212|H04L|2012", "FR101|H04L|2012"}


def changed(old, new, text=None):
    text = persons() if text is None else text
    assert old in text
    return text.replace(old, new, 1)


GOOD = persons()
LINE = GOOD.split("\r\n")[1]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("", "found an empty file"),
        ("<!DOCTYPE html>\n<p>404</p>", "row 1: found a web page (<!DOCTYPE html>)"),
        (b"PK\x03\x04abc", "found a packed archive"),
        (b"\x1f\x8b\x08\x00abc", "a compressed file that breaks off"),
        (b"app\0ln", "a zero byte: a binary file"),
        (changed(LINE, f"<<<<<<< HEAD\r\n{LINE}"), "row 2: found marks of an unfinished merge"),
        (GOOD.replace("person_id", "person"), "no column person_id"),
        (GOOD.split("\r\n", 1)[1], "no column appln_id, person_id"),
        (persons(role="app"), "no column inv_share; expected a table of inventors of REGPAT"),
        (GOOD.replace("appln_id", "a").replace("app_nbr", "b"), "no column appln_id"),
    ],
)
def test_what_is_no_such_table_is_refused(regpat, table, told):
    done, out = regpat(table, classes())
    assert done.code == 1
    assert told in done.err
    assert "nothing was derived" in done.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("table", "told", "reported"),
    [
        (changed("|1|0.5\r\n", "\r\n"), "row 2: found 10 cells; expected 12 as in the header", 1),
        (changed("|11|", f"|{NAME}|"), "row 2, column person_id: found what is no id (not", 1),
        (changed("|DE212|DE|", f"|{NAME}|DE|"), "row 2, column reg_code: found what is no code", 1),
        (changed("|11|", "||"), "row 2, column person_id: found an empty cell", 1),
        (changed("|1|0.5", "|1|half"), "row 2, column inv_share: found what is no number", 1),
        (changed("|1|0.5", "|1.2|0.5"), "column reg_share: found 1.2; expected a share above 0", 1),
        (changed("|1|0.5", "|1|0"), "column inv_share: found 0; expected a share above 0", 1),
        (changed("|1|0.5", "|1|0,5"), "column inv_share: found 0,5 (1 decimal commas in all)", 0),
        (changed("|FR|", "|Narnia|"), "column ctry_code: found what is no code", 0),
        (changed("|FR|", "|QX|"), "column ctry_code: found QX; expected a code of a country", 0),
        (changed("|FR|", "|DE|"), "found DE for a person in FR101; expected the country of the", 0),
        (changed("|0.4|", "|0.3|"), "regions that add up to 0.9 for person 13 of 2; expected a", 0),
        (changed("|0.6|", "|0.9|"), "regions that add up to 1.3 for person 13 of 2; expected a", 0),
        (changed("|1|1\r", "|1|0.5\r"), "add up to 0.5 for application 3; expected a sum of 1", 0),
        (GOOD + changed("|1|0.5", "|1|0.4", LINE + "\r\n"), "row 10, column reg_share: found", 1),
        (changed("DE21H|DE|0.4|0.25", "DE21H|DE|0.4|0.2"), "row 6, column inv_share: found 0.2", 1),
    ],
)  # fmt: skip
def test_a_broken_row_is_reported_and_the_others_written(regpat, table, told, reported):
    done, out = regpat(table, classes())
    assert told in done.err
    assert done.code == (1 if reported else 0)
    assert f"+ {reported} reported" in done.out.split("inventors.txt: ")[1].splitlines()[0]
    assert "inv16@AT130:B25J" in {row["actor_id"] for row in read_csv(out / "actors.csv")}
    assert ties(out) >= {t for t in EXPECTED if t[2] == "2012" and "inv13" not in t[0] + t[1]}


def test_shares_that_do_not_add_up_place_nobody(regpat):
    _, out = regpat(changed("|0.4|", "|0.3|"), classes(), "--level", 2)
    assert {r["actor_id"]: r["region"] for r in read_csv(out / "unplaced.csv")} == {
        "inv13:H04L": "DE21 0.9; rest not known", "inv14:H04L": "",
    }  # fmt: skip


def test_repeated_rows_count_once_and_bytes_of_other_encodings_do_no_harm(regpat):
    table = (GOOD + LINE + "\r\n").encode("utf-8").replace(b"Town", b"M\xfcnchen")
    done, out = regpat(table, classes())
    assert done.code == 0, done.err
    assert "left out: 1 that repeat another row" in done.out
    assert ties(out) == EXPECTED


def test_broken_classes_are_reported(regpat):
    filed = classes([*CLASSES, ("1", "2011", "2011", "H04L 1/00"), ("2", "2012", "2013", "??")])
    done, _ = regpat(persons(), filed)
    assert done.code == 1
    assert "row 7, column prio_year: found 2011; expected one year for each" in done.err
    assert "row 8, column ipc: found ??; expected a class such as H04L 29/06" in done.err
    assert "7 rows in = 5 written + 0 unplaced + 0 left out + 2 reported" in done.out
    done, out = regpat(persons(), "appln_id|CPC_Class\n1|H04L 1/00\n", out="new")
    assert (done.code, out.exists()) == (1, False)
    assert "no column prio_year, so that applications have no year" in done.err


def test_runs_for_several_regions_add_up(regpat):
    regpat(persons(), classes(), "--within", "FR")
    done, out = regpat(persons(), classes(), "--within", "DE212", "--counts")
    assert done.code == 0, done.err
    assert ties(out) == EXPECTED
    done, _ = regpat(persons(), classes(), "--counts")
    assert done.code == 0, done.err


def test_many_problems_of_a_sort_are_told_in_part_and_counted_whole(regpat):
    rows = [(str(n), "1", "DE212", "DE", "x", "1") for n in range(90)]
    done, _ = regpat(persons([*INVENTORS, *rows]), None)
    assert done.err.count("found what is no number") == 20
    assert "found 70 more such rows" in done.err
    assert "+ 90 reported" in done.out


@pytest.mark.parametrize(
    ("option", "text", "told"),
    [
        ("--types", "person_id,type\n1,boss\n", "column type: found boss; expected one of firm"),
        ("--types", "person_id,type\n1,firm\n1,university\n", "found university; expected firm"),
        ("--types", "id,type\n1,firm\n", "column person_id: found no such column"),
        ("--activities", "class,activity\nH04,a\nH04,b\n", "found b for H04; expected a, as"),
        ("--activities", "class,sector\nH04,a\n", "column activity: found no such column"),
    ],
)
def test_tables_of_ones_own_are_checked(regpat, tmp_path, option, text, told):
    (tmp_path / "own.csv").write_text(text, encoding="utf-8")
    done, out = regpat(persons(), classes(), option, tmp_path / "own.csv")
    assert (done.code, out.exists()) == (1, False)
    assert told in done.err


def test_wrong_use_is_told(regpat, tmp_path):
    assert "Name the table of inventors" in regpat(None, classes())[0].err
    done, _ = regpat(persons(), classes(), "--period", "last")
    assert (done.code, "last is no period" in done.err) == (2, True)
    done, _ = regpat(persons(), classes(), "--period", "2010/2014", "--period", "2014")
    assert (done.code, "2010/2014 and 2014 overlap" in done.err) == (2, True)
    done, _ = regpat(persons(), classes(), "--types", tmp_path / "none.csv")
    assert (done.code, "There is no file" in done.err) == (2, True)
