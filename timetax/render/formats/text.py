"""A report for a terminal of any width, with or without colour."""

import io
from typing import TYPE_CHECKING

from timetax.render.format import Format
from timetax.wording.terminal import inert, safe

if TYPE_CHECKING:
    from rich.console import Console

    from timetax.reports.report import Report, Table


WIDE = 110


def render(report: "Report", *, width: int = 80, color: bool = False) -> str:
    """Return the report as text of at most `width` columns, with ANSI colours if `color`.

    A report that has nothing to say beside its headline is that one line.
    """
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
    tables = list(report.for_people(wide=width >= WIDE))
    if tables or report.notes:
        console.print(Text(safe(report.title), style="dim"))
    console.print(Text(safe(report.headline), style="bold"))
    if report.description:
        console.print(Text(safe(report.description), style="dim"))
    for table in tables:
        console.print()
        _print_table(console, table)
    if report.notes:
        console.print()
    for note in report.notes:
        _print_note(console, note)
    # A line that a table breaks can begin with anything.
    return inert("".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines()))


def _print_table(console: "Console", table: "Table") -> None:
    from rich.box import SIMPLE
    from rich.table import Table as RichTable
    from rich.text import Text

    console.print(Text(safe(table.title), style="bold"))
    total = next((line for line in table.lines if line.rank == "total"), None)
    grid = RichTable(
        box=SIMPLE,
        show_edge=False,
        pad_edge=False,
        show_footer=total is not None,
        header_style="dim",
        footer_style="bold",
    )
    for place, column in enumerate(table.columns):
        right = column.kind.is_number
        grid.add_column(
            Text(safe(column.heading)),
            Text(safe(total.cells[place])) if total else "",
            justify="right" if right else "left",
            no_wrap=column.key in ("form", "id"),
            min_width=max((len(line.cells[place]) for line in table.lines), default=0)
            if right
            else None,
            overflow="fold",
        )
    for line in table.lines:
        if line is not total:
            first, *others = line.cells
            indent = "  " if line.rank == "nested" else ""
            cells = (Text(safe(cell)) for cell in (indent + first, *others))
            grid.add_row(*cells, style="" if line.rank == "row" else "dim")
    console.print(grid)
    for note in table.notes:
        _print_note(console, note)


def _print_note(console: "Console", note: str) -> None:
    from rich.table import Table as RichTable
    from rich.text import Text

    grid = RichTable.grid(padding=(0, 1))
    grid.add_row("•", Text(safe(note)))
    console.print(grid)


FORMAT = Format(write=render, for_people=True, for_terminal=True)
