"""How an amount is written in a scenario: a number, a range of numbers, or a parameter."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from timetax.catalogue.value_types import (
    FIGURE_SCHEMA,
    SHARE_SCHEMA,
    SIGNED_FIGURE_SCHEMA,
    range_schema,
)
from timetax.catalogue.values import (
    figure_or_range,
    mistake,
    read_figure,
    read_share,
    read_signed_figure,
    read_text,
)
from timetax.engine.scenario.model import Amount, Parameter
from timetax.wording.hints import shown

PARAMETER_PATTERN = r"\$[A-Za-z_][A-Za-z0-9_]*"
PARAMETER_SCHEMA: dict[str, Any] = {"type": "string", "pattern": f"^{PARAMETER_PATTERN}$"}


def is_parameter(text: object) -> bool:
    """Return whether a text is a parameter, written `$name`."""
    return re.fullmatch(PARAMETER_PATTERN, str(text)) is not None


def name_of_parameter(value: object) -> str:
    """Return the name of a parameter, as it is declared: without `$`."""
    name = read_text(value)
    if not is_parameter(f"${name}"):
        raise mistake(f"{shown(name)} is no name of a parameter: letters, digits and _ only")
    return name


def amount_of(read: Callable[[object], float]) -> Callable[[object], Amount]:
    """Return a reader of a number, a range of numbers or a parameter."""
    read_number = figure_or_range(read)

    def read_amount(value: object) -> Amount:
        if isinstance(value, Parameter):
            return value
        if isinstance(value, str) and value.startswith("$"):
            return Parameter(name_of_parameter(value[1:]))
        return read_number(value)

    return read_amount


def amount_schema(number: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of an amount whose numbers have this one."""
    return {"anyOf": [*number["anyOf"], PARAMETER_SCHEMA, range_schema(number)]}


read_amount = amount_of(read_figure)
read_signed_amount = amount_of(read_signed_figure)
AMOUNT_SCHEMA = amount_schema(FIGURE_SCHEMA)
SIGNED_AMOUNT_SCHEMA = amount_schema(SIGNED_FIGURE_SCHEMA)

AmountField = Annotated[Any, PlainValidator(read_amount), WithJsonSchema(AMOUNT_SCHEMA)]
ShareField = Annotated[
    Any, PlainValidator(amount_of(read_share)), WithJsonSchema(amount_schema(SHARE_SCHEMA))
]
