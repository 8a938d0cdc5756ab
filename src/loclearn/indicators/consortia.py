"""Ties within consortia, counted without forming their pairs.

Each two actors of a consortium have a tie of purposive exchange of knowledge; it counts once in a
network and period, however many consortia they share. A consortium of 400 has 79,800 such pairs.
They are never listed here: the partners of an actor are a set of bits, the union of its consortia,
and what lies within a region or beyond it is counted in that set. The numbers are those of `ties`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loclearn.indicators.observations import RANKS, SETTING, coverage, rank

if TYPE_CHECKING:
    import ibis

_RESEARCH = ("university", "research-organisation")
COLUMNS = {
    "network": "string", "kind": "string", **dict.fromkeys(SETTING, "string"), "rank": "int64",
    "full_rank": "int64", "within": "int64", "beyond": "int64", "research": "int64",
    "full": "int64",
}  # fmt: skip
"""The columns of tallies, and their types."""


@dataclass(frozen=True, slots=True)
class Member:
    """Hold one actor in one consortium, with what its row in the table of actors says."""

    consortium: str
    actor: str
    region: str
    activity: str | None
    type: str
    rank: int


def tallies(consortia: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return how many ties each setting has in each network of consortia.

    Parameters
    ----------
    consortia, actors: tables in the columns of their contracts. Members without a region and those
        that no row of actors places in the period of the consortium are left out.

    The columns are those of `ties.tallies`; the kind is knowledge.
    """
    import ibis  # noqa: PLC0415
    import pyarrow  # noqa: PLC0415

    groups: defaultdict[tuple[str | None, str | None], list[Member]] = defaultdict(list)
    for row in _members(consortia, actors).to_pyarrow().to_pylist():
        network, period = row.pop("network"), row.pop("period")
        groups[network, period].append(Member(**row))
    found = []
    for (network, period), members in groups.items():
        named = {"network": network, "period": period, "kind": "knowledge"}
        found += [{**named, **one} for one in tally(members)]
    cells = {name: [row[name] for row in found] for name in COLUMNS}
    schema = ibis.schema(COLUMNS)
    return ibis.memtable(pyarrow.table(cells, schema=schema.to_pyarrow()))


