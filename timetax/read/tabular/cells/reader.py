"""How the text of a cell is read: its plain value, or why there is none.

A reader takes text without white space around it, returns the plain text that the schema takes (or
None where the cell says that nothing is known), and raises a `CellError` that says what would do.
"""

from collections.abc import Callable, Sequence
from typing import Any


class CellError(ValueError):
    """A cell does not say what its column needs; the message says what would do."""


Reader = Callable[[str], Any]
Whole = Callable[[Sequence[str]], list[Any]]
"""Reads many texts at once, and gives HARD for those that are left to the reader of one."""

HARD = None
"""Nothing else that is easy is false, so that `all` tells whether a column is."""
