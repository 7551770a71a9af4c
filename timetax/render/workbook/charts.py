"""What a section declares to be drawn, as a native chart of the workbook."""

from typing import Any

from timetax.render.workbook.book import Book, Sheet
from timetax.reports.chart import Chart
from timetax.reports.report import Section

MOST = 15
"""So many rows a chart shows."""

COLORS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#8a4b00")
TYPES: dict[str, dict[str, Any]] = {
    "bars": {"type": "bar"},
    "stacked": {"type": "bar", "subtype": "stacked"},
    "waterfall": {"type": "bar"},
    "ranges": {"type": "bar"},
    "dots": {"type": "bar"},
    "line": {"type": "line"},
}


def add_chart(book: Book, sheet: Sheet, whole: Section, section: Section) -> None:
    """Add the chart that a section declares to its sheet, beside its rows."""
    chart = whole.chart
    keys = [column.key for column in section.columns]
    if chart is None or not section.rows or not set(chart.values) <= set(keys):
        return
    if len(chart.values) == 1 and len(section.rows) < 2:
        return
    made = book.made.add_chart(TYPES[chart.kind])
    last = min(len(section.rows), MOST)
    name = _name_place(chart, section)
    for number, key in enumerate(chart.values):
        place = keys.index(key)
        series: dict[str, Any] = {
            "name": [sheet.name, 0, place],
            "categories": [sheet.name, 1, name, last, name],
            "values": [sheet.name, 1, place, last, place],
            "fill": {"color": COLORS[number % len(COLORS)]},
            "gap": 40,
        }
        if chart.kind == "line":
            series |= {"marker": {"type": "automatic"}}
            series |= {"line": {"none": True}} if not chart.joined else {}
            del series["fill"], series["gap"]
        series |= _error_bars(chart, section, number, last)
        made.add_series(series)
    more = f", the first {last} of {len(section.rows):,}" if len(section.rows) > last else ""
    made.set_title({"name": f"{chart.title or section.title}{more}", "name_font": {"size": 12}})
    axis = {
        "num_format": "#,##0",
        "major_gridlines": {"visible": True, "line": {"color": "#d0d0d0"}},
    }
    if chart.kind == "line":
        made.set_y_axis(axis | {"name": chart.unit})
    else:
        made.set_y_axis({"reverse": True, "label_position": "low"})
        made.set_x_axis(axis | {"name": chart.unit, "label_position": "high"})
    if len(chart.values) == 1:
        made.set_legend({"none": True})
    made.set_size({"width": 760, "height": max(320, 90 + 26 * last)})
    sheet.made.insert_chart(1, len(keys) + 1, made, {"description": chart.title or section.title})


def _name_place(chart: Chart, section: Section) -> int:
    keys = [column.key for column in section.columns]
    wanted = [each for each in chart.names if each in keys]
    if wanted:
        return keys.index(wanted[0])
    texts = [i for i, each in enumerate(section.columns) if not each.kind.is_number]
    shown = [i for i in texts if section.columns[i].shown != "data"]
    return (shown or texts or [0])[0]


def _error_bars(chart: Chart, section: Section, number: int, last: int) -> dict[str, Any]:
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
    bars = {"type": "custom", "plus_values": above, "minus_values": below}
    return {"x_error_bars": bars}
