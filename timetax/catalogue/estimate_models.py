"""Coefficients of one's own for the time that forms take, in a catalogue or a configuration."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Annotated, Any

from timetax.catalogue.declaration import EntryType, Key, entry
from timetax.catalogue.entries import SourceField
from timetax.catalogue.value_types import Figure, RangedFigure, Share, Text
from timetax.catalogue.values import MistakeError, read_figure
from timetax.catalogue.vocabulary import QUESTION_KINDS
from timetax.wording.lists import listing

OTHER = "other"


def _as_it_is(value: object) -> object:
    return value


@entry
class Seconds:
    """Seconds for a question of each kind."""

    short_text: Annotated[RangedFigure | None, Key("For a short text.")] = None
    long_text: Annotated[RangedFigure | None, Key("For a long text.")] = None
    number: Annotated[RangedFigure | None, Key("For a number.")] = None
    date: Annotated[RangedFigure | None, Key("For a date.")] = None
    tick: Annotated[RangedFigure | None, Key("For a box to tick.")] = None
    choice: Annotated[RangedFigure | None, Key("For a choice among several.")] = None
    signature: Annotated[RangedFigure | None, Key("For a signature.")] = None
    upload: Annotated[RangedFigure | None, Key("For a file to hand in.")] = None
    other: Annotated[RangedFigure | None, Key("For each kind that is not named.")] = None


SecondsField = Annotated[
    Seconds, EntryType("an entry", _as_it_is, {}, "entry", entry=Seconds, shorthand=Seconds)
]


@entry
class EstimateModel:
    """A model of the time that a form takes, as its coefficients."""

    id: Annotated[Text, Key("The name by which `estimate --model` knows it.")]
    title: Annotated[Text | None, Key("What it is called.")] = None
    source: Annotated[SourceField, Key("Where the coefficients come from.")]
    accuracy: Annotated[Text | None, Key("What is known of how far it is from measured times.")] = (
        None
    )
    words_per_minute: Annotated[
        RangedFigure | None,
        Key("Words read a minute: of a slow, a typical and a fast reader. Without: no reading."),
    ] = None
    seconds: Annotated[
        SecondsField | None, Key("Seconds for a question of each kind. Without: no answering.")
    ] = None
    opening: Annotated[
        Figure | None, Key("Seconds more where a list opens before something is chosen from it.")
    ] = None
    optional: Annotated[
        Share | None, Key("The part of the time that an optional question counts. Without: all.")
    ] = None
    repeated: Annotated[
        Figure | None, Key("How often a repeated question counts. Without: once.")
    ] = None


def mistakes_in(model: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the key and what is wrong with it of a model whose values are valid one by one."""
    seconds, speed = model.get("seconds"), model.get("words_per_minute")
    if isinstance(seconds, Mapping) and seconds.get(OTHER) is None:
        missing = [kind for kind in QUESTION_KINDS if seconds.get(kind) is None]
        if missing:
            said = f"says nothing of {listing(missing)}; add `{OTHER}` for all that is not named"
            yield "seconds", f"seconds: {said}"
    if seconds is None and speed is None:
        yield "id", "gives neither words_per_minute nor seconds; without both, no form takes time"
    slowest = speed.get("low") if isinstance(speed, Mapping) else speed
    with suppress(MistakeError):
        if slowest is not None and not read_figure(slowest):
            said = "nobody reads 0 words a minute; leave it out where reading is no part"
            yield "words_per_minute", f"words_per_minute: {said}"
