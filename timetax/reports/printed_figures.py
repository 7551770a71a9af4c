"""Published figures as they are printed: about 60 minutes, 7 to 10 weeks, 88% of people."""

from timetax.catalogue.vocabulary import BOUNDS
from timetax.wording.numbers import in_full

_PERCENT = "%"


DOUBTFUL = " (low confidence)"
"""What stands behind a figure that was read in a secondary text."""


def figure_in_words(
    value: float | None, low: float | None, high: float | None, bound: str | None, unit: str
) -> str:
    """Return a figure, or the two ends that are printed, with its unit and how near it is."""
    if value is not None:
        number = in_full(value)
    else:
        assert low is not None  # a figure has a value or both ends
        assert high is not None
        number = f"{in_full(low)} to {in_full(high)}"
    words = f"{BOUNDS[bound]} {number}" if bound else number
    return f"{words}{unit}" if unit.startswith(_PERCENT) else f"{words} {unit}"
