"""Entries of a catalogue that forms refer to, and what stands within a form."""

from typing import Annotated

from timetax.catalogue.causes import CAUSES
from timetax.catalogue.declaration import EntryType, Key, entry
from timetax.catalogue.value_types import (
    Date,
    Figure,
    SignedFigure,
    Text,
    YesNo,
    one_of,
)


@entry
class Source:
    """Where figures were published."""

    title: Annotated[Text, Key("The official reference, as one would cite it.")]
    url: Annotated[Text | None, Key("The address of the official page.")] = None
    copy: Annotated[Text | None, Key("The address of the copy that was read, if another.")] = None
    date: Annotated[Date | None, Key("When it was published: a year, month or day.")] = None
    correlated: Annotated[
        YesNo | None, Key("Whether the ranges that it gives err together: all high, or all low.")
    ] = None


def _source(value: object) -> object:
    return {"title": value} if isinstance(value, str) else value


SOURCE = EntryType("a source", _source, {}, "entry", entry=Source, shorthand=Text | Source)
SourceField = Annotated[Source, SOURCE]


@entry
class Agency:
    """An agency, or a department when it has no parent."""

    id: Annotated[Text, Key("The name by which forms refer to it, often its acronym.")]
    name: Annotated[Text, Key("The full name.")]
    acronym: Annotated[Text | None, Key("The acronym; not unique among agencies.")] = None
    code: Annotated[Text | None, Key("The official code, with its leading zeros.")] = None
    parent: Annotated[Text | None, Key("The id of the agency that it belongs to.")] = None
    jurisdiction: Annotated[
        Text | None, Key("The country whose government it is, as tariffs have it: CA.")
    ] = None


@entry
class LifeEvent:
    """A moment in a life that may cross agencies."""

    id: Annotated[Text, Key("The name by which forms refer to it.")]
    name: Annotated[Text, Key("The name that people read.")]
    description: Annotated[Text | None, Key("What the event is.")] = None
    source: Annotated[SourceField | None, Key("Who named the event, and where.")] = None
    crosses_agencies: Annotated[
        YesNo | None, Key("Whether it is meant to bring several agencies together.")
    ] = None


@entry
class Request:
    """An information collection request: what an agency asks approval for, with its totals."""

    id: Annotated[Text, Key("Its ICR reference, YYYYMM-NNNN-NNN.")]
    title: Annotated[Text | None, Key("What it is called.")] = None
    agency: Annotated[Text, Key("The agency that asks: an id, or a name.")]
    control_number: Annotated[Text | None, Key("OMB control number, NNNN-NNNN.")] = None
    status: Annotated[Text | None, Key("Its status, such as Active.")] = None
    expires: Annotated[Date | None, Key("When the approval expires.")] = None
    responses: Annotated[Figure | None, Key("Responses a year in all.")] = None
    hours: Annotated[Figure | None, Key("Burden hours a year in all.")] = None
    cost: Annotated[Figure | None, Key("Cost burden a year in all.")] = None
    previous_responses: Annotated[Figure | None, Key("Responses a year before.")] = None
    previous_hours: Annotated[Figure | None, Key("Burden hours a year before.")] = None
    previous_cost: Annotated[Figure | None, Key("Cost burden a year before.")] = None
    federal_cost: Annotated[
        Figure | None, Key("What it costs the federal government a year, as the agency states it.")
    ] = None


@entry
class Cause:
    """Why the figures of a form differ from those before, and which part of the change it is."""

    cause: Annotated[
        Annotated[str, one_of(CAUSES)],
        Key("One of the four causes that official pages tell apart."),
    ]
    responses: Annotated[SignedFigure | None, Key("Responses a year it adds.")] = None
    hours: Annotated[SignedFigure | None, Key("Burden hours a year it adds.")] = None
    cost: Annotated[SignedFigure | None, Key("Cost burden a year it adds.")] = None
    note: Annotated[Text | None, Key("What was changed, in words.")] = None
    source: Annotated[SourceField | None, Key("Where the cause is stated.")] = None


def as_list(value: object) -> object:
    """Return a list as it is, and one entry alone as a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list | tuple) else [value]


CAUSES_OF_A_CHANGE = EntryType(
    "a cause, or a list",
    as_list,
    {},
    "entries",
    entry=Cause,
    shorthand=Cause | tuple[Cause, ...] | None,
)
Causes = Annotated[tuple[Cause, ...], CAUSES_OF_A_CHANGE]
