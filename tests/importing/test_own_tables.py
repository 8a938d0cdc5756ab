"""Tables of a user's own: mappings, joins, wide tables, other kinds of table."""

import re
import tomllib
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loclearn.sources.output import Folder
from loclearn.sources.own_tables.cells import convert
from loclearn.sources.own_tables.mapping import Part, Wide
from loclearn.sources.own_tables.reading import read
from loclearn.sources.placing import place
from loclearn.sources.regions.codes import Gazetteer
from tests.conftest import ROOT, read_csv

BRES = """\
,year,geo_type,geo_nm,geo_cd,SIC4,value,cluster_name
0,2017,nuts 2013 level 2,Tees Valley and Durham,UKC1,0161,7,food
1,2017,nuts 2013 level 2,Tees Valley and Durham,UKC1,6201,120,software
2,2017,nuts 2013 level 1,North East,UKC,6201,900,software
"""
IDBR = """\
,year,geo_type,geo_nm,geo_cd,SIC4,value,cluster_name
0,2017,nuts 2013 level 2,Tees Valley and Durham,UKC1,0161,30,food
1,2017,nuts 2013 level 2,Tees Valley and Durham,UKC1,6201,60,software
2,2017,nuts 2013 level 2,Northern Ireland,UKN0,6201,40,software
"""
EXAMPLE = ROOT / "examples" / "uk-register.toml"


def rows(out, table="employment"):
    return [tuple(row.values()) for row in read_csv(out / f"{table}.csv")]


def test_two_register_tables_become_one_by_the_mapping_that_comes_along(run):
    done, out = run(
        EXAMPLE.read_text(encoding="utf-8"),
        nomis_BRES_2017__csv=BRES,
        nomis_IDBR_2017__csv=IDBR,
    )
    assert done.code == 0
    assert rows(out) == [
        ("UKC1", "0161", "2017", "7", "30", "census", ""),
        ("UKC1", "6201", "2017", "120", "60", "census", ""),
        ("UKN0", "6201", "2017", "", "40", "census", ""),
    ]
    assert "3 rows in = 2 written + 0 unplaced + 1 left out" in done.out
    assert "1 of other rows than geo_type = nuts 2013 level 2 or nuts 2016 level 2" in done.out
    assert [(r["code"], r["name"]) for r in read_csv(out / "regions.csv")] == [
        ("UKC1", "Tees Valley and Durham"),
        ("UKN0", "Northern Ireland"),
    ]


@pytest.mark.shared
def test_the_register_tables_of_the_united_kingdom_come_through_whole(shared, tmp_path, command):
    import pandas as pd

    folder, out = shared / "data" / "regional" / "uk", tmp_path / "uk"
    paths = [folder / f"nomis_{name}_2017_TYPE450.csv" for name in ("BRES", "IDBR")]
    done = command("import", "tables", *paths, "--mapping", EXAMPLE, "--out", out)
    assert done.code == 0
    assert "20,475 rows in = 20,475 written + 0 unplaced + 0 left out + 0 reported" in done.out
    assert "21,000 rows in = 21,000 written + 0 unplaced + 0 left out + 0 reported" in done.out
    keys = ["geo_cd", "SIC4"]
    theirs = [pd.read_csv(p, dtype={"SIC4": str}).set_index(keys).value for p in paths]
    mine = pd.read_csv(out / "employment.csv", dtype={"activity": str})
    mine = mine.rename(columns={"region": "geo_cd", "activity": "SIC4"}).set_index(keys)
    assert len(mine) == 40 * 525
    assert mine.persons.dropna().astype(int).sort_index().equals(theirs[0].sort_index())
    assert mine.firms.astype(int).sort_index().equals(theirs[1].sort_index())
    assert set(mine[mine.persons.isna()].index.get_level_values(0)) == {"UKN0"}
    assert len(read_csv(out / "regions.csv")) == 40


