"""Bars beside the figures of sections that declare a chart, for people at a terminal."""

from collections.abc import Sequence
from dataclasses import replace

from timetax.reports.report import Column, Report, Section
from timetax.wording.bars import bar, two_sided

BAR = 12
"""How many cells the longest bar has."""

_BAR = Column("bar", "", shown="people-spare")
_WITH_BARS = ("bars", "ranges", "waterfall")


def with_bars(report: Report) -> Report:
    """Return a report whose sections have bars beside the figures that they declare to be drawn.

    Of a waterfall these are its steps.
    """
    drawn = {each.key for each in report.sections if _is_drawn(each)}
    sections = (
        _with_column(each, _bars(each) if each.key in drawn else [None] * len(each.rows))
        if each.key in drawn or each.nested_in in drawn
        else each
        for each in report.sections
    )
    return replace(report, sections=tuple(sections))


def _is_drawn(section: Section) -> bool:
    chart = section.chart
    if chart is None or chart.kind not in _WITH_BARS or section.nested_in:
        return False
    return {each.key for each in section.columns}.issuperset(chart.columns)


def _bars(section: Section) -> Sequence[str | None]:
    assert section.chart is not None
    place = section.place(section.chart.values[-1])
    return bars_of([row[place] for row in section.rows])


def _with_column(section: Section, bars: Sequence[str | None]) -> Section:
    return replace(
        section,
        columns=(*section.columns, _BAR),
        rows=tuple((*row, each or "") for row, each in zip(section.rows, bars, strict=True)),
        rest=section.rest and (*section.rest, None),
        total=section.total and (*section.total, None),
    )


def bars_of(values: Sequence[object]) -> list[str | None]:
    """Return a bar for each number; where some are below nothing, these end at a line."""
    known = {
        place: float(value)
        for place, value in enumerate(values)
        if isinstance(value, int | float) and value == value
    }
    least, most = min(known.values(), default=0.0), max(known.values(), default=0.0)
    longest = max(-least, most)
    if least < 0 < most:
        bars = two_sided(list(known.values()), least, most, BAR)
    else:
        bars = [bar(abs(each) / longest * BAR) if longest else "" for each in known.values()]
    drawn = dict(zip(known, bars, strict=True))
    return [drawn.get(place) for place in range(len(values))]
