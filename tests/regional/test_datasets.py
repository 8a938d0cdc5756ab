"""Regional tables as people have them: what is wrong is told, all of it, with file and row."""

import duckdb
import pyarrow
import pyarrow.parquet as pq
import pytest

from loclearn.datasets.dataset import open_tables
from loclearn.errors import InvalidInput
from tests.regional.conftest import opened

ACTOR = {"actor_id": "A", "region": "R1", "activity": "wine", "period": "2017",
         "coverage": "census"}  # fmt: skip
JOBS = {"region": "R1", "activity": "wine", "period": "2017", "persons": "10", "firms": "2",
        "coverage": "census"}  # fmt: skip
TIE = {"source": "A", "target": "B", "kind": "knowledge", "period": "2017", "network": "s",
       "coverage": "census"}  # fmt: skip


def told(folder):
    with pytest.raises(InvalidInput) as caught:
        opened(folder)
    return [str(problem).partition(": ")[2] for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        ({"persons": "12,5"}, "persons", "12,5"),
        ({"persons": ":"}, "persons", ":"),
        ({"persons": "-3"}, "persons", "-3"),
        ({"persons": "nan"}, "persons", "nan"),
        ({"persons": "1e999"}, "persons", "1e999"),
        ({"coverage": ""}, "coverage", "nothing"),
        ({"coverage": "full"}, "coverage", "full"),
        ({"period": "17"}, "period", "17"),
        ({"region": " "}, "region", "nothing"),
    ],
)
def test_a_wrong_cell_is_told_with_its_row(folder, row, column, found):
    rows = [JOBS, {**JOBS, "activity": "cars"}, {**JOBS, "activity": "ships", **row}]
    with pytest.raises(InvalidInput) as caught:
        opened(folder(employment=rows))
    (problem,) = caught.value.problems
    assert (problem.row, problem.column, problem.found) == (4, column, found)
    assert problem.file.endswith("employment.csv")


def test_all_that_is_wrong_is_told_at_once_and_each_value_once(folder):
    jobs = [{**JOBS, "activity": str(n), "persons": "x"} for n in range(1000)]
    jobs.append({**JOBS, "activity": "z", "coverage": "all"})
    found = told(folder(employment=jobs, ties=[{**TIE, "kind": "talk"}]))
    assert len(found) == 3
    assert any("found x in 1,000 rows" in text for text in found)


def test_many_different_wrong_values_are_counted(folder):
    jobs = [{**JOBS, "activity": str(n), "persons": f"x{n}"} for n in range(50)]
    found = told(folder(employment=jobs))
    assert len(found) == 21
    assert "found 30 more wrong values." in found


def test_a_column_that_is_missing_or_unknown_is_told(folder):
    rows = [{"region": "R", "activty": "wine", "persons": "1"}]
    found = told(folder(employment=rows))
    assert any("no such column" in text and "coverage" in text for text in found)
    assert any("activty" in text or "Did you mean activity?" in text for text in found)


def test_the_same_key_with_other_values_is_refused_and_the_same_row_twice_counts_once(folder):
    found = told(folder(actors=[ACTOR, {**ACTOR, "region": "R2"}]))
    assert found == ["found A, 2017 2 times, last in row 3, with different region; "
                     "expected one row for each."]  # fmt: skip
    twice = opened(folder(actors=[ACTOR, ACTOR]))
    assert [p.severity for p in twice.problems] == ["warning"]
    assert twice.table("actors").count().to_pyarrow().as_py() == 1


def test_odd_ties_are_warned_of(folder):
    ties = [TIE, TIE, {**TIE, "target": "A"}, {**TIE, "target": "X"}]
    found = opened(folder(actors=[ACTOR, {**ACTOR, "actor_id": "B"}], ties=ties)).problems
    text = "\n".join(map(str, found))
    assert "A, B, knowledge, 2017, s 2 times" in text
    assert "1 ties of an actor with itself" in text
    assert "1 ties with actors that no table knows: X" in text
    assert {problem.severity for problem in found} == {"warning"}


