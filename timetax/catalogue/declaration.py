"""How an entry of a catalogue is declared: each key once, with everything that follows from it.

An entry is a frozen dataclass. A key of it is an annotation with a type of values (see
`value_types`) and a `Key`. Validation, the JSON Schema, the columns of tables and of flat files,
the headings that are known in spreadsheets, what reports group and select by, and the dictionary in
the documentation all follow. Nothing here imports pydantic, which validates only when the first
file is read.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, MISSING, FrozenInstanceError, dataclass, field, fields
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, TypeVar, dataclass_transform, get_args, get_type_hints

from timetax.catalogue.ranges import Range

C = TypeVar("C")
Shape: TypeAlias = Literal["value", "list", "mapping", "entry", "entries"]


@dataclass(frozen=True, eq=False)
class ValueType:
    """What may be written for a key, and what it becomes.

    Attributes:
        name: what the values are, in words.
        read: makes a value of what was written; raises `MistakeError`.
        schema: the JSON Schema of what may be written.
        shape: whether a value is one, a list, a mapping of names, an entry or several.
        dtype: that of a column of such values, where they are single ones.
        few: whether there are few values, so that people total by them first.
        entry: the class of the entries that are the values, if they are.
    """

    name: str
    read: Callable[[Any], Any]
    schema: Mapping[str, Any]
    shape: Shape = "value"
    dtype: str = "str"
    few: bool = False
    entry: type | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return how pydantic validates a value and describes it in JSON Schema."""
        made = self.core_schema(source, handler)
        return made | {"metadata": {"pydantic_js_functions": [lambda *_: dict(self.schema)]}}

    def core_schema(self, source: Any, schema_of: Callable[[Any], Any]) -> Any:
        """Return how the core of pydantic validates a value: `read` does it.

        `source` is the hint of what it becomes, of which `schema_of` makes a schema.
        """
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self.read)


@dataclass(frozen=True, eq=False)
class TextType(ValueType):
    """Any text; pydantic reads many of them faster by itself."""

    def core_schema(self, source: Any, schema_of: Callable[[Any], Any]) -> Any:
        """Return how a text is validated."""
        from pydantic_core import core_schema

        return core_schema.str_schema(strip_whitespace=True, min_length=1)


@dataclass(frozen=True, eq=False)
class ChoiceType(ValueType):
    """One or some of a vocabulary; `words` are its words, each with the official wording."""

    few: bool = True
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class EntryType(ValueType):
    """Entries within an entry; `read` prepares what was written for them.

    `shorthand` is the type of what may be written besides.
    """

    shorthand: Any = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return how pydantic validates what `read` prepared, and describes the shorthand."""
        shorthand = handler.generate_schema(self.shorthand)
        return self.core_schema(source, handler) | {"json_schema_input_schema": shorthand}

    def core_schema(self, source: Any, schema_of: Callable[[Any], Any]) -> Any:
        """Return how what `read` prepared is validated."""
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self.read, schema_of(source))


@dataclass(frozen=True, eq=False)
class SectionType(ValueType):
    """A section of a catalogue; `record` is what flat files call one of its entries."""

    record: str = ""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return how pydantic validates the entries: each by its own declaration."""
        return handler(source)

    def core_schema(self, source: Any, schema_of: Callable[[Any], Any]) -> Any:
        """Return how the entries are validated."""
        return schema_of(source)


def section_of(entry: type, record: str) -> SectionType:
    """Return the type of a section with such entries."""
    return SectionType("a list", tuple, {}, "entries", entry=entry, record=record)


@dataclass(frozen=True, eq=False)
class Key:
    """A key of an entry.

    Attributes:
        description: what it holds, for people and in the JSON Schema.
        heading: what people call it in reports.
        absent: what they read where it is not given.
        groups: whether reports total and select by it.
        field: what it is called where reports group by it and in tables, if not as in files.
        names: the column with the names of its values, if these are names for programs.
        selects: whether forms are selected by it, although reports do not group by it.
        column: whether tables have a column for it, although reports do not group by it.
        kept: whether a form that several are merged into has it where they agree.
        money: whether it is an amount of money.
        spelt: how spreadsheets of people's own head a column of it, separated by commas.
    """

    description: str
    _: KW_ONLY
    heading: str | None = None
    absent: str = "(not given)"
    groups: bool = False
    field: str | None = None
    names: str | None = None
    selects: bool = False
    column: bool = False
    kept: bool = False
    money: bool = False
    spelt: str = ""

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """Return the JSON Schema of the key, with its description."""
        made: dict[str, Any] = handler(schema)
        return made | {"description": self.description}


