"""Places of regions: projected as in the literature, out of tables or of GeoJSON."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loclearn.errors import InvalidInput
from loclearn.reporting.geojson import Shape, read_shapes
from loclearn.reporting.picture import WIDTH, picture
from loclearn.reporting.projection import LambertEqualArea

SQUARE = [[[4.0, 50.0], [5.0, 50.0], [5.0, 51.0], [4.0, 51.0], [4.0, 50.0]]]


def geo(tmp_path, *features, **more):
    path = tmp_path / "shapes.geojson"
    data = {"type": "FeatureCollection", "features": list(features), **more}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def feature(code, kind, coordinates, **more):
    shape = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"NUTS_ID": code}, "geometry": shape, **more}


def area(ring):
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


@given(st.floats(-170, 170), st.floats(-60, 60), st.floats(-40, 40), st.floats(-25, 25))
def test_equal_areas_stay_equal(lon, lat, east, north):
    project = LambertEqualArea(lon, max(-80, min(80, lat)))
    where = (lon + east, max(-84, min(84, lat + north)))
    step = 0.01
    corners = [(0, 0), (step, 0), (step, step), (0, step)]
    ring = [project((where[0] + x, where[1] + y)) for x, y in corners]
    low, high = (math.sin(math.radians(where[1] + y)) for y in (0, step))
    assert area(ring) == pytest.approx(math.radians(step) * (high - low), rel=1e-3)


def test_polygons_points_and_several_parts_are_read(tmp_path):
    far = [[[6.0, 50.0], [6.1, 50.0], [6.1, 50.1], [6.0, 50.0]]]
    path = geo(
        tmp_path,
        feature("AB1", "Polygon", SQUARE),
        feature("AB2", "MultiPolygon", [far, SQUARE]),
        feature("AB3", "Point", [4.5, 50.5]),
        feature("XX9", "Point", [0, 0]),
        {"type": "Feature", "properties": {"NUTS_ID": "AB4"}, "geometry": None},
    )
    found = read_shapes(path, {"AB1", "AB2", "AB3", "AB4"})
    assert {code: len(shape.rings) for code, shape in found.items()} == {
        "AB1": 1, "AB2": 2, "AB3": 0,
    }  # fmt: skip
    assert found["AB3"].point == (4.5, 50.5)


def test_neighbours_keep_their_border(tmp_path):
    east = [[[5.0, 50.0], [6.0, 50.0], [6.0, 51.0], [5.0, 51.0], [5.0, 50.0]]]
    path = geo(tmp_path, feature("A1", "Polygon", SQUARE), feature("A2", "Polygon", east))
    places = {code: {"place": None} for code in ("A1", "A2", "A3")}
    drawn = picture(places, read_shapes(path, set(places)))
    corners = {}
    for code, one in drawn["regions"].items():
        (ring,) = one["rings"]
        x = y = 0
        corners[code] = set()
        for dx, dy in zip(ring[::2], ring[1::2], strict=True):
            x, y = x + dx, y + dy
            corners[code].add((x, y))
    assert len(corners["A1"] & corners["A2"]) == 2
    assert max(drawn["width"], drawn["height"]) == WIDTH
    assert drawn["elsewhere"] == ["A3"]


def test_north_is_up_and_regions_overseas_are_tiles():
    places = {f"A{n}": {"place": (float(n % 4), 45.0 + n // 4)} for n in range(16)}
    drawn = picture({**places, "OVER": {"place": (-61.5, 16.2)}}, {})
    assert drawn["elsewhere"] == drawn["far"] == ["OVER"]
    assert drawn["regions"]["A15"]["at"][1] < drawn["regions"]["A0"]["at"][1]


def test_a_fifth_of_the_regions_may_lie_overseas():
    """As in France: 22 regions in Europe, 5 oceans away."""
    near = {f"F{n}": {"place": (n % 5 * 2.0 - 2, 43.0 + n // 5 * 1.5)} for n in range(22)}
    over = {"GP": (-61.4, 16.2), "MQ": (-61.0, 14.6), "GF": (-53.1, 3.9), "RE": (55.5, -21.1),
            "YT": (45.2, -12.8)}  # fmt: skip
    drawn = picture({**near, **{code: {"place": place} for code, place in over.items()}}, {})
    assert drawn["far"] == sorted(over)


def test_a_few_neighbours_abroad_stay_on_the_map():
    near = {f"L{n}": {"place": (n % 5 * 0.3, 51.0 + n // 5 * 0.3)} for n in range(20)}
    drawn = picture({**near, "ABROAD": {"place": (9.0, 50.0)}}, {})
    assert drawn["far"] == []


def test_metres_of_a_plane_are_drawn_as_they_are():
    shapes = {"A": Shape(point=(4.0e6, 3.0e6)), "B": Shape(point=(4.1e6, 3.0e6))}
    drawn = picture({"A": {"place": None}, "B": {"place": None}}, shapes)
    assert drawn["regions"]["A"]["at"] == [0, 0]
    assert drawn["regions"]["B"]["at"] == [WIDTH, 0]


def test_no_region_without_a_place_is_lost():
    drawn = picture({"A": {"place": None}}, {})
    assert drawn["regions"] == {}
    assert drawn["elsewhere"] == ["A"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "no JSON"),
        ("[]", "JSON without a type"),
        ('{"type": "Topology"}', "JSON of type Topology"),
        ('{"type": "FeatureCollection", "features": []}', "no properties"),
        ('{"type": "FeatureCollection", "features": [{"id": "B"}]}', "no feature with the code"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_what_is_no_map_is_said(tmp_path, text, says):
    path = tmp_path / "x.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=says):
        read_shapes(path, {"A1"})


@pytest.mark.parametrize(
    ("kind", "coordinates"),
    [
        ("Point", []), ("Point", ["x", 1]), ("Polygon", 3), ("LineString", [[1, 2]]),
        ("Point", [1e300, 0]), ("Polygon", [[None]]), ("Point", [float("nan"), 0]),
    ],
)  # fmt: skip
def test_broken_shapes_are_all_named(tmp_path, kind, coordinates):
    path = geo(tmp_path, feature("A1", kind, coordinates), feature("A2", kind, coordinates))
    with pytest.raises(InvalidInput) as caught:
        read_shapes(path, {"A1", "A2"})
    assert [problem.row for problem in caught.value.problems] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "NUTS_ID,LEVL_CODE,lon,lat\nA1,2,4.5,50.5\nA,1,4,50\nA2,2,,\nX,2,never,read\n",
        "\ufeffcode;Latitude;Longitude\r\nA1;50,5;4,5\r\n",
        "sep=\t\nid\tx\ty\nA1\t4.5\t50.5\n",
    ],
)
def test_points_are_read_from_a_table(tmp_path, text):
    path = tmp_path / "points.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert read_shapes(path, {"A1", "A2"}) == {"A1": Shape(point=(4.5, 50.5))}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "an empty file"),
        ("code,lon\nA1,3\n", "no such column among code, lon"),
        ("code,lon,lat\nB,3,4\n", "no code of a region in code, lon, lat"),
        ("code,lon,lat\nA1,east,4\n", r"row 2, column lon: found east; .* from -180 to 180"),
        ("code,lon,lat\nA1,4\n", r"row 2, column lat: found an empty cell"),
        ("code,lon,lat\nA1,3,91\n", r"row 2, column lat: found 91; .* from -90 to 90"),
        ("code,x,y\nA1,1e400,4\n", "column x: found 1e400"),
        ('code,lon,lat\n"A1,3,4\n', "broken quoting"),
    ],
)
def test_what_is_no_table_of_points_is_said(tmp_path, text, says):
    path = tmp_path / "points.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=says):
        read_shapes(path, {"A1"})


def test_a_country_has_its_own_point_and_not_that_of_a_part(tmp_path):
    """In the files of GISCO each region names its country as well."""
    points = {"AT1": [16.0, 48.0], "AT": [13.3, 47.5], "AT2": [14.0, 47.0]}
    path = geo(tmp_path, *(
        {"type": "Feature", "properties": {"CNTR_CODE": "AT", "NUTS_ID": code, "LEVL_CODE": 0},
         "geometry": {"type": "Point", "coordinates": place}}
        for code, place in points.items()
    ))  # fmt: skip
    assert read_shapes(path, {"AT"}) == {"AT": Shape(point=(13.3, 47.5))}


@pytest.mark.shared
def test_the_label_points_of_gisco_give_a_map(shared):
    found = read_shapes(shared / "data/regional/nuts/nuts2021_label_points.csv", {"AT13", "FRY1"})
    assert found["AT13"].point == pytest.approx((16.4, 48.2), abs=0.1)
    assert found["FRY1"].point[0] < -60
