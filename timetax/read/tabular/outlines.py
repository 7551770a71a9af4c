"""Rows below which their parts seem to stand: set in, or numbered or named after them."""

import re
from collections.abc import Iterable
from itertools import islice, pairwise

from timetax.read.tabular.body import Body
from timetax.read.tabular.model import Cell

_FIRST_COLUMNS = 3
_ENOUGH_TO_SEE = 200
_FEW = 1_000
"""Rows in which the names of a table that has parts show some."""
_OF_A_CHAPTER = re.compile(r"\s*\(?[0-9]{1,3}\.[0-9]{1,3}\b")
_OUTLINE = re.compile(r"\s*\(?([0-9]{1,3}(?:\.[0-9]{1,3})*)\b")
_SET_IN = re.compile(
    "(?:[ \t\u00a0]{2,}|[ \t\u00a0]*"
    "(?:[-\u2022\u2013\u2014*>\u00b7\u25cf\u25e6]|\\(?[a-z]\\)) ?)(?=\\w)"
)
"""How a text begins that is set in: by spaces, a bullet, or the letter of a list."""
_ENDS = ".):"
_NUMBER_GOES_ON = re.compile(r"[.\-/]?[0-9]{1,3}[a-z]?|[.\-(]?[a-z]", re.IGNORECASE)
"""What makes the number of a part of that of the whole: A1 of A, 7-2 of 7, 12(b) of 12."""


def above_sections(body: Body) -> set[int]:
    """Return the rows whose number is that of a chapter: 2, and 2.1 stands in the row below."""
    rows: set[int] = set()
    figured = {each.index for each in body.figure_columns}
    for index in range(min(_FIRST_COLUMNS, len(body.grid.columns))):
        cells = body.grid.columns[index].cells
        start = list(filter(None, islice(cells, _ENOUGH_TO_SEE)))
        if index in figured or not any(map(_OF_A_CHAPTER.match, start)):
            continue
        numbers = [found[1] if (found := _OUTLINE.match(cell or "")) else "" for cell in cells]
        rows |= {
            row
            for row, (above, below) in enumerate(pairwise(numbers))
            if above and below.startswith(f"{above}.")
        }
    return rows


def above_parts(body: Body) -> set[int]:
    """Return the rows below which a text is set in, or begins as theirs does and goes on."""
    rows: set[int] = set()
    apart = {*(each.index for each in body.figure_columns), *body.levels}
    for index in range(min(_FIRST_COLUMNS, len(body.grid.columns))):
        column = body.grid.columns[index]
        if index in apart:
            continue
        cells = column.cells
        if any(map(_SET_IN.match, column.texts)):
            depths = [found.end() if (found := _SET_IN.match(cell or "")) else 0 for cell in cells]
            rows |= {row for row, (this, next_) in enumerate(pairwise(depths)) if next_ > this}
        if len(cells) <= _FEW or _named_above(islice(cells, _FEW)):
            rows |= _named_above(cells)
    return rows


def _named_above(cells: Iterable[Cell]) -> set[int]:
    return {
        row
        for row, (this, below) in enumerate(pairwise(cells))
        if this and below and this[0] == below[0] and this != below and _has_part(this, below)
    }


def _has_part(whole: str, part: str) -> bool:
    if part.startswith(whole):
        return not part[len(whole)].isalnum()
    number, longer = (text.split(maxsplit=1)[0].rstrip(_ENDS) for text in (whole, part))
    return longer.startswith(number) and bool(_NUMBER_GOES_ON.fullmatch(longer[len(number) :]))
