"""Verdicts out of the database are those that the graph of facts gives."""

import csv

import pyarrow.parquet
import pytest

from loclearn.datasets.opening import engine
from tests.regional.test_networks_decide import survey

JOBS = {"period": "2017", "coverage": "census"}


def rows_of(path):
    return sorted(
        tuple("" if cell is None else str(cell).lower() for cell in row.values())
        for row in pyarrow.parquet.read_table(path).to_pylist()
    )


@pytest.fixture
def place(folder):
    """A survey, employment in two years, a case that tables know, and one that they do not."""
    lively, ties = survey("R1", lively=True)
    quiet, _ = survey("R2", lively=False)
    far = {**lively[0], "actor_id": "far", "region": "R3", "networks": ""}
    jobs = [
        {
            "region": r,
            "activity": a,
            "period": p,
            "persons": n,
            "firms": n % 4,
            "coverage": "census",
        }
        for n, (r, a, p) in enumerate(
            (r, a, p) for r in ("R1", "R2", "UKC1") for a in ("wine", "cars") for p in (2016, 2017)
        )
    ]
    case = {
        "case_id": "CASE",
        "place": "Tees",
        "kind": "cluster",
        "activity": "vineyards",
        "nuts_2021": "UKC1",
        "period_from": "2017",
        "period_to": "2017",
    }
    said = {
        "evidence_id": "E1",
        "case_id": "CASE",
        "source_key": "Me 2020",
        "dimension": "ubiquitification-offshoring",
        "scope": "local",
        "polarity": "supports-presence",
        "strength": "strong",
        "basis": "abstract-seen",
        "confidence": "0.9",
    }
    return folder(
        actors=[*lively, *quiet, far],
        ties=ties,
        employment=jobs,
        cases=[case, {**case, "case_id": "OTHER", "activity": "ships"}],
        evidence=[said, {**said, "evidence_id": "E2", "case_id": "OTHER"}],
        crosswalk=[{"case_activity": "vineyards", "activity": "wine"}],
    )


@pytest.mark.parametrize(
    "options",
    [(), ("--no-embedded", "--profile", "strict"), ("--setting", "CASE", "--condition", "C04")],
)
def test_the_database_and_the_graph_give_the_same_verdicts(
    command, place, tmp_path_factory, options
):
    out = tmp_path_factory.mktemp("out") / "verdicts.parquet"
    bulk = command("assess", "--data", place, "--out", out, *options)
    assert bulk.code == 0, bulk.err
    done = command("assess", "--data", place, "--format", "csv", *options)
    expected = sorted(
        tuple(cell.lower() for cell in row.values())
        for row in csv.DictReader(done.out.splitlines())
    )
    assert rows_of(out) == expected
    assert len({row[6] for row in expected}) > 1 or "--setting" in options


def test_parquet_needs_a_file_and_tables(command, tmp_path):
    assert command("assess", "--format", "parquet").code == 2
    assert command("assess", "--out", tmp_path / "v.parquet").code == 2
    assert not list(tmp_path.iterdir())


@pytest.fixture
def out(tmp_path_factory):
    """A folder beside that of the tables, from which all files are read."""
    return tmp_path_factory.mktemp("out")


def test_the_memory_of_the_database_is_bounded_on_request(command, place, out, monkeypatch):
    free = command("assess", "--data", place, "--out", out / "free.parquet")
    monkeypatch.setenv("LOCLEARN_MEMORY", "1GB")
    database = engine()
    (limit,) = database.raw_sql("SELECT current_setting('memory_limit')").fetchone()
    assert limit == "953.6 MiB"
    bounded = command("assess", "--data", place, "--out", out / "bounded.parquet")
    assert (free.code, bounded.code) == (0, 0)
    assert rows_of(out / "free.parquet") == rows_of(out / "bounded.parquet")


def test_what_is_no_size_of_memory_is_refused(command, place, out, monkeypatch):
    monkeypatch.setenv("LOCLEARN_MEMORY", "plenty")
    done = command("assess", "--data", place, "--out", out / "v.parquet")
    assert done.code == 2
    assert "LOCLEARN_MEMORY=plenty is no size, such as 1GB" in done.err


def test_verdicts_stand_in_the_order_of_setting_period_and_condition(command, place, out):
    command("assess", "--data", place, "--out", out / "v.parquet")
    rows = pyarrow.parquet.read_table(out / "v.parquet").to_pylist()
    found = [(row["setting"], row["period"] or "~", row["condition"]) for row in rows]
    assert found == sorted(found)
    assert len({row["condition"] for row in rows}) == 30


@pytest.mark.parametrize("name", ["verdicts.parquet", "verdicts.csv"])
def test_verdicts_in_the_folder_of_the_tables_are_no_input(command, place, name):
    first = command("assess", "--data", place, "--out", place / name)
    assert first.code == 0, first.err
    again = command("assess", "--data", place, "--out", place / f"again-{name}")
    assert again.code == 0, again.err
