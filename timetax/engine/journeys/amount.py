"""An amount that is exact, and may be a range."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from timetax.catalogue.ranges import Range
from timetax.engine.money.arithmetic import exact

ONE = Fraction(1)


@dataclass(frozen=True)
class Amount:
    """An exact amount: its likely value, and the ends of its range."""

    low: Fraction
    likely: Fraction
    high: Fraction

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def times(self, factor: Fraction) -> "Amount":
        """Return the amount multiplied by a number of 0 or more."""
        return Amount(self.low * factor, self.likely * factor, self.high * factor)

    @property
    def is_range(self) -> bool:
        """Whether its ends differ."""
        return self.low != self.high


@dataclass(frozen=True)
class Span:
    """What something comes to: at least, likely or None if that cannot be told, and at most."""

    low: Fraction
    likely: Fraction | None
    high: Fraction

    @property
    def is_range(self) -> bool:
        """Whether its ends differ."""
        return self.low != self.high


def amount_of(value: float | None) -> Amount | None:
    """Return a figure or a range of a catalogue as an amount; None if it is not known."""
    if value is None:
        return None
    if isinstance(value, Range):
        return Amount(exact(value.low), exact(float(value)), exact(value.high))
    return Amount(*[exact(float(value))] * 3)


def summed(amounts: Iterable[Amount | None]) -> Amount | None:
    """Return the sum of the amounts that are known; None if none is."""
    known = [each for each in amounts if each is not None]
    return sum(known[1:], known[0]) if known else None
