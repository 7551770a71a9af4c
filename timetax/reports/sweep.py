"""The reports on a sweep and on the search for a target."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING

from timetax.catalogue.ranges import Range
from timetax.engine.burden import with_burden
from timetax.engine.measures import IN_ROWS_BESIDE_HOURS
from timetax.engine.scenario.planning import Plan
from timetax.engine.sweeps.axes import Axis, point_text, value_text
from timetax.engine.sweeps.goal_seek import Solution
from timetax.engine.sweeps.grid import parameter_key
from timetax.engine.totals import total
from timetax.findings import option_error
from timetax.reports.chart import Chart
from timetax.reports.report import Column, Report, Row, Section, rows_of
from timetax.reports.sweep_pictures import evenly, pictures
from timetax.wording.lists import listing
from timetax.wording.numbers import Kind, in_hours, in_words, plural, signed

if TYPE_CHECKING:
    import pandas as pd


def sweep_report(
    plan: Plan, frame: "pd.DataFrame", axes: Sequence[Axis], *, top: int | None = None
) -> Report:
    """Return the report on a sweep: the points as a table, and for one or two axes as a picture.

    Args:
        plan: the scenario laid out over tables.
        frame: the points, as `sweeping.swept` returns them.
        axes: the axes that they were made from.
        top: how many points the table shows, evenly chosen; None shows all.

    Raises:
        InputError: `top` is below 1.
    """
    if top is not None and top < 1:
        raise option_error("top", f"the number of rows must be 1 or more, not {top}")
    names = [axis.name for axis in axes]
    own = point_text(names, [plan.parameters[name] for name in names])
    return Report(
        title=f"{plan.scenario.name}: sweep of {listing(names)}",
        headline=_sweep_headline(frame, axes),
        description=None,
        total=None,
        sections=(_points(frame, names, top), *pictures(frame, axes)),
        notes=(_baseline_note(plan), f"In the scenario itself {own}.", *_ranges_note(plan, names)),
        currency=plan.baseline.currency,
    )


def _sweep_headline(frame: "pd.DataFrame", axes: Sequence[Axis]) -> str:
    names = [axis.name for axis in axes]
    changes = frame["change_hours"].tolist()
    first, last = 0, len(changes) - 1
    least, most = changes.index(min(changes)), changes.index(max(changes))

    def point(row: int) -> str:
        return point_text(names, frame.iloc[row, : len(names)])

    def change(row: int) -> str:
        return signed(changes[row])

    if first == last:
        return f"At {point(first)} the change is {change(first)} hours a year."
    if changes[least] == changes[most]:
        return f"The change is {change(first)} hours a year at each of {len(changes):,} points."
    if len(axes) > 1:
        return (
            f"Over {len(changes):,} points of {listing(names)} the change goes from "
            f"{change(least)} hours a year ({point(least)}) to {change(most)} ({point(most)})."
        )
    start, end = value_text(axes[0].values[first]), value_text(axes[0].values[last])
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


def _points(frame: "pd.DataFrame", names: Sequence[str], top: int | None) -> Section:
    keys = tuple(map(parameter_key, names))
    columns = (
        *(Column(key, name, Kind.NUMBER) for key, name in zip(keys, names, strict=True)),
        Column("burden_hours", "hours a year", Kind.HOURS, spare=1),
        Column("change_hours", "change", Kind.CHANGE),
        Column("change", "in %", Kind.CHANGE_SHARE, spare=2),
        *(
            column
            for each in IN_ROWS_BESIDE_HOURS
            for column in (
                Column(each.key, each.heading, each.kind, "wide"),
                Column(f"change_{each.word}", f"change in {each.heading}", Kind.CHANGE, "wide"),
            )
        ),
    )
    places, thinned = evenly(len(frame), top or len(frame), "points")
    return Section(
        key="sweep",
        title="Each point",
        by=keys,
        columns=columns,
        rows=rows_of(frame.iloc[places], columns),
        notes=thinned,
        chart=Chart(
            "line",
            ("change_hours",),
            names=keys,
            at=keys[0],
            title=f"Change in hours a year by {names[0]}",
        )
        if len(names) == 1
        else None,
    )


def solve_report(plan: Plan, solution: Solution) -> Report:
    """Return the report on the search for a target: the solutions, and what can be reached."""
    key = parameter_key(solution.name)
    reached = "Where the target is reached"
    return Report(
        title=f"{plan.scenario.name}: {solution.name} for {solution.target}",
        headline=_solve_headline(solution),
        description=None,
        total=None,
        sections=(
            Section(
                key="solve",
                title=reached if solution.solutions else "Where the target is missed by least",
                by=("what", key),
                columns=(
                    Column("what", "what"),
                    Column(key, solution.name, Kind.NUMBER),
                    Column("burden_hours", "hours a year", Kind.HOURS, spare=1),
                    Column("change_hours", "change", Kind.CHANGE),
                    Column("change", "in %", Kind.CHANGE_SHARE, spare=2),
                    Column("residual_hours", "off target", Kind.CHANGE, "wide"),
                ),
                rows=tuple(_solve_rows(solution)),
                chart=Chart(
                    "bars",
                    ("change_hours",),
                    names=("what", key),
                    title=f"Change in hours a year by {solution.name}",
                ),
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
    nearest = value_text(solution.nearest.value)
    if not solution.solutions:
        return (
            f"No value of {name} from {value_text(solution.low)} to {value_text(solution.high)} "
            f"reaches {target}; {nearest} comes nearest, with a change of "
            f"{in_hours(signed(solution.nearest.change_hours))} a year."
        )
    present = value_text(solution.present_value)
    instead = "as it is" if nearest == present else f"instead of {present}"
    others = len(solution.solutions) - 1
    more = f"; {plural(others, 'other value')} would do too" if others else ""
    return f"{name} = {nearest}, {instead}, makes {target}{more}."


def _solve_rows(solution: Solution) -> Iterator[Row]:
    yield "solution" if solution.solutions else "nearest", *astuple(solution.nearest)
    for other in solution.solutions[1:]:
        yield "other solution", *astuple(other)
    if solution.present is not None:
        yield "present", *astuple(solution.present)
    yield "least hours", *astuple(solution.least)
    yield "most hours", *astuple(solution.most)


def _reach_notes(solution: Solution) -> Iterator[str]:
    name, low, high = solution.name, value_text(solution.low), value_text(solution.high)
    least, most = signed(solution.least.change_hours), signed(solution.most.change_hours)
    yield (
        f"{plural(solution.tried, 'value')} of {name} from {low} to {high} were tried; they reach "
        f"changes from {least} to {most} hours a year."
    )
    if solution.present is None:
        present = value_text(solution.present_value)
        yield f"The scenario cannot be applied with its own {name} = {present}."
    if solution.skipped:
        yield (
            f"{solution.skipped:,} of them were skipped, because the scenario cannot be applied: "
            f"{solution.reason}."
        )


def _baseline_note(plan: Plan) -> str:
    hours = total(with_burden(plan.baseline)).burden_hours
    return f"The change is against the {in_hours(in_words(hours))} a year of the baseline."


def _ranges_note(plan: Plan, names: Sequence[str]) -> Iterator[str]:
    others = [value for name, value in plan.parameters.items() if name not in names]
    if len(plan.universe.ranges) or any(isinstance(value, Range) for value in others):
        yield "Other figures that are known as ranges stand at their likely values."
