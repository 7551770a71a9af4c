"""The table that is read of those that stand in one text: in a page, or below keys of an object."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from timetax.findings import Finding, InputError, Position
from timetax.read.tabular.layout import ROWS_BEFORE_HEADINGS, best_row
from timetax.read.tabular.model import Area, Row, TableOptions
from timetax.read.tabular.scale import scale_said
from timetax.wording.hints import did_you_mean, shown
from timetax.wording.lists import listing
from timetax.wording.numbers import plural

_ENOUGH_HEADINGS = 2


@dataclass(frozen=True)
class Among:
    """A table among others.

    Attributes:
        name: what `--sheet` calls it.
        line: the line on which it begins.
        rows: its rows, or as many as tell what it is.
        lines: the line of each.
        merged: its merged cells.
        beside: the texts next to it: its caption, and what stands above and below.
    """

    name: str
    line: int
    rows: Sequence[Row]
    lines: Sequence[int] = ()
    merged: tuple[Area, ...] = ()
    beside: tuple[str, ...] = ()

    def said(self, name: str) -> tuple[tuple[Position, str], ...]:
        """Return the texts beside it that speak of a scale, and where it begins."""
        position = Position(name, self.line, 1)
        return tuple((position, text) for text in self.beside if scale_said(text))


def chosen(tables: Sequence[Among], what: str, name: str, options: TableOptions) -> Among:
    """Return the table that is asked for, or the only one, or the only one with known headings.

    Raises:
        InputError: there is none, or several could be meant.
    """
    names = [each.name for each in tables]
    if options.sheet is not None:
        for each in tables:
            if each.name == options.sheet:
                return each
        has = f"it has {listing(list(map(shown, names)), 'and')}" if names else "it has none"
        hint = did_you_mean(options.sheet, names) or f"; {has}"
        message = f"{name} has no {what} {shown(options.sheet)}{hint}"
        raise InputError([Finding(Position("--sheet"), "option", message)])
    if not tables:
        raise InputError([Finding(Position(name), "input", f"it holds no {what}")])
    known = [each for each in tables if has_known_headings(each, options)]
    if len(known) == 1 or len(tables) == 1:
        return (known or tables)[0]
    among = known or tables
    places = [f"`--sheet {_quoted(each.name)}` (line {each.line})" for each in among]
    count = plural(len(among), what)
    message = (
        f"{count} may be those of the forms; write {listing(places, 'or')}"
        if known
        else f"none of its {count} has headings that are known; write {listing(places, 'or')}, "
        "and say what the columns are with `--map HEADING=KEY`"
    )
    raise InputError([Finding(Position(name, among[0].line, 1), "heading", message)])


def others_left_out(tables: Sequence[Among], read: Among, what: str, name: str) -> tuple[str, ...]:
    """Return the note on the tables that are not read."""
    others = [f"{shown(each.name)} (line {each.line})" for each in tables if each is not read]
    if not others:
        return ()
    return (f"Of {name}, {what} {shown(read.name)} is read; left out: {', '.join(others)}.",)


def has_known_headings(table: Among, options: TableOptions) -> bool:
    """Return whether a table has headings of a table of forms."""
    rows = islice(table.rows, ROWS_BEFORE_HEADINGS)
    return best_row(rows, options.mapping)[1] >= _ENOUGH_HEADINGS


def _quoted(name: str) -> str:
    return name if name.replace("_", "").replace(".", "").isalnum() else f'"{name}"'
