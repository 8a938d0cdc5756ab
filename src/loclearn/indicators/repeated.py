"""What a pair of actors that stands in several places adds to the counts of ties beyond one.

A pair counts once in a setting for a kind of ties, however many surveys, rows with and without a
period, and consortia know it. `ties` and `consortia` count within each network, which tells what a
network records; here is counted what is too much where they are added up. Most tables have one
network and one way of dating, and nothing to look for.
"""

from typing import TYPE_CHECKING

from loclearn.indicators.observations import RANKS, SETTING
from loclearn.indicators.ties import ends, pairs, placed, places, surveyed

if TYPE_CHECKING:
    import ibis

_PAIR = ("one", "other")
COUNTS = ("within", "beyond", "research", "full")
"""The counts of a tally that may be too high."""


def repeated(
    ties: "ibis.Table | None", actors: "ibis.Table", members: "ibis.Table | None" = None
) -> "ibis.Table | None":
    """Return by how many ties the tallies of each setting, added up over networks, are too high.

    Parameters
    ----------
    ties, actors: tables in the columns of their contracts.
    members: the members of consortia, as `consortia.members` gives them.

    Columns: kind, those of a setting, and COUNTS. None where no pair can stand in two places: a
    pair that one network knows with and without a period, two networks, or a tie and a consortium.
    """
    several = ties is not None and _several(ties)
    if ties is None or not (several or members is not None):
        return None
    surveys, where = surveyed(ties), places(actors)
    listed = pairs(ties, surveys).join(surveys.select("survey", "kind"), "survey")
    asked = [_again(listed)] if several else []
    asked += [] if members is None else [_joint(listed, members)]
    either = asked[0].union(*asked[1:]) if len(asked) > 1 else asked[0]
    again = listed.semi_join(either, ["kind", *_PAIR])
    seen = ends(again, placed(actors, where), "kind", *_PAIR)
    if members is not None:
        seen = seen.union(_in_consortia(seen, members))
    return _too_many(seen, where)


def _several(ties: "ibis.Table") -> bool:
    """Return whether ties of one kind come from several networks, or some only have a period."""
    known = ties.group_by("kind").aggregate(
        networks=ties.network.fill_null("").nunique(),
        mixed=ties.period.isnull().any() & ties.period.notnull().any(),
    )
    return bool(((known.networks > 1) | known.mixed).any().to_pyarrow().as_py())


def _again(listed: "ibis.Table") -> "ibis.Table":
    """Return the pairs that may stand twice in one period."""
    dated = listed.group_by(["kind", *_PAIR, "period"]).aggregate(times=listed.count())
    found = dated.group_by(["kind", *_PAIR]).aggregate(
        most=dated.times.max(), undated=dated.period.isnull().any(), dates=dated.period.count()
    )
    found = found.filter((found.most > 1) | (found.undated & (found.dates > 0)))
    return found.select("kind", *_PAIR)


def _joint(listed: "ibis.Table", members: "ibis.Table") -> "ibis.Table":
    """Return the pairs that have a tie of knowledge and a consortium as well, whenever."""
    known = members.select("network", "consortium", "actor").distinct()
    other = known.view()
    tied = listed.filter(listed.kind == "knowledge").select("kind", *_PAIR).distinct()
    asked = tied.join(known, tied.one == known.actor)
    same = [asked.network.identical_to(other.network), asked.consortium == other.consortium,
            asked.other == other.actor]  # fmt: skip
    return asked.join(other, same).select("kind", *_PAIR).distinct()


def _in_consortia(seen: "ibis.Table", members: "ibis.Table") -> "ibis.Table":
    """Return the ties of knowledge that a consortium knows in the same period, once more."""
    import ibis  # noqa: PLC0415

    known = members.select("network", "consortium", "period", "actor").distinct()
    other = known.view()
    keys = ["kind", *_PAIR, "period"]
    asked = seen.filter(seen.kind == "knowledge").select(keys).distinct()
    both = asked.join(
        known, [asked.one == known.actor, asked.period.identical_to(known.period)]
    ).select(*keys, "network", "consortium")
    same = [both.network.identical_to(other.network), both.consortium == other.consortium,
            both.period.identical_to(other.period), both.other == other.actor]  # fmt: skip
    shared = both.join(other, same).select(*(both[name] for name in keys)).distinct()
    alike = [seen[name] == shared[name] for name in keys[:-1]]
    found = seen.semi_join(shared, [*alike, seen.period.identical_to(shared.period)])
    return found.mutate(rank=ibis.literal(RANKS["selective"])).cast(seen.schema()).distinct()


def _too_many(seen: "ibis.Table", where: "ibis.Table") -> "ibis.Table":
    """Count for each place what was seen more than once."""
    import ibis  # noqa: PLC0415

    keys = ["kind", *_PAIR, "period", "near_place", "far_place", "local", "research"]
    counted = seen.group_by(keys).aggregate(
        more=seen.count() - 1, whole=seen.count(where=seen["rank"] > RANKS["selective"]) - 1
    )
    counted = counted.filter(counted.more > 0)
    near = counted.mutate(place=counted.near_place)
    far = counted.filter(counted.near_place != counted.far_place)
    sides = near.union(far.mutate(place=far.far_place))
    values = {
        "within": sides.local.ifelse(sides.more, 0),
        "beyond": sides.local.ifelse(0, sides.more),
        "research": sides.research.ifelse(sides.more, 0),
        "full": sides.local.ifelse(ibis.greatest(sides.whole, 0), 0),
    }
    found = sides.group_by(["kind", "place", "period"]).aggregate(
        **{name: value.sum() for name, value in values.items()}
    )
    named = found.join(where.filter(where.activity.notnull()), "place")
    return named.select("kind", *SETTING, *COUNTS)
