"""Lengths of time: in hours, minutes or seconds, as numbers or with their units."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from timetax.catalogue.values import MAX_FIGURE
from timetax.read.tabular.cells.lines import is_unknown, tidy
from timetax.read.tabular.cells.numbers import LONGEST_NUMBER, exactly, figure, without_separators
from timetax.read.tabular.cells.reader import CellError, Reader
from timetax.read.tabular.model import Unit
from timetax.wording.hints import shown

_HOURS = ("hours", "hour", "hrs", "hr", "h", "stunden", "stunde", "stdn", "std", "heures", "heure",
          "horas", "hora", "ore", "ora", "uren", "uur")  # fmt: skip
_MINUTES = (
    "minutes",
    "minute",
    "mins",
    "min",
    "m",
    "minuten",
    "mn",
    "minutos",
    "minuto",
    "minuti",
    "minuut",
)
_SECONDS = ("seconds", "second", "secs", "sec", "s", "sekunden", "sek")
_VULGAR = "[\u00bc-\u00be\u2150-\u215e]"
_UNIT = (
    rf"(?:(?P<h>{'|'.join(_HOURS)})|(?P<m>{'|'.join(_MINUTES)})"
    rf"|(?P<s>{'|'.join(_SECONDS)}))(?![A-Za-z])\.?"
)
_DURATION = re.compile(
    rf"\s*(?P<n>[0-9][0-9.,' ]*(?:/ ?[0-9]+)?{_VULGAR}?|\.[0-9]+|{_VULGAR})[ -]?{_UNIT}",
    re.IGNORECASE,
)
_IN_WORDS = {
    "one hour": "1 hour",
    "an hour": "1 hour",
    "one half hour": "30 minutes",
    "a half hour": "30 minutes",
    "half hour": "30 minutes",
    "half an hour": "30 minutes",
    "quarter hour": "15 minutes",
    "a quarter hour": "15 minutes",
    "a quarter of an hour": "15 minutes",
    "one and a half hours": "90 minutes",
    "an hour and a half": "90 minutes",
    "one minute": "1 minute",
    "eine stunde": "1 hour",
    "eine halbe stunde": "30 minutes",
    "une heure": "1 hour",
    "une demi-heure": "30 minutes",
    "una hora": "1 hour",
    "media hora": "30 minutes",
}
_HOURS_MINUTES = re.compile(r"([0-9]{1,4}) ?h(?:rs?|ours?)? ?([0-9]{1,2})", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|and|und|et|y|&|\+)?\s*", re.IGNORECASE)
_PER_RESPONSE = re.compile(
    r"\s*(?:per|/|each|a) ?(?:response|form|respondent)$|\s*each$", re.IGNORECASE
)
_GLOSS = re.compile(r"(?P<said>[^()]*[0-9][^()]*?) ?[(\[](?P<again>[^()]+)[)\]]")
"""A time and, in brackets, the same in another unit: 0.50 (30 minutes)."""
_CONTRADICTS = "{} says two times that are not the same"
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?")
_MINUTES_IN = {"h": Fraction(60), "m": Fraction(1), "s": Fraction(1, 60)}
_LISTED: Mapping[Unit, tuple[str, ...]] = {
    "hours": _HOURS,
    "minutes": _MINUTES,
    "seconds": _SECONDS,
}


def unit_of_time(text: str) -> Unit | None:
    """Return the unit of time that a text is, or None."""
    plain = tidy(text).casefold().strip(" .()")
    return next((unit for unit, words in _LISTED.items() if plain in words), None)


def names_its_unit(text: str) -> bool:
    """Return whether a time says its unit."""
    text = tidy(text)
    text = _IN_WORDS.get(text.casefold(), text)
    if found := _DURATION.match(text):
        return not _may_be_millions(found)
    return bool(_HOURS_MINUTES.fullmatch(text) or _unit_in_gloss(text))


def hours(*, commas: bool = False, times: Fraction | int = 1) -> Reader:
    """Return a reader of hours, whose cells may name their unit: `372,426 hours`, `90 minutes`."""
    read_plain = figure(commas=commas, times=times)

    def read(text: str) -> Any:
        plain = tidy(text)
        duration = _duration(plain, commas) if len(plain) <= LONGEST_NUMBER else None
        if duration is None:
            return read_plain(text)
        value = duration / 60 * times
        if value > MAX_FIGURE:
            raise CellError(f"{shown(text)} is above {MAX_FIGURE:.0e}")
        return exactly(value)

    return read


def are_clock_times(texts: Iterable[str]) -> bool:
    """Return whether all times are as clocks show them: 1:30, 0:15."""
    known = [text for text in texts if not is_unknown(text)]
    return bool(known) and all(_CLOCK.fullmatch(tidy(text)) for text in known)


def minutes(
    unit: Unit | None, *, commas: bool = False, clock: bool = False, times: Fraction | int = 1
) -> Reader:
    """Return a reader of times as minutes, multiplied by `times`; `unit` is of numbers alone.

    With `clock`, 1:30 is one hour and a half.
    """
    factor = (_MINUTES_IN[unit[0]] if unit else Fraction(1)) * times
    read_number = figure(commas=commas, times=factor)

    def read(text: str) -> Any:
        if len(text) < 16 and text.isascii() and text.isdigit():
            return text if unit == "minutes" and times == 1 else exactly(int(text) * factor)
        text = tidy(text)
        if is_unknown(text):
            return None
        duration = (
            (_of_clock(text) if clock else None)
            or _glossed(text, commas)
            or _duration(text, commas)
            if len(text) <= LONGEST_NUMBER and text[-1:] not in "%"
            else None
        )
        if duration is not None:
            duration *= times
            if duration / 60 > MAX_FIGURE:
                raise CellError(f"{shown(text)} is above {MAX_FIGURE:.0e}")
            return exactly(duration)
        return read_number(text)

    return read


def _of_clock(text: str) -> Fraction | None:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    return int(found[1]) * 60 + int(found[2]) + Fraction(int(found[3] or 0), 60)


def _may_be_millions(found: re.Match[str]) -> bool:
    return found["m"] == "M"


def _unit_in_gloss(text: str) -> bool:
    found = _GLOSS.fullmatch(text)
    return bool(found and _DURATION.fullmatch(found["again"].strip()))


def _glossed(text: str, commas: bool) -> Fraction | None:
    """Return the minutes of a time that is said twice, if both are the same as far as printed.

    It is the first that counts, as the sums of the file are made of it.
    """
    found = _GLOSS.fullmatch(text)
    again = _duration(found["again"].strip(), commas) if found else None
    if found is None or not again:
        return None
    said = found["said"].strip()
    if own := _duration(said, commas):
        if own != again:
            raise CellError(_CONTRADICTS.format(shown(text)))
        return own
    plain = without_separators(said, commas)
    if plain is None:
        return None
    places = len(plain.partition(".")[2]) if isinstance(plain, str) else 6
    for times in _MINUTES_IN.values():
        value = Fraction(plain) * times
        if abs(value - again) <= Fraction(times, 2 * 10**places):
            return value
    raise CellError(_CONTRADICTS.format(shown(text)))


def _duration(text: str, commas: bool) -> Fraction | None:
    text = _PER_RESPONSE.sub("", text)
    text = _IN_WORDS.get(text.casefold(), text)
    if found := _HOURS_MINUTES.fullmatch(text):
        return Fraction(int(found[1]) * 60 + int(found[2]))
    total, at, last = Fraction(0), 0, "d"
    while at < len(text):
        found = _DURATION.match(text, at)
        if not found:
            return None
        if last == "d" and _may_be_millions(found):
            raise CellError(
                f"{shown(text)} may be minutes or millions; write `min`, or the number in full"
            )
        unit = next(each for each in "hms" if found[each])
        if "dhms".index(unit) <= "dhms".index(last):
            return None
        plain = without_separators(found["n"].strip(" '"), commas)
        if plain is None:
            return None
        total, last = total + Fraction(plain) * _MINUTES_IN[unit], unit
        at = found.end()
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
    return total if last != "d" else None
