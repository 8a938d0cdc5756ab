"""Student's t distribution for whole degrees of freedom, so that scipy need not be installed."""

from math import atan, cos, isinf, pi, sin, sqrt


def upper_tail(t: float, degrees: int) -> float:
    """Return the probability of a value above t.

    By the finite series of Abramowitz & Stegun (1964, Handbook of mathematical functions,
    Washington: National Bureau of Standards, formulas 26.7.3 and 26.7.4).

    Parameters
    ----------
    t: any number, or infinity.
    degrees: degrees of freedom, 1 or more.

    >>> round(upper_tail(2.228139, 10), 4)
    0.025
    """
    if isinf(t):
        return 0.0 if t > 0 else 1.0
    angle = atan(t / sqrt(degrees))
    odd = degrees % 2
    term = cos(angle) if odd else 1.0
    total = term if degrees > 1 else 0.0
    for n in range(2 + odd, degrees - 1, 2):
        term *= (n - 1) / n * cos(angle) ** 2
        total += term
    inside = (2 / pi) * (angle + sin(angle) * total) if odd else sin(angle) * total
    return max(0.0, (1 - inside) / 2)


def quantile(probability: float, degrees: int) -> float:
    """Return the value below which a share of the distribution lies, by halving.

    Parameters
    ----------
    probability: between 0 and 1, the ends left out.
    degrees: degrees of freedom, 1 or more.

    >>> round(quantile(0.975, 10), 4)
    2.2281
    """
    if not 0 < probability < 1:
        raise ValueError("a quantile needs a probability between 0 and 1")
    low, high = -1.0, 1.0
    while upper_tail(high, degrees) > 1 - probability:
        high *= 2
    while upper_tail(low, degrees) < 1 - probability:
        low *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        if upper_tail(middle, degrees) > 1 - probability:
            low = middle
        else:
            high = middle
    return high
