"""The same picture as SVG, in pixels."""

from datetime import date

from timetax.findings import option_error
from timetax.render.figures.paper import NAMESPACE
from timetax.render.format import Format
from timetax.render.formats import svg
from timetax.reports.report import Report

WIDTH = 1920
"""In pixels; the picture is 16 to 9."""


def picture(report: Report, *, today: date) -> bytes:
    """Return the first figure of a report as the bytes of a PNG.

    Raises:
        InputError: nothing in the report can be drawn, or the machine has no font to write with.
    """
    drawn = svg.render(report, today=today, styled=False)
    if not _has_fonts():
        raise option_error("format", "png needs a font, and this machine has none; write svg")
    return _pixels(drawn, WIDTH)


def _pixels(drawn: str, width: int) -> bytes:
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=drawn, width=width))


def _has_fonts() -> bool:
    """Return whether text that is drawn is seen."""
    with_text, without = (
        _pixels(f'<svg xmlns="{NAMESPACE}" width="9" height="9"><text y="8">{text}</text></svg>', 9)
        for text in ("M", "")
    )
    return with_text != without


FORMAT = Format(
    write_bytes=picture,
    suffixes=(".png",),
    for_people=True,
    folds=True,
    rows=svg.ROWS,
    dated=True,
    needs="resvg_py",
    extra="png",
)
