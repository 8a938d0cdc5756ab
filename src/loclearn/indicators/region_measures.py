"""The indicators of each setting of one region."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loclearn.indicators.brokerage import gatekeepers
from loclearn.indicators.clustering import clustering
from loclearn.indicators.knowledge import knowledge_distance
from loclearn.indicators.mixing import diversity, expected_local_ties
from loclearn.indicators.network_rows import Observation, weakest
from loclearn.indicators.network_tables import EXTRA_LOCAL, LOCAL, Actor
from loclearn.indicators.reach import STEPS, inward_density, k_core, pipeline_reach
from loclearn.indicators.region import CARRIERS, INFORMAL, KNOWLEDGE, Region

LOCAL_CARRIERS = tuple((kind, LOCAL) for kind in CARRIERS)
BOTH = ((KNOWLEDGE, LOCAL), (KNOWLEDGE, EXTRA_LOCAL))


@dataclass(frozen=True, slots=True)
class _Found:
    """A value of one setting, before it is given its place."""

    indicator: str
    value: float
    coverage: str
    inputs: str
    p_value: float | None = None


def measure(region: Region, draws: int, seed: str) -> list[Observation]:
    """Return the observations of all settings of a region.

    Parameters
    ----------
    region: its actors and ties.
    draws: how many random networks clustering is compared with.
    seed: any text; the draws of a setting depend on it and on the setting alone.
    """
    found = []
    at_gate = _gatekeepers(region)
    for activity in sorted(region.settings):
        rows = region.settings[activity]
        name = "\t".join((seed, region.code, activity, region.period or ""))
        for one in _measures(region, rows, at_gate, draws, name):
            found.append(
                Observation(
                    region=region.code,
                    activity=activity,
                    period=region.period,
                    indicator=one.indicator,
                    value=round(float(one.value), 12),
                    coverage=one.coverage,
                    inputs=one.inputs,
                    p_value=None if one.p_value is None else round(one.p_value, 12),
                )
            )
    return sorted(found, key=lambda o: (o.activity, o.indicator))


def _measures(
    region: Region,
    rows: Mapping[str, Actor],
    at_gate: frozenset[str],
    draws: int,
    seed: str,
) -> Iterator[_Found]:
    actors = weakest(row.coverage for row in rows.values())
    if coverage := region.surveyed(BOTH, rows):
        yield _brokers(region, rows, weakest((actors, coverage)), at_gate)
        yield from _mixing(region, rows, weakest((actors, coverage)))
    if coverage := region.surveyed([(KNOWLEDGE, EXTRA_LOCAL)], rows):
        yield from _partners(region, rows, weakest((actors, coverage)))
    if coverage := region.surveyed(LOCAL_CARRIERS, rows, any_of=True):
        yield from _structure(region, rows, weakest((actors, coverage)))
        if outside := region.surveyed([(KNOWLEDGE, EXTRA_LOCAL)], rows):
            yield from _reach(region, rows, weakest((actors, coverage, outside)))
    if coverage := region.surveyed([(INFORMAL, LOCAL)], rows):
        yield from _contacts(region, rows, weakest((actors, coverage)), draws, seed)
    yield from _knowledge(rows)


def _gatekeepers(region: Region) -> frozenset[str]:
    """Return the gatekeepers of a region; who they pass on to may be of any activity."""
    ties = region.directed(KNOWLEDGE)
    groups = {actor: "" for tie in ties for actor in tie}
    local = region.actors()
    groups |= dict.fromkeys(local, region.code)
    return frozenset(gatekeepers(ties, groups, local))


def _brokers(
    region: Region, rows: Mapping[str, Actor], coverage: str, at_gate: frozenset[str]
) -> _Found:
    count = len(at_gate & rows.keys())
    internal = len(region.touching((KNOWLEDGE,), LOCAL, rows))
    external = len(region.touching((KNOWLEDGE,), EXTRA_LOCAL, rows))
    text = f"{count} of {len(rows)} actors; {internal} local and {external} extra-local ties"
    return _Found("gatekeeper-count", count, coverage, text)


def _mixing(region: Region, rows: Mapping[str, Actor], coverage: str) -> Iterator[_Found]:
    internal = len(region.touching((KNOWLEDGE,), LOCAL, rows))
    mine = [region.degrees.get(actor, 0) for actor in rows]
    others = sum(region.degrees.values()) - sum(mine)
    expected = expected_local_ties(mine, [others], region.whole)
    if expected:
        text = (
            f"{internal} local knowledge ties, {expected:.4g} expected of "
            f"{region.whole.ties} ties in all regions"
        )
        weak = weakest((coverage, region.whole_coverage))
        yield _Found("local-tie-ratio", internal / expected, weak, text)


def _partners(region: Region, rows: Mapping[str, Actor], coverage: str) -> Iterator[_Found]:
    """Measure the variety of extra-local knowledge partners by type, each partner once."""
    ends = {end for tie in region.touching((KNOWLEDGE,), EXTRA_LOCAL, rows) for end in tie}
    partners = sorted(ends & region.types.keys())
    kinds = [kind for p in partners if (kind := region.types.get(p)) not in (None, "other")]
    value = diversity(kinds)
    if value is not None:
        missing = len(partners) - len(kinds)
        text = f"{len(kinds)} extra-local knowledge partners of {len(set(kinds))} types"
        text += f", {missing} of no known type" if missing else ""
        weak = weakest((coverage, "sample")) if missing else coverage
        yield _Found("partner-diversity", value, weak, text)


def _structure(region: Region, rows: Mapping[str, Actor], coverage: str) -> Iterator[_Found]:
    ties = region.among(CARRIERS, rows)
    density, core = inward_density(ties, rows), k_core(ties, rows)
    if density is None or core is None:
        return
    possible = len(rows) * (len(rows) - 1) // 2
    text = f"{len(ties)} of {possible} possible ties among {len(rows)} actors"
    yield _Found("inward-density", density, coverage, text)
    text = f"{core[1]} of {len(rows)} actors are in the {core[0]}-core"
    yield _Found("k-core", core[0], coverage, text)


def _reach(region: Region, rows: Mapping[str, Actor], coverage: str) -> Iterator[_Found]:
    outward = region.touching((KNOWLEDGE,), EXTRA_LOCAL, rows)
    holders = {end for tie in outward for end in tie if end in rows}
    found = pipeline_reach(region.touching(CARRIERS, LOCAL, rows), rows, holders)
    if found is not None:
        text = (
            f"{found.reached} of {found.actors} actors within {STEPS} local steps of "
            f"{found.holders} holders; of the others "
            f"{found.reached - found.holders} of {found.actors - found.holders}"
        )
        yield _Found("pipeline-reach", found.share, coverage, text)


def _contacts(
    region: Region, rows: Mapping[str, Actor], coverage: str, draws: int, seed: str
) -> Iterator[_Found]:
    """Compare clustering with random networks; a selective source says nothing of contacts."""
    if coverage == "selective":
        return
    ties = region.among((INFORMAL,), rows)
    found = clustering(ties, draws, seed)
    if found is not None:
        text = (
            f"clustering {found.observed:.4g}, {found.expected:.4g} expected in {found.draws} "
            f"random networks with the same contacts per actor; {len(ties)} contacts"
        )
        yield _Found("informal-contact-clustering", found.ratio, coverage, text, found.p_value)


def _knowledge(rows: Mapping[str, Actor]) -> Iterator[_Found]:
    firms = [rows[actor] for actor in sorted(rows) if rows[actor].type == "firm"]
    known = [firm for firm in firms if firm.knowledge]
    value = knowledge_distance(firm.knowledge for firm in known)
    if value is not None:
        coverage = weakest(firm.coverage for firm in firms)
        if len(known) < len(firms):
            coverage = weakest((coverage, "sample"))
        text = f"{len(known)} of {len(firms)} firms with technology classes"
        yield _Found("knowledge-distance", value, coverage, text)
