"""Bad input is normal input: each fault gets a message with its place, and nothing is lost."""

import pytest

from loclearn.tables import contract
from tests.conftest import CASE, ROOT, STATEMENT, write_csv

FIELDS = contract("evidence")


def refused(command, *options):
    """Run assess, which must list violations, and return them."""
    done = command("assess", *options)
    assert done.code == 1, done.err
    assert done.out == ""
    assert "Traceback" not in done.err
    lines = [line for line in done.err.splitlines() if line.startswith("violation: ")]
    noun = "violation" if len(lines) == 1 else "violations"
    assert done.err.splitlines()[-1] == f"{len(lines)} {noun}; nothing was derived."
    return lines


@pytest.mark.parametrize("column", [f.name for f in FIELDS.fields if f.required])
def test_a_missing_column_of_evidence(command, tables, column):
    written = tables()
    row = {k: v for k, v in STATEMENT.items() if k != column}
    write_csv(written.evidence, [row])
    (line,) = refused(command, *written.options)
    assert f"evidence.csv, row 1, column {column}: found no such column; expected " in line


@pytest.mark.parametrize("column", ["case_id", "place", "kind", "activity"])
def test_a_missing_column_of_cases(command, tables, column):
    written = tables()
    write_csv(written.cases, [{k: v for k, v in CASE.items() if k != column}])
    (line,) = refused(command, *written.options)
    assert f"cases.csv, row 1, column {column}: found no such column" in line


def test_a_misspelt_column_is_named_with_the_nearest_known_one(command, tables):
    written = tables()
    row = {("confidense" if k == "confidence" else k): v for k, v in STATEMENT.items()}
    write_csv(written.evidence, [row])
    outside, missing = refused(command, *written.options)
    assert "row 1, column confidense: found a column outside the contract" in outside
    assert outside.endswith("Did you mean confidence?")
    assert "column confidence: found no such column" in missing


def test_a_foreign_column_is_a_violation(command, tables):
    written = tables([{"colour": "red"}])
    (line,) = refused(command, *written.options)
    assert "column colour: found a column outside the contract" in line


def test_a_column_twice(command, tables):
    written = tables()
    text = written.evidence.read_text(encoding="utf-8").splitlines()
    written.evidence.write_text(f"{text[0]},scope\n{text[1]},local\n", encoding="utf-8")
    (line,) = refused(command, *written.options)
    assert "column scope: found the column twice" in line


@pytest.mark.parametrize("field", [f for f in FIELDS.fields if f.codes], ids=lambda f: f.name)
def test_a_value_outside_a_closed_list(command, tables, field):
    wrong = field.codes[0].upper() + "X"
    written = tables([{field.name: wrong}])
    (line,) = refused(command, *written.options)
    assert f"evidence.csv, row 2, column {field.name}: found {wrong}; expected one of " in line
    assert f"Did you mean {field.codes[0]}" in line
    for code in field.codes:
        assert code in line


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("1.01", "Correct the number."),
        ("-0.1", "Correct the number."),
        ("90", "Write 0.9 if you meant a percentage."),
        ("0,9", "Write the decimal point as a point."),
        ("high", "Write a plain number."),
        ("nan", "Write a plain number."),
        ("inf", "Write a plain number."),
        ("1_0", "Write a plain number."),
        ("٠.٩", "Write a plain number."),
        ("1e400", "Correct the number."),
        ("1e999999999", "Write a plain number."),
        ("90%", "Write a plain number."),
    ],
)
def test_a_confidence_that_is_no_number_from_0_to_1(command, tables, text, cure):
    written = tables([{"confidence": text}])
    (line,) = refused(command, *written.options)
    assert f"row 2, column confidence: found {text}; expected a number from 0 to 1. {cure}" in line


@pytest.mark.parametrize("text", ["1e-400", "0.0000000000000000001", "-0", "-0.0", "1", "+0.5"])
def test_odd_but_right_confidences_are_read(command, tables, text):
    assert command("assess", *tables([{"confidence": text}]).options).code == 0


def test_an_empty_cell_that_is_required(command, tables):
    written = tables([{"scope": "  "}])
    (line,) = refused(command, *written.options)
    assert "row 2, column scope: found an empty cell" in line


