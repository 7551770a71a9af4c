"""The rows below the headings of a table: their cells, what they are, and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from timetax.findings import Position
from timetax.read.tabular.headings import FIGURES, LEVELS, SIGNED_FIGURES
from timetax.read.tabular.layout import Column, Layout
from timetax.read.tabular.model import Places, TableOptions
from timetax.read.tabular.texts import Grid


@dataclass(frozen=True)
class Body:
    """The rows below the headings; rows count from 0.

    Attributes:
        grid: their cells.
        table: what the headings say.
        columns: the column of each key, as far as it is known by now.
        places: where rows and columns stand.
        header: the row of the headings in the file.
        options: what the user says.
    """

    grid: Grid
    table: Layout
    columns: dict[str, Column]
    places: Places
    header: int
    options: TableOptions

    @property
    def figure_columns(self) -> list[Column]:
        """The columns of figures that are read."""
        return [each for key, each in self.columns.items() if key in FIGURES | SIGNED_FIGURES]

    @property
    def levels(self) -> list[int]:
        """The places of the columns that name who asks, from the top down."""
        return [self.columns[key].index for key in LEVELS if key in self.columns]

    def place(self, row: int, column: int) -> Position:
        """Return the position of a cell."""
        return self.places.cell(self.header + 1 + row, column)

    def named(self, row: int) -> str:
        """Return a row as notes name it."""
        return self.places.row(self.header + 1 + row)

    def number(self, row: int) -> int:
        """Return the number by which messages and options name a row."""
        return self.place(row, 0).line

    def texts(self, key: str) -> Sequence[str]:
        """Return the texts of the column of a key, each about once; none if there is no column."""
        return self.grid.columns[self.columns[key].index].texts if key in self.columns else ()

    def first_text(self, row: int) -> str:
        """Return the title of a row, or else its first text."""
        title = self.columns.get("title")
        if title and (text := self.grid.text(row, title.index)):
            return text
        return next((each for each in self.grid.row(row) if each), "")
