"""What a catalogue file may hold, and its JSON Schema."""

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from timetax.catalogue.declaration import Key, SectionType, ValueType, entry, keys_of, section_of
from timetax.catalogue.entries import Agency, LifeEvent, Request
from timetax.catalogue.estimate_models import EstimateModel
from timetax.catalogue.form import Form
from timetax.catalogue.internal_customers import COUNTING
from timetax.catalogue.journeys import Journey, Step
from timetax.catalogue.money import Tariff
from timetax.catalogue.services import (
    Feedback,
    GovernmentFigure,
    GroupFigure,
    Service,
    ServiceProvider,
)
from timetax.catalogue.value_types import Text, Texts, one_of
from timetax.catalogue.values import mistake
from timetax.wording.hints import shown

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

FORMAT_VERSION = 1


def _version(value: object) -> int:
    if str(value) != str(FORMAT_VERSION):
        raise mistake(f"this program reads format version {FORMAT_VERSION}, not {shown(value)}")
    return FORMAT_VERSION


COVERS = {
    "us-federal-government": "the whole US federal government",
    "us-federal-selection": "some of the collections of the US federal government",
}
PART_OF = {"us-federal-selection": "us-federal-government"}
"""The whole from which a selection is made, by what `covers` says."""
Covers = Annotated[str, one_of(COVERS)]
Counting = Annotated[str, one_of(COUNTING)]
VERSION = ValueType("the version", _version, {"enum": [FORMAT_VERSION]})
Version = Annotated[int, VERSION]


@entry
class CatalogueFile:
    """What one file of a catalogue holds."""

    timetax: Annotated[Version, Key("The version of this format.")]
    title: Annotated[Text | None, Key("The name of the catalogue.")] = None
    description: Annotated[Text | None, Key("What it covers and what it does not.")] = None
    currency: Annotated[
        Text | None, Key("The currency of the costs; USD if no file names one.")
    ] = None
    parts: Annotated[
        Texts,
        Key(
            "The files, or folders of files, that hold the rest of the catalogue, seen from the "
            "folder of this one: forms, or forms/treasury.yaml."
        ),
    ] = ()
    covers: Annotated[
        Covers | None,
        Key(
            "The whole that it covers, or of which it is a selection, so that its total can be set "
            "beside what is published of the whole."
        ),
    ] = None
    internal_customers: Annotated[
        Counting | None,
        Key(
            "How the hours of forms that affect the federal government alone count: counted in the "
            "total, of which they are named, if no file says otherwise; or apart, beside the total."
        ),
    ] = None
    notes: Annotated[
        Texts, Key("What every report must say of it, such as what was left out of it.")
    ] = ()
    agencies: Annotated[
        tuple[Agency, ...],
        section_of(Agency, "agency"),
        Key("The agencies. Once given, a form can name no other."),
    ] = ()
    life_events: Annotated[
        tuple[LifeEvent, ...],
        section_of(LifeEvent, "life_event"),
        Key("The life events. Once given, a form can name no other."),
    ] = ()
    requests: Annotated[
        tuple[Request, ...],
        section_of(Request, "request"),
        Key("The requests that forms belong to by their icr_reference."),
    ] = ()
    tariffs: Annotated[
        tuple[Tariff, ...],
        section_of(Tariff, "tariff"),
        Key("What an hour costs. Forms can name those that come with the program as well."),
    ] = ()
    service_providers: Annotated[
        tuple[ServiceProvider, ...],
        section_of(ServiceProvider, "service_provider"),
        Key("Who delivers services. Once given, a service can name no other."),
    ] = ()
    services: Annotated[
        tuple[Service, ...],
        section_of(Service, "service"),
        Key("The services, each with the forms that belong to it."),
    ] = ()
    feedback: Annotated[
        tuple[Feedback, ...],
        section_of(Feedback, "feedback"),
        Key("What people said of services: the scores of surveys."),
    ] = ()
    government_side: Annotated[
        tuple[GovernmentFigure, ...],
        section_of(GovernmentFigure, "government_figure"),
        Key("Waits, processing times, staff and costs on the side of government."),
    ] = ()
    equity: Annotated[
        tuple[GroupFigure, ...],
        section_of(GroupFigure, "group_figure"),
        Key("Take-up and other figures of groups of people, beside the hours of forms."),
    ] = ()
    estimate_models: Annotated[
        tuple[EstimateModel, ...],
        section_of(EstimateModel, "estimate_model"),
        Key("Coefficients of its own for the time that forms take, for `timetax estimate`."),
    ] = ()
    journeys: Annotated[
        tuple[Journey, ...],
        section_of(Journey, "journey"),
        Key("What one person goes through: steps in order, each with its own kinds of minutes."),
    ] = ()
    forms: Annotated[tuple[Form, ...], section_of(Form, "form"), Key("The forms.")] = ()


SECTIONS = {
    key.name: key.type
    for key in keys_of(CatalogueFile).values()
    if isinstance(key.type, SectionType)
}
"""The sections of a catalogue, by their keys."""


@cache
def validator() -> "SchemaValidator":
    """Return what validates the plain content of a file."""
    from timetax.catalogue.validator import validator_of

    return validator_of(CatalogueFile)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a catalogue file, made from the declarations that validate it."""
    from pydantic import TypeAdapter

    schema = TypeAdapter(CatalogueFile).json_schema()
    for kind, keys in ((Form, keys_of(Form)), (Step, ["order", *keys_of(Step)])):
        properties = schema["$defs"][kind.__name__]["properties"]
        properties["basis"]["propertyNames"] = {"enum": list(keys)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A timetax catalogue",
    }
