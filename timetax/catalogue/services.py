"""Services in a catalogue: who delivers them, how people rate them, and government's own side."""

from typing import Annotated, Any

from timetax.catalogue.declaration import EntryType, Key, entry
from timetax.catalogue.entries import SourceField, as_list
from timetax.catalogue.periods import Period
from timetax.catalogue.value_types import (
    Figure,
    Share,
    SignedFigure,
    Text,
    Texts,
    YesNo,
    one_of,
)
from timetax.catalogue.vocabulary import (
    BOUNDS,
    CONFIDENCE,
    FEEDBACK_CHANNELS,
    GOVERNMENT_MEASURES,
    GROUP_MEASURES,
    SCALES,
    STAGES,
)

Bound = Annotated[str, one_of(BOUNDS)]
Confidence = Annotated[str, one_of(CONFIDENCE)]


@entry
class ServiceProvider:
    """Who delivers services: an agency, or a part of one, as it is designated."""

    id: Annotated[Text, Key("The name by which services refer to it.")]
    name: Annotated[Text, Key("The full name.")]
    department: Annotated[Text | None, Key("The department, by its name.")] = None
    department_code: Annotated[
        Text | None, Key("The official code of the department, with its leading zeros.")
    ] = None
    code: Annotated[Text | None, Key("The official code, with its leading zeros.")] = None
    agency: Annotated[Text | None, Key("The agency of the catalogue that it is, by its id.")] = None
    designated: Annotated[
        Texts, Key("When it was designated a high impact service provider: 2024, or 2019-20.")
    ] = ()
    source: Annotated[SourceField | None, Key("Who designated it, and where.")] = None
    note: Annotated[Text | None, Key("What helps to defend or doubt the entry.")] = None


@entry
class ServiceForm:
    """A form of a service, and why it is one."""

    form: Annotated[Text, Key("The form, by its id.")]
    reason: Annotated[Text | None, Key("Why the form belongs to the service.")] = None
    share: Annotated[
        Share | None, Key("The share of the form's responses that the service causes.")
    ] = None
    counts: Annotated[
        YesNo | None,
        Key(
            "No where the hours of the form are none of the service's: the link is a guess, or the "
            "form comes before the service."
        ),
    ] = None


def _service_forms(value: object) -> object:
    """Return the forms of a service as a list of entries; an id alone is an entry, too."""
    entries: Any = as_list(value)
    return [{"form": each} if isinstance(each, str) else each for each in entries]


SERVICE_FORMS = EntryType(
    "forms, or entries with reasons",
    _service_forms,
    {},
    "entries",
    entry=ServiceForm,
    shorthand=Text | ServiceForm | tuple[Text | ServiceForm, ...] | None,
)


@entry
class Transactions:
    """How many people a service serves, in the unit in which it is counted."""

    count: Annotated[Figure, Key("How many.")]
    unit: Annotated[Text, Key("Of what: applications a year, people enrolled.")]
    period: Annotated[Period | None, Key("Of which year or quarter.")] = None
    channel: Annotated[Text | None, Key("By which channel, if not by all.")] = None
    source: Annotated[
        SourceField | None, Key("Where it is printed, if not where the service is.")
    ] = None
    note: Annotated[Text | None, Key("What helps to defend or doubt the figure.")] = None


def _entries_of(cls: type) -> EntryType:
    return EntryType(
        "an entry, or a list",
        as_list,
        {},
        "entries",
        entry=cls,
        shorthand=cls | tuple[cls, ...] | None,  # type: ignore[valid-type]
    )


@entry
class Service:
    """A service that people judge as one, and the forms that belong to it."""

    id: Annotated[Text, Key("The name by which feedback refers to it.")]
    name: Annotated[Text, Key("The name that people read.")]
    provider: Annotated[Text | None, Key("The provider that delivers it, by its id.")] = None
    designated: Annotated[Texts, Key("When it was designated: 2024, or 2019-20.")] = ()
    channel: Annotated[Text | None, Key("The channel, if it has but one.")] = None
    forms: Annotated[
        tuple[ServiceForm, ...],
        SERVICE_FORMS,
        Key("The forms that belong to it: a list of ids, or each with its reason."),
    ] = ()
    forms_note: Annotated[Text | None, Key("Why it has no forms here, or what is missing.")] = None
    transactions: Annotated[
        tuple[Transactions, ...],
        _entries_of(Transactions),
        Key("How many people it serves, by channel and year."),
    ] = ()
    source: Annotated[SourceField | None, Key("Who named the service, and where.")] = None
    note: Annotated[Text | None, Key("What helps to defend or doubt the entry.")] = None


@entry
class Score:
    """What people answered to one question."""

    driver: Annotated[
        Text,
        Key("What was asked: satisfaction, trust, effectiveness, ease, efficiency, employee ..."),
    ]
    value: Annotated[Figure, Key("The score on the scale of the survey.")]
    ones: Annotated[Figure | None, Key("How many gave 1 of five points.")] = None
    twos: Annotated[Figure | None, Key("How many gave 2.")] = None
    threes: Annotated[Figure | None, Key("How many gave 3.")] = None
    fours: Annotated[Figure | None, Key("How many gave 4.")] = None
    fives: Annotated[Figure | None, Key("How many gave 5.")] = None
    wording: Annotated[
        Text | None, Key("The wording, where it is not the usual one: no trend crosses it.")
    ] = None
    note: Annotated[Text | None, Key("What helps to defend or doubt the score.")] = None


