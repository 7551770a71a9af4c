"""How much the pages of a Parquet file unpack to, by what each of them says of itself.

The sizes at the end of a file are another statement of the same, and nothing that reads pages holds
to it (parquet-format, `FileMetaData` and `PageHeader`, in the compact protocol of Thrift).
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any, NamedTuple

from timetax.read.limits import LIFTED, MOST_CELLS, MOST_TIMES, room_of, unpacks_to_too_much

MOST_OF_A_PAGE = 128 << 20
"""A page may unpack to so many bytes: each is in memory as a whole, and writers end one far sooner.
"""

_MARK = b"PAR1"
_END = struct.Struct("<I4s")
_HEADS = (1 << 12, 1 << 18, 1 << 24)
"""How many bytes are looked through for the head of a page: it may hold the largest of its texts.
"""
_DEEPEST = 16
_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 11, 12
_GROUPS, _ROWS, _COLUMNS = 4, 3, 1
"""The fields of the end of a file, and of a group of rows."""
_OF_COLUMN, _VALUES, _FIRST_PAGE, _DICTIONARY, _STATISTICS, _UNKNOWN = 3, 5, 9, 11, 12, 3
"""The fields of a column of a group, and of its statistics."""
_OF_NOTHING = 32
"""More bytes than a page takes in which all is unknown: it has one run of zeros."""
_UNPACKED, _PACKED, _LISTED = 2, 3, 7
_ENCODED, _SHARED = {5: 2, 8: 4}, 7
"""The fields of the head of a page, and where its values say how they are written."""
_NOT_UNDERSTOOD = (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error)


@dataclass(frozen=True)
class Extent:
    """How far a Parquet file reaches: rows, pages, and bytes of all pages and of the largest.

    `denied` is whether it has values in a column of which it says that all are unknown; `shared`
    whether values of a page share their beginnings, so that they may be longer than the page.
    """

    rows: int = 0
    pages: int = 0
    unpacked: int = 0
    largest: int = 0
    denied: bool = False
    shared: bool = False


class _Page(NamedTuple):
    size: int
    listed: int
    shared: bool


def why_not(extent: Extent, size: int, *, unlimited: bool = False) -> str:
    """Return why a Parquet file of a size is not read, or nothing; limits may be lifted."""
    if extent.denied:
        return "it is damaged: it says that a column has no values, and holds some"
    if unlimited:
        return ""
    room = room_of(size)
    if extent.unpacked > room:
        return unpacks_to_too_much(room)
    if extent.largest > MOST_OF_A_PAGE:
        return (
            f"one page of it unpacks to {extent.largest / (1 << 20):,.0f} MB, which is more than "
            f"{MOST_OF_A_PAGE >> 20} MB; {LIFTED}"
        )
    if extent.rows > max(MOST_CELLS, MOST_TIMES * size):
        return f"it has {extent.rows:,} rows in {size:,} bytes, which is no table's way; {LIFTED}"
    if extent.pages > size:
        return f"its pages lie over each other, which is no table's way; {LIFTED}"
    return ""


def extent_of(file: IO[bytes], size: int) -> Extent:
    """Return how far a Parquet file of a size reaches, as far as it can be understood.

    Where it is cut or damaged, whatever reads it says so.
    """
    reached = Extent()
    for rows, column in _columns(file, size):
        pages: list[_Page] = []
        with suppress(*_NOT_UNDERSTOOD):
            pages.extend(islice(_pages(file, column, size), size))
        sizes = [each.size for each in pages]
        reached = Extent(
            reached.rows + rows,
            reached.pages + len(pages),
            reached.unpacked + sum(sizes),
            max([reached.largest, *sizes]),
            reached.denied or _denies(column, pages),
            reached.shared or any(each.shared for each in pages),
        )
        if reached.pages > size:
            break
    return reached


def _denies(column: dict[int, Any], pages: list[_Page]) -> bool:
    with suppress(*_NOT_UNDERSTOOD):
        if column[_STATISTICS][_UNKNOWN] >= column[_VALUES]:
            return any(each.listed or each.size > _OF_NOTHING for each in pages)
    return False


def _columns(file: IO[bytes], size: int) -> Iterator[tuple[int, Any]]:
    """Yield each column of each group of rows, with the rows of the group beside its first."""
    with suppress(*_NOT_UNDERSTOOD):
        for group in _groups(file, size):
            for place, column in enumerate(group[_COLUMNS]):
                yield 0 if place else int(group[_ROWS]), column[_OF_COLUMN]


def _groups(file: IO[bytes], size: int) -> list[Any]:
    file.seek(max(size - _END.size, 0))
    length, mark = _END.unpack(file.read(_END.size))
    if mark != _MARK or length > size:
        return []
    file.seek(size - _END.size - length)
    return list(_Values(file.read(length)).fields()[_GROUPS])


def _pages(file: IO[bytes], column: dict[int, Any], size: int) -> Iterator[_Page]:
    """Yield what each page of a column says of itself."""
    at, left = column[_FIRST_PAGE], column[_VALUES]
    if 0 < column.get(_DICTIONARY, 0) < at:
        at = column[_DICTIONARY]
    while left > 0 and 0 <= at < size:
        head, length = _head_of_page(file, at)
        data = [(head[each], place) for each, place in _ENCODED.items() if each in head]
        shared = any(each.get(place) == _SHARED for each, place in data)
        yield _Page(max(head[_UNPACKED], 0), head.get(_LISTED, {}).get(1, 0), shared)
        left -= sum(each[1] for each, _ in data)
        at += length + max(head[_PACKED], 0)


def _head_of_page(file: IO[bytes], at: int) -> tuple[dict[int, Any], int]:
    for enough in _HEADS:
        file.seek(at)
        values = _Values(file.read(enough))
        try:
            return values.fields(), values.at
        except IndexError:
            continue
    raise IndexError


class _Values:
    """Values of Thrift's compact protocol, one after the other; of texts only their length."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def fields(self, depth: int = 0) -> dict[int, Any]:
        """Return the fields of a struct by their number.

        Raises:
            IndexError: the data end before.
            ValueError: they are none, or nested deeper than any are.
        """
        if depth > _DEEPEST:
            raise ValueError(depth)
        found: dict[int, Any] = {}
        field = 0
        while head := self._byte():
            field = field + (head >> 4) if head >> 4 else self._signed()
            kind = head & 0xF
            found[field] = kind == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind, depth)
        return found

    def _value(self, kind: int, depth: int) -> Any:
        if kind in (_TRUE, _FALSE, _BYTE):
            return self._byte()
        if kind in (4, 5, 6):
            return self._signed()
        if kind in (_DOUBLE, _BINARY):
            length = self._unsigned() if kind == _BINARY else 8
            self.at += length
            self._require(0)
            return length
        if kind in (_LIST, _SET):
            head = self._byte()
            count = self._unsigned() if head >> 4 == 0xF else head >> 4
            self._require(count)
            return [self._value(head & 0xF, depth + 1) for _ in range(count)]
        if kind == _MAP:
            count = self._unsigned()
            self._require(count)
            kinds = self._byte() if count else 0
            for _ in range(count):
                self._value(kinds >> 4, depth + 1)
                self._value(kinds & 0xF, depth + 1)
            return count
        if kind == _STRUCT:
            return self.fields(depth + 1)
        raise ValueError(kind)

    def _require(self, count: int) -> None:
        if self.at + count > len(self.data):
            raise IndexError(count)

    def _byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def _unsigned(self) -> int:
        number = shift = 0
        while (byte := self._byte()) >= 0x80:
            number |= (byte & 0x7F) << shift
            shift += 7
        return number | byte << shift

    def _signed(self) -> int:
        number = self._unsigned()
        return (number >> 1) ^ -(number & 1)
