"""Folders and files as they lie about: each ends with a clear statement, none with a traceback."""

import duckdb
import pytest

from loclearn import resources
from tests.regional.conftest import write

JOBS = {"region": "R1", "activity": "wine", "period": "2017", "persons": "10", "firms": "4",
        "coverage": "census"}  # fmt: skip
ACTOR = {"actor_id": "A", "region": "R1", "activity": "wine", "period": "2017",
         "coverage": "census"}  # fmt: skip
TIE = {"source": "A", "target": "B", "kind": "vertical", "period": "2017", "network": "s",
       "coverage": "census"}  # fmt: skip
CELLS = ", ".join(f"'{value}' AS {name}" for name, value in JOBS.items())


def parquet(path, columns):
    duckdb.sql(f"COPY (SELECT {columns}) TO '{path}'")


def database(path, **tables):
    path.parent.mkdir(exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        for name, columns in tables.items():
            connection.sql(f"CREATE TABLE {name} AS SELECT {columns}")


def both(command, place):
    """Run what reads and what checks; return what they tell."""
    done = [command("assess", "--no-embedded", "--format", "csv", "--data", place),
            command("validate", place), command("indicators", place)]  # fmt: skip
    assert not any("fault of loclearn" in one.err for one in done)
    return done


def test_what_lies_beside_the_tables_does_no_harm(command, tmp_path):
    write(tmp_path / "employment.csv", [JOBS])
    write(tmp_path / "unplaced.csv", [{"file": "x", "reason": "y"}])
    (tmp_path / ".hidden.csv").write_text("a,b\n1,2\n")
    (tmp_path / "x.csv").mkdir()
    (tmp_path / "y.parquet").mkdir()
    (tmp_path / "notes.txt").write_text("notes")
    done = both(command, tmp_path)
    assert [one.code for one in done] == [0, 0, 0]
    assert "1 file, 1 row: no violations" in done[1].out


def test_a_profile_among_the_data_is_named_as_one(command, tmp_path):
    write(tmp_path / "employment.csv", [JOBS])
    text = resources.profiles()["strict"]
    (tmp_path / "mine.ttl").write_text(text.read_text("utf-8"), encoding="utf-8")
    done = both(command, tmp_path)[0]
    assert done.code == 1
    assert done.err.count("violation: ") == 1
    assert "--profile mine.ttl" in done.err


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("'R1' AS region, [1] AS persons, 'census' AS coverage", "a nested column"),
        ("'R1' AS region, {'a': 1} AS persons, 'census' AS coverage", "a nested column"),
        ("'R1' AS region, 'a'::BLOB AS persons, 'census' AS coverage", "a column of type binary"),
        ("'R1' AS region, 'x' AS persons, 'census' AS coverage", "found x"),
        ("'R1' AS region, 1e300 AS persons, 'census' AS coverage", "found 1e+300"),
        ("'R1' AS region, DATE '2017-01-01' AS period, 'census' AS coverage", "2017-01-01"),
        ("'R1' AS region, 3 AS persons", "no such column"),
    ],
)
@pytest.mark.parametrize("kind", ["parquet", "duckdb"])
def test_columns_that_are_no_cells_are_named(command, tmp_path, columns, told, kind):
    if kind == "parquet":
        parquet(tmp_path / "jobs.parquet", columns)
    else:
        database(tmp_path / "jobs.duckdb", employment=columns)
    done = both(command, tmp_path)
    assert [one.code for one in done] == [1, 1, 1]
    for one in done:
        text = one.err + one.out
        assert told in text
        assert f"jobs.{kind}" in text


def test_databases_hold_several_tables_and_may_have_one_name(command, tmp_path):
    for place, region in (("one", "R1"), ("other", "R2")):
        cells = CELLS.replace("R1", region)
        actor = f"'{region}' || n AS actor_id, '{region}' AS region, 'census' AS coverage"
        database(tmp_path / place / "d.duckdb", employment=cells,
                 actors=f"{actor} FROM range(3) AS r(n)", notes="1 AS a")  # fmt: skip
    done = both(command, tmp_path)
    assert [one.code for one in done] == [0, 0, 0]
    assert "R2|ALL|,R2,ALL,,false,C04,supported" in done[0].out
    assert "R1,wine,2017,firm-count,4.0,census" in done[2].out


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"employment": ["region,activity,period,persons,coverage"]}, "a header without rows"),
        ({"ties": [",".join(TIE), ",".join(TIE.values())]}, "no table of actors"),
        ({"regions": ["code,vintage,name", "R1,2016,Here"]}, "nothing that is in a region"),
        ({"crosswalk": ["case_activity,activity", "wine,11"]}, "nothing that is in a region"),
    ],
)
def test_tables_that_say_nothing_are_told(command, tmp_path, tables, told):
    for kind, lines in tables.items():
        (tmp_path / f"{kind}.csv").write_text("\n".join(lines) + "\n")
    done = both(command, tmp_path)
    assert [one.code for one in done] == [0, 0, 0]
    assert told in done[0].err
    assert told in done[1].out
    assert told in done[2].err


def test_a_hundred_columns_and_a_column_twice_are_told(command, tmp_path):
    write(tmp_path / "employment.csv", [{**JOBS, **{f"c{n}": "x" for n in range(100)}}])
    assert both(command, tmp_path)[0].err.count("an unknown column") == 100
    (tmp_path / "employment.csv").write_text("region,region,coverage\nR1,R1,census\n")
    assert "the column twice" in both(command, tmp_path)[0].err