WIDE = """
[[table]]
file = "wide.csv"
to = "employment"
decimalChar = ","
groupChar = "."
delimiter = ";"
null = ["k.A."]
columns = { region = "NUTS", activity = "WZ" }
constants = { coverage = "sample" }
factors = { persons = 1000 }
wide = { columns = "20[0-9][0-9]", names = "period", values = "persons" }
"""


def test_years_as_columns_with_commas_and_thousands(run):
    done, out = run(
        WIDE, wide__csv="NUTS;WZ;2016;2017;note\nDE21;C;1.234,5;2,5 u;x\nDE22;C;k.A.;:c;\n"
    )
    assert done.code == 0
    assert rows(out) == [
        ("DE21", "C", "2016", "1234500", "", "sample", ""),
        ("DE21", "C", "2017", "2500", "", "sample", "u"),
        ("DE22", "C", "2016", "", "", "sample", ""),
        ("DE22", "C", "2017", "", "", "sample", "c"),
    ]
    assert "4 values in = 4 written (2 missing)" in done.out


def test_activities_as_columns(run):
    mapping = """
    [[table]]
    file = "a.csv"
    to = "employment"
    columns = { region = "r" }
    constants = { coverage = "census", period = "2015" }
    values.activity = { toys = "C32", total = "ALL" }
    wide = { columns = ["toys", "total"], names = "activity", values = "firms" }
    """
    done, out = run(mapping, a__csv="r,toys,total\nDE21,3,900\n")
    assert done.code == 0
    assert [r[:5] for r in rows(out)] == [
        ("DE21", "C32", "2015", "", "3"),
        ("DE21", "ALL", "2015", "", "900"),
    ]


FIRMS = """
regions = "any"
[[table]]
file = "firms.*"
to = "actors"
columns = { actor_id = "id", region = "where", type = "legal", size = "staff" }
constants = { coverage = "selective", period = "2019" }
values.type = { ENT = "firm", UNI = "university" }
[[table]]
file = "links.csv"
to = "ties"
columns = { source = "a", target = "b", kind = "why", directed = "way" }
constants = { coverage = "selective", network = "survey 2019" }
values.kind = { talk = "informal-contact" }
[[table]]
file = "assets.csv"
to = "capabilities"
columns = { region = "where", capability = "what", value = "score" }
constants = { coverage = "census", kind = "infrastructure" }
[[table]]
file = "places.csv"
to = "regions"
columns = { code = "where", name = "label" }
"""


def test_actors_ties_capabilities_and_regions_of_ones_own(run):
    done, out = run(
        FIRMS,
        firms__csv="id,where,legal,staff\n1,valley,ENT,12\n2,GB-LND,UNI,\n3,nowhere,ENT,4\n",
        links__csv="a,b,why,way\n1,2,talk,True\n1,2,talk,True\n",
        assets__csv="where,what,score\nvalley,airport,1.50\n",
        places__csv="where,label\nvalley,The Valley\n",
    )
    assert done.code == 0, done.err
    assert rows(out, "actors") == [
        ("1", "valley", "", "firm", "", "12", "2019", "selective", "", "", "", ""),
        ("2", "GB-LND", "", "university", "", "", "2019", "selective", "", "", "", ""),
    ]
    assert [r["region"] for r in read_csv(out / "unplaced.csv")] == ["nowhere"]
    assert read_csv(out / "unplaced.csv")[0]["reason"] == (
        "nowhere fits no vintage and no other scheme"
    )
    assert rows(out, "ties") == [
        ("1", "2", "informal-contact", "", "true", "survey 2019", "", "selective")
    ]
    assert "2 rows in = 1 written + 1 there already" in done.out
    assert rows(out, "capabilities") == [
        ("valley", "infrastructure", "airport", "", "", "1.5", "census", "")
    ]
    assert ("valley", "", "The Valley", "", "", "", "") in rows(out, "regions")


