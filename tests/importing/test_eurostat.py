"""Eurostat's bulk files against figures written by hand, and the real one against pandas."""

import csv
import gzip
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loclearn.sources.eurostat.activities import extent, finest, overlap
from loclearn.sources.eurostat.reading import read
from tests.conftest import read_csv
from tests.importing.dialects import DIALECTS, old_tsv

YEARS = (2015, 2014)
SERIES = {
    "THS,TOTAL,Y_GE15,AT11": ("130.4 ", "128.0 b"),
    "THS,A,Y_GE15,AT11": ("14.3 ", ": u"),
    "THS,B-E,Y_GE15,AT11": ("0.0 ", "25.1 bu"),
    "THS,NRP,Y_GE15,AT11": ("1.0 ", ": "),
    "THS,A,Y15-64,AT11": ("13.3 ", "13.0 "),
    "THS,A,Y_GE15,AT": ("200.0 ", "190.0 "),
    "THS,A,Y_GE15,EU28": ("9000.5 ", "9100.0 "),
    "THS,A,Y_GE15,EA19": ("1.0 ", "1.0 "),
    "THS,A,Y_GE15,ATZZ": ("1.0 ", "1.0 "),
    "THS,A,Y_GE15,XX01": ("2.0 ", "2.0 "),
    "THS,A,Y_GE15,AT12": (": ", ":c"),
}
EXPECTED = [
    ("AT11", "A", "2014", "", "", "sample", "u"),
    ("AT11", "A", "2015", "14300", "", "sample", ""),
    ("AT11", "ALL", "2014", "128000", "", "sample", "b"),
    ("AT11", "ALL", "2015", "130400", "", "sample", ""),
    ("AT11", "B-E", "2014", "25100", "", "sample", "bu"),
    ("AT11", "B-E", "2015", "0", "", "sample", ""),
]


def rows(folder):
    return sorted(tuple(row.values()) for row in read_csv(folder / "employment.csv"))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_gives_the_same_table(dialect, tmp_path, command):
    path = tmp_path / "data.txt"
    path.write_text(DIALECTS[dialect](SERIES, YEARS), encoding="utf-8")
    done = command("import", "eurostat", path, "--out", tmp_path / "out")
    assert done.code == 0, done.err
    assert rows(tmp_path / "out") == EXPECTED
    unplaced = read_csv(tmp_path / "out" / "unplaced.csv")
    assert [(r["region"], r["period"], r["persons"], r["reason"]) for r in unplaced] == [
        ("XX01", year, "2000", "XX01 fits no vintage and no other scheme")
        for year in ("2015", "2014")
    ]
    assert (
        "22 values in = 6 written (1 missing) + 2 unplaced + 14 left out + 0 reported" in done.out
    )
    for line in (
        "2 of another age group than Y_GE15",
        "2 of extra-regio codes",
        "4 of aggregates of countries",
        "2 of another level than 2",
        "2 of regions without any value in the period",
        "2 of people whose activity is not stated",
    ):
        assert f"left out: {line}" in done.out
    assert "coverage sample (the labour force survey" in done.out
    regions = read_csv(tmp_path / "out" / "regions.csv")
    assert [(r["code"], r["vintage"], r["name"], r["parent"]) for r in regions] == [
        ("AT11", "2024", "Burgenland", "AT1")
    ]


def test_a_packed_file_with_other_line_ends_and_a_mark_is_the_same(tmp_path, command):
    text = "\ufeff" + old_tsv(SERIES, YEARS).replace("\n", "\r")
    path = tmp_path / "data.tsv.gz"
    path.write_bytes(gzip.compress(text.encode("utf-8")))
    assert command("import", "eurostat", path, "--out", tmp_path / "out").code == 0
    assert rows(tmp_path / "out") == EXPECTED
    path.write_bytes(text[1:].encode("utf-16"))
    assert command("import", "eurostat", path, "--out", tmp_path / "again").code == 0
    assert rows(tmp_path / "again") == EXPECTED


def test_labels_beside_the_codes_are_passed_over(tmp_path, command):
    text = (
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Time frequency,unit,Unit of measure,nace_r2,"
        "Activity,sex,Sex,age,Age class,geo,Geopolitical entity,TIME_PERIOD,Time,OBS_VALUE,"
        "Observation value,OBS_FLAG,Observation status,CONF_STATUS\n"
        "dataflow,ESTAT:LFST_R_LFE2EN2(1.0),Employment,A,Annual,THS_PER,Thousand,A,Agriculture,T,"
        'Total,Y_GE15,15 or over,AT11,"Burgenland, AT",2015,2015,14.3,,u,low,C\n'
    )
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    (tmp_path / "b.csv").write_text(
        "DATAFLOW,LAST UPDATE,freq:Time frequency,unit:Unit,nace_r2:Activity,sex:Sex,age:Age,"
        "geo:Entity,TIME_PERIOD:Time,OBS_VALUE:Value,OBS_FLAG:Flag\n"
        "ESTAT:X(1.0),01/01/24,A: Annual,THS_PER: Thousand,A: Farms,T: Total,Y_GE15: 15 or over,"
        "AT11: Burgenland,2015: 2015,14.3,u: low\n",
        encoding="utf-8",
    )
    for name, flag in (("a", "uc"), ("b", "u")):
        done = command("import", "eurostat", tmp_path / f"{name}.csv", "--out", tmp_path / name)
        assert done.code == 0, done.err
        assert rows(tmp_path / name) == [("AT11", "A", "2015", "14300", "", "sample", flag)]


