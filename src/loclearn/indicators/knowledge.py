"""How unlike the knowledge of firms is, and which distance serves them best."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf, isfinite, sqrt

from loclearn.indicators.student import quantile, upper_tail

LEVEL = 0.95
"""How sure the inverted U and the interval of its top have to be."""


def knowledge_distance(classes: Iterable[Iterable[str]]) -> float | None:
    """Return the mean distance between the knowledge of two firms: 0 the same, 1 nothing shared.

    The distance of two firms is one less the cosine of the angle between their vectors of numbers
    per technology class (Jaffe 1986, Technological opportunity and spillovers of R&D, American
    Economic Review 76(5), pp. 984–1001, p. 986, where the cosine is the proximity). The mean over
    all pairs follows from the sum of the vectors of length one, so that no pair is formed: time
    grows with the number of classes named.

    Parameters
    ----------
    classes: the technology classes of each firm; a class named twice counts twice; a firm without
        classes is not known and left out.

    Returns None for fewer than two firms with classes.

    >>> round(knowledge_distance([["C12"], ["C12"], ["G01"]]), 3)
    0.667
    """
    sums: defaultdict[str, float] = defaultdict(float)
    firms = 0
    for named in classes:
        counts = Counter(named)
        if not counts:
            continue
        firms += 1
        length = sqrt(sum(n * n for n in counts.values()))
        for name, count in counts.items():
            sums[name] += count / length
    if firms < 2:
        return None
    alike = (sum(n * n for n in sums.values()) - firms) / (firms * (firms - 1))
    return min(1.0, max(0.0, 1 - alike))


@dataclass(frozen=True, slots=True)
class InvertedU:
    """Describe an outcome that first rises and then falls with distance.

    Parameters
    ----------
    turning: the distance at which the outcome is highest.
    low, high: the confidence interval of that distance, the workable range.
    p_value: of the hypothesis that the outcome does not rise at the least distance observed, or
        does not fall at the largest.
    count: number of observations.
    """

    turning: float
    low: float
    high: float
    p_value: float
    count: int


def workable_range(
    distances: Sequence[float], outcomes: Sequence[float], level: float = LEVEL
) -> InvertedU | None:
    """Return the range of distance in which an outcome is highest, where there is an inverted U.

    By least squares, outcome = a + b·d + c·d², with b > 0 and c < 0 (Nooteboom et al. 2007, Optimal
    cognitive distance and absorptive capacity, Research Policy 36(7), pp. 1016–1034). That c is
    negative is not enough: the slope has to be positive at the least distance observed and negative
    at the largest, both by one-sided t-tests (Lind & Mehlum 2010, With or without U? The
    appropriate test for a U-shaped relationship, Oxford Bulletin of Economics and Statistics 72(1),
    pp. 109–118). The interval of the turning point is Fieller's, as there.

    Parameters
    ----------
    distances: one distance for each observation, 0 or more.
    outcomes: the outcome of each observation, in any unit.
    level: of the tests and of the interval, between 0.5 and 1.

    Returns None where there is no such U: too few observations (under four, or under three
    distances), other signs, a slope that may be flat, or an interval without end.

    Raises
    ------
    ValueError: when the two are not of one length, or a number is missing or negative.

    >>> found = workable_range([0, 1, 2, 3, 4], [0, 3.1, 4, 2.9, 0.1])
    >>> round(found.turning, 2), round(found.low, 2), round(found.high, 2)
    (2.0, 1.92, 2.08)
    """
    if len(distances) != len(outcomes):
        raise ValueError("there are not as many outcomes as distances")
    if not all(map(isfinite, [*distances, *outcomes])) or any(d < 0 for d in distances):
        raise ValueError("a distance or an outcome is not a number that can be used")
    degrees = len(distances) - 3
    if degrees < 1 or len(set(distances)) < 3:
        return None
    line = _Slope.fit(distances, outcomes)
    rise = line.t(min(distances))
    fall = -line.t(max(distances))
    if line.bend >= 0 or min(rise, fall) <= 0:
        return None
    p_value = upper_tail(min(rise, fall), degrees)
    ends = line.flat(quantile((1 + level) / 2, degrees))
    if p_value > 1 - level or ends is None:
        return None
    return InvertedU(line.turning, *ends, p_value, len(distances))


@dataclass(frozen=True, slots=True)
class _Slope:
    """The slope first + 2·bend·(d − centre) of a parabola, with the covariances of its terms."""

    first: float
    bend: float
    centre: float
    v11: float
    v12: float
    v22: float

    @classmethod
    def fit(cls, distances: Sequence[float], outcomes: Sequence[float]) -> "_Slope":
        """Fit a parabola by least squares; distances are centred to keep digits."""
        import numpy as np  # noqa: PLC0415 - loaded only where it is used

        y = np.asarray(outcomes, dtype=float)
        centre = float(np.mean(distances))
        x = np.asarray(distances, dtype=float) - centre
        design = np.column_stack([np.ones_like(x), x, x * x])
        terms = np.linalg.lstsq(design, y, rcond=None)[0]
        rest = y - design @ terms
        noise = float(rest @ rest) / (len(y) - 3)
        spread = noise * np.linalg.inv(design.T @ design)
        return cls(
            float(terms[1]), float(terms[2]), centre,
            float(spread[1, 1]), float(spread[1, 2]), float(spread[2, 2]),
        )  # fmt: skip

    @property
    def turning(self) -> float:
        """Return the distance at which the slope is zero."""
        return self.centre - self.first / (2 * self.bend)

    def t(self, distance: float) -> float:
        """Return the slope at a distance over its standard error."""
        x = distance - self.centre
        slope = self.first + 2 * self.bend * x
        error = sqrt(max(0.0, self.v11 + 4 * x * self.v12 + 4 * x * x * self.v22))
        if error:
            return slope / error
        return inf if slope > 0 else -inf if slope < 0 else 0.0

    def flat(self, t: float) -> tuple[float, float] | None:
        """Return the distances at which the slope may be zero, or None when they have no end."""
        a = 4 * (self.bend**2 - t * t * self.v22)
        b = 4 * (self.first * self.bend - t * t * self.v12)
        c = self.first**2 - t * t * self.v11
        if a <= 0:
            return None
        half = sqrt(max(0.0, b * b - 4 * a * c))
        return self.centre + (-b - half) / (2 * a), self.centre + (-b + half) / (2 * a)
