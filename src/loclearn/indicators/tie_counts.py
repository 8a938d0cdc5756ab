"""Counts of ties as conditions name them: within the region and beyond it.

No count of these rewards a higher local share: local ties need not dominate (Malmberg & Maskell
2005, 4.P6). The E-I index, (E − I) / (E + I) with E ties beyond the region and I within it
(Krackhardt & Stern 1988, p. 127), is told and decides nothing.
"""

from typing import TYPE_CHECKING

from loclearn.indicators.observations import RANKS, SETTING, coverage, observations, rank

if TYPE_CHECKING:
    import ibis

_COUNTS = {
    "full": ("local-vertical-ties", "vertical"),
    "research": ("firm-research-ties", "knowledge"),
    "beyond": ("extra-local-knowledge-ties", "knowledge"),
}
"""By the column of a tally: the indicator that it gives, and of which kind of ties."""
_TOKENS = {"full": "vertical:local", "beyond": "knowledge:extra-local"}
"""What an actor was asked for, where a count of such ties may be 0."""


def tie_counts(
    tallied: "ibis.Table",
    actors: "ibis.Table",
    twice: "ibis.Table | None" = None,
    apart: "ibis.Table | None" = None,
) -> "ibis.Table":
    """Return the counts of ties that conditions name, for each setting.

    Parameters
    ----------
    tallied: what `ties.tallies` gives. actors: the table of actors.
    twice: what `repeated.repeated` gives, where a pair may stand in several networks or periods.
    apart: what `loose.counted` gives, where some ties lead nobody knows where. A tie to another
        country counts as one beyond the region; beside any other, a census counts as a sample.

    A setting has the count 0 only where a survey that records such ties covers it: one of its
    actors has a tie of any kind in that network, or is named among those that were asked. A survey
    without one university, or without one tie beyond a region, did not ask for those, unless its
    actors say what they were asked for. Ties and actors of a selective source say nothing of
    vertical links; where such a source knows one more, the census missed it, and is a sample.
    """
    import ibis  # noqa: PLC0415

    surveys = _surveys(tallied)
    rows = _tallied(tallied, surveys).union(_named(actors, surveys), _told(actors))
    rows = rows.mutate(abroad=ibis.literal(0, "int64"))
    rows = rows if twice is None else rows.union(_less(twice))
    rows = rows if apart is None else rows.union(_apart(apart))
    counted = rows.group_by(list(SETTING)).aggregate(
        abroad=rows.abroad.sum(),
        **{f"{name}_missed": rows[f"{name}_missed"].any() for name in _COUNTS},
        **{name: rows[name].sum() for name in _COUNTS},
        **{f"{name}_rank": rows[f"{name}_rank"].min() for name in _COUNTS},
    )
    found = [_count(counted, name) for name in _COUNTS]
    return found[0].union(*found[1:])


def _surveys(tallied: "ibis.Table") -> "ibis.Table":
    """Return each network and period, with what it records and how completely."""
    recorded = {
        f"records_{name}": ((tallied.kind == kind) & (tallied[name] > 0)).any()
        for name, (_, kind) in _COUNTS.items()
    }
    return tallied.group_by(["network", "period"]).aggregate(
        rank=tallied["rank"].min(), full_rank=tallied.full_rank.min(), **recorded
    )


def _tallied(tallied: "ibis.Table", surveys: "ibis.Table") -> "ibis.Table":
    """Return the counts in which a survey found some tie, as rows of parts."""
    import ibis  # noqa: PLC0415

    same = [tallied[name].identical_to(surveys[name]) for name in ("network", "period")]
    known = tallied.join(surveys, same)
    values = {
        name: (tallied.kind == kind).ifelse(tallied[name], 0) for name, (_, kind) in _COUNTS.items()
    }
    ranks = {name: tallied.full_rank if name == "full" else tallied["rank"] for name in _COUNTS}
    return known.select(
        *(tallied[name] for name in SETTING), **values,
        **_missed(full=(tallied.kind == "vertical") & (tallied.within > tallied.full)),
        **{f"{name}_rank": ibis.cases((known[f"records_{name}"], found)).cast("int8")
           for name, found in ranks.items()},
    )  # fmt: skip


def _less(twice: "ibis.Table") -> "ibis.Table":
    """Return what was counted too often, as rows of parts below 0."""
    import ibis  # noqa: PLC0415

    values = {
        name: (twice.kind == kind).ifelse(-twice[name], 0) for name, (_, kind) in _COUNTS.items()
    }
    values["abroad"] = ibis.literal(0, "int64")
    return twice.select(
        *SETTING, **values, **_missed(),
        **{f"{name}_rank": ibis.null("int8") for name in _COUNTS},
    )  # fmt: skip


def _apart(apart: "ibis.Table") -> "ibis.Table":
    """Return the ties that lead beyond all regions, or nobody knows where, as rows of parts."""
    import ibis  # noqa: PLC0415

    knowledge = apart.kind == "knowledge"
    abroad = knowledge.ifelse(apart.abroad, 0)
    values = {name: abroad if name == "beyond" else ibis.literal(0, "int64") for name in _COUNTS}
    values["abroad"] = abroad
    ranks = {name: ibis.null("int8") for name in _COUNTS}
    ranks["beyond"] = ibis.cases((abroad > 0, apart["rank"])).cast("int8")
    unsure = {name: (apart.kind == kind) & (apart.open > 0) for name, (_, kind) in _COUNTS.items()}
    return apart.select(
        *SETTING, **values, **_missed(**unsure),
        **{f"{name}_rank": one for name, one in ranks.items()},
    )  # fmt: skip


