"""Find which observations of regional tables concern some settings, so that others are not read.

A verdict on a setting rests on its own facts and on those of its earlier phases. These lie in the
same region; what two settings call by one name is a violation, so that namesakes are read as well.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from loclearn.namespaces import term, thing
from loclearn.sources.observed import Key, cases_by_place, setting_of
from loclearn.sources.settings import Crosswalk, Setting, wheres

if TYPE_CHECKING:
    from loclearn.datasets.dataset import Dataset

_PLACED = ("actors", "employment", "capabilities")


@dataclass(frozen=True)
class Concern:
    """Say which regions and which settings of regional tables have to be read.

    regions: codes as the tables have them. test: tells whether a setting of them is concerned.
    """

    regions: frozenset[str]
    test: Callable[[Key], bool]


def concern(
    wanted: Sequence[str],
    dataset: "Dataset",
    told: Sequence[Setting],
    crosswalk: Crosswalk,
    linked: Set[str] = frozenset(),
) -> Concern:
    """Return what concerns some settings.

    Parameters
    ----------
    wanted: the ids of the settings.
    dataset: the checked tables.
    told: settings that stand elsewhere, in tables of cases or in graphs.
    crosswalk: the codes that stand for the activity of a case.
    linked: IRIs of settings that a graph calls an earlier phase.
    """
    names = {*wanted, *(one.id for one in told)}
    nodes = {*linked, *(one.iri for one in told)}
    everywhere = _regions(dataset)
    own = {place for one in told if one.id in wanted for place in wheres(one, crosswalk)}
    where = own | set(_where(wanted, everywhere))
    chosen = [one for one in told if where.intersection(wheres(one, crosswalk))]
    places = cases_by_place(chosen, crosswalk).keys()
    of_cases = {one.region for one in chosen}
    regions = frozenset(
        region
        for region in everywhere
        if region in of_cases
        or any(name.startswith(f"{region}|") for name in names)
        or any(node.startswith(thing("setting", region) + "/") for node in nodes)
    )

    def concerned(key: Key) -> bool:
        one = setting_of(*key)
        return one.where in where or one.id in names or one.iri in nodes or key in places

    return Concern(regions, concerned)


def earlier_phases(facts: ox.Store) -> frozenset[str]:
    """Return the IRIs that a graph calls an earlier phase."""
    quads = facts.quads_for_pattern(None, ox.NamedNode(term("hasEarlierPhase")), None, None)
    return frozenset(q.object.value for q in quads if isinstance(q.object, ox.NamedNode))


def _where(wanted: Iterable[str], regions: Set[str]) -> Iterable[tuple[str, str]]:
    """Yield what the phases of settings share whose id is region, activity and period."""
    for name in wanted:
        for region in regions:
            if name.startswith(f"{region}|"):
                activity, _, _ = name.removeprefix(f"{region}|").rpartition("|")
                yield setting_of(region, activity, None).where


def _regions(dataset: "Dataset") -> set[str]:
    """Return all regions in which tables place something."""
    found: set[str] = set()
    for kind in _PLACED:
        if kind in dataset.tables:
            rows = dataset.table(kind)[["region"]].distinct().to_pyarrow().to_pylist()
            found |= {row["region"] for row in rows if row["region"]}
    return found
