"""Counts of ties: within the region and beyond it.

No count of these rewards a higher local share: local ties need not dominate (Malmberg & Maskell
2005, 4.P6). The E-I index, (E − I) / (E + I) with E ties beyond the region and I within it
(Krackhardt & Stern 1988, p. 127), is told and decides nothing.
"""

from typing import TYPE_CHECKING

from loclearn.indicators.observations import SETTING, coverage, observations, rank

if TYPE_CHECKING:
    import ibis
    from ibis.expr.types import BooleanValue

_RESEARCH = ("university", "research-organisation")


def ends(ties: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return each tie as seen from each of its ends.

    Parameters
    ----------
    ties, actors: tables in the columns of their contracts.

    Each pair of actors counts once for a kind, period and network, whatever its direction. A tie
    of an actor with itself, with an unknown actor or with one without a region is left out. The
    period is that of the tie, or else that of the actors; actors of another period do not count.
    """
    import ibis  # noqa: PLC0415

    pairs = ties.filter(ties.source != ties.target).mutate(
        one=ibis.least(ties.source, ties.target), other=ibis.greatest(ties.source, ties.target),
        rank=rank(ties),
    )  # fmt: skip
    keys = ["one", "other", "kind", "period", "network"]
    pairs = pairs.group_by(keys).aggregate(rank=pairs["rank"].min())
    pairs = pairs.mutate(tie=ibis.row_number())
    placed = actors.filter(actors.region.notnull())
    near, far = _side(placed.filter(placed.activity.notnull()), "near"), _side(placed, "far")
    both = pairs.select("tie", "kind", "period", "network", "rank", near="one", far="other").union(
        pairs.select("tie", "kind", "period", "network", "rank", near="other", far="one")
    )
    joined = both.join(near, both.near == near.near_id).join(far, both.far == far.far_id)
    period = ibis.coalesce(joined.period, joined.near_period, joined.far_period)
    fits = [(joined[side].isnull() | (joined[side] == period)) for side in
            ("near_period", "far_period")]  # fmt: skip
    return joined.filter(*fits).select(
        "tie", "kind", "network",
        actor=joined.near, partner=joined.far, region=joined.near_region,
        activity=joined.near_activity, period=period, type=joined.near_type,
        partner_region=joined.far_region, partner_type=joined.far_type,
        local=joined.near_region == joined.far_region,
        rank=ibis.least(joined["rank"], joined.near_rank, joined.far_rank),
    )  # fmt: skip


def _side(actors: "ibis.Table", side: str) -> "ibis.Table":
    names = {"id": "actor_id", "region": "region", "activity": "activity", "type": "type",
             "period": "period"}  # fmt: skip
    columns = {f"{side}_{new}": actors[old] for new, old in names.items()}
    return actors.select(**columns, **{f"{side}_rank": rank(actors)}).distinct()


def tie_counts(seen: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return the counts of ties that conditions name, for each setting.

    Parameters
    ----------
    seen: what `ends` gives. actors: the table of actors.

    A setting has the count 0 only where a survey that records such ties covers it: one of its
    actors has a tie of any kind in that network, or is named among those that were asked.
    """
    research = seen.partner_type.isin(_RESEARCH) | seen.type.isin(_RESEARCH)
    firm = (seen.type == "firm") | (seen.partner_type == "firm")
    knowledge = seen.kind == "knowledge"
    covered = _covered(seen, actors)
    counts = [
        _count(seen, covered, "local-vertical-ties", "vertical", seen.local),
        _count(seen, covered, "firm-research-ties", "knowledge", seen.local & research & firm),
        _count(seen, covered, "extra-local-knowledge-ties", "knowledge", knowledge & ~seen.local),
    ]
    return counts[0].union(*counts[1:])


def _covered(seen: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return which kinds of ties were asked for in which settings, and how completely."""
    recorded = seen.select("kind", "network", "period").distinct()
    taking = seen.select("network", *SETTING, "rank").union(_asked(seen, actors))
    taking = taking.group_by(["network", *SETTING]).aggregate(rank=taking["rank"].min())
    same = [_same(taking.network, recorded.network), _same(taking.period, recorded.period)]
    asked = taking.join(recorded, same).select("kind", *SETTING, "rank")
    return asked.group_by(["kind", *SETTING]).aggregate(rank=asked["rank"].min())


def _asked(seen: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return the settings of actors that say in which surveys they were asked."""
    surveys = seen.group_by(["network", "period"]).aggregate(rank=seen["rank"].min())
    named_ = actors.filter(
        actors.networks.notnull(), actors.region.notnull(), actors.activity.notnull()
    )
    named_ = named_.select("networks", "region", "activity", own="period", own_rank=rank(named_))
    joined = named_.join(
        surveys,
        (named_.networks == surveys.network)
        | named_.networks.startswith(surveys.network + ";")
        | named_.networks.endswith(";" + surveys.network)
        | named_.networks.contains(";" + surveys.network + ";"),
    )
    import ibis  # noqa: PLC0415

    fits = joined.own.isnull() | joined.period.isnull() | (joined.own == joined.period)
    return joined.filter(fits).select(
        "network", "region", "activity", period=ibis.coalesce(joined.period, joined.own),
        rank=ibis.least(joined["rank"], joined.own_rank),
    )  # fmt: skip


def _same(one: "ibis.Column", other: "ibis.Column") -> "BooleanValue":
    return one.identical_to(other)


def _count(
    seen: "ibis.Table", covered: "ibis.Table", indicator: str, kind: str, test: "BooleanValue"
) -> "ibis.Table":
    import ibis  # noqa: PLC0415

    chosen = seen.filter((seen.kind == kind) & test)
    counted = chosen.group_by(list(SETTING)).aggregate(value=chosen.tie.nunique())
    asked = covered.filter(covered.kind == kind).drop("kind")
    joined = asked.left_join(counted, [_same(asked[name], counted[name]) for name in SETTING])
    told = ibis.literal(f"ties of kind {kind}, each pair of actors once")
    return observations(
        joined.select(
            **{name: joined[name] for name in SETTING}, value=joined.value.fill_null(0),
            coverage=coverage(joined["rank"]), inputs=told,
        ),
        indicator,
    )  # fmt: skip


def ei_index(seen: "ibis.Table") -> "ibis.Table":
    """Return the E-I index of each setting over all kinds of ties, from −1 (inward) to 1.

    Parameters
    ----------
    seen: what `ends` gives.
    """
    import ibis  # noqa: PLC0415

    counted = seen.group_by(list(SETTING)).aggregate(
        within=seen.tie.nunique(where=seen.local), beyond=seen.tie.nunique(where=~seen.local),
        rank=seen["rank"].min(),
    )  # fmt: skip
    value = (counted.beyond - counted.within) / (counted.beyond + counted.within)
    told = ibis.literal("ties beyond the region ") + counted.beyond.cast("string")
    told = told + ", within it " + counted.within.cast("string")
    return observations(
        counted.mutate(value=value, coverage=coverage(counted["rank"]), inputs=told), "ei-index"
    )
