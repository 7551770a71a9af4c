"""The columns of a sheet: headings that stay in sight, widths, filters."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from timetax.render.workbook.book import Sheet
from timetax.reports.report import Column
from timetax.wording.numbers import Kind, for_people

MEASURED = 200
"""By so many rows the width of a column is measured."""


def head(
    sheet: Sheet, columns: Sequence[Column], rows: int, values: Iterable[Iterable[object]]
) -> list[int]:
    """Write the headings of columns over so many rows, and return how wide each column is.

    The `values` are those of each column, by which its width is measured.
    """
    widths = []
    for place, (column, some) in enumerate(zip(columns, values, strict=True)):
        heading = column.heading or column.key
        side = "right" if column.kind.is_number else "left"
        look = {"bold": True, "bottom": 1, "valign": "vcenter", "bg_color": "#eef2f6"}
        look |= {"text_wrap": True, "align": side} | apart(columns, place)
        form = sheet.book.format(**look)
        sheet.write(0, place, heading, form)
        texts = (_as_shown(each, column) for each in islice(some, MEASURED))
        widths.append(sheet.fit(place, [max(heading.split(), key=len, default=""), *texts]))
    headings = [column.heading or column.key for column in columns]
    # Bold text is wider, and the button of the filter stands beside it.
    sheet.heighten(0, [(text, width - 3) for text, width in zip(headings, widths, strict=True)])
    sheet.made.freeze_panes(1, 1)
    sheet.made.repeat_rows(0)
    if rows and columns:
        sheet.made.autofilter(0, 0, rows, len(columns) - 1)
    return widths


def apart(columns: Sequence[Column], place: int) -> dict[str, Any]:
    """Return the format that parts text from a figure to its left."""
    here, left = columns[place].kind.is_number, place and columns[place - 1].kind.is_number
    return {"indent": 1, "align": "left"} if left and not here else {}


def _as_shown(value: object, column: Column) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, int | float) and column.kind in (Kind.HOURS, Kind.RESPONSES, Kind.CHANGE):
        return f"{value:+,.0f}"
    return for_people(value, column.kind)
