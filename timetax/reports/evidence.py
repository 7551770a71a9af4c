"""What a total rests on: how its minutes are known, who approved it, how old it is, what weighs."""

import math
from typing import TYPE_CHECKING

from timetax.engine.ranking import in_front
from timetax.engine.totals import Total
from timetax.reports.chart import Chart
from timetax.reports.report import Column, Row, Section
from timetax.tables.exact import exact_sum
from timetax.tables.layouts import Tables
from timetax.wording.lists import listing
from timetax.wording.numbers import Kind, percent

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

OLD = 10
"""How many years before the newest estimate an estimate is called old."""
HEAVIEST = 3
_LONG = 24
_USED = ["burden_hours", "as_published", "minutes_basis", "status", "estimate_year"]
_COLUMNS = (
    Column("measure", "measure", shown="data"),
    Column("what", "of the hours"),
    Column("forms", "forms", Kind.COUNT, spare=1),
    Column("burden_hours", "hours a year", Kind.HOURS),
    Column("share", "share", Kind.SHARE),
)


def evidence_section(tables: Tables, whole: Total) -> Section:
    """Return which part of the hours of tables (with burden) rests on what.

    Columns: `measure` (`published`, `as_published` if there are any, `requested`, `old`, and for
    each of the heaviest forms its id),
    `what` in words, `forms`, `burden_hours` a year, and `share` of the hours of all.
    """
    return Section(
        key="evidence",
        title="What the total rests on",
        by=("measure",),
        columns=_COLUMNS,
        rows=tuple(_rows(tables, whole)) if whole.burden_hours else (),
        chart=Chart(
            "bars", ("burden_hours",), names=("what",), title="Hours a year by what they rest on"
        ),
    )


def lead_of_evidence(evidence: Section) -> tuple[str, ...]:
    """Return in words what defends and what weakens the total."""
    if not evidence.rows:
        return ()
    shares = {row[0]: percent(row[-1]) for row in evidence.rows}
    published = shares["published"] if evidence.rows[0][-1] else "none"
    parts = [f"{published} rest on published minutes"]
    if "requested" in shares:
        parts.append(f"{shares['requested']} are requested and not yet approved")
    old = next((row for row in evidence.rows if row[0] == "old"), None)
    if old and old[-1]:
        parts.append(f"{shares['old']} are {old[1]}")
    heaviest = [row for row in evidence.rows if row[0].startswith("form:")]
    weight = ""
    if len(heaviest) == HEAVIEST:
        ids = [row[0].removeprefix("form:") for row in heaviest]
        share = percent(math.fsum(row[-1] for row in heaviest))
        weight = f"; {listing([_short(each) for each in ids])} are {share}"
    return (f"Of the hours {listing(parts)}{weight}.",)


def _rows(tables: Tables, whole: Total) -> "list[Row]":
    import numpy as np

    known = tables.forms["excluded"].isna() & tables.forms["burden_hours"].notna()
    places = np.flatnonzero(known)
    forms, names = tables.forms[_USED].take(places), tables.forms[["form", "title"]]
    hours = forms["burden_hours"].to_numpy()

    def row(measure: str, what: str, among: "npt.NDArray[np.bool_]") -> Row:
        sum_of_them = exact_sum(hours[among])
        return (measure, what, int(among.sum()), sum_of_them, sum_of_them / whole.burden_hours)

    undivided = forms["as_published"].to_numpy()
    published = (forms["minutes_basis"] == "published").to_numpy(bool) & ~undivided
    rows = [row("published", "on published minutes", published)]
    if undivided.any():
        rows.append(row("as_published", "as published, without responses or minutes", undivided))
    if (requested := (forms["status"] == "requested").fillna(value=False).to_numpy(bool)).any():
        rows.append(row("requested", "requested and not yet approved", requested))
    years = forms["estimate_year"].to_numpy("float64", na_value=np.nan)
    if not np.isnan(years).all():
        limit = int(np.nanmax(years)) - OLD
        rows.append(row("old", f"estimates of before {limit}", years < limit))
    if len(forms) > HEAVIEST:
        front = np.flatnonzero(in_front(hours, HEAVIEST))
        ids = names["form"].array[places[front]].to_numpy()
        order = np.lexsort((ids, -hours[front]))[:HEAVIEST]
        for place in front[order].tolist():
            mark = np.zeros(len(forms), bool)
            mark[place] = True
            form, title = names.iloc[places[place]]
            rows.append(row(f"form:{form}", title, mark))
    return rows


def _short(name: str) -> str:
    return name if len(name) <= _LONG else f"{name[: _LONG - 3]}..."
