"""The value of a parameter with which a scenario reaches a target."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Literal

from timetax.catalogue.numbers import number
from timetax.catalogue.ranges import Range
from timetax.engine.measures import HOURS
from timetax.engine.scenario.model import Parameter
from timetax.engine.scenario.planning import Plan
from timetax.engine.sweeps.grid import PointTotals, require_parameters
from timetax.findings import InputError, option_error
from timetax.wording.numbers import in_full, in_hours, in_words, signed

SCANNED = 201
"""How many values of a parameter are tried before the search for a target narrows down."""

_HALVINGS = 100
# Hours this close to the target differ from it by rounding alone.
_SLACK_ULPS = 8
# What remains of the difference between two tried values where neighbouring floats still jump.
_JUMP = 1e-6


@dataclass(frozen=True)
class Target:
    """What a reform is to reach.

    Attributes:
        kind: what `amount` is: a `share` of the baseline's hours by which they change, a `change`
            in hours a year, or a `total` of hours a year.
        amount: that figure; a share of -0.1 is ten percent less.
    """

    kind: Literal["share", "change", "total"]
    amount: float

    def hours(self, baseline_hours: float) -> float:
        """Return the hours a year that are to be reached from those of the baseline."""
        match self.kind:
            case "share":
                return baseline_hours + baseline_hours * self.amount
            case "change":
                return baseline_hours + self.amount
            case "total":
                return self.amount

    def __str__(self) -> str:
        match self.kind:
            case "share":
                plus = "+" if self.amount > 0 else ""
                return f"a change of {plus}{in_full(self.amount * 100)}%"
            case "change":
                return f"a change of {in_hours(signed(self.amount))} a year"
            case "total":
                return f"a total of {in_hours(in_words(self.amount))} a year"


def parse_target(text: str) -> Target:
    """Return the target that a text spells.

    `-10%` is a change as a share of the baseline, `-1_000_000` or `-1e6` one in hours a year, and
    `=2e9` a total of hours a year.

    Raises:
        InputError: the text is none of these.
    """
    written = text.strip()
    try:
        if written.endswith("%"):
            return Target("share", float(number(written[:-1]) / 100))
        if written.startswith("="):
            return Target("total", float(number(written[1:])))
        return Target("change", float(number(written)))
    except ValueError as error:
        message = f"{error}; write -10%, a change in hours such as -1e6, or a total such as =2e9"
        raise option_error(f"target {text}", message) from error


@dataclass(frozen=True)
class Point:
    """What a value of a parameter leads to.

    Attributes:
        value: the value of the parameter.
        burden_hours: the hours a year then.
        change_hours: the change against the baseline, in hours a year.
        change: the same as a share of the baseline's hours; None if it has none.
        residual_hours: by how many hours a year the target is missed; below zero if there are
            fewer than wanted.
    """

    value: float
    burden_hours: float
    change_hours: float
    change: float | None
    residual_hours: float


@dataclass(frozen=True)
class Solution:
    """Where a parameter reaches a target, or that it does not.

    Attributes:
        name: the parameter.
        target: what was wanted.
        low, high: the interval that was searched.
        present_value: the value of the parameter in the scenario.
        present: what that leads to, or None if the scenario cannot be applied with it.
        solutions: where the target is reached, the nearest to the present value first. A stretch
            of values that all reach it is one solution.
        nearest: the first solution; without any, the point that misses the target by least.
        least, most: the points with the least and the most hours of those that were tried.
        tried: how many values the scan tried in the interval.
        skipped: how many of them the scenario cannot be applied with.
        reason: why not, for the first of them, or None.
    """

    name: str
    target: Target
    low: float
    high: float
    present_value: float
    present: Point | None
    solutions: tuple[Point, ...]
    nearest: Point
    least: Point
    most: Point
    tried: int
    skipped: int
    reason: str | None

    @property
    def value(self) -> float | None:
        """The value that reaches the target and is nearest to the present one, or None."""
        return self.solutions[0].value if self.solutions else None


def solved(
    plan: Plan, name: str, target: Target, low: float | None = None, high: float | None = None
) -> Solution:
    """Return the value of a parameter with which the scenario reaches a target.

    `SCANNED` values are tried evenly over an interval, and the present one; between two that lie on
    either side of the target the interval is halved until no float is left. What rises above the
    target and falls back between two tried values is not seen.

    Args:
        plan: the scenario laid out over tables.
        name: the parameter; the others stay as they are, ranges at their likely values.
        target: what to reach.
        low: where to search from; without it, from the low end of the parameter's range if it has
            one, else from 0.
        high: where to search to; without it, to the high end of that range, else to 1 if the
            parameter is used as a share, else to ten times its value, be that above 0 or below.

    Raises:
        InputError: the parameter is unknown, the interval is none, the scenario cannot be applied
            anywhere in it, or the target is a share and the baseline has no hours.
    """
    require_parameters(plan, [name], "solve")
    low, high = _interval(plan, name, low, high)
    present = float(plan.parameters[name])
    curve = _Curve(plan, name, target)
    points = [curve.at(value) for value in _scanned(low, high, present)]
    refused = list(curve.refused)
    found = [point for point in points if point is not None]
    if not found:
        raise refused[0]
    ends = [curve.narrowed(low, high) for low, high in _brackets(curve, points)]
    solutions = [*_hits(curve, points, present), *(end for end, reached in ends if reached)]
    solutions.sort(key=lambda point: (abs(point.value - present), point.value))
    tried = [*found, *(end for end, _ in ends)]
    missed = min(tried, key=lambda point: (abs(point.residual_hours), abs(point.value - present)))
    return Solution(
        name=name,
        target=target,
        low=low,
        high=high,
        present_value=present,
        present=curve.at(present),
        solutions=tuple(solutions),
        nearest=solutions[0] if solutions else missed,
        least=min(tried, key=lambda point: point.burden_hours),
        most=max(tried, key=lambda point: point.burden_hours),
        tried=len(points),
        skipped=len(refused),
        reason=refused[0].findings[0].message if refused else None,
    )


def _interval(plan: Plan, name: str, low: float | None, high: float | None) -> tuple[float, float]:
    usual = _usual_interval(plan, name)
    low, high = usual[0] if low is None else low, usual[1] if high is None else high
    if not (low < high and math.isfinite(low) and math.isfinite(high)):
        message = f"from {low:g} to {high:g} is no interval to search; give both its ends"
        raise option_error(f"solve {name}", message)
    return low, high


def _usual_interval(plan: Plan, name: str) -> tuple[float, float]:
    value = plan.parameters[name]
    if isinstance(value, Range) and value.low < value.high:
        return value.low, value.high
    operations = (each for step in plan.steps for each in step.change.operations)
    if any(Parameter(name) in each.shares() for each in operations):
        return 0.0, 1.0
    return min(0.0, 10 * float(value)), max(0.0, 10 * float(value))


def _scanned(low: float, high: float, present: float) -> list[float]:
    start, width = Fraction(low), Fraction(high) - Fraction(low)
    values = {float(start + width * i / (SCANNED - 1)) for i in range(SCANNED)}
    return sorted(values | ({present} if low <= present <= high else set()))


class _Curve:
    """What a parameter leads to, against what is wanted."""

    def __init__(self, plan: Plan, name: str, target: Target) -> None:
        self.totals = PointTotals(plan, [name])
        self.refused: list[InputError] = []
        if target.kind == "share" and not self.totals.baseline.burden_hours:
            message = "the baseline has no hours to take a share of; give the change in hours"
            raise option_error("target", message)
        self.wanted = target.hours(self.totals.baseline.burden_hours)

    def at(self, value: float) -> Point | None:
        """Return what a value leads to; None, and keep why, if the scenario cannot be applied."""
        try:
            hours = self.totals.at([value])[HOURS.key]
        except InputError as error:
            self.refused.append(error)
            return None
        before = self.totals.baseline.burden_hours
        change = hours - before
        return Point(value, hours, change, change / before if before else None, hours - self.wanted)

    def side(self, point: Point | None) -> int | None:
        """Return 1 above the target, -1 below it, 0 where only rounding tells the two apart."""
        if point is None:
            return None
        if abs(point.residual_hours) <= self.slack(point):
            return 0
        return 1 if point.residual_hours > 0 else -1

    def narrowed(self, low: Point, high: Point) -> tuple[Point, bool]:
        """Return the point nearest to a target that lies between two, and whether it meets it.

        It does not where the hours jump over the target.
        """
        width = abs(high.residual_hours - low.residual_hours)
        for _ in range(_HALVINGS):
            value = low.value + (high.value - low.value) / 2
            middle = self.at(value) if low.value < value < high.value else None
            if middle is None:
                break
            if (middle.residual_hours > 0) == (high.residual_hours > 0):
                high = middle
            else:
                low = middle
        nearest = min(low, high, key=lambda point: abs(point.residual_hours))
        return nearest, abs(nearest.residual_hours) <= max(self.slack(nearest), _JUMP * width)

    def slack(self, point: Point) -> float:
        """Return by how many hours rounding alone can miss the target."""
        return _SLACK_ULPS * math.ulp(max(point.burden_hours, abs(self.wanted)))


def _brackets(curve: _Curve, points: Iterable[Point | None]) -> Iterator[tuple[Point, Point]]:
    for one, other in pairwise(points):
        if one and other and {curve.side(one), curve.side(other)} == {1, -1}:
            yield one, other


def _hits(curve: _Curve, points: Iterable[Point | None], present: float) -> Iterator[Point]:
    """Yield of each stretch of tried points that meet the target the nearest to the present."""
    for side, stretch in groupby(points, curve.side):
        if side == 0:
            yield min(filter(None, stretch), key=lambda point: abs(point.value - present))
