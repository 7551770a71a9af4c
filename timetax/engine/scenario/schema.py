"""The schema of a scenario file: what may be written, and what to say if not."""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from timetax.catalogue.document import Version
from timetax.catalogue.entries import Source, SourceField
from timetax.catalogue.form import Form
from timetax.catalogue.validation import FileModel, Mappings, mappings_of
from timetax.catalogue.value_types import (
    FIGURE_SCHEMA,
    RANGE_KEYS,
    SHARE_SCHEMA,
    SIGNED_FIGURE_SCHEMA,
    TEXT_SCHEMA,
    AffectedPublic,
    LifeEvents,
    Obligation,
    Online,
    Text,
    Year,
    YesNo,
    figure_or_range,
    list_of,
    mapping_of,
    mistake,
    range_schema,
    read_each,
    read_figure,
    read_share,
    read_signed_figure,
    read_text,
)
from timetax.engine.scenario.model import Amount, Made, Parameter, Placed
from timetax.engine.selection import AllOf, AnyOf, Condition, Not, unknown_field
from timetax.files.yaml import KeyPath
from timetax.tables.layouts import INPUTS, SELECTABLE
from timetax.version import __version__
from timetax.wording.hints import did_you_mean, shown

HOW = ("set", "multiply", "add", "cap", "floor")
PARAMETER_PATTERN = r"\$[A-Za-z_][A-Za-z0-9_]*"
_COMBINED: dict[str, type[AllOf] | type[AnyOf]] = {"all": AllOf, "any": AnyOf}


def _name_of_parameter(value: object) -> str:
    name = read_text(value)
    if not re.fullmatch(PARAMETER_PATTERN, f"${name}"):
        raise mistake(f"{shown(name)} is no name of a parameter: letters, digits and _ only")
    return name


def amount_of(read: Callable[[object], float]) -> Callable[[object], Amount]:
    """Return a reader of a number, a range of numbers or a parameter."""
    read_number = figure_or_range(read)

    def read_amount(value: object) -> Amount:
        if isinstance(value, Parameter):
            return value
        if isinstance(value, str) and value.startswith("$"):
            return Parameter(_name_of_parameter(value[1:]))
        return read_number(value)

    return read_amount


read_amount = amount_of(read_figure)
_read_signed_amount = amount_of(read_signed_figure)


def read_adjustments(value: object) -> tuple[tuple[str, Amount], ...]:
    """Return the operations on an input, by name; an amount alone sets it."""
    if not isinstance(value, Mapping) or any(key in RANGE_KEYS for key in value):
        return (("set", read_amount(value)),)
    done = read_each([(how, (how, amount)) for how, amount in value.items()], _read_operation)
    if not done:
        raise mistake(f"names no operation; the operations are {', '.join(HOW)}")
    return tuple((str(how), amount) for how, amount in done)


def _read_operation(pair: tuple[object, object]) -> Amount:
    how, amount = pair
    if how not in HOW:
        hint = did_you_mean(str(how), HOW) or f"; the operations are {', '.join(HOW)}"
        raise mistake(f"unknown operation {how!r}{hint}")
    return (_read_signed_amount if how == "add" else read_amount)(amount)


def _made_by(*words: str) -> Callable[[object], Made]:
    def read_made(value: object) -> Any:
        if value in words:
            return value
        if isinstance(value, str) and value[:1].isalpha():
            hint = did_you_mean(value, words) or f"; use {', '.join(words)} or a number"
            raise mistake(f"{shown(value)} is not known{hint}")
        return read_amount(value)

    return read_made


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
    if not re.fullmatch(r"[0-9]+(\.[0-9]+){0,2}", wanted):
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


