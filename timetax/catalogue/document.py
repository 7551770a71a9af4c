"""What a catalogue file may hold, and its JSON Schema."""

from typing import Annotated, Any

from pydantic import (
    Field,
    PlainValidator,
    WithJsonSchema,
)

from timetax.catalogue.entries import (
    Agency,
    LifeEvent,
    Model,
    Request,
)
from timetax.catalogue.form import Form
from timetax.catalogue.value_types import (
    Text,
    Texts,
    choice,
    mistake,
)
from timetax.wording.hints import shown

FORMAT_VERSION = 1


SECTIONS = ("agencies", "life_events", "requests", "forms")


def _version(value: object) -> int:
    if str(value) != str(FORMAT_VERSION):
        raise mistake(f"this program reads format version {FORMAT_VERSION}, not {shown(value)}")
    return FORMAT_VERSION


COVERS = {"us-federal-government": "the whole US federal government"}


Covers = Annotated[
    str, PlainValidator(choice(COVERS)), WithJsonSchema({"enum": [*COVERS, *COVERS.values()]})
]


Version = Annotated[int, PlainValidator(_version), WithJsonSchema({"enum": [FORMAT_VERSION]})]


class CatalogueFile(Model):
    """What one file of a catalogue holds."""

    timetax: Version = Field(description="The version of this format.")
    title: Text | None = Field(None, description="The name of the catalogue.")
    description: Text | None = Field(None, description="What it covers and what it does not.")
    currency: Text | None = Field(
        None, description="The currency of the costs; USD if no file names one."
    )
    covers: Covers | None = Field(
        None, description="The whole that it covers, so that its total can be set beside others."
    )
    notes: Texts = Field(
        (), description="What every report must say of it, such as what was left out of it."
    )
    agencies: tuple[Agency, ...] = Field(
        (), description="The agencies. Once given, a form can name no other."
    )
    life_events: tuple[LifeEvent, ...] = Field(
        (), description="The life events. Once given, a form can name no other."
    )
    requests: tuple[Request, ...] = Field(
        (), description="The requests that forms belong to by their icr_reference."
    )
    forms: tuple[Form, ...] = Field((), description="The forms.")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a catalogue file, made from the declarations that validate it."""
    schema = CatalogueFile.model_json_schema()
    keys_of_a_form = {"enum": list(Form.model_fields)}
    schema["$defs"]["Form"]["properties"]["basis"]["propertyNames"] = keys_of_a_form
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A timetax catalogue",
    }
