"""What one person goes through: the steps of a journey, in order, and on what they depend."""

from collections.abc import Mapping
from typing import Annotated, Any

from timetax.catalogue.basis import basis_of
from timetax.catalogue.declaration import EntryType, Key, ValueType, entry, keys_of
from timetax.catalogue.entries import SourceField, as_list
from timetax.catalogue.value_types import (
    SHARE_SCHEMA,
    TEXT_SCHEMA,
    BuildingBlocks,
    Figure,
    RangedFigure,
    Share,
    Text,
    Texts,
)
from timetax.catalogue.values import (
    list_of,
    mapping_of,
    mistake,
    read_share,
    read_text,
)
from timetax.catalogue.vocabulary import Basis

MINUTES = ("learning", "form", "gathering", "waiting", "travel", "interview")
"""The kinds of minutes of a step, which are never one figure; each is a key `..._minutes`."""

ACTIVE = ("learning", "form", "gathering", "interview")
"""The kinds of minutes in which one works at it."""

_YES_NO = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}
_SLACK = 1e-9


def read_trait_value(value: object) -> str:
    """Return a value of a trait; true is yes, and false no, however they are written."""
    word = read_text("yes" if value is True else "no" if value is False else value)
    return _YES_NO.get(word.casefold(), word)


def _read_values(value: object) -> tuple[tuple[str, float | None], ...]:
    """Return the values that a trait can have, each with its share of people where all have one."""
    if not isinstance(value, Mapping):
        names = list_of(read_trait_value)(value)
        if not names:
            raise mistake("must have its values, and here is none; write [yes, no]")
        return tuple((name, None) for name in names)
    pairs = mapping_of(read_share, read_trait_value)(value)
    total = sum(share for _, share in pairs)
    if abs(total - 1) > _SLACK:
        raise mistake(f"the shares of its values add up to {total:g}, and must add up to 1")
    return pairs


def _read_wanted(value: object) -> tuple[str, ...]:
    wanted = list_of(read_trait_value)(value)
    if not wanted:
        raise mistake("must say a value, and here is none")
    return wanted


_VALUE_SCHEMA: dict[str, Any] = {"anyOf": [TEXT_SCHEMA, {"type": "boolean"}]}
_VALUES_SCHEMA = [_VALUE_SCHEMA, {"type": "array", "items": _VALUE_SCHEMA, "minItems": 1}]
Traits = Annotated[
    tuple[tuple[str, tuple[tuple[str, float | None], ...]], ...],
    ValueType(
        "a list of values, or shares of people by value, by trait",
        mapping_of(_read_values),
        {
            "type": ["object", "null"],
            "additionalProperties": {
                "anyOf": [*_VALUES_SCHEMA, {"type": "object", "additionalProperties": SHARE_SCHEMA}]
            },
        },
        "mapping",
    ),
]
Condition = Annotated[
    tuple[tuple[str, tuple[str, ...]], ...],
    ValueType(
        "a value, or a list of values, by trait",
        mapping_of(_read_wanted),
        {"type": ["object", "null"], "additionalProperties": {"anyOf": _VALUES_SCHEMA}},
        "mapping",
    ),
]


@entry
class Rating:
    """How hard people find something. It stands beside minutes and is never part of them."""

    value: Annotated[Figure, Key("The rating.")]
    scale: Annotated[Text, Key("Its scale, in words: 1 (easy) to 5 (hard).")]
    source: Annotated[SourceField | None, Key("Where it was published.")] = None


RatingField = Annotated[
    Rating, EntryType("a rating", lambda value: value, {}, "entry", entry=Rating, shorthand=Rating)
]


def _about_a_step() -> list[str]:
    return ["order", *keys_of(Step)]


