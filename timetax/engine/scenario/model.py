"""What a scenario is: changes to the inputs of forms, in order, each with its reason."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

from timetax.catalogue.entries import Source
from timetax.catalogue.ranges import Range
from timetax.engine.selection import Condition, Selection
from timetax.files.yaml import File, KeyPath
from timetax.findings import Position
from timetax.wording.numbers import in_full, plural
from timetax.wording.summaries import named, summary


@dataclass(frozen=True)
class Parameter:
    """A figure that is named elsewhere, written `$name`."""

    name: str

    def __str__(self) -> str:
        return f"${self.name}"


Amount: TypeAlias = float | Parameter
"""A number, a `Range`, or a parameter that stands for one."""


def amount_in_words(amount: Amount | str | None) -> str:
    """Return an amount, or the word in its place, as it is said to people."""
    if isinstance(amount, Range):
        return f"{in_full(amount)} ({in_full(amount.low)} to {in_full(amount.high)})"
    return in_full(amount) if isinstance(amount, int | float) else str(amount)


@dataclass(frozen=True)
class Placed(Selection):
    """A selection that knows where under `where` each of its patterns stands."""

    paths: tuple[KeyPath, ...] = ()


class Operation(ABC):
    """Something that is done to the forms of a change; its `str` is how it is said to people.

    Attributes:
        combines: whether the figures of one form come to depend on those of another.
        path: where it stands.
    """

    combines: ClassVar[bool] = False
    path: KeyPath

    def parameters(self) -> Iterator[Parameter]:
        """Yield the parameters that it depends on."""
        yield from (each for each in vars(self).values() if isinstance(each, Parameter))

    def shares(self) -> Sequence[Amount]:
        """Return those of its amounts that must be from 0 to 1."""
        return ()

    def lay_out(self, universe: Any, change: "Change", rows: Any) -> int | None:
        """Check that it can be done to these rows of a `Universe`, and let it know what is there.

        Returns:
            The row of the form that it adds, or None.

        Raises:
            InputError: it cannot be done to them.
        """
        return None

    @abstractmethod
    def apply(self, run: Any, rows: Any) -> None:
        """Change the figures of these rows of the state of a `Run`, in place."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """A key of a change, which asks for an operation.

    Attributes:
        annotation: that by which pydantic validates what it holds.
        description: what it holds.
        default: what it is where the change does not have it.
        read: returns the operations, given what it holds validated and as written, and its path.
        models: the models of the mappings in it, by the keys that lead there.
        amounts: the keys in it that hold amounts.
        refused: returns what is wrong with what was written beyond its type, or None.
        alone: whether the change may ask for no other operation.
        takes_forms: whether the change says with `where` which forms.
    """

    annotation: Any
    description: str
    read: Callable[[Any, Any, KeyPath], Sequence[Operation]]
    default: object = None
    models: Mapping[tuple[str, ...], Any] = field(default_factory=dict)
    amounts: Sequence[str] = ()
    refused: Callable[[object], str | None] = lambda written: None
    alone: bool = False
    takes_forms: bool = True


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

    def __repr__(self) -> str:
        counts = ((len(self.changes), "change"), (len(self.parameters), "parameter"))
        figures = (plural(count, noun) for count, noun in counts if count)
        return summary(named("Scenario", self.name), *figures)

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
