"""Who takes part in what: each participation as an actor and as a row of consortia."""

from collections import Counter
from dataclasses import dataclass, field

from loclearn.sources.cordis.activities import Activities
from loclearn.sources.cordis.dialects import Table
from loclearn.sources.cordis.organisations import Organisation, Organisations
from loclearn.sources.cordis.periods import Periods
from loclearn.sources.cordis.places import Places
from loclearn.sources.entries import Account, Entry

NETWORK = "CORDIS"
COVERAGE = "selective"


@dataclass
class Found:
    """Gather actors by key, consortia, and what became of each participation."""

    actors: dict[tuple[str, ...], tuple[Organisation, Entry]] = field(default_factory=dict)
    members: list[tuple[tuple[str, ...], Entry]] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    sizes: Counter[str] = field(default_factory=Counter)
    apart: dict[str, set[tuple[str, str]]] = field(default_factory=dict)


def taken(
    table: Table,
    known: Organisations,
    when: Periods,
    places: Places,
    activities: Activities,
    account: Account,
) -> Found:
    """Go through the participations once."""
    found = Found()
    account.came = account.reported = table.broken
    for row, cells in table.rows:
        project, name = cells["project"], cells["organisation"]
        if not project or not name:
            what = "organisation" if project else "project"
            expected = "an organization in each row" if project else "a project in each row"
            table.problems.append(table.problem(row, what, "an empty cell", expected))
            account.came += 1
            account.reported += 1
        elif (project, name) in found.seen:
            account.came += 1
            account.left_out["of organizations that the project names already"] += 1
        else:
            found.seen.add((project, name))
            found.sizes[project] += 1
            who = known.who(name, None if known.alone else cells)
            _take(found, who, (project, row), when, places, activities, account)
    return found


def _take(
    found: Found,
    who: Organisation,
    where: tuple[str, int],
    when: Periods,
    places: Places,
    activities: Activities,
    account: Account,
) -> None:
    project, row = where
    topics = when.projects[project].topics if project in when.projects else ()
    ran = when.of(project)
    if not ran:
        account.came += 1
        dated = project in when.projects and when.projects[project].years
        why = "of projects of another period" if dated else "of projects without dates"
        account.left_out[why] += 1
        return
    region, abroad = places.region(who), places.abroad(who)
    place = region or abroad
    for activity in activities.of(who.id, project, topics):
        # who is abroad counts as a partner, and makes no setting
        own = "" if abroad and not region else activity
        found.apart.setdefault(who.id, set()).add((place, own))
        joint = project if activities.key in ("", "organisation") else f"{project}@{activity}"
        for period in ran:
            account.came += 1
            key = (who.id, place, own, period)
            if key not in found.actors:
                cells = {"actor_id": who.id, "region": place, "country": places.country(who),
                         "activity": own, "type": who.type, "period": period,
                         "coverage": COVERAGE}  # fmt: skip
                found.actors[key] = who, Entry("actors", cells, "", who.row)
            cells = {"consortium": joint, "actor_id": who.id, "period": period,
                     "network": NETWORK, "coverage": COVERAGE}  # fmt: skip
            found.members.append((key, Entry("consortia", cells, account.file, row)))
