"""What the reading of a table is asked for, and what comes of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, NamedTuple, TypeAlias

from timetax.files.yaml import File, KeyPath
from timetax.findings import Position

Cell: TypeAlias = str | None
Row: TypeAlias = Sequence[Cell]
Unit: TypeAlias = Literal["hours", "minutes", "seconds"]
DecimalMark: TypeAlias = Literal[".", ","]
IGNORE = "ignore"
IGNORED = "it is to be ignored"
"""Why a column is left out that is to be."""


@dataclass(frozen=True)
class TableOptions:
    """What the user says about a table beyond what stands in it.

    Attributes:
        mapping: what a heading means: a key that a column may be, or `ignore`.
        mapped_at: where a file says so, by heading.
        hours: the unit of a time per response where neither heading nor cell names one.
        sheet: the sheet of a workbook.
        keep_going: whether to leave out rows with mistakes, and say so, instead of failing.
        decimal: the decimal mark of its numbers.
        keep: rows that are forms whatever they look like; numbered as messages number them.
        drop: rows that are none.
        fill: what a key is in all rows that do not say.
        scale: what the figures under a heading are to be multiplied by; that of no heading is for
            all that can be added up.
        years: the year of which forms are read that stand in the table for several; `newest` for
            the latest of each, `all` for every row.
        levels: how the agency of a row is found that names none of a level: `down` is as in the
            row above, `none` is that there is none.
        unlimited: whether the file may reach over and unpack to however much it does.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    mapped_at: Mapping[str, Position] = field(default_factory=dict)
    hours: Unit | None = None
    sheet: str | None = None
    keep_going: bool = False
    decimal: DecimalMark | None = None
    keep: tuple[range, ...] = ()
    drop: tuple[range, ...] = ()
    fill: Mapping[str, str] = field(default_factory=dict)
    scale: Mapping[str, Fraction] = field(default_factory=dict)
    years: str | None = None
    levels: Literal["down", "none"] | None = None
    unlimited: bool = False


@dataclass(frozen=True)
class ColumnMapping:
    """What one column was taken for, and why.

    Attributes:
        heading: the heading as it is written.
        key: the key that it becomes, or None if it is left out.
        unit: the unit or scale of its figures, or nothing.
        why: the reason, in words.
        examples: the first texts in it.
        column: its place from the left, from 0.
    """

    heading: str
    key: str | None
    unit: str
    why: str
    examples: tuple[str, ...] = ()
    column: int = 0


@dataclass(frozen=True)
class Places:
    """Where rows and columns stand; both count from 0 here and from 1 in a position.

    Of text, the line is that of the file and the column is the number of the field: the third field
    of line 17 is `forms.csv:17:3`. Of a workbook, the sheet and the cell are part of the file's
    name: `book.xlsx:Sheet1!C17`.

    Attributes:
        name: the name of the file.
        lines: the line on which each row begins, where that is not its number.
        sheet: the sheet, of a workbook.
        delimiter: what stands between cells, of text.
    """

    name: str
    lines: Sequence[int] | None = None
    sheet: str | None = None
    delimiter: str = ""

    def cell(self, row: int, column: int) -> Position:
        """Return the position of a cell."""
        if self.sheet is not None:
            plain = self.sheet.replace("_", "").isalnum()
            sheet = self.sheet if plain else f"'{self.sheet.replace(chr(39), chr(39) * 2)}'"
            cell = f"{sheet}!{column_letters(column)}{max(row, 0) + 1}"
            return Position(self.name, max(row + 1, 1), column + 1, cell)
        line = row + 1 if self.lines is None or row < 0 else self.lines[row]
        return Position(self.name, max(line, 1), column + 1)

    def row(self, row: int) -> str:
        """Return the place of a row as a note names it."""
        if self.sheet is not None:
            return str(self.cell(row, 0))
        return f"{self.name}:{self.cell(row, 0).line}"


def column_letters(column: int) -> str:
    """Return the letters by which workbooks name a column that counts from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the place, from 0, of the column that workbooks name by these letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class Area(NamedTuple):
    """A range of cells; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first, last = column_letters(self.left), column_letters(self.right)
        return f"{first}{self.top + 1}:{last}{self.bottom + 1}"


@dataclass(frozen=True)
class Sheet:
    """The rows of one table, not read yet; rows and columns count from 0.

    Attributes:
        places: where its rows and columns stand.
        rows: its rows.
        header: the headings, where the format keeps them apart from the rows.
        notes: what must be said of it.
        merged: its merged cells.
        hidden_rows: the rows that a reader of the sheet does not see.
        hidden_columns: the columns of the same.
        without_result: the cells of formulas whose results are not in the file.
        at_once: gives the grid of the rows from a row on, that are so many cells wide, or None if
            they must be read row by row; None if the format has no quicker way.
        table: the same as a pyarrow table of texts and floats, where it is there as one.
        said: texts beside the table that speak of a scale, and where they stand.
    """

    places: Places
    rows: Iterator[Row]
    header: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    without_result: frozenset[tuple[int, int]] = frozenset()
    at_once: Callable[[int, int], Any] | None = None
    table: Any = None
    said: tuple[tuple[Position, str], ...] = ()


@dataclass(frozen=True)
class FormPlaces:
    """Finds the cell of any key path in a document that was made from a table.

    It keeps a number for each form and one for each column, and nothing for cells.

    Attributes:
        places: where rows and columns stand.
        header: the row of the headings.
        rows: the row of each form.
        columns: the column of each key of a form.
        agencies: the row and column where each agency is named first.
    """

    places: Places
    header: int
    rows: Sequence[int]
    columns: Mapping[str, int]
    agencies: Sequence[tuple[int, int]] = ()

    def position(self, path: KeyPath) -> Position:
        """Return the cell of what is at `path`, or of what is nearest to it."""
        return self.places.cell(*self._cell(path))

    def _cell(self, path: KeyPath) -> tuple[int, int]:
        section, place = (*path, None, None)[:2]
        if isinstance(place, int):
            if section == "forms" and 0 <= place < len(self.rows):
                key = str(path[2]) if len(path) > 2 else ""
                return self.rows[place], self.columns.get(key, 0)
            if section == "agencies" and 0 <= place < len(self.agencies):
                return self.agencies[place]
        return self.header, 0


@dataclass(frozen=True)
class TableFile(File):
    """A file that holds a table: positions are cells, and its text is not kept."""

    find: Callable[[KeyPath], Position] | None = field(default=None, compare=False, repr=False)

    def position(self, path: KeyPath) -> Position:
        """Return the cell of the value at `path`, or that of the nearest enclosing value."""
        return self.find(path) if self.find is not None else Position(self.name, 1, 1)

    def key_position(self, path: KeyPath) -> Position:
        """Return the cell of the value at `path`: a key of a table is a whole column."""
        return self.position(path)

    def span(self, path: KeyPath) -> tuple[int, int] | None:
        """Return None: nothing can be replaced in a text that is not there."""
        return None
