"""Values over time or over a parameter, a line a series."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from timetax.render.figures.figure import Figure, Mark
from timetax.render.figures.paper import Paper
from timetax.render.figures.rows import ink_of, legend
from timetax.render.figures.scale import Scale, in_short, step_for, widened
from timetax.render.figures.style import REST
from timetax.render.figures.words import width_of, wrapped

TALL = 0.42
"""How high what is drawn is, as a share of the width."""

LEAST = 16
"""The same in times the size of text, in a narrow figure."""

CUT_BELOW = 0.4


def draw(figure: Figure, paper: Paper, top: float) -> tuple[float, list[str]]:
    """Draw the figure from `top` on; return where it ends and what must be said of it."""
    size = paper.size
    marks, left_out = _placed(figure)
    if len(figure.series) > 1:
        top = legend(paper, figure.series, top, dots=True)
    values = [each for mark in marks for each in mark.values if each is not None]
    low, high, is_cut = _ends(values)
    bottom = top + max(paper.width * TALL, size * LEAST)
    if paper.height is not None:
        bottom = max(paper.height - size * (4 + 1.2 * len(figure.notes)), top + size * 9)
    below = size * 1.8 if low < 0 else 0.0
    upright = Scale(low, high, bottom - below, top + size * 1.6)
    heights = list(upright.marks(5))
    left = max(width_of(in_short(each), size * 0.85) for each in heights) + size * 0.6
    places = [mark.at or 0.0 for mark in marks]
    across = Scale(*widened(min(places), max(places)), left + size * 0.6, paper.width - size * 1.2)
    for value in heights:
        y = upright.at(value)
        paper.line([(left, y), (paper.width, y)])
        paper.text(
            left - size * 0.4,
            y + size * 0.3,
            in_short(value),
            anchor="end",
            muted=True,
            size=size * 0.85,
        )
    points = [
        [
            _Point(across.at(mark.at or 0.0), upright.at(height), height, mark.texts[number])
            for mark in marks
            if (height := mark.values[number]) is not None
        ]
        for number in range(len(figure.series))
    ]
    for number, some in enumerate(points):
        if figure.joined and len(some) > 1:
            paper.line([each[:2] for each in some], ink_of(number), size * 0.16)
        for each in some:
            paper.dot(each.x, each.y, size * 0.36, ink_of(number), each.text)
    _write_figures(paper, points, across.start, bottom, joined=figure.joined)
    end = _write_labels(paper, marks, across, bottom)
    notes = [f"The scale begins at {in_short(low)}, not at 0."] if is_cut else []
    notes += [f"Without a date, and so not drawn: {'; '.join(left_out)}."] if left_out else []
    return end, notes


def _placed(figure: Figure) -> tuple[list[Mark], list[str]]:
    """Return the marks in the order of their places, and in words those that have none."""
    if all(mark.at is None for mark in figure.marks):
        return [replace(mark, at=float(number)) for number, mark in enumerate(figure.marks)], []
    placed = sorted(
        (mark for mark in figure.marks if mark.at is not None), key=lambda each: each.at or 0.0
    )
    others = [
        f"{mark.label}, {' '.join(filter(None, mark.texts))}"
        for mark in figure.marks
        if mark.at is None
    ]
    return placed, others


def _ends(values: Sequence[float]) -> tuple[float, float, bool]:
    """Return the ends of the scale of values, and whether it begins above 0."""
    low, high = widened(min(values), max(values))
    if low > 0 and high - low < CUT_BELOW * high and max(values) > min(values):
        step = step_for(high - low, 4)
        cut = (low - (high - low) * 0.3) // step * step
        if cut > 0:
            return cut, high, True
    return min(low, 0.0), max(high, 0.0), False


class _Point(NamedTuple):
    """A value that has its place."""

    x: float
    y: float
    value: float
    text: str


def _write_figures(
    paper: Paper, points: Sequence[Sequence[_Point]], left: float, bottom: float, *, joined: bool
) -> None:
    """Write the values of the last, first, highest and lowest points, and of others with room."""
    size = paper.size * 0.92
    every = [each for some in points for each in some]
    taken = [(each.x - 5, each.y - 5, each.x + 5, each.y + 5) for each in every]
    if joined:
        taken += [box for some in points for box in _along(some)]
    by_value = sorted(every, key=lambda each: each.value)
    for each in dict.fromkeys((every[-1], every[0], by_value[-1], by_value[0], *every)):
        half = width_of(each.text, size, bold=True) / 2
        beside = half + size * 0.8
        for x, y in ((0, -0.75), (0, 1.6), (-beside, 0.35), (beside, 0.35)):
            middle = each.x + x if x else min(max(each.x, left + half - size), paper.width - half)
            base = each.y + y * size
            box = (middle - half, base - size, middle + half, base + size * 0.2)
            has_room = base < bottom and left < box[0] + size and box[2] <= paper.width
            if has_room and not any(_meet(box, other) for other in taken):
                taken.append(box)
                paper.text(middle, base, each.text, anchor="middle", bold=True, size=size)
                break


def _along(points: Sequence[_Point]) -> list[tuple[float, float, float, float]]:
    """Return small boxes along a line through points, which no text may meet."""
    boxes = []
    for here, there in pairwise(points):
        count = max(int(max(abs(there.x - here.x), abs(there.y - here.y)) / 6), 1)
        for number in range(count + 1):
            x = here.x + (there.x - here.x) * number / count
            y = here.y + (there.y - here.y) * number / count
            boxes.append((x - 1, y - 1, x + 1, y + 1))
    return boxes


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _write_labels(paper: Paper, marks: Sequence[Mark], across: Scale, bottom: float) -> float:
    """Write below which points there are, as many as have room; return where that ends."""
    size = paper.size * 0.85
    paper.line([(across.start - size, bottom), (paper.width, bottom)], REST)
    end = float("-inf")
    last = len(marks) - 1
    written = []
    reserved = _label_at(paper, marks[last], across, size)
    for number, mark in enumerate(marks):
        middle, lines, half = _label_at(paper, mark, across, size)
        clear = middle - half > end + size * 0.6
        apart = number == last or middle + half < reserved[0] - reserved[2] - size * 0.6
        if not clear or not apart:
            continue
        written.append((across.at(mark.at or 0.0), middle, lines))
        end = middle + half
    for x, _, _ in written:
        paper.line([(x, bottom), (x, bottom + size * 0.4)], REST)
    for _, middle, lines in written:
        for row, words in enumerate(lines):
            y = bottom + size * (1.5 + row * 1.25)
            paper.text(middle, y, words, anchor="middle", muted=True, size=size)
    return bottom + size * (0.85 + 1.25 * max((len(lines) for _, _, lines in written), default=1))


def _label_at(
    paper: Paper, mark: Mark, across: Scale, size: float
) -> tuple[float, list[str], float]:
    """Return where the label of a mark stands, its lines, and half of its width."""
    lines = wrapped(mark.label, max(paper.width / 6, size * 7), size, 2)
    half = max(width_of(each, size) for each in lines) / 2
    x = across.at(mark.at or 0.0)
    return min(max(x, half), paper.width - half), lines, half
