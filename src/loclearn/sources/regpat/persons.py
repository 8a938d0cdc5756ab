"""The inventors and applicants of applications: ids, shares and places, never names."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from loclearn.sources.joint.countries import country, of_region
from loclearn.sources.joint.works import Party
from loclearn.sources.regions.codes import nuts
from loclearn.sources.regpat.classes import Filed
from loclearn.sources.regpat.places import Places
from loclearn.sources.regpat.rows import Table

_ID = re.compile(r"[A-Za-z]{0,4}\d{1,20}")
_CODE = re.compile(r"[A-Z0-9_-]{2,8}")
_SHARE = re.compile(r"\d{0,3}([.,]\d{1,18})?([eE]-\d{1,2})?")
_SLACK = Decimal("0.011")
"""What rounding may take from shares of regions that add up to 1."""
_ROUNDED = Decimal("0.005")
"""What rounding to two places may take from each share of a person."""


@dataclass(slots=True)
class Person:
    """Hold one person of one application: the share, and the share of each region.

    file, row: where it stands first. regions: the share of each code of a region. countries: as
    the rows have them.
    """

    share: Decimal
    file: str
    row: int
    regions: dict[str, Decimal] = field(default_factory=dict)
    countries: dict[str, None] = field(default_factory=dict)


Applications = dict[str, dict[str, Person]]
"""The persons of each application, by id."""


def within(path: Path, table: Table, key: str, codes: Sequence[str]) -> set[str]:
    """Return the applications that have a person in regions, by the beginnings of their codes.

    Parameters
    ----------
    path: the file. table: with its header read; what is wrong with rows is told by `read`.
    key: the column with the ids of applications. codes: the beginnings.
    """
    silent = replace(table, problems=[])
    rows = silent.rows(path)
    return {row[key] for _, row in rows if row["reg_code"].upper().startswith(tuple(codes))}


def read(
    path: Path, table: Table, role: str, filed: Filed, found: Applications,
    wanted: Container[str] | None = None,
) -> None:  # fmt: skip
    """Read a table of inventors or applicants into applications.

    Parameters
    ----------
    path: the file. table: with its header read. role: inv or app.
    filed: which applications have a year and class that are asked for.
    found: the applications, to which those of the file are added.
    wanted: the applications that are asked for by region, None for all.
    """
    commas: list[tuple[int, str, str]] = []
    points = 0
    for number, row in table.rows(path):
        key, person = row[filed.key], row["person_id"]
        reason = _left_out(key, filed, wanted)
        if reason:
            table.account.left_out[reason] += 1
            continue
        shares = []
        for column in ("reg_share", f"{role}_share"):
            share = _share(row[column], number, column, table)
            if share is None:
                break
            shares.append(share)
            points += "." in row[column]
            commas += [(number, column, row[column])] if "," in row[column] else []
        else:
            _take(found, (key, person), row, number, shares, table)
    if commas and points:
        _mixed(commas, table)


def _left_out(key: str, filed: Filed, wanted: Container[str] | None) -> str:
    """Return why an application is left out, or nothing."""
    if wanted is not None and key not in wanted:
        return "of applications without a person in the regions that are asked for"
    if not filed.complete:
        return ""
    if key not in filed.years:
        return "of applications without a year in the tables of classes"
    if not filed.years[key]:
        return "of another period"
    return "" if filed.activities.get(key) else "of applications without a class that is asked for"


def _share(text: str, number: int, column: str, table: Table) -> Decimal | None:
    if text and _SHARE.fullmatch(text):
        share = Decimal(text.replace(",", "."))
        if 0 < share <= 1:
            return share
        table.report(number, column, text, "a share above 0, at most 1")
    else:
        found = "what is no number" if text else "an empty cell"
        table.report(number, column, found, "a share above 0, at most 1")
    return None


def _mixed(commas: list[tuple[int, str, str]], table: Table) -> None:
    """Tell of decimal commas beside decimal points: each is read, and seen by the user."""
    number, column, text = commas[0]
    found = f"{text} ({len(commas):,} decimal commas in all), and decimal points elsewhere"
    cure = "Both are read as decimals; check that the file is of one piece."
    table.report(number, column, found, "one decimal sign", cure, "warning")


def _take(
    found: Applications, ids: tuple[str, str], row: Mapping[str, str], number: int,
    shares: list[Decimal], table: Table,
) -> None:  # fmt: skip
    key, person = ids
    for column, text in ((table.header[0], key), ("person_id", person)):
        if not _ID.fullmatch(text):
            what = "what is no id (not shown: it may be a name)" if text else "an empty cell"
            table.report(number, column, what, "an id of digits")
            return
    code = row["reg_code"].upper()
    if code and not _CODE.fullmatch(code):
        what = "what is no code (not shown: it may be a name)"
        table.report(number, "reg_code", what, "a code of a region")
        return
    persons = found.setdefault(key, {})
    one = persons.get(person)
    if one is not None and code in one.regions:
        if (one.regions[code], one.share) == tuple(shares):
            table.account.left_out["that repeat another row"] += 1
        else:
            was = f"{one.regions[code]} and {one.share}, as in row {one.row} or after it"
            told = f"shares {shares[0]} and {shares[1]} for person {person} in {code or '-'}"
            table.report(number, "reg_share", told, was, "Correct one of the two.")
        return
    if one is None:
        one = persons[person] = Person(shares[1], table.file, number)
    elif one.share != shares[1]:
        told = f"{shares[1]} for person {person}"
        table.report(number, table.header[-1], told, f"{one.share}, as in row {one.row}")
        return
    one.regions[code] = shares[0]
    one.countries[_country(row["ctry_code"], code, number, table)] = None
    table.account.written += 1


def _country(text: str, code: str, number: int, table: Table) -> str:
    """Return a code of a country; one that is unknown or not the region's is told, and not used."""
    found = country(text)
    if text and not found:
        shown = text if re.fullmatch("[A-Za-z]{2,3}", text) else "what is no code"
        cure = "Its country counts as not known."
        expected = "a code of a country (ISO 3166-1 alpha-2)"
        table.report(number, "ctry_code", shown, expected, cure, "warning")
    home = of_region(code) if nuts(code) else ""
    if found and home and found != home:
        told, cure = f"{text} for a person in {code}", "Its place counts as not known."
        table.report(number, "ctry_code", told, "the country of the region", cure, "warning")
        return "?"
    return found or home


