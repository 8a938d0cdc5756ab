"""How long a report on regional tables takes, how large it is, and how much memory it needs.

    python benchmarks/report.py [--regions N] [--activities N] [FOLDER]

Makes actors, ties, employment and capabilities in which every setting has a value of nearly every
indicator; or takes the tables of a folder.
"""

import argparse
import csv
import random
import resource
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from loclearn.reporting.report import report
from loclearn.sources.world import Inputs

KINDS = ("knowledge", "vertical", "informal-contact")
CLASSES = ("H04", "G06", "A61", "B60", "C12")


def write(path: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def tables(folder: Path, regions: int, activities: int, chance: random.Random) -> None:
    """Write invented tables: one to five actors a setting, three ties an actor."""
    places = [(f"Q{r:04}", f"A{a:02}") for r in range(regions) for a in range(activities)]
    actors = []
    for region, activity in places:
        for _ in range(chance.choice((1, 3, 5))):
            kind = "firm" if chance.random() < 0.9 else "university"
            known = ";".join(chance.sample(CLASSES, 2))
            name = f"x{len(actors)}"
            actors.append((name, region, activity, kind, "2020", "census", "s", known))
    near: dict[str, list[str]] = {}
    for name, region, *_ in actors:
        near.setdefault(region, []).append(name)
    names = [actor[0] for actor in actors]
    ties: dict[tuple[str, str, str], None] = {}
    for name, region, *_ in actors:
        for _ in range(3):
            other = chance.choice(near[region] if chance.random() < 0.6 else names)
            one, two = sorted((name, other))
            if one != two:
                ties[one, two, chance.choice(KINDS)] = None
    write(folder / "actors.csv",
          "actor_id,region,activity,type,period,coverage,networks,knowledge", actors)  # fmt: skip
    write(folder / "ties.csv", "source,target,kind,period,network,coverage",
          ((*tie, "2020", "s", "census") for tie in ties))  # fmt: skip
    write(folder / "employment.csv", "region,activity,period,persons,coverage",
          ((*place, "2020", chance.randint(0, 500), "census") for place in places))  # fmt: skip
    able = ((place[0], kind, "c", place[1], "2020", chance.randint(0, 50), "census")
            for place in places for kind in ("institution", "infrastructure"))  # fmt: skip
    write(
        folder / "capabilities.csv", "region,kind,capability,activity,period,value,coverage", able
    )


def main() -> None:
    """Measure one report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--regions", type=int, default=200)
    parser.add_argument("--activities", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        if given.folder is None:
            chance = random.Random(1)  # noqa: S311
            tables(folder, given.regions, given.activities, chance)
        begun, busy = time.perf_counter(), time.process_time()
        page, _ = report(Inputs(data=[folder], embedded=False))
        taken, busy = time.perf_counter() - begun, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    size = len(page.encode()) / 1e6
    print(f"{taken:.1f} s, {busy:.1f} s of processors, {memory:.2f} GB, page of {size:.2f} MB")


if __name__ == "__main__":
    main()
