"""The schema of a scenario file: what may be written, and what to say if not."""

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Any

from pydantic import ConfigDict, Field, PlainValidator, WithJsonSchema, create_model

from timetax.bundle import modules_in
from timetax.catalogue.document import Version
from timetax.catalogue.entries import Source, SourceField
from timetax.catalogue.file_model import FileModel
from timetax.catalogue.validation import Mappings
from timetax.catalogue.value_types import (
    SHARE_SCHEMA,
    SIGNED_FIGURE_SCHEMA,
    TEXT_SCHEMA,
    Text,
    Year,
    YesNo,
    range_schema,
)
from timetax.catalogue.values import (
    figure_or_range,
    list_of,
    mapping_of,
    mistake,
    read_each,
    read_share,
    read_signed_figure,
    read_text,
)
from timetax.engine.scenario import operations
from timetax.engine.scenario.amounts import PARAMETER_SCHEMA, AmountField, name_of_parameter
from timetax.engine.scenario.model import Key, Placed
from timetax.engine.selection import AllOf, AnyOf, Condition, Not, unknown_field
from timetax.files.yaml import KeyPath
from timetax.tables.layouts import INPUTS, SELECTABLE
from timetax.version import __version__
from timetax.wording.hints import shown

_COMBINED: dict[str, type[AllOf] | type[AnyOf]] = {"all": AllOf, "any": AnyOf}
_read_patterns = list_of(read_text)


def read_condition(value: object, above: KeyPath = ()) -> Condition:
    """Return the condition that a mapping of fields to patterns spells; `above` leads to it."""
    if not isinstance(value, Mapping) or not value:
        raise mistake(f"must name forms, such as {{agency: IRS}}, and here is {shown(value)}")
    items = [(key, (key, inside)) for key, inside in value.items()]
    made = read_each(items, lambda pair: _read_part(str(pair[0]), pair[1], (*above, pair[0])))
    parts = [part for _, part in made]
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _read_part(key: str, value: object, path: KeyPath) -> Condition:
    if key in _COMBINED:
        return _COMBINED[key](_read_conditions(value, path))
    if key == "not":
        return Not(AnyOf(_read_conditions(value, path)))
    if key not in SELECTABLE:
        raise mistake(unknown_field(key))
    patterns = _read_patterns(value)
    if not patterns:
        raise mistake("names nothing")
    listed = isinstance(value, list | tuple)
    places = [(*path, place) if listed else path for place in range(len(patterns))]
    return Placed(key, patterns, paths=tuple(places))


def _read_conditions(value: object, path: KeyPath) -> tuple[Condition, ...]:
    if not isinstance(value, list | tuple):
        return (read_condition(value, path),)
    if not value:
        raise mistake("names no condition")
    items = [(place, (place, each)) for place, each in enumerate(value)]
    made = read_each(items, lambda pair: read_condition(pair[1], (*path, pair[0])))
    return tuple(condition for _, condition in made)


def _read_version(value: object) -> str:
    wanted = read_text(value).removeprefix(">=").strip()
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9}){0,2}", wanted):
        raise mistake(f"must be a version such as 0.1, and here is {shown(value)}")
    if _numbers(wanted) > _numbers(__version__):
        raise mistake(f"timetax {wanted} or newer, and this is {__version__}; install a newer one")
    return wanted


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall("[0-9]+", version)[:3]]


def _read_phase_in(value: object) -> tuple[float, ...]:
    shares = value if isinstance(value, list | tuple) else [value]
    done = read_each(list(enumerate(shares)), read_share)
    if not done:
        raise mistake("names no share")
    return tuple(share for _, share in done)


