"""The part of a line around a column, as wide as a terminal shows it."""

from dataclasses import dataclass
from unicodedata import category, east_asian_width

from timetax.render.excerpts.lines import Lines
from timetax.wording.terminal import safe

CELLS = 96
"""Longer lines are cut around the column."""

CELLS_BEFORE = 48
CHARACTERS = 2 * CELLS
"""A line can be a whole file: no more than these are looked at on either side of the column."""

TAB = "    "


@dataclass(frozen=True)
class Excerpt:
    """What is shown of a line, and how many cells of it stand before the column."""

    text: str
    cells_before: int


def excerpt(lines: Lines, line: int, column: int) -> Excerpt | None:
    """Return what to show of a line, or None if there is no such line; column 0 is its start."""
    span = lines.span(line)
    if span is None:
        return None
    start, end = span
    place = min(start + max(column - 1, 0), end)
    before = _cells(lines.text[max(start, place - CHARACTERS) : place])
    after = _cells(lines.text[place : min(end, place + CHARACTERS)])
    left = _fitting(before[::-1], max(CELLS_BEFORE, CELLS - _width(after)))[::-1]
    right = _fitting(after, CELLS - _width(left))
    cut = len(left) < place - start
    while cut and left and not left[0][1]:
        left = left[1:]  # an accent may not join the sign of the cut
    text = "".join(character for character, _ in (*left, *right))
    beyond = "…" if place + len(right) < end else ""
    return Excerpt(f"{'…' * cut}{text}{beyond}", cut + _width(left))


def _cells(text: str) -> list[tuple[str, int]]:
    """Return each character as it is shown, and how many cells of a terminal it takes."""
    if text.isascii() and text.isprintable():
        return [(each, 1) for each in text]
    shown = (TAB if character == "\t" else safe(character) for character in text)
    return [(each, len(each) if each.isascii() else _character_width(each)) for each in shown]


def _character_width(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"} or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _width(cells: list[tuple[str, int]]) -> int:
    return sum(width for _, width in cells)


def _fitting(cells: list[tuple[str, int]], room: int) -> list[tuple[str, int]]:
    for kept, (_, width) in enumerate(cells):
        room -= width
        if room < 0:
            return cells[:kept]
    return cells
