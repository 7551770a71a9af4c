"""Merged cells of a sheet: a cell that stands for a whole range."""

from collections.abc import Iterable, Iterator, Sequence

from timetax.findings import Finding
from timetax.read.tabular.headings import FIGURES, SIGNED_FIGURES
from timetax.read.tabular.layout import Column
from timetax.read.tabular.model import Area, Cell, Places, Row
from timetax.wording.hints import shown


def merged_headings(
    merged: Iterable[Area], headings: Sequence[Cell], places: Places, row: int
) -> list[Finding]:
    """Return a finding for each heading that is merged over several columns."""
    findings = []
    for area in merged:
        if area.top <= row <= area.bottom and area.left < area.right:
            heading = headings[area.left] if area.left < len(headings) else ""
            message = (
                f"the heading {shown(heading)} is merged over {area}; "
                "give each column a heading of its own"
            )
            findings.append(Finding(places.cell(row, area.left), "heading", message))
    return findings


def merged_figures(
    merged: Iterable[Area], columns: Iterable[Column], places: Places, header: int
) -> list[Finding]:
    """Return a finding for each figure that is merged over several rows of forms."""
    figures = {each.index: each for each in columns if each.key in FIGURES | SIGNED_FIGURES}
    findings = []
    for area in merged:
        if header < area.top < area.bottom and area.left in figures:
            heading = shown(figures[area.left].heading)
            message = (
                f"one figure under {heading} is merged over the rows of {area}; "
                "say how much of it belongs to each"
            )
            findings.append(Finding(places.cell(area.top, area.left), "value", message))
    return findings


def filled(
    rows: Iterator[Row], merged: Iterable[Area], columns: Iterable[Column], first: int
) -> Iterator[Row]:
    """Yield rows, of which the first has that number, with merged texts in all rows they stand for.

    A text that is merged over several columns, as a title across the table is, stays where it is.
    """
    texts = {each.index for each in columns if each.key not in FIGURES | SIGNED_FIGURES}
    open_at: dict[int, list[Area]] = {}
    for area in merged:
        if first <= area.top < area.bottom and area.left == area.right and area.left in texts:
            open_at.setdefault(area.top, []).append(area)
    current: dict[int, tuple[int, Cell]] = {}
    for number, given in enumerate(rows, start=first):
        row = given
        for column, (bottom, cell) in list(current.items()):
            if column < len(row):
                row = [*row[:column], cell, *row[column + 1 :]]
            if number == bottom:
                del current[column]
        for area in open_at.get(number, ()):
            if area.left < len(row):
                current[area.left] = (area.bottom, row[area.left])
        yield row