def test_local_units_and_persons_stand_in_one_row(tmp_path, command):
    series = {
        "C,V11210,DE21": ("1200 ", "1100 "),
        "C,V16110,DE21": ("90000 p", ": c"),
        "C,V13320,DE21": ("3.4 ", "3.3 "),
        "C10,V11210,DE21": ("200 ", ": c"),
        "B-N_S95_X_K,V11210,DE21": ("9000 ", "8900 "),
    }
    path = tmp_path / "sbs.tsv"
    path.write_text(old_tsv(series, YEARS, "nace_r2,indic_sb,geo"), encoding="utf-8")
    done = command("import", "eurostat", path, "--out", tmp_path / "out", "--period", "2015")
    assert done.code == 0
    assert rows(tmp_path / "out") == [("DE21", "C10", "2015", "", "200", "census", "")]
    assert "activity C is left out: C10 overlaps with it and is no coarser" in done.out
    series.pop("C10,V11210,DE21")
    series.pop("B-N_S95_X_K,V11210,DE21")
    path.write_text(old_tsv(series, YEARS, "nace_r2,indic_sb,geo"), encoding="utf-8")
    assert command("import", "eurostat", path, "--out", tmp_path / "two").code == 0
    assert rows(tmp_path / "two") == [
        ("DE21", "C", "2014", "", "1100", "census", "persons c"),
        ("DE21", "C", "2015", "90000", "1200", "census", "persons p"),
    ]


def test_national_accounts_take_all_employed(tmp_path, command):
    series = {
        "THS,EMP,TOTAL,DE212": ("900.5 ", "890.0 "),
        "THS,SAL,TOTAL,DE212": ("800.5 ", "790.0 "),
        "PC_TOT,EMP,TOTAL,DE212": ("9.5 ", "9.0 "),
    }
    path = tmp_path / "nama.tsv"
    path.write_text(old_tsv(series, YEARS, "unit,wstatus,nace_r2,geo"), encoding="utf-8")
    out = tmp_path / "out"
    assert command("import", "eurostat", path, "--out", out, "--level", "3").code == 0
    assert [(r[2], r[3], r[5]) for r in rows(out)] == [
        ("2014", "890000", "sample"), ("2015", "900500", "sample"),
    ]  # fmt: skip


def test_without_the_usual_age_group_another_is_named(tmp_path, command):
    series = {"THS,A,Y15-24,AT11": ("1.0 ", "1.1 "), "THS,A,Y15-64,AT11": ("13.3 ", "13.0 ")}
    path = tmp_path / "a.tsv"
    path.write_text(old_tsv(series, YEARS), encoding="utf-8")
    done = command("import", "eurostat", path, "--out", tmp_path / "out", "--coverage", "selective")
    assert "age group Y15-64, since there is no Y_GE15" in done.out
    assert {r[5] for r in rows(tmp_path / "out")} == {"selective"}
    assert [r[3] for r in rows(tmp_path / "out")] == ["13000", "13300"]


def test_the_same_again_is_told_and_adds_nothing(tmp_path, command):
    path, out = tmp_path / "a.tsv", tmp_path / "out"
    path.write_text(old_tsv(SERIES, YEARS), encoding="utf-8")
    command("import", "eurostat", path, "--out", out)
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    done = command("import", "eurostat", path, "--out", out)
    assert done.code == 0
    assert "0 written + 6 there already + 2 unplaced" in done.out
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before


def test_parquet_holds_what_csv_holds(tmp_path, command):
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the packages of the extra")
    path = tmp_path / "a.tsv"
    path.write_text(old_tsv(SERIES, YEARS), encoding="utf-8")
    out = tmp_path / "out"
    done = command("import", "eurostat", path, "--out", out, "--format", "parquet")
    assert done.code == 0
    table = parquet.read_table(out / "employment.parquet")
    assert str(table.schema.field("persons").type) == "double"
    found = sorted(
        (r["region"], r["activity"], r["period"], r["persons"]) for r in table.to_pylist()
    )
    assert found == [(*r[:3], float(r[3]) if r[3] else None) for r in EXPECTED]
    again = command("import", "eurostat", path, "--out", out, "--format", "parquet")
    assert "6 there already" in again.out
    other = command("import", "eurostat", path, "--out", out)
    assert other.code == 2
    assert "add to it with --format parquet" in other.err


