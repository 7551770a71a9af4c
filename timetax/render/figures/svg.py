"""A figure as SVG: for a page in any width, or alone on a slide."""

import re
from dataclasses import replace
from importlib import import_module
from itertools import product

from timetax.bundle import modules_in
from timetax.render.figures import kinds
from timetax.render.figures.figure import Figure
from timetax.render.figures.paper import Paper
from timetax.render.figures.style import DARK
from timetax.render.figures.words import wrapped

KINDS = modules_in(kinds)
"""The module of each kind of figure, by its name."""

WIDTH, SIZE = 760.0, 14.0
MOST_ROWS = 26

WHOLE = ("line", "waterfall")
"""Kinds of which no mark can be left out."""

_COLOR = re.compile('(?<=")#[0-9a-f]{6}(?=")')

SLIDE = (1280.0, 720.0)
MARGIN = 44.0
SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
"""Sizes of the text of a slide; the largest is taken with which all has room."""

AIRY = (2.4, 2.0, 1.7, 1.4, 1.2, 1.0)
"""How much more room rows may take than they need, where there is any left."""


def svg_of(
    figure: Figure,
    *,
    name: str = "figure",
    width: float = WIDTH,
    size: float = SIZE,
    told_by: str | None = None,
    alone: bool = False,
) -> str:
    """Return a figure as one <svg> for a page; see the package on how it takes its colours.

    Args:
        figure: the figure.
        name: begins the ids in it.
        width: how wide it is, in units of which text has `size`.
        size: the size of text.
        told_by: the name of another drawing of it on the same page, which says what it shows.
        alone: whether it is a picture of its own, with a ground and colours, and no style.
    """
    figure, cut = _cut(figure, MOST_ROWS)
    paper = Paper(size, width, tips=told_by is None)
    bottom, notes = _drawn(figure, paper, size * 0.2)
    for note in (*notes, *cut):
        for words in wrapped(note, width, size * 0.9, 4):
            bottom += size * 1.2
            paper.text(0, bottom, words, muted=True, size=size * 0.9)
    said = " ".join([figure.description, *notes, *cut])
    box = (0.0, 0.0, width, bottom + size * 0.5)
    told = _id(told_by) if told_by else None
    return paper.written(
        _id(name), box, figure.title, said, alone=alone, styled=not alone, told_by=told
    )


def darkened(svg: str) -> str:
    """Return a drawing that stands alone in the colours for dark surroundings."""
    return _COLOR.sub(lambda color: DARK.get(color[0], color[0]), svg)


def slide_of(figure: Figure, *, headline: str, date: str, styled: bool = True) -> str:
    """Return a figure as an SVG that stands alone, of 16 to 9, with title, source line and date.

    Text is as large as has room. Where even the smallest has none, the last rows are left out and
    that is said; of steps that lead to a level none can be, so the slide grows. If it is `styled`
    it has colours for dark surroundings as well, which takes a reader of CSS.
    """
    for rows in range(len(figure.marks), 0, -1):
        shown, cut = _cut(figure, rows)
        for size, airy in product(SIZES, AIRY):
            slide = _Slide(shown, headline, date, size, airy, cut)
            if slide.fits:
                return slide.written(SLIDE[1], styled)
        if not cut and figure.kind in WHOLE:
            break
    return slide.written(max(slide.bottom + 2 * MARGIN, SLIDE[1]), styled)


class _Slide:
    """A figure with its words around it, in one size of text."""

    def __init__(
        self,
        figure: Figure,
        headline: str,
        date: str,
        size: float,
        airy: float,
        cut: tuple[str, ...],
    ) -> None:
        self._figure = figure
        width, room = SLIDE[0] - 2 * MARGIN, SLIDE[1] - 2 * MARGIN
        self._source = wrapped(f"Source: {figure.source}. timetax, {date}.", width, size * 0.72, 2)
        small = size * 0.72
        end = room - len(self._source) * small * 1.25
        self._paper = paper = Paper(size, width, end, airy)
        y = size * 1.3
        for words in wrapped(figure.title, width, size * 1.5, 2, bold=True):
            paper.text(0, y, words, bold=True, size=size * 1.5)
            y += size * 1.75
        for words in wrapped(headline, width, size * 0.9, 3):
            paper.text(0, y, words, muted=True, size=size * 0.9)
            y += size * 1.15
        y, notes = _drawn(figure, paper, y)
        self._notes = (*notes, *cut)
        for note in (*self._notes, *figure.notes):
            for words in wrapped(note, width, small, 2):
                y += small * 1.25
                paper.text(0, y, words, muted=True, size=small)
        self.bottom = y + small + len(self._source) * small * 1.25
        self.fits = y + small * 0.6 <= end

    def written(self, height: float, styled: bool) -> str:
        small = self._paper.size * 0.72
        y = height - 2 * MARGIN - (len(self._source) - 1) * small * 1.25
        for words in self._source:
            self._paper.text(0, y, words, size=small)
            y += small * 1.25
        said = " ".join([self._figure.description, *self._notes, *self._source])
        box = (-MARGIN, -MARGIN, SLIDE[0], height)
        return self._paper.written(
            "figure", box, self._figure.title, said, alone=True, styled=styled
        )


def _drawn(figure: Figure, paper: Paper, top: float) -> tuple[float, list[str]]:
    drawn: tuple[float, list[str]] = import_module(KINDS[figure.kind]).draw(figure, paper, top)
    return drawn


def _cut(figure: Figure, most: int) -> tuple[Figure, tuple[str, ...]]:
    """Return the figure with its first marks, and what to say of the others."""
    if len(figure.marks) <= most or figure.kind in WHOLE:
        return figure, ()
    kept = figure.marks[:most]
    more = len(figure.marks) - len(kept)
    return replace(figure, marks=kept), (f"The first {most} of {most + more:,} rows.",)


def _id(name: str) -> str:
    return "".join(each if each.isascii() and each.isalnum() else "-" for each in name) or "figure"
