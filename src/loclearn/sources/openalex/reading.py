"""From files of OpenAlex to actors and ties: institutions that publish together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from loclearn.errors import InvalidInput, Problem
from loclearn.sources.entries import Account, Reading
from loclearn.sources.joint.countries import country, of_region
from loclearn.sources.joint.periods import Periods
from loclearn.sources.joint.tables import country as add_country
from loclearn.sources.joint.tables import tables
from loclearn.sources.joint.works import Party, Work
from loclearn.sources.openalex.places import region_of
from loclearn.sources.openalex.records import Institution, Publication, records
from loclearn.sources.regions.codes import Gazetteer
from loclearn.tables.kinds import ALL

_NETWORK = "OpenAlex co-authorship"


@dataclass(frozen=True)
class Asked:
    """Say what is taken from the files.

    places: regions by id of OpenAlex or ROR. activity: that of all works. by: the part of the
    primary topic that is the activity instead, or "". level: region or country. periods: years and
    spans.
    """

    places: Mapping[str, str] = field(default_factory=dict)
    activity: str = ALL
    by: str = ""
    level: str = "region"
    periods: Periods = field(default_factory=Periods)


@dataclass
class _Read:
    """Hold what was read: works with their places, institutions by id, and what is told."""

    works: dict[str, tuple[Publication, str, int]] = field(default_factory=dict)
    institutions: dict[str, Institution] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unnamed: int = 0
    cut: int = 0


def read_all(paths: Sequence[Path], asked: Asked, gazetteer: Gazetteer) -> Reading:
    """Read files of works, and of institutions, which say where these are.

    Parameters
    ----------
    paths: the files. asked: what is taken. gazetteer: which codes of regions there are.

    Raises InvalidInput when a file is none of OpenAlex; the others are read first.
    """
    read = _Read()
    refused: list[Problem] = []
    for path in paths:
        try:
            _file(path, asked, read)
        except InvalidInput as error:
            refused += error.problems
    if refused:
        raise InvalidInput(refused)
    parties = {
        id_: _party(one, asked, gazetteer, read.problems) for id_, one in read.institutions.items()
    }
    works = [
        Work(
            tuple(parties[one.id] for one in publication.institutions),
            (publication.topic[asked.by] if asked.by else asked.activity,),
            asked.periods.period(publication.year or 0) or "",
            file, row, _NETWORK, publication.apart,
        )
        for publication, file, row in read.works.values()
    ]  # fmt: skip
    made = tables(works, gazetteer)
    told: set[str] = {entry.cells["code"] for entry in made.entries if entry.table == "regions"}
    if asked.level == "country":
        for work in works:
            for party in work.parties:
                if party.region:
                    add_country(party.region, gazetteer, told, (work.file, work.row), made)
    accounts = [*read.accounts, *made.accounts.values()]
    notes = [*_notes(read, works, asked), *made.notes]
    return Reading(made.entries, read.problems, accounts, notes)


def _file(path: Path, asked: Asked, read: _Read) -> None:
    file = str(path)
    account = Account(file, "records")
    read.accounts.append(account)
    for number, record in enumerate(records(path), start=1):
        account.came += 1
        if isinstance(record, Problem):
            account.reported += 1
            row = record.row if record.row is not None else number
            unit = record.unit if record.row is not None else "record"
            read.problems.append(replace(record, row=row, unit=unit))
        elif isinstance(record, Institution):
            account.written += 1
            _know(record, file, number, read)
        else:
            _work(record, asked, read, account, number)


def _work(work: Publication, asked: Asked, read: _Read, account: Account, number: int) -> None:
    reason = _left_out(work, asked)
    before = read.works.get(work.id) if work.id else None
    if before is not None and not reason:
        there, file, row = before
        if there.said == work.said:
            reason = "that repeat another record"
        else:
            found = f"another year or other institutions for {work.id}"
            expected = f"what {file}, record {row} has"
            cure = "The first record counts; take one download of each work."
            read.problems.append(
                Problem(account.file, number, None, found, expected, cure, unit="record")
            )
            account.reported += 1
            return
    if reason:
        account.left_out[reason] += 1
        return
    account.written += 1
    read.works[work.id or f"{account.file} {number}"] = (work, account.file, number)
    read.unnamed += work.unnamed
    read.cut += work.cut
    for one in work.institutions:
        _know(one, account.file, number, read)


def _left_out(work: Publication, asked: Asked) -> str:
    """Return why a work is left out, or nothing."""
    if work.year is None:
        return "without a year of publication"
    if asked.periods.period(work.year) is None:
        return "of another period"
    if work.paratext:
        return "that are no works but covers, lists of contents and the like (paratext)"
    if not work.institutions:
        return "without a known institution"
    return "without a primary topic" if asked.by and asked.by not in work.topic else ""


def _know(one: Institution, file: str, number: int, read: _Read) -> None:
    """Keep what a record says of an institution; what contradicts an earlier one is told."""
    there = read.institutions.get(one.id)
    if there is None:
        read.institutions[one.id] = one
        return
    merged = there
    for name in ("ror", "country", "area", "type"):
        old, new = getattr(there, name), getattr(one, name)
        if name == "type" and "other" in (old, new):
            merged = replace(merged, type=old if new == "other" else new)
        elif not old:
            merged = replace(merged, **{name: new})
        elif new and new != old:
            cure = "What was read first counts."
            read.problems.append(
                Problem(file, number, name, f"{new} for {one.id}", f"{old}, as before", cure,
                        "warning", "record")
            )  # fmt: skip
    read.institutions[one.id] = merged


def _party(one: Institution, asked: Asked, gazetteer: Gazetteer, problems: list[Problem]) -> Party:
    home = country(one.country)
    if one.country and not home:
        cure = "Its country counts as not known."
        found = f"{one.country[:3]} for {one.id}"
        problems.append(
            Problem("institutions", None, "country_code", found,
                    "a code of a country (ISO 3166-1 alpha-2)", cure, "warning")
        )  # fmt: skip
    if asked.level == "country":
        return Party(one.id, home, home, one.type)
    code = region_of(one, dict(asked.places)) if asked.places else region_of(one, {})
    if code and gazetteer.find(code) is None:
        return Party(one.id, "", home, one.type, code)
    return Party(one.id, code, of_region(code) or home, one.type)


def _notes(read: _Read, works: Sequence[Work], asked: Asked) -> list[str]:
    notes = ["OpenAlex: coverage selective (what is published is not all that is done together)"]
    if read.unnamed:
        notes.append(f"{read.unnamed:,} affiliations have no id of an institution, and make no tie")
    if read.cut:
        notes.append(
            f"{read.cut:,} works have their authors cut off at 100 by OpenAlex: ties are missing; "
            "single works are given whole"
        )
    if works and not any(party.region for work in works for party in work.parties):
        hint = (
            "give --places, or records of the institutions beside the works"
            if asked.level == "region" else "their records name no country"
        )  # fmt: skip
        notes.append(f"no institution has a region: {hint}")
    return notes
