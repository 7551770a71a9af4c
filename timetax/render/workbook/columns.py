"""The columns of a sheet: headings that stay in sight, widths, filters."""

from collections.abc import Iterable, Sequence
from itertools import islice

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
        form = sheet.book.format(
            bold=True, bottom=1, align=side, valign="vcenter", text_wrap=True, bg_color="#eef2f6"
        )
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


def _as_shown(value: object, column: Column) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, int | float) and column.kind in (Kind.HOURS, Kind.RESPONSES, Kind.CHANGE):
        return f"{value:+,.0f}"
    return for_people(value, column.kind)
