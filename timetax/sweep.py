"""How a scenario's hours follow its parameters: over a grid of values, and back from a target."""

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby, pairwise, product
from typing import TYPE_CHECKING, Literal, TypeAlias

from timetax.burden import burden_hours, with_burden
from timetax.fields import shown
from timetax.figures import Kind, in_full, in_words, plural, round_half_up, signed
from timetax.findings import InputError, did_you_mean, option_error
from timetax.ranges import Range
from timetax.report import Column, Report, Row, Section, rows_of
from timetax.scenario.applying import State, at_start, run
from timetax.scenario.model import Add, Exempt, Move, Operation, Parameter, Prefill
from timetax.scenario.planning import Plan, Step
from timetax.totals import Total, total

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Mask: TypeAlias = npt.NDArray[np.bool_]

MOST_POINTS = 100_000
"""A grid of more points is refused."""

MEASURES = ("burden_hours", "change_hours", "change", "responses", "change_responses")
"""What is computed at each point of a sweep."""

PICTURED = 21
"""How many points a picture shows at most."""

PICTURED_ACROSS = 6
BAR = 30
SCANNED = 201
"""How many values of a parameter are tried before the search for a target narrows down."""

_HALVINGS = 100
# Hours this close to the target differ from it by rounding alone.
_SLACK_ULPS = 8
# What remains of the difference between two tried values where neighbouring floats still jump.
_JUMP = 1e-6
_LARGEST = 1e15
_LONGEST = 60
_NUMBER = re.compile(r"[+-]?[0-9._]+(e[+-]?[0-9]{1,2}|/[0-9]+)?", re.IGNORECASE)
_LEFT_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
# Unicode has fewer blocks that are filled from the right: an eighth, a half and the full one.
_RIGHT_EIGHTHS = ("", "▕", "▕", "▐", "▐", "▐", "▐", "█")
_UNITS = (
    (1e12, "trillions of hours"),
    (1e9, "billions of hours"),
    (1e6, "millions of hours"),
    (1e3, "thousands of hours"),
    (1.0, "hours"),
)


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
            raise ValueError(_SHAPE)
        return Axis(name.strip(), _steps(values) if ":" in values else _listed(values))
    except ValueError as error:
        raise option_error(f"sweep {text}", str(error)) from error


_SHAPE = "write it as NAME=FROM:TO:STEP, such as share_online=0:1:0.1, or NAME=VALUE,VALUE"


def _steps(text: str) -> tuple[float, ...]:
    parts = text.split(":")
    if len(parts) != 3:
        raise ValueError(_SHAPE)
    start, end, step = map(_number, parts)
    if step == 0:
        raise ValueError("the step is 0")
    steps = (end - start) / step
    if steps < 0:
        raise ValueError(f"a step of {float(step):g} leads away from {float(end):g}")
    whole = math.floor(steps)
    meets = whole == steps
    _require_few(whole + (1 if meets else 2), "take a larger step")
    values = [float(start + place * step) for place in range(whole + 1)]
    return tuple(values if meets else [*values, float(end)])


def _listed(text: str) -> tuple[float, ...]:
    values: dict[float, None] = {}
    for each in text.split(","):
        value = float(_number(each))
        if value in values:
            raise ValueError(f"{value:g} is there twice")
        values[value] = None
    return tuple(values)


def _number(text: str) -> Fraction:
    """Return the number that a text spells, exactly. Raises ValueError if it spells none."""
    written = text.strip()
    # Both limits keep the exact value small: that of 1e999999999 would fill the memory.
    spells_one = len(written) <= _LONGEST and _NUMBER.fullmatch(written)
    try:
        number = Fraction(written) if spells_one else None
    except (ValueError, ZeroDivisionError):
        number = None
    if number is None:
        raise ValueError(f"{shown(text)} is not a number")
    if abs(number) > _LARGEST:
        raise ValueError(f"{shown(text)} is not a number up to {_LARGEST:.0e}")
    return number


