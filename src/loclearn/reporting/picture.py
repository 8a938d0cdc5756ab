"""The map of a report: where each region stands, in whole numbers of a small grid."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from loclearn.reporting.geojson import Shape
from loclearn.reporting.projection import LambertEqualArea, Point, far_off, is_geographic, middle
from loclearn.sources.regions.codes import Gazetteer

if TYPE_CHECKING:
    from loclearn.datasets.dataset import Dataset

WIDTH = 4000
"""The longer side of the map in steps; borders stay shared, since equal places stay equal."""


def regions(dataset: "Dataset", codes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return name, parent and place of regions, by code: from their table, else from NUTS or ISO.

    Of several vintages of a code the latest is told.
    """
    told: dict[str, dict[str, Any]] = {}
    for row in sorted(
        dataset.table("regions").to_pyarrow().to_pylist(), key=lambda row: row["vintage"] or ""
    ):
        told[row["code"]] = row
    gazetteer = Gazetteer()
    found = {}
    for code in sorted(set(codes)):
        row = told.get(code, {})
        known = gazetteer.find(code)
        place = (row.get("lon"), row.get("lat"))
        found[code] = {
            "name": row.get("name") or (known.name if known else ""),
            "parent": row.get("parent") or (known.parent if known else ""),
            "place": place if None not in place else None,
        }
    return found


def picture(places: Mapping[str, dict[str, Any]], shapes: Mapping[str, Shape]) -> dict[str, Any]:
    """Return the map: points and outlines in steps of a grid, y downwards, and what is not on it.

    Parameters
    ----------
    places: regions as `regions` returns them. shapes: from a file of the user's own; they win.
    """
    known = {code: Shape(point=one["place"]) for code, one in places.items() if one["place"]}
    known |= {code: shape for code, shape in shapes.items() if code in places}
    anchors = {code: anchor for code, shape in known.items() if (anchor := _anchor(shape))}
    far = dict(zip(anchors, far_off(list(anchors.values())), strict=True))
    near = {code: place for code, place in anchors.items() if not far[code]}
    elsewhere = sorted(code for code in places if code not in near)
    if not near:
        return {"width": 0, "height": 0, "regions": {}, "elsewhere": elsewhere}
    project = _projection([p for code in near for p in _points(known[code])], list(near.values()))
    flat = {code: [project(p) for p in _points(known[code])] for code in near}
    steps, width, height = _grid([place for one in flat.values() for place in one])
    return {
        "width": width,
        "height": height,
        "regions": {
            code: {
                "at": steps(project(near[code])),
                "rings": _visible(_ring(map(steps, map(project, r))) for r in known[code].rings),
            }
            for code in sorted(near)
        },
        "elsewhere": elsewhere,
        "far": sorted(code for code in anchors if far[code]),
    }


def _points(shape: Shape) -> list[Point]:
    return [place for ring in shape.rings for place in ring] or [shape.point or (0.0, 0.0)]


def _anchor(shape: Shape) -> Point | None:
    """Return where the sign of a region stands: its point, else the middle of its largest part."""
    if shape.point is not None or not shape.rings:
        return shape.point
    return max((_centroid(ring) for ring in shape.rings), key=lambda found: found[0])[1]


def _centroid(ring: tuple[Point, ...]) -> tuple[float, Point]:
    """Return the area of a ring and its centroid; the mean of its corners where it has no area.

    >>> _centroid(((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)))
    (4.0, (1.0, 1.0))
    """
    if not ring:
        return 0.0, (0.0, 0.0)
    pairs = list(zip(ring, (*ring[1:], ring[0]), strict=True))
    crosses = [a[0] * b[1] - b[0] * a[1] for a, b in pairs]
    twice = sum(crosses)
    if abs(twice) < 1e-12:
        return 0.0, (sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring))
    x = sum((a[0] + b[0]) * c for (a, b), c in zip(pairs, crosses, strict=True))
    y = sum((a[1] + b[1]) * c for (a, b), c in zip(pairs, crosses, strict=True))
    return abs(twice) / 2, (x / (3 * twice), y / (3 * twice))


def _projection(points: list[Point], anchors: list[Point]) -> Callable[[Point], Point]:
    if is_geographic(points):
        return LambertEqualArea(*middle(anchors))
    return lambda place: place


def _grid(points: list[Point]) -> tuple[Callable[[Point], list[int]], int, int]:
    """Return what puts places on the grid, and the size of the grid."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    scale = WIDTH / (max(right - left, high - low) or 1.0)

    def steps(place: Point) -> list[int]:
        return [round((place[0] - left) * scale), round((high - place[1]) * scale)]

    return steps, round((right - left) * scale) or 1, round((high - low) * scale) or 1


def _visible(rings: Iterable[list[int]]) -> list[list[int]]:
    """Return the rings that have an area on the grid; small islands have none.

    >>> _visible([[0, 0, 9, 0, 0, 9], [5, 5]])
    [[0, 0, 9, 0, 0, 9]]
    """
    return [ring for ring in rings if len(ring) >= 6]


def _ring(places: Iterable[list[int]]) -> list[int]:
    """Return a ring as steps from corner to corner, without corners that fell together.

    >>> _ring([[5, 5], [5, 5], [8, 5], [5, 5]])
    [5, 5, 3, 0, -3, 0]
    """
    found: list[int] = []
    last = [0, 0]
    for n, place in enumerate(places):
        if n and place == last:
            continue
        found += [place[0] - last[0], place[1] - last[1]]
        last = place
    return found