def test_codes_are_carried_to_the_vintage_that_is_asked_for(tmp_path, command):
    series = {f"THS,A,Y_GE15,{geo}": ("10.0 ", "11.0 ") for geo in ("FR21", "PL12", "EL51")}
    path, out = tmp_path / "a.tsv", tmp_path / "out"
    path.write_text(old_tsv(series, YEARS), encoding="utf-8")
    done = command("import", "eurostat", path, "--out", out, "--vintage", "2021")
    assert done.code == 0
    assert sorted({r[0] for r in rows(out)}) == ["EL51", "FRF2"]
    assert {r["region"] for r in read_csv(out / "unplaced.csv")} == {"PL12"}
    assert {r["vintage"] for r in read_csv(out / "regions.csv")} == {"2021"}
    assert "NUTS 2013 fits the codes of 2014, 2015" in done.out
    later = command("import", "eurostat", path, "--out", out)
    assert "mixed vintages in 2014, 2015: FRF2" in later.err


CELLS = st.sampled_from(["14.3 ", ": ", ":u", ": c", "0.0 b", "12,5 ", "-3.0 ", "x", "", "7 d"])
KEYS = st.tuples(
    st.sampled_from(["A", "C", "B-E", "TOTAL", "NRP", "QQ"]),
    st.sampled_from(["Y_GE15", "Y15-64"]),
    st.sampled_from(["AT11", "AT", "EU28", "ATZZ", "FR21", "EL11", "PL12", "XX99"]),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(KEYS, st.tuples(CELLS, CELLS), min_size=1, max_size=12),
    st.sampled_from([None, 2010, 2013, 2024]),
    st.sampled_from(sorted(DIALECTS)),
)
def test_every_value_is_accounted_for(tmp_path_factory, found, vintage, dialect):
    from loclearn.errors import InvalidInput
    from loclearn.sources.output import Folder
    from loclearn.sources.placing import place
    from loclearn.sources.regions.codes import Gazetteer

    folder = tmp_path_factory.mktemp("any")
    path = folder / "a.txt"
    series = {f"THS,{nace},{age},{geo}": cells for (nace, age, geo), cells in found.items()}
    path.write_text(DIALECTS[dialect](series, YEARS), encoding="utf-8")
    try:
        reading = read(path)
    except InvalidInput:
        raise AssertionError(path.read_text()) from None
    out = Folder(folder / "out")
    out.take(place(reading.entries, Gazetteer(), vintage), reading)
    (account,) = reading.accounts
    assert account.came == 2 * len(series)
    assert account.adds_up, account
    assert account.reported == sum(p.severity == "violation" for p in reading.problems)


@given(st.sets(st.sampled_from(
    ["A", "B-E", "B", "C", "C10", "C101", "C10-C12", "D", "E", "F", "G-I", "G-J", "J", "M_N",
     "M", "N", "B-N_S95_X_K", "K", "TOTAL", "NRP", "R-U", "S95"]
)))  # fmt: skip
def test_the_chosen_activities_never_overlap_and_leave_out_only_what_does(codes):
    taken, others = finest(codes)
    assert not [(a, b) for a in taken for b in taken if a < b and overlap(a, b)]
    assert {*taken, *others} == {code for code in codes if extent(code)}
    for code, inside in others.items():
        finer = [c for c in taken if overlap(code, c)]
        assert finer
        assert inside.split(", ")[0] in finer
        assert all(len(extent(c)[0]) <= len(extent(code)[0]) for c in finer)


@pytest.mark.shared
def test_the_real_table_has_the_totals_that_pandas_finds(shared, tmp_path, command):
    """An independent reading: pandas, one regular expression, no code of loclearn."""
    import pandas as pd

    path = shared / "data" / "regional" / "eurostat" / "lfst_r_lfe2en2.tsv"
    out = tmp_path / "out"
    done = command("import", "eurostat", path, "--out", out)
    assert done.code == 0
    assert "224,520 values in = 27,852 written (1,818 missing) + 0 unplaced" in done.out
    wide = pd.read_csv(path, sep="\t", dtype=str)
    keys = wide.iloc[:, 0].str.split(",", expand=True)
    wide = wide.iloc[:, 1:].apply(lambda c: pd.to_numeric(c.str.extract(r"^([\d.]+)")[0]))
    wide.columns = [c.strip() for c in wide.columns]
    wide = wide.assign(nace=keys[1], age=keys[2], geo=keys[3])
    kept = wide[
        (wide.age == "Y_GE15")
        & (wide.geo.str.len() == 4)
        & ~wide.geo.str.match("EU|EA1")
        & ~wide.nace.isin(["NRP"])
    ]
    long = kept.melt(["nace", "age", "geo"], var_name="year", value_name="thousands").dropna()
    long["nace"] = long.nace.replace("TOTAL", "ALL")
    theirs = {
        (geo, nace, year): round(Decimal(str(value)) * 1000)
        for geo, nace, year, value in long[["geo", "nace", "year", "thousands"]].itertuples(
            index=False
        )
    }
    with (out / "employment.csv").open(encoding="utf-8", newline="") as file:
        mine = {
            (r["region"], r["activity"], r["period"]): int(r["persons"])
            for r in csv.DictReader(file)
            if r["persons"]
        }
    assert len(theirs) == 27852 - 1818
    assert mine == theirs
    by_year = long.groupby("year").thousands.sum()
    for year, total in by_year.items():
        assert sum(v for k, v in mine.items() if k[2] == year) == round(total * 1000)
