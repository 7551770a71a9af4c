"""How many responses come in, where hours are known of so few forms that they say little."""

import math
from typing import TYPE_CHECKING

from timetax.engine.totals import Total, counted
from timetax.reports.fields import field_columns
from timetax.reports.report import Column, Row, Section
from timetax.tables.layouts import DECLARED_FIELDS, Tables
from timetax.wording.lists import listing
from timetax.wording.numbers import Kind, in_words, percent, plural

if TYPE_CHECKING:
    import pandas as pd

KEY = "volumes"
_BY = "channel"
_COLUMNS = (
    *field_columns(_BY),
    Column("forms", "forms", Kind.COUNT, spare=1),
    Column("responses", "responses a year", Kind.RESPONSES),
    Column("responses_unknown", "not known of", Kind.COUNT, "data"),
    Column("share", "share", Kind.SHARE),
)


def volumes_section(tables: Tables, whole: Total) -> Section:
    """Return the responses of all counted forms by channel, with hours or without.

    It has rows where most forms are not estimated, and all responses are of one kind.
    """
    return Section(
        key=KEY,
        title="Responses by channel, of forms with hours and without",
        by=(_BY,),
        columns=_COLUMNS,
        rows=tuple(_rows(tables)) if _are_the_measure(tables, whole) else (),
        notes=("A measure of their own: no hours follow from them where minutes are not known.",),
    )


def lead_of_volumes(section: Section) -> tuple[str, ...]:
    """Return in words how many responses there are, and by which channels they come in."""
    if not section.rows:
        return ()
    responses = math.fsum(row[2] for row in section.rows if row[2] is not None)
    forms = sum(row[1] - row[3] for row in section.rows)
    ways = [
        f"{percent(row[4])} {row[0] or DECLARED_FIELDS[_BY].absent}"
        for row in section.rows
        if row[4] is not None and any(each[0] for each in section.rows)
    ]
    return (
        f"Read the responses, which are known of more forms than hours are: {in_words(responses)} "
        f"a year on {plural(forms, 'form')}{', ' if ways else ''}{listing(ways)}.",
    )


def _are_the_measure(tables: Tables, whole: Total) -> bool:
    forms = counted(tables).forms
    return bool(
        2 * whole.not_estimated > whole.forms
        and forms["responses"].notna().any()
        and forms["unit"].nunique(dropna=False) == 1
    )


def _rows(tables: Tables) -> list[Row]:
    forms = counted(tables).forms
    whole = math.fsum(forms["responses"].dropna())
    made = [
        _row(str(name) if isinstance(name, str) else None, some, whole)
        for name, some in forms.groupby(_BY, dropna=False)["responses"]
    ]
    return sorted(made, key=lambda row: (row[0] is None, row[2] is None, -(row[2] or 0.0)))


def _row(name: str | None, responses: "pd.Series[float]", whole: float) -> Row:
    known = responses.dropna().tolist()
    amount = math.fsum(known) if known else None
    share = amount / whole if amount is not None and whole else None
    return (name, len(responses), amount, len(responses) - len(known), share)
