"""Options that many commands share, as one argument of the functions of these commands."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_type_hints


@dataclass(frozen=True)
class OptionGroup:
    """Options that are declared together, each as a field."""


def one_by_one(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command that takes the options of each group of its function one by one."""
    own = inspect.signature(command).parameters
    groups: dict[str, Any] = {
        name: each.annotation
        for name, each in own.items()
        if isinstance(each.annotation, type) and issubclass(each.annotation, OptionGroup)
    }

    def run(**given: Any) -> None:
        for name, group in groups.items():
            options = {each.name: given.pop(each.name) for each in options_of(group)}
            given[name] = group(**options)
        command(**given)

    parameters: list[inspect.Parameter] = []
    for name, each in own.items():
        parameters += options_of(groups[name]) if name in groups else [each]
    return taking(run, command, parameters)


@cache
def options_of(group: Any) -> tuple[inspect.Parameter, ...]:
    """Return the options of a group as parameters of a command."""
    hints = get_type_hints(group, include_extras=True)
    return tuple(
        inspect.Parameter(
            each.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=each.default,
            annotation=hints[each.name],
        )
        for each in fields(group)
    )


def taking(
    run: Callable[..., None], command: Callable[..., None], parameters: Iterable[inspect.Parameter]
) -> Callable[..., None]:
    """Return `run` as the command that it stands for, with these parameters, each by name."""
    by_name = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in parameters]
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__signature__ = inspect.Signature(by_name)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in by_name}
    return run
