"""The first and the last sheet: the answer, and how the figures are made."""

from dataclasses import asdict

from timetax.engine.burden import FULL_TIME_YEAR_HOURS
from timetax.render.workbook.book import Book, Sheet
from timetax.render.workbook.factors import Factors
from timetax.reports.report import Report
from timetax.wording.numbers import Kind

SUMMARY, METHOD = "Summary", "Method"
_WIDE = 100

HOW = (
    ("Hours a year", "responses a year x minutes per response / 60 (5 CFR 1320.3(b))"),
    ("Responses a year", "as given, or respondents x responses of each a year"),
    ("Not known", "an empty cell; it is in no sum and is not zero"),
    ("Share", "of the hours of all forms that count"),
)
FOLLOWS = (
    (
        "Formulas",
        "differences, shares and hours that follow from other cells of their row, steps that lead "
        "from one level to another, and sums of rows; all else are values of the run of timetax",
    ),
)
LIVE = (
    ("Blue figures", "factors; change one on the sheet of forms, and all that follows changes"),
    (
        "What does not change",
        "texts, counts, ranges and the sheets on reliability: they are of the run of timetax",
    ),
)


def add_summary(book: Book, report: Report, sheet: Sheet, factors: Factors | None) -> int:
    """Write what the report says, and its totals; return the first row below."""
    bold, wrapped = book.format(bold=True, valign="top"), _text(book)
    sheet.made.set_column(0, 0, 30)
    sheet.made.set_column(1, 1, _WIDE)
    sheet.write(0, 0, report.title, book.format(bold=True, font_size=16))
    sheet.write(1, 0, report.headline, book.format(font_size=12))
    row = 3
    if report.total is not None:
        row = _totals(book, report, sheet, factors, row)
    for name, text in (
        *(("lead", each) for each in report.lead),
        *([("description", report.description)] if report.description else []),
        *([("currency", report.currency)] if report.currency else []),
    ):
        sheet.write(row, 0, name, bold)
        sheet.write(row, 1, text, wrapped)
        sheet.heighten(row, [(text, _WIDE)])
        row += 1
    return row + 1


def _totals(book: Book, report: Report, sheet: Sheet, factors: Factors | None, row: int) -> int:
    total = report.total
    assert total is not None
    lines: list[tuple[str, object, Kind, str | None]] = [
        ("hours a year", total.burden_hours, Kind.HOURS, "=total_hours"),
        ("responses a year", total.responses, Kind.RESPONSES, "=total_responses"),
        (f"money a year, {report.currency}", total.cost, Kind.RESPONSES, "=total_cost"),
        (
            "minutes per response",
            total.minutes_per_response,
            Kind.MINUTES,
            '=IF(total_responses=0,"",total_factor_hours*60/total_responses)',
        ),
        (
            "full-time years",
            total.burden_hours / FULL_TIME_YEAR_HOURS,
            Kind.HOURS,
            f"=total_hours/{FULL_TIME_YEAR_HOURS}",
        ),
        ("forms", total.forms, Kind.COUNT, None),
        ("of these not estimated", total.not_estimated, Kind.COUNT, None),
        ("left out on purpose", total.excluded, Kind.COUNT, None),
        ("money not known of", asdict(total)["cost_unknown"], Kind.COUNT, None),
    ]
    bold = book.format(bold=True, valign="top")
    for name, value, kind, formula in lines:
        form = book.number(kind, align="left")
        sheet.write(row, 0, name, bold)
        if formula and factors and value is not None:
            sheet.formula(row, 1, formula, value, form)
        else:
            sheet.write(row, 1, value, form)
        row += 1
    return row + 1


def add_method(book: Book, report: Report, titles: list[tuple[str, str]], *, live: bool) -> None:
    """Add the sheet on how figures are made: formulas in words, sheets, and notes."""
    sheet = book.sheet(METHOD)
    bold, wrapped = book.format(bold=True, valign="top"), _text(book)
    sheet.made.set_column(0, 0, 30)
    sheet.made.set_column(1, 1, _WIDE)
    rows = [
        *(HOW if report.total is not None else HOW[2:3]),
        *(LIVE if live else FOLLOWS),
        *((f"Sheet {name!r}".replace("'", ""), title) for name, title in titles),
        *(("note", note) for section in report.sections for note in section.notes),
        *(("note", note) for note in report.notes),
    ]
    for number, (name, text) in enumerate(rows):
        sheet.write(number, 0, name, bold)
        sheet.write(number, 1, text, wrapped)
        sheet.heighten(number, [(text, _WIDE), (name, 30)])


def _text(book: Book) -> object:
    return book.format(text_wrap=True, valign="top")
