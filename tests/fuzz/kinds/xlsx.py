"""Tables that people keep in workbooks."""

import io
from functools import cache
from xml.sax.saxutils import escape
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tests.fuzz.kind import Kind
from tests.fuzz.reading import read_catalogue
from tests.fuzz.tables import TABLE, figure_of, rows_of

_SHEET = "xl/worksheets/sheet1.xml"
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@cache
def _parts() -> dict[str, bytes]:
    """Return the files in a workbook of one sheet; to make them takes longer than to read it."""
    book = Workbook(write_only=True)
    book.create_sheet("Forms")
    buffer = io.BytesIO()
    book.save(buffer)
    with ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _cell(text: str) -> str:
    value = figure_of(ILLEGAL_CHARACTERS_RE.sub("", text))
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return "<c/>" if value is None else f"<c><v>{value!r}</v></c>"


def _packed(data: bytes) -> bytes:
    rows = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows_of(data))
    sheet = f'<worksheet xmlns="{_SPACE}"><sheetData>{rows}</sheetData></worksheet>'
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in (_parts() | {_SHEET: sheet.encode("utf-8", "replace")}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


KIND = Kind([TABLE], read_catalogue, ".xlsx", pack=_packed)
