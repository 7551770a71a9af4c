"""Values as they are written in a catalogue: what each becomes, and what to say if it cannot."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from numbers import Real
from typing import Any

from timetax.catalogue.advice import meant_by, share_meant_by
from timetax.catalogue.ranges import Range
from timetax.wording.hints import LONG, did_you_mean, shown
from timetax.wording.lists import repeated

RANGE_KEYS = ("low", "likely", "high")
MAX_FIGURE = 1e15
MIN_FIGURE = 1e-15
"""The least above zero: what is smaller is no figure of anything, and quotients would overflow."""
NUMBER_PATTERN = r"\+?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)([eE][+-]?[0-9]+)?"
FRACTION_PATTERN = r"([0-9]+) */ *([1-9][0-9]*)"
_NUMBER = re.compile(NUMBER_PATTERN)
_NOT_ZERO = re.compile("[^eE/]*[1-9]")
_FRACTION = re.compile(FRACTION_PATTERN)
_COMMAS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_WITH_UNIT = re.compile(r"([0-9][0-9.]*)\s*[%A-Za-z].*")
_NOT_FINITE = re.compile(r"[+-]?\.?(inf(inity)?|nan)", re.IGNORECASE)
YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}
YEAR_PATTERN = r"(1[89]|20)[0-9]{2}"
SHA256_PATTERN = "[0-9a-fA-F]{64}"
DATE_PATTERN = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"


class MistakeError(ValueError):
    """Mistakes in a value; `found` has the path from the value to each, and what to say of it."""

    def __init__(self, found: Sequence[tuple[tuple[str | int, ...], str]]) -> None:
        """Make the error for several mistakes at once."""
        super().__init__("; ".join(message for _, message in found))
        self.found = tuple(found)


def mistake(message: str, *within: str | int) -> MistakeError:
    """Return the error for one mistake in a value, `within` being the path to it from the value."""
    return MistakeError([(within, message)])


def _as_float(value: Real) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def read_figure(value: object) -> float:
    """Return the finite number, zero or more, that `value` spells."""
    if isinstance(value, Real) and not isinstance(value, bool):
        number = _as_float(value)
    elif not isinstance(value, str):
        raise mistake(f"must be a number, and here is {shown(value)}")
    elif _NUMBER.fullmatch(value):
        number = float(value.replace("_", ""))
    elif fraction := _FRACTION.fullmatch(value):
        number = float(fraction[1]) / float(fraction[2])
    elif value.startswith("-") and _NUMBER.fullmatch(value[1:]):
        raise mistake(f"{shown(value)} is negative")
    elif _COMMAS.fullmatch(value):
        plain, grouped = value.replace(",", ""), value.replace(",", "_")
        raise mistake(f"{shown(value)} has thousands commas; write {plain} or {grouped}")
    elif _NOT_FINITE.fullmatch(value):
        raise mistake(f"{shown(value)} is not a finite number; leave the field out if unknown")
    elif len(value) <= LONG and (meant := meant_by(value)):
        raise mistake(f"{shown(value)} must be the number alone: write {meant}")
    elif len(value) <= LONG and _WITH_UNIT.fullmatch(value):
        raise mistake(f"{shown(value)} must be the number alone, in the unit of the field")
    else:
        raise mistake(f"{shown(value)} is not a number; leave the field out if unknown")
    if number < 0:
        raise mistake(f"{shown(value)} is negative")
    number += 0.0  # no zero is below zero
    if not number <= MAX_FIGURE:
        raise mistake(f"{shown(value)} is not a finite number up to {MAX_FIGURE:.0e}")
    if number < MIN_FIGURE and (number or (isinstance(value, str) and _NOT_ZERO.match(value))):
        raise mistake(f"{shown(value)} is above zero and below {MIN_FIGURE:.0e}, the least figure")
    return number


def read_signed_figure(value: object) -> float:
    """Return the finite number, below zero or above, that `value` spells."""
    if isinstance(value, str) and value.startswith("-"):
        return -read_figure(value[1:])
    if isinstance(value, Real) and _as_float(value) < 0:
        return -read_figure(-value)
    return read_figure(value)


def figure_or_range(read: Callable[[object], float]) -> Callable[[object], float]:
    """Return a reader of a number, or of a range of numbers as low, likely and high."""

    def read_figure_or_range(value: object) -> float:
        if isinstance(value, Range):
            value = {"low": value.low, "likely": float(value), "high": value.high}
        if not isinstance(value, Mapping):
            return read(value)
        odd = [str(key) for key in value if key not in RANGE_KEYS]
        if value and len(odd) == len(value):
            raise mistake("must be a number, or low, likely and high, and here is a mapping")
        if odd or len(value) < len(RANGE_KEYS):
            found = ", ".join(map(str, value)) or "nothing"
            raise mistake(f"a range has low, likely and high, and here is {found}", *odd[:1])
        low, likely, high = (
            number for _, number in read_each([(key, value[key]) for key in RANGE_KEYS], read)
        )
        if low > likely:
            raise mistake(f"low ({low:g}) is above likely ({likely:g})", "low")
        if likely > high:
            raise mistake(f"likely ({likely:g}) is above high ({high:g})", "likely")
        return Range(low, likely, high)

    return read_figure_or_range


def read_yes_no(value: object) -> bool:
    """Return whether `value` is a yes."""
    word = YES_OR_NO.get(str(value).casefold())
    if word is None:
        raise mistake(f"must be yes or no, and here is {shown(value)}")
    return word


def read_share(value: object) -> float:
    """Return the share, 0 to 1, that `value` spells."""
    if isinstance(value, str) and len(value) <= LONG and (meant := share_meant_by(value)):
        raise mistake(f"{shown(value)} must be a share from 0 to 1: write {meant}")
    share = read_figure(value)
    if share > 1:
        raise mistake(f"the share {shown(value)} is above 1")
    return share


def read_count(value: object) -> int:
    """Return the whole number, zero or more, that `value` spells."""
    number = read_figure(value)
    if not number.is_integer():
        raise mistake(f"must be a whole number, and here is {shown(value)}")
    return int(number)


def read_sha256(value: object) -> str:
    """Return the SHA-256 hash that `value` spells, in small letters."""
    if not re.fullmatch(SHA256_PATTERN, str(value)):
        raise mistake(f"must be 64 hexadecimal digits, and here is {shown(value)}")
    return str(value).lower()


def read_year(value: object) -> int:
    """Return the calendar year that `value` spells."""
    if isinstance(value, bool) or not re.fullmatch(YEAR_PATTERN, str(value)):
        raise mistake(f"must be a year such as 2024, and here is {shown(value)}")
    return int(str(value))


def read_year_of_horizon(value: object) -> int:
    """Return the year after a beginning that `value` spells: 1 is the first."""
    if isinstance(value, bool) or not re.fullmatch("[1-9][0-9]?", str(value)):
        raise mistake(f"must be a whole number from 1 to 99, and here is {shown(value)}")
    return int(str(value))


def read_date(value: object) -> str:
    """Return the date in `value`: a year, a month or a day, as ISO 8601 writes it."""
    if isinstance(value, bool) or not re.fullmatch(DATE_PATTERN, str(value)):
        raise mistake(f"must be a date such as 2024, 2024-06 or 2024-06-30, not {shown(value)}")
    return str(value)


def read_text(value: object) -> str:
    """Return the text in `value`, without white space around it."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise mistake(f"must be text, and here is {shown(value)}")
    text = str(value).strip()
    if not text:
        raise mistake("must be text, and here is none")
    return text


