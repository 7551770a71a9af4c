"""Change an input: set, multiply, add to it, cap it (at most) or floor it (at least)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from timetax.catalogue.formulas import responses_of, responses_per_respondent
from timetax.catalogue.values import RANGE_KEYS, mistake, read_each
from timetax.engine.scenario.amounts import (
    AMOUNT_SCHEMA,
    SIGNED_AMOUNT_SCHEMA,
    read_amount,
    read_signed_amount,
)
from timetax.engine.scenario.model import Amount, Key, Operation, amount_in_words
from timetax.files.yaml import KeyPath
from timetax.wording.hints import did_you_mean

if TYPE_CHECKING:
    from timetax.engine.scenario.state import Floats, Rows, Run

How: TypeAlias = Literal["set", "multiply", "add", "cap", "floor"]

_IN_WORDS = {"set": "=", "multiply": "x", "add": "plus", "cap": "at most", "floor": "at least"}
HOW = tuple(_IN_WORDS)


@dataclass(frozen=True)
class Adjust(Operation):
    """Change an input: set, multiply, add to it, cap it (at most) or floor it (at least)."""

    figure: str
    how: How
    amount: Amount
    path: KeyPath = ()

    def __str__(self) -> str:
        figure = self.figure.replace("_", " ")
        return f"{figure} {_IN_WORDS[self.how]} {amount_in_words(self.amount)}"

    def apply(self, run: "Run", rows: "Rows") -> None:
        """Change the input, and what hangs together with it: responses are people x frequency."""
        import numpy as np

        figures, figure = run.figures, self.figure
        multiply = self.how == "multiply"
        amount = run.positive(self.amount, self.path) if multiply else run.value(self.amount)
        old = figures[figure][rows]
        new = _adjusted(old, self.how, amount)
        run.refuse_impossible(figure, new, rows, self.path)
        if figure in ("minutes_per_response", "cost_per_response"):
            figures[figure][rows] = new
            return
        if multiply:
            figures[figure][rows] = new
            if figure != "responses":
                figures["responses"][rows] *= amount
            else:
                figures["responses_per_respondent"][rows] *= amount
            return
        respondents = figures["respondents"][rows]
        frequency = figures["responses_per_respondent"][rows]
        responses = figures["responses"][rows]
        if figure == "respondents":
            unknown = np.isnan(old) & ~np.isnan(responses)
            if run.step.made is None:
                run.refuse_unknown(figure, np.where(unknown, np.nan, 0.0), rows, self.path)
            given = np.where(unknown & (new > 0), responses_per_respondent(responses, new), 1.0)
            frequency = np.where(np.isnan(frequency) & ~np.isnan(new), given, frequency)
            responses = np.where((new != old) & ~unknown, responses_of(new, frequency), responses)
        elif figure == "responses_per_respondent":
            run.refuse_unknown("respondents", respondents, rows, self.path)
            responses = np.where(new != old, responses_of(respondents, new), responses)
            frequency = new
        else:
            divided = (new != old) & (respondents > 0)
            frequency = np.where(divided, responses_per_respondent(new, respondents), frequency)
            responses = new
        if figure == "respondents":
            figures["respondents"][rows] = new
        figures["responses_per_respondent"][rows] = frequency
        figures["responses"][rows] = responses


def _adjusted(old: "Floats", how: How, amount: "float | Floats") -> "Floats":
    import numpy as np

    match how:
        case "multiply":
            return old * amount
        case "add":
            return old + amount
        case "cap":
            return np.minimum(old, amount)
        case "floor":
            return np.maximum(old, amount)
    return np.zeros_like(old) + amount


def read_adjustments(value: object) -> tuple[tuple[str, Amount], ...]:
    """Return what is done to an input, by name; an amount alone sets it."""
    if not isinstance(value, Mapping) or any(key in RANGE_KEYS for key in value):
        return (("set", read_amount(value)),)
    done = read_each([(how, (how, amount)) for how, amount in value.items()], _read_adjustment)
    if not done:
        raise mistake(f"names no operation; the operations are {', '.join(HOW)}")
    return tuple((str(how), amount) for how, amount in done)


def _read_adjustment(pair: tuple[object, object]) -> Amount:
    how, amount = pair
    if how not in HOW:
        hint = did_you_mean(str(how), HOW) or f"; the operations are {', '.join(HOW)}"
        raise mistake(f"unknown operation {how!r}{hint}")
    return (read_signed_amount if how == "add" else read_amount)(amount)


def _read(figure: str, value: Any, written: object, path: KeyPath) -> Sequence[Operation]:
    named = isinstance(written, Mapping) and any(how in written for how in HOW)
    return [Adjust(figure, how, amount, (*path, how) if named else path) for how, amount in value]


_SCHEMA = {
    "anyOf": [
        *AMOUNT_SCHEMA["anyOf"],
        {
            "type": "object",
            "properties": dict.fromkeys(HOW, AMOUNT_SCHEMA) | {"add": SIGNED_AMOUNT_SCHEMA},
            "minProperties": 1,
            "additionalProperties": False,
        },
    ]
}
_Adjustments = Annotated[
    tuple[tuple[str, Any], ...], PlainValidator(read_adjustments), WithJsonSchema(_SCHEMA)
]

KEYS = {
    figure: Key(
        annotation=_Adjustments,
        default=(),
        description=description,
        read=partial(_read, figure),
        amounts=HOW,
    )
    for figure, description in {
        "respondents": "People or firms a year.",
        "responses_per_respondent": "How often each responds.",
        "responses": "Responses a year.",
        "minutes_per_response": "Minutes for one response.",
        "cost_per_response": "Money for one response.",
    }.items()
}
