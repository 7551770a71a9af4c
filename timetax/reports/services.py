"""Services side by side: hours, how many they serve, what people say, waits and completion."""

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.periods import order_of
from timetax.catalogue.services import GovernmentFigure, Service, Transactions
from timetax.catalogue.vocabulary import COMPULSORY_DRIVERS, GOVERNMENT_MEASURES
from timetax.engine.feedback import Rating, latest, ratings_of
from timetax.engine.internal_customers import Customers, customers
from timetax.engine.totals import Total, unranked_totals
from timetax.findings import option_error
from timetax.reports.chart import Chart
from timetax.reports.feedback import score_in_words
from timetax.reports.government_side import notes_on_customers
from timetax.reports.report import Column, Report, Row, Section, more_note, require_rows
from timetax.reports.services_beside import (
    government_figure_in_words,
    government_section,
    not_counted_section,
    volumes_section,
)
from timetax.wording.numbers import Kind, in_hours, in_words, plural

if TYPE_CHECKING:
    from timetax.tables.layouts import Tables

SORTS = ("hours", "name")
_HOURS = (
    Column("forms", "forms", Kind.COUNT, spare=6),
    Column("hours", "hours a year", Kind.HOURS),
    Column("internal_hours", "hours of government's own people", Kind.HOURS, "data"),
)
_SERVICES = (
    Column("service", "service", shown="data"),
    Column("name", "service", absent="(no service)"),
    Column("provider", "provider", spare=5),
    Column("designated", "designated", shown="wide"),
    *_HOURS,
    Column("transactions", "how many it serves", spare=3),
    Column("feedback", "what people say", spare=1),
    Column("wait", "waits", spare=2),
    Column("completion", "completion", shown="wide"),
)
_PROVIDERS = (
    Column("provider", "provider"),
    Column("name", "name", spare=4),
    Column("department", "department", shown="wide"),
    Column("designated", "designated", spare=3),
    Column("services", "services", Kind.COUNT),
    *_HOURS,
)


def services_report(
    catalogue: Catalogue,
    tables: "Tables",
    *,
    provider: str | None = None,
    sort: str = "hours",
    top: int | None = None,
) -> Report:
    """Return services side by side, with the hours of the forms that belong to them.

    Args:
        catalogue: the catalogue.
        tables: its tables with burden.
        provider: only the services of this provider, by its id.
        sort: `hours` or `name`.
        top: how many rows a section shows; None shows all.

    Raises:
        InputError: the catalogue has no services, or an argument is none of those there are.
    """
    require_rows(top)
    if sort not in SORTS:
        why = ""
        if sort in ("feedback", "score", "satisfaction", "trust"):
            why = (
                "; scores are of different surveys and scales, which never meet in one ranking: "
                "`timetax feedback --rank` ranks those that compare"
            )
        raise option_error("--sort", f"{sort!r} is none of {', '.join(SORTS)}{why}")
    if not catalogue.services:
        raise option_error("services", "the catalogue has none; write them under `services:`")
    services = list(catalogue.services.values())
    if provider is not None:
        services = [each for each in services if each.provider == provider]
        if not services:
            known = ", ".join(dict.fromkeys(e.provider or "" for e in catalogue.services.values()))
            raise option_error("--provider", f"{provider!r} has no service; there are {known}")
    parted = customers(tables)
    hours = _hours_by(parted, "service")
    ratings = ratings_of(catalogue)
    rows = [_service(each, catalogue, ratings, hours) for each in services]
    at = [column.key for column in _SERVICES]
    if sort == "hours":
        rows.sort(key=lambda row: (-(row[at.index("hours")] or 0.0), row[at.index("name")]))
    else:
        rows.sort(key=lambda row: row[at.index("name")])
    whole = parted.outside
    without = hours.get(None)
    sections = (
        Section(
            key="services",
            title="Services",
            by=("service",),
            columns=_SERVICES,
            rows=(*rows[:top], *([_none(*without)] if without and provider is None else ())),
            total=_total(whole, parted) if provider is None else None,
            notes=(
                *more_note(len(rows) - len(rows[:top]), len(rows)),
                *_overlap(rows, without, whole, all_of_them=provider is None),
            ),
            chart=Chart("bars", ("hours",), names=("name",), title="Hours a year by service"),
        ),
        *([] if provider else [_providers(catalogue, parted, top)]),
        volumes_section(services, top),
        government_section(catalogue, services if provider else None, top),
        not_counted_section(services, top),
    )
    claimed = sum(1 for each in services if any(link.counts is not False for link in each.forms))
    return Report(
        title=f"Services: {catalogue.title}" if catalogue.title else "Services",
        headline=_headline(services, claimed, without, whole, all_of_them=provider is None),
        description=None,
        total=None,
        sections=tuple(each for each in sections if each.rows),
        notes=(
            "A service is not a form: hours are those of the forms that belong to it, and a score "
            "of something else, such as a visit, does not stand beside them.",
            "How many a service serves is counted in units of its own and never added up.",
            *notes_on_customers(parted),
        ),
        currency=catalogue.currency,
        format=("timetax_services", 1),
    )


_Hours = dict[str | None, tuple[int, float | None, float | None]]


def _hours_by(parted: Customers, field: str) -> _Hours:
    """Return forms and hours of the public and of internal customers, by the values of a field."""
    made: _Hours = {}
    for place, tables in enumerate((parted.public, parted.internal)):
        for row in unranked_totals(tables, (field,), math.nan).to_dict("records"):
            key = row[field] if isinstance(row[field], str) else None
            forms, public, internal = made.get(key, (0, None, None))
            hours = None if row["burden_hours"] != row["burden_hours"] else row["burden_hours"]
            made[key] = (
                forms + int(row["forms"]),
                hours if place == 0 else public,
                hours if place == 1 else internal,
            )
    return made


