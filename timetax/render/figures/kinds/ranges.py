"""Dots with intervals: the likely value, and between which ends nine draws in ten lie."""

from timetax.render.figures.figure import Figure, Mark
from timetax.render.figures.paper import Paper
from timetax.render.figures.rows import Rows, column_of, ink_of, legend
from timetax.render.figures.scale import Scale, widened
from timetax.render.figures.style import REST

APART = 0.3
"""How far dots of a row stand apart, in times the size of text, so that none hides another."""

BY_RATIO_FROM = 60
"""From which ratio of the largest to the smallest value on the scale is logarithmic."""


def draw(figure: Figure, paper: Paper, top: float) -> tuple[float, list[str]]:
    """Draw the figure from `top` on; return where it ends and what must be said of it."""
    several = len(figure.series) > 1
    if several:
        top = legend(paper, figure.series, top, dots=True)
    values = [each for mark in figure.marks for each in values_of(mark)]
    changes = min(values) < 0
    rows = Rows(figure, paper, top, column_of(figure))
    some = [each for each in values if each > 0]
    logarithmic = not changes and len(some) > 1 and max(some) >= BY_RATIO_FROM * min(some)
    edge = paper.size * 0.6
    low = min(some) if logarithmic else min(0.0, *values)
    ends = widened(
        low * 0.8 if logarithmic else low, max(0.0, *values) * (1.1 if logarithmic else 1)
    )
    scale = Scale(*ends, rows.left + edge, rows.right - edge, logarithmic)
    bottom = rows.grid(scale, signed=changes, far=True)
    if changes:
        rows.upright(scale.at(0.0))
    for line in rows.lines:
        _row(figure, paper, line.mark, line.middle, scale)
    rows.write()
    if not logarithmic:
        return bottom, []
    notes = ["The scale is logarithmic: steps of one length are of one ratio."]
    if 0.0 in values:
        notes.append("What is 0 has no place on it and is not drawn.")
    return bottom, notes


def _row(figure: Figure, paper: Paper, mark: Mark, middle: float, scale: Scale) -> None:
    count = len(mark.values)
    for number, value in enumerate(mark.values):
        ink = REST if mark.is_rest else ink_of(number)
        interval = mark.ends[number] if number < len(mark.ends) else None
        y = middle + (number - (count - 1) / 2) * paper.size * APART
        if interval:
            start, end = (scale.at(each) for each in interval)
            tall = paper.size * 0.35
            paper.line([(start, y), (end, y)], ink, paper.size * 0.16)
            for x in (start, end):
                paper.line([(x, y - tall), (x, y + tall)], ink, paper.size * 0.16)
        if value is not None and _is_there(scale, value):
            name = f"{figure.series[number]}: " if count > 1 else ""
            tip = f"{mark.label}: {name}{mark.texts[number]}"
            paper.dot(scale.at(value), y, paper.size * 0.42, ink, tip)


def _is_there(scale: Scale, value: float) -> bool:
    return value > 0 or not scale.logarithmic


def values_of(mark: Mark) -> list[float]:
    """Return all values of a mark, the ends of its intervals too."""
    known: list[float] = [each for each in mark.values if each is not None]
    return known + [end for pair in mark.ends if pair for end in pair]
