"""Counts of ties: within the region and beyond it.

No count of these rewards a higher local share: local ties need not dominate (Malmberg & Maskell
2005, 4.P6). The E-I index, (E − I) / (E + I) with E ties beyond the region and I within it
(Krackhardt & Stern 1988, p. 127), is told and decides nothing.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from loclearn.indicators.observations import RANKS, SETTING, coverage, observations, rank

if TYPE_CHECKING:
    import ibis

_RESEARCH = ("university", "research-organisation")
_TALLIED = ("rank", "full_rank", "within", "beyond", "research", "full")
_TOKENS = {"full": "vertical:local", "beyond": "knowledge:extra-local"}
"""What an actor was asked for, where a count of such ties may be 0."""


def tallies(ties: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return how many ties of each kind each setting has in each network.

    Parameters
    ----------
    ties, actors: tables in the columns of their contracts.

    Each pair of actors counts once for a kind, period and network, whatever its direction. A tie
    of an actor with itself, with an unknown actor or with one without a region is left out. The
    period is that of the tie, or else that of the actors; actors of another period do not count.
    A tie whose ends lie in one setting counts once there.

    Columns beside those of a setting: network, kind; `within` and `beyond` the region; `research`,
    those within it between a firm and a research organization; the weakest rank; `full` and
    `full_rank`, those within it that a census or sample found, and the weakest of these.
    """
    places, surveys = _places(actors), _surveys(ties)
    counted = _counted(_ends(_pairs(ties, surveys), _placed(actors, places)))
    named = counted.join(places.filter(places.activity.notnull()), "place").join(surveys, "survey")
    return named.select("network", "kind", *SETTING, *_TALLIED)


def _surveys(ties: "ibis.Table") -> "ibis.Table":
    """Return each network and kind with a number: millions of rows are sorted by numbers."""
    import ibis  # noqa: PLC0415

    known = ties.select("network", "kind").distinct()
    order = ibis.window(order_by=[known.network, known.kind])
    return known.mutate(survey=ibis.dense_rank().over(order))


def _pairs(ties: "ibis.Table", surveys: "ibis.Table") -> "ibis.Table":
    """Return each pair of actors once for a survey and period, with the weakest rank."""
    import ibis  # noqa: PLC0415

    same = [ties.network.identical_to(surveys.network), ties.kind == surveys.kind]
    ties = ties.join(surveys, same).select(*ties.columns, "survey")
    pairs = ties.filter(ties.source != ties.target).mutate(
        one=ibis.least(ties.source, ties.target), other=ibis.greatest(ties.source, ties.target),
        rank=rank(ties),
    )  # fmt: skip
    keys = ["one", "other", "period", "survey"]
    return pairs.group_by(keys).aggregate(rank=pairs["rank"].min())


def _places(actors: "ibis.Table") -> "ibis.Table":
    """Return each region and activity with a number, and each region."""
    import ibis  # noqa: PLC0415

    known = actors.filter(actors.region.notnull()).select("region", "activity").distinct()
    order = [known.region, known.activity]
    return known.mutate(
        place=ibis.dense_rank().over(ibis.window(order_by=order)),
        area=ibis.dense_rank().over(ibis.window(order_by=known.region)),
    )


def _placed(actors: "ibis.Table", places: "ibis.Table") -> "ibis.Table":
    known = actors.filter(actors.region.notnull()).mutate(
        firm=actors.type == "firm", research=actors.type.isin(_RESEARCH), rank=rank(actors)
    )
    same = [known.region == places.region, known.activity.identical_to(places.activity)]
    names = ("actor_id", "period", "firm", "research", "rank")
    both = known.inner_join(places, same)
    return both.select(*(known[name] for name in names), places.place, places.area)


