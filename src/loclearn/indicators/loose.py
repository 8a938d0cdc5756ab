"""Ties of which one end lies in a setting, and nobody knows in which region the other lies.

Such a tie may be local or not, so that a count of 0 beside it is no "no". Where the other end is
known to lie in another country, the tie leads beyond the region for sure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loclearn.indicators.observations import SETTING, rank
from loclearn.indicators.partners import Member
from loclearn.indicators.ties import pairs, surveyed

if TYPE_CHECKING:
    import ibis

COLUMNS = {
    "kind": "string", **dict.fromkeys(SETTING, "string"), "rank": "int8", "abroad": "int64",
    "open": "int64",
}  # fmt: skip
"""The columns of what is counted here, and their types."""
_AS_NUTS = {"GR": "EL", "GB": "UK"}


@dataclass(frozen=True, slots=True)
class Lost:
    """Hold one actor in one consortium whose region nobody knows, and its country or None."""

    consortium: str
    actor: str
    country: str | None


def loose(ties: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return each tie of an actor in a setting with one of whom no row says where it lies.

    Parameters
    ----------
    ties, actors: tables in the columns of their contracts.

    Columns: kind, those of a setting, actor, partner, own and theirs, the countries of both, and
    rank. A tie that two networks know stands once.
    """
    import ibis  # noqa: PLC0415

    surveys = surveyed(ties)
    tied = pairs(ties, surveys).join(surveys.select("survey", "kind"), "survey")
    shared = [tied[name] for name in ("kind", "period", "rank")]
    sides = tied.select(*shared, actor=tied.one, partner=tied.other).union(
        tied.select(*shared, actor=tied.other, partner=tied.one)
    )
    away = _without_place(sides, actors, "partner")
    known = _known(actors)
    near = away.join(known, away.actor == known.actor_id)
    near = near.filter(near.period.isnull() | near.dated.isnull() | (near.period == near.dated))
    lands = countries(actors)
    near = near.left_join(lands, near.partner == lands.lands_id)
    keys = ("kind", "region", "activity", "actor", "partner", "own", "theirs")
    found = near.select(
        *keys, period=ibis.coalesce(near.period, near.dated),
        rank=ibis.least(near["rank"], near.known),
    )  # fmt: skip
    return found.group_by([*keys, "period"]).aggregate(rank=found["rank"].min())


def counted(found: "ibis.Table") -> "ibis.Table":
    """Return how many of the ties of each setting lead to another country, and how many may not.

    Parameters
    ----------
    found: as `loose` gives them.
    """
    abroad = (found.own != found.theirs).fill_null(False)
    rows = found.mutate(abroad=abroad.cast("int64"), open=(~abroad).cast("int64"))
    return rows.group_by(["kind", *SETTING]).aggregate(
        rank=rows["rank"].min(), abroad=rows.abroad.sum(), open=rows.open.sum()
    )


def lost(consortia: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return the members of consortia of whom no row says where they lie.

    Parameters
    ----------
    consortia, actors: tables in the columns of their contracts; consortia as `dated` gives them.
    """
    away = _without_place(consortia, actors, "actor_id")
    lands = countries(actors)
    found = away.left_join(lands, away.actor_id == lands.lands_id)
    return found.select("network", "consortium", "period", actor="actor_id", country="theirs")


def in_consortia(members: Iterable[Member], away: Iterable[Lost]) -> Iterator[dict[str, Any]]:
    """Yield what `counted` gives, for consortia of one period, without listing their pairs.

    Parameters
    ----------
    members: those that lie in a region. away: the others.

    >>> members = [Member("P", "a", "DE21", "ALL", "firm", 1, "DE")]
    >>> away = [Lost("P", "b", "FR"), Lost("P", "c", "DE"), Lost("P", "d", None)]
    >>> [(one["region"], one["abroad"], one["open"]) for one in in_consortia(members, away)]
    [('DE21', 1, 2)]
    """
    bits: dict[str, int] = {}
    lands: defaultdict[str | None, int] = defaultdict(int)
    joint: defaultdict[str, int] = defaultdict(int)
    for far in away:
        bit = bits.setdefault(far.actor, 1 << len(bits))
        lands[far.country] |= bit
        joint[far.consortium] |= bit
    met: defaultdict[str, int] = defaultdict(int)
    people: dict[str, Member] = {}
    for one in members:
        if one.activity is not None and one.consortium in joint:
            first = people.setdefault(one.actor, one)
            met[one.actor] |= joint[one.consortium]
            people[one.actor] = first if first.rank <= one.rank else one
    sums: dict[tuple[str, str | None], dict[str, Any]] = {}
    for actor, one in people.items():
        unsure = met[actor] & (lands[None] | lands[one.country]) if one.country else met[actor]
        row = sums.setdefault(
            (one.region, one.activity), {"rank": one.rank, "abroad": 0, "open": 0}
        )
        row["rank"] = min(row["rank"], one.rank)
        row["abroad"] += (met[actor] & ~unsure).bit_count()
        row["open"] += unsure.bit_count()
    for (region, activity), row in sums.items():
        yield {"kind": "knowledge", "region": region, "activity": activity, **row}


def country(actors: "ibis.Table") -> "ibis.Column":
    """Return the country of actors as NUTS writes it."""
    return actors.country.substitute(_AS_NUTS)


def countries(actors: "ibis.Table") -> "ibis.Table":
    """Return the country of each actor that has one only."""
    known = actors.select(lands_id="actor_id", theirs=country(actors))
    known = known.group_by("lands_id").aggregate(
        theirs=known.theirs.max(), several=known.theirs.nunique()
    )
    return known.filter(known.several == 1).select("lands_id", "theirs")


def _known(actors: "ibis.Table") -> "ibis.Table":
    """Return the actors that lie in a setting."""
    known = actors.filter(actors.region.notnull(), actors.activity.notnull())
    return known.select(
        "actor_id", "region", "activity", dated="period", own=country(known), known=rank(known)
    )


def _without_place(rows: "ibis.Table", actors: "ibis.Table", column: str) -> "ibis.Table":
    """Return the rows with an actor that no row places, or none in the period that they state."""
    known = actors.filter(actors.region.notnull())
    ever = known.select(ever="actor_id").distinct()
    always = known.filter(known.period.isnull()).select(always="actor_id").distinct()
    then = known.filter(known.period.notnull()).select(then="actor_id", dated="period").distinct()
    dated = rows.filter(rows.period.notnull())
    dated = dated.anti_join(always, dated[column] == always.always)
    dated = dated.anti_join(then, [dated[column] == then.then, dated.period == then.dated])
    undated = rows.filter(rows.period.isnull())
    return dated.union(undated.anti_join(ever, undated[column] == ever.ever))
