"""How long it takes until a form is finished, if those who gave up could have gone on."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Survival:
    """The curve of Kaplan and Meier in short, in the unit of the times.

    Attributes:
        restricted_mean: the mean time to the last time at most.
        standard_error: that of the restricted mean.
        median: when half have finished; None if fewer do.
        until: the last time.
    """

    restricted_mean: float
    standard_error: float
    median: float | None
    until: float


def kaplan_meier(
    finished: Sequence[tuple[int, int]], given_up: Sequence[tuple[int, int]]
) -> Survival | None:
    """Return the restricted mean time of cases, of which those who gave up are censored.

    Kaplan and Meier (1958); the variance of the mean is the sum of squared areas to the right of
    each time, times d / (n (n - d)), as R's package survival prints it. None without any case.

    Args:
        finished: cases by time that were finished.
        given_up: cases by time that were not, which may have taken any longer time.
    """
    ended, censored = dict(finished), dict(given_up)
    times = sorted({*ended, *censored})
    if not times:
        return None
    at_risk = sum(ended.values()) + sum(censored.values())
    surviving, before = 1.0, 0
    areas: list[float] = []
    hazards: list[float] = []
    median: float | None = None
    for time in times:
        areas.append(surviving * (time - before))
        before = time
        count = ended.get(time, 0)
        rest = at_risk - count
        hazards.append(count / (at_risk * rest) if rest else 0.0)
        surviving *= rest / at_risk
        if median is None and surviving <= 0.5:
            median = float(time)
        at_risk = rest - censored.get(time, 0)
    later = 0.0
    variance = 0.0
    for area, hazard in zip(reversed(areas[1:]), reversed(hazards[:-1]), strict=True):
        later += area
        variance += later * later * hazard
    return Survival(math.fsum(areas), math.sqrt(variance), median, float(times[-1]))
