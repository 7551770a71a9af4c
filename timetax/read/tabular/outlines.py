"""Rows below which their parts seem to stand: set in, or numbered or named after them."""

import re
from itertools import pairwise
from string import ascii_lowercase

from timetax.read.tabular.body import Body
from timetax.read.tabular.figures import Figures
from timetax.read.tabular.model import Cell
from timetax.read.tabular.sums import AT_MOST
from timetax.read.tabular.texts import Texts

_FIRST_COLUMNS = 3
_OF_A_CHAPTER = re.compile(r"\s*\(?[0-9]{1,3}\.[0-9]{1,3}\b")
_OUTLINE = re.compile(r"\s*\(?([0-9]{1,3}(?:\.[0-9]{1,3})*)\b")
_SPACES, _BULLETS = " \t\u00a0", "-\u2022\u2013\u2014*>\u00b7\u25cf\u25e6"
_SET_IN = re.compile(rf"(?:[{_SPACES}]{{2,}}|[{_SPACES}]*(?:[{_BULLETS}]|\(?[a-z]\)) ?)(?=\w)")
"""How a text begins that is set in: by spaces, a bullet, or the letter of a list."""
_MAY_BEGIN_SET_IN = frozenset(f"{_SPACES}{_BULLETS}({ascii_lowercase}")
_ENDS = ".):"
_NUMBER_GOES_ON = re.compile(r"[.\-/]?[0-9]{1,3}[a-z]?|[.\-(]?[a-z]", re.IGNORECASE)
"""What makes the number of a part of that of the whole: A1 of A, 7-2 of 7, 12(b) of 12."""


def above_sections(body: Body) -> set[int]:
    """Return the rows whose number is that of a chapter: 2, and 2.1 stands in the row below."""
    rows: set[int] = set()
    for column in _naming(body):
        numbered = (text for text in column.texts if not text[0].isalpha() and "." in text)
        if not any(map(_OF_A_CHAPTER.match, numbered)):
            continue
        numbers = [
            found[1] if (found := _OUTLINE.match(cell or "")) else "" for cell in column.cells
        ]
        rows |= {
            row
            for row, (above, below) in enumerate(pairwise(numbers))
            if above and below.startswith(f"{above}.")
        }
    return rows


def above_parts(body: Body, figures: Figures) -> set[int]:
    """Return the rows below which a text is set in, or begins as theirs does and goes on."""
    rows: set[int] = set()
    large = _as_large_as_two_below(figures)
    for column in _naming(body, *body.levels):
        cells = column.cells
        if any(_SET_IN.match(text) for text in column.texts if text[0] in _MAY_BEGIN_SET_IN):
            depths = [found.end() if (found := _SET_IN.match(cell or "")) else 0 for cell in cells]
            rows |= {row for row, (this, next_) in enumerate(pairwise(depths)) if next_ > this}
        rows.update(row for row in large if _has_part(cells[row], cells[row + 1]))
    return rows


def _naming(body: Body, *apart: int) -> list[Texts]:
    """Return the first columns, in which names and numbers of forms stand; none of figures."""
    none = {*apart, *(each.index for each in body.figure_columns)}
    first = range(min(_FIRST_COLUMNS, len(body.grid.columns)))
    return [body.grid.columns[index] for index in first if index not in none]


def _as_large_as_two_below(figures: Figures) -> list[int]:
    """Return the rows of which a figure is, with all rounding, that of the two below or more."""
    import numpy as np

    found = np.zeros(max(0, figures.count - 1), dtype=bool)
    for values in figures.additive.values():
        known = np.nan_to_num(np.array([*values, None], dtype=float))
        found |= (known[:-2] > 0) & (AT_MOST * known[:-2] + 1 >= known[1:-1] + known[2:])
    return np.flatnonzero(found).tolist()


def _has_part(whole: Cell, part: Cell) -> bool:
    if not whole or not part or whole[0] != part[0] or whole == part:
        return False
    if part.startswith(whole):
        return not part[len(whole)].isalnum()
    number = "".join(whole.split(maxsplit=1)[:1]).rstrip(_ENDS)
    if not number or not part.lstrip().startswith(number):
        return False
    longer = part.split(maxsplit=1)[0].rstrip(_ENDS)
    return bool(_NUMBER_GOES_ON.fullmatch(longer[len(number) :]))
