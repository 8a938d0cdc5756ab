"""Broken tables of patents: each row is told, no name is shown, and the others are written."""

import pytest

from tests.conftest import read_csv
from tests.importing.patents import CLASSES, INVENTORS, NAME, TIES, classes, persons, ties


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
    assert ties(out) >= {t for t in TIES if t[2] == "2012" and "inv13" not in t[0] + t[1]}


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
    assert ties(out) == TIES


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
    assert ties(out) == TIES
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
