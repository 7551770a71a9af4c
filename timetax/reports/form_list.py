"""The forms of a catalogue as a list that can be searched."""

from typing import TYPE_CHECKING

from timetax.engine.ranking import ranked
from timetax.reports.chart import Chart
from timetax.reports.report import Column, Report, Section, more_note, require_rows, rows_of
from timetax.tables.layouts import Tables
from timetax.wording.lists import searched
from timetax.wording.numbers import Kind, plural

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    Column("form", "form"),
    Column("title", "title", lines=2),
    Column("agency", "agency", spare=2, lines=2),
    Column("form_number", "form number", shown="wide"),
    Column("control_number", "control number", shown="wide"),
    Column("estimate_year", "year", Kind.YEAR, "wide"),
    Column("responses", "responses", Kind.RESPONSES, "data"),
    Column("minutes_per_response", "minutes each", Kind.MINUTES, "data"),
    Column("burden_hours", "hours a year", Kind.HOURS),
    Column("in_total", "in total", spare=1, lines=2),
)
_SEARCHED = ("form", "title", "form_number", "control_number", "agency", "agency_name")


def list_forms(
    tables: Tables, words: str = "", *, sort: str = "burden_hours", top: int | None = None
) -> Report:
    """Return the forms in `tables` (with burden) that hold every one of `words`, ordered by `sort`.

    Words are looked for in the id, title, numbers, agency and life events, in any case. The first
    `top` forms are listed, and the number of the others is said; None lists all.

    Raises:
        InputError: `sort` names no column, or `top` is below 1.
    """
    require_rows(top)
    forms = _found(tables, words)
    state = forms["burden_hours"].isna().map({True: "not estimated", False: "yes"})
    state = state.mask(forms["as_published"], "as published")
    forms = forms.assign(in_total=state.mask(forms["excluded"].notna(), "left out"))
    forms = ranked(forms[[column.key for column in _COLUMNS]], sort)
    kept = forms[:top]
    more = more_note(len(forms) - len(kept), len(forms))
    return Report(
        title=tables.title or "Forms of a catalogue",
        headline=f"{plural(len(forms), 'form')}{searched(words)}.",
        description=None,
        total=None,
        sections=(
            Section(
                "forms",
                "Forms",
                ("form",),
                _COLUMNS,
                rows_of(kept, _COLUMNS),
                notes=more,
                chart=Chart(
                    "bars",
                    ("burden_hours",),
                    names=("title", "form"),
                    title="Hours a year by form",
                ),
            ),
        ),
        notes=("`timetax explain FORM` shows how the hours of one are made.",)
        if len(forms)
        else (),
        currency=tables.currency,
        explains=tables,
    )


def _found(tables: Tables, words: str) -> "pd.DataFrame":
    forms = tables.forms
    events = tables.life_events.assign(
        text=tables.life_events["life_event"] + " " + tables.life_events["life_event_name"]
    )
    found = forms["form"].map(events.groupby("form")["text"].agg(" ".join))
    text = found.astype("object").fillna("")
    for column in _SEARCHED:
        text = text + " " + forms[column].fillna("")
    text = text.str.casefold()
    for word in words.casefold().split():
        forms = forms[text.loc[forms.index].str.contains(word, regex=False)]
    return forms
