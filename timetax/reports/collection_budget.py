"""The report on the information collection budget: by agency and year, and what does not add up."""

import csv
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from timetax.bundle import bundled
from timetax.catalogue.causes import CAUSES
from timetax.engine.collection_budget import (
    AgencyBudget,
    RequestChange,
    budget_between,
    budget_of,
    fiscal_year,
    not_adding_up,
)
from timetax.engine.internal_customers import with_internal
from timetax.findings import option_error
from timetax.reports.chart import Chart
from timetax.reports.report import Column, Report, Row, Section, more_note, require_rows
from timetax.wording.hints import did_you_mean
from timetax.wording.lists import some
from timetax.wording.numbers import Kind, in_hours, in_words, plural, signed_in_full

if TYPE_CHECKING:
    from timetax.engine.difference.model import Version
    from timetax.tables.layouts import Tables

FILE = "requests.csv"
_CAUSES = tuple(Column(f"{cause}_hours", cause, Kind.CHANGE, "wide") for cause in CAUSES)
_COLUMNS = (
    Column("year", "year", Kind.YEAR, absent=""),
    Column("department", "department", shown="data"),
    Column("agency", "agency"),
    Column("collections", "collections", Kind.COUNT, "data"),
    Column("with_causes", "with causes", Kind.COUNT, "data"),
    Column("requested", "not approved", Kind.COUNT, "data"),
    Column("previous_hours", "before", Kind.HOURS),
    *_CAUSES,
    Column("all_causes", "by causes", Kind.CHANGE, "people"),
    Column("remainder_hours", "no cause", Kind.CHANGE),
    Column("hours", "now", Kind.HOURS),
)
_MISSES = (
    Column("request", "request"),
    Column("title", "title", shown="wide"),
    Column("agency", "agency"),
    Column("previous_hours", "before", Kind.HOURS, "data"),
    *(Column(each.key, each.heading, each.kind, "data") for each in _CAUSES),
    Column("change_hours", "change", Kind.CHANGE),
    Column("causes_hours", "its causes", Kind.CHANGE),
    Column("remainder_hours", "difference", Kind.CHANGE),
    Column("hours", "now", Kind.HOURS, "data"),
    Column("url", "address", shown="data"),
)
_SOURCE = "https://www.reginfo.gov/public/do/PRAViewICR?ref_nbr="


SELECTION = (
    "They are the requests that were read, and not all that were made: the budget of the "
    "government itself is larger."
)
"""What must be said of the requests that come with the program."""


def bundled_requests() -> list[RequestChange]:
    """Return the requests that come with the program, each with its hours before and now."""
    path = bundled().with_name(FILE)
    with path.open(encoding="utf-8", newline="") as file:
        return [
            RequestChange(
                request=row["request"],
                agency=row["agency"],
                department=row["department"],
                hours=float(row["hours"]),
                previous_hours=_figure(row["previous_hours"]),
                causes={cause: _figure(row[f"{cause}_hours"]) for cause in CAUSES},
                title=row["title"] or None,
                control_number=row["control_number"] or None,
                status=row["status"],
                year=fiscal_year(row["request"]),
            )
            for row in csv.DictReader(file)
        ]


def requests_in(tables: "Tables") -> list[RequestChange]:
    """Return the requests of an inventory that give their hours now; their causes are not known.

    Without requests, each counted form that gives the hours before is one; those of internal
    customers are, since the official budget holds them.

    Raises:
        InputError: neither gives hours before.
    """
    requests = tables.requests
    made = [
        RequestChange(
            request=row["request"],
            agency=row["agency"],
            department=row["department"],
            hours=row["hours"],
            previous_hours=_given(row["previous_hours"]),
            causes=dict.fromkeys(CAUSES),
            year=fiscal_year(row["request"]),
        )
        for row in requests[requests["hours"].notna()].to_dict("records")
    ]
    if not made:
        made = list(_of_forms(with_internal(tables)))
    if not any(each.previous_hours is not None for each in made):
        message = "gives no hours before, of requests or of forms; name two inventories to compare"
        raise option_error("inventory", message)
    return made