def test_regions_of_ones_own_from_a_table_or_as_they_are(run, tmp_path):
    mapping = FIRMS.partition('[[table]]\nfile = "links')[0]
    firms = "id,where,legal,staff\n1,valley,ENT,12\n"
    mine = tmp_path / "mine.csv"
    mine.write_text("code;name;parent\nvalley;The Valley;land\n", encoding="utf-8")
    done, out = run(mapping, "--regions", mine, firms__csv=firms)
    assert done.code == 0
    assert rows(out, "regions") == [("valley", "", "The Valley", "land", "", "", "")]
    assert not (out / "unplaced.csv").exists()
    again, out = run(mapping, firms__csv=firms)
    assert "1 there already + 0 unplaced" in again.out
    own, out = run(mapping.replace('"any"', '"own"'), firms__csv=firms.replace("valley", "hill"))
    assert own.code == 1
    assert "found hill for 1 2019; expected valley, as in" in own.err


def test_what_finds_its_place_later_is_no_longer_unplaced(run, tmp_path):
    mapping = FIRMS.partition('[[table]]\nfile = "links')[0]
    firms = "id,where,legal,staff\n1,valley,ENT,12\n2,moor,ENT,3\n"
    done, out = run(mapping, firms__csv=firms)
    assert [r["region"] for r in read_csv(out / "unplaced.csv")] == ["valley", "moor"]
    mine = tmp_path / "mine.csv"
    mine.write_text("code,name\nvalley,The Valley\n", encoding="utf-8")
    done, out = run(mapping, "--regions", mine, firms__csv=firms)
    assert [r["region"] for r in read_csv(out / "unplaced.csv")] == ["moor"]
    assert "1 written + 1 unplaced" in done.out
    done, out = run(mapping.replace('"any"', '"own"'), firms__csv=firms)
    assert done.code == 0
    assert read_csv(out / "unplaced.csv") == []
    assert [r[0] for r in rows(out, "actors")] == ["1", "2"]


CELL = st.sampled_from(["1", "2,5", "-1", "", ":c", "x", "1.000", "7 u"])


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["HU11", "HU12", "DE21", "PL12", "QQ", ""]),
            st.sampled_from(["A", "B", ""]),
            CELL,
            CELL,
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([None, 2013, 2024]),
)
def test_every_value_of_a_wide_table_is_accounted_for(tmp_path_factory, lines, vintage):
    folder = tmp_path_factory.mktemp("any")
    text = "r;a;2015;2016\n" + "".join(";".join(line) + "\n" for line in lines)
    (folder / "a.csv").write_text(text, encoding="utf-8")
    wide = Wide(re.compile("20.."), "period", "persons")
    part = Part("a.csv", "employment", {"region": "r", "activity": "a"}, {"coverage": "census"},
                decimal=",", group=".", rows={"a": ("A", "")}, wide=wide)  # fmt: skip
    reading = read(folder / "a.csv", part, name="a.csv")
    out = Folder(folder / "out")
    out.take(place(reading.entries, Gazetteer(), vintage), reading)
    (account,) = reading.accounts
    filled = sum(any(line) for line in lines)
    assert account.came == 2 * filled
    assert account.adds_up, account
    told = [p for p in (*reading.problems, *out.problems) if p.severity == "violation"]
    assert account.reported == len(told)


def test_parquet_is_read(run):
    pa = pytest.importorskip("pyarrow", reason="needs the packages of the extra")
    import io

    import pyarrow.parquet

    sink = io.BytesIO()
    table = pa.table(
        {"id": [1, 2], "where": ["DE21", "DE22"], "legal": ["ENT", "ENT"], "staff": [2.0, None],
         "nested": [{"a": 1}, None]}
    )  # fmt: skip
    pyarrow.parquet.write_table(table, sink)
    done, out = run(FIRMS, firms__parquet=sink.getvalue())
    assert done.code == 0
    assert [(r[0], r[1], r[5]) for r in rows(out, "actors")] == [
        ("1", "DE21", "2"), ("2", "DE22", ""),
    ]  # fmt: skip
    nested = FIRMS.replace('size = "staff"', 'size = "nested"')
    again, _ = run(nested, firms__parquet=sink.getvalue())
    assert again.code == 1
    assert "column nested: found the nested type struct<a: int64>" in again.err