def _require_few(points: int, advice: str) -> None:
    if points > MOST_POINTS:
        raise ValueError(
            f"this makes {points:,} points, and {MOST_POINTS:,} are the most; {advice}"
        )


def swept(
    plan: Plan, axes: Sequence[Axis], progress: Callable[[float], None] | None = None
) -> "pd.DataFrame":
    """Return the hours of a scenario at each combination of values of some of its parameters.

    Other parameters stay as they are, ranges at their likely values. The figures at a point are
    exactly, to the bit, the totals of the scenario with these values (`totals.total`).

    Args:
        plan: the scenario laid out over tables.
        axes: the parameters and their values; the last one changes fastest from row to row.
        progress: called with the share of the work that is done.

    Returns:
        A row a point; all columns are float64. First a column a parameter, under its name (`$name`
        if it is called as one of the others), then `burden_hours` (a year), `change_hours` (a
        year, against the baseline), `change` (the same as a share of the baseline's hours; NaN if
        it has none), `responses` (a year, on the forms with hours) and `change_responses`.

    Raises:
        InputError: there is no axis, a parameter is unknown or there twice, there are more than
            `MOST_POINTS` points, or the scenario cannot be applied at one, which the message names.
    """
    import pandas as pd

    names = [axis.name for axis in axes]
    _require_parameters(plan, names, "sweep")
    points = math.prod(len(axis.values) for axis in axes)
    try:
        _require_few(points, "take fewer values or parameters")
    except ValueError as error:
        raise option_error("sweep", str(error)) from error
    totals = _Totals(plan, names)
    rows = []
    for done, values in enumerate(product(*(axis.values for axis in axes)), start=1):
        try:
            rows.append((*values, *totals.measures(values)))
        except InputError as error:
            raise _at_point(error, names, values) from error
        if progress is not None:
            progress(done / points)
    columns = [*map(_key, names), *MEASURES]
    return pd.DataFrame(rows, columns=columns, dtype="float64")


def _require_parameters(plan: Plan, names: Sequence[str], option: str) -> None:
    if not names:
        raise option_error(option, "name a parameter of the scenario")
    for place, name in enumerate(names):
        if name not in plan.parameters:
            known = list(plan.parameters)
            others = f"; the parameters are {', '.join(known)}" if known else "; there are none"
            hint = did_you_mean(name, known) or others
            raise option_error(f"{option} {name}", f"unknown parameter {shown(name)}{hint}")
        if name in names[:place]:
            raise option_error(f"{option} {name}", "the parameter is there twice")


def _at_point(error: InputError, names: Sequence[str], values: Sequence[float]) -> InputError:
    place = _place(names, values)
    return InputError(
        replace(finding, message=f"at {place}: {finding.message}") for finding in error.findings
    )


def _key(name: str) -> str:
    """Return the column of a parameter, which may be called as a measure is."""
    return f"${name}" if name in MEASURES else name


def _place(names: Sequence[str], values: Sequence[float]) -> str:
    return ", ".join(
        f"{name} = {_written(value)}" for name, value in zip(names, values, strict=True)
    )


def _written(value: float) -> str:
    """Return a value of a parameter as people read it; one close to zero keeps its digits."""
    return f"{value:.3g}" if 0 < abs(value) < 1e-4 else in_full(value)


