"""A report as one HTML page, complete in itself: no script, and nothing is asked of any server."""

from timetax.render.format import Format
from timetax.reports.report import Report
from timetax.wording.terminal import inert


def render(report: Report) -> str:
    """Return the report as a page; text from a catalogue is escaped."""
    from timetax.render.page.page import page_of  # which only a page needs

    return inert(page_of(report))


FORMAT = Format(write=render, suffixes=(".html", ".htm"), for_people=True)
