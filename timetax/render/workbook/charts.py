"""What a section declares to be drawn, as a native chart of the workbook."""

from typing import Any

from timetax.render.figures.figure import Figure, figure_of
from timetax.render.figures.kinds.waterfall import spans_of, window_of
from timetax.render.figures.scale import in_short
from timetax.render.figures.style import LESS, MORE, REST, SERIES
from timetax.render.workbook.book import Sheet
from timetax.reports.chart import Chart
from timetax.reports.report import Report, Section

MOST = 15
"""So many rows a chart shows."""

APART = 14
"""So many columns beyond a chart stands what only the chart needs."""

TYPES: dict[str, dict[str, Any]] = {
    "bars": {"type": "bar"},
    "stacked": {"type": "bar", "subtype": "stacked"},
    "waterfall": {"type": "bar", "subtype": "stacked"},
    "ranges": {"type": "bar"},
    "dots": {"type": "bar"},
    "line": {"type": "line"},
}
_STEPS = (("from", ""), ("level", REST.color), ("more", MORE.color), ("less", LESS.color))
_UNITS = ((1e9, '0.0,,,"\xa0billion"'), (1e6, '0.0,,"\xa0million"'))
_GRID = {"visible": True, "line": {"color": "#d0d0d0"}}


def add_chart(
    report: Report,
    whole: Section,
    section: Section,
    sheet: Sheet,
    on: Sheet,
    place: tuple[int, int],
) -> bool:
    """Add the chart of a section, whose rows stand on a sheet, to a sheet; return if there is one.

    Args:
        report: the report.
        whole: the section.
        section: the same with the columns that its sheet has.
        sheet: its sheet.
        on: the sheet on which the chart is to stand.
        place: the row and column there.
    """
    chart, figure = whole.chart, figure_of(report, whole)
    keys = {column.key for column in section.columns}
    if chart is None or figure is None or not keys.issuperset(chart.values):
        return False
    made = sheet.book.made.add_chart(TYPES[chart.kind])
    if chart.kind == "waterfall":
        shown, low = _add_steps(made, sheet, figure, len(keys) + APART)
    elif chart.kind == "line" and chart.start:
        shown, low = _add_points(made, sheet, figure, len(keys) + APART), None
    else:
        shown, low = _add_series(made, sheet, chart, section), None
    is_cut = chart.kind != "waterfall" and len(section.rows) > shown
    more = f", the first {shown} of {len(section.rows):,}" if is_cut else ""
    made.set_title({"name": f"{figure.title}{more}", "name_font": {"size": 12}})
    _set_axes(made, chart, figure, low)
    if len(figure.series) == 1 or chart.kind == "waterfall":
        made.set_legend({"none": True})
    else:
        made.set_legend({"position": "top"})
    made.set_size({"width": 820, "height": max(340, 130 + 32 * shown)})
    on.made.insert_chart(*place, made, {"description": figure.description[:250]})
    return True


def _add_points(made: Any, sheet: Sheet, figure: Figure, first: int) -> int:
    """Add a line from a level that is no row, from hidden columns; return how many points."""
    for place, heading in enumerate(("what", *figure.series), start=first):
        sheet.write(0, place, heading)
    for row, mark in enumerate(figure.marks, start=1):
        for place, value in enumerate((mark.label, *mark.values), start=first):
            sheet.write(row, place, value)
    last = len(figure.marks)
    for number in range(len(figure.series)):
        place = first + 1 + number
        color = SERIES[number % len(SERIES)].color
        made.add_series(
            {
                "name": [sheet.name, 0, place],
                "categories": [sheet.name, 1, first, last, first],
                "values": [sheet.name, 1, place, last, place],
                "marker": {"type": "circle", "fill": {"color": color}},
                "line": {"color": color},
            }
        )
    sheet.made.set_column(first, first + len(figure.series), None, None, {"hidden": True})
    made.show_hidden_data()
    return last