def _without_parameters(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    return {key: each for key, each in value.items() if not is_figure_by_name(key, each)}


def is_figure_by_name(key: object, value: object) -> bool:
    """Return whether this is a figure of a form that a parameter stands for."""
    return key in INPUTS and re.fullmatch(PARAMETER_PATTERN, str(value)) is not None


_PARAMETER_SCHEMA: dict[str, Any] = {"type": "string", "pattern": f"^{PARAMETER_PATTERN}$"}


def _amount_schema(number: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [*number["anyOf"], _PARAMETER_SCHEMA, range_schema(number)]}


_AMOUNT_SCHEMA = _amount_schema(FIGURE_SCHEMA)
_SHARE_AMOUNT_SCHEMA = _amount_schema(SHARE_SCHEMA)
_ADJUSTMENTS_SCHEMA = {
    "anyOf": [
        *_AMOUNT_SCHEMA["anyOf"],
        {
            "type": "object",
            "properties": dict.fromkeys(HOW, _AMOUNT_SCHEMA)
            | {"add": _amount_schema(SIGNED_FIGURE_SCHEMA)},
            "minProperties": 1,
            "additionalProperties": False,
        },
    ]
}
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

AmountField = Annotated[Any, PlainValidator(read_amount), WithJsonSchema(_AMOUNT_SCHEMA)]
ShareField = Annotated[
    Any, PlainValidator(amount_of(read_share)), WithJsonSchema(_SHARE_AMOUNT_SCHEMA)
]
Adjustments = Annotated[
    tuple[tuple[str, Any], ...],
    PlainValidator(read_adjustments),
    WithJsonSchema(_ADJUSTMENTS_SCHEMA),
]


# The schema of a condition contains itself, which pydantic cannot take; `json_schema` puts it in.
Where = Annotated[
    Any, PlainValidator(lambda where: read_condition(where)), WithJsonSchema({"type": "object"})
]


def _made_field(*words: str) -> Any:
    schema = {"anyOf": [{"enum": list(words)}, *_AMOUNT_SCHEMA["anyOf"]]}
    return Annotated[Any, PlainValidator(_made_by(*words)), WithJsonSchema(schema)]


class MoveEntry(FileModel):
    """A share of the responses that goes to another channel."""

    share: ShareField = Field(description="The share of the responses that moves.")
    minutes_per_response: AmountField = Field(description="Minutes for one response there.")
    cost_per_response: AmountField | None = Field(
        None, description="Money out of pocket for one response there; as before if not given."
    )


class MergeEntry(FileModel):
    """The form that several are made into."""

    id: Text = Field(description="A short name, unique in the catalogue.")
    title: Text = Field(description="What it is, in words that people know.")
    agency: Text | None = Field(None, description="The agency; that of the forms if they agree.")
    form_number: Text | None = Field(None, description="The number printed on it.")
    control_number: Text | None = Field(None, description="OMB control number, NNNN-NNNN.")
    life_events: LifeEvents | None = Field(None, description="Life events; those of the forms.")
    affected_public: AffectedPublic | None = Field(None, description="Who fills it in.")
    obligation: Obligation | None = Field(None, description="Whether one has to.")
    online: Online | None = Field(None, description="Whether it can be done online.")
    respondents: AmountField | None = Field(None, description="People or firms a year.")
    responses: _made_field("sum", "max") = Field(description="Responses a year.")  # type: ignore[valid-type]
    minutes_per_response: _made_field("sum", "max", "mean") = Field(  # type: ignore[valid-type]
        description="Minutes for one response; mean is weighted by the responses."
    )
    cost_per_response: _made_field("sum", "max", "mean") | None = Field(  # type: ignore[valid-type]
        None, description="Money out of pocket for one response."
    )


class ChangeEntry(FileModel):
    """One change: which forms, what is done to them, and why."""

    where: Where = Field(None, description="Which forms: fields with patterns, all, any, not.")
    respondents: Adjustments = Field((), description="People or firms a year.")
    responses_per_respondent: Adjustments = Field((), description="How often each responds.")
    responses: Adjustments = Field((), description="Responses a year.")
    minutes_per_response: Adjustments = Field((), description="Minutes for one response.")
    cost_per_response: Adjustments = Field((), description="Money for one response.")
    published_hours: AmountField | None = Field(
        None, description="Hours a year as published; the minutes follow."
    )
    published_cost: AmountField | None = Field(
        None, description="Money a year as published; the cost per response follows."
    )
    exempt: ShareField | None = Field(None, description="The share of respondents that is freed.")
    prefill: ShareField | None = Field(None, description="The share of the time that is saved.")
    move: MoveEntry | None = Field(None, description="A share of responses that goes elsewhere.")
    remove: YesNo | None = Field(None, description="Whether the forms are taken away.")
    add: Annotated[Form, BeforeValidator(_without_parameters)] | None = Field(
        None, description="A new form."
    )
    merge: MergeEntry | None = Field(None, description="The form that they are made into.")
    because: Text | None = Field(None, description="Why the figures are expected to change.")
    source: SourceField | None = Field(None, description="Where the figures come from.")
    optional: YesNo = Field(False, description="Whether the change may match no form.")
    transition_minutes: AmountField | None = Field(
        None, description="Minutes that each respondent spends once to learn the new way."
    )


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
        PlainValidator(mapping_of(figure_or_range(read_signed_figure), _name_of_parameter)),
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
    ("changes", "move"): MoveEntry,
    **dict(mappings_of(Form, "changes", "add")),
    ("changes", "merge"): MergeEntry,
}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file, made from the declarations that validate it."""
    schema = ScenarioFile.model_json_schema()
    schema["$defs"]["Condition"] = _CONDITION_SCHEMA
    where = schema["$defs"]["ChangeEntry"]["properties"]["where"]
    where |= {"allOf": [_CONDITION]}
    figures = schema["$defs"]["Form"]["properties"]
    for figure in INPUTS:
        figures[figure]["anyOf"] = [*figures[figure]["anyOf"], _PARAMETER_SCHEMA]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A timetax scenario",
    }
