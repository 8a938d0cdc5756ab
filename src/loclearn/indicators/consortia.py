"""Ties within consortia, counted without forming their pairs.

Each two actors of a consortium have a tie of purposive exchange of knowledge; it counts once in a
network and period, however many consortia they share. A consortium of 400 has 79,800 such pairs.
`partners` counts them without listing them; the numbers are those that `ties` would give.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from loclearn.indicators import loose
from loclearn.indicators.observations import COLUMNS as OBSERVED
from loclearn.indicators.observations import RANKS, SETTING, coverage, rank
from loclearn.indicators.partners import Member, Partners, tally
from loclearn.indicators.repeated import COUNTS

if TYPE_CHECKING:
    import ibis

COLUMNS = {
    "network": "string", "kind": "string", **dict.fromkeys(SETTING, "string"), "rank": "int8",
    "full_rank": "int8", "within": "int64", "beyond": "int64", "research": "int64",
    "full": "int64",
}  # fmt: skip
"""The columns of tallies, and their types."""
REPEATED = {"kind": "string", **dict.fromkeys(SETTING, "string"), **dict.fromkeys(COUNTS, "int64")}
"""The columns of what is counted too often, and their types."""


def tallies(
    consortia: "ibis.Table", actors: "ibis.Table"
) -> tuple["ibis.Table", "ibis.Table | None"]:
    """Return how many ties each setting has in each network of consortia, and how many too many.

    Parameters
    ----------
    consortia, actors: tables in the columns of their contracts. Members without a region and those
        that no row of actors places in the period of the consortium are left out.

    The columns are those of `ties.tallies`; the kind is knowledge. The second table, in the columns
    of `repeated.repeated`, has the pairs that share consortia of several networks, where there may
    be such.
    """
    groups: defaultdict[str | None, dict[str | None, list[Member]]] = defaultdict(dict)
    for row in members(consortia, actors).to_pyarrow().to_pylist():
        network, period = row.pop("network"), row.pop("period")
        groups[period].setdefault(network, []).append(Member(**row))
    found: list[dict[str, Any]] = []
    again: list[dict[str, Any]] = []
    for period, networks in groups.items():
        named = {"period": period, "kind": "knowledge"}
        each = [{**named, "network": network, **one}
                for network, some in networks.items() for one in tally(some)]  # fmt: skip
        found += each
        if len(networks) > 1:
            again += [{**named, **one} for one in _too_many(each, networks)]
    return _table(found, COLUMNS), _table(again, REPEATED) if again else None


def _too_many(
    each: list[dict[str, Any]], networks: Mapping[str | None, list[Member]]
) -> Iterator[dict[str, Any]]:
    """Yield by how much the tallies of networks exceed those of all of them in one period."""
    sums: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in each:
        sums[one["region"], one["activity"]].update({name: one[name] for name in COUNTS})
    pooled = [replace(one, consortium=f"{network or ''}\t{one.consortium}")
              for network, some in networks.items() for one in some]  # fmt: skip
    for one in tally(pooled):
        setting = {name: one[name] for name in ("region", "activity")}
        summed = sums[one["region"], one["activity"]]
        yield {**setting, **{name: summed[name] - one[name] for name in COUNTS}}


def _table(rows: list[dict[str, Any]], columns: Mapping[str, str]) -> "ibis.Table":
    import ibis  # noqa: PLC0415
    import pyarrow  # noqa: PLC0415

    cells = {name: [row[name] for row in rows] for name in columns}
    return ibis.memtable(pyarrow.table(cells, schema=ibis.schema(columns).to_pyarrow()))


def dated(consortia: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return consortia, each of those without a period once for every period of its members.

    Parameters
    ----------
    consortia, actors: tables in the columns of their contracts.

    A member that has periods is there in its own; one that has none, in those of the others. Where
    no member has one, the consortium has none.
    """
    if not consortia.period.isnull().any().to_pyarrow().as_py():
        return consortia
    own = actors.filter(actors.region.notnull(), actors.period.notnull())
    own = own.select(own_id="actor_id", dated="period").distinct()
    loose = consortia.filter(consortia.period.isnull())
    of_members = loose.join(own, loose.actor_id == own.own_id)
    of_all = of_members.select(at="network", joint="consortium", when="dated").distinct()
    same = [loose.network.identical_to(of_all["at"]), loose.consortium == of_all.joint]
    spread = loose.left_join(of_all, same)
    spread = spread.select(*(loose[name] for name in loose.columns if name != "period"), "when")
    known = own.group_by("own_id").aggregate(dates=own.count())
    spread = spread.left_join(known, spread.actor_id == known.own_id)
    there = own.select(there_id="own_id", there="dated")
    spread = spread.left_join(
        there, [spread.actor_id == there.there_id, spread.when == there.there]
    )
    spread = spread.filter(spread.dates.isnull() | spread.there.notnull())
    fixed = spread.mutate(period=spread.when).select(*consortia.columns)
    return consortia.filter(consortia.period.notnull()).union(fixed)


