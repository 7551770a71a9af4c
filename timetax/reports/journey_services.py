"""Which services the steps of a journey belong to, who delivers them, and how people rate them."""

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.services import Service
from timetax.engine.feedback import ratings_of
from timetax.engine.journeys.journey import Taken, Walk
from timetax.reports.report import Column, Section
from timetax.reports.services import feedback_in_words
from timetax.wording.numbers import Kind

_COLUMNS = (
    Column("number", "", Kind.COUNT),
    Column("title", "step", lines=2),
    Column("service", "service", shown="data"),
    Column("service_name", "service", lines=2),
    Column("provider", "provider", shown="data"),
    Column("provider_name", "provider", spare=2, absent="", lines=2),
    Column("feedback", "latest feedback", spare=1, lines=4),
)


def services_of(each: Taken, catalogue: Catalogue) -> list[Service]:
    """Return the services that the form of a step belongs to; a guessed link is none."""
    return [
        service
        for service in catalogue.services.values()
        if any(link.form == each.step.form and link.counts is not False for link in service.forms)
    ]


def services_section(walk: Walk, catalogue: Catalogue) -> Section | None:
    """Return the services of the steps; None if no step has any."""
    ratings = ratings_of(catalogue)
    rows = tuple(
        (
            each.number,
            each.title,
            service.id,
            service.name,
            service.provider,
            provider.name if provider else service.provider,
            feedback_in_words(service, ratings, beside_hours=False),
        )
        for each in walk.steps
        for service in services_of(each, catalogue)
        for provider in [catalogue.service_providers.get(service.provider or "")]
    )
    if not rows:
        return None
    return Section(
        "services",
        "Services that the steps belong to",
        ("number", "service"),
        _COLUMNS,
        rows,
        notes=("A score is of the whole service and its survey, not of the step.",),
    )
