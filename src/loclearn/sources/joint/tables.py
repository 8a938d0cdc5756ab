"""From works to actors and ties.

An actor is a party at its place in one activity: a party with two activities, or at two places, is
two actors. Two parties of which one only has a region are tied where their countries differ: then
the tie leads beyond the region for sure, and the other is there as a partner in its country, which
belongs to no activity. Where they do not differ, nobody knows whether the tie is local: it is
written with the bare id of the party, which no row of actors places, and counts nowhere.

Ties have no weight, so that the works of another run can be added to the same folder.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loclearn.sources.entries import Account, Entry
from loclearn.sources.joint.countries import name_of
from loclearn.sources.joint.teams import LARGEST, Place, Ties
from loclearn.sources.joint.works import Party, Where, Work, where
from loclearn.sources.regions.codes import Gazetteer
from loclearn.tables.kinds import ALL

_SELECTIVE = "selective"


@dataclass
class Tables:
    """Hold the entries that works give, accounts of them, and what is to be told."""

    entries: list[Entry] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, table: str, cells: dict[str, str], place: Place) -> None:
        """Add one entry, in an account for its file and table."""
        name = f"{place[0]} as {table}"
        account = self.accounts.setdefault(name, Account(name, "rows"))
        account.came += 1
        self.entries.append(Entry(table, cells, name, place[1]))


def tables(
    works: Sequence[Work],
    gazetteer: Gazetteer,
    *,
    largest: int = LARGEST,
    noun: str = "works",
) -> Tables:
    """Return works as actors and ties of the kind knowledge; the coverage is selective.

    Parameters
    ----------
    works: what was read.
    gazetteer: which codes of countries are regions already.
    largest: the largest team of which all pairs are written.
    noun: what the works are called.

    >>> team = (Party("a", "DE21", "DE", "firm"), Party("b", "DE21", "DE", "university"))
    >>> found = tables([Work(team, ("ALL",), "2015", "w.json", 1, "n")], Gazetteer())
    >>> [(e.table, e.cells.get("actor_id", e.cells.get("source"))) for e in found.entries]
    [('actors', 'a@DE21'), ('actors', 'b@DE21'), ('ties', 'a@DE21')]
    """
    found = Tables()
    _actors(works, found)
    groups: dict[tuple[str, str, str], Ties] = {}
    for work in works:
        for activity in work.activities:
            key = (work.network, activity, work.period)
            groups.setdefault(key, Ties(largest)).add(
                work.parties, (work.file, work.row), work.apart
            )
    partners: dict[tuple[str, str], tuple[Party, Place]] = {}
    unknown = closed = 0
    for (network, activity, period), ties in groups.items():
        closed += ties.finish()
        common = {"kind": "knowledge", "period": period, "network": network}
        common |= {"directed": "false", "coverage": _SELECTIVE}
        rows: dict[tuple[str, str], Place] = {}
        for pair, place in ties.places.items():
            rows.setdefault(_ends(pair, activity), place)
            unknown += where(*pair) is Where.unknown
            for party in pair:
                if not party.region and where(*pair) is Where.far:
                    partners.setdefault((party.abroad, period), (party, place))
        for (source, target), place in sorted(rows.items()):
            cells = {"source": source, "target": target, **common}
            found.add("ties", cells, place)
    _partners(partners, gazetteer, found)
    _tell(works, found, (unknown, closed, largest), noun)
    return found


def _named(actor: str, activity: str) -> str:
    return actor if activity in ("", ALL) else f"{actor}:{activity}"


def _ends(pair: tuple[Party, Party], activity: str) -> tuple[str, str]:
    """Return the ids of the ends of a tie."""
    far = where(*pair) is Where.far
    one, other = (
        party.abroad if far and not party.region else _named(party.actor, activity)
        for party in pair
    )
    return one, other


def _actors(works: Iterable[Work], found: Tables) -> None:
    seen: set[tuple[str, str]] = set()
    for work in works:
        for party in work.parties:
            for activity in work.activities:
                name = _named(party.actor, activity)
                if (name, work.period) in seen:
                    continue
                seen.add((name, work.period))
                cells = {
                    "actor_id": name, "region": party.region or party.given, "activity": activity,
                    "type": party.type, "period": work.period, "coverage": _SELECTIVE,
                }  # fmt: skip
                found.add("actors", cells, (work.file, work.row))


def _partners(
    partners: dict[tuple[str, str], tuple[Party, Place]], gazetteer: Gazetteer, found: Tables
) -> None:
    """Add partners of which only the country is known, and the countries that are no regions."""
    told: set[str] = set()
    for (name, period), (party, place) in partners.items():
        cells = {
            "actor_id": name, "region": party.country, "activity": "", "type": party.type,
            "period": period, "coverage": _SELECTIVE,
        }  # fmt: skip
        found.add("actors", cells, place)
        country(party.country, gazetteer, told, place, found)


def country(code: str, gazetteer: Gazetteer, told: set[str], place: Place, found: Tables) -> None:
    """Add a country to the regions, once, where no scheme has it.

    Parameters
    ----------
    code: of the country. told: those that were added. place: where it was first read.
    """
    if code not in told and gazetteer.find(code) is None:
        told.add(code)
        cells = {"code": code, "vintage": "", "name": name_of(code), "level": "0"}
        found.add("regions", cells, place)


def _tell(works: Sequence[Work], found: Tables, counts: tuple[int, int, int], noun: str) -> None:
    unknown, closed, largest = counts
    large = [work for work in works if len(work.parties) > largest]
    if large:
        most = max(len(work.parties) for work in large)
        found.notes.append(
            f"{len(large):,} {noun} have more than {largest} parties, one of them {most:,}: "
            "not all pairs are written, but a tie of each party beyond its region, one of a firm "
            f"with research in each region, and {closed:,} that keep gatekeepers right"
        )
    if unknown:
        found.notes.append(
            f"{unknown:,} ties with a party whose region is not known, in the same or no known "
            "country: local or not, nobody knows, so that they count nowhere"
        )
    places = {party for work in works for party in work.parties}
    lost = sum(not party.region for party in places)
    if lost:
        found.notes.append(f"{lost:,} of {len(places):,} parties have no region that is sure")
