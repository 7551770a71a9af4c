"""Lengths of time: in hours or minutes, as numbers or with their units."""

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from timetax.catalogue.values import MAX_FIGURE
from timetax.read.tabular.cells.lines import is_unknown, tidy
from timetax.read.tabular.cells.numbers import LONGEST_NUMBER, exactly, figure, without_separators
from timetax.read.tabular.cells.reader import CellError, Reader
from timetax.read.tabular.model import Unit
from timetax.wording.hints import shown

_HOURS = ("hours", "hour", "hrs", "hr", "h", "stunden", "stunde", "stdn", "std", "heures", "heure",
          "horas", "hora")  # fmt: skip
_MINUTES = ("minutes", "minute", "mins", "min", "m", "minuten", "mn", "minutos", "minuto")
_UNIT = (
    rf"(?:(?P<h>{'|'.join(_HOURS)})|(?P<m>{'|'.join(_MINUTES)})"
    r"|(?P<s>s|sec|secs|second|seconds|sek|sekunden))(?![A-Za-z])\.?"
)
_DURATION = re.compile(
    rf"\s*(?P<n>[0-9][0-9.,' ]*(?:/ ?[0-9]+)?|\.[0-9]+)[ -]?{_UNIT}", re.IGNORECASE
)
_HOURS_MINUTES = re.compile(r"([0-9]{1,4}) ?h(?:rs?|ours?)? ?([0-9]{1,2})", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|and|und|et|y|&|\+)?\s*", re.IGNORECASE)
_PER_RESPONSE = re.compile(
    r"\s*(?:per|/|each|a) ?(?:response|form|respondent)$|\s*each$", re.IGNORECASE
)
_GLOSS = re.compile(r"(?P<said>[^()]*[0-9][^()]*?) ?[(\[](?P<again>[^()]+)[)\]]")
"""A time and, in brackets, the same in another unit: 0.50 (30 minutes)."""
_CONTRADICTS = "{} says two times that are not the same"
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])")
_MINUTES_IN = {"h": Fraction(60), "m": Fraction(1), "s": Fraction(1, 60)}


def unit_of_time(text: str) -> Unit | None:
    """Return the unit of time that a text is, or None."""
    plain = tidy(text).casefold().strip(" .()")
    if plain in _HOURS:
        return "hours"
    return "minutes" if plain in _MINUTES else None


def names_its_unit(text: str) -> bool:
    """Return whether a time says whether it is in hours or minutes."""
    text = tidy(text)
    return bool(_HOURS_MINUTES.fullmatch(text) or _DURATION.match(text) or _unit_in_gloss(text))


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


def minutes(unit: Unit | None, *, commas: bool = False, clock: bool = False) -> Reader:
    """Return a reader of times as minutes; `unit` is that of numbers alone.

    With `clock`, 1:30 is one hour and a half.
    """
    read_number = figure(commas=commas, times=60 if unit == "hours" else 1)

    def read(text: str) -> Any:
        if len(text) < 16 and text.isascii() and text.isdigit():
            return text if unit == "minutes" else exactly(Fraction(int(text) * 60))
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
            if duration / 60 > MAX_FIGURE:
                raise CellError(f"{shown(text)} is above {MAX_FIGURE:.0e}")
            return exactly(duration)
        return read_number(text)

    return read


def _of_clock(text: str) -> Fraction | None:
    found = _CLOCK.fullmatch(text)
    return Fraction(int(found[1]) * 60 + int(found[2])) if found else None


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
    for times in (60, 1):
        value = Fraction(plain) * times
        if abs(value - again) <= Fraction(times, 2 * 10**places):
            return value
    raise CellError(_CONTRADICTS.format(shown(text)))


def _duration(text: str, commas: bool) -> Fraction | None:
    text = _PER_RESPONSE.sub("", text)
    if found := _HOURS_MINUTES.fullmatch(text):
        return Fraction(int(found[1]) * 60 + int(found[2]))
    total, at, last = Fraction(0), 0, "d"
    while at < len(text):
        found = _DURATION.match(text, at)
        if not found:
            return None
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
