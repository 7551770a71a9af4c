"""The main table of a report as tidy CSV: one header, raw numbers, nothing else."""

import csv
import io

from timetax.render.format import Format
from timetax.reports.report import Report
from timetax.wording.numbers import raw
from timetax.wording.terminal import inert, safe

_FORMULA = ("=", "+", "-", "@")


def render(report: Report) -> str:
    """Return the report's tidy section, or its first, as CSV; an unknown figure is an empty cell.

    Text is one line without what could steer a terminal or runner, and what a spreadsheet would run
    as a formula gets an apostrophe in front.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    if report.main:
        section = report.main.for_data()
        writer.writerow(column.key for column in section.columns)
        writer.writerows([cell(value) for value in row] for row in section.rows)
    return buffer.getvalue()


def cell(value: object) -> object:
    """Return a value as a cell of CSV: text on one line that nothing runs, and raw numbers."""
    if not isinstance(value, str):
        return raw(value)
    text = inert(safe(" ".join(value.split())))
    return f"'{text}" if text.startswith(_FORMULA) else text


FORMAT = Format(write=render, suffixes=(".csv",), one_table=True)