def _missed(**found: "ibis.expr.types.BooleanValue") -> "dict[str, ibis.expr.types.BooleanValue]":
    """Return of which counts something is known that they do not count."""
    import ibis  # noqa: PLC0415

    return {f"{name}_missed": found.get(name, ibis.literal(False)) for name in _COUNTS}


def _named(actors: "ibis.Table", surveys: "ibis.Table") -> "ibis.Table":
    """Return the settings of actors that say in which surveys they were asked."""
    import ibis  # noqa: PLC0415

    known = actors.filter(
        actors.networks.notnull(), actors.region.notnull(), actors.activity.notnull()
    )
    known = known.select("networks", "region", "activity", own="period", own_rank=rank(known))
    listed = ibis.literal(";") + known.networks.replace("; ", ";") + ";"
    named = known.mutate(listed=listed).cross_join(surveys)
    named = named.filter(named.listed.contains(ibis.literal(";") + named.network + ";"))
    fits = named.own.isnull() | named.period.isnull() | (named.own == named.period)
    named = named.filter(fits)
    able = named.full_rank.notnull() & (named.own_rank > RANKS["selective"])
    weakest = ibis.least(named["rank"], named.own_rank)
    full = ibis.least(named.full_rank, named.own_rank)
    return _asked(named.mutate(period=ibis.coalesce(named.period, named.own)), {
        "full": ibis.cases((able & named.records_full, full)),
        "research": ibis.cases((named.records_research, weakest)),
        "beyond": ibis.cases((named.records_beyond, weakest)),
    })  # fmt: skip


def _told(actors: "ibis.Table") -> "ibis.Table":
    """Return the settings of actors that say for which ties they were asked."""
    import ibis  # noqa: PLC0415

    told = actors.filter(actors.asked.notnull(), actors.region.notnull(), actors.activity.notnull())
    told = told.mutate(rank=rank(told))
    listed = ibis.literal(";") + told.asked.replace("; ", ";") + ";"
    ranks = {
        name: ibis.cases((listed.contains(f";{token};"), told["rank"]))
        for name, token in _TOKENS.items()
    }
    able = told["rank"] > RANKS["selective"]
    return _asked(told, {**ranks, "full": ibis.cases((able, ranks["full"]))})


def _asked(
    settings: "ibis.Table", ranks: "dict[str, ibis.expr.types.NumericValue]"
) -> "ibis.Table":
    """Return settings in which nobody need have a tie, as rows of parts."""
    import ibis  # noqa: PLC0415

    return settings.select(
        *SETTING, **{name: ibis.literal(0, "int64") for name in _COUNTS},
        **_missed(),
        **{f"{name}_rank": ranks.get(name, ibis.null("int8")).cast("int8") for name in _COUNTS},
    )  # fmt: skip


def _count(counted: "ibis.Table", name: str) -> "ibis.Table":
    """Return one of the counts, where some survey asked for it."""
    import ibis  # noqa: PLC0415

    indicator, kind = _COUNTS[name]
    weakest = counted[f"{name}_rank"]
    asked = counted.filter(weakest.notnull())
    least = ibis.least(weakest, RANKS["sample"])
    weakest = counted[f"{name}_missed"].ifelse(least, weakest)
    told = ibis.literal(f"ties of kind {kind}, each pair of actors once")
    if name == "beyond":
        some = ibis.literal(", ") + asked.abroad.cast("string")
        some = some + " of them with partners known by their country alone"
        told = told + (asked.abroad > 0).ifelse(some, "")
    rows = asked.select(*SETTING, value=counted[name], coverage=coverage(weakest), inputs=told)
    return observations(rows, indicator)


def ei_index(
    tallied: "ibis.Table",
    twice: "ibis.Table | None" = None,
    apart: "ibis.Table | None" = None,
) -> "ibis.Table":
    """Return the E-I index of each setting over its knowledge ties, from −1 (inward) to 1.

    Parameters
    ----------
    tallied, twice, apart: as for `tie_counts`. A tie of which the country alone tells that it leads
        beyond the region is not counted: of the others without a region, nobody knows which are
        local. So a census with such ties counts as a sample.
    """
    import ibis  # noqa: PLC0415

    columns = (*SETTING, "within", "beyond", "rank")
    tallied = tallied.filter(tallied.kind == "knowledge").select(*columns)
    if twice is not None:
        less = twice.filter(twice.kind == "knowledge").mutate(rank=ibis.null("int8"))
        less = less.mutate(within=-less.within, beyond=-less.beyond).select(*columns)
        tallied = tallied.union(less.cast(dict(tallied.schema())))
    if apart is not None:
        some = apart.filter(apart.kind == "knowledge").select(*SETTING, "rank")
        some = some.mutate(within=0, beyond=0, rank=ibis.least(some["rank"], RANKS["sample"]))
        tallied = tallied.union(some.select(*columns).cast(dict(tallied.schema())))
    counted = tallied.group_by(list(SETTING)).aggregate(
        within=tallied.within.sum(), beyond=tallied.beyond.sum(), rank=tallied["rank"].min()
    )
    counted = counted.filter(counted.beyond + counted.within > 0)
    value = (counted.beyond - counted.within) / (counted.beyond + counted.within)
    told = ibis.literal("ties beyond the region ") + counted.beyond.cast("string")
    told = told + ", within it " + counted.within.cast("string")
    return observations(
        counted.mutate(value=value, coverage=coverage(counted["rank"]), inputs=told), "ei-index"
    )
