"""The expressions that DuckDB computes give the same in Spark: every value of every indicator."""

import gc
import random
from collections import Counter

import ibis
import pyarrow.parquet
import pytest

from loclearn import graph
from loclearn.bulk import derive_in_bulk
from loclearn.conditions import read_theory
from loclearn.datasets.dataset import Dataset
from loclearn.indicators.computing import compute
from loclearn.indicators.concentration import (
    krugman_specialization,
    revealed_comparative_advantage,
    standardized_location_quotient,
)
from loclearn.sources.world import Inputs, read_world
from tests.regional.conftest import opened, write

pytest.importorskip("pyspark", reason="needs pyspark")
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
SMALL = {
    "spark__sql__shuffle__partitions": "2",
    "spark__ui__enabled": "false",
    "spark__driver__memory": "3g",
    "spark__driver__host": "127.0.0.1",
    "spark__driver__bindAddress": "127.0.0.1",
    "spark__driver__extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
REGIONS = [f"R{n}" for n in range(10)]
ACTIVITIES = [f"A{n}" for n in range(8)]
PERIODS = ("2012", "2017")
COVERAGES = ("census", "census", "sample", "selective")
DECIDING = {
    "firm-count", "rival-count", "location-quotient", "relative-ubiquity", "local-vertical-ties",
    "firm-research-ties", "extra-local-knowledge-ties", "ei-index", "capability-location-quotient",
}  # fmt: skip
TOLD = {"standardized-location-quotient", "herfindahl", "diversity", "ubiquity"}


def actors_of(draw):
    return [
        {
            "actor_id": f"a{n}", "region": draw.choice([*REGIONS[:4], ""]),
            "activity": draw.choice([*ACTIVITIES[:2], *ACTIVITIES[:2], ""]),
            "type": draw.choice(["firm", "firm", "firm", "university", "public-body", ""]),
            "group": draw.choice(["", "", "g1", "g2"]), "period": draw.choice([*PERIODS, ""]),
            "coverage": draw.choice(COVERAGES), "knowledge": draw.choice(["", "H04", "H04;G06"]),
            "networks": draw.choice(["", "", "s", "t; s"]),
            "asked": ("", "", "vertical:local", "knowledge:extra-local; vertical:local")[n % 4],
        }
        for n in range(100)
    ]  # fmt: skip


def ties_of(draw):
    rows = {}
    while len(rows) < 300:
        pair = draw.randrange(100), draw.randrange(100)
        key = (*sorted(pair), draw.choice(["vertical", "knowledge", "knowledge", "market"]),
               draw.choice([*PERIODS, ""]), draw.choice(["s", "t", ""]))  # fmt: skip
        rows[key] = {
            "source": f"a{pair[0]}", "target": f"a{pair[1]}", "kind": key[2], "period": key[3],
            "network": key[4], "coverage": draw.choice(COVERAGES),
        }  # fmt: skip
    return list(rows.values())


def employment_of(draw):
    """Some regions whole, some with a total, some with gaps; zeros; an activity that nobody has."""
    rows = []
    for period in PERIODS:
        for number, region in enumerate(REGIONS):
            persons = {a: draw.choice([0, 1, 7, 30, 111, 2.5]) for a in ACTIVITIES[:-1]}
            persons[ACTIVITIES[-1]] = 0 if period == "2012" else number
            gaps = {draw.choice(ACTIVITIES)} if number % 3 == 0 else set()
            rows += [
                {
                    "region": region, "activity": a, "period": period,
                    "persons": "" if a in gaps else n,
                    "firms": draw.choice([0, 1, 2, 3, 9, ""]), "coverage": "census",
                }
                for a, n in persons.items()
            ]  # fmt: skip
            if number % 2 == 0:
                total = {"region": region, "activity": "", "period": period, "firms": 40}
                rows.append({**total, "persons": sum(persons.values()), "coverage": "census"})
    weak = draw.sample(range(len(rows)), 6)
    return [{**row, "coverage": "sample" if n in weak[:4] else "selective" if n in weak else
             "census"} for n, row in enumerate(rows)]  # fmt: skip


def capabilities_of(draw):
    return [
        {
            "region": region, "kind": kind, "capability": f"{kind} of any sort",
            "activity": activity, "period": period, "value": draw.choice([0, 1, 2.5, 12, ""]),
            "coverage": draw.choice(COVERAGES),
        }
        for region in REGIONS for kind in ("institution", "knowledge-base", "infrastructure")
        for activity in (ACTIVITIES[0], "") for period in PERIODS
    ]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    draw = random.Random(17)
    made = tmp_path_factory.mktemp("tables")
    for kind, rows in (("actors", actors_of), ("ties", ties_of), ("employment", employment_of),
                       ("capabilities", capabilities_of)):  # fmt: skip
        write(made / f"{kind}.csv", rows(draw))
    return made


@pytest.fixture(scope="module")
def duck(folder):
    return opened(folder)


@pytest.fixture(scope="module")
def database():
    from loclearn.datasets.spark import PLAIN, connect, session

    started = session("local[2]", **{**PLAIN, **SMALL})
    yield connect(started)
    started.stop()
    gc.collect()  # the sockets that Spark leaves open, before another test meets them


@pytest.fixture(scope="module")
def files(duck, database, tmp_path_factory):
    """The checked tables of DuckDB, which Spark reads as Parquet."""
    place = tmp_path_factory.mktemp("parquet")
    tables = {}
    for kind, table in duck.tables.items():
        pyarrow.parquet.write_table(table.to_pyarrow(), place / f"{kind}.parquet")
        tables[kind] = database.read_parquet(place / f"{kind}.parquet", table_name=kind)
    return Dataset(database, tables)


@pytest.fixture(scope="module")
def spark(files):
    """The same, read once, since each question would open the files again."""
    return Dataset(files.database, {k: files.keep(k, t) for k, t in files.tables.items()})


def rows_of(table):
    """Return all rows, numbers with the twelve places that are stored."""
    return Counter(
        tuple(f"{cell:.12f}" if isinstance(cell, float) else cell for cell in row.values())
        for row in table.to_pyarrow().to_pylist()
    )


def test_an_empty_cell_is_empty_in_spark(database):
    types = {"number": "float64", "text": "string", "whole": "int64", "yes": "boolean"}
    rows = [{"number": 0.1, "text": "1", "whole": 2**60, "yes": False}, dict.fromkeys(types)]
    table = ibis.memtable(pyarrow.Table.from_pylist(rows, ibis.schema(types).to_pyarrow()))
    kept = Dataset(database, {}).keep("cells", table)
    for one in (table, kept):
        assert database.to_pyarrow(one.order_by("whole")).to_pylist() == rows
        empty = {name: one[name].isnull().sum() for name in types}
        number = one["text"].cast("decimal(28, 12)").sum()
        told = database.to_pyarrow(one.aggregate(**empty, sum=number)).to_pylist()
        assert told == [{**dict.fromkeys(types, 1), "sum": 1}]


def test_every_observation_is_the_same(duck, spark):
    tables, odd = zip(compute(duck), compute(spark), strict=True)
    one, other = map(rows_of, tables)
    assert one == other
    assert odd[0] == odd[1]
    counts = Counter(row[3] for row in one)
    assert set(counts) >= DECIDING | TOLD
    assert sum(counts[name] for name in DECIDING | TOLD) > 900
    assert {row[5] for row in one} == {"census", "sample", "selective"}


@pytest.mark.parametrize(
    ("measure", "options"),
    [
        (krugman_specialization, {}),
        (revealed_comparative_advantage, {"measure": "firms"}),
        (standardized_location_quotient, {"logarithm": True}),
    ],
)
def test_what_an_analyst_may_ask_for_as_well_is_the_same(duck, spark, measure, options):
    one, other = (rows_of(measure(d.table("employment"), **options)) for d in (duck, spark))
    assert one == other
    assert one


def test_every_verdict_is_the_same(duck, spark):
    ontology = graph.ontology("default")
    world = read_world(Inputs(), ontology, observe=False)
    one, other = (derive_in_bulk(d, world, read_theory()) for d in (duck, spark))
    mine, theirs = rows_of(one.table), rows_of(other.table)
    assert mine == theirs
    values = Counter(row[6] for row in mine)
    assert sum(values.values()) > 30 * 160
    assert min(values[v] for v in ("supported", "opposed", "unknown")) > 50


@pytest.mark.parametrize("safe", [False, True])
def test_what_is_kept_is_computed_once_and_stays_in_order(database, files, tmp_path, safe):
    context = database.raw_sql("SELECT 1").sparkSession.sparkContext
    if safe:
        context.setCheckpointDir(str(tmp_path))
    drawn = files.table("employment").mutate(draw=ibis.random()).order_by("draw")
    kept = files.keep("drawn", drawn)
    one, other = (database.to_pyarrow(kept) for _ in range(2))
    assert one.equals(other)
    assert one["draw"].to_pylist() == sorted(one["draw"].to_pylist())
    assert one.num_rows == len(set(one["draw"].to_pylist())) > 100
    read = [database.raw_sql(database.compile(table)).inputFiles() for table in (drawn, kept)]
    assert [len(files) for files in read] == [1, 0]
    assert any(tmp_path.iterdir()) == safe
