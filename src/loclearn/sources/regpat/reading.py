"""From the tables of REGPAT to actors, ties and, where asked for, fractional counts of patents.

Inventors of one application are tied (co-invention), and so are its applicants (co-application);
an inventor is not tied to the applicant, who as a rule employs it. An application counts in each of
its classes whole, since a tie is there or not; the counts are divided by the number of classes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from loclearn.errors import WrongUse
from loclearn.sources.entries import Reading
from loclearn.sources.joint.periods import Periods
from loclearn.sources.joint.tables import Tables, tables
from loclearn.sources.joint.works import OTHER, Party, Work
from loclearn.sources.regpat import classes, persons
from loclearn.sources.regpat.persons import Applications, party
from loclearn.sources.regpat.places import Places
from loclearn.sources.regpat.rows import Table, key_of
from loclearn.tables.kinds import ALL

_WHAT = {"inv": "a table of inventors of REGPAT (EPO_Inv_reg, PCT_Inv_reg)",
         "app": "a table of applicants of REGPAT (EPO_App_reg, PCT_App_reg)"}  # fmt: skip
_TIES = {"inv": "co-invention", "app": "co-application"}
_PLACES = Decimal(1).scaleb(-9)


@dataclass(frozen=True)
class Asked:
    """Say what is taken from the tables.

    inventors, applicants, classes: files. periods: years and spans. year: prio or
    app. activities: the user's activities by the beginning of a class. types: the types of
    applicants by id. counts: whether fractional counts of patents are written as well. within: the
    beginnings of codes of regions; applications without a person there are left out, and regions
    that do not begin so have no counts.
    """

    inventors: Sequence[Path] = ()
    applicants: Sequence[Path] = ()
    classes: Sequence[Path] = ()
    periods: Periods = field(default_factory=Periods)
    year: str = "prio"
    activities: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    counts: bool = False
    within: Sequence[str] = ()


def read_all(asked: Asked, places: Places) -> Reading:
    """Read the tables of one office, EPO or PCT, and one release.

    Parameters
    ----------
    asked: what is taken. places: which codes are regions, and at which level.

    Raises InvalidInput when a file is no such table.
    """
    if asked.periods.spans and not asked.classes:
        raise WrongUse("--period needs --classes, which has the years of applications.")
    filed_in = [(path, Table(str(path), classes.WHAT)) for path in asked.classes]
    by_role = {
        "inv": [(path, Table(str(path), _WHAT["inv"])) for path in asked.inventors],
        "app": [(path, Table(str(path), _WHAT["app"])) for path in asked.applicants],
    }
    for path, table in filed_in:
        table.head(path, ())
    for role, several in by_role.items():
        for path, table in several:
            table.head(path, ("person_id", "reg_code", "ctry_code", "reg_share", f"{role}_share"))
    every = [table for _, table in (*filed_in, *by_role["inv"], *by_role["app"])]
    key = key_of([table.header for table in every])
    if key is None:
        raise every[0].refuse("no id of applications that all tables have", 1)
    wanted = {role: _within(several, key, asked) for role, several in by_role.items()}
    sets = [some for some in wanted.values() if some is not None]
    filed = classes.read(
        filed_in, key, asked.periods, dict(asked.activities), asked.year,
        set().union(*sets) if sets else None,
    )  # fmt: skip
    office = "PCT" if any("pct_nbr" in table.header for table in every) else "EPO"
    works: list[Work] = []
    found = {role: _joined(several, role, filed, wanted[role]) for role, several in by_role.items()}
    for role, applications in found.items():
        network = f"REGPAT {office} {_TIES[role]}"
        works += _works(applications, role, filed, asked, (network, places))
    made = tables(works, places.gazetteer, noun="applications")
    _areas(works, places, made)
    if asked.counts:
        _count(found["inv"], filed, asked, (places, made))
    problems = [problem for table in every for problem in table.told()]
    accounts = [*(table.account for table in every), *made.accounts.values()]
    return Reading(made.entries, problems, accounts, [*_notes(asked), *made.notes])


def _notes(asked: Asked) -> list[str]:
    notes = ["REGPAT: coverage selective (who applies for patents is not everybody)"]
    if asked.applicants and not asked.types:
        notes.append(
            "REGPAT does not say which applicants are firms or universities: give --types, else "
            "co-application is no local link of industry and academia (C12)"
        )
    return notes


def _within(several: Sequence[tuple[Path, Table]], key: str, asked: Asked) -> set[str] | None:
    """Return the applications that are asked for by region, or None for all."""
    if not asked.within:
        return None
    return set().union(*(persons.within(path, table, key, asked.within) for path, table in several))


def _joined(
    several: Sequence[tuple[Path, Table]], role: str, filed: classes.Filed,
    wanted: set[str] | None,
) -> Applications:  # fmt: skip
    """Return the applications of all tables of a role; the parts of a table belong together."""
    found: Applications = {}
    for path, table in several:
        persons.read(path, table, role, filed, found, wanted)
    persons.check_sums(found, {table.file: table for _, table in several}, role)
    return found


def _works(
    found: Applications,
    role: str,
    filed: classes.Filed,
    asked: Asked,
    about: tuple[str, Places],
) -> list[Work]:
    network, places = about
    once: dict[tuple[str, str, str], Party] = {}
    works = []
    for key, several in found.items():
        team = []
        for id_, one in several.items():
            type_ = asked.types.get(id_, OTHER) if role == "app" else OTHER
            made = party(f"{role}{id_}", one, type_, places)
            # one party in one region is one actor, also where its rows differ in the country
            place = (made.id, made.region, "" if made.region else made.country)
            team.append(once.setdefault(place, made))
        first = next(iter(several.values()))
        activities, period = _filed(key, filed, asked)
        works.append(Work(tuple(team), activities, period, first.file, first.row, network))
    return works


def _filed(key: str, filed: classes.Filed, asked: Asked) -> tuple[tuple[str, ...], str]:
    if not filed.complete:
        return (ALL,), ""
    return tuple(filed.activities[key]), asked.periods.period(filed.years[key]) or ""


def _areas(works: Sequence[Work], places: Places, made: Tables) -> None:
    """Add regions outside NUTS in which there are parties to the table of regions."""
    told: set[str] = set()
    for work in works:
        for code in sorted({one.region for one in work.parties} & places.areas.keys() - told):
            told.add(code)
            one = places.areas[code]
            cells = {"code": code, "vintage": "OECD", "name": one.name, "parent": one.parent,
                     "level": one.level}  # fmt: skip
            made.add("regions", cells, (work.file, work.row))


def _count(
    found: Applications, filed: classes.Filed, asked: Asked, about: tuple[Places, Tables]
) -> None:
    """Add fractional counts of patents: share of inventor times share of region over classes."""
    places, made = about
    sums: dict[tuple[str, str, str], Decimal] = {}
    first: dict[tuple[str, str, str], tuple[str, int]] = {}
    for key, several in found.items():
        activities, period = _filed(key, filed, asked)
        for one in several.values():
            for code, share in one.regions.items():
                for activity in activities:
                    cell = (places.at_level(code), activity, period)
                    part = one.share * share / len(activities)
                    sums[cell] = sums.get(cell, Decimal()) + part
                    first.setdefault(cell, (one.file, one.row))
    for cell, value in sums.items():
        if asked.within and not cell[0].startswith(tuple(asked.within)):
            continue  # of other regions not all applications were read
        cells = {
            "region": cell[0], "kind": "knowledge-base", "capability": "patents by inventor",
            "activity": cell[1], "period": cell[2], "coverage": "selective",
            "value": format(value.quantize(_PLACES).normalize(), "f"),
        }  # fmt: skip
        made.add("capabilities", cells, first[cell])
