"""A column as codes and their values."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import Any


def numbers() -> defaultdict[Hashable, int]:
    """Return what numbers values from 0, in the order in which they are first asked for."""
    return defaultdict(count().__next__)


@dataclass(frozen=True)
class Coded(Sequence[Any]):
    """A column in which values come again: each is there once or seldom more.

    Attributes:
        values: they are in the order in which they come first, and each is in a row.
        places: the place of each row's value among them.
    """

    values: Sequence[Any]
    places: "array[int]"

    @staticmethod
    def of(column: Iterable[Hashable]) -> "Coded":
        """Return a column of values that can be told apart."""
        places_of = numbers()
        places = array("q", map(places_of.__getitem__, column))
        return Coded(list(places_of), places)

    def mapped(self, made_of: Callable[[Any], Any]) -> "Coded":
        """Return the column of what is made of each value."""
        return Coded(list(map(made_of, self.values)), self.places)

    def rows_of(self, values: Collection[Any]) -> Iterator[int]:
        """Return the rows of these values."""
        places = {place for place, value in enumerate(self.values) if value in values}
        return _rows_in(places, self.places)

    def kept(self, rows: Iterable[bool]) -> "Coded":
        """Return the column with those rows alone."""
        kept = Coded.of(compress(self.places, rows))
        return Coded([self.values[place] for place in kept.values], kept.places)

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Any]:
        return map(self.values.__getitem__, self.places)

    def __contains__(self, value: object) -> bool:
        return value in self.values

    def __getitem__(self, row: Any) -> Any:
        return self.values[self.places[row]]


def mapped(column: Sequence[Any], made_of: Callable[[Any], Any]) -> Sequence[Any]:
    """Return the column of what is made of each value, in as few steps as it allows."""
    return column.mapped(made_of) if isinstance(column, Coded) else list(map(made_of, column))


def rows_of(column: Sequence[Any], values: Collection[Any]) -> Iterator[int]:
    """Return the rows of a column that have one of these values."""
    return column.rows_of(values) if isinstance(column, Coded) else _rows_in(values, column)


def _rows_in(values: Collection[Any], column: Iterable[Any]) -> Iterator[int]:
    return compress(count(), map(values.__contains__, column)) if values else iter(())


def distinct(column: Sequence[Any]) -> Sequence[Any]:
    """Return the values of a column in order; of those that come again, some may be left out."""
    return column.values if isinstance(column, Coded) else column
