"""The report on a catalogue: the headline, the totals by fields, and what they are and are not."""

import math
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from timetax.catalogue.document import PART_OF
from timetax.catalogue.formulas import minutes_per_response
from timetax.engine.burden import FULL_TIME_YEAR_HOURS
from timetax.engine.internal_customers import customers
from timetax.engine.measures import HOURS, IN_ROWS, RESPONSES
from timetax.engine.ranking import parted
from timetax.engine.totals import (
    Total,
    counted,
    known_fields,
    total,
    totals_by,
    unranked_totals,
)
from timetax.engine.uncertainty.sampling import DEFAULT, Sampling
from timetax.reports.chart import Chart
from timetax.reports.evidence import evidence_section, lead_of_evidence
from timetax.reports.fields import field_columns, heading_of, headings_of, names_of
from timetax.reports.full_time import at_work
from timetax.reports.government_side import accounts_section, lead_of_customers
from timetax.reports.intervals import ENDS, draws_notes, swings_section, with_ends
from timetax.reports.overlap_notes import overlap_notes, shared_notes
from timetax.reports.published_totals import lead_of_published, published_section
from timetax.reports.reliability import provenance_sections
from timetax.reports.report import Column, Report, Row, Section, more_note, require_rows, rows_of
from timetax.reports.since_approval import (
    FIELDS_OF_REQUESTS,
    SINCE,
    renewed,
    since_note,
    since_of_all,
    with_since,
)
from timetax.reports.volumes import lead_of_volumes, volumes_section
from timetax.reports.who_bears_it import notes_on_groups, sections_on_groups
from timetax.tables.exact import exact_sum
from timetax.tables.layouts import DECLARED_FIELDS, MEMBERSHIPS, NAMES, Tables
from timetax.wording.lists import listing
from timetax.wording.numbers import NOTHING, Kind, in_hours, in_words, plural

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from timetax.engine.uncertainty.spread import Spread

TOTALS = (
    Column("forms", "forms", Kind.COUNT, spare=3),
    Column("not_estimated", "not estimated", Kind.COUNT, "data"),
    *(Column(each.key, each.heading, each.kind, each.shown) for each in IN_ROWS),
    Column("share", "share", Kind.SHARE, spare=1),
    Column("minutes_per_response", "minutes each", Kind.MINUTES, "wide"),
)
ONE_FORM = Column("forms", "forms", Kind.COUNT, "data")
TITLES: dict[tuple[str, ...], str] = {
    ("form",): "The heaviest forms",
    ("minutes_basis",): "How the minutes are known",
}
OFFICIAL_FIELDS = (("affected_public",), ("obligation",), ("online",), ("line_of_business",))
"""What else is shown of a catalogue that covers a whole government."""
CROSS_COLUMNS = 3
NESTED = ("department", "agency")
STANDARD_FIELDS = (
    ("department",),
    NESTED,
    ("life_event",),
    ("form",),
    ("minutes_basis",),
)


def report_on(
    tables: Tables,
    by: Sequence[str] = (),
    *,
    top: int | None = None,
    sort: str = "burden_hours",
    selected: str = "",
    only: Container[str] | None = None,
    sampling: Sampling = DEFAULT,
    progress: Callable[[float], None] | None = None,
) -> Report:
    """Return the report on tables with burden.

    Args:
        tables: tables with burden.
        by: the fields to total by; without any, the standard sections.
        top: how many rows a section shows; the others are added up in one. None shows all.
        sort: the column by which rows are ordered.
        selected: which forms the tables were narrowed to, in words.
        only: the keys of the standard sections by fields that are made; the others are counted.
            None makes all.
        sampling: how figures that are ranges are drawn.
        progress: is told the share of the draws that is done.

    Raises:
        InputError: `by` or `sort` names something that is not there, or `top` is below 1.
    """
    require_rows(top)
    by = known_fields(by) if by else ()
    whole = total(tables)
    parted = customers(tables)
    requests = renewed(tables)
    groupings = (by,) if by else standard_fields(tables)
    drawn = None
    if len(tables.ranges):
        from timetax.engine.uncertainty.spread import spread

        drawn = spread(counted(tables), (), sampling, by=groupings, progress=progress)

    def section(fields: tuple[str, ...], top: int | None) -> Section:
        return by_section(tables, fields, whole, top, sort, drawn, requests)

    lead: tuple[str, ...] = ()
    unmade = 0
    if by:
        sections = [section(by, top)]
        if len(by) == 2:
            sections.append(_cross_section(tables, (by[0], by[1]), top))
        sections += sections_on_groups(tables, by, top)
    else:
        sections = [
            replace(section(fields, None), nested_in="department")
            if fields == NESTED
            else section(fields, top)
            for fields in groupings
            if only is None or ",".join(fields) in only
        ]
        # A total by any fields has a row as soon as a form is counted.
        unmade = len(groupings) - len(sections) if whole.forms else 0
        evidence = evidence_section(tables, whole)
        volumes = volumes_section(tables, whole)
        lead = (*lead_of_volumes(volumes), *lead_of_evidence(evidence))
        sections.insert(0, volumes)
        sections += [accounts_section(tables, parted), evidence, *provenance_sections(tables, top)]
        if tables.covers and whole.burden_hours:
            lead = (*lead_of_published(tables.covers, whole, narrowed=bool(selected)), *lead)
            sections.append(published_section(tables.covers, whole, top))
    if drawn:
        swings = [("", swing) for swing in drawn.baseline_swings]
        sections.append(swings_section("total", swings))
    lead = (*lead_of_customers(whole, parted), *lead)
    title = tables.title or "Burden of a form catalogue"
    leading = (_left_out_note(whole), *shared_notes(tables, whole, selected))
    return Report(
        title=f"{title}: only forms with {selected}" if selected else title,
        headline=_headline(whole, drawn),
        description=tables.description,
        lead=lead,
        total=whole,
        sections=tuple(section for section in sections if section.rows),
        notes=(
            *leading,
            *notes_on_groups(tables, by),
            *_as_published_note(whole),
            *_coverage_notes(whole, tables.currency),
            *_unsourced_note(tables),
            *(draws_notes(drawn) if drawn else ()),
            *tables.notes,
        ),
        currency=tables.currency,
        leading=len(leading),
        tables=tables,
        explains=tables,
        unmade=unmade,
    )


