"""Counts of firms: how many independent ones, and how many rivals each of them has.

Comparison needs a second firm (Malmberg & Maskell 2005, 3.2.P1), so both counts say whether
there is one. Firms of one group are not independent and count once.

A selective source counts nobody: what it does not name may well be there. Its rows are left out.
Where they name an actor beside a census, the census missed one, and counts as a sample. So does a
census with a firm of the region whose activity is not known, or of the activity whose region is
not: it may be one more of the setting, and an unknown is never a no.
"""

from typing import TYPE_CHECKING

from loclearn.indicators.observations import RANKS, SETTING, coverage, observations, rank

if TYPE_CHECKING:
    import ibis


def firms_of_actors(actors: "ibis.Table") -> "ibis.Table":
    """Return the number of independent firms and of rivals in each setting of a table of actors.

    Parameters
    ----------
    actors: a table in the columns of its contract; an actor has one row in a period.

    A setting whose actors are no firms has the count 0. Rivals are independent firms minus one.
    Actors without a region or an activity belong to no setting; firms without one of the two may.
    """
    import ibis  # noqa: PLC0415

    placed = actors.filter(actors.region.notnull(), actors.activity.notnull())
    placed = placed.mutate(rank=rank(placed))
    all_ = placed["rank"] > RANKS["selective"]
    firm = (placed.type == "firm") & all_
    counted = placed.group_by(list(SETTING)).aggregate(
        alone=placed.count(where=firm & placed.group.isnull()),
        groups=placed.group.nunique(where=firm), units=placed.count(where=firm),
        rank=placed["rank"].min(where=all_), named=(~all_).any(),
    )  # fmt: skip
    counted = _perhaps_more(counted.filter(counted["rank"].notnull()), actors)
    missed = counted.named | counted.more_here | counted.more_there
    weakest = ibis.ifelse(missed, ibis.least(counted["rank"], RANKS["sample"]), counted["rank"])
    told = ibis.literal("firms ") + counted.units.cast("string") + ", groups counted once"
    value = counted.alone + counted.groups
    return _both(counted.mutate(value=value, coverage=coverage(weakest), inputs=told))


def _perhaps_more(counted: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Say of each setting whether a firm without an activity, or a region, may belong to it."""
    import ibis  # noqa: PLC0415

    firms = actors.filter(actors.type == "firm", rank(actors) > RANKS["selective"])
    for place, lost, flag in (
        ("region", "activity", "more_here"), ("activity", "region", "more_there"),
    ):  # fmt: skip
        some = firms.filter(firms[place].notnull(), firms[lost].isnull())
        some = some.select(place, "period", **{flag: ibis.literal(True)}).distinct()
        same = [counted[name].identical_to(some[name]) for name in (place, "period")]
        both = counted.left_join(some, same)
        counted = both.select(*counted.columns, **{flag: both[flag].fill_null(False)}).view()
    return counted


def firms_of_employment(employment: "ibis.Table") -> "ibis.Table":
    """Return the number of firms and of rivals in each setting of a table of employment.

    Parameters
    ----------
    employment: a table in the columns of its contract; rows without firms are left out, and
        those of a selective source.

    Registers count local units, which need not be independent; the inputs say so.
    """
    import ibis  # noqa: PLC0415

    told = ibis.literal("firms or local units as the source counts them")
    counted = employment.filter(rank(employment) > RANKS["selective"])
    return _both(counted.mutate(value=counted.firms, inputs=told))


def _both(counted: "ibis.Table") -> "ibis.Table":
    import ibis  # noqa: PLC0415

    known = counted.filter(counted.value.notnull())  # greatest(null, 0) is 0 in DuckDB
    rivals = known.mutate(value=ibis.greatest(known.value - 1, 0))
    return observations(known, "firm-count").union(observations(rivals, "rival-count"))
