"""Which scheme a region's code belongs to, and which vintages of it.

NUTS 2010, 2013, 2016, 2021 and 2024 are complete for countries, NUTS 1 and NUTS 2. NUTS 3 is
complete for 2021 and 2024, and for the United Kingdom in 2016; a NUTS 3 code that those do not
have is judged by the NUTS 2 region in which it lies. Codes of partner countries (Norway apart) are
taken as unchanged before 2021. Extra-regio codes, which end in Z, belong to no region.

Eurostat's workbook of NUTS 2021 and 2024 is the source for those two; the regulations in
changes.csv lead back from there. ITL of the United Kingdom is that of 2021, which is NUTS 2016
with TL for UK. ISO 3166-2 is as pycountry has it.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

VINTAGES = (2010, 2013, 2016, 2021, 2024)
SCHEMES = ("any", "nuts", "iso-3166-2", "own")
_ISO = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_AGGREGATE = re.compile(r"(EU|EA)[0-9V_]*|EU[0-9]{2}_.*|EA[0-9]{2}.*|EFTA.*|EEA.*|OECD|CPC1|G20")


@dataclass(frozen=True)
class Region:
    """Hold what is known of one code; the vintages are empty outside NUTS."""

    code: str
    scheme: str
    vintages: tuple[int, ...] = ()
    name: str = ""
    parent: str = ""
    level: str = ""
    lat: str = ""
    lon: str = ""
    exact: bool = True


@dataclass(frozen=True)
class Gazetteer:
    """Find regions by code: NUTS and ITL always, ISO 3166-2, and codes of the user's own.

    own: regions of the user's own, by code. scheme: any, nuts, iso-3166-2, or own, which takes
    every code as it is.
    """

    own: Mapping[str, Region] = field(default_factory=dict)
    scheme: str = "any"

    def find(self, code: str) -> Region | None:
        """Return the region of a code, or None when no scheme has it.

        >>> Gazetteer().find("EL11").vintages, Gazetteer().find("UKC1").name
        ((2010,), 'Tees Valley and Durham')
        >>> Gazetteer().find("ZZ99") is None
        True
        """
        if code in self.own:
            return self.own[code]
        if self.scheme == "own":
            return Region(code, "own")
        if self.scheme in ("any", "nuts") and (found := nuts(code)):
            return found
        return iso(code) if self.scheme in ("any", "iso-3166-2") else None


@cache
def table() -> dict[str, Region]:
    """Return all regions of NUTS by code.

    >>> table()["HR04"].vintages
    (2010, 2013, 2016)
    """
    found = {}
    with (Path(__file__).parent / "nuts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["code"]
            vintages = tuple(map(int, row["vintages"].split()))
            parent = code[:-1] if len(code) > 2 else ""
            found[code] = Region(code, "nuts", vintages, row["name"], parent, str(len(code) - 2))
    return found


def nuts(code: str) -> Region | None:
    """Return the region of a NUTS or ITL code, or None.

    A NUTS 3 code that no complete list has takes the vintages of its NUTS 2 region, inexactly.

    >>> nuts("FR714").vintages, nuts("FR714").exact
    ((2010, 2013), False)
    >>> nuts("TLC1").scheme
    'itl'
    """
    if code.startswith("TL"):
        british = table().get("UK" + code[2:])
        if british is None or 2016 not in british.vintages:
            return None
        parent = code[:-1] if len(code) > 2 else ""
        return Region(code, "itl", (), british.name, parent, british.level)
    if code in table():
        return table()[code]
    above = table().get(code[:4])
    if len(code) == 5 and above and code.isalnum() and not code.endswith("Z"):
        older = tuple(v for v in above.vintages if v < 2021)
        return Region(code, "nuts", older, "", code[:4], "3", exact=False) if older else None
    return None


def iso(code: str) -> Region | None:
    """Return the region of an ISO 3166-2 code, or None; without pycountry, by its form alone."""
    if not _ISO.fullmatch(code):
        return None
    try:
        import pycountry  # noqa: PLC0415 - 20 MB that few need
    except ImportError:
        return Region(code, "iso-3166-2", parent=code[:2], level="1", exact=False)
    found = pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]
    if found is None:
        return None
    return Region(code, "iso-3166-2", (), found.name, found.parent_code or code[:2], "1")


def is_aggregate(code: str) -> bool:
    """Return whether a code stands for several countries together.

    >>> [is_aggregate(code) for code in ("EU28", "EA19", "EU27_2020", "EE00", "ES")]
    [True, True, True, False, False]
    """
    return bool(_AGGREGATE.fullmatch(code))


def is_extra_regio(code: str) -> bool:
    """Return whether a code stands for territory outside all regions, or for a region not stated.

    >>> [is_extra_regio(code) for code in ("FRZZ", "DEZ", "UKXX", "DE_NRP", "ITZ1", "CZ01")]
    [True, True, True, True, True, False]
    """
    return bool(re.fullmatch(r"[A-Z]{2}(Z[A-Z0-9]*|X+|.*ZZ|_?NRP|_?NR|_?UNK)|NRP|UNK", code))
