"""All indicators that the tables of a run allow."""

from typing import TYPE_CHECKING

from loclearn.indicators.counts import firms_of_actors, firms_of_employment
from loclearn.indicators.observation import COLUMNS
from loclearn.indicators.ties import ei_index, ends, tie_counts

if TYPE_CHECKING:
    import ibis

    from loclearn.datasets.dataset import Dataset


def compute(dataset: "Dataset") -> "ibis.Table":
    """Return the observations of all indicators for all settings of a dataset.

    Parameters
    ----------
    dataset: the checked tables.
    """
    import ibis  # noqa: PLC0415

    parts = [ibis.memtable([], schema=COLUMNS)]
    if "actors" in dataset.tables:
        actors = dataset.table("actors")
        parts.append(firms_of_actors(actors))
        if "ties" in dataset.tables:
            seen = ends(dataset.table("ties"), actors)
            seen = dataset.database.create_table("seen_ties", seen, temp=True)
            parts += [tie_counts(seen, actors), ei_index(seen)]
    if "employment" in dataset.tables:
        parts.append(firms_of_employment(dataset.table("employment")))
    return parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]
