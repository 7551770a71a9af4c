"""Which columns of a table stand beside one another, and in how many cells: no figure is cut."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from timetax.wording.terminal import safe

if TYPE_CHECKING:
    from timetax.reports.report import Table

GAP = 3
"""How many cells are between two columns."""

COMFORT = 14
"""In fewer cells text is hard to read."""

LONGEST_WORD = 30
"""A longer word may be broken, unless it is the id of a form."""

WHOLE = ("form", "id", "option", "tariff")
"""The keys of text that is never broken, so that it can be copied."""

Widths: TypeAlias = dict[int, int]


def widths_in(table: "Table", room: int) -> Widths | None:
    """Return the width of each column that fits into `room`, by its place in the table.

    Columns go for want of room in the order that they declare. None if what is left does not fit
    either: then the figures of a row stand below one another.
    """
    places = list(range(len(table.columns)))
    needs = {place: _needs(table, place) for place in places}
    for going in ([], *_goers(table)):
        places = [place for place in places if place not in going]
        free = room - GAP * (len(places) - 1) - sum(needs[place][0] for place in places)
        if free >= 0:
            return _shared_out({place: needs[place] for place in places}, free)
    return None


def _needs(table: "Table", place: int) -> tuple[int, int]:
    """Return the cells that a column needs and those that it would fill."""
    from rich.cells import cell_len

    column = table.columns[place]
    texts = [safe(line.cells[place]) for line in table.lines]
    heading = safe(column.heading)
    indents = [2 if line.rank == "nested" and place == 0 else 0 for line in table.lines]
    widest = max(
        (
            cell_len(part) + indent
            for text, indent in zip(texts, indents, strict=True)
            for part in text.splitlines()
        ),
        default=0,
    )
    words = max(map(cell_len, heading.split()), default=0)
    full = max(widest, cell_len(heading))
    if column.kind.is_number or column.key in WHOLE:
        return max(widest, words), full
    longest = max(
        (cell_len(word) + indents[i] for i, text in enumerate(texts) for word in text.split()),
        default=0,
    )
    return min(full, max(min(max(longest, words), LONGEST_WORD), COMFORT)), full


def _goers(table: "Table") -> Iterator[list[int]]:
    """Yield the places of columns in the order in which they go, those together that go so."""
    columns = list(enumerate(table.columns))
    yield from ([place] for place, each in columns if each.shown == "people-spare")
    yield from ([place] for place, each in reversed(columns) if each.is_wide)
    for number in sorted({each.spare for _, each in columns if each.spare}, reverse=True):
        yield [place for place, each in columns if each.spare == number]


def _shared_out(needs: dict[int, tuple[int, int]], free: int) -> Widths:
    """Return widths of at least what is needed, with `free` cells where they help the most."""
    widths = {place: least for place, (least, _) in needs.items()}
    while free and (short := [place for place in needs if widths[place] < needs[place][1]]):
        narrowest = min(short, key=lambda place: (widths[place], place))
        widths[narrowest] += 1
        free -= 1
    return widths
