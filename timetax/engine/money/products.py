"""Printed products: how far they may be off, and which reading of the factors gives them."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from timetax.engine.money.arithmetic import exact, half_up

COUNTS = ("responses", "respondents", "frequency", "share", "business as usual", "hours")
"""The factors that make hours; what is left is a rate or a price."""


_Rounding: TypeAlias = Callable[[Fraction], Fraction]


@dataclass(frozen=True)
class Factor:
    """A factor of a printed product.

    Attributes:
        name: what it is.
        value: its value.
        half: by how much the figure that was costed may be off it: half of its last digit.
    """

    name: str
    value: Fraction
    half: Fraction

    @staticmethod
    def of(name: str, written: float, scale: Fraction = Fraction(1), places: int = 0) -> "Factor":
        """Return a factor that was displayed in so many digits, times a scale."""
        return Factor(name, exact(written) * scale, half_digit(written, places) * scale)

    @staticmethod
    def count(name: str, written: float, places: int = 0) -> "Factor":
        """Return a count, which is exact where it is whole."""
        return (
            Factor.exactly(name, exact(written))
            if written.is_integer()
            else Factor.of(name, written, places=places)
        )

    @staticmethod
    def exactly(name: str, value: Fraction) -> "Factor":
        """Return a factor that is what it is."""
        return Factor(name, value, Fraction())

    def times(self, load: Fraction) -> "Factor":
        """Return the factor with a load on it."""
        return replace(self, value=self.value * load, half=self.half * load)


def half_digit(written: float, places: int = 0) -> Fraction:
    """Return half of the last digit in which a figure is written: 0.05 of 0.1, 0.5 of 12.

    `places` are the decimals that stand in print, which a number does not keep: 2 of 64.00.
    """
    exponent = Decimal(repr(written)).normalize().as_tuple().exponent
    return Fraction(10) ** min(int(exponent), -places, 0) / 2


def tolerance_of(products: Sequence[Sequence[Factor]], printed: float, places: int = 0) -> Fraction:
    """Return by how much a printed sum of products may miss them, by the digits of each factor.

    It is what the sum can be at most with each factor half a digit higher, and half of its own last
    digit.
    """
    tolerance = half_digit(printed, places)
    for factors in products:
        made = math.prod((each.value for each in factors), start=Fraction(1))
        highest = math.prod((each.value + each.half for each in factors), start=Fraction(1))
        tolerance += highest - made
    return tolerance


def readings_of(products: Sequence[Sequence[Factor]]) -> Iterator[tuple[str, Fraction]]:
    """Yield the ways in which agencies are seen to round, and the amount that each gives.

    Hours rounded up (the Coast Guard, APHIS), to whole numbers (FNS) or to two decimals before they
    are priced; rates rounded to the cent; each product rounded before it is added.
    """

    def added(hours: _Rounding, rate: _Rounding, each: _Rounding) -> Fraction:
        total = Fraction()
        for factors in products:
            time = math.prod((f.value for f in factors if f.name in COUNTS), start=Fraction(1))
            price = math.prod((f.value for f in factors if f.name not in COUNTS), start=Fraction(1))
            total += each(hours(time) * rate(price))
        return total

    def same(amount: Fraction) -> Fraction:
        return amount

    def whole(amount: Fraction) -> Fraction:
        return half_up(amount, 0)

    def cents(amount: Fraction) -> Fraction:
        return half_up(amount, 2)

    yield "the factors as they are", added(same, same, same)
    yield "rates rounded to the cent", added(same, cents, same)
    yield "hours rounded up", added(lambda amount: Fraction(math.ceil(amount)), same, same)
    yield "hours rounded to whole numbers", added(whole, same, same)
    yield "hours rounded to two decimals", added(cents, same, same)
    yield "each product rounded to the cent", added(same, same, cents)
    yield "each product rounded to whole amounts", added(same, same, whole)