def _members(consortia: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    import ibis  # noqa: PLC0415

    joint = consortia.mutate(own=rank(consortia)).drop("coverage")
    placed = actors.filter(actors.region.notnull()).select(
        "actor_id", "region", "activity", "type", dated="period", known=rank(actors)
    )
    both = joint.join(placed, "actor_id")
    fits = both.period.isnull() | both.dated.isnull() | (both.period == both.dated)
    both = both.filter(fits)
    return both.select(
        "network", "consortium", "region", "activity", "type", actor="actor_id",
        period=ibis.coalesce(both.period, both.dated), rank=ibis.least(both.own, both.known),
    )  # fmt: skip


def tally(members: Iterable[Member]) -> list[dict[str, Any]]:
    """Return the ties of each setting in one network and period.

    Parameters
    ----------
    members: of all its consortia.

    >>> rows = [("P", "a", "X"), ("P", "b", "Y"), ("Q", "a", "X"), ("Q", "b", "Y"), ("Q", "c", "X")]
    >>> found = tally(Member(p, a, r, "ALL", "firm", 1) for p, a, r in rows)
    >>> [(one["region"], one["within"], one["beyond"]) for one in found]
    [('X', 1, 2), ('Y', 0, 2)]
    """
    people: dict[str, Member] = {}
    joint: defaultdict[str, set[str]] = defaultdict(set)
    weakest: dict[str, int] = {}
    for one in members:
        people.setdefault(one.actor, one)
        joint[one.consortium].add(one.actor)
        weakest[one.consortium] = min(one.rank, weakest.get(one.consortium, one.rank))
    bits = {actor: 1 << place for place, actor in enumerate(sorted(people))}
    partners, ranks = _partners(joint, weakest, bits)
    regions, settings = _masks(people, bits)
    firms = sum(bits[name] for name, one in people.items() if one.type == "firm")
    research = sum(bits[name] for name, one in people.items() if one.type in _RESEARCH)
    found = []
    for (region, activity), (names, inside) in sorted(settings.items()):
        local = regions[region]
        met = [name for name in names if partners[name]]
        if not met:
            continue
        between = {name: research if bits[name] & firms else firms if bits[name] & research else 0
                   for name in met}  # fmt: skip
        counts = {
            "beyond": sum((partners[name] & ~local).bit_count() for name in met),
            "within": _pairs((partners[name] & local, inside) for name in met),
            "research": _pairs((partners[name] & local & between[name], inside) for name in met),
        }
        least = min(ranks[name] for name in met)
        full = least > RANKS["selective"]
        found.append({"region": region, "activity": activity, "rank": least, **counts,
                      "full": counts["within"] if full else 0,
                      "full_rank": least if full else None})  # fmt: skip
    return found


def _pairs(partners: Iterable[tuple[int, int]]) -> int:
    """Count partners; a pair of which both ends lie in the setting was seen from each of them."""
    once = twice = 0
    for found, inside in partners:
        once += found.bit_count()
        twice += (found & inside).bit_count()
    return once - twice // 2


def _partners(
    joint: dict[str, set[str]], weakest: dict[str, int], bits: dict[str, int]
) -> tuple[dict[str, int], dict[str, int]]:
    """Return for each actor the bits of its partners, and its weakest consortium."""
    partners = dict.fromkeys(bits, 0)
    ranks: dict[str, int] = {}
    for consortium, actors in joint.items():
        if len(actors) < 2:
            continue
        together = sum(bits[actor] for actor in actors)
        for actor in actors:
            partners[actor] |= together
            ranks[actor] = min(weakest[consortium], ranks.get(actor, weakest[consortium]))
    return {actor: found & ~bits[actor] for actor, found in partners.items()}, ranks


def _masks(
    people: dict[str, Member], bits: dict[str, int]
) -> tuple[dict[str, int], dict[tuple[str, str], tuple[list[str], int]]]:
    """Return the bits of each region, and the actors of each setting with their bits."""
    regions: defaultdict[str, int] = defaultdict(int)
    names: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name, one in people.items():
        regions[one.region] |= bits[name]
        if one.activity is not None:
            names[one.region, one.activity].append(name)
    return regions, {setting: (all_, sum(map(bits.__getitem__, all_)))
                     for setting, all_ in names.items()}  # fmt: skip


def bound(consortia: "ibis.Table") -> int:
    """Return how many pairs the consortia have, those that share several counted in each."""
    groups = consortia.group_by(["consortium", "network", "period"]).aggregate(n=consortia.count())
    pairs = groups.aggregate(pairs=(groups.n * (groups.n - 1)).sum()).to_pyarrow().to_pylist()
    return int(pairs[0]["pairs"] or 0) // 2


def relevant(consortia: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return the rows of consortia on which a measure on a network may rest.

    A member without a region has no place in a network. In a census its tie says that the network
    is not known whole; of a selective source nobody thought so.
    """
    placed = actors.filter(actors.region.notnull()).select(placed="actor_id").distinct()
    joined = consortia.left_join(placed, consortia.actor_id == placed.placed)
    known = joined.placed.notnull() | (rank(consortia) > RANKS["selective"])
    return joined.filter(known).select(*consortia.columns)


def as_ties(consortia: "ibis.Table") -> "ibis.Table":
    """Return each two actors that share a consortium as a tie, in the columns of that contract.

    Measures on the network need them; `bound` tells beforehand how many there may be.
    """
    import ibis  # noqa: PLC0415

    keys = {name: consortia[name].fill_null("") for name in ("network", "period")}
    one = consortia.select("consortium", "actor_id", **keys, rank=rank(consortia)).distinct()
    other = one.view()
    same = [one[name] == other[name] for name in ("consortium", "network", "period")]
    both = one.join(other, [*same, one.actor_id < other.actor_id])
    pairs = both.group_by(
        source=both.actor_id, target=both.actor_id_right, period=both.period, network=both.network
    ).aggregate(rank=ibis.least(both["rank"], both["rank_right"]).min())
    return pairs.select(
        "source", "target", kind=ibis.literal("knowledge"), period=pairs.period.nullif(""),
        directed=ibis.literal(False), network=pairs.network.nullif(""),
        weight=ibis.null("float64"), coverage=coverage(pairs["rank"]),
    )  # fmt: skip