def test_an_unknown_case_is_named_with_the_nearest_known_one(command, tables):
    written = tables([{"case_id": "LIM-SHOES"}], [{"case_id": "LIM-SHOE"}])
    (line,) = refused(command, *written.options)
    assert "row 2, column case_id: found LIM-SHOES; expected a case of a cases table" in line
    assert line.endswith("Did you mean LIM-SHOE?")


def test_one_id_with_two_contents(command, tables):
    written = tables([{"evidence_id": "E1"}, {"evidence_id": "E1", "polarity": "mixed"}])
    (line,) = refused(command, *written.options)
    assert "row 3, column evidence_id: found E1 again with another polarity (mixed)" in line
    assert "evidence.csv, row 2 (supports-presence)" in line


def test_one_case_id_with_two_contents(command, tables):
    written = tables([{}], [{}, {"activity": "hats"}])
    (line,) = refused(command, *written.options)
    assert "cases.csv, row 3, column case_id: found A again with another activity (hats)" in line


def test_an_id_of_the_embedded_data_with_another_content(command, tmp_path):
    write_csv(tmp_path / "e.csv", [{**STATEMENT, "evidence_id": "EV001", "case_id": "TOR-ELEC"}])
    (line,) = refused(command, "--evidence", tmp_path / "e.csv")
    assert "found EV001 again with another source_key (Me 2020)" in line
    assert "embedded evidence.csv, row 2 (Britton 2003)" in line


def test_identical_rows_count_once_and_give_one_warning(command, tables):
    row = {"evidence_id": "E1"}
    once = command("assess", *tables([row]).options, "--format", "json")
    written = tables([row, row, row])
    done = command("assess", *written.options, "--format", "json")
    assert done.code == 0
    assert done.out == once.out
    (line,) = [text for text in done.err.splitlines() if "already" in text]
    assert line.startswith("warning: ")
    assert "found 2 rows (3 to 4) already in" in line


def test_the_embedded_tables_given_again_change_nothing(command):
    data = ROOT / "ontology" / "data"
    options = ["--evidence", data / "evidence.csv", "--cases", data / "cases.csv"]
    done = command("assess", *options, "--format", "csv")
    assert done.code == 0
    rows = [row for row in done.out.splitlines() if row.split(",")[0] in ("SVY-IT", "USM-HT")]
    alone = command("assess", "--format", "csv").out.splitlines()
    assert rows == [row for row in alone if row.split(",")[0] in ("SVY-IT", "USM-HT")]
    assert "207 rows (2 to 208) already in embedded evidence.csv" in done.err


def test_a_source_without_a_work_becomes_one_with_a_warning(command, tables):
    done = command("assess", *tables([{}, {"source_key": "You 2021"}]).options)
    assert done.code == 0
    assert "found 2 sources without a row in a works table: Me 2020; You 2021." in done.err


def test_a_work_of_the_users_own_is_known_by_its_key_or_its_label(command, tables, tmp_path):
    write_csv(tmp_path / "w.csv", [{"key": "me2020", "cited_as": "Me 2020; M. 2020"}])
    written = tables([{}, {"source_key": "M. 2020"}, {"source_key": "me2020"}])
    done = command("assess", *written.options, "--works", tmp_path / "w.csv")
    assert (done.code, done.err) == (0, "")


def test_a_statement_on_another_activity_needs_its_own_case(command, tables):
    written = tables([{"activity": "hats", "place": "Here"}])
    (line,) = refused(command, *written.options)
    assert "row 2, column activity: found hats; expected shoes, as in case A" in line


def test_another_name_of_the_place_is_a_warning(command, tables):
    done = command("assess", *tables([{"place": "Hereabouts"}]).options)
    assert done.code == 0
    assert "warning: " in done.err
    assert "column place: found Hereabouts; expected Here" in done.err


def test_a_period_that_ends_before_it_begins(command, tables):
    written = tables([{"period_from": "1990", "period_to": "1980"}])
    (line,) = refused(command, *written.options)
    assert "row 2, column period_to: found 1980; expected 1990 or later" in line


@pytest.mark.parametrize("year", ["1990.5", "the 1990s", "199"])
def test_a_period_that_is_no_year(command, tables, year):
    written = tables([{"period_from": year}])
    (line,) = refused(command, *written.options)
    assert f"column period_from: found {year}; expected a whole number from 1000 to 2100" in line


