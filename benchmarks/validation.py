"""The fast path of validation against pySHACL, on one file with planted errors.

    python benchmarks/validation.py [SETTINGS]

Prints the triples, the seconds of either engine, their ratio, and whether they count the same
results for each shape and component.
"""

import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
from generate import lines

from loclearn.validation import shacl


def planted(settings: int) -> ox.Store:
    """Return settings of which every tenth observation lacks its indicator or has a bad value."""
    store = ox.Store()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.nt"
        indicators = values = 0
        with path.open("w", encoding="utf-8") as file:
            for line in lines(settings):
                indicators += "/hasIndicator>" in line
                values += "/ontology/value>" in line
                if "/hasIndicator>" in line and indicators % 50 == 0:
                    continue
                bad = "/ontology/value>" in line and values % 70 == 0
                file.write(re.sub(r'"[^"]*"\^\^<[^>]*>', '"much"', line) if bad else line)
        store.bulk_load(path=path, format=ox.RdfFormat.N_TRIPLES)
    return store


def main(settings: int) -> None:
    """Run both engines once."""
    store = planted(settings)
    print(f"{len(store)} triples")
    times, counts = {}, {}
    for name in ("pyshifty", "pyshacl"):
        start = time.perf_counter()
        results = shacl.results(store, name)
        times[name] = time.perf_counter() - start
        counts[name] = Counter((r.shape, r.component) for r in results)
        print(f"{name:>9} {times[name]:>8.1f} s, {sum(counts[name].values())} results", flush=True)
    print(f"ratio {times['pyshifty'] / times['pyshacl']:.2f}, "
          f"same counts: {counts['pyshifty'] == counts['pyshacl']}")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
