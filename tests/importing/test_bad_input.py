"""What people really hand in: each is reported with file, row and column, and nothing is lost."""

import gzip

import pytest

from tests.conftest import read_csv
from tests.importing.dialects import new_tsv, old_tsv, sdmx_csv

YEARS = (2015, 2014)
GOOD = {"THS,A,Y_GE15,AT11": ("14.3 ", "13.1 b")}


@pytest.fixture
def eurostat(tmp_path, command):
    def call(content, name="a.tsv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return command("import", "eurostat", path, "--out", tmp_path / "out"), tmp_path / "out"

    return call


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "found an empty file"),
        ("\n\n", "found an empty file"),
        ("<!DOCTYPE html>\n<html>404</html>\n", "row 1: found a web page (<!DOCTYPE html>)"),
        ('{"error": 1}\n', 'found the header {"error": 1}'),
        (old_tsv(GOOD, YEARS).replace("\t", " "), "found a TSV whose tabs are gone"),
        (old_tsv(GOOD, YEARS).replace("\t", ";"), "found a TSV whose tabs are gone"),
        (sdmx_csv(GOOD, YEARS).replace(",", ";"), "another delimiter than the comma"),
        (old_tsv({}, YEARS), "found a header without values"),
        (b"PK\x03\x04\0\0", "zero byte"),
        (b"\xff\xfe\xfa", "bytes that are not UTF-8"),
        (b"unit,nace_r2,age,geo\\time\t2015\nTHS,A,\xfc,AT\t1\n", "not UTF-8 after line 0"),
    ],
)
def test_what_is_no_bulk_file_is_refused(eurostat, content, told):
    done, out = eurostat(content)
    assert done.code == 1
    assert told in done.err
    assert "nothing was derived" in done.err
    assert not out.exists()


def test_a_packed_file_that_breaks_off_is_refused(eurostat):
    many = {f"THS,A,Y_GE15,AT{n}": ("14.3 ", "13.1 b") for n in range(5000)}
    packed = gzip.compress(old_tsv(many, YEARS).encode())
    done, out = eurostat(packed[: len(packed) // 2], "a.tsv.gz")
    assert done.code == 1
    assert "a compressed file that breaks off after line" in done.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("unit,nace_r2,age,geo,isced11", "isced11 is none of lfst_r_lfe2en2"),
        ("unit,nace_r2,agegroup,geo", "agegroup"),
        ("unit,geo", "is missing"),
    ],
)
def test_dimensions_of_no_known_data_set_are_refused(eurostat, head, told):
    codes = ",".join("X" for _ in head.split(","))
    done, out = eurostat(old_tsv({codes: ("1 ", "2 ")}, YEARS, head))
    assert done.code == 1
    assert told in done.err
    assert "sbs_r_nuts06_r2: geo, indic_sb, nace_r2" in done.err
    assert not out.exists()


def test_two_data_sets_in_one_file_are_refused(eurostat):
    both = old_tsv(GOOD, YEARS) + old_tsv(
        {"C,V11210,AT11": ("1 ", "2 ")}, YEARS, "nace_r2,indic_sb,geo"
    )
    done, _ = eurostat(both)
    assert done.code == 1
    assert "row 3: found a second header (nace_r2,indic_sb,geo\\time)" in done.err
    flows = sdmx_csv(GOOD, YEARS).splitlines()
    flows[2] = flows[2].replace("ESTAT:X(1.0)", "ESTAT:Y(1.0)")
    done, _ = eurostat("\n".join(flows))
    assert done.code == 1
    assert "row 3, column dataflow: found ESTAT:Y(1.0) after ESTAT:X(1.0)" in done.err


@pytest.mark.parametrize("write", [old_tsv, new_tsv])
def test_broken_cells_are_reported_and_the_others_written(eurostat, write):
    series = {
        "THS,A,Y_GE15,AT11": ("14,3 ", "13.1 b"),
        "THS,F,Y_GE15,AT11": ("-4.0 ", ":u"),
        "THS,J,Y_GE15,AT11": ("", ": "),
        "THS,K,Y_GE15": ("1.0 ", "1.0 "),
        "THS,L,Y_GE15,AT11": ("1.0 ",),
    }
    done, out = eurostat(write(series, YEARS))
    assert done.code == 1
    for told in (
        "a.tsv, row 2, column 2015: found 14,3; expected a number such as 14.3",
        "Write the decimal point as a point.",
        "a.tsv, row 3, column 2015: found -4.0",
        "a.tsv, row 4, column 2015: found an empty cell",
        "a.tsv, row 6: found 1 periods; expected 2 as in the header",
    ):
        assert told in done.err
    assert "row 5: found" in done.err
    assert "8 values in = 3 written (2 missing) + 0 unplaced + 0 left out + 5 reported" in done.out
    assert [(r["activity"], r["persons"], r["flag"]) for r in read_csv(out / "employment.csv")] == [
        ("A", "13100", "b"), ("F", "", "u"), ("J", "", ""),
    ]  # fmt: skip