def choice(words: Mapping[str, str]) -> Callable[[object], str]:
    """Return a reader of one of the keys of `words`, or of the official wording beside it."""
    spellings = {word: word for word in words} | {
        official: word for word, official in words.items()
    }

    def read_choice(value: object) -> str:
        word = spellings.get(read_text(value))
        if word is None:
            hint = did_you_mean(str(value), spellings) or f"; use one of {', '.join(words)}"
            raise mistake(f"{shown(value)} is not one of the known words{hint}")
        return word

    return read_choice


def read_each(
    items: Sequence[tuple[str | int, Any]], read: Callable[[Any], Any]
) -> list[tuple[str | int, Any]]:
    """Return what `read` makes of each item, with its place; or all their mistakes, with theirs."""
    values, found = [], []
    for place, item in items:
        try:
            values.append((place, read(item)))
        except MistakeError as error:
            found += [((place, *path), message) for path, message in error.found]
    if found:
        raise MistakeError(found)
    return values


def list_of(read: Callable[[object], str]) -> Callable[[object], tuple[str, ...]]:
    """Return a reader of a list without repetitions; one value alone is a list of one."""

    def read_list(value: object) -> tuple[str, ...]:
        if value is None:
            return ()
        items = value if isinstance(value, list | tuple) else [value]
        words = [word for _, word in read_each(list(enumerate(items)), read)]
        twice = [((place,), f"{word!r} is in the list twice") for place, word in repeated(words)]
        if twice:
            raise MistakeError(twice)
        return tuple(words)

    return read_list


def mapping_of(
    read_value: Callable[[object], Any], read_name: Callable[[object], str] = read_text
) -> Callable[[object], tuple[tuple[str, Any], ...]]:
    """Return a reader of a mapping as pairs of name and value."""

    def read_pair(pair: Any) -> tuple[str, Any]:
        name, value = pair
        return read_name(name), read_value(value)

    def read_mapping(value: object) -> tuple[tuple[str, Any], ...]:
        if value is None:
            return ()
        if not isinstance(value, Mapping):
            raise mistake(f"must be a mapping, and here is {shown(value)}")
        pairs = tuple(pair for _, pair in read_each([(p[0], p) for p in value.items()], read_pair))
        for _, name in repeated(name for name, _ in pairs):
            raise mistake(f"{name!r} is there twice")
        return pairs

    return read_mapping


def mapping_or_list_of(
    read_value: Callable[[object], Any],
) -> Callable[[object], tuple[tuple[str, Any], ...]]:
    """Return a reader of a mapping as pairs; the names of a list are paired with None."""
    read_mapping, read_list = mapping_of(read_value), list_of(read_text)

    def read(value: object) -> tuple[tuple[str, Any], ...]:
        if isinstance(value, Mapping):
            return read_mapping(value)
        return tuple((name, None) for name in read_list(value))

    return read


_read_shares = mapping_or_list_of(read_share)


def read_life_events(value: object) -> tuple[tuple[str, float | None], ...]:
    """Return life events with the share of responses that each causes; None claims all of them."""
    if isinstance(value, str) and "," in value:
        listed = ", ".join(each.strip() for each in value.split(",") if each.strip())
        raise mistake(f"must be a list, and here is {shown(value)}; write [{listed}]")
    events = _read_shares(value)
    total = sum(share for _, share in events if share is not None)
    if total > 1 + 1e-9:
        raise mistake(f"the shares add up to {total:g}, which is above 1")
    return events
