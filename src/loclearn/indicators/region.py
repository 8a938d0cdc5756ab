"""One region in one period: its actors, its ties, and what of them was surveyed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from loclearn.indicators.mixing import Degrees, degrees
from loclearn.indicators.network_rows import weakest
from loclearn.indicators.network_tables import EXTRA_LOCAL, LOCAL, Actor, Place, Placed

KNOWLEDGE, INFORMAL = "knowledge", "informal-contact"
CARRIERS = (KNOWLEDGE, INFORMAL)
"""The kinds of ties along which knowledge travels inside a region."""
_ASKED = "\x00asked for "
"""Begins the name that stands for all surveys that asked an actor for one kind of ties."""
Pair = tuple[str, str]
Recorded = tuple[str, str]
"""A kind of ties, and local or extra-local."""


@dataclass(slots=True)
class Survey:
    """Say what a network records, and how its ties in one region were found.

    Parameters
    ----------
    records: the kinds of ties that it has somewhere, local and extra-local.
    coverage: the weakest of its ties in the region.
    members: the actors of the region that have a tie of any kind in it, or were asked for theirs.
    """

    records: frozenset[Recorded]
    coverage: str
    members: frozenset[str]


@dataclass(slots=True)
class Region:
    """Hold all that is needed to measure the settings of one region and period.

    Parameters
    ----------
    code: the region.
    period: the period, or None.
    settings: the actors of each activity by identifier.
    local: for each kind, the local ties as (source, target, directed).
    outward: for each kind, the extra-local ties, of which the target may be the local end.
    types: the type of each partner outside.
    surveys: the networks in which an actor of the region has a tie.
    degrees: the number of knowledge ties of each local actor.
    whole: the sums over the knowledge ties of all regions in the period.
    whole_coverage: the weakest of all those ties.
    """

    code: str
    period: str | None
    settings: Mapping[str, Mapping[str, Actor]]
    local: dict[str, list[tuple[str, str, bool]]] = field(default_factory=dict)
    outward: dict[str, list[tuple[str, str, bool]]] = field(default_factory=dict)
    types: dict[str, str | None] = field(default_factory=dict)
    surveys: dict[str, Survey] = field(default_factory=dict)
    degrees: dict[str, int] = field(default_factory=dict)
    whole: Degrees = field(default_factory=lambda: Degrees(0, 0))
    whole_coverage: str = "census"
    _indexes: dict[tuple[tuple[str, ...], str], dict[str, set[Pair]]] = field(default_factory=dict)

    def actors(self) -> set[str]:
        """Return all actors of the region, whatever their activity."""
        return {actor for rows in self.settings.values() for actor in rows}

    def surveyed(
        self, needed: Iterable[Recorded], actors: Collection[str], any_of: bool = False
    ) -> str | None:
        """Return the coverage of the networks that record something of actors, or None.

        A network covers a setting where one of its actors has a tie of any kind in it or was asked
        for its ties: a survey of wine growers says nothing of shipyards. What it records nowhere it
        did not ask for, so that its absence here says nothing: a register of pipelines without one
        local tie does not know the local network.

        Parameters
        ----------
        needed: kinds of ties, local or extra-local.
        actors: those of the setting.
        any_of: whether one of them is enough.
        """
        wanted = set(needed)
        found = [
            survey
            for survey in self.surveys.values()
            if survey.records & wanted and not survey.members.isdisjoint(actors)
        ]
        there = {recorded for survey in found for recorded in survey.records} & wanted
        if not there or (there != wanted and not any_of):
            return None
        return weakest(survey.coverage for survey in found)

    def touching(self, kinds: tuple[str, ...], where: str, actors: Iterable[str]) -> set[Pair]:
        """Return the ties with one end or both among the actors, each pair once.

        Parameters
        ----------
        kinds: kinds of ties; a pair with ties of two kinds counts once.
        where: local or extra-local.
        actors: local actors.
        """
        index = self._index(kinds, where)
        return {pair for actor in actors for pair in index.get(actor, ())}

    def among(self, kinds: tuple[str, ...], actors: Collection[str]) -> set[Pair]:
        """Return the local ties with both ends among the actors."""
        ties = self.touching(kinds, LOCAL, actors)
        return {(a, b) for a, b in ties if a in actors and b in actors}

    def _index(self, kinds: tuple[str, ...], where: str) -> dict[str, set[Pair]]:
        """Return the ties of each actor without direction, gathered once."""
        index = self._indexes.get((kinds, where))
        if index is None:
            index = self._indexes[kinds, where] = {}
            ties = self.local if where == LOCAL else self.outward
            for kind in kinds:
                for a, b, _ in ties.get(kind, ()):
                    pair = (min(a, b), max(a, b))
                    index.setdefault(a, set()).add(pair)
                    index.setdefault(b, set()).add(pair)
        return index

    def directed(self, kind: str) -> list[Pair]:
        """Return the ties of a kind, local and extra-local, undirected ones both ways."""
        found = []
        for a, b, one_way in [*self.local.get(kind, ()), *self.outward.get(kind, ())]:
            found.append((a, b))
            if not one_way:
                found.append((b, a))
        return found


def regions(placed: Placed) -> list[Region]:
    """Return the regions and periods in which there are actors, in the order of their codes."""
    order = sorted(placed.settings, key=lambda key: (key[0], key[1] or ""))
    found = {key: Region(*key, placed.settings[key]) for key in order}
    types = {(row.id, row.period): row.type for rows in placed.settings.values()
             for activity in rows.values() for row in activity.values()}  # fmt: skip
    for tie in placed.ties:
        home = placed.regions[tie.source, tie.period] or ""
        away = placed.regions[tie.target, tie.period] or ""
        entry = (tie.source, tie.target, tie.directed)
        if home == away:
            found[home, tie.period].local.setdefault(tie.kind, []).append(entry)
            continue
        for code, partner in ((home, tie.target), (away, tie.source)):
            region = found[code, tie.period]
            region.outward.setdefault(tie.kind, []).append(entry)
            region.types[partner] = types.get((partner, tie.period))
    _add_surveys(found, placed)
    _add_degrees(found, placed)
    return list(found.values())


def _add_surveys(found: Mapping[Place, Region], placed: Placed) -> None:
    """Say for each region which networks reached it, what they record, how, and of whom.

    Where a tie of the region could not be placed, its network is no census of the region.
    """
    records: dict[tuple[str, str | None], set[Recorded]] = {}
    coverage: dict[tuple[str, str | None, str], set[str]] = {}
    members: dict[tuple[str, str | None, str], set[str]] = {}
    for tie in placed.ties:
        home = placed.regions[tie.source, tie.period] or ""
        away = placed.regions[tie.target, tie.period] or ""
        where = LOCAL if home == away else EXTRA_LOCAL
        records.setdefault((tie.network, tie.period), set()).add((tie.kind, where))
        for code, actor in ((home, tie.source), (away, tie.target)):
            key = (code, tie.period, tie.network)
            coverage.setdefault(key, set()).add(tie.coverage)
            members.setdefault(key, set()).add(actor)
    for tie, code in placed.half:
        key = (code, tie.period, tie.network)
        coverage.setdefault(key, set()).update((tie.coverage, "sample"))
        members.setdefault(key, set()).update((tie.source, tie.target))
    for row in placed.asked():
        for told in row.asked:
            kind, _, reach = told.partition(":")
            records[f"{_ASKED}{told}", row.period] = {(kind, reach)}
        for network in (*row.networks, *(f"{_ASKED}{told}" for told in row.asked)):
            key = (row.region or "", row.period, network)
            coverage.setdefault(key, set()).add(row.coverage)
            members.setdefault(key, set()).add(row.id)
    frozen = {key: frozenset(what) for key, what in records.items()}
    for (code, period, network), found_as in coverage.items():
        what = frozen.get((network, period), frozenset())
        of = frozenset(members[code, period, network])
        found[code, period].surveys[network] = Survey(what, weakest(found_as), of)


def _add_degrees(found: Mapping[Place, Region], placed: Placed) -> None:
    """Count the knowledge ties of each actor in the network of all regions of a period."""
    pairs: dict[str | None, set[Pair]] = {}
    coverage: dict[str | None, set[str]] = {}
    for tie in placed.ties:
        if tie.kind == KNOWLEDGE:
            a, b = tie.source, tie.target
            pairs.setdefault(tie.period, set()).add((a, b) if a < b else (b, a))
            coverage.setdefault(tie.period, set()).add(tie.coverage)
    for period, ties in pairs.items():
        counts = degrees(ties)
        whole, weak = Degrees.of(counts), weakest(coverage[period])
        for region in found.values():
            if region.period == period:
                region.degrees = {a: counts[a] for a in sorted(region.actors()) if a in counts}
                region.whole, region.whole_coverage = whole, weak