def _service(
    service: Service, catalogue: Catalogue, ratings: Sequence[Rating], hours: _Hours
) -> Row:
    forms, public, internal = hours.get(service.id, (0, None, None))
    own = {link.form for link in service.forms if link.counts is not False}
    figures = [
        each
        for each in catalogue.government_side
        if each.service == service.id or (each.form is not None and each.form in own)
    ]
    return (
        service.id,
        service.name,
        service.provider,
        ", ".join(service.designated) or None,
        forms,
        public if forms else None,
        internal,
        "; ".join(map(_transactions, service.transactions)) or None,
        feedback_in_words(service, ratings, beside_hours=public is not None),
        _last(figures, ("wait", "processing")),
        _last(figures, ("completion", "in-time")),
    )


def _transactions(each: Transactions) -> str:
    inside = ", ".join(filter(None, (each.channel, each.period)))
    return f"{in_words(each.count)} {each.unit}" + (f" ({inside})" if inside else "")


def feedback_in_words(
    service: Service, ratings: Sequence[Rating], *, beside_hours: bool
) -> str | None:
    """Return the last score of a service in words; none of something else beside hours."""
    own = [e for e in ratings if e.given.service == service.id and e.given.group is None]
    comparable = [each for each in own if not (beside_hours and each.given.about)]
    if own and not comparable:
        about = "; ".join(dict.fromkeys(each.given.about or "" for each in latest(own)))
        return f"rated after {about}, not for its forms"
    last = latest(comparable)
    for driver in (*COMPULSORY_DRIVERS, *(each.score.driver for each in last)):
        if found := [each for each in last if each.score.driver == driver]:
            scores = " or ".join(dict.fromkeys(map(score_in_words, found)))
            given = found[0].given
            after = f", after {given.about}" if given.about else ""
            return f"{driver} {scores} ({given.survey}, {given.period}{after})"
    return None


def _last(figures: Iterable[GovernmentFigure], measures: Sequence[str]) -> str | None:
    """Return the last figures of measures: every one of them where there are several."""
    found = [each for each in figures if each.measure in measures]
    last = max((order_of(each.period) for each in found if each.period), default=None)
    of_last = [e for e in found if last is None or (e.period and order_of(e.period) == last)]
    texts = [
        f"{government_figure_in_words(each)}, {each.what or GOVERNMENT_MEASURES[each.measure]}"
        + (f" ({each.period})" if each.period else "")
        for each in of_last
    ]
    return "; ".join(dict.fromkeys(texts)) or None


def _none(forms: int, public: float | None, internal: float | None) -> Row:
    return (None, None, None, None, forms, public, internal, None, None, None, None)


def _total(whole: Total, parted: Customers) -> Row:
    inside = parted.inside
    internal = inside.burden_hours if inside.forms > inside.not_estimated else None
    forms = whole.forms + inside.forms
    label = "Total"
    return (None, label, None, None, forms, whole.burden_hours, internal, *[None] * 4)


def _overlap(
    rows: Sequence[Row],
    without: tuple[int, float | None, float | None] | None,
    whole: Total,
    *,
    all_of_them: bool,
) -> tuple[str, ...]:
    place = [column.key for column in _SERVICES].index("hours")
    hours = [row[place] for row in rows if row[place] is not None]
    hours += [without[1]] if without and without[1] is not None else []
    twice = math.fsum([*hours, -whole.burden_hours])
    if not all_of_them or twice <= 0.5:
        return ()
    return (
        "Rows overlap: a form of more than one service and no shares counts in full under each. "
        f"The rows add up to {in_hours(in_words(twice))} more than the total.",
    )


def _providers(catalogue: Catalogue, parted: Customers, top: int | None) -> Section:
    hours = _hours_by(parted, "provider")
    services = [each.provider for each in catalogue.services.values()]
    rows: list[Row] = []
    for each in catalogue.service_providers.values():
        forms, public, internal = hours.get(each.id, (0, None, None))
        rows.append(
            (
                each.id,
                each.name,
                each.department,
                ", ".join(each.designated) or None,
                services.count(each.id),
                forms,
                public if forms else None,
                internal,
            )
        )
    rows.sort(key=lambda row: (-(row[-2] or 0.0), row[0]))
    return Section(
        key="providers",
        title="Service providers",
        by=("provider",),
        columns=_PROVIDERS,
        rows=tuple(rows[:top]),
        notes=(
            "Hours are those of the forms of its services here; --by agency of `report` has those "
            "of all forms of an agency.",
            *more_note(len(rows) - len(rows[:top]), len(rows)),
        ),
    )


def _headline(
    services: Sequence[Service],
    claimed: int,
    without: tuple[int, float | None, float | None] | None,
    whole: Total,
    *,
    all_of_them: bool,
) -> str:
    begin = f"{plural(len(services), 'service')}, {claimed:,} of them with forms of this catalogue"
    if not all_of_them:
        return f"{begin}."
    if not whole.forms:
        return f"{begin}, in which no form of the public is counted."
    if without is None:
        return f"{begin}; every form belongs to one."
    outside = in_words(without[1]) if without[1] is not None else "an unknown number of"
    return (
        f"{begin}. {plural(without[0], 'form')} with {outside} of "
        f"{in_hours(in_words(whole.burden_hours))} a year belong to none of the services known."
    )