def test_a_key_twice_is_told_and_contradicted_only_when_it_differs(eurostat):
    line = "THS,A,Y_GE15,AT11\t14.3 \t13.1 b\n"
    done, out = eurostat(old_tsv(GOOD, YEARS) + line)
    assert done.code == 0
    assert "2 written + 2 there already" in done.out
    done, out = eurostat(old_tsv(GOOD, YEARS) + line.replace("14.3", "15.0"), "b.tsv")
    assert done.code == 1
    assert "b.tsv, row 3, column persons: found 15000 for AT11 A 2015; expected 14300" in done.err
    assert len(read_csv(out / "employment.csv")) == 2


def test_what_is_there_is_never_overwritten(eurostat):
    eurostat(old_tsv(GOOD, YEARS))
    done, out = eurostat(old_tsv({"THS,A,Y_GE15,AT11": ("99.0 ", "13.1 b")}, YEARS), "later.tsv")
    assert done.code == 1
    assert "found 99000 for AT11 A 2015; expected 14300, as in" in done.err
    assert "employment.csv" in done.err
    assert {r["persons"] for r in read_csv(out / "employment.csv")} == {"14300", "13100"}


def test_figures_of_another_year_than_a_year_are_reported(eurostat):
    done, _ = eurostat(old_tsv({"THS,A,Y_GE15,AT11": ("1.0 ",)}, ["2015Q1"]))
    assert done.code == 1
    assert "column 2015Q1: found 1.0" in done.err
    assert "Only yearly figures are read." in done.err


def test_a_sex_of_which_there_is_no_total_is_refused(eurostat):
    series = {"THS,A,Y_GE15,F,AT11": ("1.0 ", "1.0 ")}
    done, _ = eurostat(old_tsv(series, YEARS, "unit,nace_r2,age,sex,geo"))
    assert done.code == 1
    assert "column sex: found F; expected T. Download the sex T as well." in done.err


def test_mixed_vintages_in_one_year_are_reported(eurostat):
    series = {f"THS,A,Y_GE15,{geo}": ("1.0 ", "1.0 ") for geo in ("EL11", "EL51", "SI03", "FR21")}
    done, out = eurostat(old_tsv(series, YEARS))
    assert done.code == 0
    assert "column region: found mixed vintages in 2014, 2015: EL11" in done.err
    assert len(read_csv(out / "employment.csv")) == 8


MAPPING = """
[[table]]
file = "a.csv"
to = "employment"
columns = { region = "r", activity = "a", period = "y", persons = "p", coverage = "c" }
"""
HEADER = "r,a,y,p,c\n"


@pytest.fixture
def own(tmp_path, command):
    def call(content, mapping=MAPPING):
        path = tmp_path / "a.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
        out = tmp_path / "out"
        return command(
            "import", "tables", path, "--mapping", tmp_path / "m.toml", "--out", out
        ), out

    return call


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('DE21,C,2015,"1,5",census', "column p: found 1,5; expected a number. Write decimalChar"),
        ("DE21,C,2015,-3,census", "column p: found -3; expected a number from 0"),
        ("DE21,C,2015,many,census", "column p: found many; expected a number"),
        ("DE21,C,2015,3,", "column c: found an empty cell; expected coverage in each row"),
        ("DE21,C,2015,3,sensus", "column c: found sensus; expected one of census, sample"),
        ("DE21,C,last year,3,census", "column y: found last year; expected a year such as 2017"),
        ("DE21,C,2015-2011,3,census", "column y: found 2015-2011"),
        ("DE21,C,2015,3", "row 2: found 4 cells; expected 5 as in the header"),
        ("DE21,C,2015,3,census,x", "row 2: found 6 cells; expected 5 as in the header"),
    ],
)
def test_a_broken_row_is_reported_and_the_others_written(own, row, told):
    done, out = own(HEADER + row + "\nDE22,C,2015,7,census\n")
    assert done.code == 1
    assert told in done.err
    assert "a.csv, row 2" in done.err
    assert "2 rows in = 1 written + 0 unplaced + 0 left out + 1 reported" in done.out
    assert [r["region"] for r in read_csv(out / "employment.csv")] == ["DE22"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "found an empty file"),
        ("<html><body>Sorry</body></html>", "found a web page"),
        (HEADER.replace(",", "|") + "DE21|C|2015|3|census\n", "name the delimiter in the mapping"),
        (HEADER.replace("p", "q") + "DE21,C,2015,3,census\n", "column p: found no such column"),
        (HEADER.replace("a", "r") + "DE21,C,2015,3,census\n", "column r: found the column twice"),
        (HEADER + 'DE21,"C,2015,3,census\n', "broken quoting"),
        (b"PK\x03\x04", "an Excel or OpenDocument workbook"),
        (b"\x1f\x8b\x08", "a compressed file"),
    ],
)
def test_a_file_that_does_not_fit_its_mapping_is_refused(own, content, told):
    done, out = own(content)
    assert done.code == 1
    assert told in done.err
    assert not out.exists()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_line_ends_and_marks_do_not_matter(own, ends, encoding):
    done, out = own((HEADER + "DE21,C,2015,3,census\n").replace("\n", ends).encode(encoding))
    assert done.code == 0, done.err
    assert len(read_csv(out / "employment.csv")) == 1