def check_sums(found: Applications, tables: Mapping[str, Table], role: str) -> None:
    """Warn, in the table of each file, of shares that do not add up to 1: a part may be missing."""
    for key, persons in found.items():
        for person, one in persons.items():
            total = sum(one.regions.values(), Decimal())
            if abs(total - 1) > _SLACK:
                told = f"shares of regions that add up to {total} for person {person} of {key}"
                cure = "Nobody knows where the rest is: the person counts as unplaced."
                tables[one.file].report(one.row, "reg_share", told, "a sum of 1", cure, "warning")
        whole = sum((one.share for one in persons.values()), Decimal())
        if abs(whole - 1) > max(_SLACK, _ROUNDED * len(persons)):
            first = next(iter(persons.values()))
            told = f"shares of persons that add up to {whole} for application {key}"
            cure = "Where a part of the persons is missing, ties with them are missing too."
            table = tables[first.file]
            table.report(first.row, f"{role}_share", told, "a sum of 1", cure, "warning")


def party(id_: str, one: Person, type_: str, places: Places) -> Party:
    """Return a person as a party: in a region only where all of its share lies in one.

    Parameters
    ----------
    id_: how the party is called. one: the person. type_: the type of actor.
    places: which codes are regions, and at which level.

    >>> there = {"DE111": Decimal("0.6"), "DE112": Decimal("0.4")}
    >>> one = Person(Decimal(1), "i.txt", 2, there, {"DE": None})
    >>> found = party("inv1", one, "other", Places(level=3))
    >>> found.region, found.given
    ('', 'DE111 0.6; DE112 0.4')
    >>> party("inv1", one, "other", Places(level=2)).region
    'DE11'
    """
    shares: dict[str, Decimal] = {}
    for code, share in one.regions.items():
        at = places.at_level(code)
        shares[at] = shares.get(at, Decimal()) + share
    known = set(one.countries) - {""}
    home = next(iter(known)) if len(known) == 1 and "?" not in known else ""
    given = "; ".join(f"{code} {share.normalize():f}" for code, share in shares.items() if code)
    if len(shares) == 1 and "?" not in known:
        code, share = next(iter(shares.items()))
        if code and places.known(code) and abs(share - 1) <= _SLACK:
            return Party(id_, code, home or of_region(code), type_)
        given = code if abs(share - 1) <= _SLACK else given
    if given and " " in given and ";" not in given:
        given += "; rest not known"
    return Party(id_, "", home, type_, given)