def _ends(pairs: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return each pair with what is known of both ends."""
    import ibis  # noqa: PLC0415

    near = actors.rename({f"near_{name}": name for name in actors.columns})
    far = actors.rename({f"far_{name}": name for name in actors.columns})
    joined = pairs.join(near, pairs.one == near.near_actor_id)
    joined = joined.join(far, joined.other == far.far_actor_id)
    period = ibis.coalesce(joined.period, joined.near_period, joined.far_period)
    fits = [(joined[side].isnull() | (joined[side] == period)) for side in
            ("near_period", "far_period")]  # fmt: skip
    local = joined.near_area == joined.far_area
    firm = joined.near_firm | joined.far_firm
    return joined.filter(*fits).select(
        "survey", "near_place", "far_place", period=period, local=local,
        research=local & firm & (joined.near_research | joined.far_research),
        rank=ibis.least(joined["rank"], joined.near_rank, joined.far_rank),
    )  # fmt: skip


def _counted(pairs: "ibis.Table") -> "ibis.Table":
    """Count the pairs of each place, as each of their ends sees them."""
    names = [name for name in pairs.columns if not name.endswith("_place")]
    one = pairs.select(*names, place="near_place")
    other = pairs.filter(pairs.near_place != pairs.far_place).select(*names, place="far_place")
    seen = one.union(other)
    found = seen["rank"] > RANKS["selective"]
    tests = {"within": seen.local, "beyond": ~seen.local, "research": seen.research,
             "full": seen.local & found}  # fmt: skip
    return seen.group_by(["survey", "place", "period"]).aggregate(
        rank=seen["rank"].min(), full_rank=seen["rank"].min(where=found),
        **{name: seen.count(where=test) for name, test in tests.items()},
    )  # fmt: skip


def tie_counts(tallied: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return the counts of ties that conditions name, for each setting.

    Parameters
    ----------
    tallied: what `tallies` gives. actors: the table of actors.

    A setting has the count 0 only where a survey that records such ties covers it: one of its
    actors has a tie of any kind in that network, or is named among those that were asked. A survey
    without one university, or without one tie beyond a region, did not ask for those, unless its
    actors say what they were asked for. Ties and actors of a selective source say nothing of
    vertical links.
    """
    asked = _covered(tallied, actors, {"research": "knowledge", "beyond": "knowledge"})
    counts = [
        _vertical(tallied, actors),
        _count(tallied, asked, "firm-research-ties", "knowledge", "research"),
        _count(tallied, asked, "extra-local-knowledge-ties", "knowledge", "beyond"),
    ]
    return counts[0].union(*counts[1:])


def _vertical(tallied: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return the local vertical ties without those of selective sources.

    Where such a source knows one more, the census missed it, and counts as a sample.
    """
    import ibis  # noqa: PLC0415

    told = tallied.filter(tallied.full_rank.notnull()).mutate(rank=tallied.full_rank)
    able = actors.filter(rank(actors) > RANKS["selective"])
    asked = _covered(told, able, {"full": "vertical"})
    more = tallied.filter(tallied.kind == "vertical", tallied.within > tallied.full)
    more = more.select(*SETTING, missed=ibis.literal(True)).distinct()
    joined = asked.left_join(more, [asked[n].identical_to(more[n]) for n in SETTING])
    weakest = joined.missed.fill_null(False).ifelse(
        ibis.least(joined["rank"], RANKS["sample"]), joined["rank"]
    )
    capped = joined.select("what", **{name: joined[name] for name in SETTING}, rank=weakest)
    return _count(told, capped, "local-vertical-ties", "vertical", "full")


def _covered(tallied: "ibis.Table", actors: "ibis.Table", parts: Mapping[str, str]) -> "ibis.Table":
    """Return which ties were asked for in which settings, and how completely.

    Parameters
    ----------
    parts: columns of counts, each with the kind of ties that it counts.
    """
    import ibis  # noqa: PLC0415

    each = [
        tallied.filter(tallied.kind == kind, tallied[part] > 0)
        .select("network", "period", what=ibis.literal(part))
        .distinct()
        for part, kind in parts.items()
    ]
    recorded = each[0].union(*each[1:]) if len(each) > 1 else each[0]
    taking = tallied.select("network", *SETTING, "rank").union(_asked(tallied, actors))
    taking = taking.group_by(["network", *SETTING]).aggregate(rank=taking["rank"].min())
    same = [taking[name].identical_to(recorded[name]) for name in ("network", "period")]
    asked = taking.join(recorded, same).select("what", *SETTING, "rank")
    for part in parts.keys() & _TOKENS.keys():
        asked = asked.union(_told(actors, part))
    return asked.group_by(["what", *SETTING]).aggregate(rank=asked["rank"].min())


def _told(actors: "ibis.Table", part: str) -> "ibis.Table":
    """Return the settings of actors that say they were asked for ties of a kind."""
    import ibis  # noqa: PLC0415

    listed = ibis.literal(";") + actors.asked.fill_null("").replace("; ", ";") + ";"
    named = listed.contains(f";{_TOKENS[part]};")
    told = actors.filter(named, actors.region.notnull(), actors.activity.notnull())
    return told.select("region", "activity", "period", what=ibis.literal(part), rank=rank(told))[
        ["what", *SETTING, "rank"]
    ]


def _asked(tallied: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return the settings of actors that say in which surveys they were asked."""
    import ibis  # noqa: PLC0415

    surveys = tallied.group_by(["network", "period"]).aggregate(rank=tallied["rank"].min())
    told = actors.filter(
        actors.networks.notnull(), actors.region.notnull(), actors.activity.notnull()
    )
    told = told.select("networks", "region", "activity", own="period", own_rank=rank(told))
    listed = ibis.literal(";") + told.networks.replace("; ", ";") + ";"
    named = told.mutate(listed=listed).cross_join(surveys)
    named = named.filter(named.listed.contains(ibis.literal(";") + named.network + ";"))
    fits = named.own.isnull() | named.period.isnull() | (named.own == named.period)
    return named.filter(fits).select(
        "network", "region", "activity", period=ibis.coalesce(named.period, named.own),
        rank=ibis.least(named["rank"], named.own_rank),
    )  # fmt: skip


def _count(
    tallied: "ibis.Table", covered: "ibis.Table", indicator: str, kind: str, part: str
) -> "ibis.Table":
    import ibis  # noqa: PLC0415

    chosen = tallied.filter(tallied.kind == kind)
    counted = chosen.group_by(list(SETTING)).aggregate(value=chosen[part].sum())
    asked = covered.filter(covered.what == part).drop("what")
    joined = asked.left_join(counted, [asked[n].identical_to(counted[n]) for n in SETTING])
    told = ibis.literal(f"ties of kind {kind}, each pair of actors once")
    return observations(
        joined.select(
            **{name: joined[name] for name in SETTING}, value=joined["value"].fill_null(0),
            coverage=coverage(joined["rank"]), inputs=told,
        ),
        indicator,
    )  # fmt: skip


def ei_index(tallied: "ibis.Table") -> "ibis.Table":
    """Return the E-I index of each setting over its knowledge ties, from −1 (inward) to 1.

    Parameters
    ----------
    tallied: what `tallies` gives.
    """
    import ibis  # noqa: PLC0415

    tallied = tallied.filter(tallied.kind == "knowledge")
    counted = tallied.group_by(list(SETTING)).aggregate(
        within=tallied.within.sum(), beyond=tallied.beyond.sum(), rank=tallied["rank"].min()
    )
    value = (counted.beyond - counted.within) / (counted.beyond + counted.within)
    told = ibis.literal("ties beyond the region ") + counted.beyond.cast("string")
    told = told + ", within it " + counted.within.cast("string")
    return observations(
        counted.mutate(value=value, coverage=coverage(counted["rank"]), inputs=told), "ei-index"
    )
