"""Read the places of regions out of a table of the user's own, such as label points."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from math import isfinite

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.reporting.projection import Point
from loclearn.tables.text import records

_LON = ("lon", "long", "lng", "longitude", "x")
_LAT = ("lat", "latitude", "y")
_DEGREES = {"lon": 180.0, "lat": 90.0}
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_MOST = 20


def best_name(named: Iterable[Mapping[str, str]], codes: Collection[str]) -> str | None:
    """Return the name under which most codes stand; of several, that which repeats them least.

    >>> best_name([{"a": "AT", "b": "AT1"}, {"a": "AT", "b": "AT2"}], {"AT", "AT1", "AT2"})
    'b'
    """
    found = {(name, value) for one in named for name, value in one.items() if value in codes}
    known = Counter(name for name, _ in found)
    times = Counter(name for one in named for name, value in one.items() if value in codes)
    return min(known, key=lambda name: (-known[name], times[name], name), default=None)


def read_points(text: str, file: str, codes: Collection[str]) -> dict[str, Point]:
    r"""Return the places of some regions by code, out of a table with a header.

    Parameters
    ----------
    text: of the table, with columns lon and lat (or longitude, latitude; x, y for a plane). The
        column that holds most codes is taken for the code. Rows without a place are passed over.
    file: its name. codes: of the regions.

    Raises InvalidInput when it has no such columns, none of the codes, or what is no place.

    >>> read_points("NUTS_ID;lon;lat\nAT13;16,4;48,2\n", "points.csv", {"AT13"})
    {'AT13': (16.4, 48.2)}
    """
    rows, problems = records(text, file)
    if problems:
        raise InvalidInput(problems)
    filled = ((number, row) for number, row in enumerate(rows, start=1) if any(row))
    header = [cell.strip() for cell in next(filled, (0, []))[1]]
    lon, lat = (_column(header, names, file) for names in (_LON, _LAT))
    named = [(n, dict(zip(header, map(str.strip, row), strict=False))) for n, row in filled]
    code = best_name([one for _, one in named], codes)
    if code is None:
        seen = ", ".join(shorten(name) for name in header[:8])
        expected = f"codes such as {', '.join(sorted(codes)[:3])}"
        cure = "Take points of the same level and vintage as the tables."
        raise InvalidInput([Problem(file, None, None, f"no code of a region in {seen}", expected,
                                    cure)])  # fmt: skip
    places: dict[str, Point] = {}
    for number, row in named:
        if row.get(code) not in codes or not (row.get(lon) or row.get(lat)):
            continue
        x, y = (_number(row.get(name, ""), name) for name in (lon, lat))
        if x is None or y is None:
            name = lon if x is None else lat
            found = shorten(row.get(name, "")) or "an empty cell"
            problems.append(Problem(file, number, name, found, f"a number{_within(name)}"))
        else:
            places.setdefault(row[code], (x, y))
    if problems:
        raise InvalidInput(problems[:_MOST])
    return places


def _column(header: list[str], names: tuple[str, ...], file: str) -> str:
    folded = {name.casefold(): name for name in reversed(header)}
    for name in names:
        if name in folded:
            return folded[name]
    cure = "Give points as a table with a code, lon and lat, or shapes as GeoJSON."
    found = ", ".join(shorten(name) for name in header[:8]) or "an empty file"
    raise InvalidInput([Problem(file, 1, names[0], f"no such column among {found}",
                                " or ".join(names), cure)])  # fmt: skip


def _number(cell: str, name: str) -> float | None:
    if not _NUMBER.fullmatch(cell):
        return None
    value = float(cell.replace(",", "."))
    most = _DEGREES.get(name.casefold()[:3], 1e9)
    return value if isfinite(value) and abs(value) <= most else None


def _within(name: str) -> str:
    most = _DEGREES.get(name.casefold()[:3])
    return "" if most is None else f" from {-most:g} to {most:g}"
