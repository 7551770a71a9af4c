"""Headings of the fields that reports group by."""

from typing import TYPE_CHECKING

from timetax.engine.totals import NAMES
from timetax.reports.report import Column
from timetax.wording.numbers import Kind

if TYPE_CHECKING:
    pass


HEADINGS = {
    "form": ("form", Kind.TEXT),
    "agency": ("agency", Kind.TEXT),
    "department": ("department", Kind.TEXT),
    "life_event": ("life event", Kind.TEXT),
    "affected_public": ("affected public", Kind.TEXT),
    "obligation": ("obligation", Kind.TEXT),
    "online": ("online", Kind.TEXT),
    "estimate_year": ("year of estimate", Kind.YEAR),
    "form_number": ("form number", Kind.TEXT),
    "control_number": ("control number", Kind.TEXT),
    "icr_reference": ("ICR reference", Kind.TEXT),
    "line_of_business": ("line of business", Kind.TEXT),
    "frequency": ("frequency", Kind.TEXT),
    "minutes_basis": ("minutes are", Kind.TEXT),
}


ABSENT = {"life_event": "(no life event)", "minutes_basis": "(not known)"}


NOT_GIVEN = "(not given)"


def field_columns(field: str) -> tuple[Column, ...]:
    """Return the columns that name the values of a field of forms."""
    heading, kind = HEADINGS[field]
    absent = ABSENT.get(field, NOT_GIVEN)
    if field not in NAMES:
        return (Column(field, heading, kind, absent=absent),)
    if field == "form":
        return (Column(field, heading), Column("title", "title"))
    return (
        Column(field, f"{heading} id", kind, "data"),
        Column(NAMES[field], heading, kind, absent=absent),
    )
