"""Old Excel workbooks (.xls)."""

import io
import struct
from collections.abc import Iterator

from timetax.findings import Finding, InputError, Position
from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.model import Sheet, TableOptions
from timetax.read.tabular.workbook import Facts, open_workbook

_MARK = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STREAMS = ("Workbook", "Book")
_HEAD = struct.Struct("<HH")
"""What each record begins with: its kind and its size."""
_CELL = struct.Struct("<HH")
"""What a cell begins with: its row and its column."""
_BEGINS, _GOES_ON, _SHARED, _SHARED_TEXT, _REACHES = 0x809, 0x3C, 0xFC, 0xFD, 0x200
_CELLS = {0x06, 0x7E, 0xBD, 0xBE, 0xD6, _SHARED_TEXT, 0x201, 0x203, 0x204, 0x205, 0x27E}
"""The kinds of records that begin a sheet, go on with the one before, hold texts, say how far the
sheet reaches, and are cells ([MS-XLS], 2.3)."""
_REACH = {10: struct.Struct("<HHHH"), 14: struct.Struct("<IIHH")}
"""The first and the last row and column that a sheet says it reaches to, by the size of the record.
"""
_MOST_ROWS, _MOST_COLUMNS = 1 << 16, 1 << 8
"""No old workbook has room for more; the library makes room for as many as one says it has."""
_WIDE, _FURTHER, _STYLED = 0x01, 0x04, 0x08
"""What a text says of itself: two bytes a character, and what stands behind it (2.5.293)."""
_UNSEEN = (
    "In an old workbook (.xls), hidden rows, errors of formulas and results that were not saved "
    "cannot be seen: such cells count as empty; save it as .xlsx to have them found."
)


def _recognises(start: Start, options: TableOptions) -> str:
    return "it begins with the mark of old workbooks" if start.data.startswith(_MARK) else ""


def _open(data: bytes, name: str, options: TableOptions) -> Sheet:
    if _ENCRYPTED in data:
        message = "the workbook is locked with a password; save it without"
        raise InputError([Finding(Position(name), "input", message)])
    return open_workbook(data, name, options, lambda _: lambda _: Facts(notes=(_UNSEEN,)), _extents)


def _extents(data: bytes) -> Iterator[tuple[str, Facts]]:
    import olefile

    book = olefile.OleFileIO(io.BytesIO(data))
    part = book.openstream(next(each for each in _STREAMS if book.exists(each))).read()
    number = rows = columns = characters = 0
    lengths: list[int] = []
    for kind, at, size in _records(part):
        if kind == _BEGINS:
            yield str(number), Facts(rows, columns, characters)
            number, rows, columns, characters = number + 1, 0, 0, 0
        elif kind in _CELLS and size >= _CELL.size:
            row, column = _CELL.unpack_from(part, at)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if kind == _SHARED_TEXT:
                place = int.from_bytes(part[at + 6 : at + 10], "little")
                characters += lengths[place] if place < len(lengths) else 0
        elif kind == _REACHES and size in _REACH:
            _, last_row, _, last_column = _REACH[size].unpack_from(part, at)
            if last_row > _MOST_ROWS or last_column > _MOST_COLUMNS:
                raise ValueError(last_row, last_column)
        elif kind == _SHARED:
            lengths = list(_lengths(_Pieces(part, at, size)))
    yield str(number), Facts(rows, columns, characters)


def _records(part: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """Yield the kind of each record from a place on, where its body begins, and its size."""
    while at + _HEAD.size <= len(part):
        kind, size = _HEAD.unpack_from(part, at)
        yield kind, at + _HEAD.size, size
        at += _HEAD.size + size


class _Pieces:
    """The body of a record and of those that go on with it, taken from its beginning."""

    def __init__(self, part: bytes, at: int, size: int) -> None:
        self._bodies = [part[at : at + size]]
        for kind, begin, length in _records(part, at + size):
            if kind != _GOES_ON:
                break
            self._bodies.append(part[begin : begin + length])
        self._bodies.reverse()
        self._at = 0

    def more(self) -> bool:
        """Return whether there is anything left, in this record or the next."""
        while self._bodies and self._at >= len(self._bodies[-1]):
            self._bodies.pop()
            self._at = 0
        return bool(self._bodies)

    def number(self, size: int) -> int:
        """Return the next number, which never goes on in another record."""
        self.more()
        body = self._bodies[-1] if self._bodies else b""
        self._at += size
        return int.from_bytes(body[self._at - size : self._at], "little")

    def skip(self, count: int) -> int:
        """Pass over bytes as far as the record goes, and return how many are left to pass over."""
        here = min(count, max(0, len(self._bodies[-1]) - self._at)) if self._bodies else 0
        self._at += here
        return count - here


def _lengths(pieces: _Pieces) -> Iterator[int]:
    """Yield how many characters each of the shared texts has."""
    pieces.number(4)  # how often they are used, and then how many there are
    for _ in range(pieces.number(4)):
        if not pieces.more():
            return
        length, flags = pieces.number(2), pieces.number(1)
        behind = 4 * pieces.number(2) if flags & _STYLED else 0
        behind += pieces.number(4) if flags & _FURTHER else 0
        left = pieces.skip(length * (1 + (flags & _WIDE))) // (1 + (flags & _WIDE))
        while left and pieces.more():  # each record that goes on says anew how wide characters are
            wide = 1 + (pieces.number(1) & _WIDE)
            left = pieces.skip(left * wide) // wide
        while behind and pieces.more():
            behind = pieces.skip(behind)
        yield length


FORMAT = SheetFormat("an old Excel workbook (.xls)", _recognises, _open)
