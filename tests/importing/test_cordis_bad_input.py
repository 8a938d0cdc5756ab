"""Tables of CORDIS that are broken, contradict themselves, or are no such tables."""

import pytest

from tests.conftest import read_csv
from tests.importing.cordis import (
    PERSON,
    SHORTER,
    fp7,
    organisations,
    projects,
)

GOOD = organisations()
MARKED = "<<<<<<< HEAD\n" + GOOD + "=======\n" + organisations(SHORTER) + ">>>>>>> other\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "an empty file"),
        ("<!DOCTYPE html>\n<html>" + PERSON, "row 1: found a web page (<!DOCTYPE html>)"),
        (MARKED, "line 1: found the conflict marker <<<<<<<"),
        (GOOD[: GOOD.rindex("51611")], "row 9: found quoting that is broken, or breaks off"),
        (organisations(quote=False)[:-60], "row 9: found a file that breaks off"),
        (GOOD[:40], "a header that is cut off"),
        (GOOD[: GOOD.index("\n") + 1], "a header without rows"),
        (
            GOOD.replace("organisationID", "organisation"),
            "row 1: found no such column; expected a column of the organisation",
        ),
        (b"PK\x03\x04\0\0", "found an Excel or OpenDocument workbook"),
        (GOOD.replace(f'"{PERSON}"', f'"{PERSON}" "x"', 1), "found quoting that is broken"),
    ],
)
def test_what_is_no_whole_table_is_refused(cordis, tmp_path, content, told):
    done = cordis(organizations=content)
    assert done.code == 1
    assert told in done.err
    assert PERSON not in done.err
    assert not (tmp_path / "out").exists()


def test_a_file_without_its_last_line_end_is_doubted(cordis):
    done = cordis(organizations=GOOD[:-1])
    assert done.code == 0
    assert "row 9: found no line end after the last row" in done.err


def test_what_contradicts_itself_is_told_with_its_row(cordis, tmp_path):
    own, edges = fp7()
    rows = own.splitlines()
    rows += [rows[3].replace("ES511", "FR101").replace(";ES;", ";FR;")]
    rows += [rows[4].replace(PERSON, "Someone Else"), rows[1]]
    rows[2] = rows[2].replace(";EL;", ";Greece;")
    rows[1] = rows[1].replace(";EL;", ";DE;")
    done = cordis(organizations="\r\n".join(rows) + "\r\n", participations=edges)
    assert done.code == 0
    for told in (
        "row 7, column REGION_Level_NUTS_3: found 900000003 again with region FR101; expected ES511"
        ", as in row 4",
        "row 8, column new_org_id: found 900000004 again with other contents",
        "row 3, column country: found what is no code (1 organizations)",
        "row 2, column country: found EL303 in DE",
    ):
        assert told in done.err
    assert "Someone" not in done.err
    reasons = {r["actor_id"]: r["reason"] for r in read_csv(tmp_path / "out" / "unplaced.csv")}
    assert reasons["900000003"] == "the table has it in two regions"
    assert "8 organizations in = " in done.out
    assert "3 that repeat an organization" in done.out


def test_where_columns_are_shifted_no_name_is_told(cordis):
    swapped = GOOD.replace('"EL";"EL303"', f'"{PERSON}";"{PERSON}"').replace("OTH", PERSON)
    done = cordis(organizations=swapped)
    assert done.code == 0
    assert PERSON not in done.out + done.err
    assert "1: what stands there is no code of a region" in done.out


def test_two_types_of_one_organization_are_told(cordis, tmp_path):
    text = GOOD.replace("PRC", "REC", 1)
    done = cordis(organizations=text)
    assert "900000001 with different contents: REC in 1 rows, PRC in 1 rows" in done.err
    assert read_csv(tmp_path / "out" / "actors.csv")[0]["type"] == "other"
    strange = cordis(organizations=GOOD.replace("OTH", "ABC"), out="b")
    assert "found ABC in 1 rows; expected one of PRC, HES" in strange.err


def test_projects_that_are_odd_are_told(cordis):
    text = projects("2016").splitlines()
    again = text[1].replace("2014-03-01", "2013-03-01")
    text[2] = text[2].replace("2016-01-01", "soon")
    text[3] = text[3].replace("2015-12-31", "2010-12-31")
    text[4] = text[4].replace("700004", "799999")
    done = cordis(organizations=GOOD, projects="\n".join([*text, again]) + "\n")
    assert done.code == 0
    for told in (
        "row 3, column startDate: found what is no date",
        "row 4, column endDate: found the end 2010 before the start 2015",
        "row 6, column reference: found 700001 again with other dates",
        "row 5, column reference: found 1 projects without any organization, the first of them "
        "799999",
    ):
        assert told in done.err
    assert "2 projects without dates count in 2014/2018" in done.out
