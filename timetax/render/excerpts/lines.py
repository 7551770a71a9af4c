"""Finds lines and columns in the text of a file, in the units that each format counts in."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

LINE_ENDS = ("\r\n", "\n", "\r", "\x85", "\u2028", "\u2029")
"""What ends a line of YAML."""

_LINE_END = re.compile("|".join(LINE_ENDS))
_TWO_UTF16_UNITS = re.compile("[\U00010000-\U0010ffff]")


class Lines:
    """The lines of a text. Lines and columns count from 1, and offsets from 0."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, line: int) -> tuple[int, int] | None:
        """Return from where to where a line is written, without its end, if there is one."""
        if not 1 <= line <= len(self._starts):
            return None
        return self._starts[line - 1], self._ends[line - 1]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def utf16_column(self, line: int, column: int) -> int:
        """Return a column, given in characters, in UTF-16 code units."""
        span = self.span(line)
        if span is None:
            return column
        start, _ = span
        wide = self._two_utf16_units
        return column + bisect_left(wide, start + column - 1) - bisect_left(wide, start)

    @cached_property
    def _marks(self) -> list[tuple[int, int]]:
        return [match.span() for match in _LINE_END.finditer(self.text)]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end for _, end in self._marks)]

    @cached_property
    def _ends(self) -> list[int]:
        return [*(start for start, _ in self._marks), len(self.text)]

    @cached_property
    def _two_utf16_units(self) -> list[int]:
        return [match.start() for match in _TWO_UTF16_UNITS.finditer(self.text)]
