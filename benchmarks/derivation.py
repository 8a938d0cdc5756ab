"""How long the derivation of all verdicts takes, against loading the same file.

    python benchmarks/derivation.py [SETTINGS ...]

Prints a line for each size: triples, seconds to bulk-load, seconds to derive all verdicts, their
ratio, and the peak of memory. Each size runs in a process of its own.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox
from generate import write

from loclearn.conditions import read_theory
from loclearn.reasoning import close_properties
from loclearn.rewriting.sparql import members_update

SIZES = (1_000, 20_000, 200_000)


def measure(settings: int) -> str:
    """Return one line of the table."""
    theory = read_theory()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.nt"
        triples = write(path, settings)
        store = ox.Store()
        start = time.perf_counter()
        store.bulk_load(path=path, format=ox.RdfFormat.N_TRIPLES)
        loaded = time.perf_counter()
        close_properties(store, theory.closure)
        for iri in theory.order:
            store.update(members_update(iri, theory.definitions[iri]))
        derived = time.perf_counter()
    load, derive = loaded - start, derived - loaded
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = f"{load:>8.2f} {derive:>8.2f} {derive / load:>6.2f}"
    return f"{settings:>8} {triples:>10} {times} {peak:>7.0f}"


def main(sizes: list[int]) -> None:
    """Run each size in its own process, or one size in this one."""
    if len(sizes) == 1:
        print(measure(sizes[0]))
        return
    print("settings    triples   load s derive s  ratio  MiB")
    for size in sizes:
        subprocess.run([sys.executable, __file__, str(size)], check=True)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
