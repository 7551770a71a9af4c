"""The cells of a table, gathered column by column."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress, islice
from typing import TYPE_CHECKING

from timetax.read.tabular.model import Cell, Row
from timetax.tables.coded import Coded, distinct, numbers, rows_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_CHUNK = 200
"""Rows that are laid out at once: so few that their cells are still in the processor's cache."""
ENOUGH_TO_SEE = 4_000
"""Cells that tell whether most texts of a column are distinct."""
MOSTLY = 0.5


@dataclass
class Texts:
    """The cells of one column, which is gathered first and looked at then.

    Where most texts are distinct, it costs more to find that out than it saves; then `listed` has
    them all.
    """

    numbers: defaultdict[Hashable, int] = field(default_factory=numbers)
    places: "array[int]" = field(default_factory=lambda: array("q"))
    listed: list[Cell] | None = None

    def extend(self, content: Sequence[Cell]) -> None:
        """Add the cells of further rows."""
        if self.listed is not None:
            self.listed.extend(_side_by_side(content))
            return
        self.places.fromlist(list(map(self.numbers.__getitem__, content)))
        self._list_if_mostly_distinct()

    def extend_coded(self, values: Sequence[str], codes: "npt.NDArray[np.int32]") -> None:
        """Add the cells of further rows: the place of each among `values`, in a numpy array."""
        import numpy as np

        numbers = np.array([self.numbers[value] for value in values], dtype=np.int64)
        self.places.frombytes(numbers[codes].tobytes())
        self._list_if_mostly_distinct()

    def _list_if_mostly_distinct(self) -> None:
        if len(self.numbers) > MOSTLY * len(self.places) and len(self.places) >= ENOUGH_TO_SEE:
            self.listed = list(self._coded())
            self.numbers.clear()

    @cached_property
    def cells(self) -> "list[Cell] | Coded":
        """The text of each row."""
        return self._coded() if self.listed is None else self.listed

    def _coded(self) -> Coded:
        return Coded(list(self.numbers), self.places)

    @cached_property
    def distinct(self) -> Sequence[Cell]:
        """Its texts, as few times each as is known without looking for more."""
        return distinct(self.cells)

    @cached_property
    def texts(self) -> list[str]:
        """Those that say something."""
        return list(filter(str.strip, filter(None, self.distinct)))

    @property
    def full(self) -> bool:
        """Whether every cell says something."""
        return len(self.texts) == len(self.distinct)

    def keep(self, kept: Sequence[bool]) -> None:
        """Leave out texts that are in no row that is kept."""
        self.distinct = list(dict.fromkeys(compress(self.cells, kept)))
        self.texts = list(filter(str.strip, filter(None, self.distinct)))

    def rows_of(self, texts: Collection[Cell]) -> Iterator[int]:
        """Return the rows with one of these texts in their cell."""
        return rows_of(self.cells, texts)

    def text(self, row: int) -> str:
        """Return the text of a row without white space around it, or nothing."""
        return (self.cells[row] or "").strip()


def _side_by_side(content: Sequence[Cell]) -> Sequence[Cell]:
    """Return the same texts, side by side in memory: each walk over a column is then quick."""
    if None in content:
        return content
    made = "\n".join(content).split("\n")  # type: ignore[arg-type]
    return made if len(made) == len(content) else content


@dataclass
class Grid:
    """The cells below the headings of a table: its columns by their place, and how many rows."""

    columns: dict[int, Texts]
    count: int = 0

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell without white space around it, or nothing."""
        return self.columns[column].text(row)

    def row(self, row: int) -> list[str]:
        """Return the texts of a row."""
        return [column.text(row) for column in self.columns.values()]


def gathered(rows: Iterator[Row], width: int, fitted: Callable[[Row, int], Row]) -> Grid:
    """Return the cells in `rows`; `fitted` makes a row, and its number, as wide as the table is."""
    grid = Grid({index: Texts() for index in range(width)})
    while chunk := list(islice(rows, _CHUNK)):
        if set(map(len, chunk)) != {width}:
            chunk = [fitted(row, grid.count + i) for i, row in enumerate(chunk)]
        columns = list(zip(*chunk, strict=True))
        for index, column in grid.columns.items():
            column.extend(columns[index])
        grid.count += len(chunk)
    return grid