def test_all_violations_of_all_tables_are_listed(command, tables):
    written = tables(
        [{"scope": "near", "confidence": "2"}, {"polarity": "yes", "case_id": "Z"}],
        [{"place": ""}],
    )
    lines = refused(command, *written.options)
    places = [line.split("/")[-1].split(":")[0] for line in lines]
    assert places == [
        "cases.csv, row 2, column place",
        "evidence.csv, row 2, column scope",
        "evidence.csv, row 2, column confidence",
        "evidence.csv, row 3, column polarity",
        "evidence.csv, row 3, column case_id",
    ]


GOOD = "case_id,place,kind,activity\nÅS,Åsnes – León,cluster,skor\n"


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("utf-16"),
        "﻿".encode("utf-16-le") + GOOD.encode("utf-16-le"),
        "﻿".encode("utf-16-be") + GOOD.encode("utf-16-be"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.replace("\n", "\r", 1).encode(),
        GOOD.rstrip("\n").encode(),
        GOOD.replace("\n", "\n\n").encode(),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(",", "\t").encode(),
        ("\n" + GOOD).encode(),
        GOOD.replace("ÅS", '"ÅS"').replace("case_id", " case_id ").encode(),
        (GOOD + ",,,\n").encode(),
    ],
    ids=["utf-8", "BOM", "utf-16", "utf-16-le", "utf-16-be", "CRLF", "CR", "mixed", "no end",
         "blank lines", "semicolon", "tab", "blank first", "quoted", "empty row"],
)  # fmt: skip
def test_text_in_any_dress_is_read(command, tmp_path, data):
    (tmp_path / "c.csv").write_bytes(data)
    done = command("assess", "--no-embedded", "--cases", tmp_path / "c.csv", "--format", "csv")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1] == "ÅS,,skor,,false,C01,unknown,"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "found an empty file; expected a table of cases"),
        (b"\xef\xbb\xbf", "found an empty file"),
        (b"\n\n\r\n", "found an empty file"),
        (b",,,\n,,,\n", "found an empty file"),
        (bytes(range(256)), "found a zero byte at byte 1: a binary file"),
        (GOOD.encode("utf-16-le"), "found a zero byte at byte 2"),
        (b"PK\x03\x04rest", "found an Excel or OpenDocument workbook"),
        (b"%PDF-1.7", "found a PDF"),
        (GOOD.encode("utf-16")[:-1], "begins as UTF-16 and breaks off"),
        (GOOD.encode("latin-1", "replace"), "bytes that are not UTF-8 (\\xc5S)"),
        (b'case_id,place,kind,activity\n"A,Here,cluster,shoes\n', "broken quoting"),
        (b"case_id,place,kind,activity\nA,Here\n", "row 2: found 2 cells; expected 4"),
        (b"case_id,place,kind,activity\nA,B,cluster,x,y\n", "row 2: found 5 cells; expected 4"),
        (b"case_id,place,kind,activity,\nA,B,cluster,x,y\n", "column 5, which has no name"),
        (b"A,Here,cluster,shoes\n", "none of which is a column of the table of cases"),
        (b"My cases\n\ncase_id,place,kind,activity\n", "Remove rows above the header"),
    ],
)
def test_what_is_no_table_is_told(command, tmp_path, data, message):
    (tmp_path / "c.csv").write_bytes(data)
    lines = refused(command, "--no-embedded", "--cases", tmp_path / "c.csv")
    assert message in " ".join(lines)


def test_wrong_bytes_are_named_by_row_and_column_all_of_them(command, tmp_path):
    rows = ["case_id,place,kind,activity", "A,León,cluster,skor", "B,Åsnes,cluster,skor"]
    (tmp_path / "c.csv").write_bytes("\n".join(rows).encode("latin-1"))
    lines = refused(command, "--no-embedded", "--cases", tmp_path / "c.csv")
    assert [line.split("c.csv, ")[1].split(":")[0] for line in lines] == [
        "row 2, column place",
        "row 3, column place",
    ]


def test_a_header_without_rows_is_a_warning(command, tmp_path):
    (tmp_path / "c.csv").write_text("case_id,place,kind,activity\n", encoding="utf-8")
    done = command("assess", "--no-embedded", "--cases", tmp_path / "c.csv")
    assert done.code == 0
    assert "warning: " in done.err
    assert "found a header without rows" in done.err