def _of_forms(tables: "Tables") -> list[RequestChange]:
    """Return what each counted form that gives its hours before changed, as its causes say."""
    forms = tables.forms
    counted = forms["excluded"].isna() & forms["burden_hours"].notna()
    known = forms[counted & forms["previous_hours"].notna()]
    causes: dict[str, dict[str, float]] = {}
    for row in tables.causes[tables.causes["hours"].notna()].to_dict("records"):
        of_form = causes.setdefault(row["form"], {})
        of_form[row["cause"]] = of_form.get(row["cause"], 0.0) + row["hours"]
    return [
        RequestChange(
            request=row["form"],
            agency=row["agency"],
            department=row["department"],
            hours=row["burden_hours"],
            previous_hours=row["previous_hours"],
            causes={cause: causes.get(row["form"], {}).get(cause) for cause in CAUSES},
            title=row["title"],
            status=_given(row["status"]),
            year=_given(row["estimate_year"]),
        )
        for row in known.to_dict("records")
    ]


def _given(value: Any) -> Any:
    return value if value == value and value is not None and str(value) != "<NA>" else None


def budget_report(
    changes: Sequence[RequestChange],
    *,
    title: str = "Information collection budget",
    year: int | None = None,
    agency: str | None = None,
    status: str | None = None,
    top: int | None = None,
    notes: Sequence[str] = (),
) -> Report:
    """Return the report on what requests changed, by fiscal year and agency.

    Args:
        changes: the requests.
        title: what the report is called.
        year: only requests made in this fiscal year.
        agency: only those of this agency or department, by its acronym or id.
        status: only `requested` or `approved` ones.
        top: how many rows a section shows; None shows all.
        notes: what must be said of where the requests come from.

    Raises:
        InputError: nothing is left, or `top` is below 1.
    """
    require_rows(top)
    kept = _selected(changes, year, agency, status)
    rows, left_out = budget_of(kept)
    rows.sort(key=lambda each: (-(each.year or 0), -each.hours, each.agency))
    complete = [each for each in kept if each.has_all_causes]
    missed = not_adding_up(kept)
    unknown = sum(each.previous_hours is None for each in kept)
    replaced = len(left_out) - unknown
    waiting = sum(each.status == "requested" for each in kept)
    notes = (
        *notes,
        "What has no cause here is what is left of the change of "
        f"{plural(len(kept) - len(complete), 'request')} of which not all causes are known."
        if len(kept) > len(complete)
        else "",
        "Not added, as a later request of the same collection and year took its place: "
        f"{plural(replaced, 'request')}."
        if replaced
        else "",
        f"Not added, as the hours before are not known: {plural(unknown, 'request')}."
        if unknown
        else "",
        f"Not approved yet when they were read: {plural(waiting, 'request')}." if waiting else "",
    )
    years = {each.year for each in rows}
    return Report(
        title=title,
        headline=_headline(kept, complete, missed),
        description=None,
        total=None,
        sections=(
            _budget(rows, top, whole=len(years) == 1),
            _missed(missed, top),
        ),
        notes=tuple(filter(None, notes)),
        currency="USD",
        format=("timetax_icb", 1),
    )


def budget_report_between(
    old: "Version", new: "Version", *, match: str = "auto", top: int | None = None
) -> Report:
    """Return the report on the budget by agency from one inventory to another, with burden.

    Raises:
        InputError: a form could be any of several, or `top` is below 1.
    """
    require_rows(top)
    rows = budget_between(old, new, match=match)
    rows.sort(key=lambda each: (-each.hours, each.agency))
    before = math.fsum(each.previous_hours for each in rows)
    now = math.fsum(each.hours for each in rows)
    return Report(
        title=f"Information collection budget: {old.name} to {new.name}",
        headline=f"From {in_words(before)} to {in_hours(in_words(now))} a year in "
        f"{len(rows):,} {'agency' if len(rows) == 1 else 'agencies'}.",
        description=None,
        total=None,
        sections=(_budget(rows, top, whole=True),),
        notes=(
            "What has no cause holds what became known or is no longer known, and forms that went "
            "from one agency to another.",
        ),
        currency=new.tables.currency,
        format=("timetax_icb", 1),
    )


