"""The totals of a scenario as a function of its parameters, one point or a grid of them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from timetax.catalogue.formulas import burden_hours
from timetax.engine.burden import with_burden
from timetax.engine.scenario.applying import State, at_start, run
from timetax.engine.scenario.planning import Plan
from timetax.engine.sweeps.axes import MOST_POINTS, Axis, point_text, too_many
from timetax.engine.totals import total
from timetax.findings import InputError, option_error
from timetax.wording.hints import did_you_mean, shown

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Mask: TypeAlias = npt.NDArray[np.bool_]

MEASURES = ("burden_hours", "change_hours", "change", "responses", "change_responses")
"""What is computed at each point of a sweep."""


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
    require_parameters(plan, names, "sweep")
    points = math.prod(len(axis.values) for axis in axes)
    if points > MOST_POINTS:
        raise option_error("sweep", f"{too_many(points)}; take fewer values or parameters")
    totals = PointTotals(plan, names)
    rows = []
    for done, values in enumerate(product(*(axis.values for axis in axes)), start=1):
        rows.append((*values, *totals.at(values)))
        if progress is not None:
            progress(done / points)
    keys = [parameter_key(name) for name in names]
    frame = pd.DataFrame(rows, columns=[*keys, "burden_hours", "responses"], dtype="float64")
    change_hours = frame["burden_hours"] - totals.baseline_hours
    return frame.assign(
        change_hours=change_hours,
        change=change_hours / (totals.baseline_hours or math.nan),
        change_responses=frame["responses"] - totals.baseline_responses,
    )[[*keys, *MEASURES]]


def parameter_key(name: str) -> str:
    """Return the column of a parameter, which may be called as a measure is."""
    return f"${name}" if name in MEASURES else name


def require_parameters(plan: Plan, names: Sequence[str], option: str) -> None:
    """Raise InputError unless there are names, each of another parameter of the plan."""
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


class PointTotals:
    """The totals of a plan, in hours and responses a year, for values of some of its parameters.

    The forms that no change is about are added up once.
    """

    def __init__(self, plan: Plan, names: Sequence[str]) -> None:
        baseline = total(with_burden(plan.baseline))
        self.baseline_hours, self.baseline_responses = baseline.burden_hours, baseline.responses
        self._plan = plan
        self._names = names
        self._counted = plan.universe.forms["excluded"].isna().to_numpy()
        touched = plan.touched
        touched[plan.forms :] = True
        self._start = _part(at_start(plan), touched)
        others = self._known(_part(at_start(plan), ~touched))
        self._other_hours, self._other_responses = map(_summands, others)

    def at(self, values: Sequence[float]) -> tuple[float, float]:
        """Return hours and responses a year.

        Raises:
            InputError: the scenario cannot be applied with these values; the message names them.
        """
        state = self._start.copy()
        given = dict(zip(self._names, values, strict=True))
        try:
            run(self._plan, state, self._plan.steps, {**self._plan.parameters, **given})
        except InputError as error:
            place = point_text(self._names, values)
            raise InputError(
                replace(finding, message=f"at {place}: {finding.message}")
                for finding in error.findings
            ) from error
        hours, responses = self._known(state)
        return (
            math.fsum([*self._other_hours, *hours]),
            math.fsum([*self._other_responses, *responses]),
        )

    def _known(self, state: State) -> tuple[list[float], list[float]]:
        """Return hours and responses of the forms that are there, counted and estimated."""
        import numpy as np

        here = state.present & self._counted[state.rows]
        responses = state.figures["responses"][here]
        hours = burden_hours(responses, state.figures["minutes_per_response"][here])
        known = ~np.isnan(hours)
        return hours[known].tolist(), responses[known].tolist()


def _part(state: State, rows: "Mask") -> State:
    figures = {name: values[rows] for name, values in state.figures.items()}
    return State(state.rows[rows], figures, state.present[rows])


def _summands(values: list[float]) -> list[float]:
    """Return a few numbers that add up to the exact sum of many."""
    summands: list[float] = []
    while rest := math.fsum([*values, *(-each for each in summands)]):
        summands.append(rest)
    return summands
