"""What follows from a histogram of times: hours are sums, and the typical person is another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from statistics import NormalDist
from typing import TYPE_CHECKING

from timetax.engine.measured.histogram import Cases
from timetax.engine.measured.sessions import MICROSECONDS
from timetax.engine.measured.student import t_quantile

if TYPE_CHECKING:
    import numpy.typing as npt

Bars = Sequence[tuple[int, int]]
"""Cases by whole seconds, in ascending order."""

ENOUGH_FOR_MEDIAN = 25
"""From so many cases the median is the best estimate of the middle, below it the geometric mean.

Sauro and Lewis, Average task times in usability tests: what to report? (CHI 2010).
"""
CONFIDENCE = 0.95
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
_UPPER = 0.5 + CONFIDENCE / 2
_Z = NormalDist().inv_cdf(_UPPER)


@dataclass(frozen=True)
class Estimate:
    """A figure and its interval of 95 %, in one unit; the ends are None if one case says nothing.

    Attributes:
        value: the figure.
        low: the lower end.
        high: the upper end.
        method: how it was made, in words.
    """

    value: float
    low: float | None
    high: float | None
    method: str


@dataclass(frozen=True)
class Statistics:
    """What is known of the cases of a form; times in minutes, of those who finished.

    Attributes:
        cases: all of which it is known.
        mean: the arithmetic mean with its interval: hours are sums.
        typical: the typical person: a geometric mean or median, with its interval.
        quantiles: the minutes that 10, 25, 50, 75 and 90 % of people took at most.
        completion: the share of cases that were finished, with its interval.
        given_up_hours: hours of those who did not finish, at least and at most.
        mean_by_cap: the mean by the seconds up to which a gap counts.
        momentary: finished cases whose events are all of one second: their time is not in the log.
    """

    cases: Cases
    mean: Estimate | None
    typical: Estimate | None
    quantiles: tuple[float, ...]
    completion: Estimate
    given_up_hours: tuple[float, float]
    mean_by_cap: tuple[tuple[int, float], ...]
    momentary: int


def statistics_of(cases: Cases, cap: int) -> Statistics:
    """Return what is known of cases, whose gaps were counted up to `cap` seconds.

    Raises:
        ValueError: there is no case.
    """
    bars, finished = cases.finished, cases.finished_cases
    lost = sum(at * count for at, count in cases.given_up)
    return Statistics(
        cases,
        _in_minutes(mean_of(bars)) if bars else None,
        _in_minutes(typical_of(bars)) if bars else None,
        tuple(each / 60 for each in quantiles_of(bars, QUANTILES)) if bars else (),
        share_of(finished, cases.cases),
        (lost / 3600, (lost + cap * cases.given_up_cases) / 3600),
        tuple((each, at / finished / MICROSECONDS / 60) for each, at in cases.capped if finished),
        sum(count for at, count in bars if at == 0),
    )


def _in_minutes(seconds: Estimate) -> Estimate:
    low, high = (None if each is None else each / 60 for each in (seconds.low, seconds.high))
    return Estimate(seconds.value / 60, low, high, seconds.method)


def mean_of(bars: Bars) -> Estimate:
    """Return the arithmetic mean, with the interval of Student's t; no time is below zero."""
    count = sum(each for _, each in bars)
    first = sum(at * each for at, each in bars)
    mean = first / count
    if count == 1:
        return Estimate(mean, None, None, "arithmetic mean")
    second = sum(at * at * each for at, each in bars)
    variance = Fraction(count * second - first * first, count * (count - 1))
    margin = t_quantile(_UPPER, count - 1) * math.sqrt(variance / count)
    return Estimate(mean, max(0.0, mean - margin), mean + margin, "arithmetic mean")


def typical_of(bars: Bars) -> Estimate:
    """Return the middle of the cases: the geometric mean of few, the median of 25 or more."""
    count = sum(each for _, each in bars)
    return median_of(bars) if count >= ENOUGH_FOR_MEDIAN else geometric_mean_of(bars)


def geometric_mean_of(bars: Bars) -> Estimate:
    """Return the geometric mean of the times above zero, its interval that of their logarithms.

    Without any it is zero.
    """
    logs = [(math.log(at), each) for at, each in bars if at > 0]
    count = sum(each for _, each in logs)
    if not count:
        return Estimate(0.0, None, None, "geometric mean")
    mean = math.fsum(log * each for log, each in logs) / count
    if count == 1:
        return Estimate(math.exp(mean), None, None, "geometric mean")
    variance = math.fsum((log - mean) ** 2 * each for log, each in logs) / (count - 1)
    margin = t_quantile(_UPPER, count - 1) * math.sqrt(variance / count)
    ends = math.exp(mean - margin), math.exp(mean + margin)
    return Estimate(math.exp(mean), *ends, "geometric mean")


def median_of(bars: Bars) -> Estimate:
    """Return the median; its interval is from one case in order to another, by the binomial.

    Their ranks are n/2 -+ 1.96 x sqrt(n)/2, rounded up (Sauro and Lewis, Quantifying the User
    Experience, chapter 3).
    """
    count = sum(each for _, each in bars)
    ranks = [math.ceil(count / 2 + sign * _Z * math.sqrt(count) / 2) for sign in (-1, 1)]
    (middle,) = quantiles_of(bars, (0.5,))
    low, high = _ranked(bars, [min(max(rank, 1), count) - 1 for rank in ranks])
    return Estimate(middle, float(low), float(high), "median")


def quantiles_of(bars: Bars, shares: Sequence[float]) -> list[float]:
    """Return quantiles, between two cases in proportion (type 7 of Hyndman and Fan)."""
    count = sum(each for _, each in bars)
    places = [(count - 1) * share for share in shares]
    below = _ranked(bars, [math.floor(each) for each in places])
    above = _ranked(bars, [math.ceil(each) for each in places])
    return [
        float(low + (high - low) * (place - math.floor(place)))
        for low, high, place in zip(below, above, places, strict=True)
    ]


def _ranked(bars: Bars, ranks: Sequence[int]) -> "list[int]":
    """Return the times of the cases with these places in order, from 0."""
    import numpy as np

    ends: npt.NDArray[np.int64] = np.fromiter(accumulate(each for _, each in bars), np.int64)
    return [bars[place][0] for place in np.searchsorted(ends, ranks, side="right").tolist()]


def share_of(part: int, whole: int) -> Estimate:
    """Return a share with its interval (Wilson, 1927).

    Raises:
        ValueError: the whole is nothing.
    """
    if not whole:
        raise ValueError("there is no case")
    share = part / whole
    centre = (share + _Z**2 / (2 * whole)) / (1 + _Z**2 / whole)
    spread = math.sqrt(share * (1 - share) / whole + _Z**2 / (4 * whole**2))
    margin = _Z * spread / (1 + _Z**2 / whole)
    return Estimate(share, max(0.0, centre - margin), min(1.0, centre + margin), "share")
