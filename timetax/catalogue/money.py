"""Money in a catalogue: tariffs, what a form costs, and what was published of that."""

from collections.abc import Mapping
from typing import Annotated, Any

from timetax.catalogue.declaration import EntryType, Key, entry
from timetax.catalogue.entries import SourceField, as_list
from timetax.catalogue.value_types import (
    Date,
    Figure,
    RangedFigure,
    Share,
    SignedFigure,
    Text,
    Year,
    YearOfHorizon,
    one_of,
)
from timetax.catalogue.values import mistake
from timetax.catalogue.vocabulary import COMPLEXITIES, DUTY, LOAD_BASES, MONEY_KINDS

Duty = Annotated[str, one_of(DUTY)]
LoadBase = Annotated[str, one_of(LOAD_BASES)]


@entry
class Load:
    """What is added to an hourly amount for benefits and overhead, and what that is taken of."""

    multiplier: Annotated[
        Figure | None, Key("What the hourly amount is multiplied by: 2.1 adds 110 percent.")
    ] = None
    fringe: Annotated[Figure | None, Key("Benefits as a part of the wage: 0.33.")] = None
    overhead: Annotated[Figure | None, Key("Overhead as a part of what it applies to.")] = None
    applies_to: Annotated[
        LoadBase,
        Key(
            "What it is taken of: the wage; compensation, which is the wage with its benefits, or "
            "the hourly amount itself where it gives no benefits; or once of the total."
        ),
    ] = "wage"


def _load(value: object) -> object:
    if isinstance(value, Mapping):
        given = {key for key in ("multiplier", "fringe", "overhead") if value.get(key) is not None}
        if not given:
            raise mistake("must say a multiplier, or fringe and overhead, and here is neither")
        if {"multiplier", "overhead"} <= given:
            raise mistake("has a multiplier and overhead; a multiplier holds overhead already")
        if {"multiplier", "fringe"} <= given and value.get("applies_to") != "compensation":
            raise mistake(
                "has a multiplier and fringe; the multiplier of a wage holds fringe already; write "
                "applies_to: compensation if it stands on the wage with fringe"
            )
    return value


LoadField = Annotated[Load, EntryType("a load", _load, {}, "entry", entry=Load, shorthand=Load)]


@entry
class Tariff:
    """What an hour of some people costs."""

    id: Annotated[Text, Key("The name by which costs refer to it.")]
    jurisdiction: Annotated[Text, Key("The country whose tariff it is: US, CA, AU, UK, DE, EU.")]
    occupation: Annotated[Text | None, Key("The occupation or group that it is for.")] = None
    hourly_wage: Annotated[RangedFigure, Key("Money an hour, before the load.", money=True)]
    hourly_benefits: Annotated[
        Figure | None,
        Key("Benefits an hour in money; with the wage they are the compensation.", money=True),
    ] = None
    currency: Annotated[Text, Key("The currency, as ISO 4217 has it: USD.")]
    base_period: Annotated[Date | None, Key("The year, month or day of its prices.")] = None
    load: Annotated[LoadField | None, Key("What is added for benefits and overhead.")] = None
    source: Annotated[SourceField | None, Key("Where it was published.")] = None
    note: Annotated[Text | None, Key("What helps to defend or doubt it.")] = None


@entry
class Recurring:
    """What is done and paid again and again."""

    tariff: Annotated[
        Text | None, Key("Who does it; without, the default of those whom the form affects.")
    ] = None
    activity: Annotated[
        Text | None, Key("A standard activity in place of minutes, by its id: de-business-3.")
    ] = None
    complexity: Annotated[
        Annotated[str, one_of(COMPLEXITIES)] | None, Key("How complex the activity is.")
    ] = None
    minutes_per_response: Annotated[
        Figure | None,
        Key("Minutes for a response; those of the form if neither they nor others are given."),
    ] = None
    minutes_per_respondent: Annotated[
        Figure | None, Key("Minutes a year for a respondent, as recordkeepers are counted.")
    ] = None
    share_of_responses: Annotated[
        Share | None, Key("The share of responses, or of respondents, for which it is done.")
    ] = None
    respondents: Annotated[
        Figure | None, Key("How many do it a year, if not the respondents of the form.")
    ] = None
    purchases_per_response: Annotated[
        Figure | None, Key("Money paid out for a response.", money=True)
    ] = None
    purchases_per_respondent: Annotated[
        Figure | None, Key("Money paid out a year by a respondent.", money=True)
    ] = None
    first_year: Annotated[
        YearOfHorizon | None, Key("The year in which it is first done; 1 if not given.")
    ] = None
    duty: Annotated[Duty | None, Key("The kind of duty, if not that of the form.")] = None
    note: Annotated[Text | None, Key("What it is.")] = None


@entry
class OneOff:
    """What is done and paid once, when a rule begins."""

    tariff: Annotated[
        Text | None, Key("Who does it; without, the default of those whom the form affects.")
    ] = None
    activity: Annotated[
        Text | None, Key("A standard activity in place of minutes, by its id: de-business-17.")
    ] = None
    complexity: Annotated[
        Annotated[str, one_of(COMPLEXITIES)] | None, Key("How complex the activity is.")
    ] = None
    minutes_per_respondent: Annotated[Figure | None, Key("Minutes for a respondent.")] = None
    share_of_respondents: Annotated[Share | None, Key("The share of respondents who do it.")] = None
    respondents: Annotated[
        Figure | None, Key("How many do it, if not the respondents of the form.")
    ] = None
    purchases_per_respondent: Annotated[
        Figure | None, Key("Money paid out by a respondent.", money=True)
    ] = None
    duty: Annotated[Duty | None, Key("The kind of duty, if not that of the form.")] = None
    note: Annotated[Text | None, Key("What it is.")] = None


