"""What is known of services beside their hours: how many they serve, and government's own side."""

from collections.abc import Sequence

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.services import GovernmentFigure, Service
from timetax.reports.printed_figures import DOUBTFUL, figure_in_words
from timetax.reports.report import Column, Section, more_note
from timetax.wording.numbers import Kind

_VOLUMES = (
    Column("service", "service", shown="data"),
    Column("name", "service"),
    Column("count", "how many", Kind.RESPONSES),
    Column("unit", "of what"),
    Column("channel", "channel", spare=2),
    Column("period", "year", spare=1),
    Column("source", "source", shown="data"),
)
_FIGURES = (
    Column("agency", "whose"),
    Column("form", "form", spare=3),
    Column("service", "service", shown="data"),
    Column("about", "about", spare=1),
    Column("measure", "measure", shown="data"),
    Column("what", "what"),
    Column("value", "value", Kind.NUMBER, "data"),
    Column("low", "low", Kind.NUMBER, "data"),
    Column("high", "high", Kind.NUMBER, "data"),
    Column("bound", "bound", shown="data"),
    Column("unit", "unit", shown="data"),
    Column("figure", "figure", shown="people"),
    Column("period", "year", spare=2),
    Column("channel", "channel", shown="data"),
    Column("country", "country", shown="data"),
    Column("confidence", "confidence", shown="wide"),
    Column("source", "source", shown="data"),
    Column("url", "address", shown="data"),
    Column("note", "note", shown="wide"),
)
_LINKS = (
    Column("service", "service"),
    Column("form", "form"),
    Column("reason", "reason"),
)


def volumes_section(services: Sequence[Service], top: int | None) -> Section:
    """Return how many each service serves, in the units in which it is counted."""
    rows = []
    for service in services:
        for each in service.transactions:
            source = each.source or service.source
            rows.append(
                (
                    service.id,
                    service.name,
                    each.count,
                    each.unit,
                    each.channel,
                    each.period,
                    source and source.title,
                )
            )
    return Section(
        key="transactions",
        title="How many services serve",
        by=("service", "unit", "period"),
        columns=_VOLUMES,
        rows=tuple(rows[:top]),
        notes=more_note(len(rows) - len(rows[:top]), len(rows)),
    )


def government_section(
    catalogue: Catalogue, services: Sequence[Service] | None, top: int | None
) -> Section:
    """Return the figures of the side of government, of some services or of all there are."""
    found = catalogue.government_side
    if services is not None:
        names = {each.id for each in services}
        own = {link.form for s in services for link in s.forms if link.counts is not False}
        found = tuple(each for each in found if each.service in names or each.form in own)
    rows = [
        tuple(
            government_figure_in_words(each)
            if column.key == "figure"
            else (each.source and each.source.title)
            if column.key == "source"
            else (each.source and (each.source.url or each.source.copy))
            if column.key == "url"
            else each.confidence or "high"
            if column.key == "confidence"
            else each.country or "US"
            if column.key == "country"
            else getattr(each, column.key)
            for column in _FIGURES
        )
        for each in found
    ]
    return Section(
        key="government_side",
        title="On the side of government",
        by=("agency", "measure", "period"),
        columns=_FIGURES,
        rows=tuple(rows[:top]),
        notes=(
            "Figures of other years, lines or methods do not compare; each is as it is printed.",
            *more_note(len(rows) - len(rows[:top]), len(rows)),
        ),
    )


def not_counted_section(services: Sequence[Service], top: int | None) -> Section:
    """Return the forms near services whose hours are none of their own."""
    rows = [
        (service.name, link.form, link.reason)
        for service in services
        for link in service.forms
        if link.counts is False
    ]
    return Section(
        key="not_counted",
        title="Forms near a service whose hours are none of its own",
        by=("service", "form"),
        columns=_LINKS,
        rows=tuple(rows[:top]),
        notes=more_note(len(rows) - len(rows[:top]), len(rows)),
    )


def government_figure_in_words(each: GovernmentFigure) -> str:
    """Return a figure of the side of government as it is printed."""
    doubt = DOUBTFUL if each.confidence == "low" else ""
    return figure_in_words(each.value, each.low, each.high, each.bound, each.unit) + doubt