def _selected(
    changes: Sequence[RequestChange], year: int | None, agency: str | None, status: str | None
) -> list[RequestChange]:
    kept = list(changes)
    if status is not None:
        if status not in ("requested", "approved"):
            raise option_error("--status", f"{status!r} is neither requested nor approved")
        kept = [each for each in kept if each.status == status]
    if agency is not None:
        wanted = agency.casefold()
        known = sorted({name for each in changes for name in (each.agency, each.department)})
        kept = [e for e in kept if wanted in (e.agency.casefold(), e.department.casefold())]
        if not kept:
            hint = did_you_mean(agency, known) or f"; there are {some(known, 10)}"
            raise option_error("--agency", f"no such request is of {agency!r}{hint}")
    if year is not None:
        years = sorted({each.year for each in kept if each.year is not None})
        kept = [each for each in kept if each.year == year]
        if not kept and years:
            message = f"no request was made in {year}; they are of {years[0]} to {years[-1]}"
            raise option_error("--fiscal-year", message)
    if not kept:
        raise option_error("--status", "no request is left")
    return kept


def _headline(
    kept: Sequence[RequestChange],
    complete: Sequence[RequestChange],
    missed: Sequence[RequestChange],
) -> str:
    years = [each.year for each in kept if each.year is not None]
    period = f" of {min(years)} to {max(years)}" if years and min(years) < max(years) else ""
    period = period or (f" of {years[0]}" if years else "")
    begin = f"{plural(len(kept), 'request')}{period}"
    if not complete:
        return f"{begin}: none gives all four causes."
    if not missed:
        return f"{begin}: {len(complete):,} give all four causes, and they add up."
    differences = ", ".join(
        f"{each.request} by {in_hours(signed_in_full(each.remainder_hours or 0.0))}"
        for each in missed[:3]
    )
    more = f" and {len(missed) - 3:,} more" if len(missed) > 3 else ""
    return (
        f"{begin}: {len(complete):,} give all four causes, and {len(complete) - len(missed):,} of "
        f"these add up. Not {differences}{more}."
    )


def _budget(rows: Sequence[AgencyBudget], top: int | None, *, whole: bool) -> Section:
    kept, cut = rows[:top], rows[len(rows) if top is None else top :]
    of_year = all(each.year is None for each in rows)
    columns = _COLUMNS[1:] if of_year else _COLUMNS

    def cells(row: Row) -> Row:
        return row[1:] if of_year else row

    return Section(
        key="budget",
        title="Hours before, causes and hours now, by agency" + ("" if of_year else " and year"),
        by=("agency",) if of_year else ("year", "agency"),
        columns=columns,
        rows=tuple(cells(_row(each)) for each in kept),
        rest=cells(_sum(cut, f"{len(cut):,} more")) if cut and whole else None,
        total=cells(_sum(rows, "Total")) if whole and rows else None,
        notes=() if whole else more_note(len(cut), len(rows)),
        chart=Chart(
            "dots",
            ("previous_hours", "hours"),
            names=("agency",) if of_year else ("year", "agency"),
            title="Hours a year before and now, by agency",
        ),
    )


def _row(each: AgencyBudget) -> Row:
    known = [amount for amount in each.causes.values() if amount is not None]
    return (
        each.year,
        each.department,
        each.agency,
        each.collections,
        each.with_causes,
        each.requested,
        each.previous_hours,
        *each.causes.values(),
        math.fsum(known) if known else None,
        each.remainder_hours,
        each.hours,
    )


def _sum(rows: Sequence[AgencyBudget], label: str) -> Row:
    added = []
    for values in zip(*(_row(each)[3:] for each in rows), strict=True):
        known = [value for value in values if value is not None]
        added.append(math.fsum(known) if known else None)
    counts = [int(value) for value in added[:3] if value is not None]
    return (None, None, label, *counts, *added[3:])


def _missed(missed: Sequence[RequestChange], top: int | None) -> Section:
    rows = []
    for each in missed[:top]:
        causes = [amount or 0.0 for amount in each.causes.values()]
        before = each.previous_hours or 0.0
        remainder = each.remainder_hours
        rows.append(
            (
                each.request,
                each.title,
                each.agency,
                before,
                *causes,
                each.hours - before,
                math.fsum(causes),
                remainder,
                each.hours,
                _SOURCE + each.request if fiscal_year(each.request) else None,
            )
        )
    return Section(
        key="not_adding_up",
        title="Causes that do not add up to the change",
        by=("request",),
        columns=_MISSES,
        rows=tuple(rows),
        notes=(
            "The figures are as they are printed, and are not mended.",
            *more_note(len(missed) - len(rows), len(missed)),
        ),
    )


def _figure(text: str) -> float | None:
    return float(text) if text else None
