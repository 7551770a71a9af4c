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
_CELL = struct.Struct("<HHHH")
"""A record of a cell: its kind, its size, and in it first the row and the column."""
_BEGINS = 0x809
_CELLS = {0x06, 0x7E, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E}
"""The kinds of records that begin a sheet, and that are cells ([MS-XLS], 2.3)."""
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
    number = at = rows = columns = 0
    while at + _CELL.size <= len(part):
        kind, size, row, column = _CELL.unpack_from(part, at)
        if kind == _BEGINS:
            yield str(number), Facts(rows, columns)
            number, rows, columns = number + 1, 0, 0
        elif kind in _CELLS:
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        at += 4 + size
    yield str(number), Facts(rows, columns)


FORMAT = SheetFormat("an old Excel workbook (.xls)", _recognises, _open)
