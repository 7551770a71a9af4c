"""Whom reforms change, and by how much."""

from collections.abc import Sequence
from dataclasses import replace

from timetax.engine.measures import HOURS, IN_ROWS, IN_ROWS_BESIDE_HOURS, Measure
from timetax.engine.scenario.comparison import Case, Comparison
from timetax.engine.totals import Total, totals_by
from timetax.reports.chart import Chart
from timetax.reports.fields import headings_of, names_of
from timetax.reports.intervals import ENDS, with_ends
from timetax.reports.report import Column, Row, Section, Shown, rows_of
from timetax.reports.side_by_side import (
    OVERLAPPING,
    fields_of,
    has_moved,
    labelled,
    largest_first,
    rows_notes,
    share_of,
    side_by_side,
)
from timetax.reports.whatif_changes import shortened
from timetax.tables.exact import settled
from timetax.tables.layouts import MEMBERSHIPS
from timetax.wording.numbers import Kind

SIDE_BY_SIDE = 3

CHANGES = (
    Column("baseline_hours", "before", Kind.HOURS, spare=3),
    Column("burden_hours", "after", Kind.HOURS, spare=5),
    Column("change_hours", "change", Kind.CHANGE),
    Column("change_share", "in %", Kind.CHANGE_SHARE, spare=4),
)

CHANGE_ENDS = tuple(replace(column, kind=Kind.CHANGE) for column in ENDS)

IN_DATA = {f"before_{each.word}": f"baseline_{each.word}" for each in IN_ROWS} | {
    f"after_{each.word}": each.key for each in IN_ROWS
}
"""What columns of `side_by_side` are called in data."""


def section_of_changed(
    comparison: Comparison, only: Case, by: tuple[str, ...], everything: bool, top: int | None
) -> Section:
    """Return the section of one scenario's changes by fields, the largest first."""
    base, whole = comparison.tables, comparison.total
    rows = side_by_side(totals_by(base, by), totals_by(only.tables, by), by)
    intervals = comparison.spread.by.get(by) if comparison.spread else None
    ends = intervals is not None
    columns = (*fields_of(by), *CHANGES, *(CHANGE_ENDS if ends else ()))
    if intervals is not None:
        rows = with_ends(rows, intervals, by, "change")
    columns += tuple(column for each in IN_ROWS_BESIDE_HOURS for column in _columns_of(each))
    moved = has_moved(rows)
    still = int((~moved).sum())
    if not everything:
        rows = rows[moved]
    rows = largest_first(rows, by)
    kept = rows if top is None else rows[:top]
    overlapping = any(field in MEMBERSHIPS for field in by)
    measures = (
        *_hours_of(only, whole),
        *(ends_of(only) if ends else ()),
        *_beside_hours(only, whole, IN_ROWS_BESIDE_HOURS),
    )
    return Section(
        key=",".join(by),
        title=f"By {headings_of(by)}",
        by=by,
        columns=columns,
        rows=rows_of(kept.rename(columns=IN_DATA), columns),
        total=labelled("All forms", columns, measures),
        notes=(
            *rows_notes(len(rows), len(kept), 0 if everything else still),
            *([OVERLAPPING] if overlapping else []),
        ),
        chart=change_chart(headings_of(by), ranged=ends, names=names_of(by)),
    )


def section_of_compared(
    comparison: Comparison, by: tuple[str, ...], everything: bool, top: int | None
) -> Section:
    """Return the section of several scenarios' changes by fields, a column a scenario."""
    before = totals_by(comparison.tables, by)
    fields = fields_of(by)
    rows = None
    changes = []
    for number, each in enumerate(comparison.cases, start=1):
        shown: Shown = "always" if number <= SIDE_BY_SIDE else "wide"
        changes.append(
            Column(f"change_hours_{number}", shortened(each.scenario.name), Kind.CHANGE, shown)
        )
        beside = side_by_side(before, totals_by(each.tables, by), by).rename(
            columns={"change_hours": changes[-1].key}
        )
        beside = beside.assign(moved=has_moved(beside, [HOURS]))
        own = beside[[*by, changes[-1].key, "moved"]]
        rows = (
            beside[[*(each.key for each in fields), "before_hours", changes[-1].key, "moved"]]
            if rows is None
            else rows.merge(own, on=list(by), how="outer", suffixes=("", "_here"))
        )
        if "moved_here" in rows:
            moved = rows["moved"].eq(True) | rows["moved_here"].eq(True)
            rows = rows.assign(moved=moved).drop(columns="moved_here")
    assert rows is not None
    keys = [column.key for column in changes]
    rows = rows.assign(change_hours=rows[keys].abs().max(axis=1))
    moved = rows["moved"]
    rows = largest_first(rows if everything else rows[moved], by)
    kept = rows if top is None else rows[:top]
    columns = (*fields, CHANGES[0], *changes)
    still = int((~moved).sum())
    return Section(
        key=",".join(by),
        title=f"Change by {headings_of(by)}",
        by=by,
        columns=columns,
        rows=rows_of(kept.rename(columns=IN_DATA), columns),
        notes=(*rows_notes(len(rows), len(kept), 0 if everything else still),),
        chart=Chart(
            "dots",
            tuple(keys),
            names=names_of(by),
            title=f"Change in hours a year by {headings_of(by)}",
        ),
    )


def change_chart(what: str, *, ranged: bool, names: tuple[str, ...] = ()) -> Chart:
    """Return how changes are drawn: bars to both sides, or dots where they have ranges."""
    title = f"Change in hours a year by {what}"
    if ranged:
        ends = (("low", "high"),)
        return Chart("ranges", ("change_hours",), names=names, ends=ends, title=title)
    return Chart("bars", ("change_hours",), names=names, title=title)


def ends_of(each: Case) -> Row:
    """Return the 5 % and 95 % of the change of a scenario, None where it has no range."""
    change = each.effect and each.effect.change
    return (change.low, change.high) if change and change.low < change.high else (None, None)


def _columns_of(measure: Measure, changes: bool = True) -> tuple[Column, ...]:
    """Return the columns of a measure before, after and of its change, which may be none."""
    heading = measure.heading
    return (
        Column(f"baseline_{measure.word}", f"{heading} before", measure.kind, "data"),
        Column(measure.key, f"{heading} after", measure.kind, "data"),
        Column(
            f"change_{measure.word}",
            f"change in {heading}",
            Kind.CHANGE,
            "wide" if changes else "data",
        ),
    )


def _beside_hours(each: Case, whole: Total, measures: Sequence[Measure]) -> Row:
    """Return the cells of `_columns_of` these measures for a scenario."""
    return tuple(
        amount
        for measure in measures
        for amount in (
            getattr(whole, measure.key),
            getattr(each.total, measure.key),
            _change(each, measure),
        )
    )


def _change(each: Case, measure: Measure) -> float:
    change: float = getattr(each.change, measure.word)
    return change


def _hours_of(each: Case, whole: Total) -> Row:
    before = whole.burden_hours
    change = settled(each.change.hours, before, each.total.burden_hours)
    return (before, each.total.burden_hours, change, share_of(change, before))
