"""A report for a terminal of any width, with or without colour."""

import io
import re
from typing import TYPE_CHECKING

from timetax.render.layout import Table, for_people
from timetax.report import Report

if TYPE_CHECKING:
    from rich.console import Console

WIDE = 110
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """Return text with a mark in place of each character that could steer a terminal."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def render(report: Report, *, width: int = 80, color: bool = False) -> str:
    """Return the report as text of at most `width` columns, with ANSI colours if `color`."""
    from rich.console import Console
    from rich.text import Text

    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(Text(safe(report.title), style="dim"))
    console.print(Text(safe(report.headline), style="bold"))
    for table in for_people(report, wide=width >= WIDE):
        console.print()
        _print_table(console, table)
    if report.notes:
        console.print()
    for note in report.notes:
        _print_note(console, note)
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def _print_table(console: "Console", table: Table) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as RichTable
    from rich.text import Text

    console.print(Text(safe(table.title), style="bold"))
    grid = RichTable(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    for column in table.columns:
        right = column.kind.is_number
        grid.add_column(
            Text(safe(column.heading)),
            justify="right" if right else "left",
            no_wrap=right or column.key == "form",
            overflow="fold",
        )
    for line in table.lines:
        first, *others = line.cells
        indent = "  " if line.place == "nested" else ""
        style = {"total": "bold", "nested": "dim", "rest": "dim"}.get(line.place, "")
        if line.place == "total":
            grid.add_section()
        grid.add_row(*(Text(safe(cell)) for cell in (indent + first, *others)), style=style)
    console.print(grid)
    for note in table.notes:
        _print_note(console, note)


def _print_note(console: "Console", note: str) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print(Padding(Text(safe(f"• {note}")), (0, 0, 0, 0)))