def _set_axes(made: Any, chart: Chart, figure: Figure, low: float | None) -> None:
    values = [abs(each) for mark in figure.marks for each in mark.values if each is not None]
    shape = next((form for size, form in _UNITS if max(values) >= size), "#,##0")
    amounts: dict[str, Any] = {"num_format": shape, "major_gridlines": _GRID, "name": figure.unit}
    if low:
        begins = f"{figure.unit}; the scale begins at {in_short(low)}, not at 0"
        places = len(in_short(low).split()[0].partition(".")[2])
        fine = shape.replace("0.0", f"0.0{'0' * max(places - 1, 1)}")
        amounts |= {"min": low, "name": begins, "num_format": fine}
    if chart.kind == "line":
        made.set_y_axis(amounts)
    else:
        made.set_y_axis({"reverse": True, "label_position": "low", "interval_unit": 1})
        made.set_x_axis(amounts | {"label_position": "high"})


def _add_series(made: Any, sheet: Sheet, chart: Chart, section: Section) -> int:
    """Add a series for each column that is drawn; return how many rows they have."""
    last = len(section.rows) if chart.kind == "line" else min(len(section.rows), MOST)
    name = _name_place(chart, section)
    for number, key in enumerate(chart.values):
        place = section.place(key)
        color = SERIES[number % len(SERIES)].color
        series: dict[str, Any] = {
            "name": [sheet.name, 0, place],
            "categories": [sheet.name, 1, name, last, name],
            "values": [sheet.name, 1, place, last, place],
        }
        if chart.kind == "line":
            series["marker"] = {"type": "circle", "fill": {"color": color}}
            series["line"] = {"color": color} if chart.joined else {"none": True}
        else:
            series |= {"fill": {"color": color}, "gap": 40}
            series |= _intervals(chart, section, number, last)
        made.add_series(series)
    return last


def _name_place(chart: Chart, section: Section) -> int:
    keys = [column.key for column in section.columns]
    wanted = [each for each in (*chart.names, *section.by) if each in keys] if chart.names else []
    if wanted:
        return keys.index(wanted[0])
    texts = [i for i, each in enumerate(section.columns) if not each.kind.is_number]
    shown = [i for i in texts if section.columns[i].shown != "data"]
    return (shown or texts or [0])[0]


def _intervals(chart: Chart, section: Section, number: int, last: int) -> dict[str, Any]:
    """Return the intervals of a series, if it has any."""
    if number >= len(chart.ends):
        return {}
    low, high = (section.place(key) for key in chart.ends[number])
    value = section.place(chart.values[number])
    below, above = [], []
    for row in section.rows[:last]:
        known = None not in (row[low], row[high], row[value])
        below.append(row[value] - row[low] if known else 0)
        above.append(row[high] - row[value] if known else 0)
    return {"x_error_bars": {"type": "custom", "plus_values": above, "minus_values": below}}


def _add_steps(made: Any, sheet: Sheet, figure: Figure, first: int) -> tuple[int, float | None]:
    """Add the bars of a waterfall, from hidden columns; return how many, and where they begin."""
    low = window_of(figure.marks)
    for place, (heading, _) in enumerate([("what", ""), *_STEPS], start=first):
        sheet.write(0, place, heading)
    for row, (mark, before, after) in enumerate(spans_of(figure.marks), start=1):
        kind = mark.part if mark.part == "level" else "more" if after > before else "less"
        base = 0.0 if kind == "level" else min(before, after)
        cells = {"from": base, kind: abs(after - before)}
        sheet.write(row, first, mark.label)
        for place, (heading, _) in enumerate(_STEPS, start=first + 1):
            sheet.write(row, place, cells.get(heading))
    last = len(figure.marks)
    for place, (_, color) in enumerate(_STEPS, start=first + 1):
        made.add_series(
            {
                "name": [sheet.name, 0, place],
                "categories": [sheet.name, 1, first, last, first],
                "values": [sheet.name, 1, place, last, place],
                "fill": {"color": color} if color else {"none": True},
                "gap": 40,
            }
        )
    sheet.made.set_column(first, first + len(_STEPS), None, None, {"hidden": True})
    made.show_hidden_data()
    return last, low
