"""Rows of a figure: labels and figures as text, and room for what is drawn, apart from another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from timetax.render.figures.figure import Figure, Mark
from timetax.render.figures.paper import Paper
from timetax.render.figures.scale import Scale, in_short
from timetax.render.figures.style import REST, SERIES, Ink
from timetax.render.figures.words import width_of, wrapped

LINE = 1.28
BESIDE_FROM = 36
"""From how many times the size of text on labels stand beside what is drawn, not above it."""

MOST_OF_LABELS = 0.36
MOST_OF_TEXTS = 0.3
MOST_OF_BOTH = 0.6


@dataclass(frozen=True)
class Line:
    """A row that has its place.

    Attributes:
        mark: what it is of.
        middle: where the middle of what is drawn stands.
        thick: how high a bar is.
    """

    mark: Mark
    middle: float
    thick: float


@dataclass(frozen=True)
class Rows:
    """The rows of a figure in a width: where labels, figures and what is drawn stand."""

    figure: Figure
    paper: Paper
    top: float
    texts: tuple[str, ...]

    @property
    def size(self) -> float:
        """The size of text."""
        return self.paper.size

    @cached_property
    def beside(self) -> bool:
        """Whether labels stand beside what is drawn, and not above it."""
        widest = max((width_of(each, self.size, bold=True) for each in self.texts), default=0)
        room = self.paper.width
        return room >= BESIDE_FROM * self.size and (
            widest <= MOST_OF_TEXTS * room or widest + self._widest_label <= MOST_OF_BOTH * room
        )

    @cached_property
    def _widest_label(self) -> float:
        return max(width_of(mark.label, self.size) for mark in self.figure.marks)

    @cached_property
    def left(self) -> float:
        """Where what is drawn begins."""
        if not self.beside:
            return 1.0
        return min(self._widest_label, MOST_OF_LABELS * self.paper.width) + self.size * 0.7

    @cached_property
    def right(self) -> float:
        """Where what is drawn ends; the figures stand to its right."""
        if not self.beside:
            return self.paper.width - 1.0
        widest = max((width_of(each, self.size, bold=True) for each in self.texts), default=0)
        return self.paper.width - widest - self.size * 0.5

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows with their places."""
        made, y = [], self.top
        for mark, (label, figures) in zip(self.figure.marks, self._above, strict=True):
            above = (len(label) + len(figures)) * LINE * self.size
            thick = self.size * 1.2 * self.paper.airy
            if self.beside:
                height = max(above, thick) + self.size * 0.55 * self.paper.airy
                made.append(Line(mark, y + height / 2, thick))
                y += height
            else:
                y += above
                made.append(Line(mark, y + thick / 2 + self.size * 0.2, thick))
                y += thick + self.size * 0.8
        return tuple(made)

    @cached_property
    def bottom(self) -> float:
        """Where the rows end."""
        last = self.lines[-1]
        half = len(self._above[-1][0]) * LINE * self.size / 2 if self.beside else last.thick / 2
        return last.middle + max(half, last.thick / 2) + self.size * 0.3

    @cached_property
    def _above(self) -> list[tuple[list[str], list[str]]]:
        """The lines of each label, and those of its figures if these do not stand beside."""
        if self.beside:
            room = self.left - self.size * 0.7 + 0.01
            return [(wrapped(mark.label, room, self.size), []) for mark in self.figure.marks]
        room = self.paper.width - 2
        return [
            (
                wrapped(mark.label, room, self.size),
                wrapped(text, room, self.size, 4, bold=True) if text else [],
            )
            for mark, text in zip(self.figure.marks, self.texts, strict=True)
        ]

    def write(self) -> None:
        """Write the figures, and the labels."""
        size, paper = self.size, self.paper
        rows = list(zip(self.lines, self._above, self.texts, strict=True))
        for line, (label, figures), text in rows:
            if self.beside:
                paper.text(paper.width, line.middle + size * 0.35, text, anchor="end", bold=True)
            y = self._above_from(line, label, figures) + len(label) * LINE * size
            for words in figures:
                paper.text(0, y, words, bold=True)
                y += LINE * size
        for line, (label, figures), _ in rows:
            if self.beside:
                x, anchor = self.left - size * 0.7, "end"
                y = line.middle - (len(label) - 1) * LINE * size / 2 + size * 0.35
            else:
                x, anchor, y = 0.0, "start", self._above_from(line, label, figures)
            for words in label:
                paper.text(x, y, words, anchor=anchor, muted=line.mark.is_rest)
                y += LINE * size

    def _above_from(self, line: Line, label: list[str], figures: list[str]) -> float:
        """Return where the first line of what stands above a row is written."""
        count = len(label) + len(figures)
        return line.middle - line.thick / 2 - self.size * 0.2 - (count * LINE - 1) * self.size

    def grid(self, scale: Scale, *, signed: bool = False, far: bool = False) -> float:
        """Draw thin lines at round values with what they are below; return where that ends.

        Where labels stand above what is drawn, they pass all rows only if what is drawn stands
        `far` from where it begins; else they are short, and below all.
        """
        size = self.size * 0.85
        for most in (6, 5, 4, 3, 2, 1):
            marks = [
                _mark_at(value, scale, self.paper.width, size, signed)
                for value in scale.marks(most)
            ]
            if all(b.start - a.end >= size * 0.8 for a, b in pairwise(marks)):
                break
        short = [(self.bottom - self.size * 0.6, self.bottom)]
        for mark in marks:
            for top, bottom in self._clear if self.beside or far else short:
                self.paper.line([(mark.x, top), (mark.x, bottom)])
            middle, y = (mark.start + mark.end) / 2, self.bottom + size * 1.15
            self.paper.text(middle, y, mark.words, anchor="middle", muted=True, size=size)
        return self.bottom + size * 1.7

    def upright(self, x: float) -> None:
        """Draw a line at what parts less from more, past all rows."""
        for top, bottom in self._clear:
            self.paper.line([(x, top), (x, bottom)], REST, 1.5)

    @property
    def _clear(self) -> list[tuple[float, float]]:
        """Where lines across all rows meet no text, from top to bottom."""
        if self.beside:
            return [(self.top, self.bottom)]
        half = self.size * 0.75
        ends = [(each.middle - half, each.middle + half) for each in self.lines]
        return [*ends[:-1], (ends[-1][0], self.bottom)]