def members(consortia: "ibis.Table", actors: "ibis.Table") -> "ibis.Table":
    """Return the members of consortia that have a region, in the period in which they have it.

    Parameters
    ----------
    consortia, actors: tables in the columns of their contracts; consortia as `dated` gives them.
    """
    import ibis  # noqa: PLC0415

    joint = consortia.mutate(own=rank(consortia)).drop("coverage")
    placed = actors.filter(actors.region.notnull()).select(
        "actor_id", "region", "activity", "type", dated="period", known=rank(actors),
        country=loose.country(actors),
    )  # fmt: skip
    both = joint.join(placed, "actor_id")
    fits = both.period.isnull() | both.dated.isnull() | (both.period == both.dated)
    both = both.filter(fits)
    return both.select(
        "network", "consortium", "region", "activity", "type", "country", actor="actor_id",
        period=ibis.coalesce(both.period, both.dated), rank=ibis.least(both.own, both.known),
    )  # fmt: skip


def with_lost(
    consortia: "ibis.Table", actors: "ibis.Table", tied: "ibis.Table | None" = None
) -> "ibis.Table":
    """Return how many ties settings have with members whose region nobody knows.

    Parameters
    ----------
    consortia, actors: tables in the columns of their contracts; consortia as `dated` gives them.
    tied: such ties as `loose.loose` gives them, so that a pair counts once that has both.

    The columns are those of `loose.counted`.
    """
    there: defaultdict[str | None, list[Member]] = defaultdict(list)
    away: defaultdict[str | None, list[loose.Lost]] = defaultdict(list)
    for row in loose.lost(consortia, actors).to_pyarrow().to_pylist():
        joint = f"{row['network'] or ''}\t{row['consortium']}"
        away[row["period"]].append(loose.Lost(joint, row["actor"], row["country"]))
    for row in members(consortia, actors).to_pyarrow().to_pylist() if away else ():
        network, period = row.pop("network"), row.pop("period")
        row["consortium"] = f"{network or ''}\t{row['consortium']}"
        there[period].append(Member(**row))
    for number, row in enumerate(tied.to_pyarrow().to_pylist() if tied is not None else ()):
        pair = f"\t\t{number}"
        away[row["period"]].append(loose.Lost(pair, row["partner"], row["theirs"]))
        one = Member(pair, row["actor"], row["region"], row["activity"], "", row["rank"],
                     row["own"])  # fmt: skip
        there[row["period"]].append(one)
    rows = [{"period": period, **one} for period, gone in away.items()
            for one in loose.in_consortia(there[period], gone)]  # fmt: skip
    return _table(rows, loose.COLUMNS)


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
    for row in members(consortia, actors).to_pyarrow().to_pylist():
        network, period = row.pop("network"), row.pop("period")
        row["consortium"] = f"{network or ''}\t{row['consortium']}"
        groups[period].append(Member(**row))
    rows = []
    for period, some in groups.items():
        partners = Partners.of(some)
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
