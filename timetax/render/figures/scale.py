"""Where a value stands between two ends, and which values are marked between them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

_STEPS = (1, 2, 2.5, 5, 10)
_WORDS = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))


@dataclass(frozen=True)
class Scale:
    """A scale from `low` at `start` to `high` at `end`, by amount or, `logarithmic`, by ratio."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """Return where a value stands; one beyond an end stands at it."""
        value = min(max(value, self.low), self.high)
        if self.logarithmic:
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def marks(self, most: int) -> Iterator[float]:
        """Yield at most about so many round values, from low to high."""
        if self.logarithmic:
            first, last = (
                math.ceil(math.log10(self.low) - 1e-9),
                math.floor(math.log10(self.high) + 1e-9),
            )
            every = max(math.ceil((last - first + 1) / max(most, 1)), 1)
            yield from (10.0**power for power in range(first, last + 1, every))
            return
        step = step_for(self.high - self.low, most)
        number = math.ceil(self.low / step - 1e-9)
        while number * step <= self.high + step * 1e-9:
            yield number * step
            number += 1


def step_for(span: float, most: int) -> float:
    """Return a round step of which at most `most` fit into a span."""
    least = span / max(most, 1)
    power = 10.0 ** math.floor(math.log10(least)) if least > 0 else 1.0
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))


def in_short(value: float) -> str:
    """Return a round value in few letters: 2.5 billion, 400, 0."""
    for scale, word in _WORDS:
        if abs(value) >= scale * 0.9999:
            return f"{value / scale:.7g}{word}"
    if 0 < abs(value) < 0.001:
        return f"{value:.3g}"
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def widened(low: float, high: float) -> tuple[float, float]:
    """Return two ends that differ."""
    return (low, high) if high > low else (min(low, 0.0), max(high, 0.0) or low + 1.0)
