"""A frozen dataclass with shared methods does what one of the standard library does."""

import dataclasses
import inspect
import pickle
from functools import cached_property
from typing import Any

import pytest

from timetax import frozen


@frozen.dataclass(frozen=True)
class Place:
    """A place."""

    line: int
    column: int = 1
    notes: list[str] = dataclasses.field(default_factory=list, hash=False)
    seen: str = dataclasses.field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.line < 0:
            raise ValueError("below zero")

    @cached_property
    def after(self) -> int:
        """The line after."""
        return self.line + 1


@frozen.dataclass(frozen=True, kw_only=True)
class Named(Place):
    """A place with a name."""

    name: str

    def __repr__(self) -> str:
        return self.name


@dataclasses.dataclass(frozen=True)
class Standard:
    """What `Place` would be there."""

    line: int
    column: int = 1
    notes: list[str] = dataclasses.field(default_factory=list, hash=False)
    seen: str = dataclasses.field(default="", compare=False, repr=False)


@pytest.mark.parametrize(
    ("given", "named"), [((1,), {}), ((1, 2), {"seen": "x"}), ((), {"line": 3, "notes": ["a"]})]
)
def test_it_is_built_shown_and_told_apart_as_one_of_the_standard_library(
    given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    made, standard = Place(*given, **named), Standard(*given, **named)
    assert dataclasses.asdict(made) == dataclasses.asdict(standard)
    assert repr(made) == repr(standard).replace("Standard", "Place")
    assert made == Place(*given, **named | {"seen": "y"})
    assert made != dataclasses.replace(made, column=9)
    assert hash(made) == hash(dataclasses.replace(made, notes=["other"]))
    assert made != standard
    assert pickle.loads(pickle.dumps(made)) == made
    assert str(inspect.signature(Place)).replace(" -> None", "").count(",") == 3


@pytest.mark.parametrize(
    ("given", "named"),
    [((), {}), ((1, 2, [], "", 5), {}), ((1,), {"line": 2}), ((1,), {"other": 2})],
)
def test_what_is_missing_given_twice_or_unknown_is_refused(
    given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    for each in (Place, Standard):
        with pytest.raises(TypeError):
            each(*given, **named)


def test_nothing_in_it_can_be_changed_and_what_follows_is_kept() -> None:
    made = Place(1)
    assert made.after == 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.line = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.line
    with pytest.raises(ValueError, match="below zero"):
        Place(-1)


def test_a_class_inherits_fields_and_keeps_methods_of_its_own() -> None:
    made = Named(1, 2, name="here")
    assert (made.line, made.name, repr(made)) == (1, "here", "here")
    with pytest.raises(TypeError, match="name"):
        Named(1)  # type: ignore[call-arg]
    match made:
        case Place(line, column):
            assert (line, column) == (1, 2)


def test_a_field_that_is_no_argument_and_a_class_that_is_not_frozen_are_refused() -> None:
    with pytest.raises(TypeError, match="no argument"):

        @frozen.dataclass(frozen=True)
        class _Odd:
            """Odd."""

            made: int = dataclasses.field(default=1, init=False)

    with pytest.raises(TypeError, match="standard library"):
        frozen.dataclass(frozen=False)
