"""What validates entries, with the core of pydantic alone.

To import all of pydantic, and to let it find out about declarations that are known, takes longer
than it takes to read a catalogue. The types of values say themselves how they are validated; what
is left are the shapes around them.
"""

from functools import partial
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic_core import CoreConfig, CoreSchema, SchemaValidator
from pydantic_core import core_schema as core

from timetax.catalogue.declaration import ValueType, keys_of


def validator_of(hint: Any) -> SchemaValidator:
    """Return what validates plain content against a hint that is made of entries and types."""
    entries: dict[type, CoreSchema] = {}
    schema = _schema(hint, entries)
    return SchemaValidator(core.definitions_schema(schema, list(entries.values())))


def _schema(hint: Any, entries: dict[type, CoreSchema]) -> CoreSchema:
    inner = partial(_schema, entries=entries)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        kinds = [each for each in arguments[1:] if isinstance(each, ValueType)]
        return kinds[0].core_schema(arguments[0], inner) if kinds else inner(arguments[0])
    if origin in (Union, UnionType):
        (given,) = (each for each in arguments if each is not type(None))
        return core.nullable_schema(inner(given))
    if origin is tuple:
        return core.tuple_schema([inner(arguments[0])], variadic_item_index=0)
    if origin is list:
        return core.list_schema(inner(arguments[0]))
    if hint not in entries:
        entries[hint] = _of_entry(hint, entries)
    return core.definition_reference_schema(_name(hint))


def _of_entry(cls: type, entries: dict[type, CoreSchema]) -> CoreSchema:
    hints = get_type_hints(cls, include_extras=True)
    fields = []
    for key in keys_of(cls).values():
        schema = _schema(hints[key.name], entries)
        if not key.required:
            schema = core.with_default_schema(schema, default=key.default)
        fields.append(core.dataclass_field(key.name, schema, kw_only=True))
    return core.dataclass_schema(
        cls,
        core.dataclass_args_schema(cls.__name__, fields),
        list(keys_of(cls)),
        ref=_name(cls),
        config=CoreConfig(extra_fields_behavior="forbid"),
    )


def _name(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"
