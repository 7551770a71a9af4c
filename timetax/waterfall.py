"""What each change of a scenario contributes to the whole, without a remainder."""

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from timetax.burden import burden_hours
from timetax.findings import InputError
from timetax.scenario.applying import State, at_start, likely, run
from timetax.scenario.model import Change, Parameter
from timetax.scenario.planning import Plan, Step

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
    Mask: TypeAlias = npt.NDArray[np.bool_]


GRID = 4


@dataclass(frozen=True)
class Contribution:
    """What one change contributes; hours and responses a year.

    Attributes:
        number: its place in the scenario, from 1.
        change: the change.
        forms: how many counted forms it is about.
        change_hours: what it adds after the changes before it; those of all add up to the whole.
        alone_hours: what it would add if it were the only change.
        change_responses: what it adds to the responses, after the changes before it.
        learning_hours: what those whom it reaches spend once to learn the new way.
        learners_known: whether respondents are known for all forms that it reaches; where they are
            not, each response is taken for a person.
    """

    number: int
    change: Change
    forms: int
    change_hours: float
    alone_hours: float
    change_responses: float
    learning_hours: float
    learners_known: bool

    @property
    def interaction_hours(self) -> float:
        """What it adds more (or less) because of the changes before it."""
        return self.change_hours - self.alone_hours


def differences(totals: Sequence[float], before: Sequence[float]) -> list[float]:
    """Return each total minus what it was before, so that sums of the differences are exact.

    A difference of two floats can need more digits than a float has. All are taken on one grid, a
    little coarser than the last digit of the largest total, on which differences are exact, and
    differences of these too.
    """
    unit = GRID * math.ulp(max(map(abs, [*totals, *before])))
    return [
        (round(after / unit) - round(earlier / unit)) * unit
        for after, earlier in zip(totals, before, strict=True)
    ]


def contributions(plan: Plan) -> tuple[Contribution, ...]:
    """Return what each change of the plan contributes, ranges at their likely values.

    Raises:
        InputError: a change cannot be applied.
    """
    if not plan.steps:
        return ()
    values = likely(plan.parameters)
    sequence, alone = _Sums(plan), _Sums(plan)
    start = sequence.total()
    hours, responses, alone_hours, learning = [], [], [], []
    for step in plan.steps:
        sequence.apply(step, values)
        hours.append(sequence.total())
        responses.append(sequence.responses())
        learning.append(_learning(plan, sequence.state, step, values))
        alone_hours.append(alone.total_after(step, values))
    before = [start, *hours[:-1]]
    count = len(hours)
    changes = differences([*hours, *alone_hours], [*before, *[start] * count])
    start_responses = _Sums(plan).responses()
    changed_responses = differences(responses, [start_responses, *responses[:-1]])
    return tuple(
        Contribution(
            number=step.number,
            change=plan.scenario.changes[step.number - 1],
            forms=_forms(plan, step),
            change_hours=changes[place],
            alone_hours=changes[count + place],
            change_responses=changed_responses[place],
            learning_hours=learning[place][0],
            learners_known=learning[place][1],
        )
        for place, step in enumerate(plan.steps)
    )


class _Sums:
    """A state and the hours of its forms, kept up to date where a step touches them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.counted = plan.universe.forms["excluded"].isna().to_numpy()
        self.state = at_start(plan)
        self.hours = self.hours_of(slice(None))

    def hours_of(self, rows: "slice | npt.NDArray[np.intp]") -> "Floats":
        import numpy as np

        figures = self.state.figures
        hours = burden_hours(figures["responses"][rows], figures["minutes_per_response"][rows])
        here = self.counted[rows] & self.state.present[rows]
        return np.where(here & ~np.isnan(hours), hours, 0.0)

    def total(self) -> float:
        return math.fsum(self.hours)

    def responses(self) -> float:
        import numpy as np

        figures = self.state.figures
        known = ~np.isnan(figures["minutes_per_response"]) & ~np.isnan(figures["responses"])
        here = known & self.counted & self.state.present
        return math.fsum(figures["responses"][here])

    def apply(self, step: Step, values: dict[str, float]) -> None:
        run(self.plan, self.state, [step], values)
        rows = _touched(step)
        self.hours[rows] = self.hours_of(rows)

    def total_after(self, step: Step, values: dict[str, float]) -> float:
        """Return the total after one step, and go back to before it."""
        rows = _touched(step)
        figures = {name: column[rows] for name, column in self.state.figures.items()}
        hours, present = self.hours[rows], self.state.present[rows]
        # On its own it may ask for a figure below zero that those before it keep above.
        with suppress(InputError):
            run(self.plan, self.state, [step], values)
        self.hours[rows] = self.hours_of(rows)
        total = self.total()
        for name, column in figures.items():
            self.state.figures[name][rows] = column
        self.hours[rows], self.state.present[rows] = hours, present
        return total


def _touched(step: Step) -> "npt.NDArray[np.intp]":
    import numpy as np

    rows = np.flatnonzero(step.rows)
    return rows if step.made is None else np.append(rows, step.made)


def _forms(plan: Plan, step: Step) -> int:
    import numpy as np

    counted = plan.universe.forms["excluded"].isna().to_numpy()
    return int(np.count_nonzero(step.rows & counted)) or int(step.made is not None)


def _learning(plan: Plan, state: State, step: Step, values: dict[str, float]) -> tuple[float, bool]:
    import numpy as np

    amount = step.change.transition_minutes
    if amount is None:
        return 0.0, True
    minutes = values[amount.name] if isinstance(amount, Parameter) else float(amount)
    rows = _touched(step)
    rows = rows[state.present[rows] & plan.universe.forms["excluded"].isna().to_numpy()[rows]]
    respondents = state.figures["respondents"][rows]
    people = np.where(np.isnan(respondents), state.figures["responses"][rows], respondents)
    learners = people[~np.isnan(people)]
    return math.fsum(learners) * minutes / 60, not np.isnan(respondents).any()
