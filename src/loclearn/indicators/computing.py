"""All indicators that the tables of a run allow."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from loclearn.errors import Problem
from loclearn.indicators import consortia as joint
from loclearn.indicators.capabilities import capability_quotient, not_compared
from loclearn.indicators.concentration import (
    herfindahl,
    location_quotient,
    revealed_comparative_advantage,
    standardized_location_quotient,
)
from loclearn.indicators.counts import firms_of_actors, firms_of_employment
from loclearn.indicators.from_tables import network_rows
from loclearn.indicators.loose import COLUMNS as LOOSE
from loclearn.indicators.loose import counted as counted_loose
from loclearn.indicators.loose import loose
from loclearn.indicators.observations import COLUMNS
from loclearn.indicators.repeated import repeated
from loclearn.indicators.structure import economic_complexity, relatedness_density
from loclearn.indicators.tie_counts import ei_index, tie_counts
from loclearn.indicators.ties import tallies
from loclearn.indicators.totals import total_problems
from loclearn.indicators.ubiquity import diversity, relative_ubiquity, ubiquity

if TYPE_CHECKING:
    import ibis

    from loclearn.datasets.dataset import Dataset


def compute(
    dataset: "Dataset", *, deciding: bool = False, regions: Collection[str] | None = None
) -> tuple["ibis.Table", list[Problem]]:
    """Return the observations of all indicators for all settings of a dataset, and what is odd.

    Parameters
    ----------
    dataset: the checked tables.
    deciding: whether only the indicators are asked for on which a verdict may rest.
    regions: the regions whose settings are asked for, measured against all; all where None. What is
        odd is told of all.
    """
    found, problems = by_source(dataset, deciding=deciding, regions=regions)
    return together(found), problems


def together(parts: Sequence["ibis.Table"]) -> "ibis.Table":
    """Return the observations of several sources as one table."""
    return parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]


def by_source(
    dataset: "Dataset", *, deciding: bool = False, regions: Collection[str] | None = None
) -> tuple[list["ibis.Table"], list[Problem]]:
    """Return the observations as `compute` does, those of each source by themselves.

    Parameters
    ----------
    dataset, deciding, regions: as for `compute`.
    """
    parts, problems = _of_actors(dataset, regions)
    if "employment" in dataset.tables:
        found, odd = _of_employment(dataset.table("employment"), deciding=deciding)
        parts += found
        problems += odd
        if "capabilities" in dataset.tables:
            both = dataset.table("capabilities"), dataset.table("employment")
            parts.append(capability_quotient(*both))
            problems += not_compared(*both)
    elif "capabilities" in dataset.tables:
        found_, cure = (
            "capabilities, and no employment",
            "Give the employment of the regions as well.",
        )
        problems.append(Problem("capabilities", None, None, found_, "", cure, "warning"))
    parts = parts or [_rows([])]
    if regions is None:
        return parts, problems
    return [part.filter(part.region.isin(sorted(regions))) for part in parts], problems


def _of_actors(
    dataset: "Dataset", regions: Collection[str] | None
) -> tuple[list["ibis.Table"], list[Problem]]:
    if "actors" not in dataset.tables:
        return [], []
    actors = dataset.table("actors")
    ties = dataset.tables.get("ties")
    consortia = dataset.tables.get("consortia")
    if consortia is not None:
        consortia = joint.dated(consortia, actors)
    if ties is None and actors.asked.notnull().any().to_pyarrow().as_py():
        ties = dataset.table("ties")  # they were asked, and have none
    rows, problems = network_rows(actors, ties, consortia, regions=regions)
    parts = [firms_of_actors(actors), *([_rows(rows)] if rows else [])]
    if ties is not None or consortia is not None:
        parts += _counts_of_ties(dataset, actors, ties, consortia)
    return parts, problems


def _counts_of_ties(
    dataset: "Dataset",
    actors: "ibis.Table",
    ties: "ibis.Table | None",
    consortia: "ibis.Table | None",
) -> list["ibis.Table"]:
    """Return the counts of ties, each pair of actors once in a setting for a kind of ties."""
    counted = [tallies(ties, actors)] if ties is not None else []
    members, again = None, []
    if consortia is not None:
        whole, several = joint.tallies(consortia, actors)
        counted.append(whole)
        again += [several] if several is not None else []
        members = joint.members(consortia, actors)
    whole = counted[0]
    if len(counted) > 1:  # the ranks of ties are of a smaller type
        whole = whole.cast(joint.COLUMNS).union(counted[1])
    tallied = dataset.keep("tallied_ties", whole)
    if (found := repeated(ties, actors, members)) is not None:
        again.append(found.cast(joint.REPEATED))
    twice = dataset.keep("repeated_ties", together(again)) if again else None
    apart = _loose(dataset, actors, ties, consortia)
    return [tie_counts(tallied, actors, twice, apart), ei_index(tallied, twice, apart)]


def _loose(
    dataset: "Dataset",
    actors: "ibis.Table",
    ties: "ibis.Table | None",
    consortia: "ibis.Table | None",
) -> "ibis.Table | None":
    """Return how many ties settings have with actors whose region nobody knows."""
    if not dataset.loose:
        return None
    found = loose(ties, actors) if ties is not None else None
    if consortia is None:
        return None if found is None else dataset.keep("loose_ties", counted_loose(found))
    known = None if found is None else found.filter(found.kind == "knowledge")
    whole = joint.with_lost(consortia, actors, known)
    if found is not None:
        others = counted_loose(found.filter(found.kind != "knowledge"))
        whole = whole.union(others.select(*LOOSE).cast(LOOSE))
    return dataset.keep("loose_ties", whole)


def _of_employment(
    employment: "ibis.Table", *, deciding: bool
) -> tuple[list["ibis.Table"], list[Problem]]:
    known = most_stated(employment)
    odd = [*total_problems(employment), *_other_measure(employment, known)]
    parts = [
        firms_of_employment(employment),
        location_quotient(employment),
        relative_ubiquity(employment, known),
    ]
    if deciding:
        return parts, odd
    parts += [standardized_location_quotient(employment), herfindahl(employment)]
    parts.append(revealed_comparative_advantage(employment, known))
    parts += [diversity(employment, known), ubiquity(employment, known)]
    density, odder = relatedness_density(employment, known)
    complexity, oddest = economic_complexity(employment, known)
    return [*parts, _rows([*density, *complexity])], [*odd, *odder, *oddest]


def most_stated(employment: "ibis.Table") -> str:
    """Return what is known of more regions: persons or firms; persons where both are."""
    known = employment.aggregate(
        persons=employment.region.nunique(where=employment.persons.notnull()),
        firms=employment.region.nunique(where=employment.firms.notnull()),
    )
    counts = known.to_pyarrow().to_pylist()[0]
    return "firms" if counts["firms"] > counts["persons"] else "persons"


def _other_measure(employment: "ibis.Table", known: str) -> list[Problem]:
    """Return a warning where ubiquity is of firms, and the location quotient of persons."""
    if known == "persons":
        return []
    counts = employment.aggregate(
        persons=employment.region.nunique(where=employment.persons.notnull()),
        firms=employment.region.nunique(where=employment.firms.notnull()),
    ).to_pyarrow().to_pylist()[0]  # fmt: skip
    if not counts["persons"]:
        return []
    found = f"firms of {counts['firms']:,} regions, and persons of {counts['persons']:,}"
    cure = "Ubiquity (C11), diversity and relatedness are by firms, the location quotient by "
    cure += "persons; leave out the regions without persons to have all by persons."
    return [Problem("employment", None, "persons", found, "", cure, "warning")]


def _rows(rows: list[dict[str, Any]]) -> "ibis.Table":
    import ibis  # noqa: PLC0415
    import pyarrow  # noqa: PLC0415

    types = {"string": pyarrow.string(), "float64": pyarrow.float64()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    return ibis.memtable(pyarrow.Table.from_pylist(rows, schema=schema))
