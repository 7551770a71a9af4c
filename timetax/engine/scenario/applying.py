"""Applies a plan: each change is arithmetic on the columns of the forms that it is about.

The columns are arrays with a row a form, and with a second axis where many cases are computed at
once, such as draws. Nothing but the inputs changes here; hours follow from them later.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.catalogue.formulas import (
    cost_per_response,
    minutes_that_give,
    responses_of,
    responses_per_respondent,
)
from timetax.catalogue.ranges import Range
from timetax.catalogue.value_types import MAX_FIGURE
from timetax.engine.scenario.model import (
    Add,
    Adjust,
    Amount,
    Exempt,
    Merge,
    Move,
    Operation,
    Parameter,
    Prefill,
    Publish,
    Remove,
    Scenario,
)
from timetax.engine.scenario.planning import Plan, Step, plan
from timetax.files.yaml import KeyPath, json_path
from timetax.findings import Finding, InputError
from timetax.tables.layouts import FORMS, INPUTS, Tables, among

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
    Rows: TypeAlias = npt.NDArray[np.intp]
    Mask: TypeAlias = npt.NDArray[np.bool_]

BASIS = "scenario"
"""The basis of minutes that a scenario changed."""


@dataclass
class State:
    """The inputs of some forms of a plan's universe, and which of the forms are there.

    Attributes:
        rows: the rows of the universe, rising.
        figures: for each of `INPUTS` an array with a row for each of `rows`.
        present: for each of `rows` whether the form is there.
    """

    rows: "Rows"
    figures: "dict[str, Floats]"
    present: "Mask"

    def copy(self) -> "State":
        """Return a state of its own with the same values."""
        figures = {name: values.copy() for name, values in self.figures.items()}
        return State(self.rows, figures, self.present.copy())


def at_start(made: Plan) -> State:
    """Return the inputs before any change; forms that changes add are not there yet."""
    import numpy as np

    forms = made.universe.forms
    figures = {name: forms[name].to_numpy(dtype="float64", copy=True) for name in INPUTS}
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
    runner = _Runner(made, state, values)
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

    Hours that were published for the baseline are dropped where a scenario changed the form, and
    so are its ranges: they are no longer what was published or known.
    """
    import numpy as np

    universe = made.universe
    forms = universe.forms
    before = at_start(made).figures
    differs = {
        name: (before[name] != state.figures[name])
        & ~(np.isnan(before[name]) & np.isnan(state.figures[name]))
        for name in INPUTS
    }
    changed = np.logical_or.reduce(list(differs.values()))
    minutes = differs["minutes_per_response"]
    columns: dict[str, Any] = {
        name: values for name, values in state.figures.items() if changed.any()
    }
    if changed.any():
        columns["published_hours"] = forms["published_hours"].mask(changed)
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
        life_events=_memberships(made, state, "life_events"),
        affected_public=_memberships(made, state, "affected_public"),
        ranges=universe.ranges[among(universe.ranges["form"], unchanged)].reset_index(drop=True),
    )


def _memberships(made: Plan, state: State, name: str) -> Any:
    owners = made.owners[name]
    here = (owners >= 0) & state.present[owners]
    return getattr(made.universe, name)[here].reset_index(drop=True)