def standard_fields(tables: Tables) -> tuple[tuple[str, ...], ...]:
    """Return the combinations of fields of the standard sections: more for a whole government."""
    whole = tables.covers is not None and tables.covers not in PART_OF
    return (*STANDARD_FIELDS, *OFFICIAL_FIELDS) if whole else STANDARD_FIELDS


def by_section(
    tables: Tables,
    by: tuple[str, ...],
    whole: Total,
    top: int | None,
    sort: str,
    drawn: "Spread | None",
    requests: "pd.DataFrame",
) -> Section:
    """Return the section that totals by fields, cut to `top` rows with the rest added up."""
    rows = unranked_totals(tables, by, whole.burden_hours)
    extra: tuple[Column, ...] = ()
    of_all: Row = ()
    if drawn:
        rows = with_ends(rows, drawn.by[by], by, "baseline")
        extra, of_all = ENDS, (drawn.baseline.low, drawn.baseline.high)
    notes = []
    if len(tables.requests) and FIELDS_OF_REQUESTS.issuperset(by):
        rows = with_since(rows, requests, by)
        extra, of_all = (*extra, *SINCE), (*of_all, *since_of_all(requests))
        notes.append(since_note(requests, tables))
    kept, cut = parted(rows, sort, top)
    measures = (ONE_FORM, *TOTALS[1:]) if "form" in by else TOTALS
    columns = (*(column for field in by for column in field_columns(field)), *measures)
    overlapping = any(field in MEMBERSHIPS for field in by)
    fields = columns[: -len(TOTALS)]
    columns += extra
    first = next(i for i, column in enumerate(fields) if column.shown != "data")

    def labelled(label: str) -> Row:
        return tuple(label if i == first else None for i in range(len(fields)))

    return Section(
        key=",".join(by),
        title=TITLES.get(by) or f"By {headings_of(by)}",
        by=by,
        columns=columns,
        rows=rows_of(kept, columns),
        rest=(
            *labelled(f"{len(cut):,} more"),
            *_rest(rows, cut, whole, overlapping),
            *([None] * len(extra)),
        )
        if len(cut)
        else None,
        total=(
            *labelled("Total"),
            *_measures(whole),
            *of_all,
        ),
        notes=(*(overlap_notes(rows, whole, by) if overlapping else ()), *notes),
        chart=None if len(by) == 2 else _chart_of(by, ranged=drawn is not None),
    )


def _chart_of(by: tuple[str, ...], *, ranged: bool) -> Chart:
    """Return how totals by fields are drawn: bars of hours, or dots where they have ranges."""
    names = names_of(by)
    title = f"Hours a year by {headings_of(by)}"
    if ranged:
        ends = (("low", "high"),)
        return Chart("ranges", (HOURS.key,), names=names, ends=ends, title=title)
    return Chart("bars", (HOURS.key,), names=names, title=title)


def _measures(whole: Total) -> Row:
    share = 1.0 if whole.burden_hours else None
    hours = whole.burden_hours if whole.forms > whole.not_estimated or not whole.forms else None
    known = {HOURS: hours, RESPONSES: whole.responses}
    if hours is None or (whole.responses_unknown and not whole.responses):
        known[RESPONSES] = None
    return (
        whole.forms,
        whole.not_estimated,
        *(known[each] for each in IN_ROWS),
        share,
        whole.minutes_per_response,
    )


def _rest(
    rows: "pd.DataFrame", cut: "np.ndarray[Any, Any]", whole: Total, overlapping: bool
) -> Row:
    import numpy as np

    cells = {column.key: rows[column.key].to_numpy()[cut] for column in TOTALS}
    sums = {each: exact_sum(cells[each.key]) for each in IN_ROWS}
    known = {each: not np.isnan(cells[each.key]).all() for each in IN_ROWS}
    hours = sums[HOURS]
    as_published = exact_sum(rows["as_published_hours"].to_numpy()[cut])
    return (
        None if overlapping else int(cells["forms"].sum()),
        None if overlapping else int(cells["not_estimated"].sum()),
        *(sums[each] if known[each] else None for each in IN_ROWS),
        hours / whole.burden_hours if known[HOURS] and whole.burden_hours else None,
        minutes_per_response(hours - as_published, sums[RESPONSES]),
    )


