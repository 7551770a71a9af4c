"""What a heading says of the time and the people that its figures are for."""

import re
from fractions import Fraction
from itertools import pairwise

from timetax.read.tabular.headings import words_of

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_OF_YEARS = re.compile(
    rf"\b(?:(?P<digits>[2-9]|10)|(?P<word>{'|'.join(_NUMBERS)}))[ -]?(?:years?|yrs?)\b",
    re.IGNORECASE,
)
_PART_OF_A_YEAR = re.compile(
    r"(?:\b(?:per|a|each|every|pro|par|por|al)|/) ?(month|quarter|week|monat|quartal|woche|mois|"
    r"trimestre|semaine|mes|semana)\b",
    re.IGNORECASE,
)
_A_YEAR = {
    "month": 12, "monat": 12, "mois": 12, "mes": 12, "quarter": 4, "quartal": 4, "trimestre": 4,
    "week": 52, "woche": 52, "semaine": 52, "semana": 52,
}  # fmt: skip


def a_year(heading: str) -> Fraction:
    """Return what makes figures of the period that a heading names those of a year."""
    if found := _OF_YEARS.search(heading):
        years = int(found["digits"] or _NUMBERS.index(found["word"].casefold()) + 2)
        return Fraction(1, years)
    found = _PART_OF_A_YEAR.search(heading)
    return Fraction(_A_YEAR[found[1].casefold()]) if found else Fraction(1)


def hours_of_a_day(heading: str) -> dict[int, str]:
    """Return what days may be in hours, where a heading has its time in days."""
    words = words_of(heading)
    days = [each for each, after in pairwise(("", *words)) if after == "day"]
    if not days or {"per", "each", "a", "calendar", "business"} & set(days):
        return {}
    return {8: "in days of 8 hours", 24: "in days of 24 hours"}


def of_each_respondent(heading: str) -> bool:
    """Return whether a heading speaks of the hours or minutes of each respondent."""
    words = words_of(heading)
    return not {"hour", "minute", "time"}.isdisjoint(words) and any(
        first in {"per", "each"} and second == "respondent" for first, second in pairwise(words)
    )
