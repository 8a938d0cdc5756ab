"""Ties within consortia, counted without forming their pairs.

Each two actors of a consortium have a tie of purposive exchange of knowledge; it counts once in a
network and period, however many consortia they share. A consortium of 400 has 79,800 such pairs.
`partners` counts them without listing them; the numbers are those that `ties` would give.
"""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from loclearn.indicators.observations import COLUMNS as OBSERVED
from loclearn.indicators.observations import RANKS, SETTING, coverage, rank
from loclearn.indicators.partners import Member, Partners, tally

if TYPE_CHECKING:
    import ibis

COLUMNS = {
    "network": "string", "kind": "string", **dict.fromkeys(SETTING, "string"), "rank": "int8",
    "full_rank": "int8", "within": "int64", "beyond": "int64", "research": "int64",
    "full": "int64",
}  # fmt: skip
"""The columns of tallies, and their types."""


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


def gatekeeper_rows(consortia: "ibis.Table", actors: "ibis.Table") -> list[dict[str, Any]]:
    """Return the number of gatekeepers of each setting, as observations.

    Parameters
    ----------
    consortia, actors: tables in the columns of their contracts.

    For consortia with more pairs than can be listed. Whoever has no region is not among the actors,
    so that a census counts as a sample. A period in which no tie is local, or none leads beyond a
    region, says nothing.
    """
    groups: defaultdict[str | None, list[Member]] = defaultdict(list)
    for row in _members(consortia, actors).to_pyarrow().to_pylist():
        network, period = row.pop("network"), row.pop("period")
        row["consortium"] = f"{network or ''}\t{row['consortium']}"
        groups[period].append(Member(**row))
    rows = []
    for period, members in groups.items():
        partners = Partners.of(members)
        counts = {(one["region"], one["activity"]): one for one in partners.tallies()}
        if not all(any(one[what] for one in counts.values()) for what in ("within", "beyond")):
            continue
        names = {number: name for name, number in RANKS.items()}
        for setting, value in partners.gatekeepers().items():
            one = counts[setting]
            text = f"{value} of {len(partners.settings[setting])} actors; {one['within']} local "
            rows.append({
                **dict.fromkeys(OBSERVED), "region": setting[0], "activity": setting[1],
                "period": period, "indicator": "gatekeeper-count", "value": float(value),
                "coverage": names[min(one["rank"], RANKS["sample"])],
                "inputs": f"{text}and {one['beyond']} extra-local ties",
            })  # fmt: skip
    return rows


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
