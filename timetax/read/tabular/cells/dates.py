"""Dates and years."""

import re
from collections.abc import Iterable

from timetax.read.tabular.cells.lines import is_unknown, tidy
from timetax.read.tabular.cells.reader import CellError, Reader
from timetax.wording.hints import shown

_MONTH = (
    "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|f\u00e9vr|avr|mai|juin|juil|ao\u00fbt|"
    "d\u00e9c|m\u00e4r|mrz|okt|dez|ene|abr|dic)[a-z]*\\.?"
)
DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}"
    rf"|(?:[0-9]{{1,2}}[ -])?{_MONTH}[ .,-]+[0-9]{{1,4}}(?:[ ,]+[0-9]{{4}})?"
    rf"|[0-9]{{1,2}}[. -]+{_MONTH}(?:[ .,-]+[0-9]{{2,4}})?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:FY|CY|fiscal year)[ -]?'?((?:1[89]|20)[0-9]{2})", re.IGNORECASE)
_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_CENTURY = 80
"""The first of the two-digit years that are of the century before."""
_NAMED = re.compile(
    r"(?:([0-9]{1,2})[ -]+)?([a-z]{3,9})\.?[ -]+(?:([0-9]{1,2})(?:st|nd|rd|th)?,? +)?([0-9]{4})",
    re.IGNORECASE,
)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august",
           "september", "october", "november", "december")  # fmt: skip
_DAY = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)? ?"
    r"(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2})?"
)


def year(value: str) -> str | None:
    """Return a calendar year."""
    plain = tidy(value)
    if is_unknown(plain):
        return None
    found = _YEAR.fullmatch(plain)
    plain = found[1] if found else plain
    if not re.fullmatch("(1[89]|20)[0-9]{2}", plain):
        raise CellError(f"must be a year such as 2024, and here is {shown(plain)}")
    return plain


def day_first(texts: Iterable[str]) -> bool | None:
    """Return whether dates such as `30/6/2027` begin with the day; None if that cannot be known."""
    pairs = [(int(found[1]), int(found[2])) for each in texts if (found := _slashed(each))]
    days = any(first > 12 for first, _ in pairs)
    months = any(second > 12 for _, second in pairs)
    return days if days != months else None


def _slashed(value: str) -> re.Match[str] | None:
    return _SLASHED.fullmatch(tidy(value))


def _with_named_month(text: str) -> str | None:
    """Return a date or a month whose month has its English name, as ISO 8601 writes it."""
    found = _NAMED.fullmatch(text)
    if not found or (found[1] and found[3]):
        return None
    name = found[2].casefold()
    months = [n for n, full in enumerate(_MONTHS, start=1) if name in (full, full[:3], full[:4])]
    if not months:
        return None
    day = found[1] or found[3]
    return f"{found[4]}-{months[0]:02}" + (f"-{day:0>2}" if day else "")


def date(day_comes_first: bool | None) -> Reader:
    """Return a reader of dates as ISO 8601 writes them."""

    def read(value: str) -> str | None:
        plain = tidy(value)
        if is_unknown(plain):
            return None
        if found := _DAY.fullmatch(plain):
            plain = found[1]
        if named := _with_named_month(plain):
            plain = named
        if found := _slashed(plain):
            if day_comes_first is None:
                raise CellError(
                    f"in {shown(plain)} day and month cannot be told apart; write it as 2027-06-30"
                )
            month, day = (found[2], found[1]) if day_comes_first else (found[1], found[2])
            century = "" if len(found[3]) == 4 else "20" if int(found[3]) < _CENTURY else "19"
            plain = f"{century}{found[3]}-{month:0>2}-{day:0>2}"
        if not re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?", plain):
            raise CellError(f"must be a date such as 2027-06-30, not {shown(value.strip())}")
        return plain

    return read