@dataclass(frozen=True)
class Declared:
    """A key as an entry declares it: its name, what its values are, and all else."""

    name: str
    type: ValueType
    about: Key
    default: Any = field(default=MISSING)

    @property
    def field(self) -> str:
        """What it is called in tables and where reports group by it."""
        return self.about.field or self.name

    @property
    def required(self) -> bool:
        """Whether each entry must have it."""
        return self.default is MISSING


_DEFAULTS: dict[type, dict[str, Any]] = {}
_KEYS: dict[type, Mapping[str, Declared]] = {}
"""The keys of each entry, once they were asked for: to read its hints takes long."""


class _Entry:
    """What all entries do as frozen dataclasses do, written once.

    To have it generated for each of them takes longer than to read a small catalogue.
    """

    def __init__(self, **given: Any) -> None:
        defaults = _DEFAULTS[type(self)]
        values = defaults | given
        if len(values) > len(defaults):
            unknown = [name for name in given if name not in defaults]
            raise TypeError(f"{type(self).__name__} takes no {', '.join(unknown)}")
        if MISSING in values.values():
            missing = [name for name, value in values.items() if value is MISSING]
            raise TypeError(f"{type(self).__name__} needs {', '.join(missing)}")
        self.__dict__.update(values)

    def __repr__(self) -> str:
        values = (f"{name}={getattr(self, name)!r}" for name in _DEFAULTS[type(self)])
        return f"{type(self).__qualname__}({', '.join(values)})"

    def __eq__(self, other: object) -> bool:
        return _values(self) == _values(other) if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(_values(self))

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")


def _values(entry: object) -> tuple[Any, ...]:
    return tuple([getattr(entry, name) for name in _DEFAULTS[type(entry)]])


class _Signature:
    """The keys of an entry as notebooks show them, put together when one asks."""

    def __get__(self, entry: object, cls: type) -> Any:
        from inspect import Parameter, Signature

        hints = get_type_hints(cls)
        return Signature(
            [
                Parameter(
                    name,
                    Parameter.KEYWORD_ONLY,
                    default=Parameter.empty if key.required else key.default,
                    annotation=hints[name],
                )
                for name, key in keys_of(cls).items()
            ]
        )


_DONE_BY_ENTRIES = {name: each for name, each in vars(_Entry).items() if callable(each)} | {
    "__signature__": _Signature()
}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def entry(cls: type[C]) -> type[C]:
    """Make a class an entry: frozen, built by keywords, and with no other keys in a file."""
    made = dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
    for name, each in _DONE_BY_ENTRIES.items():
        setattr(made, name, each)
    made.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]
    _DEFAULTS[made] = {each.name: each.default for each in fields(made)}  # type: ignore[arg-type]
    return made


def keys_of(cls: Any) -> Mapping[str, Declared]:
    """Return the keys of an entry by their names, in the order of their declaration."""
    if cls not in _KEYS:
        hints = get_type_hints(cls, include_extras=True)
        declared = (_declared(each.name, hints[each.name], each.default) for each in fields(cls))
        _KEYS[cls] = MappingProxyType({each.name: each for each in declared})
    return _KEYS[cls]


def synonyms(keys: Iterable[tuple[str, Key]]) -> Iterator[tuple[str, str]]:
    """Yield what else people call each of the named keys, with its name."""
    for name, about in keys:
        for words in filter(None, [about.heading, about.field, *about.spelt.split(",")]):
            yield words, name


def is_entry(value: object) -> bool:
    """Return whether a value is an entry."""
    return type(value) in _DEFAULTS


def as_plain(entry: object) -> dict[str, Any]:
    """Return an entry as it would be written in a file, without what it does not give."""
    given = {key: getattr(entry, key) for key in keys_of(type(entry))}
    return {key: plain(value) for key, value in given.items() if value not in (None, ())}


def plain(value: Any) -> Any:
    """Return a value of an entry as it would be written in a file.

    Pairs of a name and a content are a mapping, and without contents a list of names.
    """
    if is_entry(value):
        return as_plain(value)
    if isinstance(value, Range):
        return {"low": value.low, "likely": float(value), "high": value.high}
    if not isinstance(value, tuple):
        return value
    if not all(isinstance(each, tuple) for each in value):
        return list(map(plain, value))
    if all(content is None for _, content in value):
        return [name for name, _ in value]
    return {name: plain(content) for name, content in value}


def _declared(name: str, hint: Any, default: object) -> Declared:
    marks = list(_marks(hint))
    kind = next(mark for mark in marks if isinstance(mark, ValueType))
    about = next(mark for mark in marks if isinstance(mark, Key))
    return Declared(name, kind, about, default)


def _marks(hint: Any) -> Iterator[Any]:
    yield hint
    for inner in get_args(hint):
        yield from _marks(inner)
