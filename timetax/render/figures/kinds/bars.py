"""Bars of one amount a row; where one dwarfs all others it is cut, and that is said."""

from collections.abc import Sequence

from timetax.render.figures.figure import Figure, Mark
from timetax.render.figures.paper import Paper
from timetax.render.figures.rows import Rows, column_of
from timetax.render.figures.scale import Scale, widened
from timetax.render.figures.style import LESS, MORE, REST, SERIES, Ink
from timetax.wording.lists import listing

DWARFS = 4
"""A bar so many times as long as the next one is cut."""

MOST_CUT = 2


def draw(figure: Figure, paper: Paper, top: float) -> tuple[float, list[str]]:
    """Draw the figure from `top` on; return where it ends and what must be said of it."""
    values = [mark.values[0] or 0.0 for mark in figure.marks]
    signed = min(values) < 0
    limit = None if signed else limit_of(values)
    rows = Rows(figure, paper, top, column_of(figure))
    low, high = widened(min(0.0, *values), limit or max(0.0, *values))
    # A bar that is cut ends beyond the scale, so that its cut stands apart from all others.
    end = rows.right - (paper.size * 1.5 if limit else 0)
    scale = Scale(low, high, rows.left, end)
    bottom = rows.grid(scale, signed=signed)
    nothing = scale.at(0.0)
    for line in rows.lines:
        value = line.mark.values[0]
        if value is None:
            continue
        is_cut = limit is not None and value > limit
        far = rows.right if is_cut else scale.at(value)
        start, y = min(nothing, far), line.middle - line.thick / 2
        if value:
            paper.bar(
                start,
                y,
                abs(far - nothing),
                line.thick,
                _ink(value, signed, line.mark.is_rest),
            )
        if is_cut:
            paper.cut(end - paper.size * 0.3, y, line.thick)
    if signed:
        rows.upright(nothing)
    rows.write()
    return bottom, said_of_cut(figure.marks, values, limit)


def limit_of(values: Sequence[float]) -> float | None:
    """Return where bars are cut: at the first that those before dwarf; None if none does."""
    ordered = sorted(values, reverse=True)
    for place in range(min(MOST_CUT, len(ordered) - 1)):
        if ordered[place] >= DWARFS * ordered[place + 1] > 0 and len(ordered) > place + 2:
            return ordered[place + 1]
    return None


def said_of_cut(marks: Sequence[Mark], values: Sequence[float], limit: float | None) -> list[str]:
    """Return what to say of bars that are cut at a limit."""
    if limit is None:
        return []
    pairs = zip(marks, values, strict=True)
    longer = [f"{mark.label} {value / limit:,.1f}" for mark, value in pairs if value > limit]
    times = f"Times as long as the longest whole bar: {listing(longer)}."
    return [f"Bars with a gap are cut for want of room. {times}"]


def _ink(value: float, signed: bool, is_rest: bool) -> Ink:
    if is_rest:
        return REST
    if signed:
        return MORE if value > 0 else LESS
    return SERIES[0]
