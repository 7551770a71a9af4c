"""What was measured of a form, as a catalogue or a scenario takes it: a range of minutes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from timetax.engine.measured.histogram import Cases
from timetax.engine.measured.statistics import mean_of
from timetax.engine.measured.steps import bounds_of
from timetax.tables.visits import FormVisits


@dataclass(frozen=True)
class Measurement:
    """Minutes of a form with both ends, and what they were made of.

    Attributes:
        form: the form, as the log or its map names it.
        low: the least, in minutes.
        likely: the figure that hours follow from.
        high: the most.
        cases: how many finished it.
        method: how the minutes follow from the log.
        cap: seconds up to which a gap between events counted; None where there are none.
    """

    form: str
    low: float
    likely: float
    high: float
    cases: int
    method: str
    cap: int | None = None


def of_visits(found: Iterable[FormVisits]) -> Iterator[Measurement]:
    """Yield what published analytics say of forms; the likely minutes are midway."""
    for each in found:
        if not each.why_not:
            low, high = bounds_of(each)
            yield Measurement(
                each.form,
                low,
                (low + high) / 2,
                high,
                round(each.last_visits),
                "Visits of each step at most once for each who finished (low), and all time on the "
                "steps charged to those who finished (high); the likely minutes are midway.",
            )


def of_cases(found: Iterable[Cases], cap: int | None) -> Iterator[Measurement]:
    """Yield the arithmetic mean of those who finished, and its interval of 95 %.

    A form that one person finished, or nobody, has no interval and is passed over.
    """
    for each in found:
        mean = mean_of(each.finished) if each.finished else None
        if mean and mean.low is not None and mean.high is not None:
            method = "Arithmetic mean of the active time of those who finished, 95 % interval."
            count = each.finished_cases
            ends = mean.low / 60, mean.value / 60, mean.high / 60
            yield Measurement(each.form, *ends, count, method, cap)
