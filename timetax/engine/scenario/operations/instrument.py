"""Let the minutes follow from what the form itself holds: its words and questions.

The minutes of reading and answering are those of the floor (see `estimates.clocks`), at its likely
value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from timetax.catalogue.values import choice
from timetax.engine.scenario.amounts import ShareField
from timetax.engine.scenario.model import Amount, Key, Operation, amount_in_words
from timetax.files.yaml import KeyPath

if TYPE_CHECKING:
    from timetax.engine.scenario.state import Floats, Rows, Run

Part: TypeAlias = Literal["questions", "words"]
_HOW = {
    "set": "minutes = the floor of the form",
    "at-least": "minutes at least the floor of the form",
}
_MINUTES = "minutes_per_response"


@dataclass(frozen=True)
class FromForm(Operation):
    """Set the minutes to the floor of the form, or to no fewer."""

    how: str
    path: KeyPath = ()

    def __str__(self) -> str:
        return _HOW[self.how]

    def apply(self, run: "Run", rows: "Rows") -> None:
        """Take the floor of each form."""
        import numpy as np

        minutes = run.figures[_MINUTES]
        reading, answering = _parts(run, rows, self.path)
        floor = _along(reading + answering, minutes)
        minutes[rows] = floor if self.how == "set" else np.maximum(minutes[rows], floor)


@dataclass(frozen=True)
class Cut(Operation):
    """Take away a share of the questions of a form, or of its words, and their time with them.

    Of a form that claims less than its floor, this time counts as much less.
    """

    part: Part
    share: Amount
    path: KeyPath = ()

    def __str__(self) -> str:
        return f"cut a share of the {self.part} of {amount_in_words(self.share)}"

    def shares(self) -> Sequence[Amount]:
        """Return the share."""
        return (self.share,)

    def apply(self, run: "Run", rows: "Rows") -> None:
        """Take the time away that follows from the share."""
        import numpy as np

        minutes = run.figures[_MINUTES]
        reading, answering = _parts(run, rows, self.path)
        floor = _along(reading + answering, minutes)
        cut = _along(answering if self.part == "questions" else reading, minutes)
        with np.errstate(divide="ignore", invalid="ignore"):
            weight = np.where(floor > 0, np.minimum(1.0, minutes[rows] / floor), 0.0)
        minutes[rows] -= run.share(self.share, self.path) * cut * weight


def _along(values: "Floats", figures: "Floats") -> "Floats":
    """Return a value a row so that it stands beside figures that may have a second axis."""
    return values.reshape(len(values), *(1 for _ in figures.shape[1:]))


def _parts(run: "Run", rows: "Rows", path: KeyPath) -> "tuple[Floats, Floats]":
    """Return the minutes of reading and of answering each form; refuse forms without."""
    import numpy as np

    from timetax.engine.estimates.clocks import floors_in

    made = run.made
    floors = floors_in(made.universe.instruments)
    parts = np.full((len(made.universe.forms), 2), np.nan)
    for owner, (reading, answering) in zip(made.owners["instruments"], floors, strict=True):
        parts[owner] = reading, answering
    found = parts[run.state.rows[rows]]
    unknown = np.flatnonzero(np.isnan(found).any(axis=1))
    if len(unknown):
        more = f" (and {len(unknown) - 1:,} more)" if len(unknown) > 1 else ""
        message = (
            f"of {run.form(rows[unknown[0]])}{more} the words or questions were not counted; add "
            "an `instrument:`, or select forms that have one: where: {questions: '>= 0'}"
        )
        run.refuse(path, message)
        found = np.nan_to_num(found)
    return found[:, 0], found[:, 1]


def _read_cut(part: Part, value: Any, written: object, path: KeyPath) -> Sequence[Operation]:
    return [Cut(part, value, path)]


_How = Annotated[str, PlainValidator(choice(_HOW)), WithJsonSchema({"enum": list(_HOW)})]

KEYS = {
    "minutes_from_form": Key(
        annotation=_How | None,
        description="Minutes that follow from what the form holds: set, or at-least.",
        read=lambda value, written, path: [FromForm(value, path)],
    ),
    "cut_questions": Key(
        annotation=ShareField | None,
        description="The share of the questions that is cut, with the time of answering them.",
        read=partial(_read_cut, "questions"),
    ),
    "cut_words": Key(
        annotation=ShareField | None,
        description="The share of the words that is cut, with the time of reading them.",
        read=partial(_read_cut, "words"),
    ),
}
