"""What each level of agreement weighs, and the probability that follows.

Each field gives a level, each level a weight: the binary logarithm of how much more frequent the
level is among pairs that are one work than among pairs that are not. The weights add up with that
of a pair of which nothing is known (Fellegi & Sunter 1969, A theory for record linkage, JASA
64(328), pp. 1183–1210, section 2; the weight as a logarithm, p. 1193).

The weights were set by hand and rounded to half a bit; the threshold of a link was then chosen on
the tuning part of `benchmarks/linking.py`.

They stay because they measure better than splink 5, which learns such weights: on the works held
out, with a threshold for a precision of 0.99, splink finds 0.757 of the records and these 0.987;
where it finds all, its precision is 0.959 (`benchmarks/linking_peers.py`). It learns from random
pairs how often works that differ agree, and those that are hard to tell apart agree far oftener.
With 100,000 records splink takes half the time. They are not scaled to fit frequencies: the two
numbers that fit the tuning half best make the error on the other half larger
(`benchmarks/linking_calibration.py`).
"""

from dataclasses import dataclass

PRIOR = -7.0
"""The weight of a pair of which only a common key is known."""
WEIGHTS: dict[str, dict[str, float]] = {
    "title": {"same": 9, "near": 8, "short": 5, "main": 6, "begins": 7.5, "cut": 6,
              "similar": 2.5, "partly": -4, "translated": -1.5, "differs": -9, "subtitle": -5,
              "number": -7},
    "authors": {"same": 4.5, "some": 3, "overlap": 0, "namesake": -4, "differ": -6},
    "year": {"same": 2.5, "one": 0, "near": -3, "far": -5},
    "venue": {"same": 3, "short": 3, "similar": 1, "differs": -3},
    "pages": {"same": 4.5, "differ": -4},
    "volume": {"same": 2.5, "differs": -2.5},
    "letter": {"same": 0.5, "differs": -2},
    "kind": {"same": 0.5, "differs": -2},
    "doi": {"same": 15, "differs": -7, "likely differs": -3},
}  # fmt: skip
"""What each level of each field weighs; a field that one of the two lacks weighs nothing."""


@dataclass(frozen=True)
class Comparison:
    """Hold how two works compare: the level of each field that both have, and the sum.

    >>> Comparison({"title": "same"}, 3.0).probability
    0.8889
    """

    levels: dict[str, str]
    weight: float

    @property
    def probability(self) -> float:
        """Return the probability that the two are one work."""
        weight = max(-60.0, min(60.0, self.weight))
        return round(2**weight / (1 + 2**weight), 4)

    @property
    def fields(self) -> str:
        """Return the fields that decided, the weightiest first."""
        ordered = sorted(self.levels.items(), key=lambda item: -abs(WEIGHTS[item[0]][item[1]]))
        return ", ".join(f"{field} {level}" for field, level in ordered)