def test_a_faulty_case_blames_no_statement(command, tables):
    written = tables([{}, {}], [{"place": ""}])
    (line,) = refused(command, *written.options)
    assert "cases.csv, row 2, column place" in line


def test_a_case_without_an_id_blames_no_statement(command, tables):
    written = tables([{}, {}], [{"case_id": ""}, {"case_id": "B"}])
    (line,) = refused(command, *written.options)
    assert "cases.csv, row 2, column case_id: found an empty cell" in line


def test_an_unusual_kind_is_kept_with_a_warning(command, tables):
    done = command("assess", *tables([{}], [{"kind": "contry"}]).options, "--format", "csv")
    assert done.code == 0
    assert "column kind: found contry; expected as a rule one of cluster" in done.err
    assert "Did you mean country?" in done.err
    assert "A,,shoes,,false,C01,supported," in done.out


def test_a_case_without_activity_stands_for_all_activities(command, tables):
    done = command("assess", *tables([{}], [{"activity": ""}]).options, "--format", "csv")
    assert done.code == 0
    assert "A,,ALL,,false,C01,supported," in done.out


@pytest.mark.parametrize(
    ("column", "value"),
    [("nuts_2021", "Limburg"), ("nuts_2021", "BE22,BE23"), ("country_iso2", "Germany"),
     ("iso_3166_2", "us-ca"), ("wikidata_qid", "172"), ("geonames_id", "Lund")],
)  # fmt: skip
def test_codes_that_cannot_be_right(command, tables, column, value):
    (line,) = refused(command, *tables([{}], [{column: value}]).options)
    assert f"cases.csv, row 2, column {column}: found {value}; expected " in line


def test_a_statement_outside_the_period_of_its_case_is_a_warning(command, tables):
    written = tables(
        [{"period_from": "2000", "period_to": "2010"}],
        [{"period_from": "1980", "period_to": "1990"}],
    )
    done = command("assess", *written.options)
    assert done.code == 0
    assert "column period_from: found a period outside 1980/1990" in done.err


def test_one_id_with_and_without_a_period_is_a_contradiction(command, tables, tmp_path):
    written = tables([{"evidence_id": "E1"}])
    write_csv(tmp_path / "more.csv", [{**STATEMENT, "period_from": "1980", "period_to": "1990"}])
    (line,) = refused(command, *written.options, "--evidence", tmp_path / "more.csv")
    assert "found E1 again with another period_from (1980)" in line


def test_a_lone_quotation_mark_that_swallows_rows_is_a_warning(command, tables):
    written = tables([{}, {"evidence_id": "E2"}])
    lines = written.evidence.read_text(encoding="utf-8").splitlines()
    lines[0] += ",note"
    lines[1] += ',"lost'
    lines[2] += ',"'
    written.evidence.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = command("assess", *written.options)
    assert "row 2: found a cell with line ends that seems to hold whole rows" in done.err


def test_markup_and_escapes_of_a_cell_do_nothing(command, tables):
    place = "[/BE2] [red]x :s: \x1b[1m"
    done = command("assess", *tables([{"place": place}], [{"place": place}]).options)
    assert done.code == 0
    assert "[/BE2] [red]x :s:" in done.out
    assert "\x1b" not in done.out + done.err


def test_two_spellings_of_one_accent_are_one_id(command, tables):
    written = tables([{"case_id": "MU\u0308N"}], [{"case_id": "M\u00dcN"}])
    assert command("assess", *written.options).code == 0


def test_many_unknown_cases_are_told_fast_and_all(command, tables):
    written = tables([{"case_id": f"Z{n % 7}"} for n in range(3000)])
    lines = refused(command, *written.options)
    assert len(lines) == 3000


def test_a_broken_cases_table_blames_no_statement(command, tables):
    written = tables([{}, {}])
    written.cases.write_bytes(b"\0")
    (line,) = refused(command, *written.options)
    assert "zero byte" in line


def test_a_cell_with_line_ends_and_commas_is_one_cell(command, tables):
    written = tables([{"note": 'first line\nsecond, "quoted"\rthird'}, {"confidence": "7"}])
    (line,) = refused(command, *written.options)
    assert "row 3, column confidence" in line
