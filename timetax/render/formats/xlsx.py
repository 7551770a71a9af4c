"""A report as an Excel workbook: a sheet a section, charts, and formulas over the factors."""

from timetax.render.format import Format
from timetax.render.workbook.book import Book, Sheet
from timetax.render.workbook.charts import add_chart
from timetax.render.workbook.derived import add_amounts
from timetax.render.workbook.factors import Factors
from timetax.render.workbook.method import SUMMARY, add_method, add_summary
from timetax.render.workbook.sections import add_section, shown_in
from timetax.reports.report import Report, Section

BESIDE = 30
"""A chart stands beside a table of more rows; paper shows it larger below."""


def workbook(report: Report) -> bytes:
    """Return the report as the bytes of a workbook; an unknown figure is an empty cell.

    Where the report has tables, totals by fields are formulas over the factors of its forms.

    Raises:
        InputError: a section has more rows than a sheet.
    """
    book = Book()
    summary = book.sheet(SUMMARY)
    is_live = report.tables is not None and report.total is not None
    sections = [each for each in report.sections if each.rows]
    factors = Factors(book, report.tables) if is_live and report.tables else None
    below = add_summary(book, report, summary, factors)
    titles, answered = [], False
    written: dict[str, tuple[Section, Sheet]] = {}
    for whole in sections:
        section = shown_in(whole)
        sheet = add_section(book, section, factors)
        titles.append((sheet.name, whole.title))
        written[whole.key] = section, sheet
        drawn = add_chart(report, whole, section, sheet, sheet, _place(section, sheet))
        if drawn and not answered:
            answered = add_chart(report, whole, section, sheet, summary, (below, 0))
    if (rows := written.get(report.tidy or "")) and (accounts := written.get("accounts")):
        add_amounts(*accounts, *rows)
    add_method(book, report, titles, live=factors is not None)
    return book.written()


def _place(section: Section, sheet: Sheet) -> tuple[int, int]:
    """Return where a chart stands: below the rows of its section, or beside them if many."""
    if len(section.rows) > BESIDE:
        return 1, len(section.columns) + 1
    return sheet.made.dim_rowmax + 2, 0


FORMAT = Format(write_bytes=workbook, suffixes=(".xlsx",), needs="xlsxwriter")
