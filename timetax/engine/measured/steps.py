"""Minutes of a form from published analytics of its steps, as a low and a high bound."""

import math

from timetax.tables.visits import FormVisits


def bounds_of(visits: FormVisits) -> tuple[float, float]:
    """Return the minutes that a finished form took, at least and at most.

    The low bound gives each step to those who finished, at most once: the sum over steps of
    min(1, visits of the step / visits of the last step) times its average seconds. The high bound
    charges all time, that of people who gave up as well, to those who finished: the sum of visits
    times seconds over the visits of the last step.

    Raises:
        ValueError: the last step has no visits.
    """
    if not visits.last_visits > 0:
        raise ValueError(f"nobody has finished {visits.form}")
    last = visits.last_visits
    low = math.fsum(min(1.0, each.visits / last) * each.seconds for each in visits.steps)
    high = math.fsum(each.visits * each.seconds for each in visits.steps) / last
    return low / 60, high / 60
