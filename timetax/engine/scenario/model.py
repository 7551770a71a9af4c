"""What a scenario is: changes to the inputs of forms, in order, each with its reason."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from timetax.catalogue.entries import Source
from timetax.catalogue.form import Form
from timetax.catalogue.ranges import Range
from timetax.engine.selection import Condition, Selection
from timetax.files.yaml import File, KeyPath
from timetax.findings import Position
from timetax.wording.numbers import in_full

How: TypeAlias = Literal["set", "multiply", "add", "cap", "floor"]


@dataclass(frozen=True)
class Parameter:
    """A figure that is named elsewhere, written `$name`."""

    name: str

    def __str__(self) -> str:
        return f"${self.name}"


Amount: TypeAlias = float | Parameter
"""A number, a `Range`, or a parameter that stands for one."""

Made: TypeAlias = Amount | Literal["sum", "max", "mean"]
_HOW_IN_WORDS = {"set": "=", "multiply": "x", "add": "plus", "cap": "at most", "floor": "at least"}


def _shown(amount: Amount | str | None) -> str:
    if isinstance(amount, Range):
        return f"{in_full(amount)} ({in_full(amount.low)} to {in_full(amount.high)})"
    return in_full(amount) if isinstance(amount, int | float) else str(amount)


@dataclass(frozen=True)
class Placed(Selection):
    """A selection that knows where under `where` each of its patterns stands."""

    paths: tuple[KeyPath, ...] = ()


@dataclass(frozen=True)
class Adjust:
    """Change an input: set, multiply, add to it, cap it (at most) or floor it (at least)."""

    figure: str
    how: How
    amount: Amount
    path: KeyPath = ()

    def __str__(self) -> str:
        how = _HOW_IN_WORDS[self.how]
        return f"{self.figure.replace('_', ' ')} {how} {_shown(self.amount)}"


@dataclass(frozen=True)
class Publish:
    """Make an input follow from a total for the year: hours or money."""

    figure: Literal["minutes_per_response", "cost_per_response"]
    amount: Amount
    path: KeyPath = ()

    def __str__(self) -> str:
        what = "hours" if self.figure == "minutes_per_response" else "money"
        return f"{what} a year = {_shown(self.amount)}, as published"


@dataclass(frozen=True)
class Exempt:
    """Free a share of the respondents."""

    share: Amount
    path: KeyPath = ()

    def __str__(self) -> str:
        return f"exempt a share of {_shown(self.share)}"


@dataclass(frozen=True)
class Prefill:
    """Take away a share of the time."""

    share: Amount
    path: KeyPath = ()

    def __str__(self) -> str:
        return f"pre-fill a share of {_shown(self.share)}"


@dataclass(frozen=True)
class Move:
    """Move a share of the responses to a channel with its own minutes, and cost if given."""

    share: Amount
    minutes_per_response: Amount
    cost_per_response: Amount | None
    path: KeyPath = ()

    def __str__(self) -> str:
        there = f"{_shown(self.minutes_per_response)} minutes each"
        return f"move a share of {_shown(self.share)} to a channel of {there}"


@dataclass(frozen=True)
class Remove:
    """Take the forms away."""

    path: KeyPath = ()

    def __str__(self) -> str:
        return "remove"


@dataclass(frozen=True)
class Add:
    """A new form; `figures` are those of its inputs that are parameters."""

    form: Form
    figures: tuple[Adjust, ...]
    path: KeyPath = ()

    def __str__(self) -> str:
        return f"add {self.form.id}"


@dataclass(frozen=True)
class Merge:
    """One form made of several: what was written of it, and how its inputs come about."""

    given: Mapping[str, object]
    responses: Made
    minutes_per_response: Made
    cost_per_response: Made | None
    respondents: Amount | None
    path: KeyPath = ()

    def __str__(self) -> str:
        made = f"responses {_shown(self.responses)}, minutes {_shown(self.minutes_per_response)}"
        return f"merge into {self.given['id']}: {made}"


Operation: TypeAlias = Adjust | Publish | Exempt | Prefill | Move | Remove | Add | Merge


@dataclass(frozen=True)
class Schedule:
    """When a reform has its effect: from a year to a year, and how much of it in the first ones."""

    start: int | None = None
    end: int | None = None
    phase_in: tuple[float, ...] = (1.0,)

    def share(self, year: int) -> float:
        """Return the share of the effect in a year."""
        if self.end is not None and year > self.end:
            return 0.0
        if self.start is None:
            return 1.0
        since = year - self.start
        return 0.0 if since < 0 else self.phase_in[min(since, len(self.phase_in) - 1)]


@dataclass(frozen=True)
class Change:
    """One change of a scenario.

    Attributes:
        where: which forms; None where the change only adds one.
        operations: what is done to each of them, in order.
        because: the reason, in words, or None.
        source: where its figures come from: its own source, else that of the scenario.
        optional: whether it may match no form.
        transition_minutes: what each respondent spends once to learn the new way, or None.
        schedule: when it has its effect.
        scenario: the name of the scenario that it belongs to.
        file, path: where it stands.
    """

    where: Condition | None
    operations: tuple[Operation, ...]
    because: str | None
    source: Source | None
    optional: bool
    transition_minutes: Amount | None
    schedule: Schedule
    scenario: str
    file: File = field(repr=False)
    path: KeyPath

    def position(self, *within: str | int) -> Position:
        """Return where the change stands, or what is `within` it."""
        return position_in(self.file, (*self.path, *within))


@dataclass(frozen=True)
class Scenario:
    """A reform: named, sourced, and a list of changes to apply in order.

    Attributes:
        name: what it is called.
        description: what it would do, or None.
        author: who wrote it, or None.
        source: the official reference for all of it, or None.
        parameters: the value of each parameter: a number or a `Range`.
        correlated: for each parameter that errs together with others, the source that says so.
        changes: the changes, those of the scenario that it extends first.
        catalogue: the path of the catalogue that it is about, or None.
        file: the file that it was read from.
    """

    name: str
    description: str | None
    author: str | None
    source: Source | None
    parameters: Mapping[str, float]
    correlated: Mapping[str, str]
    changes: tuple[Change, ...]
    catalogue: Path | None
    file: File = field(repr=False)

    def with_parameters(self, /, **values: float) -> "Scenario":
        """Return the scenario with other values of its parameters.

        Raises:
            KeyError: it has no such parameter.
            ValueError: a value is not finite.
        """
        for name, value in values.items():
            if name not in self.parameters:
                raise KeyError(name)
            if not math.isfinite(value):
                raise ValueError(f"{name} must be a finite number, not {value}")
        return replace(self, parameters={**self.parameters, **values})


def position_in(file: File, path: KeyPath) -> Position:
    """Return where something stands in a scenario; without a text, that is its name."""
    return file.position(path) if file.text else Position(file.name)
