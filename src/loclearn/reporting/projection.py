"""Places on paper: an equal-area projection, and a frame that most regions fill."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import acos, cos, degrees, radians, sin, sqrt
from statistics import median

Point = tuple[float, float]
_FEW = 8
_FAR = 5.0
"""So many times as far from the middle as half of the regions are: left out of the frame."""
_LEAST = 12.0
"""Degrees within which nothing is far: two regions abroad stay beside a country."""


@dataclass(frozen=True)
class LambertEqualArea:
    """Hold the middle of a Lambert azimuthal equal-area projection of the sphere, in degrees."""

    lon: float
    lat: float

    def __call__(self, place: Point, radius: float = 1.0) -> Point:
        """Return the place of a longitude and a latitude on the plane, y upwards.

        Snyder (1987), Map Projections: A Working Manual, equations 22-4, 22-5 and 24-2; the
        example is his, p. 332.

        >>> [round(c, 6) for c in LambertEqualArea(-100, 40)((100, -20), 3.0)]
        [-4.23393, 4.025777]
        """
        lon, lat = radians(place[0] - self.lon), radians(place[1])
        middle = radians(self.lat)
        toward = 1 + sin(middle) * sin(lat) + cos(middle) * cos(lat) * cos(lon)
        k = sqrt(2 / max(toward, 1e-9))
        x = k * cos(lat) * sin(lon)
        y = k * (cos(middle) * sin(lat) - sin(middle) * cos(lat) * cos(lon))
        return radius * x, radius * y


def is_geographic(points: Sequence[Point]) -> bool:
    """Tell whether points can be longitudes and latitudes; else they are metres of a plane."""
    return all(abs(x) <= 180 and abs(y) <= 90 for x, y in points)


def middle(points: Sequence[Point]) -> Point:
    """Return the median of longitudes and of latitudes."""
    return median(x for x, _ in points), median(y for _, y in points)


def far_off(points: Sequence[Point]) -> list[bool]:
    """Tell of each point whether it lies far outside the rest, as overseas regions do.

    >>> far_off([(float(n), 50.0) for n in range(20)] + [(-61.0, 16.0)])[-2:]
    [False, True]
    """
    if len(points) < _FEW or not is_geographic(points):
        return [False] * len(points)
    centre = middle(points)
    distances = [_distance(centre, one) for one in points]
    usual = max(median(distances) * _FAR, _LEAST)
    return [distance > usual for distance in distances]


def _distance(one: Point, other: Point) -> float:
    """Return the angle between two places, in degrees."""
    (a, b), (c, d) = (tuple(map(radians, place)) for place in (one, other))
    cosine = sin(b) * sin(d) + cos(b) * cos(d) * cos(a - c)
    return degrees(acos(max(-1.0, min(1.0, cosine))))
