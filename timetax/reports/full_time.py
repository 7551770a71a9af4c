"""Hours as the work of so many people, where that can be pictured."""

from timetax.engine.burden import full_time_years
from timetax.wording.numbers import in_words

LEAST = 0.1
"""A smaller part of one person says less than the hours do."""


def at_work(hours: float) -> str:
    """Return how many people work full time for hours a year; nothing for hardly one."""
    people = full_time_years(hours)
    return f"{in_words(people)} people working full time" if people >= LEAST else ""
