"""What the headings beside one say of it."""

import re
from collections.abc import Sequence

from timetax.findings import Finding, Position
from timetax.read.tabular.headings import words_of

_ENOUGH = 3
_LEAST, _MOST = re.compile(r"min\.?", re.IGNORECASE), re.compile(r"max\b", re.IGNORECASE)


def is_least(headings: Sequence[str], index: int) -> bool:
    """Return whether `Min` is the least and no minutes: another column is the most."""
    return bool(_LEAST.fullmatch(headings[index])) and any(map(_MOST.match, headings))


def side_by_side(
    headings: Sequence[str], twice: Sequence[tuple[int, int]], position: Position
) -> Finding | None:
    """Return the finding on two tables with the same headings in the same rows.

    `twice` are the columns that are the same key, two and two.
    """
    same = [(a, b) for a, b in twice if words_of(headings[a]) == words_of(headings[b])]
    if len(same) < _ENOUGH or len({b - a for a, b in same}) > 1:
        return None
    (first, begin), (last, end) = same[0], same[-1]
    return Finding(
        position,
        "heading",
        f"columns {begin + 1} to {end + 1} have the headings of columns {first + 1} to {last + 1}: "
        "two tables stand side by side; put one below the other, or each into a file of its own, "
        "and give both files",
    )