def test_a_year_of_zeros_is_missing_and_periods_that_overlap_are_told(folder):
    rows = [JOBS, {**JOBS, "period": "2014", "persons": "0", "firms": "0"},
            {**JOBS, "period": "2016/2018"}]  # fmt: skip
    dataset = opened(folder(employment=rows))
    text = "\n".join(map(str, dataset.problems))
    assert "nothing but zeros in 2014" in text
    assert "2016/2018 and 2017, which overlap" in text
    found = dataset.table("employment").to_pyarrow().to_pylist()
    assert [row["persons"] for row in found if row["period"] == "2014"] == [None]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_any_dialect_is_read(tmp_path, end, encoding, between):
    lines = [between.join(JOBS), between.join([*list(JOBS.values())[:-1], "census"])]
    lines.append(lines[1].replace("wine", '"Käse"'))
    path = tmp_path / "jobs.csv"
    path.write_bytes((end.join(lines) + end).encode(encoding))
    table = open_tables({"employment": [path]}).table("employment")
    assert sorted(row["activity"] for row in table.to_pyarrow().to_pylist()) == ["Käse", "wine"]


def test_parquet_and_duckdb_are_read_like_csv(folder, tmp_path):
    place = folder(employment=[JOBS, {**JOBS, "activity": "", "persons": ""}])
    csv_ = place / "employment.csv"
    parquet, database = tmp_path / "jobs.parquet", tmp_path / "jobs.duckdb"
    duckdb.sql(f"COPY (FROM '{csv_}') TO '{parquet}'")
    with duckdb.connect(str(database)) as connection:
        connection.sql(f"CREATE TABLE employment AS FROM '{csv_}'")
    rows = [
        sorted(map(str, open_tables({"employment": [path]}).table("employment").to_pyarrow()
                   .to_pylist()))
        for path in (csv_, parquet, database)
    ]  # fmt: skip
    assert rows[0] == rows[1] == rows[2]
    assert "'activity': 'ALL'" in rows[0][0]


def test_nested_parquet_is_refused(tmp_path):
    path = tmp_path / "jobs.parquet"
    duckdb.sql(f"COPY (SELECT 'R1' AS region, [1, 2] AS persons) TO '{path}'")
    with pytest.raises(InvalidInput, match="a nested column"):
        open_tables({"employment": [path]})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"<html><body>503</body></html>"),
        ("a.csv", b"region,persons\n\xff\xfe\x00\x01,3\n"),
        ("a.csv", b'region,activity,coverage\nR1,"wine,census\n'),
        ("a.csv", b"region,activity,coverage\nR1,wine,census,more,cells\n"),
        ("a.csv", b""),
        ("a.parquet", b"PAR1 no"),
        ("a.duckdb", b"nothing"),
    ],
)
def test_what_is_no_table_is_told_without_a_traceback(tmp_path, command, name, content):
    (tmp_path / name).write_bytes(content)
    done = command("assess", "--no-embedded", "--data", tmp_path / name)
    assert done.code in {1, 2}
    assert name in done.err
    assert "fault of loclearn" not in done.err


def test_of_many_repeated_ties_the_first_are_named_and_the_others_counted(tmp_path):
    actors = [{"actor_id": f"A{n}", "region": "R1", "activity": "x", "period": "2017",
               "coverage": "census"} for n in range(1_502)]  # fmt: skip
    ties = [{"source": f"A{n}", "target": f"A{n + 1}", "kind": "vertical", "period": "2017",
             "network": "s", "coverage": "census"} for n in range(1_501)]  # fmt: skip
    for name, rows in (("actors", actors), ("ties", [*ties, *ties])):
        pq.write_table(pyarrow.Table.from_pylist(rows), tmp_path / f"{name}.parquet")
    files = {name: [tmp_path / f"{name}.parquet"] for name in ("actors", "ties")}
    problems = open_tables(files).problems
    found = [one for one in problems if "repeated" in one.found or "times" in one.found]
    assert [one.row for one in found] == [*range(2, 22), None]
    for one in found[:-1]:
        assert (
            one.found
            == f"A{one.row - 2}, A{one.row - 1}, vertical, 2017, s 2 times, first in row {one.row}"
        )
    assert found[-1].found == "1,481 more repeated keys"
    assert {one.severity for one in found} == {"warning"}
