"""Lays a scenario out over tables: which rows each change is about, and what it is to add."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from timetax.catalogue.ranges import Range
from timetax.engine.scenario.model import Amount, Change, Operation, Parameter, Scenario
from timetax.engine.scenario.universe import Universe
from timetax.findings import Finding, InputError
from timetax.tables.layouts import INPUTS, MEMBERSHIPS, Tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Mask: TypeAlias = npt.NDArray[np.bool_]
    Rows: TypeAlias = npt.NDArray[np.intp]

OWNED = tuple(dict.fromkeys(MEMBERSHIPS.values()))


@dataclass(frozen=True)
class Step:
    """A change laid out over the universe of forms.

    Attributes:
        number: its place in the scenario, from 1.
        change: the change; what it gives as a range is a parameter of the plan.
        rows: which forms of the universe it is about, where they are there.
        made: the row of the form that it adds, or None.
    """

    number: int
    change: Change
    rows: "Mask"
    made: int | None


@dataclass(frozen=True)
class Plan:
    """A scenario laid out over tables.

    Attributes:
        scenario: the scenario.
        baseline: the tables that it is applied to.
        universe: the tables of the baseline's forms and then of those that changes add.
        steps: the changes.
        owners: for each frame of `OWNED` in the universe, the row of the form of each of its rows:
            an id can stand for a form that was removed and for a later one.
        parameters: the value of each amount that is not a plain number: a number or a `Range`.
        together: for a parameter that errs together with others, the source that says so.
    """

    scenario: Scenario
    baseline: Tables
    universe: Tables
    owners: "Mapping[str, Rows]"
    steps: tuple[Step, ...]
    parameters: Mapping[str, float]
    together: Mapping[str, str]

    @property
    def forms(self) -> int:
        """How many forms the baseline has; the others of the universe follow them."""
        return len(self.baseline.forms)

    @property
    def touched(self) -> "Mask":
        """Which forms of the universe a change is about."""
        import numpy as np

        mask = np.zeros(len(self.universe.forms), dtype=bool)
        for step in self.steps:
            mask |= step.rows
        return mask


def plan(tables: Tables, scenario: Scenario) -> Plan:
    """Return the scenario laid out over tables of inputs.

    Raises:
        InputError: a change names what is not there, or adds what is; carries all such findings.
    """
    universe = Universe(tables)
    steps: list[Step] = []
    parameters = dict(scenario.parameters)
    together = dict(scenario.correlated)
    findings: list[Finding] = []
    for number, written in enumerate(scenario.changes, start=1):
        change, lifted = _lifted(written, number)
        parameters |= lifted
        if change.source and change.source.correlated:
            together |= dict.fromkeys(lifted, change.source.title)
        try:
            rows, made = universe.laid_out(change)
        except InputError as error:
            findings += error.findings
        else:
            steps.append(Step(number, change, rows, made))
    if findings:
        raise InputError(findings)
    size = len(universe.present)
    return Plan(
        scenario=scenario,
        baseline=tables,
        universe=universe.tables(),
        owners={name: universe.owners(name) for name in OWNED},
        steps=tuple(replace(step, rows=_padded(step.rows, size)) for step in steps),
        parameters=parameters,
        together=together,
    )


def _lifted(change: Change, number: int) -> tuple[Change, dict[str, float]]:
    """Return the change with its ranges made parameters, and those."""
    lifted: dict[str, float] = {}

    def name(amount: Any, label: str) -> Any:
        if not isinstance(amount, Range):
            return amount
        lifted[f"change {number}: {label}"] = amount
        return Parameter(f"change {number}: {label}")

    def without_ranges(operation: Any) -> Operation:
        label = " ".join(str(key) for key in operation.path[len(change.path) :])
        amounts = {}
        for field in fields(operation):
            value = getattr(operation, field.name)
            if isinstance(value, Range):
                plain = field.name not in INPUTS and f"change {number}: {label}" not in lifted
                amounts[field.name] = name(value, label if plain else f"{label} {field.name}")
        made: Operation = replace(operation, **amounts) if amounts else operation
        return made

    transition: Amount | None = name(change.transition_minutes, "transition_minutes")
    operations = tuple(without_ranges(operation) for operation in change.operations)
    return replace(change, operations=operations, transition_minutes=transition), lifted


def _padded(rows: "Mask", size: int) -> "Mask":
    import numpy as np

    return np.concatenate([rows, np.zeros(size - len(rows), dtype=bool)])