COUNTS = ("ones", "twos", "threes", "fours", "fives")


@entry
class Feedback:
    """The scores of one survey, in one period, of one service or whom else people rated."""

    service: Annotated[Text | None, Key("The service that people rated, by its id.")] = None
    provider: Annotated[Text | None, Key("The provider that people rated, by its id.")] = None
    subject: Annotated[
        Text | None, Key("Who was rated, if no service or provider of the catalogue.")
    ] = None
    country: Annotated[Text | None, Key("The country: US if not given.")] = None
    about: Annotated[
        Text | None,
        Key(
            "What people had just done, if not the forms of the service: a visit, a call. Such a "
            "score is never set beside the hours of forms."
        ),
    ] = None
    group: Annotated[Text | None, Key("Who was asked, if not everyone: women under 30.")] = None
    period: Annotated[Period, Key("When: 2024, FY2024 or FY2024 Q2.")]
    survey: Annotated[Text, Key("The survey; scores of different surveys are never compared.")]
    scale: Annotated[
        Annotated[str, one_of(SCALES)],
        Key("What the scores are; those on different scales are never compared."),
    ]
    channel: Annotated[
        Annotated[str, one_of(FEEDBACK_CHANNELS)] | None, Key("Where people were asked.")
    ] = None
    stage: Annotated[
        Annotated[str, one_of(STAGES)] | None, Key("At which stage of the service.")
    ] = None
    responses: Annotated[Figure | None, Key("How many answered.")] = None
    offered: Annotated[Figure | None, Key("How many were asked.")] = None
    customers: Annotated[Figure | None, Key("How many were served.")] = None
    scores: Annotated[
        tuple[Score, ...], _entries_of(Score), Key("The score of each question that was asked.")
    ]
    source: Annotated[SourceField | None, Key("Where the scores were published.")] = None
    confidence: Annotated[Confidence | None, Key("How sure the reading is.")] = None
    note: Annotated[Text | None, Key("What helps to defend or doubt the scores.")] = None


@entry
class GovernmentFigure:
    """A published figure of the side of government: a wait, a processing time, a cost."""

    agency: Annotated[Text, Key("Whose figure it is, in words or by an id.")]
    form: Annotated[Text | None, Key("The form that it is about, by its id.")] = None
    service: Annotated[Text | None, Key("The service that it is about, by its id.")] = None
    about: Annotated[Text | None, Key("What it is about, in the source's words.")] = None
    country: Annotated[Text | None, Key("The country: US if not given.")] = None
    measure: Annotated[Annotated[str, one_of(GOVERNMENT_MEASURES)], Key("What is measured.")]
    what: Annotated[Text | None, Key("What is measured, in the source's words.")] = None
    value: Annotated[SignedFigure | None, Key("The figure, if it is one.")] = None
    low: Annotated[Figure | None, Key("The low end, where two figures are printed.")] = None
    high: Annotated[Figure | None, Key("The high end, where two figures are printed.")] = None
    bound: Annotated[Bound | None, Key("How near the printed figure is.")] = None
    unit: Annotated[Text, Key("The unit: minutes, days, months, percent of calls, USD a year.")]
    channel: Annotated[Text | None, Key("By which channel, if not by all.")] = None
    period: Annotated[Period | None, Key("Of which year or quarter.")] = None
    source: Annotated[SourceField | None, Key("Where it was published.")] = None
    confidence: Annotated[Confidence | None, Key("How sure the reading is.")] = None
    note: Annotated[Text | None, Key("What helps to defend or doubt the figure.")] = None


@entry
class GroupFigure:
    """A published figure of a group of people: how many take part, what it takes them."""

    programme: Annotated[Text, Key("The programme, in words.")]
    form: Annotated[Text | None, Key("The form that it stands beside, by its id.")] = None
    by: Annotated[Text, Key("What the groups are told apart by: income, race, children.")]
    group: Annotated[Text, Key("The group, in the source's words.")]
    measure: Annotated[Annotated[str, one_of(GROUP_MEASURES)], Key("What is measured.")]
    what: Annotated[Text | None, Key("What is measured, in the source's words.")] = None
    value: Annotated[SignedFigure | None, Key("The figure, if it is one.")] = None
    low: Annotated[Figure | None, Key("The low end, where two figures are printed.")] = None
    high: Annotated[Figure | None, Key("The high end, where two figures are printed.")] = None
    bound: Annotated[Bound | None, Key("How near the printed figure is.")] = None
    unit: Annotated[Text, Key("The unit: percent of eligible people, hours a return.")]
    period: Annotated[Period | None, Key("Of which year.")] = None
    source: Annotated[SourceField | None, Key("Where it was published.")] = None
    confidence: Annotated[Confidence | None, Key("How sure the reading is.")] = None
    note: Annotated[Text | None, Key("What helps to defend or doubt the figure.")] = None
