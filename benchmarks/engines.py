"""The rewriting against DL reasoners and against rdflib's own SPARQL, on the same settings.

    python benchmarks/engines.py [SETTINGS ...]

Each cell is the seconds of one process-internal run; a dash means that it did not end in time.
The reasoners are run as the engine owl runs them, cut into modules.
"""

import math
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import rdflib
from generate import write

from loclearn import graph, owl_engine
from loclearn.conditions import Theory, theory
from loclearn.namespaces import thing
from loclearn.reasoning import close_properties
from loclearn.rewriting.sparql import members_update

SIZES = (20, 100, 500)
LIMITS = {"pellet": 500, "hermit": 500, "rdflib": 500}


def by_oxigraph(path: Path, rules: Theory) -> None:
    """Load the file and derive all verdicts in Oxigraph."""
    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.N_TRIPLES)
    close_properties(store, rules.closure)
    for iri in rules.order:
        store.update(members_update(iri, rules.definitions[iri]))


def by_rdflib(path: Path, rules: Theory) -> None:
    """Load the file and derive all verdicts in rdflib's memory store, by the same updates."""
    store = rdflib.Graph().parse(path, format="nt")
    for iri in rules.order:
        store.update(members_update(iri, rules.definitions[iri]))


def by_reasoner(name: str, path: Path, rules: Theory, ontology: ox.Store, settings: int) -> None:
    """Load the file and derive all verdicts by a DL reasoner."""
    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.N_TRIPLES)
    iris = [thing("setting", f"S{number}") for number in range(settings)]
    owl_engine.members(store, ontology, rules, iris, reasoner=name)


def seconds(do: Callable[[], None]) -> float:
    """Return how long a call takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def main(sizes: list[int]) -> None:
    """Print the table."""
    ontology = graph.ontology()
    rules = theory(ontology)
    print("settings   oxigraph    rdflib    pellet    hermit")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "facts.nt"
            write(path, size)
            cells = [seconds(lambda path=path: by_oxigraph(path, rules))]
            for name in ("rdflib", "pellet", "hermit"):
                if size > LIMITS[name]:
                    cells.append(float("nan"))
                elif name == "rdflib":
                    cells.append(seconds(lambda path=path: by_rdflib(path, rules)))
                else:
                    run = (name, path, rules, ontology, size)
                    cells.append(seconds(lambda run=run: by_reasoner(*run)))
        shown = ["        –" if math.isnan(cell) else f"{cell:>9.2f}" for cell in cells]
        print(f"{size:>8}  {' '.join(shown)}", flush=True)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