@entry
class Government:
    """What the side of government does and pays a year."""

    tariff: Annotated[Text | None, Key("Who does it.")] = None
    hours: Annotated[Figure | None, Key("Hours a year in all.")] = None
    minutes_per_response: Annotated[Figure | None, Key("Minutes for a response.")] = None
    purchases: Annotated[Figure | None, Key("Money paid out a year in all.", money=True)] = None
    level: Annotated[
        Text | None, Key("The level of government, where a book tells levels apart.")
    ] = None
    note: Annotated[Text | None, Key("What it is.")] = None


@entry
class Delay:
    """What waiting for an answer costs; only some books count it."""

    application_days: Annotated[Figure, Key("Days that an application takes.")]
    approval_days: Annotated[Figure, Key("Days until it is answered.")]
    ready_after_days: Annotated[
        Figure | None, Key("Days until one could begin anyway; 0 if not given.")
    ] = None
    cost_per_day: Annotated[
        Figure, Key("Net income forgone and extra expenses for a day.", money=True)
    ]
    respondents: Annotated[
        Figure | None, Key("How many wait a year, if not the respondents of the form.")
    ] = None
    note: Annotated[Text | None, Key("What it is.")] = None


@entry
class PublishedMoney:
    """Money as a source prints it."""

    amount: Annotated[
        SignedFigure, Key("The amount as printed; a saving is below zero.", money=True)
    ]
    kind: Annotated[Annotated[str, one_of(MONEY_KINDS)], Key("What it is the amount of.")]
    currency: Annotated[Text | None, Key("Its currency, if not that of the catalogue.")] = None
    price_year: Annotated[Year | None, Key("The year of its prices.")] = None
    source: Annotated[SourceField | None, Key("Where it is printed, if not where the form is.")] = (
        None
    )
    note: Annotated[Text | None, Key("What it is.")] = None


_ONE_OF = (
    ("activity", "minutes_per_response"),
    ("activity", "minutes_per_respondent"),
    ("minutes_per_response", "minutes_per_respondent"),
    ("hours", "minutes_per_response"),
    ("purchases_per_response", "purchases_per_respondent"),
)
"""Keys of an entry that say the same in two ways."""


def _costs(value: object) -> object:
    """Return entries of costs as a list, if no key of one contradicts another."""
    entries: Any = as_list(value)
    for place, each in enumerate(entries):
        if not isinstance(each, Mapping):
            continue
        within = (place,) if isinstance(value, list | tuple) else ()
        given = {key for key, content in each.items() if content is not None}
        for one, other in _ONE_OF:
            if {one, other} <= given:
                raise mistake(f"has {one} and {other}; give one of them", *within)
        if "activity" in given and "complexity" not in given:
            raise mistake(
                "names an activity; say its complexity too: simple, medium or complex", *within
            )
        if "complexity" in given and "activity" not in given:
            raise mistake(
                "has a complexity; name the activity that it is the complexity of", *within
            )
        if given <= {"note", "duty", "level"}:
            raise mistake(
                "says neither who does it, nor how long it takes, nor what is paid", *within
            )
        if "hours" in given and "tariff" not in given:
            raise mistake("has hours; name the tariff of those who work them", *within)
    return entries


def _entries_of(cls: type, name: str) -> EntryType:
    return EntryType(name, _costs, {}, "entries", entry=cls, shorthand=cls | tuple[cls, ...] | None)  # type: ignore[valid-type]


@entry
class Cost:
    """What a form costs: recurring and once, to those who fill it in and to government."""

    recurring: Annotated[
        tuple[Recurring, ...],
        _entries_of(Recurring, "an entry, or a list"),
        Key("What is done and paid again and again."),
    ] = ()
    one_off: Annotated[
        tuple[OneOff, ...],
        _entries_of(OneOff, "an entry, or a list"),
        Key("What is done and paid once, when a rule begins."),
    ] = ()
    business_as_usual: Annotated[
        Share | None, Key("The share that would be done and paid without any rule; it is left out.")
    ] = None
    government: Annotated[
        tuple[Government, ...],
        _entries_of(Government, "an entry, or a list"),
        Key("What the side of government does and pays a year."),
    ] = ()
    delay: Annotated[
        tuple[Delay, ...],
        _entries_of(Delay, "an entry, or a list"),
        Key("What waiting for an answer costs a year."),
    ] = ()
    published: Annotated[
        tuple[PublishedMoney, ...],
        _entries_of(PublishedMoney, "an entry, or a list"),
        Key("Money as sources print it, each amount with its kind."),
    ] = ()
    currency: Annotated[
        Text | None, Key("The currency of what is paid, if not that of the catalogue.")
    ] = None
    price_year: Annotated[
        Year | None,
        Key("The year of the prices of what is paid; else that of the tariff beside it."),
    ] = None
    begins: Annotated[
        Year | None, Key("The year in which it begins: that of registration in Canada.")
    ] = None


def _as_it_is(value: object) -> object:
    return value


CostField = Annotated[Cost, EntryType("costs", _as_it_is, {}, "entry", entry=Cost, shorthand=Cost)]
