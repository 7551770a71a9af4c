"""What changed for whom: the groups of a difference."""

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from timetax.engine.difference.model import Difference
from timetax.engine.measures import (
    HOURS,
    IN_ROWS,
    IN_ROWS_BESIDE_HOURS,
)
from timetax.engine.totals import totals_by
from timetax.reports.chart import Chart
from timetax.reports.difference_data import OF_HOURS
from timetax.reports.fields import headings_of, names_of
from timetax.reports.report import Column, Row, Section, rows_of
from timetax.reports.side_by_side import (
    OVERLAPPING,
    fields_of,
    has_moved,
    labelled,
    largest_first,
    share_of,
    side_by_side,
)
from timetax.tables.exact import exact_sum
from timetax.tables.layouts import MEMBERSHIPS, NAMES, Tables
from timetax.wording.numbers import Kind, plural

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

BESIDE = tuple(
    column
    for each in IN_ROWS_BESIDE_HOURS
    for column in (
        Column(f"old_{each.word}", f"{each.heading} before", each.kind, "data"),
        Column(f"new_{each.word}", f"{each.heading} now", each.kind, "data"),
        Column(f"change_{each.word}", f"change in {each.heading}", Kind.CHANGE, "wide"),
    )
)

OF_BOTH = {f"before_{each.word}": f"old_{each.word}" for each in IN_ROWS} | {
    f"after_{each.word}": f"new_{each.word}" for each in IN_ROWS
}


def groupings_of(difference: Difference, by: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the fields to total by: those asked for, or the usual ones."""
    if by:
        return [] if by == ("form",) else [by]
    events = len(difference.old.tables.life_events) + len(difference.new.tables.life_events)
    return [("department",), *([("life_event",)] if events else [])]


def sections_of_groups(
    difference: Difference, groupings: Sequence[tuple[str, ...]], top: int | None
) -> list[Section]:
    """Return a section for each grouping, of what can be compared."""
    if not groupings:
        return []
    old, new, left_out = comparable(difference, {field for by in groupings for field in by})
    return [section_of_group(difference, old, new, left_out, by, top) for by in groupings]


def comparable(difference: Difference, fields: Collection[str]) -> tuple[Tables, Tables, int]:
    """Return the counted forms whose change is known, and of how many rows it is not.

    Of the columns they have those of the fields, and those that are added up.
    """
    import numpy as np

    forms = difference.forms
    names = (NAMES[field] for field in fields if field in NAMES)
    measured = ("as_published", *(each.key for each in IN_ROWS))
    wanted = {"form", "excluded", *fields, *names, *measured}
    unsure = forms.loc[forms["change_hours"].isna(), "subject"].to_numpy()

    def without(tables: Tables, subjects: "npt.NDArray[np.intp]") -> Tables:
        kept = tables.forms["burden_hours"].notna() & tables.forms["excluded"].isna()
        forms = tables.forms[[each for each in tables.forms.columns if each in wanted]]
        return replace(tables, forms=forms[kept & ~np.isin(subjects, unsure)])

    old = without(difference.old.tables, difference.subjects.old)
    return old, without(difference.new.tables, difference.subjects.new), len(unsure)


def section_of_group(
    difference: Difference,
    old: Tables,
    new: Tables,
    left_out: int,
    by: tuple[str, ...],
    top: int | None,
) -> Section:
    """Return the groups that changed, the largest changes first."""
    both = side_by_side(totals_by(old, by), totals_by(new, by), by)
    moved = has_moved(both)
    rows = largest_first(both[moved], by).rename(columns=OF_BOTH)
    kept, cut = rows[:top], rows[len(rows) if top is None else top :]
    columns = (*fields_of(by), *OF_HOURS, *BESIDE)
    still = int((~moved).sum())
    notes = (
        f"Unchanged and not shown: {plural(still, 'row')}." if still else "",
        OVERLAPPING if _overlaps(both, difference, by) else "",
        f"Without {plural(left_out, 'form')} whose change is not known." if left_out else "",
    )
    return Section(
        key=",".join(by),
        title=f"By {headings_of(by)}",
        by=by,
        columns=columns,
        rows=rows_of(kept, columns),
        rest=labelled(f"{len(cut):,} more", columns, sums_of(cut)) if len(cut) else None,
        total=labelled("All forms", columns, _of_all(difference, old, new)),
        notes=tuple(filter(None, notes)),
        chart=Chart(
            "bars",
            ("change_hours",),
            names=names_of(by),
            title=f"Change in hours a year by {headings_of(by)}",
        ),
    )


def _overlaps(both: "pd.DataFrame", difference: Difference, by: tuple[str, ...]) -> bool:
    """Return whether rows of a field with several values a form add up to more than all forms."""
    sums = {"before_hours": difference.before, "after_hours": difference.now}
    return any(field in MEMBERSHIPS for field in by) and any(
        exact_sum(both[column].to_numpy()) > whole.burden_hours + 0.5
        for column, whole in sums.items()
    )


def sums_of(rows: "pd.DataFrame") -> Row:
    """Return what rows add up to in the columns of `OF_HOURS` and `BESIDE`."""
    sums = {column.key: exact_sum(rows[column.key].to_numpy()) for column in (*OF_HOURS, *BESIDE)}
    sums["change_share"] = share_of(sums["change_hours"], sums["old_hours"]) or math.nan
    return tuple(None if math.isnan(each) else each for each in sums.values())


def _of_all(difference: Difference, old: Tables, new: Tables) -> Row:
    before, now = (_added(each, HOURS.key) for each in (old, new))
    change = difference.change_hours
    beside: list[float] = []
    for each in IN_ROWS_BESIDE_HOURS:
        was, is_now = (_added(tables, each.key) for tables in (old, new))
        beside += [was, is_now, is_now - was]
    return (before, now, change, share_of(change, before), *beside)


def _added(tables: Tables, column: str) -> float:
    return exact_sum(tables.forms[column].to_numpy())