def test_a_missing_package_is_told_in_one_line(run, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    done, _ = run(FIRMS, firms__parquet=b"PAR1")
    assert done.code == 2
    assert done.err.splitlines() == [
        'loclearn: Parquet needs more packages: install them with pip install "loclearn[tables]".'
    ]


def test_the_extra_that_the_message_names_is_there():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tables = {need.partition(">")[0] for need in project["optional-dependencies"]["tables"]}
    assert tables >= {"ibis-framework[duckdb]", "pyarrow", "pycountry"}


def test_a_file_that_no_part_is_about_and_a_part_without_a_file(run):
    done, _ = run(FIRMS, other__csv="a\n1\n")
    assert (done.code, "says nothing of other.csv; it has firms.*" in done.err) == (2, True)
    done, _ = run(FIRMS, firms__csv="id,where,legal,staff\n1,DE21,ENT,12\n")
    assert done.code == 0
    assert "links.csv: in the mapping, but no such file was given" in done.out


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ("x = ", "cannot be read as a mapping"),
        ("", "has no [[table]]"),
        ("regions = 'here'\n", "regions is one of any, nuts, iso-3166-2, own"),
        ("[[table]]\nfile = 'a.csv'\n", "to is one of actors, ties"),
        ("[[table]]\nto = 'actors'\n", 'file = "NAME.csv" is missing'),
        ("[[table]]\nfile = 'a'\nto = 'ties'\ncolums = {}\n", "Did you mean columns?"),
        (
            "[[table]]\nfile = 'a'\nto = 'employment'\ncolumns = { region = 'r' }\n",
            'employment needs coverage. Write constants = { coverage = "census" }',
        ),
        (
            "[[table]]\nfile = 'a'\nto = 'employment'\ncolumns = { regoin = 'r' }\n",
            "Did you mean region?",
        ),
        (
            "[[table]]\nfile = 'a'\nto = 'actors'\nconstants = { coverage = 'census' }\n",
            "actors needs actor_id",
        ),
        (
            "[[table]]\nfile = 'a'\nto = 'employment'\nconstants = { coverage = 'census' }\n"
            "factors = { persons = 'k' }\n",
            "a factor is a number above 0",
        ),
        (
            "[[table]]\nfile = 'a'\nto = 'employment'\nconstants = { coverage = 'census' }\n"
            "decimalChar = ','\ngroupChar = ','\n",
            "decimalChar and groupChar are both",
        ),
        (
            "[[table]]\nfile = 'a'\nto = 'employment'\nconstants = { coverage = 'census' }\n"
            "wide = { columns = '(', names = 'period', values = 'persons' }\n",
            "is no pattern",
        ),
        (
            "[[table]]\nfile = 'a'\nto = 'employment'\ncolumns = { coverage = 'c' }\n"
            "constants = { coverage = 'census' }\n",
            "coverage is both a column and a constant",
        ),
    ],
)
def test_a_wrong_mapping_is_told(run, mapping, told):
    done, out = run(mapping, a__csv="r\nDE21\n")
    assert done.code == 2
    assert told in done.err
    assert not out.exists()


@given(
    st.decimals(0, 10**9, places=3),
    st.sampled_from([(".", ""), (".", ","), (",", "."), (",", " "), (",", "'"), (",", "\u202f")]),
    st.sampled_from([1, 1000]),
)
def test_a_number_comes_back_however_it_is_written(number, marks, factor):
    decimal, group = marks
    text = f"{number:,.3f}" if group else f"{number:.3f}"
    text = text.translate({ord(","): group, ord("."): decimal})
    group = " " if group.isspace() else group
    part = Part("a", "employment", {}, decimal=decimal, group=group,
                factors={"persons": Decimal(factor)})  # fmt: skip
    found, flag = convert(text, "persons", part)
    assert Decimal(found) == number * factor
    assert flag == ""
    assert convert(text + " bu", "persons", part)[1] == "bu"
