"""Where institutions are: by a table of the user's own, or by the region in their record."""

import csv
import io
import re
import unicodedata
from functools import cache
from pathlib import Path

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.sources.openalex.records import Institution
from loclearn.tables.text import decode, delimiter, read_bytes

_IDS = ("id", "openalex", "ror")
_KNOWN = re.compile(r"I\d{1,20}|0[a-z0-9]{8}")


def places_of(path: Path) -> dict[str, str]:
    """Return the regions of institutions by id of OpenAlex or ROR.

    The table has a column region and one or more of id, openalex and ror, as addresses or not.

    Raises InvalidInput where a column is missing, an id is none, or an institution has two regions.
    """
    text, problems = decode(read_bytes(path), str(path))
    if problems:
        raise InvalidInput(problems)
    between = delimiter(text.partition("\n")[0])
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=between)
    header = [name.strip().lower() for name in reader.fieldnames or []]
    reader.fieldnames = header
    ids = [name for name in _IDS if name in header]
    if "region" not in header or not ids:
        found = shorten(", ".join(header)) or "an empty file"
        expected = "the column region, and one of " + ", ".join(_IDS)
        raise InvalidInput([Problem(str(path), 1, None, found, expected)])
    places: dict[str, str] = {}
    for number, row in enumerate(reader, start=2):
        region = (row["region"] or "").strip()
        for name in ids:
            given = (row[name] or "").strip().rstrip("/").rpartition("/")[2]
            if not given or not region:
                continue
            id_ = given.lower() if given[0] == "0" else given.upper()
            if not _KNOWN.fullmatch(id_):
                expected = "an id such as I70931966 or 0161xgx34"
                problems.append(Problem(str(path), number, name, shorten(given), expected))
            elif places.setdefault(id_, region) != region:
                found, there = f"{shorten(region)} for {id_}", f"{places[id_]}, as above"
                problems.append(Problem(str(path), number, "region", found, there, "Name it once."))
    if problems:
        raise InvalidInput(problems)
    return places


def region_of(one: Institution, places: dict[str, str]) -> str:
    """Return the code of the region of an institution, or "" where nobody says.

    Parameters
    ----------
    one: the institution. places: regions by id of OpenAlex or ROR; they go before its own record.

    >>> region_of(Institution("I1", country="US", area="Colorado"), {})
    'US-CO'
    >>> region_of(Institution("I1", country="US", area="Colorado"), {"I1": "mine"})
    'mine'
    """
    return places.get(one.id) or places.get(one.ror) or _subdivision(one.country, one.area)


def _subdivision(country: str, area: str) -> str:
    """Return the code of ISO 3166-2 of the one region of a country that bears a name, or ""."""
    return _subdivisions(country).get(_plain(area), "") if country and area else ""


@cache
def _subdivisions(country: str) -> dict[str, str]:
    try:
        import pycountry  # noqa: PLC0415 - 20 MB that few need
    except ImportError:
        return {}
    several = pycountry.subdivisions.get(country_code=country)  # type: ignore[no-untyped-call]
    found: dict[str, str] = {}
    for one in several or ():
        name = _plain(one.name)
        found[name] = "" if name in found else one.code  # of two with one name, neither is sure
    return found


def _plain(name: str) -> str:
    """Return a name without accents, capitals, and the numbers that ISO adds in brackets.

    >>> _plain("Skåne län [SE-12]")
    'skane lan'
    """
    letters = unicodedata.normalize("NFKD", name.casefold().partition("[")[0])
    return "".join(c for c in letters if not unicodedata.combining(c)).strip()
