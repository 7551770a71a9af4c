"""Quantiles of Student's t distribution for whole degrees of freedom."""

import math
from statistics import NormalDist

_MANY = 1_000
_STEPS = 200


def t_quantile(probability: float, degrees: int) -> float:
    """Return the t that a share `probability` of the distribution lies below; it is above one half.

    Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4 for the
    probability between -t and t, which is inverted; 26.7.5 from 1,000 degrees of freedom.
    """
    if degrees >= _MANY:
        return _by_expansion(NormalDist().inv_cdf(probability), degrees)
    wanted = 2 * probability - 1
    low, high = 0.0, math.pi / 2
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _between(middle, degrees) < wanted:
            low = middle
        else:
            high = middle
    return math.tan((low + high) / 2) * math.sqrt(degrees)


def _between(angle: float, degrees: int) -> float:
    """Return the probability between -t and t, where t is the tangent of an angle x root of n."""
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = degrees % 2
    if degrees == 1:
        return 2 * angle / math.pi
    term = cosine if odd else 1.0
    total = term
    for each in range(2 + odd, degrees - 1, 2):
        term *= cosine * cosine * (each - 1) / each
        total += term
    return 2 / math.pi * (angle + sine * total) if odd else sine * total


def _by_expansion(z: float, degrees: int) -> float:
    return z + (z**3 + z) / (4 * degrees) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
