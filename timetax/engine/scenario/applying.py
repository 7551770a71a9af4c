"""Applies a plan: each change is arithmetic on the columns of the forms that it is about.

The columns are arrays with a row a form, and with a second axis where many cases are computed at
once, such as draws. Nothing but the inputs changes here; hours follow from them later.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.engine.scenario.model import Scenario
from timetax.engine.scenario.planning import OWNED, Plan, Step, plan
from timetax.engine.scenario.state import Run, State
from timetax.findings import InputError
from timetax.tables.layouts import COST_FROM, FIGURES, FORMS, HOURS_FROM, Tables
from timetax.tables.members import among

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]

BASIS = "scenario"
"""The basis of minutes that a scenario changed."""


def at_start(made: Plan) -> State:
    """Return the inputs before any change; forms that changes add are not there yet."""
    import numpy as np

    forms = made.universe.forms
    figures = {name: forms[name].to_numpy(dtype="float64", copy=True) for name in FIGURES}
    rows = np.arange(len(forms))
    return State(rows, figures, rows < made.forms)


def run(
    made: Plan, state: State, steps: Iterable[Step], values: "Mapping[str, float | Floats]"
) -> None:
    """Apply steps of the plan to a state, in place.

    `values` are those of the plan's parameters: numbers, or arrays along the second axis.

    Raises:
        InputError: a share is outside 0 to 1, a figure would be negative or is needed and not
            known; carries a finding for each of them.
    """
    runner = Run(made, state, values)
    for step in steps:
        runner.apply(step)
    if runner.findings:
        raise InputError(runner.findings)


def apply_scenario(tables: Tables, scenario: Scenario, /, **parameters: float) -> Tables:
    """Return the tables of inputs as the scenario changes them, with other values of parameters.

    Raises:
        InputError: the scenario cannot be applied; carries a finding for each reason.
        KeyError: it has no such parameter.
    """
    made = plan(tables, scenario.with_parameters(**parameters))
    state = at_start(made)
    run(made, state, made.steps, made.parameters)
    return reformed(made, state)


def reformed(made: Plan, state: State) -> Tables:
    """Return the tables with the inputs of a state of all rows.

    Hours and money that were published for the baseline are dropped where a scenario changed the
    form and they follow from factors, and so are its ranges: they are no longer what was published
    or known. What is known only as published stays as it is, unless the scenario sets it.
    """
    import numpy as np

    universe = made.universe
    forms = universe.forms
    before = at_start(made).figures
    differs = {
        name: (before[name] != state.figures[name])
        & ~(np.isnan(before[name]) & np.isnan(state.figures[name]))
        for name in FIGURES
    }
    changed = np.logical_or.reduce(list(differs.values()))
    minutes = differs["minutes_per_response"]
    columns: dict[str, Any] = {
        name: values for name, values in state.figures.items() if changed.any()
    }
    if changed.any():
        for inputs_of in (HOURS_FROM, COST_FROM):
            responses, each, published = (state.figures[name] for name in inputs_of)
            follow = ~np.isnan(responses) & ~np.isnan(each)
            columns[inputs_of[-1]] = np.where(changed & follow, np.nan, published)
        columns["minutes_basis"] = forms["minutes_basis"].mask(minutes, BASIS)
    if not columns and state.present.all() and len(forms) == made.forms:
        return made.baseline
    # What follows from inputs, such as hours, would be that of before.
    inputs = forms[[name for name in forms if name in FORMS]]
    here = inputs.assign(**columns)[state.present].reset_index(drop=True)
    unchanged = forms["form"].to_numpy()[state.present & ~changed]
    return replace(
        universe,
        forms=here,
        **{name: _memberships(made, state, name) for name in OWNED},
        ranges=universe.ranges[among(universe.ranges["form"], unchanged)].reset_index(drop=True),
        catalogue=None,  # what it says of a figure holds for that before
    )


def _memberships(made: Plan, state: State, name: str) -> Any:
    owners = made.owners[name]
    here = (owners >= 0) & state.present[owners]
    return getattr(made.universe, name)[here].reset_index(drop=True)


def likely(parameters: Mapping[str, float]) -> dict[str, float]:
    """Return the parameters as plain numbers, a range as its likely value."""
    return {name: float(value) for name, value in parameters.items()}
