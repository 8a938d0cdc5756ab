"""How many ties of each kind each setting has, within its region and beyond it."""

from typing import TYPE_CHECKING

from loclearn.indicators.observations import RANKS, RESEARCH, SETTING, rank

if TYPE_CHECKING:
    import ibis

_TALLIED = ("rank", "full_rank", "within", "beyond", "research", "full")


def tallies(ties: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return how many ties of each kind each setting has in each network.

    Parameters
    ----------
    ties, actors: tables in the columns of their contracts.

    Each pair of actors counts once for a kind, period and network, whatever its direction; what
    that counts twice when networks are added up, `repeated` tells. A tie
    of an actor with itself, with an unknown actor or with one without a region is left out. The
    period is that of the tie, or else that of the actors; actors of another period do not count.
    A tie whose ends lie in one setting counts once there.

    Columns beside those of a setting: network, kind; `within` and `beyond` the region; `research`,
    those within it between a firm and a research organization; the weakest rank; `full` and
    `full_rank`, those within it that a census or sample found, and the weakest of these.
    """
    where, surveys = places(actors), surveyed(ties)
    counted = _counted(ends(pairs(ties, surveys), placed(actors, where), "survey"))
    named = counted.join(where.filter(where.activity.notnull()), "place").join(surveys, "survey")
    return named.select("network", "kind", *SETTING, *_TALLIED)


def surveyed(ties: "ibis.Table") -> "ibis.Table":
    """Return each network and kind with a number: millions of rows are sorted by numbers."""
    import ibis  # noqa: PLC0415

    known = ties.select("network", "kind").distinct()
    order = ibis.window(order_by=[known.network, known.kind])
    return known.mutate(survey=ibis.dense_rank().over(order))


def pairs(ties: "ibis.Table", surveys: "ibis.Table") -> "ibis.Table":
    """Return each pair of actors once for a survey and period, with the weakest rank."""
    import ibis  # noqa: PLC0415

    same = [ties.network.identical_to(surveys.network), ties.kind == surveys.kind]
    ties = ties.join(surveys, same).select(*ties.columns, "survey")
    tied = ties.filter(ties.source != ties.target).mutate(
        one=ibis.least(ties.source, ties.target), other=ibis.greatest(ties.source, ties.target),
        rank=rank(ties),
    )  # fmt: skip
    keys = ["one", "other", "period", "survey"]
    return tied.group_by(keys).aggregate(rank=tied["rank"].min())


def places(actors: "ibis.Table") -> "ibis.Table":
    """Return each region and activity with a number, and each region."""
    import ibis  # noqa: PLC0415

    known = actors.filter(actors.region.notnull()).select("region", "activity").distinct()
    order = [known.region, known.activity]
    return known.mutate(
        place=ibis.dense_rank().over(ibis.window(order_by=order)),
        area=ibis.dense_rank().over(ibis.window(order_by=known.region)),
    )


def placed(actors: "ibis.Table", where: "ibis.Table") -> "ibis.Table":
    """Return the actors that have a region, with the numbers of their places.

    Parameters
    ----------
    actors: a table in the columns of its contract. where: as `places` gives it.
    """
    known = actors.filter(actors.region.notnull()).mutate(
        firm=actors.type == "firm", research=actors.type.isin(RESEARCH), rank=rank(actors)
    )
    same = [known.region == where.region, known.activity.identical_to(where.activity)]
    names = ("actor_id", "period", "firm", "research", "rank")
    both = known.inner_join(where, same)
    return both.select(*(known[name] for name in names), where.place, where.area)


def ends(tied: "ibis.Table", actors: "ibis.Table", *kept: str) -> "ibis.Table":
    """Return each pair with what is known of both ends, once for each period of its actors.

    Parameters
    ----------
    tied: as `pairs` gives them. actors: as `placed` gives them.
    kept: the columns of pairs that stay.
    """
    import ibis  # noqa: PLC0415

    near = actors.rename({f"near_{name}": name for name in actors.columns})
    far = actors.rename({f"far_{name}": name for name in actors.columns})
    joined = tied.join(near, tied.one == near.near_actor_id)
    joined = joined.join(far, joined.other == far.far_actor_id)
    period = ibis.coalesce(joined.period, joined.near_period, joined.far_period)
    fits = [(joined[side].isnull() | (joined[side] == period)) for side in
            ("near_period", "far_period")]  # fmt: skip
    local = joined.near_area == joined.far_area
    firm = joined.near_firm | joined.far_firm
    return joined.filter(*fits).select(
        *kept, "near_place", "far_place", period=period, local=local,
        research=local & firm & (joined.near_research | joined.far_research),
        rank=ibis.least(joined["rank"], joined.near_rank, joined.far_rank),
    )  # fmt: skip


def _counted(tied: "ibis.Table") -> "ibis.Table":
    """Count the pairs of each place, as each of their ends sees them."""
    names = [name for name in tied.columns if not name.endswith("_place")]
    one = tied.select(*names, place="near_place")
    other = tied.filter(tied.near_place != tied.far_place).select(*names, place="far_place")
    seen = one.union(other)
    found = seen["rank"] > RANKS["selective"]
    tests = {"within": seen.local, "beyond": ~seen.local, "research": seen.research,
             "full": seen.local & found}  # fmt: skip
    return seen.group_by(["survey", "place", "period"]).aggregate(
        rank=seen["rank"].min(), full_rank=seen["rank"].min(where=found),
        **{name: seen.count(where=test) for name, test in tests.items()},
    )  # fmt: skip
