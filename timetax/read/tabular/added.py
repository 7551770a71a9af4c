"""Columns that are parts of one figure, which the user adds up: `--map "Filing hours"=+KEY`."""

from collections.abc import Sequence
from fractions import Fraction

from timetax.read.tabular.cells.numbers import exactly

PART = "+"
"""What stands before a key of which a column is a part."""


def added(column: Sequence[str | None], part: Sequence[str | None]) -> list[str | None]:
    """Return the exact sums of two columns; a part that is not given adds nothing to the other."""
    return [
        one if other is None
        else other if one is None
        else exactly(Fraction(one) + Fraction(other))
        for one, other in zip(column, part, strict=True)
    ]  # fmt: skip
