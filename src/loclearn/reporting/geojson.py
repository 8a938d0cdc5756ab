"""Read where regions lie out of a file of the user's own: GeoJSON (RFC 7946), or a table."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loclearn.errors import InvalidInput, Problem, shorten
from loclearn.reporting.points import best_name, read_points
from loclearn.reporting.projection import Point
from loclearn.tables.text import decode, read_bytes

_CURE = "Save regions as GeoJSON, such as NUTS from the GISCO service of Eurostat."
_MOST = 20


@dataclass(frozen=True)
class Shape:
    """Hold where a region is: rings of its polygons, or a point where it has none."""

    rings: tuple[tuple[Point, ...], ...] = ()
    point: Point | None = None


def read_shapes(path: Path, codes: Collection[str]) -> dict[str, Shape]:
    """Return the shapes of some regions by code.

    Parameters
    ----------
    path: the file, GeoJSON or a table of points. codes: of the regions. The member of the
        features that holds most of them is taken for their code.

    Raises InvalidInput when it is neither, or knows none of the codes.
    """
    text, problems = decode(read_bytes(path), str(path))
    if problems:
        raise InvalidInput(problems)
    if not text.lstrip().startswith(("{", "[")):
        points = read_points(text, str(path), codes)
        return {code: Shape(point=place) for code, place in points.items()}
    return _read_features(_features(text, path), path, codes)


def _read_features(
    features: list[dict[str, Any]], path: Path, codes: Collection[str]
) -> dict[str, Shape]:
    ids = [_ids(feature) for feature in features]
    best = best_name(ids, codes)
    if best is None:
        seen = sorted({name for one in ids for name in one}) or ["no properties"]
        example = ", ".join(sorted(codes)[:3])
        found = f"no feature with the code of a region, in {', '.join(map(shorten, seen[:8]))}"
        expected = f"codes such as {example}"
        cure = "Take shapes of the same level and vintage as the tables."
        raise InvalidInput([Problem(str(path), None, None, found, expected, cure)])
    shapes: dict[str, Shape] = {}
    problems: list[Problem] = []
    for number, (feature, one) in enumerate(zip(features, ids, strict=True), start=1):
        code = one.get(best, "")
        if code not in codes:
            continue
        try:
            shape = _shape(feature.get("geometry"))
        except (TypeError, ValueError, IndexError, KeyError) as error:
            text = f"the shape of {shorten(code)}: {shorten(str(error))}"
            problems.append(Problem(str(path), number, None, text, "a polygon or point",
                                    unit="feature"))  # fmt: skip
            continue
        if shape is not None:
            shapes[code] = _both(shapes.get(code), shape)
    if problems:
        raise InvalidInput(problems[:_MOST])
    return shapes


def _features(text: str, path: Path) -> list[dict[str, Any]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        found = f"no JSON: {shorten(str(error))}"
        raise InvalidInput([Problem(str(path), None, None, found, "GeoJSON", _CURE)]) from None
    kind = data.get("type") if isinstance(data, dict) else None
    features = data.get("features") if kind == "FeatureCollection" else None
    if not isinstance(features, list):
        found = f"JSON of type {shorten(str(kind))}" if kind else "JSON without a type"
        expected = "a GeoJSON FeatureCollection"
        raise InvalidInput([Problem(str(path), None, "type", found, expected, _CURE)])
    return [feature for feature in features if isinstance(feature, dict)]


def _ids(feature: Mapping[str, Any]) -> dict[str, str]:
    """Return what may be the code of a feature: its id, and its properties that are short."""
    properties = feature.get("properties")
    found = dict(properties) if isinstance(properties, dict) else {}
    found["id"] = found.get("id", feature.get("id"))
    return {
        str(name): str(value)
        for name, value in found.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }


def _shape(geometry: Any) -> Shape | None:
    if geometry is None:
        return None
    kind, parts = geometry["type"], geometry.get("coordinates")
    if kind == "Point":
        return Shape(point=_point(parts))
    if kind == "MultiPoint":
        return Shape(point=_point(parts[0]))
    if kind == "Polygon":
        return Shape(tuple(_rings(parts)))
    if kind == "MultiPolygon":
        return Shape(tuple(ring for part in parts for ring in _rings(part)))
    if kind == "GeometryCollection":
        shapes = [shape for one in geometry["geometries"] if (shape := _shape(one))]
        whole = Shape()
        for shape in shapes:
            whole = _both(whole, shape)
        return whole
    raise ValueError(f"a geometry of type {kind}")


def _rings(polygon: Any) -> Iterator[tuple[Point, ...]]:
    for ring in polygon:
        yield tuple(_point(place) for place in ring)


def _point(place: Any) -> Point:
    x, y = float(place[0]), float(place[1])
    if not (abs(x) < 1e9 and abs(y) < 1e9):
        raise ValueError(f"the coordinates {x}, {y}")
    return x, y


def _both(one: Shape | None, other: Shape) -> Shape:
    if one is None:
        return other
    return Shape(one.rings + other.rings, one.point or other.point)