class _Runner:
    def __init__(self, made: Plan, state: State, values: "Mapping[str, float | Floats]") -> None:
        self.made = made
        self.state = state
        self.values = values
        self.findings: list[Finding] = []
        self.step: Step

    def apply(self, step: Step) -> None:
        import numpy as np

        self.step = step
        state = self.state
        here = np.flatnonzero(step.rows[state.rows] & state.present)
        for operation in step.change.operations:
            if len(here) or step.made is not None:
                self.operate(operation, here)

    def operate(self, operation: Operation, here: "Rows") -> None:
        figures = self.state.figures
        match operation:
            case Adjust():
                self.adjust(operation, here)
            case Publish(figure, amount):
                responses = figures["responses"][here]
                self.refuse_unknown("responses", responses, here, operation.path)
                total = self.positive(amount, operation.path)
                figures[figure][here] = _per_response(figure, total, figures, here)
            case Exempt(share):
                left = 1.0 - self.share(share, operation.path)
                for name in ("respondents", "responses"):
                    figures[name][here] *= left
            case Prefill(share):
                figures["minutes_per_response"][here] *= 1.0 - self.share(share, operation.path)
            case Move(share, minutes, cost):
                moved = self.share(share, (*operation.path, "share"))
                for name, there in (("minutes_per_response", minutes), ("cost_per_response", cost)):
                    if there is not None:
                        value = self.positive(there, (*operation.path, name))
                        self.move(name, here, moved, value)
            case Remove():
                self.state.present[here] = False
            case Add():
                self.add(operation)
            case Merge():
                self.merge(operation, here)

    def value(self, amount: Amount) -> "float | Floats":
        return self.values[amount.name] if isinstance(amount, Parameter) else float(amount)

    def share(self, amount: Amount, path: KeyPath) -> "float | Floats":
        share = self.value(amount)
        ends = _ends(share)
        outside = ends[~((ends >= 0) & (ends <= 1))]
        if len(outside):
            named = f"{amount} " if isinstance(amount, Parameter) else ""
            self.refuse(path, f"the share {named}is {outside[0]:g}; it must be from 0 to 1")
            return 0.0
        return share

    def positive(self, amount: Amount, path: KeyPath) -> "float | Floats":
        """Return the value of an amount that cannot be below zero."""
        import numpy as np

        value = self.value(amount)
        lowest = np.min(_ends(value), initial=0.0)
        if lowest < 0:
            self.refuse(path, f"{amount} is {lowest:g}, below zero")
            return np.maximum(value, 0.0)
        return value

    def adjust(self, operation: Adjust, here: "Rows") -> None:
        import numpy as np

        figures = self.state.figures
        figure, how = operation.figure, operation.how
        multiply = how == "multiply"
        amount = (
            self.positive(operation.amount, operation.path)
            if multiply
            else self.value(operation.amount)
        )
        old = figures[figure][here]
        new = _adjusted(old, how, amount)
        self.refuse_impossible(figure, new, here, operation.path)
        if figure in ("minutes_per_response", "cost_per_response"):
            figures[figure][here] = new
            return
        if multiply:
            figures[figure][here] = new
            if figure != "responses":
                figures["responses"][here] *= amount
            else:
                figures["responses_per_respondent"][here] *= amount
            return
        respondents = figures["respondents"][here]
        frequency = figures["responses_per_respondent"][here]
        responses = figures["responses"][here]
        if figure == "respondents":
            unknown = np.isnan(old) & ~np.isnan(responses)
            if self.step.made is None:
                self.refuse_unknown(figure, np.where(unknown, np.nan, 0.0), here, operation.path)
            given = np.where(unknown & (new > 0), responses_per_respondent(responses, new), 1.0)
            frequency = np.where(np.isnan(frequency) & ~np.isnan(new), given, frequency)
            responses = np.where((new != old) & ~unknown, responses_of(new, frequency), responses)
        elif figure == "responses_per_respondent":
            self.refuse_unknown("respondents", respondents, here, operation.path)
            responses = np.where(new != old, responses_of(respondents, new), responses)
            frequency = new
        else:
            divided = (new != old) & (respondents > 0)
            frequency = np.where(divided, responses_per_respondent(new, respondents), frequency)
            responses = new
        if figure == "respondents":
            figures["respondents"][here] = new
        figures["responses_per_respondent"][here] = frequency
        figures["responses"][here] = responses

    def move(
        self, figure: str, here: "Rows", share: "float | Floats", there: "float | Floats"
    ) -> None:
        import numpy as np

        old = self.state.figures[figure][here]
        mixed = old * (1.0 - share) + np.multiply(there, share)
        self.state.figures[figure][here] = np.where(np.equal(share, 1.0), there, mixed)

    def add(self, operation: Add) -> None:
        import numpy as np

        place = self.place_of_made()
        if place is None:
            return
        self.state.present[place] = True
        here = np.array([place])
        for figure in operation.figures:
            self.adjust(figure, here)
        hours, figures = operation.form.published_hours, self.state.figures
        if hours is not None and np.isnan(figures["minutes_per_response"][place]).all():
            minutes = _per_response("minutes_per_response", hours, figures, here)
            figures["minutes_per_response"][here] = minutes

    def merge(self, operation: Merge, here: "Rows") -> None:
        place = self.place_of_made()
        if place is None or not len(here):
            return
        figures = self.state.figures
        responses = figures["responses"][here]

        def made(figure: str, by: Any) -> "float | Floats":
            if not isinstance(by, str):
                return math.nan if by is None else self.positive(by, (*operation.path, figure))
            return _merged(figures[figure][here], by, responses)

        for figure in INPUTS:
            by = None if figure == "responses_per_respondent" else getattr(operation, figure)
            figures[figure][place] = made(figure, by)
        respondents = figures["respondents"][place]
        figures["responses_per_respondent"][place] = responses_per_respondent(
            figures["responses"][place], respondents
        )
        self.state.present[here] = False
        self.state.present[place] = True

    def place_of_made(self) -> int | None:
        import numpy as np

        places = np.flatnonzero(self.state.rows == self.step.made)
        return int(places[0]) if len(places) else None

    def refuse_impossible(self, figure: str, new: "Floats", here: "Rows", path: KeyPath) -> None:
        import numpy as np

        outside = (new < 0) | (new > MAX_FIGURE)
        forms = np.flatnonzero(outside.reshape(len(new), -1).any(axis=1))
        if len(forms):
            value = float(np.extract(outside[forms[0]], new[forms[0]])[0])
            more = f" (and {len(forms) - 1:,} more)" if len(forms) > 1 else ""
            limit = "below zero" if value < 0 else f"above {MAX_FIGURE:.0e}"
            name = f"{figure} of {self.form(here[forms[0]])}{more}"
            self.refuse(path, f"{name} would be {value:g}, {limit}")
            np.clip(new, 0.0, MAX_FIGURE, out=new)

    def refuse_unknown(self, figure: str, values: "Floats", here: "Rows", path: KeyPath) -> None:
        import numpy as np

        unknown = np.flatnonzero(np.any(np.isnan(values.reshape(len(values), -1)), axis=1))
        if len(unknown):
            more = f" (and of {len(unknown) - 1:,} more)" if len(unknown) > 1 else ""
            message = f"the {figure.replace('_', ' ')} of {self.form(here[unknown[0]])}{more}"
            other = "; change its `responses`" if figure == "respondents" else ""
            self.refuse(path, f"{message} are not known, so they cannot be set{other}")

    def form(self, place: int) -> str:
        return repr(self.made.universe.forms["form"].iloc[int(self.state.rows[place])])

    def refuse(self, path: KeyPath, message: str) -> None:
        change = self.step.change
        position = change.position(*path[len(change.path) :])
        finding = Finding(position, "scenario", message, path=json_path(path))
        if finding not in self.findings:
            self.findings.append(finding)


