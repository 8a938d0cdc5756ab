"""Counts, quotients and verdicts in Spark, by two worker processes.

    python examples/spark_cluster.py [MASTER] [REGIONS]

MASTER is `local-cluster[2,1,1024]` unless given: two worker processes of one core and 1024 MB each,
started on this machine as a cluster starts them. Prints the rows of each step, the seconds, and how
many worker processes ran tasks: the process of each task says its number. Needs the extra `spark`.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ibis
import pyarrow
import pyarrow.parquet

from loclearn.conditions import read_theory
from loclearn.datasets.spark import session
from loclearn.indicators.concentration import location_quotient
from loclearn.indicators.counts import firms_of_employment
from loclearn.rewriting.sql.columns import Tables
from loclearn.rewriting.sql.verdicts import verdicts

ACTIVITIES = 50
SETTINGS = {
    "spark__sql__shuffle__partitions": "4",
    "spark__sql__adaptive__coalescePartitions__enabled": "false",
    "spark__ui__enabled": "false",
    "spark__driver__memory": "3g",
    "spark__executorEnv__PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
}


def employment(path: Path, regions: int) -> None:
    """Write the employment of regions in some activities, one number after a rule for each."""
    cells = [(r, a) for r in range(regions) for a in range(ACTIVITIES)]
    columns = {
        "region": [f"R{r}" for r, _ in cells],
        "activity": [f"A{a}" for _, a in cells],
        "period": ["2017"] * len(cells),
        "persons": [float((r * 31 + a * 17) % 97) for r, a in cells],
        "firms": [float((r * 7 + a * 13) % 11) for r, a in cells],
        "coverage": ["census"] * len(cells),
    }
    pyarrow.parquet.write_table(pyarrow.table(columns), path)


def who(rows: Iterator[Any]) -> Iterator[tuple[int, int]]:
    """Yield the number of the worker's process, and how many rows of a table it had."""
    count = sum(1 for _ in rows)
    yield os.getppid(), count


def told(name: str, frame: Any, started: float) -> None:
    """Print the rows of a table, the seconds, and which processes had them."""
    found: dict[int, int] = {}
    for process, count in frame.rdd.mapPartitions(who).collect():
        found[process] = found.get(process, 0) + count
    each = ", ".join(f"process {process}: {count:,}" for process, count in sorted(found.items()))
    seconds = time.perf_counter() - started
    print(f"{name}: {sum(found.values()):,} rows in {seconds:.0f} s by {len(found)} ({each})")


def main(master: str, regions: int) -> None:
    """Compute observations, then verdicts on them, each written as Parquet on its way."""
    spark = session(master, **SETTINGS)
    database = ibis.pyspark.connect(spark)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        employment(folder / "employment.parquet", regions)
        table = database.read_parquet(folder / "employment.parquet", table_name="employment")
        started = time.perf_counter()
        found = location_quotient(table).union(firms_of_employment(table))
        setting = ibis.literal("|").join([found.region, found.activity, found.period])
        query = database.compile(found.mutate(setting=setting))
        spark.sql(query).repartition(4).write.parquet(str(folder / "observations"))
        seen = database.read_parquet(folder / "observations", table_name="observations")
        told("observations", spark.table("observations"), started)
        started = time.perf_counter()
        settings = seen.select("setting").distinct().mutate(pooled=False)
        query = database.compile(verdicts(Tables(settings, observations=seen), read_theory()))
        told("verdicts", spark.sql(query), started)
    spark.stop()


if __name__ == "__main__":
    main(
        sys.argv[1] if len(sys.argv) > 1 else "local-cluster[2,1,1024]",
        int(sys.argv[2]) if len(sys.argv) > 2 else 200,
    )
