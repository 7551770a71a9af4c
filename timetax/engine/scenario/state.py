"""The inputs of forms while a plan is applied, and the run that operations change them in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from timetax.catalogue.ranges import Range
from timetax.catalogue.values import MAX_FIGURE
from timetax.engine.scenario.model import Amount, Parameter
from timetax.engine.scenario.planning import Plan, Step
from timetax.files.yaml import KeyPath, json_path
from timetax.findings import Finding

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
    Rows: TypeAlias = npt.NDArray[np.intp]
    Mask: TypeAlias = npt.NDArray[np.bool_]


@dataclass
class State:
    """The inputs of some forms of a plan's universe, and which of the forms are there.

    Attributes:
        rows: the rows of the universe, rising.
        figures: for each of `FIGURES` an array with a row for each of `rows`.
        present: for each of `rows` whether the form is there.
    """

    rows: "Rows"
    figures: "dict[str, Floats]"
    present: "Mask"

    def copy(self) -> "State":
        """Return a state of its own with the same values."""
        figures = {name: values.copy() for name, values in self.figures.items()}
        return State(self.rows, figures, self.present.copy())


class Run:
    """One run of steps over a state: what operations take their amounts from and write to.

    Attributes:
        made: the plan that the steps are those of.
        state: the state that they change.
        values: the values of the plan's parameters: numbers, or arrays along the second axis.
        findings: what cannot be done.
        step: the step that is being applied.
    """

    def __init__(self, made: Plan, state: State, values: "Mapping[str, float | Floats]") -> None:
        self.made = made
        self.state = state
        self.values = values
        self.findings: list[Finding] = []
        self.step: Step

    @property
    def figures(self) -> "dict[str, Floats]":
        """The figures of the state."""
        return self.state.figures

    def apply(self, step: Step) -> None:
        """Apply the operations of a step, in order, to the forms that are there."""
        import numpy as np

        self.step = step
        state = self.state
        here = np.flatnonzero(step.rows[state.rows] & state.present)
        for operation in step.change.operations:
            if len(here) or step.made is not None:
                operation.apply(self, here)

    def value(self, amount: Amount) -> "float | Floats":
        """Return the value of an amount."""
        return self.values[amount.name] if isinstance(amount, Parameter) else float(amount)

    def share(self, amount: Amount, path: KeyPath) -> "float | Floats":
        """Return the value of an amount that must be from 0 to 1."""
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

    def place_of_made(self) -> int | None:
        """Return the place of the form that the step adds, or None if the state is without it."""
        import numpy as np

        places = np.flatnonzero(self.state.rows == self.step.made)
        return int(places[0]) if len(places) else None

    def refuse_impossible(self, figure: str, new: "Floats", here: "Rows", path: KeyPath) -> None:
        """Refuse values of a figure that are below zero or too high, and bring them within."""
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
        """Refuse values of a figure that are not known."""
        import numpy as np

        unknown = np.flatnonzero(np.any(np.isnan(values.reshape(len(values), -1)), axis=1))
        if len(unknown):
            more = f" (and of {len(unknown) - 1:,} more)" if len(unknown) > 1 else ""
            message = f"the {figure.replace('_', ' ')} of {self.form(here[unknown[0]])}{more}"
            other = "; change its `responses`" if figure == "respondents" else ""
            self.refuse(path, f"{message} are not known, so they cannot be set{other}")

    def form(self, place: int) -> str:
        """Return the id of the form at a place of the state, as it is said to people."""
        return repr(self.made.universe.forms["form"].iloc[int(self.state.rows[place])])

    def refuse(self, path: KeyPath, message: str) -> None:
        """Keep a finding on the step: what stands at a path cannot be done."""
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
