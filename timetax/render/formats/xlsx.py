"""A report as an Excel workbook: a sheet a table, raw numbers, and a sheet of what it says."""

from typing import Any

from timetax.render.format import Format
from timetax.reports.report import Report, Section
from timetax.wording.numbers import raw
from timetax.write.formats.xlsx import add_sheet, in_cells, saved

ABOUT = "about"
_LONGEST_TITLE = 31
_NOT_IN_TITLES = str.maketrans("", "", r"[]:*?/\'")


def workbook(report: Report) -> bytes:
    """Return the report as the bytes of a workbook; an unknown figure is an empty cell."""
    from openpyxl import Workbook

    made = Workbook(write_only=True)
    for section in report.sections:
        if not section.only_for_people and section.rows:
            add_sheet(made, _title(section.key), in_cells(_columns(section)))
    about = [
        ("title", report.title),
        ("headline", report.headline),
        *([("description", report.description)] if report.description else []),
        ("currency", report.currency),
        *(("note", note) for section in report.sections for note in section.notes),
        *(("note", note) for note in report.notes),
    ]
    columns = {"about": [name for name, _ in about], "value": [text for _, text in about]}
    add_sheet(made, ABOUT, in_cells(columns))  # type: ignore[arg-type]
    return saved(made)


def _title(key: str) -> str:
    return key.translate(_NOT_IN_TITLES)[:_LONGEST_TITLE]


def _columns(whole: Section) -> dict[str, list[Any]]:
    section = whole.for_data()
    total = [section.total] if section.total else []
    rows = [*section.rows, *total]
    return {
        column.heading or column.key: [raw(row[place]) for row in rows]
        for place, column in enumerate(section.columns)
    }


FORMAT = Format(write_bytes=workbook, suffixes=(".xlsx",), needs="openpyxl")
