"""From a table of actors and one of ties to the network indicators of all settings."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

from loclearn.errors import Problem
from loclearn.indicators.clustering import DRAWS
from loclearn.indicators.network_rows import Observation
from loclearn.indicators.network_tables import Actor, Tie, place
from loclearn.indicators.region import Region, regions
from loclearn.indicators.region_measures import measure

SMALL = 50_000
"""Up to how many ties starting other processes costs more than it saves."""
_PARTS = 16
"""In how many parts the regions are handed to each process."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Networks:
    """Hold the observations, and what was left out of them.

    Parameters
    ----------
    observations: in the order of region, period, activity and indicator.
    problems: warnings; each names the first row and the number of rows.
    """

    observations: tuple[Observation, ...]
    problems: tuple[Problem, ...]


def regional_networks(
    actors: Sequence[Actor],
    ties: Iterable[Tie],
    *,
    draws: int = DRAWS,
    seed: str = "",
    workers: int | None = None,
    progress: Progress | None = None,
    files: tuple[str, str] = ("actors", "ties"),
    only: Collection[str] | None = None,
) -> Networks:
    """Compute the network indicators of each region, activity and period.

    These are gatekeeper-count, local-tie-ratio, partner-diversity (all three on knowledge ties),
    inward-density, k-core and pipeline-reach (local ties of the kinds knowledge and
    informal-contact), informal-contact-clustering, and knowledge-distance. Density, core and
    clustering are those among the actors of the setting; the others count its ties with any local
    actor too. Where the networks do not record what an indicator needs, or do not cover the
    setting, there is no observation.

    Parameters
    ----------
    actors: rows of the table of actors.
    ties: rows of the table of ties.
    draws: how many random networks clustering is compared with.
    seed: any text; the same seed gives the same result, whatever the number of workers.
    workers: how many processes; one for each processor when None, this one alone when the tables
        are small or when 1.
    progress: called with the number of regions done and the number of all.
    files: the names of the two tables, for messages.
    only: the regions to measure, among all; all where None.

    Raises
    ------
    InvalidInput: when a row has no coverage that is known.

    >>> actors = [Actor(a, "Turin", "C29", "firm", coverage="census") for a in ("one", "two")]
    >>> actors += [Actor("far", "Oslo", "C29", "firm", coverage="census")]
    >>> ends = [("far", "one"), ("one", "two")]
    >>> ties = [Tie(a, b, "knowledge", directed=True, coverage="census") for a, b in ends]
    >>> found = regional_networks(actors, ties).observations
    >>> [(o.region, o.value) for o in found if o.indicator == "gatekeeper-count"]
    [('Oslo', 0.0), ('Turin', 1.0)]
    """
    rows = list(ties)
    placed = place(actors, rows, files)
    jobs = [region for region in regions(placed) if only is None or region.code in only]
    count = workers or os.cpu_count() or 1
    if len(rows) <= SMALL and workers is None:
        count = 1
    found: list[Observation] = []
    for done, part in enumerate(_run(jobs, min(count, len(jobs)), draws, seed), start=1):
        found += part
        if progress:
            progress(done, len(jobs))
    return Networks(tuple(found), tuple(placed.problems))


def _run(jobs: list[Region], workers: int, draws: int, seed: str) -> Iterator[list[Observation]]:
    """Yield the observations of each region in order; go on alone when no process can start."""
    task = partial(measure, draws=draws, seed=seed)
    done = 0
    if workers > 1:
        try:
            with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
                size = max(1, len(jobs) // (workers * _PARTS))
                for part in pool.map(task, jobs, chunksize=size):
                    done += 1
                    yield part
        except (OSError, BrokenProcessPool):
            pass
    yield from map(task, jobs[done:])
