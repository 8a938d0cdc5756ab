"""The engine sql on tables of any size, against the rewriting to SPARQL on the same facts.

    python benchmarks/sql_engine.py [SETTINGS ...]

Prints a line for each size: seconds to derive all verdicts and write them to a Parquet file, the
peak of memory, and, where the graph is small enough, the same for SPARQL with its loading time
apart. Each engine and size runs in a process of its own; the tables and the graph are written
before. The observations are those of generate.py, twelve a setting.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import ibis
import pyarrow
import pyarrow.parquet
import pyoxigraph as ox
from generate import CAPABILITIES, COVERAGES, INDICATORS, write

from loclearn.conditions import read_theory
from loclearn.reasoning import close_properties
from loclearn.rewriting.sparql import members_update
from loclearn.rewriting.sql.columns import Tables
from loclearn.rewriting.sql.verdicts import verdicts

SIZES = (10_000, 100_000, 1_000_000)
LARGEST_GRAPH = 200_000
PART = 50_000


def write_tables(folder: Path, settings: int, seed: int = 1) -> None:
    """Write the settings and the observations of generate.py as two Parquet files."""
    draw = random.Random(seed)  # noqa: S311
    names = ["setting", "indicator", "coverage", "capability", "value", "p_value"]
    kinds = [pyarrow.string()] * 4 + [pyarrow.float64()] * 2
    schema = pyarrow.schema(list(zip(names, kinds, strict=True)))
    with pyarrow.parquet.ParquetWriter(folder / "observations.parquet", schema) as file:
        for start in range(0, settings, PART):
            columns: list[list[object]] = [[] for _ in names]
            for number in range(start, min(start + PART, settings)):
                for indicator, values in INDICATORS.items():
                    value, coverage = draw.choice(values), draw.choice(COVERAGES)
                    clustered = indicator == "informal-contact-clustering"
                    p = draw.choice((0.01, 0.2)) if clustered else None
                    quotient = indicator == "capability-location-quotient"
                    kind = draw.choice(CAPABILITIES) if quotient else None
                    row = (f"S{number}", indicator, coverage, kind, float(value), p)
                    for column, cell in zip(columns, row, strict=True):
                        column.append(cell)
            file.write_table(pyarrow.table(dict(zip(names, columns, strict=True)), schema=schema))
    settings_ = pyarrow.table({"setting": [f"S{number}" for number in range(settings)]})
    pyarrow.parquet.write_table(settings_, folder / "settings.parquet")


def by_sql(folder: Path) -> str:
    """Derive all verdicts from the tables and write them; return the seconds."""
    start = time.perf_counter()
    database = ibis.duckdb.connect()
    tables = Tables(
        settings=database.read_parquet(folder / "settings.parquet"),
        observations=database.read_parquet(folder / "observations.parquet"),
    )
    verdicts(tables, read_theory()).to_parquet(folder / "verdicts.parquet")
    return f"{time.perf_counter() - start:.2f}"


def by_sparql(folder: Path) -> str:
    """Load the graph and derive all verdicts in Oxigraph; return the seconds of both."""
    theory = read_theory()
    start = time.perf_counter()
    store = ox.Store()
    store.bulk_load(path=folder / "facts.nt", format=ox.RdfFormat.N_TRIPLES)
    loaded = time.perf_counter()
    close_properties(store, theory.closure)
    for iri in theory.order:
        store.update(members_update(iri, theory.definitions[iri]))
    return f"{loaded - start:.2f} {time.perf_counter() - loaded:.2f}"


def measured(engine: str, folder: Path) -> list[str]:
    """Run one engine in a process of its own and return its seconds and MiB."""
    run = [sys.executable, __file__, engine, str(folder)]
    return subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()


def main(sizes: list[int]) -> None:
    """Print the table."""
    print("settings   sql s  sql MiB   load s sparql s sparql MiB  sparql/sql")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_tables(folder, size)
            seconds, memory = measured("sql", folder)
            line = f"{size:>8} {seconds:>7} {memory:>8}"
            if size <= LARGEST_GRAPH:
                write(folder / "facts.nt", size)
                load, derive, peak = measured("sparql", folder)
                ratio = (float(load) + float(derive)) / float(seconds)
                line += f" {load:>8} {derive:>8} {peak:>10} {ratio:>11.2f}"
            print(line, flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] in (["sql"], ["sparql"]):
        engine = by_sql if sys.argv[1] == "sql" else by_sparql
        print(engine(Path(sys.argv[2])), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    else:
        main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
