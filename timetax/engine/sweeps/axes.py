"""Parameters and their values, as people write them on a command line and read them in a report."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from timetax.catalogue.numbers import number
from timetax.findings import option_error
from timetax.wording.numbers import in_full

MOST_POINTS = 100_000
"""A sweep over more points is refused."""

_AXIS = "write it as NAME=FROM:TO:STEP, such as share_online=0:1:0.1, or NAME=VALUE,VALUE"
_SEARCH = "write it as NAME, or as NAME=FROM:TO, such as share_online=0:1"


@dataclass(frozen=True)
class Axis:
    """A parameter and the values that it takes in a sweep, in order.

    Raises:
        ValueError: there is no value, or one is not finite.
    """

    name: str
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.values or not all(map(math.isfinite, self.values)):
            raise ValueError(f"an axis takes finite values, not {self.values}")


def parse_axis(text: str) -> Axis:
    """Return the axis that `NAME=FROM:TO:STEP` or `NAME=VALUE,VALUE,...` spells.

    A number is written as in a scenario: 0.1, 1e6, 1_000 or 1/3. Both ends are points, whether or
    not the steps meet the second one; each value is the float nearest to the exact one.

    Raises:
        InputError: the text has another shape, something is no number, the step does not lead from
            one end to the other, a value is there twice, or there are more than `MOST_POINTS`.
    """
    name, _, values = text.partition("=")
    try:
        if not name.strip() or not values.strip():
            raise ValueError(_AXIS)
        return Axis(name.strip(), _steps(values) if ":" in values else _listed(values))
    except ValueError as error:
        raise option_error(f"sweep {text}", str(error)) from error


def parse_search(text: str) -> tuple[str, float | None, float | None]:
    """Return the parameter that `NAME` or `NAME=FROM:TO` spells, and both ends, None if not given.

    Raises:
        InputError: the text has another shape, or an end is no number.
    """
    name, given, ends = text.partition("=")
    try:
        if not name.strip() or (given and ends.count(":") != 1):
            raise ValueError(_SEARCH)
        low, high = (float(number(end)) for end in ends.split(":")) if given else (None, None)
    except ValueError as error:
        raise option_error(f"solve {text}", str(error)) from error
    return name.strip(), low, high


def _steps(text: str) -> tuple[float, ...]:
    parts = text.split(":")
    if len(parts) != 3:
        raise ValueError(_AXIS)
    start, end, step = map(number, parts)
    if step == 0:
        raise ValueError("the step is 0")
    steps = (end - start) / step
    if steps < 0:
        raise ValueError(f"a step of {float(step):g} leads away from {float(end):g}")
    points = math.ceil(steps) + 1
    if points > MOST_POINTS:
        raise ValueError(f"{too_many(points)}; take a larger step")
    return (*(float(start + place * step) for place in range(points - 1)), float(end))


def _listed(text: str) -> tuple[float, ...]:
    values = tuple(float(number(each)) for each in text.split(","))
    value, times = Counter(values).most_common(1)[0]
    if times > 1:
        raise ValueError(f"{value:g} is there twice")
    return values


def too_many(points: int) -> str:
    """Return what is wrong with more points than `MOST_POINTS`."""
    return f"this makes {points:,} points, and {MOST_POINTS:,} are the most"


def value_text(value: float) -> str:
    """Return a value of a parameter as people read it; one close to zero keeps its digits."""
    return f"{value:.3g}" if 0 < abs(value) < 1e-4 else in_full(value)


def point_text(names: Iterable[str], values: Iterable[float]) -> str:
    """Return parameters with their values as people read them: `a = 1, b = 2`."""
    pairs = zip(names, values, strict=True)
    return ", ".join(f"{name} = {value_text(value)}" for name, value in pairs)
