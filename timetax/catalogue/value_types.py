"""The types of values in a catalogue: what may be written, what it becomes, what to say if not.

Each type is one declaration with these uses: it converts plain text, explains a mistake, describes
itself in JSON Schema, and says what a column of such values is.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from timetax.catalogue.declaration import ChoiceType, TextType, ValueType
from timetax.catalogue.values import (
    DATE_PATTERN,
    FRACTION_PATTERN,
    MAX_FIGURE,
    NUMBER_PATTERN,
    RANGE_KEYS,
    SHA256_PATTERN,
    YEAR_PATTERN,
    YES_OR_NO,
    choice,
    figure_or_range,
    list_of,
    mapping_of,
    mapping_or_list_of,
    read_count,
    read_date,
    read_figure,
    read_life_events,
    read_sha256,
    read_share,
    read_signed_figure,
    read_text,
    read_year,
    read_year_of_horizon,
    read_yes_no,
)
from timetax.catalogue.vocabulary import AFFECTED_PUBLIC, BUILDING_BLOCKS, OBLIGATION, ONLINE


def _choice_schema(words: Mapping[str, str]) -> dict[str, Any]:
    return {"enum": list(dict.fromkeys([*words, *words.values()]))}


def _number_schema(maximum: float) -> dict[str, Any]:
    return {
        "anyOf": [
            {"type": "number", "minimum": 0, "maximum": maximum},
            {"type": "string", "pattern": f"^({NUMBER_PATTERN}|{FRACTION_PATTERN})$"},
        ]
    }


def range_schema(number: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of a range of numbers."""
    return {
        "type": "object",
        "properties": dict.fromkeys(RANGE_KEYS, number),
        "required": list(RANGE_KEYS),
        "additionalProperties": False,
    }


def _year_schema(pattern: str) -> dict[str, Any]:
    return {
        "anyOf": [
            {"type": "integer", "minimum": 1800, "maximum": 2099},
            {"type": "string", "pattern": f"^{pattern}$"},
        ]
    }


FIGURE_SCHEMA = _number_schema(MAX_FIGURE)

SIGNED_FIGURE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": -MAX_FIGURE, "maximum": MAX_FIGURE},
        {"type": "string", "pattern": f"^-?({NUMBER_PATTERN}|{FRACTION_PATTERN})$"},
    ]
}

SHARE_SCHEMA = _number_schema(1)
TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number"], "minLength": 1}


def _list_schema(item: dict[str, Any]) -> dict[str, Any]:
    items = {"type": "array", "items": item, "uniqueItems": True}
    return {"anyOf": [item, items, {"type": "null"}]}


def _mapping_schema(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": value}


_LIST_SCHEMA = _list_schema(TEXT_SCHEMA)["anyOf"]
TEXT = TextType("text", read_text, TEXT_SCHEMA)
FIGURE = ValueType("a figure", read_figure, FIGURE_SCHEMA, dtype="float64")
RANGED_FIGURE = ValueType(
    "a figure, or a range",
    figure_or_range(read_figure),
    {"anyOf": [*FIGURE_SCHEMA["anyOf"], range_schema(FIGURE_SCHEMA)]},
    dtype="float64",
)
SIGNED_FIGURE = ValueType(
    "a figure above or below zero", read_signed_figure, SIGNED_FIGURE_SCHEMA, dtype="float64"
)
YEAR_OF_HORIZON = ValueType(
    "a whole number",
    read_year_of_horizon,
    {
        "anyOf": [
            {"type": "integer", "minimum": 1, "maximum": 99},
            {"type": "string", "pattern": "^[1-9][0-9]?$"},
        ]
    },
    dtype="Int64",
)
COUNT_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": int(MAX_FIGURE)},
        {"type": "string", "pattern": "^[0-9][0-9_]*(\\.0*)?$"},
    ]
}
COUNT = ValueType("a whole number", read_count, COUNT_SCHEMA, dtype="Int64")
SHA256 = ValueType(
    "64 hexadecimal digits",
    read_sha256,
    {"type": ["string", "number"], "pattern": f"^{SHA256_PATTERN}$"},
)
SHARE = ValueType("a share", read_share, SHARE_SCHEMA, dtype="float64")
YES_NO = ValueType(
    "yes or no",
    read_yes_no,
    {"anyOf": [{"type": "boolean"}, {"enum": list(YES_OR_NO)}]},
    dtype="bool",
)
YEAR = ValueType("a year", read_year, _year_schema(YEAR_PATTERN), dtype="Int64", few=True)
DATE = ValueType("a date", read_date, _year_schema(DATE_PATTERN))
TEXTS = ValueType("a text, or a list", list_of(read_text), {"anyOf": _LIST_SCHEMA}, "list")
LIFE_EVENTS = ValueType(
    "a list, or shares by life event",
    read_life_events,
    {"anyOf": [*_LIST_SCHEMA, _mapping_schema(SHARE_SCHEMA)]},
    "mapping",
    few=True,
)
OVERLAPS = ValueType(
    "a list, or reasons by form",
    mapping_or_list_of(read_text),
    {"anyOf": [*_LIST_SCHEMA, _mapping_schema(TEXT_SCHEMA)]},
    "mapping",
)


def one_of(words: Mapping[str, str]) -> ValueType:
    """Return the type of one of the keys of `words`, or of the official wording beside it."""
    return ChoiceType("one of the words", choice(words), _choice_schema(words), words=words)


def some_of(words: Mapping[str, str]) -> ValueType:
    """Return the type of one or several of the keys of `words`."""
    read, schema = list_of(choice(words)), _list_schema(_choice_schema(words))
    return ChoiceType("one or some of the words", read, schema, "list", words=words)


def counts_of(words: Mapping[str, str]) -> ValueType:
    """Return the type of whole numbers by the keys of `words`."""
    schema = {
        "type": ["object", "null"],
        "properties": dict.fromkeys(words, COUNT_SCHEMA),
        "additionalProperties": False,
    }
    read = mapping_of(read_count, choice(words))
    return ChoiceType("whole numbers, by the words", read, schema, "mapping", words=words)


Text = Annotated[str, TEXT]
Figure = Annotated[float, FIGURE]
RangedFigure = Annotated[float, RANGED_FIGURE]
SignedFigure = Annotated[float, SIGNED_FIGURE]
Share = Annotated[float, SHARE]
Count = Annotated[int, COUNT]
Sha256 = Annotated[str, SHA256]
YearOfHorizon = Annotated[int, YEAR_OF_HORIZON]
YesNo = Annotated[bool, YES_NO]
Year = Annotated[int, YEAR]
Date = Annotated[str, DATE]
Texts = Annotated[tuple[str, ...], TEXTS]
AffectedPublic = Annotated[tuple[str, ...], some_of(AFFECTED_PUBLIC)]
BuildingBlocks = Annotated[tuple[str, ...], some_of(BUILDING_BLOCKS)]
Obligation = Annotated[str, one_of(OBLIGATION)]
Online = Annotated[str, one_of(ONLINE)]
LifeEvents = Annotated[tuple[tuple[str, float | None], ...], LIFE_EVENTS]
Overlaps = Annotated[tuple[tuple[str, str | None], ...], OVERLAPS]
