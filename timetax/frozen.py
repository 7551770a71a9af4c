"""Frozen dataclasses that share their methods.

The standard library writes and compiles those of each class anew when it is imported. That takes
half a millisecond a class on a common machine, and a command has more than a hundred: more than its
work on a small catalogue. All else is as there: fields, `replace`, patterns, types.
"""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen, eq=True, kw_only=False):
        """Return what makes a class a frozen dataclass, each field of which is an argument."""
        if not frozen:
            raise TypeError("what is not frozen is a dataclass of the standard library")

        def made(cls):
            dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
            return _with_methods(cls, dataclasses.fields(cls), eq=eq)

        return made


C = TypeVar("C")


def _with_methods(cls: type[C], fields: tuple[Field[Any], ...], *, eq: bool) -> type[C]:
    own = vars(cls)
    made = {"__init__": _init(cls, fields), "__repr__": _repr(fields)}
    if eq:
        made["__eq__"] = _eq(_values(each.name for each in fields if each.compare))
        made["__hash__"] = _hash(
            _values(f.name for f in fields if (f.compare if f.hash is None else f.hash))
        )
    for name, method in made.items():
        if own.get(name) is None:
            setattr(cls, name, method)
    cls.__setattr__ = _setattr  # type: ignore[method-assign]
    cls.__delattr__ = _delattr  # type: ignore[method-assign]
    cls.__signature__ = _Signature(fields)  # type: ignore[attr-defined]
    return cls


def _init(cls: type, fields: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Return what sets all fields, by place or by name, as a compiled method would."""
    if not all(each.init for each in fields):
        raise TypeError(f"{cls.__name__} has a field that is no argument")
    by_place = tuple(each.name for each in fields if not each.kw_only)
    defaults = {each.name: each.default for each in fields}
    factories = {
        each.name: each.default_factory for each in fields if each.default_factory is not MISSING
    }
    needed = [
        name for name, value in defaults.items() if value is MISSING and name not in factories
    ]
    then = getattr(cls, "__post_init__", None)

    def __init__(self: object, /, *given: Any, **named: Any) -> None:  # noqa: N807
        values = {**defaults, **dict(zip(by_place, given, strict=False)), **named}
        if (
            len(values) > len(defaults)
            or len(given) > len(by_place)
            or not named.keys().isdisjoint(by_place[: len(given)])
        ):
            raise TypeError(f"{cls.__name__} takes {', '.join(defaults)}, each once")
        for name in factories:
            if values[name] is MISSING:
                values[name] = factories[name]()
        if missing := [name for name in needed if values[name] is MISSING]:
            raise TypeError(f"{cls.__name__} needs {', '.join(missing)}")
        self.__dict__.update(values)
        if then is not None:
            then(self)

    return __init__


def _values(names: Iterable[str]) -> Callable[[object], tuple[Any, ...]]:
    several = tuple(names)
    if len(several) > 1:
        return attrgetter(*several)
    return lambda each: tuple([getattr(each, name) for name in several])


def _repr(fields: tuple[Field[Any], ...]) -> Callable[[object], str]:
    names = [each.name for each in fields if each.repr]

    def __repr__(self: object) -> str:  # noqa: N807
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({values})"

    return __repr__


def _eq(values: Callable[[object], tuple[Any, ...]]) -> Callable[[object, object], bool]:
    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    return __eq__


def _hash(values: Callable[[object], tuple[Any, ...]]) -> Callable[[object], int]:
    def __hash__(self: object) -> int:  # noqa: N807
        return hash(values(self))

    return __hash__


def _setattr(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


class _Signature:
    """The fields of a class as notebooks show them, put together when one asks."""

    def __init__(self, fields: tuple[Field[Any], ...]) -> None:
        self.fields = fields

    def __get__(self, each: object, cls: type) -> Any:
        from inspect import Parameter, Signature

        return Signature(
            [
                Parameter(
                    each.name,
                    Parameter.KEYWORD_ONLY if each.kw_only else Parameter.POSITIONAL_OR_KEYWORD,
                    default=Parameter.empty
                    if each.default is MISSING and each.default_factory is MISSING
                    else each.default,
                    annotation=each.type,
                )
                for each in sorted(self.fields, key=lambda each: bool(each.kw_only))
            ]
        )
