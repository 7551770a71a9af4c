"""What a figure was meant to be that is written with a unit, a scale or a sign.

Following the advice gives the figure that was meant; where that cannot be told there is none.
"""

import re
from decimal import Decimal
from fractions import Fraction

_WRITTEN = re.compile(r"[$€£]?\s*(?P<number>[0-9][0-9.,_]*)\s*(?P<word>%|[A-Za-z]*)\.?")
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}([,_][0-9]{3})+(\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[0-9]+,([0-9]{1,2}|[0-9]{4,})")

_SCALES = {"k": 3, "thousand": 3, "million": 6, "mio": 6, "mn": 6, "billion": 9, "bn": 9}
_MINUTES = {"min", "mins", "minute", "minutes"}
_HOURS = {"h", "hr", "hrs", "hour", "hours"}
_HOURS_EACH = re.compile("(average_|avg_)?(burden_)?(hours?|hrs?)_(per|each|a)(_response|_form)?")
_NO_UNITS = {
    "",
    "usd",
    "eur",
    "dollar",
    "dollars",
    "response",
    "responses",
    "respondents",
    "people",
}


def plain(number: Decimal) -> str:
    """Return a number as a catalogue has it, with all its digits."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def meant_by(text: str) -> str | None:
    """Return what to write for a figure in place of `text`, or None where that is not known."""
    found = _WRITTEN.fullmatch(text.strip())
    number = _number(found["number"]) if found else None
    if found is None or number is None:
        return None
    word = found["word"].casefold()
    if word in _SCALES:
        return plain(number.scaleb(_SCALES[word]))
    if word in _MINUTES:
        return _of_time(number, number / 60)
    if word in _HOURS:
        return _of_time(number * 60, number)
    return plain(number) if word in _NO_UNITS else None


def share_meant_by(text: str) -> str | None:
    """Return the share from 0 to 1 that a percentage means, or None if it is none."""
    number = _number(text.strip().removesuffix("%").rstrip()) if "%" in text else None
    return None if number is None else plain(number / 100)


def in_minutes(key: str, value: object) -> str:
    """Return what to write for a time per response in hours, or nothing if `key` is none."""
    if not _HOURS_EACH.fullmatch(key.casefold()):
        return ""
    text = str(value).strip()
    minutes = plain(Decimal(text) * 60) if _PLAIN.fullmatch(text) else "the time in minutes"
    return f"; write minutes_per_response: {minutes}"


def _of_time(minutes: Decimal, hours: Decimal) -> str:
    exact = Fraction(minutes) / 60
    in_hours = plain(hours) if hours * 60 == minutes else f"{exact.numerator}/{exact.denominator}"
    return f"{plain(minutes)} where minutes are meant and {in_hours} where hours are"


def _number(text: str) -> Decimal | None:
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", "").replace("_", ""))
    return Decimal(text.replace(",", ".")) if _DECIMAL_COMMA.fullmatch(text) else None
