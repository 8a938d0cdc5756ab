"""Regional tables to verdicts, against the bare aggregation and other engines.

    python benchmarks/regional.py [SHARE ...]

Size 1 is 1 million actors, 5 million ties and 5,000 regions with 90 activities; a share takes that
part of each. Each contender runs in a process of its own, the triples are written before, and what
needs more than a minute (loclearn, bare DuckDB: any) is shown as a dash. Seconds are by the clock;
`cpu` are those of both cores, which other programs on the machine change less. Ends with exit
code 1 where the values of the contenders do not add up to the same.
"""

import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from regional_contenders import CONTENDERS
from regional_tables import write_tables, write_triples

SHARES = (0.01, 0.1, 1.0)
SECONDS = 60
LARGEST_GRAPH = {"oxigraph": 0.1, "rdflib": 0.01}
LITTLE = "1GB"


def run(name: str, folder: str) -> None:
    """Run a contender in this process and print what it took as JSON."""
    steps, sums = CONTENDERS[name](Path(folder))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"steps": steps, "sums": sums, "MiB": used.ru_maxrss // 1024}))


def measured(name: str, folder: Path, memory: str | None = None) -> dict[str, object] | None:
    """Return what a contender took, or None where it did not end in time or in memory."""
    limit = None if name in {"loclearn", "duckdb"} else SECONDS
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, **({"LOCLEARN_MEMORY": memory} if memory else {})}
    start = time.perf_counter()
    try:
        done = subprocess.run(
            [sys.executable, __file__, "run", name, str(folder)], check=True, text=True,
            stdout=subprocess.PIPE, timeout=limit, env=environment,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    took = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "took": took, "cpu": cpu}


def line(label: str, found: dict | None, bare: dict) -> str:  # type: ignore[type-arg]
    """Return a row of the table."""
    if found is None:
        return f"  {label:<15} {'–':>8}"
    took, cpu, steps = found["took"], found["cpu"], found["steps"]
    shares = ", ".join(f"{name} {seconds:.1f}" for name, seconds in steps.items())
    return (f"  {label:<15} {took:>8.1f} {took / bare['took']:>6.1f} {cpu:>8.1f} "
            f"{cpu / bare['cpu']:>6.1f} {found['MiB']:>7}  {shares}")  # fmt: skip


def compared(share: float, folder: Path) -> bool:
    """Print the rows of one size and return whether all contenders agree."""
    rows = write_tables(folder, share)
    print(", ".join(f"{count:,} {name}" for name, count in rows.items()), flush=True)
    bare = measured("duckdb", folder)
    if bare is None:
        raise SystemExit("The bare aggregation failed.")
    print(line("duckdb, bare", bare, bare), flush=True)
    agree = True
    if share <= max(LARGEST_GRAPH.values()):
        write_triples(folder)
    for label, name, memory in (
        ("loclearn", "loclearn", None), (f"loclearn, {LITTLE}", "loclearn", LITTLE),
        ("pandas", "pandas", None), ("oxigraph", "oxigraph", None), ("rdflib", "rdflib", None),
    ):  # fmt: skip
        if share > LARGEST_GRAPH.get(name, math.inf):
            continue
        found = measured(name, folder, memory)
        print(line(label, found, bare), flush=True)
        for indicator, value in (found or {}).get("sums", {}).items():  # type: ignore[attr-defined]
            expected = bare["sums"][indicator]  # type: ignore[index]
            if not math.isclose(value, expected, rel_tol=1e-6):
                agree = False
                print(f"    {indicator}: {value} and not {expected}")
    return agree


def main(shares: list[float]) -> int:
    """Print the table."""
    print(f"  {'':<15} {'seconds':>8} {'ratio':>6} {'cpu':>8} {'ratio':>6} {'MiB':>7}  of which")
    agree = True
    for share in shares:
        with tempfile.TemporaryDirectory() as name:
            tables = Path(name, "tables")
            tables.mkdir()
            agree = compared(share, tables) and agree
    load = os.getloadavg()
    print(f"All agree: {agree}. Load of the machine at the end: {load[0]:.1f}")
    return 0 if agree else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        run(*sys.argv[2:4])
    else:
        sys.exit(main([float(argument) for argument in sys.argv[1:]] or list(SHARES)))
