"""Tables that people keep in workbooks."""

import io

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tests.fuzz.kind import Kind
from tests.fuzz.reading import read_catalogue
from tests.fuzz.tables import TABLE, figure_of, rows_of


def _packed(data: bytes) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Forms")
    for row in rows_of(data):
        sheet.append([figure_of(ILLEGAL_CHARACTERS_RE.sub("", text)) for text in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


KIND = Kind([TABLE], read_catalogue, ".xlsx", pack=_packed)
