"""The figure that answers what was asked, alone, as SVG of the size of a slide."""

from datetime import date

from timetax.findings import option_error
from timetax.render.figures.figure import main_figure
from timetax.render.figures.svg import slide_of
from timetax.render.format import Format
from timetax.reports.report import Report
from timetax.wording.terminal import inert

ROWS = 10
"""How many rows a slide shows unless it is said otherwise; all others are added up in one."""


def render(report: Report, *, today: date, styled: bool = True) -> str:
    """Return the first figure of a report with its title, the headline, its source and a day.

    If it is `styled`, colours for dark surroundings are in it, too.

    Raises:
        InputError: nothing in the report can be drawn.
    """
    found = main_figure(report)
    if found is None:
        raise option_error("format", _why_not(report))
    _, figure = found
    day = f"{today.day} {today:%B} {today.year}"
    return inert(slide_of(figure, headline=report.headline, date=day, styled=styled)) + "\n"


def _why_not(report: Report) -> str:
    if any(section.chart and section.rows for section in report.sections):
        return "each figure that this report draws is 0 or not known; use another format"
    return (
        "nothing in this report can be drawn: none of its tables has a figure (docs/figures.md "
        "says which reports have); -f html makes a page of it"
    )


FORMAT = Format(
    write=render, suffixes=(".svg",), for_people=True, folds=True, rows=ROWS, dated=True
)
