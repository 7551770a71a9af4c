"""What a form itself holds, and what it took people: counts of its paper, minutes measured."""

from typing import Annotated

from timetax.catalogue.declaration import EntryType, Key, entry
from timetax.catalogue.entries import SourceField, as_list
from timetax.catalogue.value_types import (
    Count,
    Date,
    Figure,
    RangedFigure,
    Sha256,
    Text,
    counts_of,
)
from timetax.catalogue.vocabulary import IDENTITY_KINDS, QUESTION_KINDS


@entry
class Instrument:
    """The paper or page that people fill in, as it was counted."""

    file: Annotated[Text | None, Key("The name of the file that was counted.")] = None
    url: Annotated[Text | None, Key("Its official address.")] = None
    sha256: Annotated[Sha256 | None, Key("The SHA-256 hash of the file that was counted.")] = None
    edition: Annotated[Date | None, Key("The date of the edition, as printed on it.")] = None
    pages: Annotated[Count | None, Key("Pages.")] = None
    words: Annotated[Count | None, Key("Words printed on it, instructions among them.")] = None
    fields: Annotated[
        Count | None,
        Key("Boxes to fill in: a number in three boxes is three of them, and one question."),
    ] = None
    questions: Annotated[
        tuple[tuple[str, int], ...],
        counts_of(QUESTION_KINDS),
        Key("Questions by kind; a group of buttons is one, and read-only fields are none."),
    ] = ()
    lists: Annotated[Count | None, Key("Of the choices, those from a list that opens first.")] = (
        None
    )
    identity_questions: Annotated[
        tuple[tuple[str, int], ...],
        counts_of(IDENTITY_KINDS),
        Key("Those of the questions that ask about identity and contact, by what they ask."),
    ] = ()
    printed_minutes: Annotated[
        RangedFigure | None, Key("Minutes for a response, as the form itself prints them.")
    ] = None
    source: Annotated[SourceField | None, Key("Where the file was published.")] = None
    note: Annotated[Text | None, Key("What helps to defend or doubt the counts.")] = None


@entry
class Measured:
    """Minutes that people really took."""

    minutes: Annotated[RangedFigure, Key("Minutes for a response: low, likely, high.")]
    cases: Annotated[Count | None, Key("How many cases they were measured on.")] = None
    period: Annotated[Text | None, Key("When: a year, a month, or a first and a last day.")] = None
    source: Annotated[SourceField | None, Key("Where the log or table is published.")] = None
    method: Annotated[Text | None, Key("How the minutes follow from it.")] = None
    cap: Annotated[
        Figure | None, Key("Seconds up to which a gap between two events counts as time spent.")
    ] = None


def _as_it_is(value: object) -> object:
    return value


InstrumentField = Annotated[
    Instrument,
    EntryType("an instrument", _as_it_is, {}, "entry", entry=Instrument, shorthand=Instrument),
]
Measurements = Annotated[
    tuple[Measured, ...],
    EntryType(
        "an entry, or a list",
        as_list,
        {},
        "entries",
        entry=Measured,
        shorthand=Measured | tuple[Measured, ...] | None,
    ),
]