_CONDITION: dict[str, Any] = {"$ref": "#/$defs/Condition"}
_CONDITIONS = {"anyOf": [_CONDITION, {"type": "array", "items": _CONDITION, "minItems": 1}]}
_PATTERNS_SCHEMA = {"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA, "minItems": 1}]}
_CONDITION_SCHEMA = {
    "type": "object",
    "properties": dict.fromkeys(SELECTABLE, _PATTERNS_SCHEMA)
    | dict.fromkeys((*_COMBINED, "not"), _CONDITIONS),
    "minProperties": 1,
    "additionalProperties": False,
}

# The schema of a condition contains itself, which pydantic cannot take; `json_schema` puts it in.
Where = Annotated[
    Any, PlainValidator(lambda where: read_condition(where)), WithJsonSchema({"type": "object"})
]

_OPERATIONS = modules_in(
    operations,
    first=(
        *("adjust", "publish", "exempt", "prefill", "instrument", "move", "remove", "add"),
        "merge",
    ),
)
KEYS: dict[str, Key] = {
    key: each for module in _OPERATIONS.values() for key, each in import_module(module).KEYS.items()
}
"""What each key of a change that asks for an operation is."""


class _Part(FileModel):
    model_config = ConfigDict(defer_build=True)  # only the whole of a change is ever validated


class _Forms(_Part):
    where: Where = Field(None, description="Which forms: fields with patterns, all, any, not.")


_FIELDS: dict[str, Any] = {
    key: (each.annotation, Field(each.default, description=each.description))
    for key, each in KEYS.items()
}
_Operations: Any = create_model("_Operations", __base__=_Part, **_FIELDS)


class _Reason(_Part):
    because: Text | None = Field(None, description="Why the figures are expected to change.")
    source: SourceField | None = Field(None, description="Where the figures come from.")
    optional: YesNo = Field(False, description="Whether the change may match no form.")
    transition_minutes: AmountField | None = Field(
        None, description="Minutes that each respondent spends once to learn the new way."
    )


class ChangeEntry(_Reason, _Operations, _Forms):
    """One change: which forms, what is done to them, and why."""


class ScenarioFile(FileModel):
    """What the file of a scenario holds."""

    timetax: Version = Field(description="The version of this format.")
    name: Text = Field(description="What the reform is called.")
    description: Text | None = Field(None, description="What it would do.")
    author: Text | None = Field(None, description="Who wrote the scenario.")
    source: SourceField | None = Field(None, description="The reference for all of it.")
    needs: Annotated[str, PlainValidator(_read_version), WithJsonSchema(TEXT_SCHEMA)] | None = (
        Field(None, description="The version of timetax that it needs at least.")
    )
    catalogue: Text | None = Field(None, description="The catalogue that it is about.")
    extends: Text | None = Field(None, description="The scenario whose changes come first.")
    parameters: Annotated[
        tuple[tuple[str, Any], ...],
        PlainValidator(mapping_of(figure_or_range(read_signed_figure), name_of_parameter)),
        WithJsonSchema(
            {
                "type": ["object", "null"],
                "additionalProperties": {
                    "anyOf": [*SIGNED_FIGURE_SCHEMA["anyOf"], range_schema(SIGNED_FIGURE_SCHEMA)]
                },
            }
        ),
    ] = Field((), description="Figures with names, written $name where an amount stands.")
    start: Year | None = Field(None, description="The first year with an effect.")
    end: Year | None = Field(None, description="The last year with an effect.")
    phase_in: Annotated[
        tuple[float, ...],
        PlainValidator(_read_phase_in),
        WithJsonSchema({"type": "array", "items": SHARE_SCHEMA, "minItems": 1}),
    ] = Field((1.0,), description="The share of the effect in the first years.")
    changes: tuple[ChangeEntry, ...] = Field((), description="The changes, in order.")


MAPPINGS: Mappings = {
    (): ScenarioFile,
    ("source",): Source,
    ("changes",): ChangeEntry,
    ("changes", "source"): Source,
    **{
        ("changes", key, *path): model
        for key, each in KEYS.items()
        for path, model in each.models.items()
    },
}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file, made from the declarations that validate it."""
    schema = ScenarioFile.model_json_schema()
    schema["$defs"]["Condition"] = _CONDITION_SCHEMA
    where = schema["$defs"]["ChangeEntry"]["properties"]["where"]
    where |= {"allOf": [_CONDITION]}
    figures = schema["$defs"]["Form"]["properties"]
    for figure in INPUTS:
        figures[figure]["anyOf"] = [*figures[figure]["anyOf"], PARAMETER_SCHEMA]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A timetax scenario",
    }
