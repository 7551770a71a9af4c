"""A report for a terminal of any width, with or without colour."""

import io
from typing import TYPE_CHECKING

from timetax.render.format import Format
from timetax.render.widths import GAP, widths_in
from timetax.wording.numbers import LESS, MORE
from timetax.wording.terminal import inert, safe

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from timetax.render.widths import Widths
    from timetax.reports.report import Report, Table


WIDE = 110
"""From how many columns on all columns of tables are shown, where they fit."""

CUTS = 80
"""In a narrower terminal text is not cut to its lines: too little would be left of it."""

INDENT = 2
CUT = " ..."
_COLORS = {MORE: "red", LESS: "green"}
"""The colours of changes, by the marks that tell the same without."""


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
    for each in report.lead:
        console.print(Text(safe(each)))
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
    from rich.text import Text

    console.print(Text(safe(table.title), style="bold"))
    widths = widths_in(table, console.width)
    if widths is None:
        _print_stacked(console, table)
    else:
        _print_columns(console, table, widths)
    for note in table.notes:
        _print_note(console, note)


def _print_columns(console: "Console", table: "Table", widths: "Widths") -> None:
    from rich.box import SIMPLE
    from rich.padding import Padding
    from rich.table import Table as RichTable
    from rich.text import Text

    total = next((line for line in table.lines if line.rank == "total"), None)
    grid = RichTable(
        box=SIMPLE,
        show_edge=False,
        pad_edge=False,
        show_footer=total is not None,
        header_style="dim",
        footer_style="bold",
    )
    for place, width in widths.items():
        column = table.columns[place]
        grid.add_column(
            Text(safe(column.heading)),
            Text(safe(total.cells[place])) if total else "",
            justify="right" if column.kind.is_number else "left",
            width=width,
            overflow="fold",
        )
    for line in table.lines:
        if line is not total:
            first, *others = (
                _cell(console, line.cells[place], table.columns[place].lines, width)
                for place, width in widths.items()
            )
            indented = Padding.indent(first, INDENT) if line.rank == "nested" else first
            grid.add_row(indented, *others, style="" if line.rank == "row" else "dim")
    console.print(grid)


def _cell(console: "Console", text: str, most: int | None, width: int) -> "Text":
    """Return a cell, cut at a word if it has more than `most` lines."""
    from rich.text import Text

    whole = Text(safe(text), style=_COLORS.get(text[:1], ""))
    if most is None or console.width < CUTS:
        return whole
    lines = whole.wrap(console, width)
    if len(lines) <= most:
        return whole
    last = lines[most - 1]
    last.rstrip()
    while last.cell_len > width - len(CUT) and " " in last.plain:
        last.right_crop(len(last.plain) - last.plain.rindex(" "))
    last.truncate(max(width - len(CUT), 0))
    return Text("\n").join([*lines[: most - 1], last.append(CUT)])


def _print_stacked(console: "Console", table: "Table") -> None:
    """Print each row as its name and its figures below one another, each with its heading."""
    from rich.cells import cell_len
    from rich.padding import Padding
    from rich.table import Table as RichTable
    from rich.text import Text

    named = next(
        (
            place
            for place, each in enumerate(table.columns)
            if each.heading and not each.kind.is_number
        ),
        0,
    )
    below = [each for each in list(enumerate(table.columns))[named + 1 :] if each[1].heading]
    figures = [
        line.cells[place] for line in table.lines for place, each in below if each.kind.is_number
    ]
    figure = max(map(cell_len, figures), default=0)
    heading = max((cell_len(each.heading) for _, each in below), default=0)
    room = console.width - INDENT - GAP
    for line in table.lines:
        depth = INDENT if line.rank == "nested" else 0
        name = " ".join(filter(None, line.cells[: named + 1]))
        style = {"row": "", "total": "bold"}.get(line.rank, "dim")
        console.print(Padding.indent(Text(safe(name), style=style), depth))
        grid = RichTable.grid(padding=(0, GAP, 0, 0), pad_edge=False)
        grid.add_column(width=max(min(heading, room - max(figure, room // 2)), 1))
        grid.add_column(overflow="fold")
        for place, column in below:
            if line.cells[place]:
                cell = safe(line.cells[place])
                grid.add_row(
                    Text(safe(column.heading), style="dim"),
                    Text(f"{cell:>{figure}}" if column.kind.is_number else cell, style=style),
                )
        console.print(Padding.indent(grid, depth + INDENT))


def _print_note(console: "Console", note: str) -> None:
    from rich.table import Table as RichTable
    from rich.text import Text

    grid = RichTable.grid(padding=(0, 1))
    grid.add_column()
    grid.add_column(overflow="fold")
    grid.add_row("•", Text(safe(note)))
    console.print(grid)


FORMAT = Format(write=render, suffixes=(".txt",), for_people=True, for_terminal=True)
