"""From tables of CORDIS to actors and the consortia in which they take part.

All coverage is selective: CORDIS knows whom the programmes funded. Names, addresses and numbers of
tax are never read: a participant may be a person who trades alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loclearn.errors import Problem, WrongUse
from loclearn.sources.cordis import dialects
from loclearn.sources.cordis.activities import Activities
from loclearn.sources.cordis.dialects import Table
from loclearn.sources.cordis.organisations import Organisations
from loclearn.sources.cordis.participations import Found, taken
from loclearn.sources.cordis.periods import periods, read_projects, unused
from loclearn.sources.cordis.places import Places
from loclearn.sources.entries import Account, Entry, Reading
from loclearn.sources.placing import Placed, Unplaced
from loclearn.sources.regions.codes import Gazetteer

_FACTS = ("type", "region", "country")
_NONE = Activities()


@dataclass
class _Files:
    """Hold the tables of one import, and the organizations that they name."""

    taking_part: Table
    organisations: Table | None
    projects: Table | None
    known: Organisations


def read(
    organisations: Path,
    participations: Path | None = None,
    projects: Path | None = None,
    *,
    level: int = 2,
    asked: Sequence[str] = (),
    activities: Activities = _NONE,
    gazetteer: Gazetteer | None = None,
    vintage: int | None = None,
) -> tuple[Reading, Placed]:
    """Read organizations, participations and projects of one programme.

    Parameters
    ----------
    organisations: one row for each participation, as CORDIS publishes it, or for each organization.
    participations: project and organization in each row, where organizations stand apart.
    projects: their dates and topics.
    level: the level of NUTS, 2 or 3; finer codes are cut to it.
    asked: the periods in which projects count. activities: what belongs to which activity.
    gazetteer, vintage: which regions there are, and the vintage to which codes are carried.

    Returns the accounts and problems, and actors and consortia with what is unplaced.
    Raises InvalidInput when a file is no such table, WrongUse when one is lacking.
    """
    if activities.key == "topic" and projects is None:
        raise WrongUse("Activities by topic need the table of projects: --projects project.csv.")
    files = _open(organisations, participations, projects)
    key = "rcn" if "rcn" in files.taking_part.columns["project"].lower() else "id"
    if files.projects and key not in files.projects.columns:
        key = "id" if key == "rcn" else "rcn"
    listed = read_projects(files.projects, key) if files.projects else {}
    there = {cells["project"] for _, cells in files.taking_part.rows if cells["project"]}
    when = periods(asked, listed, there)
    places = Places.of(files.known.codes(), level, gazetteer or Gazetteer(), vintage, when.several)
    account = Account(f"{files.taking_part.file} as consortia", "participations")
    found = taken(files.taking_part, files.known, when, places, activities, account)
    reading, placed = _placed(found, files, places, account)
    reading.problems += unused(files.projects, key, there)
    reading.notes += [*when.notes, *_notes(found, files, activities)]
    return reading, placed


def _open(organisations: Path, participations: Path | None, projects: Path | None) -> _Files:
    both = dialects.has(organisations, "project")
    if participations is None and not both:
        raise WrongUse(
            f"{organisations} names no projects: name the table that says which organization takes "
            "part in which project with --participations."
        )
    known, apart = Organisations(), None
    if participations is None:
        taking_part = dialects.read(
            organisations, ("project", "organisation", *_FACTS), ("project", "organisation")
        )
    else:
        taking_part = dialects.read(
            participations, ("project", "organisation"), ("project", "organisation")
        )
        apart = dialects.read(organisations, ("organisation", *_FACTS), ("organisation",))
    known.add(apart or taking_part, alone=apart is not None)
    listed = None
    if projects is not None:
        wanted = ("id", "rcn", "start", "end", "topics", "programme")
        listed = dialects.read(projects, wanted, ())
        if not {"id", "rcn"} & listed.columns.keys():
            listed = dialects.read(projects, wanted, ("id",))
    return _Files(taking_part, apart, listed, known)


def _placed(
    found: Found, files: _Files, places: Places, account: Account
) -> tuple[Reading, Placed]:
    """Give each actor its id, and part those that have a region from those that have none.

    An organization in several regions or activities is one actor in each; its id is followed by
    what tells them apart. One of which the country alone is known is a partner of other countries:
    it is among the actors without a region, and unplaced.
    """
    file = (files.organisations or files.taking_part).file
    counted = Account(f"{file} as actors", "organizations")
    partners = Account(f"{file} as partners of other countries", "unplaced organizations")
    placed = Placed([], [], places.regions, places.problems, places.notes)
    ids: dict[tuple[str, ...], str] = {}
    for key, (who, entry) in found.actors.items():
        ids[key] = _id(found.apart[who.id], key)
        counted.came += 1
        cells = {**entry.cells, "actor_id": ids[key]}
        if cells["region"]:
            placed.entries.append(Entry("actors", cells, counted.file, entry.row))
        else:
            if cells["country"]:
                partners.came += 1
                placed.entries.append(Entry("actors", cells, partners.file, entry.row))
            lost = {**cells, "region": who.region, "country": who.country}
            placed.unplaced.append(Unplaced(Entry("actors", lost, counted.file, entry.row),
                                            places.why(who)))  # fmt: skip
    for key, entry in found.members:
        entry.cells["actor_id"] = ids[key]
        placed.entries.append(entry)
    idle = files.known.rows_beside({key[0] for key in found.actors})
    if files.organisations:
        again, none = idle
        counted.came += again + none + files.organisations.broken
        counted.left_out.update({"that repeat an organization": again} if again else {})
        counted.left_out.update({"that take part in no project": none} if none else {})
        counted.reported += files.organisations.broken
    problems: list[Problem] = [*files.known.problems, *places.wrong(files.known)]
    for table in (files.taking_part, files.organisations, files.projects):
        problems += table.problems if table else []
    accounts = [account, counted, partners] if partners.came else [account, counted]
    return Reading([], problems, accounts, []), placed


def _id(several: set[tuple[str, str]], key: tuple[str, ...]) -> str:
    """Return the id of an actor.

    >>> _id({("EL30", "ALL"), ("EL52", "ALL")}, ("9", "EL30", "ALL", "2014"))
    '9@EL30'
    """
    name, region, activity, _ = key
    parts = [name]
    if len({one for one, _ in several}) > 1:
        parts.append(region or "?")
    if len({one for _, one in several}) > 1:
        parts.append(activity)
    return "@".join(parts)


def _notes(found: Found, files: _Files, activities: Activities) -> list[str]:
    sizes = found.sizes
    alone = sum(size == 1 for size in sizes.values())
    notes = [f"{len(sizes):,} projects, {alone:,} of them with one organization and so no ties"]
    if sizes:
        name, most = max(sizes.items(), key=lambda item: item[1])
        pairs = sum(size * (size - 1) // 2 for size in sizes.values())
        notes[0] += f"; the largest, {name}, has {most:,}; {pairs:,} pairs in all"
    notes.append("coverage selective: whom the programmes funded. Nothing of firms and rivals")
    if abroad := len({key[0] for key in found.actors if not key[2]}):
        notes.append(f"{abroad:,} organizations in countries outside NUTS count as partners only")
    if not files.known.typed:
        notes.append("no types of organizations: all are other, and no research link is known")
    if activities.key:
        named = set(activities.found)
        there = {key[0] for key in found.actors} if activities.key == "organisation" else set(sizes)
        rest = len(there - named)
        if activities.key != "topic":
            notes.append(
                f"{rest:,} of {len(there):,} {activities.key}s have no activity and are ALL"
            )
        else:
            members = [key for key, _ in found.members]
            none = sum(key[2] == "ALL" for key in members)
            notes.append(f"{none:,} of {len(members):,} participations have no activity: ALL")
    return notes
