"""The totals of a scenario as a function of its parameters, one point or a grid of them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from timetax.engine.burden import with_burden
from timetax.engine.measures import HOURS, IN_ROWS, IN_ROWS_BESIDE_HOURS, amounts_in_rows
from timetax.engine.scenario.applying import at_start, run
from timetax.engine.scenario.planning import Plan
from timetax.engine.scenario.state import State
from timetax.engine.sweeps.axes import MOST_POINTS, Axis, point_text, too_many
from timetax.engine.totals import total
from timetax.findings import InputError, option_error
from timetax.wording.hints import did_you_mean, shown

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Mask: TypeAlias = npt.NDArray[np.bool_]

COLUMNS = (
    HOURS.key,
    "change_hours",
    "change",
    *(name for each in IN_ROWS_BESIDE_HOURS for name in (each.key, f"change_{each.word}")),
)
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
        rows.append((*values, *totals.at(values).values()))
        if progress is not None:
            progress(done / points)
    keys = [parameter_key(name) for name in names]
    made = [*keys, *(each.key for each in IN_ROWS)]
    frame = pd.DataFrame(rows, columns=made, dtype="float64")
    changes = {
        f"change_{each.word}": frame[each.key] - getattr(totals.baseline, each.key)
        for each in IN_ROWS
    }
    share = changes["change_hours"] / (totals.baseline.burden_hours or math.nan)
    return frame.assign(**changes, change=share)[[*keys, *COLUMNS]]


def parameter_key(name: str) -> str:
    """Return the column of a parameter, which may be called as a measure is."""
    return f"${name}" if name in COLUMNS else name


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
    """The totals of a plan for values of some of its parameters.

    The forms that no change is about are added up once.
    """

    def __init__(self, plan: Plan, names: Sequence[str]) -> None:
        self.baseline = total(with_burden(plan.baseline))
        self._plan = plan
        self._names = names
        self._counted = plan.universe.forms["excluded"].isna().to_numpy()
        touched = plan.touched
        touched[plan.forms :] = True
        self._start = _part(at_start(plan), touched)
        others = self._known(_part(at_start(plan), ~touched))
        self._others = {key: _summands(amounts) for key, amounts in others.items()}

    def at(self, values: Sequence[float]) -> dict[str, float]:
        """Return the total of each measure in `IN_ROWS` by its key.

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
        return {
            key: math.fsum([*self._others[key], *amounts])
            for key, amounts in self._known(state).items()
        }

    def _known(self, state: State) -> dict[str, list[float]]:
        """Return by measure what the forms have that are there, counted and estimated."""
        import numpy as np

        here = state.present & self._counted[state.rows]
        amounts = amounts_in_rows(state.figures, here)
        known = ~np.isnan(amounts[HOURS.key])
        return {key: values[known & ~np.isnan(values)].tolist() for key, values in amounts.items()}


def _part(state: State, rows: "Mask") -> State:
    figures = {name: values[rows] for name, values in state.figures.items()}
    return State(state.rows[rows], figures, state.present[rows])


def _summands(values: list[float]) -> list[float]:
    """Return a few numbers that add up to the exact sum of many."""
    summands: list[float] = []
    while rest := math.fsum([*values, *(-each for each in summands)]):
        summands.append(rest)
    return summands
