"""Loads catalogues: reads, validates and links files, and merges them into one value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from timetax.catalogue.entries import Agency, LifeEvent, Request
from timetax.catalogue.estimate_models import EstimateModel
from timetax.catalogue.form import Form
from timetax.catalogue.internal_customers import APART, is_internal
from timetax.catalogue.journeys import Journey
from timetax.catalogue.money import Tariff
from timetax.catalogue.services import (
    Feedback,
    GovernmentFigure,
    GroupFigure,
    Service,
    ServiceProvider,
)
from timetax.catalogue.validation import Validated
from timetax.files.yaml import File, KeyPath
from timetax.findings import Position
from timetax.wording import notebooks
from timetax.wording.lists import each_once
from timetax.wording.summaries import forms_and_hours, named, summary


@dataclass(frozen=True)
class Catalogue:
    """Validated forms with their agencies and life events, and the files they came from.

    `agencies` and `life_events` map ids to declarations, in the order of the files; where a
    catalogue declares none, they are made from the names that its forms use. `internal_customers`
    is None where no file says how they count, and then they are apart.
    """

    title: str | None
    description: str | None
    currency: str
    covers: str | None
    agencies: Mapping[str, Agency]
    life_events: Mapping[str, LifeEvent]
    requests: tuple[Request, ...]
    tariffs: Mapping[str, Tariff]
    journeys: tuple[Journey, ...]
    forms: tuple[Form, ...]
    files: tuple[Validated, ...]
    service_providers: Mapping[str, ServiceProvider] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
    feedback: tuple[Feedback, ...] = ()
    government_side: tuple[GovernmentFigure, ...] = ()
    equity: tuple[GroupFigure, ...] = ()
    internal_customers: str | None = None
    estimate_models: tuple[EstimateModel, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What every report on the catalogue must say."""
        notes = (note for each in self.files for note in (*each.content.notes, *each.notes))
        return tuple(dict.fromkeys(notes))

    def position(self, form_id: str) -> Position:
        """Return where the form stands. Raises KeyError for an unknown form."""
        places = ((each.file, place) for each in self.files for place in each.places["forms"])
        for form, (file, place) in zip(self.forms, places, strict=True):
            if form.id == form_id:
                return file.position(("forms", place))
        raise KeyError(form_id)

    @cached_property
    def tariff_places(self) -> Mapping[str, tuple[File, KeyPath]]:
        """The file and path at which each tariff is declared."""
        return {
            tariff.id: (each.file, ("tariffs", place))
            for each in self.files
            for tariff, place in zip(each.content.tariffs, each.places["tariffs"], strict=True)
        }

    def department(self, agency_id: str) -> Agency:
        """Return the agency at the top of the line of parents of `agency_id`."""
        return self._departments[agency_id]

    @cached_property
    def _departments(self) -> dict[str, Agency]:
        made: dict[str, Agency] = {}
        for agency in self.agencies.values():
            line = [agency]
            while line[-1].id not in made and (parent := line[-1].parent) is not None:
                line.append(self.agencies[parent])
            top = made.get(line[-1].id, line[-1])
            made |= {each.id: top for each in line}
        return made

    def __repr__(self) -> str:
        counted = [
            form.burden_hours
            for form in self.forms
            if not form.excluded
            and not (self.internal_customers == APART and is_internal(form.affected_public))
        ]
        figures = forms_and_hours(len(self.forms) - len(counted), counted)
        return summary(named("Catalogue", self.title), *figures)

    def _repr_html_(self) -> str:
        return notebooks.show(self)


def agencies_named(
    forms: Iterable[Form], requests: Iterable[Request], journeys: Iterable[Journey]
) -> list[str]:
    """Return the agencies that entries name, in their order, each once."""
    steps = (step.agency for journey in journeys for step in journey.steps if step.agency)
    named = (*(form.agency for form in forms), *(each.agency for each in requests), *steps)
    return list(dict.fromkeys(named))


def events_named(forms: Iterable[Form], journeys: Iterable[Journey]) -> list[str]:
    """Return the life events that entries name, in their order, each once."""
    of_forms = (event for form in forms for event, _ in form.life_events)
    return list(dict.fromkeys((*of_forms, *(journey.life_event for journey in journeys))))


def merged(files: list[Validated]) -> Catalogue:
    """Return what several files hold as one catalogue."""
    contents = [file.content for file in files]
    forms = tuple(form for content in contents for form in content.forms)
    agencies = {agency.id: agency for content in contents for agency in content.agencies}
    life_events = {event.id: event for content in contents for event in content.life_events}
    requests = tuple(request for content in contents for request in content.requests)
    journeys = tuple(journey for content in contents for journey in content.journeys)
    for name in agencies_named(forms, requests, journeys):
        if name not in agencies:
            agencies[name] = Agency(id=name, name=name)
    for event in events_named(forms, journeys):
        if event not in life_events:
            life_events[event] = LifeEvent(id=event, name=event)
    return Catalogue(
        title=each_once((content.title for content in contents), " · "),
        description=each_once((content.description for content in contents), " · "),
        currency=next((each.currency for each in contents if each.currency), "USD"),
        covers=next((each.covers for each in contents if each.covers), None),
        agencies=agencies,
        life_events=life_events,
        requests=requests,
        tariffs={each.id: each for content in contents for each in content.tariffs},
        journeys=journeys,
        forms=forms,
        files=tuple(files),
        service_providers={
            each.id: each for content in contents for each in content.service_providers
        },
        services={each.id: each for content in contents for each in content.services},
        feedback=tuple(each for content in contents for each in content.feedback),
        government_side=tuple(each for content in contents for each in content.government_side),
        equity=tuple(each for content in contents for each in content.equity),
        internal_customers=next(filter(None, (each.internal_customers for each in contents)), None),
        estimate_models=tuple(each for content in contents for each in content.estimate_models),
    )
