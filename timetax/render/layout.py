"""Lays sections out for people: which columns are seen, what is nested, each value as text."""

from collections.abc import Iterator
from dataclasses import dataclass

from timetax.figures import Kind, written
from timetax.report import Column, Report, Row, Section


@dataclass(frozen=True)
class Line:
    """A row of text and its place: a plain row, one nested under it, the rest, or the total."""

    cells: tuple[str, ...]
    place: str = "row"


@dataclass(frozen=True)
class Table:
    """A section as people see it."""

    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def for_people(report: Report, *, wide: bool) -> Iterator[Table]:
    """Yield the sections of a report as tables of text; `wide` shows the columns that need room."""
    for section in report.sections:
        if section.nested_in is None:
            nested = report.nested(section)
            places = [
                place
                for place, column in enumerate(section.columns)
                if column.shown == "always" or (wide and column.shown == "wide")
            ]
            yield Table(
                title=f"{section.title} and {nested.by[-1]}" if nested else section.title,
                columns=tuple(section.columns[place] for place in places),
                lines=tuple(_lines(section, nested, places)),
                notes=section.notes,
            )


def _lines(section: Section, nested: Section | None, places: list[int]) -> Iterator[Line]:
    def line(row: Row, place: str) -> Line:
        blank = place in ("rest", "total")
        return Line(tuple(_cell(row[i], section.columns[i], blank) for i in places), place)

    for row in section.rows:
        yield line(row, "row")
        if nested is not None:
            # A nested row begins with the cells of the row it stands under; its own follow.
            depth = len(nested.columns) - len(section.columns)
            inside = [each[depth:] for each in nested.rows if each[0] == row[0]]
            if [each[:1] for each in inside] != [row[:1]]:
                yield from (line(each, "nested") for each in inside)
    if section.rest is not None:
        yield line(section.rest, "rest")
    if section.total is not None:
        yield line(section.total, "total")


def _cell(value: object, column: Column, blank: bool) -> str:
    if value is None and blank:
        return ""
    if value is None and column.kind in (Kind.TEXT, Kind.YEAR):
        return column.absent
    return written(value, column.kind)
