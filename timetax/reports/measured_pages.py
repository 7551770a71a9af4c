"""The report on what published analytics say of the time that forms take."""

from collections.abc import Sequence

from timetax.catalogue.catalogue import Catalogue
from timetax.engine.measured.steps import bounds_of
from timetax.reports.clock_chart import clock_chart
from timetax.reports.measured_claims import (
    CLAIM_COLUMNS,
    Beside,
    beside,
    row_in,
    rows_as_data,
    span,
    verdict_of_all,
)
from timetax.reports.report import Column, Report, Section
from timetax.tables.visits import FormVisits
from timetax.wording.lists import some
from timetax.wording.numbers import Kind

KEY, VERSION = "timetax_measure", 1

NOTES = (
    "At least: each step counts for as many visits as finished, and no more. At most: all time on "
    "the steps, also that of people who gave up, is charged to those who finished.",
    "The seconds are the publisher's averages; how the end of a visit is known, and whether a page "
    "that lies open counts, is for the publisher to say.",
    "A person who is signed in finds fields filled in; gathering papers, waiting and travelling "
    "leave no trace on pages. A claim that is higher contradicts nothing.",
)

_COLUMNS = (
    Column("form", "form"),
    Column("title", "title", shown="data"),
    Column("catalogue_form", "in the catalogue", shown="data"),
    Column("cases", "cases", Kind.COUNT, "data"),
    Column("finished", "visits that finished", Kind.COUNT, spare=4),
    Column("completion_rate", "completion rate", Kind.SHARE, "data"),
    Column("steps", "steps", Kind.COUNT, "wide", spare=5),
    Column("mean_minutes", "mean", Kind.MINUTES, "data"),
    Column("mean_low", "mean from", Kind.MINUTES, "data"),
    Column("mean_high", "mean to", Kind.MINUTES, "data"),
    Column("typical_minutes", "typical", Kind.MINUTES, "data"),
    Column("given_up_hours", "given up", Kind.HOURS, "data"),
    Column("low_minutes", "minutes at least", Kind.MINUTES),
    Column("high_minutes", "at most", Kind.MINUTES),
    Column("low_ratio", "times the claim, at least", Kind.NUMBER, "data"),
    Column("high_ratio", "times the claim, at most", Kind.NUMBER, "data"),
    Column("low_hours", "hours a year if so, at least", Kind.HOURS, "data"),
    Column("high_hours", "hours a year if so, at most", Kind.HOURS, "data"),
    *CLAIM_COLUMNS,
)
_LEFT_OUT = (
    Column("form", "form"),
    Column("pages", "pages"),
    Column("visits", "visits", Kind.COUNT),
    Column("hours", "hours spent on them", Kind.HOURS, spare=1),
)


def pages_report(
    found: Sequence[FormVisits], catalogue: Catalogue, notes: Sequence[str] = ()
) -> Report:
    """Return the report on forms in published analytics, in the order in which they are given.

    Args:
        found: the steps of each form, of which one at least can be measured.
        catalogue: where claims stand.
        notes: what is to be said of how the table was read.
    """
    measured = [each for each in found if not each.why_not]
    sides = [(each, beside(catalogue, each.form, *bounds_of(each))) for each in measured]
    rows = tuple(row_in(_COLUMNS, _values(visits, side)) for visits, side in sides)
    clocks = ("claim_minutes", "floor_minutes", "low_minutes", "high_minutes")
    forms = Section(
        "forms",
        "What forms took, by published analytics",
        ("form",),
        _COLUMNS,
        rows,
        chart=clock_chart(
            _COLUMNS, rows, [(each, each, each) for each in clocks], names=("title", "form")
        ),
        essential=True,
    )
    sections = (forms, _not_measured(found), _left_out(measured))
    named = [(visits.form, side) for visits, side in sides]
    return Report(
        title="Measured minutes beside the claim",
        headline=verdict_of_all(named, "measured"),
        description=None,
        total=None,
        sections=tuple(each for each in sections if each.rows) or sections[:1],
        notes=(*notes, *NOTES),
        currency=catalogue.currency,
        format=(KEY, VERSION),
        data={"kind": "pages", "forms": rows_as_data(forms)},
    )


def _values(visits: FormVisits, side: Beside) -> dict[str, object]:
    ratios = side.ratio(side.low), side.ratio(side.high)
    hours = side.hours(side.low), side.hours(side.high)
    return {
        **side.data,
        "form": visits.form,
        "finished": round(visits.last_visits),
        "steps": len(visits.steps),
        "low_minutes": side.low,
        "high_minutes": side.high,
        "low_ratio": ratios[0],
        "high_ratio": ratios[1],
        "low_hours": hours[0],
        "high_hours": hours[1],
        "ratio": span(*ratios, Kind.NUMBER),
        "hours": span(*hours, Kind.HOURS),
    }


def _not_measured(found: Sequence[FormVisits]) -> Section:
    columns = Column("form", "form"), Column("reason", "why it is not measured")
    rows = tuple((each.form, each.why_not) for each in found if each.why_not)
    return Section("not_measured", "Not measured", ("form",), columns, rows)


def _left_out(measured: Sequence[FormVisits]) -> Section:
    rows = tuple(
        (
            each.form,
            some([step.page.rstrip("/").rpartition("/")[2] for step in each.left_out], 3),
            round(sum(step.visits for step in each.left_out)),
            sum(step.visits * step.seconds for step in each.left_out) / 3600,
        )
        for each in measured
        if each.left_out
    )
    title = "Pages of these forms that count as no step"
    return Section("left_out", title, ("form",), _LEFT_OUT, rows)