def test_rows_without_activity_are_of_all_activities_and_told(own):
    done, out = own(HEADER + "DE21,,2015,3,census\nDE21,C,2015,1,census\n")
    assert done.code == 0
    assert "column a: found no activity in 1 rows, the first of them row 2" in done.err
    assert [r["activity"] for r in read_csv(out / "employment.csv")] == ["ALL", "C"]


def test_rows_that_say_that_they_are_of_all_activities_are_not_missing_one(own):
    done, out = own(HEADER + "DE21,ALL,2015,3,census\nDE21,C,2015,1,census\n")
    assert done.code == 0
    assert "no activity" not in done.err
    assert [r["activity"] for r in read_csv(out / "employment.csv")] == ["ALL", "C"]


def test_a_key_with_two_values_is_reported(own):
    done, out = own(HEADER + "DE21,C,2015,3,census\nDE21,C,2015,4,census\nDE21,C,2015,3,sample\n")
    assert done.code == 1
    assert "row 3, column persons: found 4 for DE21 C 2015; expected 3, as in" in done.err
    assert "row 4, column coverage: found sample for DE21 C 2015; expected census" in done.err
    assert "3 rows in = 1 written + 0 unplaced + 0 left out + 2 reported" in done.out
    assert [r["persons"] for r in read_csv(out / "employment.csv")] == ["3"]


def test_periods_that_overlap_are_told(own):
    done, _ = own(
        HEADER + "DE21,C,2010-2014,3,census\nDE21,C,2012,4,census\nDE21,C,2015,1,census\n"
    )
    assert done.code == 0
    assert "column period: found periods that overlap: 2010/2014 and 2012" in done.err
    assert "2015" not in done.err


def test_a_year_of_zeros_is_told(own):
    rows = "".join(f"DE21,{n},2014,0,census\nDE21,{n},2015,{n},census\n" for n in range(30))
    done, out = own(HEADER + rows)
    assert done.code == 0
    assert "column persons: found 30 values of 2014, all of them 0" in done.err
    assert "of 2015" not in done.err
    assert len(read_csv(out / "employment.csv")) == 60


def test_a_folder_that_holds_another_table_is_left_alone(own, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "employment.csv").write_text("regoin,persons\nDE21,3\n")
    done, out = own(HEADER + "DE21,C,2015,3,census\n")
    assert done.code == 1
    assert "employment.csv, row 1, column regoin: found a column outside the contract" in done.err
    assert (out / "employment.csv").read_text() == "regoin,persons\nDE21,3\n"


def test_a_file_in_place_of_the_folder_and_a_vintage_that_is_none(own, tmp_path, command):
    (tmp_path / "out").write_text("")
    done, _ = own(HEADER + "DE21,C,2015,3,census\n")
    assert (done.code, "--out names a folder" in done.err) == (2, True)
    path = tmp_path / "e.tsv"
    path.write_text(old_tsv(GOOD, YEARS))
    done = command("import", "eurostat", path, "--out", tmp_path / "x", "--vintage", "2012")
    assert (done.code, "There is no NUTS 2012. Known are 2010, 2013" in done.err) == (2, True)
    done = command("import", "eurostat", tmp_path / "none.tsv", "--out", tmp_path / "x")
    assert (done.code, "There is no file" in done.err) == (2, True)
    assert not (tmp_path / "x").exists()


def test_a_file_named_twice_and_nothing_to_take_are_told(tmp_path, command):
    path, out = tmp_path / "e.tsv", tmp_path / "out"
    path.write_text(old_tsv(GOOD, YEARS))
    done = command("import", "eurostat", path, path, "--out", out)
    assert (done.code, "e.tsv is named twice." in done.err) == (2, True)
    done = command("import", "eurostat", path, "--out", out, "--period", "1999")
    assert done.code == 0
    assert "Nothing was taken, so nothing was written." in done.out
    assert "2 of another period" in done.out
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("cell", ["1e99 ", "1e999999999 ", "9" * 40 + " ", "inf ", "nan "])
def test_numbers_out_of_all_bounds_are_reported(eurostat, cell):
    done, _ = eurostat(old_tsv({"THS,A,Y_GE15,AT11": (cell, "1.0 ")}, YEARS))
    assert done.code == 1
    assert "row 2, column 2015" in done.err
    assert "1 written + 0 unplaced + 0 left out + 1 reported" in done.out


def test_one_endless_line_is_refused(eurostat):
    done, _ = eurostat('{"value": [' + '"' + "1" * 300_000)
    assert done.code == 1
    assert "expected a bulk file of Eurostat" in done.err
