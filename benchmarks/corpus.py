"""How long the networks and the page of a corpus take, and how much memory.

    python benchmarks/corpus.py [WORKS]

Writes a corpus of that many works (5,000 unless told) with thirty references each, in the schema
of OpenAlex, reads it again, and makes the three networks and the page.
"""

import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from loclearn.cli import run


def write(path: Path, works: int, seed: int = 1) -> None:
    """Write works that cite earlier ones of their field, and some classics that all cite."""
    draw = random.Random(seed)  # noqa: S311
    with path.open("w", encoding="utf-8") as file:
        for number in range(works):
            field = number % 12
            near = [n for n in range(field, works, 12) if n != number]
            some = draw.sample(near, min(18, len(near)))
            classics = [int(works * draw.random() ** 3) for _ in range(8)]
            outside = [works + int(20_000 * draw.random() ** 2) for _ in range(12)]
            refs = list(dict.fromkeys(n for n in [*some, *classics, *outside] if n != number))[:30]
            while len(refs) < 30:
                refs.append(works + 20_000 + draw.randrange(10**6))
            file.write(json.dumps(_record(number, field, refs)) + "\n")


def _record(number: int, field: int, references: list[int]) -> dict[str, object]:
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.9999/w{number}",
        "display_name": f"Learning in field {field}, part {number}",
        "publication_year": 1980 + number % 45,
        "primary_location": {"source": {"display_name": f"Journal {field}"}},
        "authorships": [{"author": {"display_name": f"Ada Author{number}"}}],
        "referenced_works": [f"https://openalex.org/W{n}" for n in references],
    }


def main(works: int) -> None:
    """Run the command once, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.jsonl"
        write(path, works)
        start = time.perf_counter()
        code = run(["map", "--corpus", str(path), "--out", str(Path(folder) / "map.html")])
        took = time.perf_counter() - start
        size = (Path(folder) / "map.html").stat().st_size / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{works} works, {works * 30} references: exit code {code}, {took:.1f} s, "
          f"{peak:.0f} MiB at most, page of {size:.1f} MiB")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
