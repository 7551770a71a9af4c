"""A figure: what is drawn of a section, with its words for people who do not see it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from timetax.reports.chart import Chart, Part
from timetax.reports.report import Column, Report, Row, Section, Table
from timetax.wording.numbers import LESS, MORE, for_people, in_words, plural

SPOKEN = 6
"""So many marks are told in the description."""


@dataclass(frozen=True)
class Mark:
    """What stands for a row.

    Attributes:
        label: what it is of.
        values: a value a series; None where it is not known or not there.
        texts: the same as people read them.
        ends: the low and the high end of each value, or None.
        part: what it is in a waterfall.
        is_rest: whether it stands for several rows, added up.
        at: where it stands on a line.
    """

    label: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    ends: tuple[tuple[float, float] | None, ...] = ()
    part: Part = "row"
    is_rest: bool = False
    at: float | None = None


@dataclass(frozen=True)
class Figure:
    """A figure that can be drawn.

    Attributes:
        kind: the name of the module in `kinds/` that draws it.
        title: what it shows.
        unit: what its values are counted in.
        description: the same in words, for those who do not see it.
        source: where its numbers come from, in a line.
        series: what each value of a mark is; one name alone needs no legend.
        marks: what is drawn, in order.
        table: the same as a table.
        notes: what a reader must know.
        joined: whether a line joins the marks.
    """

    kind: str
    title: str
    unit: str
    description: str
    source: str
    series: tuple[str, ...]
    marks: tuple[Mark, ...]
    table: Table
    notes: tuple[str, ...] = ()
    joined: bool = True


def figures_of(report: Report) -> Iterator[tuple[Section, Figure]]:
    """Yield the sections of a report that can be drawn, each with its figure."""
    for section in report.sections:
        figure = figure_of(report, section)
        if figure is not None:
            yield section, figure


def main_figure(report: Report) -> tuple[Section, Figure] | None:
    """Return the section and figure that answer what was asked: the first; None without any."""
    return next(figures_of(report), None)


def figure_of(report: Report, section: Section) -> Figure | None:
    """Return the figure of a section; None if none is declared, or none of its values is there.

    Nothing is drawn where all are 0, either.
    """
    chart = section.chart
    if chart is None or not {each.key for each in section.columns}.issuperset(chart.columns):
        return None
    marks = tuple(_marks(section, chart))
    if not any(value for mark in marks for value in mark.values):
        return None
    series = tuple(dict.fromkeys(chart.groups)) or tuple(
        section.column(key).heading for key in chart.values
    )
    unit = chart.unit
    title = (
        chart.title
        or f"{unit[:1].upper()}{unit[1:]} {section.title[:1].lower()}{section.title[1:]}"
    )
    return Figure(
        kind=chart.kind,
        title=title,
        unit=unit,
        description=_description(title, series, marks),
        source=report.title,
        series=series,
        marks=marks,
        table=_table(section, chart),
        notes=section.notes,
        joined=chart.joined,
    )


def _marks(section: Section, chart: Chart) -> Iterator[Mark]:
    names = _names(section, chart)
    groups = tuple(dict.fromkeys(chart.groups))
    if chart.start:
        yield _level(chart, *chart.start)
    for number, row in enumerate(section.rows):
        part: Part = chart.parts[number] if chart.parts else "row"
        if part == "skip":
            continue
        group = groups.index(chart.groups[number]) if groups else None
        mark = _mark(section, chart, row, names, group, len(groups))
        yield replace(mark, part=part)
    if section.rest is not None and chart.kind != "line":
        yield replace(_mark(section, chart, section.rest, names, None, 0), is_rest=True)
    if chart.end:
        yield _level(chart, *chart.end)


def _level(chart: Chart, label: str, value: float) -> Mark:
    at = None if chart.at is None else when(label)
    return Mark(label, (value,), (in_words(value),), part="level", at=at)


def _mark(
    section: Section, chart: Chart, row: Row, names: Sequence[int], group: int | None, groups: int
) -> Mark:
    cells = [(section.column(key), row[section.place(key)]) for key in chart.values]
    # A row of a waterfall has its amount in the one or the other of several columns.
    if chart.kind == "waterfall":
        cells = [next((each for each in cells if _known(each[1]) is not None), cells[0])]
    values = tuple(_known(value) for _, value in cells)
    ends = tuple(
        _ends(row[section.place(low)], row[section.place(high)]) for low, high in chart.ends
    )
    texts = tuple(
        _text(value, column, between, section.column(keys[0]) if keys else column)
        for (column, value), between, keys in zip_longest(
            cells, ends[: len(cells)], chart.ends[: len(cells)]
        )
    )
    if group is not None:
        values = tuple(values[0] if place == group else None for place in range(groups))
        texts = tuple(texts[0] if place == group else "" for place in range(groups))
    columns = section.columns
    blank = row is section.rest
    label = _label([_said(row[place], columns[place], blank) for place in names])
    at = None if chart.at is None else when(row[section.place(chart.at)])
    return Mark(label, values, texts, ends, at=at)


def _names(section: Section, chart: Chart) -> list[int]:
    """Return the places of the columns that name a row: those declared, else the first texts."""
    if chart.names:
        return [section.place(key) for key in chart.names]
    shown = [
        place
        for place, each in enumerate(section.columns)
        if each.shown != "data" and not each.kind.is_number and each.heading
    ]
    return shown[: max(len(section.by), 1)] or [0]


def _said(value: object, column: Column, blank: bool) -> str:
    if value is None:
        return "" if blank else column.absent or ""
    return for_people(value, column.kind)


def _label(parts: Sequence[str]) -> str:
    return " · ".join(dict.fromkeys(each for each in parts if each))


def _known(value: object) -> float | None:
    known = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if known else None  # type: ignore[arg-type]


def _ends(low: object, high: object) -> tuple[float, float] | None:
    first, last = _known(low), _known(high)
    return None if first is None or last is None or first == last else (first, last)


def _text(
    value: object, column: Column, between: tuple[float, float] | None, of_ends: Column
) -> str:
    """Return a value as people read it, with the ends between which it lies, if it has any."""
    unknown = value is None and column.absent is not None
    text = column.absent or "" if unknown else for_people(value, column.kind)
    if between is None:
        return text
    low, high = (for_people(each, of_ends.kind).lstrip(f"{MORE}{LESS} ") for each in between)
    return f"{text} ({low} to {high})"


def when(value: object) -> float | None:
    """Return where a number, a year or a date (2024, 2024-03, 2024-03-31) stands on a line."""
    if isinstance(value, int | float):
        return _known(value)
    parts = str(value).split("T")[0].split("-")
    if not all(part.isdigit() for part in parts) or len(parts[0]) != 4:
        return None
    year, month, day = (*map(int, parts[:3]), *(0, 0))[:3]
    return year + (max(month, 1) - 1) / 12 + (max(day, 1) - 1) / 365 if month <= 12 else None


def _description(title: str, series: Sequence[str], marks: Sequence[Mark]) -> str:
    def told(mark: Mark) -> str:
        if len(mark.texts) == 1:
            return f"{mark.label}: {mark.texts[0]}"
        each = (f"{name} {text}" for name, text in zip(series, mark.texts, strict=True) if text)
        return f"{mark.label}: {', '.join(each)}"

    said = [told(mark) for mark in marks[:SPOKEN]]
    more = len(marks) - len(said)
    end = f"; and {plural(more, 'row')} more in the table" if more else ""
    return f"{title}. {'; '.join(said)}{end}."


def _table(section: Section, chart: Chart) -> Table:
    """Return the columns that are drawn as people see them, with those that name the rows."""
    places = dict.fromkeys(_names(section, chart))
    keys = (*chart.values, *(key for pair in chart.ends for key in pair))
    places |= dict.fromkeys(section.place(key) for key in keys)

    def kept(row: Row) -> Row:
        return tuple(row[place] for place in places)

    def level(end: tuple[str, float] | None) -> tuple[Row, ...]:
        if end is None:
            return ()
        cells = {next(iter(places)): end[0], section.place(chart.values[0]): in_words(end[1])}
        return (tuple(cells.get(place, "") for place in places),)

    columns = tuple(replace(section.columns[place], shown="always") for place in places)
    drawn = replace(
        section,
        columns=columns,
        rows=(*level(chart.start), *map(kept, section.rows), *level(chart.end)),
        rest=section.rest and kept(section.rest),
        total=section.total and kept(section.total),
        notes=(),
        key_to_letters=(),
    )
    return drawn.for_people()
