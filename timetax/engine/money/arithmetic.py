"""Exact money: fractions of figures, rounding as figures are printed, years discounted."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal, TypeAlias

from timetax.catalogue.formulas import MINUTES_PER_HOUR

Timing: TypeAlias = Literal["start", "end"]
"""Whether a payment falls on the start of a year, so that the first is whole, or on its end."""

_SIMPLEST = 1000
_FEW = 4
"""Fewer fractions are put on one denominator and made simple once; of more it would grow large."""


@lru_cache(maxsize=65_536)
def exact(value: float) -> Fraction:
    """Return the number that a figure was written as: 0.1 is one tenth, and 1/6 one sixth."""
    if value == int(value):
        return Fraction(int(value))
    simple = Fraction(value).limit_denominator(_SIMPLEST)
    return simple if float(simple) == value else Fraction(repr(float(value)))


@lru_cache(maxsize=65_536)
def in_hours(minutes: float) -> Fraction:
    """Return minutes as the exact part of an hour."""
    return exact(minutes) / MINUTES_PER_HOUR


def half_up(amount: Fraction, places: int) -> Fraction:
    """Return an amount rounded to decimal places; a half goes away from zero, as in print."""
    unit = Fraction(10) ** -places
    size = (abs(amount) / unit + Fraction(1, 2)).__floor__() * unit
    return size if amount >= 0 else -size


@lru_cache(maxsize=1024)
def annuity(rate: Fraction, years: int, timing: Timing) -> Fraction:
    """Return the present value of 1 a year: the sum of 1 / (1 + r)^t, t from 1, or from 0."""
    first = 0 if timing == "start" else 1
    return sum((1 / (1 + rate) ** t for t in range(first, first + years)), Fraction())


def capital_recovery(rate: Fraction, years: int, timing: Timing) -> Fraction:
    """Return what 1 costs a year over years: r / (1 - (1 + r)^-n) at the end of each.

    It is the inverse of `annuity`, and 1/n where nothing is discounted.
    """
    return 1 / annuity(rate, years, timing)


def present_value(amounts: Sequence[Fraction], rate: Fraction, timing: Timing) -> Fraction:
    """Return what amounts of years that follow one another are worth at the start of the first."""
    first = 0 if timing == "start" else 1
    return sum(
        (amount / (1 + rate) ** year for year, amount in enumerate(amounts, first)), Fraction()
    )


def added(amounts: Sequence[Fraction | None]) -> Fraction | None:
    """Return the sum of the amounts that are known; None if none is."""
    known = [each for each in amounts if each is not None]
    if len(known) < 2:
        return known[0] if known else None
    if len(known) < _FEW:
        top, bottom = known[0].as_integer_ratio()
        for each in known[1:]:
            numerator, denominator = each.as_integer_ratio()
            if denominator == bottom:
                top += numerator
            else:
                top, bottom = top * denominator + numerator * bottom, bottom * denominator
        return Fraction(top, bottom)
    numerators: dict[int, int] = {}
    for each in known:
        numerators[each.denominator] = numerators.get(each.denominator, 0) + each.numerator
    return sum((Fraction(top, bottom) for bottom, top in numerators.items()), Fraction())
