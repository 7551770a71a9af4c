"""Binary Excel workbooks (.xlsb)."""

import io
import zipfile
from collections.abc import Iterable, Iterator

from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.model import Sheet, TableOptions
from timetax.read.tabular.workbook import Facts, open_workbook

_UNSEEN = (
    "In a binary workbook (.xlsb), hidden rows, errors of formulas and results that were not saved "
    "cannot be seen: such cells count as empty; save it as .xlsx to have them found."
)
_SHEETS, _SHARED = "xl/worksheets/", "xl/sharedStrings.bin"
_ROW, _CELLS, _SHARED_TEXT, _TEXT = 0, range(1, 12), 7, 19
"""What a record holds, by the number it begins with ([MS-XLSB], 2.1.7 and 2.4)."""


def _recognises(start: Start, options: TableOptions) -> str:
    return "it is an archive with xl/workbook.bin" if "xl/workbook.bin" in start.members else ""


def _open(data: bytes, name: str, options: TableOptions) -> Sheet:
    return open_workbook(data, name, options, lambda _: lambda _: Facts(notes=(_UNSEEN,)), _extents)


def _extents(data: bytes) -> Iterable[tuple[str, Facts]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        shared = archive.read(_SHARED) if _SHARED in names else b""
        lengths = [len(body) // 2 for kind, body in _records(shared) if kind == _TEXT]
        for name in names:
            if name.startswith(_SHEETS) and name.endswith(".bin"):
                yield name, _extent(archive.read(name), lengths)


def _extent(part: bytes, lengths: list[int]) -> Facts:
    rows = columns = characters = 0
    for kind, body in _records(part):
        if kind == _ROW:
            rows = max(rows, _number(body, 0) + 1)
        elif kind in _CELLS:
            columns = max(columns, _number(body, 0) + 1)
            if kind == _SHARED_TEXT and (place := _number(body, 8)) < len(lengths):
                characters += lengths[place]
    return Facts(rows, columns, characters)


def _number(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 4], "little")


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the body of each record; numbers before them go on after a high bit."""
    at = 0
    while at < len(part):
        kind, at = _packed(part, at)
        size, at = _packed(part, at)
        yield kind, part[at : at + size]
        at += size


def _packed(part: bytes, at: int) -> tuple[int, int]:
    number = 0
    for place, byte in enumerate(part[at : at + 4]):
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return number, at + place + 1
    return number, at + 4


FORMAT = SheetFormat("a binary Excel workbook (.xlsb)", _recognises, _open)
