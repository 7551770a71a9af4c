"""Entries of a catalogue that forms refer to, and what stands within a form."""

from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
)

from timetax.catalogue.causes import CAUSES
from timetax.catalogue.value_types import Date, Figure, SignedFigure, Text, YesNo, choice


class Model(BaseModel):
    """A mapping in a file: it knows all its keys and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Model):
    """Where figures were published."""

    title: Text = Field(description="The official reference, as one would cite it.")
    url: Text | None = Field(None, description="The address of the official page.")
    copy_url: Text | None = Field(
        None, alias="copy", description="The address of the copy that was read, if another."
    )
    date: Date | None = Field(None, description="When it was published: a year, month or day.")
    correlated: YesNo | None = Field(
        None, description="Whether the ranges that it gives err together: all high, or all low."
    )


def _source(value: object) -> object:
    return {"title": value} if isinstance(value, str) else value


SourceField = Annotated[Source, BeforeValidator(_source, json_schema_input_type=Text | Source)]


class Agency(Model):
    """An agency, or a department when it has no parent."""

    id: Text = Field(description="The name by which forms refer to it, often its acronym.")
    name: Text = Field(description="The full name.")
    acronym: Text | None = Field(None, description="The acronym; not unique among agencies.")
    code: Text | None = Field(None, description="The official code, with its leading zeros.")
    parent: Text | None = Field(None, description="The id of the agency that it belongs to.")


class LifeEvent(Model):
    """A moment in a life that may cross agencies."""

    id: Text = Field(description="The name by which forms refer to it.")
    name: Text = Field(description="The name that people read.")
    description: Text | None = Field(None, description="What the event is.")
    source: SourceField | None = Field(None, description="Who named the event, and where.")
    crosses_agencies: YesNo | None = Field(
        None, description="Whether it is meant to bring several agencies together."
    )


class Request(Model):
    """An information collection request: what an agency asks approval for, with its totals."""

    id: Text = Field(description="Its ICR reference, YYYYMM-NNNN-NNN.")
    title: Text | None = Field(None, description="What it is called.")
    agency: Text = Field(description="The agency that asks: an id, or a name.")
    control_number: Text | None = Field(None, description="OMB control number, NNNN-NNNN.")
    status: Text | None = Field(None, description="Its status, such as Active.")
    expires: Date | None = Field(None, description="When the approval expires.")
    responses: Figure | None = Field(None, description="Responses a year in all.")
    hours: Figure | None = Field(None, description="Burden hours a year in all.")
    cost: Figure | None = Field(None, description="Cost burden a year in all.")
    previous_responses: Figure | None = Field(None, description="Responses a year before.")
    previous_hours: Figure | None = Field(None, description="Burden hours a year before.")
    previous_cost: Figure | None = Field(None, description="Cost burden a year before.")


class Cause(Model):
    """Why the figures of a form differ from those before, and which part of the change it is."""

    cause: Annotated[
        str, PlainValidator(choice(CAUSES)), WithJsonSchema({"enum": [*CAUSES, *CAUSES.values()]})
    ] = Field(description="One of the four causes that official pages tell apart.")
    responses: SignedFigure | None = Field(None, description="Responses a year it adds.")
    hours: SignedFigure | None = Field(None, description="Burden hours a year it adds.")
    cost: SignedFigure | None = Field(None, description="Cost burden a year it adds.")
    note: Text | None = Field(None, description="What was changed, in words.")
    source: SourceField | None = Field(None, description="Where the cause is stated.")


def _list(value: object) -> object:
    if value is None:
        return []
    return value if isinstance(value, list | tuple) else [value]


Causes = Annotated[
    tuple[Cause, ...],
    BeforeValidator(_list, json_schema_input_type=Cause | tuple[Cause, ...] | None),
]
