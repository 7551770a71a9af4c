"""What a heading says of the time and the people that its figures are for."""

import re
from fractions import Fraction
from itertools import pairwise

from timetax.read.tabular.headings import (
    FREQUENCY,
    HOURS_PER_RESPONSE,
    SECONDS_PER_RESPONSE,
    TIME,
    words_of,
)

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_OF_YEARS = re.compile(
    rf"\b(?:(?P<digits>[2-9]|10)|(?P<word>{'|'.join(_NUMBERS)}))[ -]?(?:years?|yrs?)\b",
    re.IGNORECASE,
)
_PART_OF_A_YEAR = re.compile(
    r"(?:\b(?:per|a|each|every|pro|par|por|al)|/) ?(month|quarter|week|monat|quartal|woche|mois|"
    r"trimestre|semaine|mes|semana|day|tag|jour|d\u00eda)\b"
    r"|\b(monthly|quarterly|weekly|daily|monatlich\w*|viertelj\u00e4hrlich\w*|w\u00f6chentlich\w*|"
    r"t\u00e4glich\w*|mensuel\w*|trimestriel\w*|hebdomadaires?|mensual\w*|semanal\w*)\b",
    re.IGNORECASE,
)
_A_YEAR = {
    "month": 12, "monat": 12, "mois": 12, "mens": 12, "mes": 12, "quart": 4, "trimestr": 4,
    "viertel": 4, "week": 52, "woche": 52, "w\u00f6chentlich": 52, "sema": 52, "hebdo": 52,
}  # fmt: skip
"""How many of each are in a year, by how their words begin."""
_A_DAY = frozenset({"day", "tag", "jour", "d\u00eda", "daily"})
_OF_SEVERAL = re.compile(
    r"\b(?:per|for|each|every) (1?[0-9][0-9,.]*00|hundred|thousand|million) "
    r"(?:responses?|forms?|respondents?|filings?|applications?|submissions?)\b",
    re.IGNORECASE,
)
_IN_WORDS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}


_OF_AN_HOUR = {"hour": 1, "minute": 60, "second": 3_600}
"""How many of each unit are in an hour."""
_IN_TIME = frozenset({TIME, HOURS_PER_RESPONSE, SECONDS_PER_RESPONSE, "published_hours"})
_BY_THE_YEAR = frozenset({"respondents", FREQUENCY, "responses", "published_hours"})
"""What is counted by the year."""


def scales(heading: str, key: str) -> dict[Fraction, str]:
    """Return what the figures of a column may be multiplied by if it is a key, as it is headed."""
    if key in _IN_TIME and (days := _hours_of_a_day(heading)):
        return {} if key == TIME else {Fraction(hours): f", {said}" for hours, said in days.items()}
    if key in _IN_TIME and key != "published_hours" and (times := _of_several(heading)) != 1:
        return {times: f", with its figures times {times}"}
    of_an_hour = _of_an_hour(heading)
    if of_an_hour != 1 and key == HOURS_PER_RESPONSE:
        return {}
    if of_an_hour == _OF_AN_HOUR["second"] and key == TIME:
        return {Fraction(1, 60): ", with its figures times 1/60"}
    if of_an_hour != 1 and key == "published_hours":
        times = Fraction(1, of_an_hour) * next(iter(_a_year(heading)), Fraction(1))
        return {times: f", with its figures times {times}"}
    by_the_year = key in _BY_THE_YEAR or (key in _IN_TIME and of_each_respondent(heading))
    periods = _a_year(heading) if by_the_year else {}
    return {times: f", {said}" for times, said in periods.items()} or {Fraction(1): ""}


def _of_an_hour(heading: str) -> int:
    """Return how many of the unit of time that a heading names are in an hour; 1 without one."""
    named = [count for unit, count in _OF_AN_HOUR.items() if unit in words_of(heading)]
    return named[0] if len(named) == 1 else 1


def _a_year(heading: str) -> dict[Fraction, str]:
    """Return what may make figures of the period that a heading names those of a year, and why.

    There is nothing where a heading names no other period.
    """
    if found := _OF_YEARS.search(heading):
        years = int(found["digits"] or _NUMBERS.index(found["word"].casefold()) + 2)
        return {Fraction(1, years): f"with its figures times 1/{years}"}
    found = _PART_OF_A_YEAR.search(heading)
    if found is None:
        return {}
    period = next(filter(None, found.groups())).casefold()
    if period in _A_DAY:
        return {
            Fraction(250): "with its figures times 250 working days",
            Fraction(365): "with its figures times 365 days",
        }
    times = next(count for words, count in _A_YEAR.items() if period.startswith(words))
    return {Fraction(times): f"with its figures times {times}"}


def _of_several(heading: str) -> Fraction:
    """Return what makes a time of so many responses, as a heading says, that of one."""
    found = _OF_SEVERAL.search(heading)
    if found is None:
        return Fraction(1)
    digits = re.sub("[^0-9]", "", found[1])
    return Fraction(1, int(digits) if digits else _IN_WORDS[found[1].casefold()])


def _hours_of_a_day(heading: str) -> dict[int, str]:
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