def _ends(value: "float | Floats") -> "Floats":
    """Return the values between which a value lies, or all of an array."""
    import numpy as np

    ends = (value.low, value.high) if isinstance(value, Range) else value
    return np.ravel(np.asarray(ends, dtype="float64"))


def _per_response(
    figure: str, total: "float | Floats", figures: "dict[str, Floats]", here: "Rows"
) -> "Floats":
    """Return the figure with which responses make the total; as it was where there are none."""
    import numpy as np

    old, responses = figures[figure][here], figures["responses"][here]
    if figure == "minutes_per_response":
        made = minutes_that_give(np.broadcast_to(total, responses.shape), responses)
    else:
        made = cost_per_response(total, responses)
    return np.where(responses > 0, made, old)


def _adjusted(old: "Floats", how: str, amount: "float | Floats") -> "Floats":
    import numpy as np

    match how:
        case "multiply":
            return old * amount
        case "add":
            return old + amount
        case "cap":
            return np.minimum(old, amount)
        case "floor":
            return np.maximum(old, amount)
    return np.zeros_like(old) + amount


def _merged(values: "Floats", by: str, responses: "Floats") -> "float | Floats":
    import numpy as np

    if by == "mean":
        whole = np.asarray(_sum(responses))
        total = np.asarray(_sum(values * responses))
        # Without responses there is nothing to weight by, and the mean is not known.
        mean = np.full_like(whole, np.nan)
        return np.asarray(np.divide(total, whole, where=whole > 0, out=mean))
    return _sum(values) if by == "sum" else values.max(axis=0)


def _sum(values: "Floats") -> "float | Floats":
    return math.fsum(values) if values.ndim == 1 else values.sum(axis=0)


def likely(parameters: Mapping[str, float]) -> dict[str, float]:
    """Return the parameters as plain numbers, a range as its likely value."""
    return {name: float(value) for name, value in parameters.items()}