class _Totals:
    """The totals of a plan as a function of some of its parameters.

    Only the forms that these can reach are computed anew; of the others, and of the changes before
    the first one that uses a parameter, the outcome is kept.
    """

    def __init__(self, plan: Plan, names: Sequence[str]) -> None:
        self.baseline = total(with_burden(plan.baseline))
        self._plan = plan
        self._names = tuple(names)
        self._counted = plan.universe.forms["excluded"].isna().to_numpy()
        reached = _reached(plan, names)
        others = _part(at_start(plan), ~reached)
        run(plan, others, plan.steps, plan.parameters)
        hours, responses = self._known(others)
        self._other_hours, self._other_responses = _summands(hours), _summands(responses)
        self._start = _part(at_start(plan), reached)
        steps = [step for step in plan.steps if _about(step, reached)]
        first = next((i for i, each in enumerate(steps) if _uses(each, names)), len(steps))
        run(plan, self._start, steps[:first], plan.parameters)
        self._steps = steps[first:]

    def at(self, values: Sequence[float]) -> tuple[float, float]:
        """Return hours and responses a year. Raises InputError: the scenario cannot be applied."""
        state = self._start.copy()
        given = zip(self._names, values, strict=True)
        run(self._plan, state, self._steps, {**self._plan.parameters, **dict(given)})
        hours, responses = self._known(state)
        return (
            math.fsum([*self._other_hours, *hours]),
            math.fsum([*self._other_responses, *responses]),
        )

    def measures(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return `MEASURES`. Raises InputError: the scenario cannot be applied."""
        hours, responses = self.at(values)
        change = hours - self.baseline.burden_hours
        share = _share(change, self.baseline)
        change_responses = responses - self.baseline.responses
        return hours, change, math.nan if share is None else share, responses, change_responses

    def _known(self, state: State) -> tuple[list[float], list[float]]:
        """Return hours and responses of the forms that are there, counted and estimated."""
        import numpy as np

        here = state.present & self._counted[state.rows]
        responses = state.figures["responses"][here]
        hours = burden_hours(responses, state.figures["minutes_per_response"][here])
        known = ~np.isnan(hours)
        return hours[known].tolist(), responses[known].tolist()


def _share(change: float, baseline: Total) -> float | None:
    return change / baseline.burden_hours if baseline.burden_hours else None


def _summands(values: list[float]) -> list[float]:
    """Return a few numbers that add up to the exact sum of many."""
    summands: list[float] = []
    while rest := math.fsum([*values, *(-each for each in summands)]):
        summands.append(rest)
    return summands


def _part(state: State, rows: "Mask") -> State:
    figures = {name: values[rows] for name, values in state.figures.items()}
    return State(state.rows[rows], figures, state.present[rows])


def _reached(plan: Plan, names: Collection[str]) -> "Mask":
    """Return which forms of the universe can depend on the parameters, merged ones all together."""
    import numpy as np

    reached = np.zeros(len(plan.universe.forms), dtype=bool)
    for step in plan.steps:
        if _uses(step, names):
            reached |= _rows(step)
    merges = [step for step in plan.steps if step.made is not None]
    # A merge can reach one that stands before it, so all are looked at until nothing is new.
    while new := [step for step in merges if _about(step, reached) and _about(step, ~reached)]:
        for step in new:
            reached |= _rows(step)
    return reached


def _rows(step: Step) -> "Mask":
    rows = step.rows.copy()
    if step.made is not None:
        rows[step.made] = True
    return rows


def _about(step: Step, rows: "Mask") -> bool:
    return bool((_rows(step) & rows).any())


def _uses(step: Step, names: Collection[str]) -> bool:
    return any(
        amount.name in names
        for operation in step.change.operations
        for amount in _parameters(operation)
    )


def _parameters(operation: Operation) -> Iterator[Parameter]:
    amounts = (
        [figure.amount for figure in operation.figures]
        if isinstance(operation, Add)
        else vars(operation).values()
    )
    return (amount for amount in amounts if isinstance(amount, Parameter))


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
                return f"a change of {signed(self.amount)} hours a year"
            case "total":
                return f"a total of {in_words(self.amount)} hours a year"


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
            return Target("share", float(_number(written[:-1]) / 100))
        if written.startswith("="):
            return Target("total", float(_number(written[1:])))
        return Target("change", float(_number(written)))
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

    @property
    def residual_hours(self) -> float:
        """By how many hours a year the target is missed at the solution, or else the nearest."""
        return self.nearest.residual_hours


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
    _require_parameters(plan, [name], "solve")
    low, high = _interval(plan, name, low, high)
    present = float(plan.parameters[name])
    curve = _Curve(plan, name, target)
    values = _scanned(low, high, present)
    points: list[Point | None] = []
    refused: list[InputError] = []
    for value in values:
        try:
            points.append(curve.at(value))
        except InputError as error:
            points.append(None)
            refused.append(_at_point(error, [name], [value]))
    found = [point for point in points if point is not None]
    if not found:
        raise refused[0]
    ends = [curve.narrowed(*pair) for pair in _brackets(curve, points)]
    solutions = [*_hits(curve, points, present), *(end for end, reached in ends if reached)]
    solutions.sort(key=lambda point: (abs(point.value - present), point.value))
    tried = [*found, *(end for end, _ in ends)]
    return Solution(
        name=name,
        target=target,
        low=low,
        high=high,
        present_value=present,
        present=curve.try_at(present),
        solutions=tuple(solutions),
        nearest=solutions[0] if solutions else _nearest(tried, present),
        least=min(tried, key=lambda point: point.burden_hours),
        most=max(tried, key=lambda point: point.burden_hours),
        tried=len(values),
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
    if any(
        isinstance(each, Exempt | Prefill | Move) and each.share == Parameter(name)
        for each in operations
    ):
        return 0.0, 1.0
    return min(0.0, 10 * float(value)), max(0.0, 10 * float(value))


def _scanned(low: float, high: float, present: float) -> list[float]:
    start, width = Fraction(low), Fraction(high) - Fraction(low)
    values = {float(start + width * i / (SCANNED - 1)) for i in range(SCANNED)}
    return sorted(values | ({present} if low <= present <= high else set()))


class _Curve:
    """What a parameter leads to, against what is wanted."""

    def __init__(self, plan: Plan, name: str, target: Target) -> None:
        self._totals = _Totals(plan, [name])
        baseline = self._totals.baseline
        if target.kind == "share" and not baseline.burden_hours:
            message = "the baseline has no hours to take a share of; give the change in hours"
            raise option_error("target", message)
        self._wanted = target.hours(baseline.burden_hours)

    def at(self, value: float) -> Point:
        """Return what a value leads to. Raises InputError: the scenario cannot be applied."""
        hours, _ = self._totals.at([value])
        change = hours - self._totals.baseline.burden_hours
        share = _share(change, self._totals.baseline)
        return Point(value, hours, change, share, hours - self._wanted)

    def try_at(self, value: float) -> Point | None:
        """Return what a value leads to, or None if the scenario cannot be applied with it."""
        try:
            return self.at(value)
        except InputError:
            return None

    def side(self, point: Point | None) -> int | None:
        """Return 1 above the target, -1 below it, 0 where only rounding tells the two apart."""
        if point is None:
            return None
        if abs(point.residual_hours) <= self._slack(point):
            return 0
        return 1 if point.residual_hours > 0 else -1

    def narrowed(self, low: Point, high: Point) -> tuple[Point, bool]:
        """Return the point nearest to a target that lies between two, and whether it meets it.

        It does not where the hours jump over the target.
        """
        width = abs(high.residual_hours - low.residual_hours)
        for _ in range(_HALVINGS):
            value = low.value + (high.value - low.value) / 2
            middle = self.try_at(value) if low.value < value < high.value else None
            if middle is None:
                break
            if (middle.residual_hours > 0) == (high.residual_hours > 0):
                high = middle
            else:
                low = middle
        nearest = min(low, high, key=lambda point: abs(point.residual_hours))
        slack = max(self._slack(nearest), _JUMP * width)
        return nearest, abs(nearest.residual_hours) <= slack

    def _slack(self, point: Point) -> float:
        return _SLACK_ULPS * math.ulp(max(point.burden_hours, abs(self._wanted)))


def _brackets(curve: _Curve, points: Iterable[Point | None]) -> Iterator[tuple[Point, Point]]:
    for one, other in pairwise(points):
        if one and other and {curve.side(one), curve.side(other)} == {1, -1}:
            yield one, other


def _hits(curve: _Curve, points: Iterable[Point | None], present: float) -> Iterator[Point]:
    """Yield of each stretch of tried points that meet the target the nearest to the present."""
    for side, stretch in groupby(points, curve.side):
        if side == 0:
            yield min(
                (point for point in stretch if point is not None),
                key=lambda point: abs(point.value - present),
            )


def _nearest(points: Iterable[Point], present: float) -> Point:
    return min(points, key=lambda point: (abs(point.residual_hours), abs(point.value - present)))


def sweep_report(
    plan: Plan, frame: "pd.DataFrame", axes: Sequence[Axis], *, top: int | None = None
) -> Report:
    """Return the report on a sweep: the points as a table, and for one or two axes as a picture.

    Args:
        plan: the scenario laid out over tables.
        frame: the points, as `swept` returns them.
        axes: the axes that they were made from.
        top: how many points the table shows, evenly chosen; None shows all.

    Raises:
        InputError: `top` is below 1.
    """
    if top is not None and top < 1:
        raise option_error("top", f"the number of rows must be 1 or more, not {top}")
    names = [axis.name for axis in axes]
    pictures = {1: _bars, 2: _cross}
    drawn = len(axes) in pictures and len(frame) > 1
    picture = [pictures[len(axes)](frame, axes)] if drawn else []
    return Report(
        title=f"{plan.scenario.name}: sweep of {_listing(names)}",
        headline=_sweep_headline(frame, axes),
        description=None,
        total=None,
        sections=(_points(frame, names, top), *picture),
        notes=(_baseline_note(plan), _own_values_note(plan, names), *_ranges_note(plan, names)),
        currency=plan.baseline.currency,
    )


def _sweep_headline(frame: "pd.DataFrame", axes: Sequence[Axis]) -> str:
    names = [axis.name for axis in axes]
    changes = frame["change_hours"].tolist()
    first, last = 0, len(changes) - 1
    least, most = changes.index(min(changes)), changes.index(max(changes))

    def point(row: int) -> str:
        return _place(names, [frame[_key(name)].iloc[row] for name in names])

    def change(row: int) -> str:
        return signed(changes[row])

    if first == last:
        return f"At {point(first)} the change is {change(first)} hours a year."
    if changes[least] == changes[most]:
        return f"The change is {change(first)} hours a year at each of {len(changes):,} points."
    if len(axes) > 1:
        return (
            f"Over {len(changes):,} points of {_listing(names)} the change goes from "
            f"{change(least)} hours a year ({point(least)}) to {change(most)} ({point(most)})."
        )
    start, end = map(_written, (axes[0].values[first], axes[0].values[last]))
    moves = (
        f"{names[0]} from {start} to {end} moves the change from {change(first)} to "
        f"{change(last)} hours a year"
    )
    if {changes[first], changes[last]} == {changes[least], changes[most]}:
        return f"{moves}."
    return (
        f"{moves}; it is least with {change(least)} ({point(least)}) and most with "
        f"{change(most)} ({point(most)})."
    )


def _listing(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _points(frame: "pd.DataFrame", names: Sequence[str], top: int | None) -> Section:
    columns = (
        *(Column(_key(name), name, Kind.NUMBER) for name in names),
        Column("burden_hours", "hours a year", Kind.HOURS),
        Column("change_hours", "change", Kind.CHANGE),
        Column("change", "in %", Kind.CHANGE_SHARE),
        Column("responses", "responses", Kind.RESPONSES, "wide"),
        Column("change_responses", "change in responses", Kind.CHANGE, "wide"),
    )
    chosen = _evenly(len(frame), top or len(frame))
    return Section(
        key="sweep",
        title="Each point",
        by=tuple(map(_key, names)),
        columns=columns,
        rows=rows_of(frame.iloc[chosen], columns),
        notes=_thinned_note(len(chosen), len(frame), "points"),
    )


def _evenly(count: int, most: int) -> list[int]:
    """Return at most `most` of `count` places, as evenly apart as whole numbers allow."""
    if count <= most:
        return list(range(count))
    if most == 1:
        return [0]
    return [round(place * (count - 1) / (most - 1)) for place in range(most)]


def _thinned_note(chosen: int, count: int, what: str) -> tuple[str, ...]:
    return (f"{chosen:,} of {count:,} {what}, evenly chosen.",) if chosen < count else ()


def _bars(frame: "pd.DataFrame", axes: Sequence[Axis]) -> Section:
    """Return a bar a point for the change: from no change, or the point nearest to it."""
    name = axes[0].name
    chosen = _evenly(len(frame), PICTURED)
    values = frame[_key(name)].iloc[chosen].tolist()
    changes = frame["change_hours"].iloc[chosen].tolist()
    least, most = min(changes), max(changes)
    rows = [
        (_written(value), change, _bar(change, least, most))
        for value, change in zip(values, changes, strict=True)
    ]
    return Section(
        key="picture",
        title=f"Change in hours a year by {name}",
        by=(_key(name),),
        columns=(
            Column(_key(name), name, Kind.NUMBER),
            Column("change_hours", "change", Kind.CHANGE),
            Column("bar", ""),
        ),
        rows=tuple(rows),
        notes=(_scale_note(least, most), *_thinned_note(len(chosen), len(frame), "points")),
        only_for_people=True,
    )


def _bar(change: float, least: float, most: float) -> str:
    if least == most:
        return ""
    if least < 0 < most:
        return _two_sided_bar(change, least, most)
    start = max(least, min(0.0, most))
    return _filled(abs(change - start) / (most - least) * BAR, _LEFT_EIGHTHS)


def _two_sided_bar(change: float, least: float, most: float) -> str:
    """Return a bar to the left or right of a line that stands for no change."""
    cells = BAR - 1
    left = min(max(round(cells * -least / (most - least)), 1), cells - 1)
    scale = min(left / -least, (cells - left) / most)
    if change < 0:
        return f"{_filled(-change * scale, _RIGHT_EIGHTHS)[::-1]:>{left}}│"
    return f"{'':{left}}│{_filled(change * scale, _LEFT_EIGHTHS)}"


def _filled(length: float, parts: Sequence[str]) -> str:
    """Return a bar of that many cells, to the nearest eighth; only nothing has none."""
    eighths = max(round(length * 8), 1 if length > 0 else 0)
    return "█" * (eighths // 8) + parts[eighths % 8]


def _scale_note(least: float, most: float) -> str:
    if least == most:
        return "The change is the same at each point."
    if least < 0 < most:
        return "The line is no change: fewer hours are to its left, more to its right."
    far, near = (least, most) if most <= 0 else (most, least)
    return f"No bar is {signed(near)} hours a year, a full one {signed(far)}."


def _cross(frame: "pd.DataFrame", axes: Sequence[Axis]) -> Section:
    """Return the change by the first parameter down and the second across."""
    down, across = axes
    changes = frame["change_hours"].to_numpy().reshape(len(down.values), len(across.values))
    rows = _evenly(len(down.values), PICTURED)
    columns = _evenly(len(across.values), PICTURED_ACROSS)
    unit, word, places = _unit(float(abs(changes).max()))

    def cell(change: float) -> str:
        return f"{round_half_up(change / unit, places):,f}" if change else "0"

    headings = [_written(across.values[column]) for column in columns]
    return Section(
        key="picture",
        title=f"Change in {word} a year by {down.name} (down) and {across.name} (across)",
        by=(_key(down.name), _key(across.name)),
        columns=(
            Column(_key(down.name), down.name, Kind.NUMBER),
            *(Column(f"{across.name} = {each}", each, Kind.NUMBER) for each in headings),
        ),
        rows=tuple(
            (_written(down.values[row]), *(cell(changes[row, column]) for column in columns))
            for row in rows
        ),
        notes=(
            *_thinned_note(len(rows), len(down.values), f"values of {down.name}"),
            *_thinned_note(len(columns), len(across.values), f"values of {across.name}"),
        ),
        only_for_people=True,
    )


def _unit(largest: float) -> tuple[float, str, int]:
    """Return a unit for a table, its name, and places that leave its largest figure 3 digits."""
    unit, word = next((each for each in _UNITS if largest >= each[0]), _UNITS[-1])
    digits = len(f"{int(largest / unit):d}")
    return unit, word, max(3 - digits, 0)


def _baseline_note(plan: Plan) -> str:
    hours = total(with_burden(plan.baseline)).burden_hours
    return f"The change is against the {in_words(hours)} hours a year of the baseline."


def _own_values_note(plan: Plan, names: Sequence[str]) -> str:
    own = _place(names, [float(plan.parameters[name]) for name in names])
    return f"In the scenario itself {own}."


def _ranges_note(plan: Plan, names: Sequence[str]) -> Iterator[str]:
    others = [value for name, value in plan.parameters.items() if name not in names]
    if len(plan.universe.ranges) or any(isinstance(value, Range) for value in others):
        yield "Other figures that are known as ranges stand at their likely values."


def solve_report(plan: Plan, solution: Solution) -> Report:
    """Return the report on the search for a target: the solutions, and what can be reached."""
    key = _key(solution.name)
    return Report(
        title=f"{plan.scenario.name}: {solution.name} for {solution.target}",
        headline=_solve_headline(solution),
        description=None,
        total=None,
        sections=(
            Section(
                key="solve",
                title="Where the target is reached"
                if solution.solutions
                else "Where the target is missed by least",
                by=("what", key),
                columns=(
                    Column("what", "what"),
                    Column(key, solution.name, Kind.NUMBER),
                    Column("burden_hours", "hours a year", Kind.HOURS),
                    Column("change_hours", "change", Kind.CHANGE),
                    Column("change", "in %", Kind.CHANGE_SHARE),
                    Column("residual_hours", "off target", Kind.CHANGE, "wide"),
                ),
                rows=tuple(_solve_rows(solution)),
            ),
        ),
        notes=(
            _baseline_note(plan),
            *_reach_notes(solution),
            *_ranges_note(plan, [solution.name]),
        ),
        currency=plan.baseline.currency,
    )


def _solve_headline(solution: Solution) -> str:
    name, target = solution.name, solution.target
    nearest = _written(solution.nearest.value)
    if not solution.solutions:
        return (
            f"No value of {name} from {_written(solution.low)} to {_written(solution.high)} "
            f"reaches {target}; {nearest} comes nearest, with a change of "
            f"{signed(solution.nearest.change_hours)} hours a year."
        )
    present = _written(solution.present_value)
    instead = "as it is" if nearest == present else f"instead of {present}"
    others = len(solution.solutions) - 1
    more = f"; {plural(others, 'other value')} would do too" if others else ""
    return f"{name} = {nearest}, {instead}, makes {target}{more}."


def _solve_rows(solution: Solution) -> Iterator[Row]:
    first = "solution" if solution.solutions else "nearest"
    marked = [
        (first, solution.nearest),
        *(("other solution", point) for point in solution.solutions[1:]),
        *([("present", solution.present)] if solution.present else []),
        ("least hours", solution.least),
        ("most hours", solution.most),
    ]
    for what, point in marked:
        yield (
            what,
            point.value,
            point.burden_hours,
            point.change_hours,
            point.change,
            point.residual_hours,
        )


def _reach_notes(solution: Solution) -> Iterator[str]:
    name, low, high = solution.name, _written(solution.low), _written(solution.high)
    least, most = signed(solution.least.change_hours), signed(solution.most.change_hours)
    yield (
        f"{plural(solution.tried, 'value')} of {name} from {low} to {high} were tried; they reach "
        f"changes from {least} to {most} hours a year."
    )
    if solution.present is None:
        present = _written(solution.present_value)
        yield f"The scenario cannot be applied with its own {name} = {present}."
    if solution.skipped:
        yield (
            f"{solution.skipped:,} of them were skipped, because the scenario cannot be applied: "
            f"{solution.reason}."
        )
