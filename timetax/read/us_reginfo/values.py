"""What the texts of an inventory mean: figures, dates, words and how a form can be sent."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from timetax.catalogue.values import MAX_FIGURE, MIN_FIGURE
from timetax.catalogue.vocabulary import AFFECTED_PUBLIC, OBLIGATION
from timetax.files.encoding import in_windows_1252
from timetax.read.us_reginfo.elements import Record

UNREADABLE = "unreadable"
NEGATIVE = "negative"

_NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]*)?([eE][+-]?[0-9]+)?")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2}|T.*)?")
_REFERENCE = re.compile(r"([0-9]{4})(0[1-9]|1[0-2])-([0-9A-Z]{4})-[0-9]{3,}(CF)?")
_CONTROL_NUMBER = re.compile(r"([0-9]{4})-[0-9A-Z]{4}")
_COMMON_FORM = re.compile(r".*[0-9] ?CF", re.IGNORECASE)
_NO_NUMBER = frozenset({"none", "n/a", "na", "not applicable"})
_YES_NO = {"yes": True, "no": False, "y": True, "n": False, "true": True, "false": False}
_MISREAD = re.compile("[\x80-\x9f]")


def figure(text: str | None) -> float | str | None:
    """Return the number in a text, None without one, or why it is none: NEGATIVE, UNREADABLE."""
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) < 16:
        return float(text)
    if len(text) > 40 or not _NUMBER.fullmatch(text):
        return UNREADABLE
    number = float(text.replace(",", ""))
    if number < 0:
        return NEGATIVE
    is_figure = not number or MIN_FIGURE <= number <= MAX_FIGURE
    return number + 0.0 if is_figure else UNREADABLE


def day(text: str) -> str | None:
    """Return the day in a text such as `2027-01-31-05:00`, without the offset of its clock."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    try:
        return date.fromisoformat(match[1]).isoformat()
    except ValueError:
        return None


def month(reference: str) -> str | None:
    """Return the month in which a request was filed, which its reference begins with: 2024-06."""
    match = _REFERENCE.fullmatch(reference)
    return f"{match[1]}-{match[2]}" if match and "1900" <= match[1] <= "2099" else None


def agency_in(reference: str, control_number: str) -> str | None:
    """Return the agency code inside a reference, or else inside a control number."""
    if match := _REFERENCE.fullmatch(reference):
        return match[3]
    match = _CONTROL_NUMBER.fullmatch(control_number)
    return match[1] if match else None


def is_common_form(reference: str) -> bool:
    """Return whether a reference is that of a common form, which another agency's form is."""
    return _COMMON_FORM.fullmatch(reference) is not None


def line(text: str) -> str:
    """Return a text on one line, with the signs that Windows-1252 bytes were meant to be."""
    if text.isprintable() and "  " not in text:
        return text
    return " ".join(_MISREAD.sub(_meant, text).split())


def _meant(character: re.Match[str]) -> str:
    return in_windows_1252(character[0].encode("latin-1"))


def _key(text: str) -> str:
    return " ".join(text.replace(",", " ").casefold().split())


_PUBLIC = {_key(official): word for word, official in AFFECTED_PUBLIC.items()}
_OBLIGATION = {_key(official): word for word, official in OBLIGATION.items()} | {
    _key("required to obtain or retain benefits"): "required-for-benefit",
}


@lru_cache
def affected_public(text: str) -> str | None:
    """Return the catalogue's word for an affected public, or None for an unknown one."""
    return _PUBLIC.get(_key(text))


@lru_cache
def obligation(text: str) -> str | None:
    """Return the catalogue's word for an obligation, or None for an unknown one."""
    return _OBLIGATION.get(_key(text))


@lru_cache(4096)
def joined(texts: tuple[str, ...]) -> str | None:
    """Return the different texts in one, or None without any."""
    return "; ".join(dict.fromkeys(map(line, texts))) or None


def form_numbers(instruments: Iterable[Record]) -> str | None:
    """Return the numbers of the instruments that have one; the text `None` is no number."""
    numbers = (each.texts.get("number", "") for each in instruments)
    return joined(tuple(each for each in numbers if each and each.casefold() not in _NO_NUMBER))


def form_names(instruments: Iterable[Record]) -> str | None:
    """Return the names of the instruments, each once."""
    return joined(tuple(filter(None, (each.texts.get("name", "") for each in instruments))))


def online(instruments: Iterable[Record]) -> str | None:
    """Return whether a collection can be done online: full, partial, none, or None if not said.

    An instrument that can be submitted electronically is fully online: the flag decides, and where
    it is not given (or is `Uncollected`), whether its capability has the word fileable. One that
    cannot, but can be had electronically, is partly online: again by its flag, and where that is
    not given, by whether its capability has the words fillable or printable. One that cannot be had
    electronically either is not online. A collection is what all those of its instruments are that
    say it, and partly online where they differ.
    """
    said = {word for each in instruments if (word := _online(*map(each.texts.get, _ONLINE)))}
    if len(said) > 1:
        return "partial"
    return said.pop() if said else None


_ONLINE = ("submitted", "available", "capability")


@lru_cache
def _online(submitted_flag: str | None, available_flag: str | None, said: str | None) -> str | None:
    capability = (said or "").casefold()
    submitted = _YES_NO.get((submitted_flag or "").casefold())
    if submitted is None and capability:
        submitted = "fileable" in capability
    if submitted:
        return "full"
    available = _YES_NO.get((available_flag or "").casefold())
    if available is None and capability:
        available = "fillable" in capability or "printable" in capability
    if available is False:
        return "none"
    return "partial" if available and submitted is False else None
