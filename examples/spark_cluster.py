"""Counts, quotients, ties and verdicts in Spark, by two worker processes.

    python examples/spark_cluster.py [MASTER] [ACTORS] [TIES]

MASTER is `local-cluster[2,1,1024]` unless given: two worker processes of one core and 1024 MB each,
started on this machine as a cluster starts them; ACTORS is 100,000, TIES is 500,000. Prints the
rows of each step and the seconds, in Spark and in DuckDB, then what each worker process had: tasks,
their seconds, and megabytes read and shuffled, as Spark itself counts them; and whether every
verdict is the same in both. Needs the extra `spark`.
"""

import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import ibis
import pyarrow
import pyarrow.parquet

from loclearn.conditions import read_theory
from loclearn.datasets.dataset import Dataset
from loclearn.datasets.opening import engine
from loclearn.datasets.spark import PLAIN, connect, session
from loclearn.indicators.concentration import location_quotient
from loclearn.indicators.counts import firms_of_actors
from loclearn.indicators.ties import ei_index, ends, tallies, tie_counts
from loclearn.rewriting.sql.columns import Tables
from loclearn.rewriting.sql.verdicts import verdicts
from loclearn.tables.contract import contract

REGIONS, ACTIVITIES, PERIOD = 200, 50, "2017"
TYPES = ("firm",) * 8 + ("university", "research-organisation")
KINDS = ("knowledge", "vertical", "informal-contact")
NUMBERS = {"number": pyarrow.float64(), "integer": pyarrow.int64(), "boolean": pyarrow.bool_()}
SETTINGS = {
    **PLAIN,
    "spark__sql__shuffle__partitions": "4",
    "spark__ui__enabled": "false",
    "spark__driver__memory": "3g",
    "spark__executorEnv__PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
}


def tables(actors: int, ties: int) -> dict[str, dict[str, list[Any]]]:
    """Return the columns of invented tables, the same at each run."""
    draw = random.Random(17)  # noqa: S311 - no secret
    cells = [(f"R{r}", f"A{a}") for r in range(REGIONS) for a in range(ACTIVITIES)]
    places = [draw.choice(cells) for _ in range(actors)]
    pairs = [(draw.randrange(actors), draw.randrange(actors)) for _ in range(ties)]
    near = {region: [] for region, _ in cells}  # type: dict[str, list[int]]
    for number, (region, _) in enumerate(places):
        near[region].append(number)
    pairs = [(a, draw.choice(near[places[a][0]]) if a % 2 else b) for a, b in pairs]
    return {
        "actors": {
            "actor_id": [f"a{n}" for n in range(actors)],
            "region": [region for region, _ in places],
            "activity": [activity for _, activity in places],
            "type": [draw.choice(TYPES) for _ in places],
        },
        "ties": {
            "source": [f"a{one}" for one, _ in pairs],
            "target": [f"a{other}" for _, other in pairs],
            "kind": [draw.choice(KINDS) for _ in pairs],
            "network": ["survey"] * ties,
        },
        "employment": {
            "region": [region for region, _ in cells],
            "activity": [activity for _, activity in cells],
            "persons": [float(draw.randrange(200)) for _ in cells],
        },
    }


def write(path: Path, kind: str, columns: dict[str, list[Any]]) -> None:
    """Write a table in the columns of its contract; what is not given is empty."""
    size = len(next(iter(columns.values())))
    given = {"period": [PERIOD] * size, "coverage": ["census"] * size, **columns}
    cells = {
        field.name: pyarrow.array(
            given.get(field.name, [None] * size), NUMBERS.get(field.kind, pyarrow.string())
        )
        for field in contract(kind).fields
    }
    pyarrow.parquet.write_table(pyarrow.table(cells), path, row_group_size=max(1, size // 4))


def observed(dataset: Dataset) -> "ibis.Table":
    """Return the observations on which verdicts rest, each with the name of its setting."""
    actors = dataset.table("actors")
    tallied = dataset.keep("tallied", tallies(ends(dataset.table("ties"), actors)))
    found = firms_of_actors(actors).union(
        tie_counts(tallied, actors),
        ei_index(tallied),
        location_quotient(dataset.table("employment")),
    )
    setting = ibis.literal("|").join([found.region, found.activity, found.period])
    return dataset.keep("observations", found.mutate(setting=setting))


def judged(dataset: Dataset) -> "ibis.Table":
    """Return the verdicts on all settings of a dataset, telling the seconds of each step."""
    started = time.perf_counter()
    seen = observed(dataset)
    told(f"{dataset.database.name}: observations", seen, started)
    settings = seen.select("setting").distinct().mutate(pooled=False)
    found = verdicts(Tables(settings, observations=seen), read_theory())
    found = dataset.keep("verdicts", found)
    told(f"{dataset.database.name}: verdicts", found, started)
    return found


def told(name: str, table: "ibis.Table", started: float) -> None:
    """Print the rows of a table, and the seconds until they were there."""
    rows = table.count().to_pyarrow().as_py()
    print(f"{name}: {rows:,} rows after {time.perf_counter() - started:.0f} s", flush=True)


def in_order(table: "ibis.Table") -> pyarrow.Table:
    """Return the rows of verdicts in an order that does not depend on the database."""
    rows = table.select("setting", "condition", "value", "contested_inputs").to_pyarrow()
    return rows.sort_by([("setting", "ascending"), ("condition", "ascending")])


def workers(spark: Any) -> None:
    """Print what each worker process had, as Spark counts it."""
    listed = spark.sparkContext._jsc.sc().statusStore().executorList(False)
    for place in range(listed.size()):
        one = listed.apply(place)
        if one.id() != "driver":
            print(
                f"worker {one.id()} at {one.hostPort()}: {one.completedTasks():,} tasks, "
                f"{one.totalDuration() / 1000:.0f} s, {one.totalInputBytes() / 1e6:.1f} MB read, "
                f"{one.totalShuffleWrite() / 1e6:.1f} MB shuffled"
            )


def main(master: str, actors: int, ties: int) -> None:
    """Compute observations, then verdicts on them, in Spark and in DuckDB."""
    with tempfile.TemporaryDirectory() as name:
        files = {kind: Path(name) / f"{kind}.parquet" for kind in ("actors", "ties", "employment")}
        for kind, columns in tables(actors, ties).items():
            write(files[kind], kind, columns)
        size = sum(path.stat().st_size for path in files.values()) / 1e6
        print(f"{actors:,} actors, {ties:,} ties, {REGIONS * ACTIVITIES:,} cells: {size:.1f} MB")
        spark = session(master, **SETTINGS)
        found = []
        for database in (connect(spark), engine()):
            read = {k: database.read_parquet(path, table_name=k) for k, path in files.items()}
            found.append(in_order(judged(Dataset(database, read))))
        workers(spark)
        spark.stop()
        counts = sorted(Counter(found[0]["value"].to_pylist()).items())
        print(", ".join(f"{count:,} {value}" for value, count in counts))
        print("the same in both" if found[0].equals(found[1]) else "NOT the same in both")


if __name__ == "__main__":
    main(
        sys.argv[1] if len(sys.argv) > 1 else "local-cluster[2,1,1024]",
        *(
            int(sys.argv[n]) if len(sys.argv) > n else size
            for n, size in ((2, 100_000), (3, 500_000))
        ),
    )
