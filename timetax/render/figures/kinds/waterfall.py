"""What leads from one level to another, step by step."""

from collections.abc import Iterator, Sequence

from timetax.render.figures.figure import Figure, Mark
from timetax.render.figures.paper import Paper
from timetax.render.figures.rows import Rows, column_of
from timetax.render.figures.scale import Scale, in_short, step_for, widened
from timetax.render.figures.style import LESS, MORE, REST, SERIES, Ink

CUT_BELOW = 0.4
"""Levels are cut where the steps are less than this share of them."""


def draw(figure: Figure, paper: Paper, top: float) -> tuple[float, list[str]]:
    """Draw the figure from `top` on; return where it ends and what must be said of it."""
    spans = list(spans_of(figure.marks))
    rows = Rows(figure, paper, top, column_of(figure))
    ends = [each for span in spans for each in span[1:]]
    low = window_of(figure.marks)
    scale = Scale(*widened(low or min(ends), max(ends)), rows.left, rows.right - paper.size * 0.4)
    bottom = rows.grid(scale)
    for line, (mark, before, after) in zip(rows.lines, spans, strict=True):
        start, end = sorted((scale.at(before), scale.at(after)))
        y = line.middle - line.thick / 2
        if mark.values[0] is not None and (mark.part == "level" or before != after):
            paper.bar(start, y, end - start, line.thick, _ink(mark, before, after))
        if low and mark.part == "level":
            paper.cut(scale.start + paper.size * 0.8, y, line.thick)
    # Above a bar stands its label where there is no room beside it.
    next_lines = rows.lines[1:] if rows.beside else ()
    for line, below, (_, _, after) in zip(rows.lines, next_lines, spans, strict=False):
        x = scale.at(after)
        paper.line([(x, line.middle + line.thick / 2), (x, below.middle - below.thick / 2)], REST)
    rows.write()
    if low is None:
        return bottom, []
    return bottom, [f"The levels are cut: the scale begins at {in_short(low)}, not at 0."]


def window_of(marks: Sequence[Mark]) -> float | None:
    """Return where the scale begins if levels are cut, since steps are small beside them."""
    spans = list(spans_of(marks))
    levels = [after for mark, _, after in spans if mark.part == "level"]
    steps = [each for mark, *ends in spans if mark.part != "level" for each in ends]
    reached = [*steps, *levels]
    span = max(reached) - min(reached)
    if not levels or not 0 < span < CUT_BELOW * min(levels):
        return None
    step = step_for(span, 4)
    low = (min(reached) - span * 0.4) // step * step
    return low if low > 0 else None


def spans_of(marks: Sequence[Mark]) -> Iterator[tuple[Mark, float, float]]:
    """Yield each mark with the levels that it leads from and to."""
    level = 0.0
    for mark in marks:
        value = mark.values[0] or 0.0
        if mark.part == "level":
            yield mark, 0.0, value
            level = value
        else:
            after = level - value if mark.part == "aside away" else level + value
            yield mark, level, after
            level = after


def _ink(mark: Mark, before: float, after: float) -> Ink:
    if mark.part == "level":
        return REST
    if mark.part in ("aside", "aside away"):
        return SERIES[4]
    return MORE if after > before else LESS
