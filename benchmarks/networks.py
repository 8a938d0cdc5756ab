"""How long the network indicators of many regions take, in one process and in several.

    python benchmarks/networks.py [--regions N] [--ties N] [--draws N] [--workers N] [--parts]

Makes regions of unlike size with firms and universities in two activities. Of the ties six in ten
are local; a third each are knowledge, informal contacts and vertical; a few actors are hubs. With
`--parts`, also the time of each step in one process.
"""

import argparse
import os
import random
import resource
import time
from itertools import pairwise

from loclearn.indicators.network_tables import Actor, Tie, place
from loclearn.indicators.region import regions
from loclearn.indicators.region_measures import measure
from loclearn.indicators.regional_networks import regional_networks

KINDS = ("knowledge", "informal-contact", "vertical")


def tables(count: int, ties: int, chance: random.Random) -> tuple[list[Actor], list[Tie]]:
    """Return actors and ties: an actor for each two ties, hubs by the square of a random number."""
    sizes = [chance.paretovariate(1.5) for _ in range(count)]
    scale = ties / 2 / sum(sizes)
    names: list[list[str]] = []
    actors = []
    for region, size in enumerate(sizes):
        names.append([f"r{region}a{n}" for n in range(max(3, round(size * scale)))])
        for n, name in enumerate(names[-1]):
            firm = n % 10 > 0
            actors.append(
                Actor(
                    name, f"R{region:05}", "C29" if n % 2 else "C26",
                    "firm" if firm else "university", "2017",
                    tuple(chance.choices("ABCDEFGHIJ", k=3)) if firm else (), coverage="census",
                )
            )  # fmt: skip
    found = []
    places = chance.choices(range(count), weights=[len(part) for part in names], k=ties)
    for home in places:
        away = home if chance.random() < 0.6 else chance.randrange(count)
        source, target = (part[int(len(part) * chance.random() ** 2)]
                          for part in (names[home], names[away]))  # fmt: skip
        found.append(
            Tie(source, target, chance.choice(KINDS), "2017", chance.random() < 0.3, "survey",
                coverage="census")
        )  # fmt: skip
    return actors, found


def timed(actors: list[Actor], ties: list[Tie], draws: int, workers: int) -> tuple[float, int]:
    """Return the seconds and the number of observations."""
    start = time.perf_counter()
    found = regional_networks(actors, ties, draws=draws, workers=workers)
    return time.perf_counter() - start, len(found.observations)


def parts(actors: list[Actor], ties: list[Tie], draws: int) -> str:
    """Return the time of each step in one process."""
    marks = [time.perf_counter()]
    placed = place(actors, ties)
    marks.append(time.perf_counter())
    jobs = regions(placed)
    marks.append(time.perf_counter())
    for job in jobs:
        measure(job, 0, "")
    marks.append(time.perf_counter())
    for job in jobs:
        measure(job, draws, "")
    marks.append(time.perf_counter())
    steps = [after - before for before, after in pairwise(marks)]
    names = ("place", "gather by region", "measure without clustering", "with clustering")
    return ", ".join(f"{name} {step:.1f} s" for name, step in zip(names, steps, strict=True))


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--regions", type=int, default=5000)
    parser.add_argument("--ties", type=int, default=1_000_000)
    parser.add_argument("--draws", type=int, default=999)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--parts", action="store_true")
    asked = parser.parse_args()
    actors, ties = tables(asked.regions, asked.ties, random.Random(2005))  # noqa: S311
    print(f"{asked.regions:,} regions, {len(actors):,} actors, {len(ties):,} ties")
    if asked.parts:
        print(parts(actors, ties, asked.draws))
    alone, count = timed(actors, ties, asked.draws, 1)
    together, _ = timed(actors, ties, asked.draws, asked.workers)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:,} observations: one process {alone:.1f} s, {asked.workers} processes "
        f"{together:.1f} s, ratio {alone / together:.2f}; peak of this process {peak:.0f} MiB"
    )


if __name__ == "__main__":
    main()
