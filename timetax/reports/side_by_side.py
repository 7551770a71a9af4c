"""Totals of two catalogues side by side, and the rows in which they differ."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from timetax.engine.measures import IN_ROWS, Measure
from timetax.engine.totals import grouped
from timetax.reports.fields import field_columns
from timetax.reports.report import Column, Row, more_note
from timetax.tables.exact import RESOLUTION
from timetax.tables.layouts import NAMES
from timetax.wording.numbers import plural

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

OVERLAPPING = "Rows overlap, so they can add up to more than all forms."


def side_by_side(
    before: "pd.DataFrame", after: "pd.DataFrame", by: tuple[str, ...]
) -> "pd.DataFrame":
    """Return the rows of both totals, joined by their fields, with the changes from one to other.

    The columns are the fields and their names; of each measure in rows, by its word, `before_`,
    `after_` and `change_`; and `change_share`, of the hours.
    A group that only one of them has is 0 in the other; one that is not estimated stays unknown.
    """
    import numpy as np
    import pandas as pd

    # What has names in both is called as it is now: of each group, the first row counts.
    named = [name for field in by for name in (field, NAMES.get(field)) if name]
    groups, rows = grouped(pd.concat([after[named], before[named]], ignore_index=True), by)
    places = [np.full(len(rows), -1), np.full(len(rows), -1)]
    for place, side in zip(places, np.split(groups, [len(after)]), strict=True):
        place[side] = np.arange(len(side))
    columns: dict[str, npt.NDArray[np.float64]] = {}
    for each in IN_ROWS:
        is_now, was = (
            np.append(side[each.key].to_numpy(), 0.0)[place]  # at -1 stands the 0 of no group
            for side, place in zip((after, before), places, strict=True)
        )
        change, size = is_now - was, np.fmax(abs(was), abs(is_now))
        columns |= {f"before_{each.word}": was, f"after_{each.word}": is_now}
        columns[f"change_{each.word}"] = np.where(abs(change) <= RESOLUTION * size, 0.0, change)
    base = columns["before_hours"]
    share = columns["change_hours"] / np.where(base > 0, base, np.nan)
    return rows.assign(**columns, change_share=share)


def has_moved(
    rows: "pd.DataFrame", measures: Sequence[Measure] = IN_ROWS
) -> "npt.NDArray[np.bool_]":
    """Return which rows have other values after than before; unknown is as good as unknown."""
    import numpy as np

    moved = np.zeros(len(rows), dtype=bool)
    for each in measures:
        before, after = (rows[f"{end}_{each.word}"].to_numpy() for end in ("before", "after"))
        moved |= (before != after) & ~(np.isnan(before) & np.isnan(after))
    return moved


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
