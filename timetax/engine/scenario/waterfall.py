"""What each change of a scenario contributes to the whole, without a remainder."""

import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from timetax.catalogue.formulas import in_hours
from timetax.engine.measures import HOURS, IN_ROWS, RESPONSES, amounts_in_rows
from timetax.engine.scenario.applying import at_start, likely, run
from timetax.engine.scenario.model import Change, Parameter
from timetax.engine.scenario.planning import Plan, Step
from timetax.engine.scenario.state import State
from timetax.findings import Finding, InputError
from timetax.tables.exact import unit_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
    Rows: TypeAlias = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Contribution:
    """What one change contributes a year.

    Attributes:
        number: its place in the scenario, from 1.
        change: the change.
        forms: how many counted forms it is about.
        changes: what it adds after the changes before it, by the words of the measures in
            `IN_ROWS`; those of all add up to the whole.
        alone_hours: the hours that it would add if it were the only change.
        learning_hours: what those whom it reaches spend once to learn the new way.
        learners_known: whether respondents are known for all forms that it reaches; where they are
            not, each response is taken for a person.
    """

    number: int
    change: Change
    forms: int
    changes: Mapping[str, float]
    alone_hours: float
    learning_hours: float
    learners_known: bool

    @property
    def change_hours(self) -> float:
        """The hours that it adds after the changes before it."""
        return self.changes[HOURS.word]

    @property
    def change_responses(self) -> float:
        """The responses that it adds after the changes before it."""
        return self.changes[RESPONSES.word]

    @property
    def interaction_hours(self) -> float:
        """The hours that it adds more (or less) because of the changes before it."""
        return self.change_hours - self.alone_hours


def contributions(plan: Plan) -> tuple[Contribution, ...]:
    """Return what each change of the plan contributes, ranges at their likely values.

    Raises:
        InputError: a change cannot be applied.
    """
    values = likely(plan.parameters)
    sequence, alone = _Sums(plan), _Sums(plan)
    steps, on_their_own, learning = [], [], []
    for step in plan.steps:
        steps.append(sequence.apply(step, values))
        learning.append(_learning(plan, sequence.state, step, values))
        on_their_own.append(alone.apply_and_undo(step, values))
    count = len(steps)
    moved = dict.fromkeys(IN_ROWS, steps) | {HOURS: [*steps, *on_their_own]}
    changes = {
        each.word: on_one_grid([amounts[each.key] for amounts in of_steps])
        for each, of_steps in moved.items()
    }
    return tuple(
        Contribution(
            number=step.number,
            change=plan.scenario.changes[step.number - 1],
            forms=_forms(plan, step),
            changes={word: values[place] for word, values in changes.items()},
            alone_hours=changes[HOURS.word][count + place],
            learning_hours=learning[place].hours,
            learners_known=learning[place].people_known,
        )
        for place, step in enumerate(plan.steps)
    )


def on_one_grid(values: Sequence[float]) -> list[float]:
    """Return values rounded to one unit, in which sums and differences of them are exact."""
    unit = unit_of(map(abs, values))
    return [round(value / unit) * unit for value in values]


class _Sums:
    """A state of the inputs, and by measure what its forms add to the totals."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.counted = plan.universe.forms["excluded"].isna().to_numpy()
        self.state = at_start(plan)
        self.amounts = self.added(slice(None))

    def added(self, rows: "slice | Rows") -> "dict[str, Floats]":
        """Return what forms add to the total of each measure: 0 if they do not count."""
        import numpy as np

        amounts = amounts_in_rows(self.state.figures, rows)
        counts = self.counted[rows] & self.state.present[rows] & ~np.isnan(amounts[HOURS.key])
        return {
            key: np.where(counts & ~np.isnan(values), values, 0.0)
            for key, values in amounts.items()
        }

    def apply(self, step: Step, values: dict[str, float]) -> dict[str, float]:
        run(self.plan, self.state, [step], values)
        return self.updated(_touched(step))

    def updated(self, rows: "Rows") -> dict[str, float]:
        """Return what the totals have more since these forms were looked at."""
        moved = {}
        for key, values in self.added(rows).items():
            moved[key] = math.fsum([*values, *-self.amounts[key][rows]])
            self.amounts[key][rows] = values
        return moved

    def apply_and_undo(self, step: Step, values: dict[str, float]) -> dict[str, float]:
        rows = _touched(step)
        figures = {name: column[rows] for name, column in self.state.figures.items()}
        present = self.state.present[rows]
        # On its own it may ask for a figure below zero that those before it keep above.
        with suppress(InputError):
            run(self.plan, self.state, [step], values)
        moved = self.updated(rows)
        for name, column in figures.items():
            self.state.figures[name][rows] = column
        self.state.present[rows] = present
        self.updated(rows)
        return moved


def _touched(step: Step) -> "Rows":
    import numpy as np

    rows = np.flatnonzero(step.rows)
    return rows if step.made is None else np.append(rows, step.made)


def _forms(plan: Plan, step: Step) -> int:
    import numpy as np

    counted = plan.universe.forms["excluded"].isna().to_numpy()
    return int(np.count_nonzero(step.rows & counted)) or int(step.made is not None)


@dataclass(frozen=True)
class _Learning:
    """What people spend once to learn the new way, and whether their number is known."""

    hours: float
    people_known: bool


def _learning(plan: Plan, state: State, step: Step, values: dict[str, float]) -> _Learning:
    import numpy as np

    amount = step.change.transition_minutes
    if amount is None:
        return _Learning(0.0, True)
    minutes = values[amount.name] if isinstance(amount, Parameter) else float(amount)
    if minutes < 0:
        position = step.change.position("transition_minutes")
        message = f"transition_minutes: {amount} is {minutes:g}, below zero"
        raise InputError([Finding(position, "scenario", message)])
    rows = _touched(step)
    counted = plan.universe.forms["excluded"].isna().to_numpy()
    rows = rows[state.present[rows] & counted[rows]]
    respondents = state.figures["respondents"][rows]
    people = np.where(np.isnan(respondents), state.figures["responses"][rows], respondents)
    hours = in_hours(math.fsum(people[~np.isnan(people)]) * minutes)
    return _Learning(hours, not np.isnan(respondents).any())
