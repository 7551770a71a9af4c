"""The columns that name the values of fields in reports, from the declaration of each."""

from collections.abc import Sequence

from timetax.reports.report import Column
from timetax.tables.layouts import DECLARED_FIELDS, NAMES, YEARS
from timetax.wording.numbers import Kind


def heading_of(field: str) -> str:
    """Return what people call a field."""
    return DECLARED_FIELDS[field].heading or field


def headings_of(fields: Sequence[str]) -> str:
    """Return what people call fields, joined by `and`."""
    return " and ".join(map(heading_of, fields))


def names_of(by: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of the columns that name a row in a figure: a form by its title first."""
    keys = (("title", "form") if each == "form" else (NAMES.get(each, each),) for each in by)
    return tuple(key for each in keys for key in each)


def field_columns(field: str) -> tuple[Column, ...]:
    """Return the columns that name the values of a field of forms."""
    about, heading = DECLARED_FIELDS[field], heading_of(field)
    kind = Kind.YEAR if field in YEARS else Kind.TEXT
    if field not in NAMES:
        return (Column(field, heading, kind, absent=about.absent),)
    if field == "form":
        return (Column(field, heading), Column("title", "title"))
    return (
        Column(field, f"{heading} id", kind, "data"),
        Column(NAMES[field], heading, kind, absent=about.absent),
    )
