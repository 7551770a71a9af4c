"""Which marks the numbers of a file have: decided once, from all its cells."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from timetax.read.tabular.cells.numbers import core
from timetax.read.tabular.headings import FREQUENCY, TIME
from timetax.read.tabular.model import DecimalMark

COUNTS = frozenset({"respondents", "responses"})
"""Columns of people and what they send in: a thousand is likely there, three decimals are not."""
_TIMES = frozenset({TIME, FREQUENCY})

_COMMA = re.compile(
    r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}"
    r"|[1-9][0-9]{0,2}(?:[ '][0-9]{3})+,[0-9]+|0+,[0-9]+|[0-9]*,(?:[0-9]{1,2}|[0-9]{4,})"
    r"|[0-9]{4,},[0-9]+"
)
"""A number of which a comma is the decimal mark, whatever else there is."""
_POINT = re.compile(
    r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}"
    r"|[1-9][0-9]{0,2}(?:[ '][0-9]{3})+\.[0-9]+|0*\.[0-9]+|[0-9]+\.(?:[0-9]{0,2}|[0-9]{4,})"
    r"|[0-9]{4,}\.[0-9]+"
)
"""A number of which a point is."""
_MAYBE_COMMAS = re.compile("^[1-9][0-9]{0,2},[0-9]{3}$", re.MULTILINE)
"""Numbers of a thousand and more, or with three decimals."""
_MAYBE_POINTS = re.compile(r"^[1-9][0-9]{0,2}\.[0-9]{3}$", re.MULTILINE)
_COMMAS = re.compile(rf"^(?:{_COMMA.pattern})$", re.MULTILINE)
_POINTS = re.compile(rf"^(?:{_POINT.pattern})$", re.MULTILINE)
_NO_COMMA = re.compile(r"(?:(?:[1-9][0-9]{0,2}(?:,[0-9]{3})++|[0-9]++)\n)*+")
"""Lines of which none has a decimal comma for sure; they are passed over quickly."""
_NO_POINT = re.compile(r"(?:(?:[1-9][0-9]{0,2},[0-9]{3}|[0-9]++)\n)*+")
"""Lines of which none has a decimal point for sure."""
_MUCH_MORE = 3
"""So many times more cells speak for points that those with commas are mistakes."""
_ODD = re.compile("[^0-9.,\n]")


@dataclass(frozen=True)
class Notation:
    """The decimal mark of a file, and the texts that show it.

    Attributes:
        decimal: the mark; None if it cannot be told.
        comma: a text of which a comma is the decimal mark, and the key of its column.
        point: one of which a point is.
        either: one that may be a thousand or have three decimals, if that cannot be told.
    """

    decimal: DecimalMark | None
    comma: tuple[str, str] | None = None
    point: tuple[str, str] | None = None
    either: tuple[str, str] | None = None


def notation_of(
    columns: Mapping[str, Sequence[str]],
    cells_of: Callable[[str], Iterable[str | None]],
    *,
    typed: bool = False,
    semicolons: bool = False,
) -> Notation:
    """Return how the numbers in columns of figures, by their keys, are written.

    `columns` has each text once, and `cells_of` gives all cells of one.

    With `typed`, numbers may have been cells of numbers and have points then. With `semicolons`,
    the file is one that programs write which have decimal commas.
    """
    joined = {key: _numbers(texts) for key, texts in columns.items()}
    joined = {key: text for key, text in joined.items() if "," in text or "." in text}
    comma, point = _first(_COMMAS, joined, _NO_COMMA), _first(_POINTS, joined, _NO_POINT)
    if comma and point:
        every = {key: _numbers(list(filter(None, cells_of(key)))) for key in joined}
        if _times(_POINTS, every) < _MUCH_MORE * _times(_COMMAS, every):
            return Notation(None, comma, point)
    thousands = _first(_MAYBE_POINTS, {key: joined[key] for key in COUNTS & joined.keys()})
    if typed and thousands and not _keeps_a_zero(joined):
        thousands = None
    if point or (typed and not comma and not thousands):
        return Notation(None if thousands else ".", comma, point, thousands)
    in_counts = _first(_MAYBE_COMMAS, {key: joined[key] for key in COUNTS & joined.keys()})
    if comma:
        return Notation(None if in_counts else ",", comma, either=in_counts)
    sums = {key: text for key, text in joined.items() if key not in _TIMES}
    if in_counts and not thousands:
        return Notation(".")
    if thousands := _first(_MAYBE_POINTS, sums):
        return Notation(None, either=thousands)
    decimals = _first(_MAYBE_COMMAS, {key: joined[key] for key in _TIMES & joined.keys()})
    if semicolons:
        decimals = decimals or _first(_MAYBE_COMMAS, joined)
    return Notation(None if decimals else ".", either=decimals)


def _numbers(texts: Sequence[str]) -> str:
    """Return the numbers in texts, one a line."""
    joined = "\n".join(texts)
    if _ODD.search(joined):
        return "\n".join([core(each) if _ODD.search(each) else each for each in texts])
    return joined


def _first(
    pattern: re.Pattern[str], joined: Mapping[str, str], none: re.Pattern[str] | None = None
) -> tuple[str, str] | None:
    """Return the first line that matches, and the key of its column; not among lines of `none`."""
    for key, text in joined.items():
        begin = none.match(text) if none else None
        if found := pattern.search(text, begin.end() if begin else 0):
            return found[0], key
    return None


def _times(pattern: re.Pattern[str], joined: Mapping[str, str]) -> int:
    return sum(len(pattern.findall(text)) for text in joined.values())


def _keeps_a_zero(joined: Mapping[str, str]) -> bool:
    """Return whether a number that may be a thousand ends in a zero: no cell of a number does."""
    return any(
        each.endswith("0") for text in joined.values() for each in _MAYBE_POINTS.findall(text)
    )
