"""Totals of two catalogues side by side, and the rows in which they differ."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from timetax.reports.fields import field_columns
from timetax.reports.report import Column, Row, more_note
from timetax.tables.layouts import NAMES
from timetax.wording.numbers import plural

if TYPE_CHECKING:
    import pandas as pd

OVERLAPPING = "Rows overlap, so they can add up to more than all forms."


def side_by_side(
    before: "pd.DataFrame", after: "pd.DataFrame", by: tuple[str, ...]
) -> "pd.DataFrame":
    """Return the rows of both totals, joined by their fields, with the changes from one to other.

    A group that only one of them has is 0 in the other; one that is not estimated stays unknown.
    """
    import numpy as np

    rows = before.merge(after, on=list(by), how="outer", suffixes=("_before", ""), indicator=True)
    names = {name: rows[name].fillna(rows[f"{name}_before"]) for f in by if (name := NAMES.get(f))}

    def both(measure: str) -> "tuple[pd.Series[float], pd.Series[float]]":
        earlier = rows[f"{measure}_before"].where(rows["_merge"] != "right_only", 0.0)
        return earlier, rows[measure].where(rows["_merge"] != "left_only", 0.0)

    hours_before, hours = both("burden_hours")
    responses_before, responses = both("responses")
    change = hours - hours_before
    return rows[list(by)].assign(
        **names,
        baseline_hours=hours_before,
        burden_hours=hours,
        change_hours=change,
        change_share=change / hours_before.where(hours_before > 0, np.nan),
        baseline_responses=responses_before,
        responses=responses,
        change_responses=responses - responses_before,
    )


def has_moved(rows: "pd.DataFrame", measure: str) -> "pd.Series[bool]":
    """Return which rows have another value after than before; unknown is as good as unknown."""
    before = rows["baseline_hours" if measure == "burden_hours" else f"baseline_{measure}"]
    return (before != rows[measure]) & ~(before.isna() & rows[measure].isna())


def largest_first(rows: "pd.DataFrame", by: tuple[str, ...]) -> "pd.DataFrame":
    """Return rows sorted by the size of their change, unknown ones last."""
    return (
        rows.assign(size=rows["change_hours"].abs())
        .sort_values(["size", *by], ascending=[False, *[True] * len(by)], na_position="last")
        .drop(columns="size")
    )


def fields_of(by: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns that name the values of fields, titles only where there is room."""
    columns = (column for field in by for column in field_columns(field))
    return tuple(replace(each, shown="wide") if each.key == "title" else each for each in columns)


def labelled(label: str, columns: Sequence[Column], measures: Sequence[object]) -> Row:
    """Return the row of a label and measures, which stand in the last of the columns."""
    fields = len(columns) - len(measures)
    first = next(i for i in range(fields) if columns[i].shown != "data")
    return (*(label if i == first else None for i in range(fields)), *measures)


def share_of(change: float, before: float) -> float | None:
    """Return a change as a share of what was before; None of nothing."""
    return change / before if before else None


def rows_notes(rows: int, shown: int, unchanged: int) -> tuple[str, ...]:
    """Return how many rows are not shown, for want of room or because they do not change."""
    still = (f"Unchanged and not shown: {plural(unchanged, 'row')}.",) if unchanged else ()
    return (*more_note(rows - shown, rows), *still)