@entry
class Step:
    """A step of a journey: a form, a contact, or something else that takes time."""

    id: Annotated[Text | None, Key("A name by which later steps refer to it.")] = None
    title: Annotated[Text | None, Key("What one does; the title of the form if not given.")] = None
    form: Annotated[Text | None, Key("The form that one fills in, by its id.")] = None
    agency: Annotated[
        Text | None, Key("The agency that one deals with, if not that of the form.")
    ] = None
    times: Annotated[Figure, Key("How often one does it.")] = 1.0
    per: Annotated[
        Text | None, Key("In what time or for what one does it so often: year; once if not given.")
    ] = None
    share: Annotated[
        Share | None,
        Key(
            "The share of people who do it; with a condition, the share who meet the condition. A "
            "condition that is settled takes its place."
        ),
    ] = None
    condition: Annotated[
        Condition, Key("The traits of those who do it: {income: low, children: [1, 2]}.")
    ] = ()
    share_if_met: Annotated[
        Share | None, Key("Of those who meet the condition, the share who do it; 1 if not given.")
    ] = None
    after: Annotated[
        Texts, Key("The steps that must be done before, by their ids; else the one above.")
    ] = ()
    learning_minutes: Annotated[
        RangedFigure | None, Key("Minutes to find out what to do, each time.")
    ] = None
    form_minutes: Annotated[
        RangedFigure | None,
        Key("Minutes to fill it in, each time; those of the form's response if not given."),
    ] = None
    gathering_minutes: Annotated[
        RangedFigure | None, Key("Minutes to gather papers, each time.")
    ] = None
    waiting_minutes: Annotated[
        RangedFigure | None, Key("Minutes of waiting in a line or on the telephone, each time.")
    ] = None
    travel_minutes: Annotated[
        RangedFigure | None, Key("Minutes of travel there and back, each time.")
    ] = None
    interview_minutes: Annotated[
        RangedFigure | None, Key("Minutes of being interviewed, each time.")
    ] = None
    fee: Annotated[
        RangedFigure | None,
        Key("Money to pay, each time; the form's cost per response if not given.", money=True),
    ] = None
    elapsed_days: Annotated[
        RangedFigure | None, Key("Days from doing it until the next step can follow.")
    ] = None
    questions: Annotated[Figure | None, Key("How many questions it asks, each time.")] = None
    asked_before: Annotated[
        Figure | None, Key("How many of them an earlier step has asked already.")
    ] = None
    building_blocks: Annotated[
        BuildingBlocks, Key("What it needs, beside the building blocks of its form.")
    ] = ()
    rating: Annotated[RatingField | None, Key("How hard people find it.")] = None
    basis: Annotated[
        tuple[tuple[str, Basis], ...],
        basis_of("a step", _about_a_step),
        Key(
            "For each key that was not read in the source: derived or inferred; `order` is the "
            "place of the step in the journey."
        ),
    ] = ()
    source: Annotated[SourceField | None, Key("Where its figures were published.")] = None
    sources: Annotated[
        tuple[tuple[str, str], ...],
        ValueType(
            "sources by key",
            mapping_of(read_text),
            {"type": ["object", "null"], "additionalProperties": TEXT_SCHEMA},
            "mapping",
        ),
        Key("Where single figures were published, if not where the others were: {fee: ...}."),
    ] = ()
    note: Annotated[Text | None, Key("What helps to defend or doubt its figures.")] = None


@entry
class Whole:
    """What was published of a journey as a whole; it stands beside the steps, never in them."""

    what: Annotated[Text, Key("What was counted, and of whom.")]
    hours: Annotated[RangedFigure | None, Key("Hours in all.")] = None
    elapsed_days: Annotated[RangedFigure | None, Key("Days from beginning to end.")] = None
    source: Annotated[SourceField | None, Key("Where it was published.")] = None
    note: Annotated[Text | None, Key("What helps to defend or doubt it.")] = None


def _entries_of(cls: type, name: str) -> EntryType:
    return EntryType(
        name,
        as_list,
        {},
        "entries",
        entry=cls,
        shorthand=cls | tuple[cls, ...] | None,  # type: ignore[valid-type]
    )


@entry
class Journey:
    """What one person goes through: steps in order, and the traits on which they depend."""

    id: Annotated[Text, Key("A short name, unique among journeys.")]
    title: Annotated[Text | None, Key("What it is, in words that people know.")] = None
    life_event: Annotated[Text, Key("The life event that leads to it, by its id.")]
    about: Annotated[Text | None, Key("Whose journey it is.")] = None
    traits: Annotated[
        Traits,
        Key(
            "What tells people apart, each trait with all values that it can have, or with the "
            "share of people by value: {dog: [puppy, old], income: {low: 0.2, high: 0.8}}."
        ),
    ] = ()
    steps: Annotated[
        tuple[Step, ...],
        _entries_of(Step, "a step, or a list"),
        Key("The steps, in order."),
    ]
    published: Annotated[
        tuple[Whole, ...],
        _entries_of(Whole, "an entry, or a list"),
        Key("What was published of it as a whole; never added to the steps."),
    ] = ()
    source: Annotated[SourceField | None, Key("Where its steps and their order are described.")] = (
        None
    )
    note: Annotated[Text | None, Key("What helps to defend or doubt it.")] = None

    def values_of(self, trait: str) -> tuple[str, ...]:
        """Return the values that a trait can have; none of a trait that it does not know."""
        return tuple(value for value, _ in dict(self.traits).get(trait, ()))
