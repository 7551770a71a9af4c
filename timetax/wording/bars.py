"""Amounts as bars of block characters, to the nearest eighth of a cell."""

from collections.abc import Sequence

RISING = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
"""The last cell of a bar that begins at the left, by eighths."""

# Unicode has fewer blocks that are filled from the right: an eighth, a half and the full one.
FALLING = ("", "▕", "▕", "▐", "▐", "▐", "▐", "█")
"""The first cell of a bar that ends at the right, by eighths."""


def bar(cells: float, parts: Sequence[str] = RISING) -> str:
    """Return a bar of that many cells; only nothing has none."""
    eighths = max(round(cells * 8), 1 if cells > 0 else 0)
    return "█" * (eighths // 8) + parts[eighths % 8]


def two_sided(changes: Sequence[float], least: float, most: float, cells: int) -> list[str]:
    """Return a bar of at most so many cells for each change: a line, less to its left, or more.

    The `least` of the changes is below 0 and the `most` above.
    """
    cells -= 1
    left = min(max(round(cells * -least / (most - least)), 1), cells - 1)
    scale = min(left / -least, (cells - left) / most)
    return [
        f"{bar(-change * scale, FALLING)[::-1]:>{left}}│"
        if change < 0
        else f"{'':{left}}│{bar(change * scale)}"
        for change in changes
    ]