def test_vintages_that_do_not_go_together_are_told(command, folder):
    """Centre was FR24 until 2016 and is FRB0 since: one region under two codes."""
    mixed = [{**JOBS, "region": code} for code in ("FR10", "FR24", "FRB0")]
    done = both(command, folder(employment=mixed))
    for text in (done[0].err, done[1].out, done[2].err):
        assert "in 2017 most codes of NUTS" in text
        assert "FRB0" in text or "FR24" in text
    apart = [{**row, "period": str(2015 + n)} for n, row in enumerate(mixed)]
    assert "most codes of NUTS" not in both(command, folder(employment=apart))[0].err


def test_periods_of_actors_are_held_together_as_those_of_jobs(command, folder):
    later = {**ACTOR, "actor_id": "B", "period": "2016/2018"}
    assert "which overlap" in both(command, folder(actors=[ACTOR, later]))[0].err
    turned = both(command, folder(actors=[{**ACTOR, "period": "2018/2016"}]))
    assert [one.code for one in turned] == [1, 1, 1]


def test_each_period_that_overlaps_with_an_earlier_one_is_told(command, folder):
    jobs = [{**JOBS, "period": period} for period in ("2010/2020", "2011", "2015", "2021")]
    told = command("assess", "--no-embedded", "--data", folder(employment=jobs)).err
    assert "2010/2020 and 2011, which overlap" in told
    assert "2010/2020 and 2015, which overlap" in told
    assert told.count("which overlap") == 2


@pytest.mark.parametrize("kind", ["parquet", "duckdb"])
def test_blanks_around_texts_make_no_other_region_and_no_group(command, tmp_path, kind):
    """Two firms of the region, and no group: as a CSV with the same cells says."""
    actor = "'wine' AS activity, ' ' AS \"group\", '2017' AS period, 'census' AS coverage"
    rows = (f"'A' AS actor_id, ' R1' AS region, {actor} "
            f"UNION ALL SELECT 'B\t', 'R1 ', {actor}")  # fmt: skip
    if kind == "parquet":
        parquet(tmp_path / "actors.parquet", rows)
    else:
        database(tmp_path / "d.duckdb", actors=rows)
    done = command("indicators", tmp_path)
    assert "R1,wine,2017,firm-count,2.0,census" in done.out
    assert " R1" not in done.out


def test_settings_that_would_have_one_name_are_refused_in_bulk_as_well(command, folder, tmp_path):
    jobs = [{**JOBS, "region": "a|b", "activity": "c"}, {**JOBS, "region": "a", "activity": "b|c"}]
    out = tmp_path / "v.parquet"
    for more in ((), ("--out", out)):
        done = command("assess", "--no-embedded", "--data", folder(employment=jobs), *more)
        assert done.code == 1
        assert "a|b|c|2017" in done.err
    assert not out.exists()


def test_validate_finds_what_is_wrong_between_rows_and_tables(command, folder):
    place = folder(actors=[ACTOR, {**ACTOR, "region": "R2"}], ties=[TIE])
    done = command("validate", place)
    assert done.code == 1
    assert "with different region" in done.out
    done = command("validate", folder(actors=[ACTOR, {**ACTOR, "region": "", "actor_id": "C"}],
                                      ties=[TIE, {**TIE, "target": "A"}]))  # fmt: skip
    assert done.code == 0
    for told in ("an actor with itself", "no table knows: B", "1 actors without a region"):
        assert told in done.out


def test_capabilities_that_cannot_be_compared_are_told(command, folder):
    lab = {"region": "R1", "kind": "infrastructure", "capability": "port", "activity": "wine",
           "period": "2017", "value": "3", "coverage": "census"}  # fmt: skip
    rows = [lab, {**lab, "period": "2016"}, {**lab, "region": "R9"}]
    done = both(command, folder(employment=[JOBS], capabilities=rows))
    assert "2 values of regions without a total of employment, such as region R1, 2016" in (
        done[0].err
    )


@pytest.mark.parametrize("name", ["no/such/x.parquet", "folder"])
def test_an_output_that_cannot_be_written_is_told(command, folder, tmp_path_factory, name):
    place, out = folder(employment=[JOBS]), tmp_path_factory.mktemp("out")
    (out / "folder").mkdir()
    calls = [("assess", "--no-embedded", "--data", place), ("indicators", place)]
    for call in calls:
        done = command(*call, "--format", "parquet", "--out", out / name)
        assert done.code == 2
        assert "cannot be written" in done.err
    assert [path.name for path in out.iterdir()] == ["folder"]


def test_a_table_that_is_read_is_never_overwritten(command, tmp_path):
    parquet(tmp_path / "jobs.parquet", CELLS)
    before = (tmp_path / "jobs.parquet").read_bytes()
    for data in (tmp_path, tmp_path / "jobs.parquet"):
        done = command("assess", "--no-embedded", "--data", data, "--format", "parquet", "--out",
                       tmp_path / "jobs.parquet")  # fmt: skip
        assert (done.code, "one of the inputs" in done.err) == (2, True)
    assert (tmp_path / "jobs.parquet").read_bytes() == before
