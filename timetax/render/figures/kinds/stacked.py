"""Bars of several amounts a row, one after another: a cross table."""

import math
from dataclasses import replace

from timetax.render.figures.figure import Figure
from timetax.render.figures.kinds.bars import limit_of, said_of_cut
from timetax.render.figures.paper import Paper
from timetax.render.figures.rows import Rows, ink_of, legend
from timetax.render.figures.scale import Scale, widened
from timetax.wording.numbers import plural

GAP = 1.0


def draw(figure: Figure, paper: Paper, top: float) -> tuple[float, list[str]]:
    """Draw the figure from `top` on; return where it ends and what must be said of it."""
    top = legend(paper, figure.series, top, dots=False)
    rows = Rows(figure, paper, top, ("",) * len(figure.marks))
    whole = [math.fsum(value or 0.0 for value in mark.values) for mark in figure.marks]
    limit = limit_of(whole)
    room = paper.size * (1.5 if limit else 0.3)
    scale = Scale(*widened(0.0, limit or max(whole)), rows.left, rows.right - room)
    bottom = rows.grid(scale)
    for line, amount in zip(rows.lines, whole, strict=True):
        is_cut = limit is not None and amount > limit
        own = replace(scale, high=amount, end=rows.right) if is_cut else scale
        so_far, y = 0.0, line.middle - line.thick / 2
        for number, value in enumerate(line.mark.values):
            if value:
                start, end = own.at(so_far), own.at(so_far + value)
                tip = f"{line.mark.label}, {figure.series[number]}: {line.mark.texts[number]}"
                paper.bar(start, y, end - start - GAP, line.thick, ink_of(number), tip)
                so_far += value
        if is_cut:
            paper.cut(scale.end - paper.size * 0.3, y, line.thick)
    rows.write()
    notes = said_of_cut(figure.marks, whole, limit)
    if notes:
        notes.append("The parts of a bar that is cut have the proportions of its whole.")
    unknown = sum(
        value is None and text == "unknown"
        for mark in figure.marks
        for value, text in zip(mark.values, mark.texts, strict=True)
    )
    if unknown:
        notes.append(f"Not drawn, since they are not known: {plural(unknown, 'cell')}.")
    return bottom, notes
