"""How a figure is written for people: from the raw number, at the last moment."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What the values of a column are, which decides how they are written and aligned."""

    TEXT = "text"
    COUNT = "count"
    YEAR = "year"
    HOURS = "hours"
    RESPONSES = "responses"
    MINUTES = "minutes"
    SHARE = "share"
    CHANGE = "change"
    CHANGE_SHARE = "change as a share"
    NUMBER = "number"
    CENTS = "money to the cent"

    @property
    def is_number(self) -> bool:
        """Whether values are aligned to the right."""
        return self not in (Kind.TEXT, Kind.YEAR)


class SignedAmount(float):
    """A change in a column of amounts, where it has its sign as in one of changes."""


NOTHING = "\N{EN DASH}"
MORE = "\N{BLACK UP-POINTING TRIANGLE}"
LESS = "\N{BLACK DOWN-POINTING TRIANGLE}"
"""What stands before a change in a table, beside its sign: a sign alone is easily missed."""

WITHOUT_A_WORD = (Kind.TEXT, Kind.YEAR, Kind.NUMBER, Kind.CHANGE_SHARE, Kind.CENTS)

_ANY_FIGURE = Context(prec=60)
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def for_people(value: object, kind: Kind) -> str:
    """Return a value as people read it; an unknown figure is a word and never a zero."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return NOTHING if kind in WITHOUT_A_WORD else "unknown"
    if not isinstance(value, int | float):
        return str(value)
    if isinstance(value, SignedAmount):
        return marked(value)
    if kind is Kind.YEAR:
        return str(value)
    if kind is Kind.COUNT:
        return f"{value:,}"
    if kind is Kind.SHARE:
        return percent(value)
    if kind is Kind.CHANGE:
        return marked(value)
    if kind is Kind.CHANGE_SHARE:
        return signed_percent(value)
    if kind is Kind.CENTS:
        return f"{round_half_up(value, 2):,}"
    if kind is Kind.MINUTES:
        few = 0 < value < 0.95
        return in_words(value) if few else f"{round_half_up(value, 0 if value >= 99.95 else 1):,}"
    return in_full(value) if kind is Kind.NUMBER else in_words(value)


def in_words(value: float) -> str:
    """Return a large number in words with three digits: 3.76 billion; a small one in full."""
    if value < 0:
        return f"-{in_words(-value)}"
    if value >= 999_999.5:
        rounded = round_half_up(value, 2 - Decimal(value).adjusted())
        scale, word = next((s, w) for s, w in _SCALES if rounded >= s)
        leading = rounded / scale
        return f"{leading:,.{max(2 - leading.adjusted(), 0)}f} {word}"
    if value >= 9.95 or value == int(value):
        return f"{round_half_up(value, 0):,}"
    return f"{round_half_up(value, 1)}" if value >= 0.95 else f"{value:.2g}"


def in_full(value: float) -> str:
    """Return a number with all its digits before the point and up to six after it."""
    return _trimmed(round_half_up(value, 6 if abs(value) < 1e5 else 2))


def _trimmed(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def to_read(*values: float) -> tuple[str, ...]:
    """Return figures of one sentence with one digit after the point, or with three in all.

    Where two that differ would look alike they have more, up to what `in_full` has.
    """
    least = min((abs(each) for each in values if each), default=1.0)
    first = max(2 - Decimal(least).adjusted(), 1)
    for places in range(min(first, 6), 6):
        texts = tuple(_trimmed(round_half_up(each, places)) for each in values)
        if len(set(texts)) == len(set(values)):
            return texts
    return tuple(map(in_full, values))


def with_unit(figure: str, unit: str) -> str:
    """Return a figure with its unit: 1 hour a year, 3.76 billion hours a year."""
    noun, space, rest = unit.partition(" ")
    one = figure.lstrip("+-") == "1"
    return f"{figure} {noun.removesuffix('s') if one else noun}{space}{rest}"


def in_hours(figure: str) -> str:
    """Return a figure with its unit: 1 hour, 3.76 billion hours."""
    return with_unit(figure, "hours")


def signed(value: float) -> str:
    """Return a change in words with its sign; none at all is 0."""
    return f"+{in_words(value)}" if value > 0 else in_words(value)


def marked(value: float) -> str:
    """Return a change in words with its sign, after a mark for more or for less."""
    return f"{MORE if value > 0 else LESS} {signed(value)}" if value else signed(value)


def more_or_less(change: float, unit: str = "hours a year") -> str:
    """Return a change in words without a sign: 1.12 million hours a year less."""
    return f"{with_unit(in_words(abs(change)), unit)} {'less' if change < 0 else 'more'}"


def signed_in_full(value: float) -> str:
    """Return a change with its sign and all its digits before the point."""
    return with_sign(in_full(value))


def with_sign(text: str) -> str:
    """Return a change that is in words already with its sign: 5 as +5."""
    return text if text.startswith("-") or text == "0" else f"+{text}"


def signed_percent(share: float) -> str:
    """Return a change as a percentage with its sign, one decimal or, if small, two digits."""
    if share == 0:
        return "0%"
    if abs(share) < 1e-6:
        return f"{'+' if share > 0 else '-'}<0.0001%"
    if abs(share) < 0.0095:
        return f"{float(f'{share * 100:.2g}'):+f}".rstrip("0") + "%"
    return f"{round_half_up(_per_cent(share), 1):+,}%"


def percent(share: float) -> str:
    """Return a share as a percentage with one decimal; one too small to show is not a zero."""
    if 0 < share < 0.0005:
        return "<0.1%"
    return f"{round_half_up(_per_cent(share), 1):,}%"


def round_half_up(value: float | Decimal, places: int) -> Decimal:
    """Return the value rounded as published figures are: a half goes up.

    A float is the decimal number that it is written as, so that 1.005 has a half to round.
    """
    exact = _as_written(value)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _ANY_FIGURE)


def _as_written(value: float | Decimal) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(float(value)))


def _per_cent(share: float) -> Decimal:
    return _as_written(share).scaleb(2)


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: 1 form, 2 forms."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def raw(value: object) -> object:
    """Return a value as data carries it: a whole float as integer, NaN as None, all else as is."""
    if not isinstance(value, float):
        return value
    return None if math.isnan(value) else int(value) if value.is_integer() else value
