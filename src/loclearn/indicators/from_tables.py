"""From the tables of a run to the measures on the network of each region."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from loclearn.errors import Problem
from loclearn.indicators.consortia import as_ties, bound, gatekeeper_rows, relevant
from loclearn.indicators.network_tables import Actor, Tie
from loclearn.indicators.regional_networks import Progress, regional_networks

if TYPE_CHECKING:
    import ibis

MOST_TIES = 2_000_000
"""With more ties the networks are not measured: each tie is held in memory."""
_NO_SETTING = "\x00"
"""The activity of actors without one, who belong to no setting and count as partners."""
Rows = list[dict[str, Any]]


def network_rows(
    actors: "ibis.Table",
    ties: "ibis.Table | None",
    consortia: "ibis.Table | None" = None,
    progress: Progress | None = None,
    regions: Collection[str] | None = None,
) -> tuple[Rows, list[Problem]]:
    """Return the observations on regional networks and on what firms know, and what is odd.

    Parameters
    ----------
    actors, ties, consortia: tables in the columns of their contracts. An actor without a period is
        there in every period of a tie, and a tie without one is there in every period of its
        actors. Each two members of a consortium have a tie.
    progress: called with the number of regions done and the number of all.
    regions: those to measure; all where None.
    """
    count = 0 if ties is None else int(ties.count().to_pyarrow().as_py())
    if consortia is not None:
        consortia = relevant(consortia, actors)
        count += bound(consortia)
    if count > MOST_TIES:
        found = f"{count:,} ties" + ("" if consortia is None else ", those of consortia included")
        expected = f"at most {MOST_TIES:,} for measures on networks"
        cure = "Counts of ties are given; gatekeepers, clustering, reach and density are not."
        rows: Rows = []
        if ties is None and consortia is not None:
            cure = "Counts of ties and of gatekeepers are given; reach, density and others are not."
            rows = gatekeeper_rows(consortia, actors)
        return rows, [Problem("ties", None, None, found, expected, cure, "warning")]
    made = _actors(actors.to_pyarrow().to_pylist())
    edges = [] if ties is None else _ties(ties.to_pyarrow().to_pylist())
    edges += [] if consortia is None else _ties(as_ties(consortia).to_pyarrow().to_pylist())
    own: defaultdict[str, set[str]] = defaultdict(set)
    for actor in made:
        own[actor.id].update(() if actor.period is None else (actor.period,))
    edges = [one for tie in edges for one in _dated(tie, _in_common(tie, own))]
    periods = {tie.period for tie in edges}
    made = [one for actor in made for one in _dated(actor, periods)]
    networks = regional_networks(made, edges, progress=progress, only=regions)
    rows = [
        {name: getattr(one, name) for name in one.__slots__}
        for one in networks.observations
        if one.activity != _NO_SETTING
    ]
    odd = [p for p in networks.problems if "a tie of a period in which" in p.found]
    return rows, odd


def _in_common(tie: Tie, own: Mapping[str, set[str]]) -> set[str | None]:
    """Return the periods of the actors of a tie: those of both, where both have some."""
    one, other = own.get(tie.source, set()), own.get(tie.target, set())
    return {*((one & other) or (one | other))}


def _dated(one: Any, periods: set[str | None]) -> list[Any]:
    """Return what has no period once for each of some periods."""
    from dataclasses import replace  # noqa: PLC0415

    if one.period is not None or not periods:
        return [one]
    return [replace(one, period=period) for period in sorted(periods, key=str)]


def _actors(rows: Rows) -> list[Actor]:
    return [
        Actor(
            row["actor_id"], row["region"], row["activity"] or _NO_SETTING, row["type"],
            row["period"], _parts(row["knowledge"]), networks=_parts(row["networks"]),
            asked=_parts(row["asked"]), coverage=row["coverage"],
        )
        for row in rows
        if row["region"]
    ]  # fmt: skip


def _ties(rows: Rows) -> list[Tie]:
    return [
        Tie(row["source"], row["target"], row["kind"], row["period"], bool(row["directed"]),
            row["network"] or "", coverage=row["coverage"])
        for row in rows
    ]  # fmt: skip


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(";") if part.strip())
