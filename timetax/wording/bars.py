"""Amounts as bars of block characters, to the nearest eighth of a cell."""

from collections.abc import Sequence

RISING = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
"""The last cell of a bar that begins at the left, by eighths."""


def bar(cells: float, parts: Sequence[str] = RISING) -> str:
    """Return a bar of that many cells; only nothing has none."""
    eighths = max(round(cells * 8), 1 if cells > 0 else 0)
    return "█" * (eighths // 8) + parts[eighths % 8]