def _cross_section(tables: Tables, by: tuple[str, str], top: int | None) -> Section:
    """Return hours by the first field down and the second across, the largest values first."""
    down, across = by
    rows, columns, cells = (totals_by(tables, fields) for fields in (down, across, by))
    apart, others = _keys(columns, across)[:CROSS_COLUMNS], _keys(columns, across)[CROSS_COLUMNS:]
    places = zip(_keys(cells, down), _keys(cells, across), strict=True)
    hours = dict(zip(places, cells["burden_hours"], strict=True))

    def cell(row: str, wanted: Sequence[str]) -> float | str | None:
        """Return the hours there; a dash where no form is, None where none is estimated."""
        found = [hours[row, column] for column in wanted if (row, column) in hours]
        known = [each for each in found if not math.isnan(each)]
        return math.fsum(known) if known else None if found else NOTHING

    kept = rows if top is None else rows[:top]
    wanted = [[column] for column in apart]
    headings = _labels(columns, across)[:CROSS_COLUMNS]
    if others:
        wanted.append(others)
        headings.append(plural(len(others), "other"))
    names = zip(_labels(kept, down), _keys(kept, down), strict=True)
    keys = tuple(f"{across}_{number}" for number in range(1, len(headings) + 1))
    return Section(
        key=f"{down} x {across}",
        title=f"Hours a year by {heading_of(down)} and {heading_of(across)}",
        by=by,
        columns=(
            Column(down, heading_of(down)),
            *(Column(key, each, Kind.HOURS) for key, each in zip(keys, headings, strict=True)),
        ),
        rows=tuple((name, *(cell(key, each) for each in wanted)) for name, key in names),
        notes=more_note(len(rows) - len(kept), len(rows)),
        only_for_people=True,
        chart=Chart(
            "stacked",
            keys,
            names=(down,),
            title=f"Hours a year by {heading_of(down)} and {heading_of(across)}",
        ),
    )


def _headline(whole: Total, drawn: "Spread | None") -> str:
    estimated = whole.forms - whole.not_estimated
    if not whole.forms:
        return f"No form{' of the public' if whole.internal_customers else ''} is counted."
    if not estimated:
        return f"No hours are known: none of {plural(whole.forms, 'form')} is estimated."
    people = at_work(whole.burden_hours)
    of_all = f"{estimated:,} of " if whole.not_estimated else ""
    return (
        f"{in_hours(in_words(whole.burden_hours))} a year on {of_all}{plural(whole.forms, 'form')}"
        + (f": as much as {people}." if people else ".")
        + (_between(drawn) if drawn else "")
    )


def _between(drawn: "Spread") -> str:
    low, high = in_words(drawn.baseline.low), in_words(drawn.baseline.high)
    return f" Nine draws in ten lie between {low} and {high} hours."


def _keys(rows: "pd.DataFrame", field: str) -> list[str]:
    return rows[field].astype("object").fillna("").map(str).tolist()


def _labels(rows: "pd.DataFrame", field: str) -> list[str]:
    absent = DECLARED_FIELDS[field].absent
    return rows[NAMES.get(field, field)].astype("object").fillna(absent).map(str).tolist()


def _left_out_note(whole: Total) -> str:
    reasons = [
        f"{plural(whole.not_estimated, 'form')} without an estimate" if whole.not_estimated else "",
        f"{plural(whole.excluded, 'form')} left out on purpose" if whole.excluded else "",
        f"{plural(whole.internal_customers, 'form')} that the federal government alone fills in"
        if whole.internal_customers
        else "",
    ]
    missing = listing(list(filter(None, reasons)))
    return f"Not in the total: {missing}." if missing else "All forms are in the total."


def _as_published_note(whole: Total) -> list[str]:
    if not whole.as_published:
        return []
    return [
        f"{in_hours(in_words(whole.as_published_hours))} of "
        f"{plural(whole.as_published, 'form')} are in the total as published: their responses or "
        "minutes are not known."
    ]


def _coverage_notes(whole: Total, currency: str) -> list[str]:
    costed = whole.forms - whole.not_estimated - whole.cost_unknown
    return [
        *(
            [
                f"Money out of pocket, apart from the value of time: {in_words(whole.cost)} "
                f"{currency} a year on {plural(costed, 'form')}"
                + (f", not known for {whole.cost_unknown:,}." if whole.cost_unknown else ".")
            ]
            if costed
            else []
        ),
        f"A full-time year is {FULL_TIME_YEAR_HOURS:,} hours (5 U.S.C. 5504(b)).",
    ]


def _unsourced_note(tables: Tables) -> list[str]:
    forms = tables.forms
    unsourced = int((forms["excluded"].isna() & forms["source"].isna()).sum())
    return [f"No source is given for {plural(unsourced, 'form')}."] if unsourced else []
