"""The spread of measured times as a picture in text: a box a form, on one scale."""

from collections.abc import Sequence

from timetax.engine.measured.statistics import Statistics
from timetax.reports.chart import Chart
from timetax.reports.report import Column, Section
from timetax.wording.numbers import Kind

CELLS = 32


def spread_picture(made: Sequence[Statistics]) -> Section:
    """Return a box for each form: a line from 10 to 90 %, a box from 25 to 75 %, the middle."""
    drawn = [each for each in made if each.quantiles]
    most = max((each.quantiles[-1] for each in drawn), default=0.0)
    columns = (
        Column("form", "form"),
        Column("p10_minutes", "10 %", Kind.MINUTES),
        Column("p50_minutes", "half", Kind.MINUTES),
        Column("p90_minutes", "90 %", Kind.MINUTES),
        Column("box", "", shown="people", spare=1),
    )
    rows = tuple(
        (each.cases.form, each.quantiles[0], each.quantiles[2], each.quantiles[-1], box(each, most))
        for each in drawn
        if most
    )
    return Section(
        "spread",
        "How far people lie apart, in minutes",
        ("form",),
        columns,
        rows,
        only_for_people=True,
        chart=Chart(
            "ranges",
            ("p50_minutes",),
            names=("form",),
            ends=(("p10_minutes", "p90_minutes"),),
            title="Minutes within which half of those who finished did, and from 10 % to 90 %",
            unit="minutes",
        ),
    )


def box(made: Statistics, most: float) -> str:
    """Return the box of one form on a scale from 0 to `most` minutes."""
    low, first, middle, third, high = (round(each / most * (CELLS - 1)) for each in made.quantiles)
    cells = [" "] * CELLS
    cells[low : high + 1] = "─" * (high + 1 - low)
    cells[first : third + 1] = "█" * (third + 1 - first)
    cells[low] = "├" if low < first else cells[low]
    cells[high] = "┤" if high > third else cells[high]
    cells[middle] = "│"
    return "".join(cells).rstrip()