class _Mark(NamedTuple):
    """A round value: where it is, what it is called, and from where to where that is written."""

    x: float
    words: str
    start: float
    end: float


def _mark_at(value: float, scale: Scale, width: float, size: float, signed: bool) -> _Mark:
    words = f"+{in_short(value)}" if signed and value > 0 else in_short(value)
    x, half = scale.at(value), width_of(words, size) / 2
    middle = min(max(x, half), width - half)
    return _Mark(x, words, middle - half, middle + half)


def ink_of(series: int) -> Ink:
    """Return the ink of a series."""
    return SERIES[series % len(SERIES)]


def legend(paper: Paper, names: Sequence[str], top: float, *, dots: bool) -> float:
    """Write what the inks of series mean, in as many lines as it takes; return where it ends."""
    size, x, y = paper.size, 0.0, top
    for number, name in enumerate(names):
        for words in wrapped(name, paper.width - size * 2, size, 1):
            wide = size * 1.6 + width_of(words, size) + size * 1.4
            if x and x + wide - size * 1.4 > paper.width:
                x, y = 0.0, y + size * 1.6
            if dots:
                paper.dot(x + size * 0.6, y + size * 0.65, size * 0.42, ink_of(number))
            else:
                paper.bar(x, y + size * 0.1, size * 1.2, size * 1.1, ink_of(number))
            paper.text(x + size * 1.6, y + size, words)
            x += wide
    return y + size * 2.0


def column_of(figure: Figure) -> tuple[str, ...]:
    """Return the figures of each mark in a line; of several those that are known, by name."""
    if all(len(mark.texts) == 1 for mark in figure.marks):
        return tuple(mark.texts[0] for mark in figure.marks)
    return tuple(
        " · ".join(
            f"{name} {text}"
            for name, text, value in zip(figure.series, mark.texts, mark.values, strict=True)
            if value is not None
        )
        for mark in figure.marks
    )
