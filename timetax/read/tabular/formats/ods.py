"""OpenDocument sheets (.ods): what their XML says beside the values of cells."""

import io
import zipfile
from collections.abc import Iterable

from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.model import Area, Sheet, TableOptions
from timetax.read.tabular.workbook import Facts, open_workbook, walked

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ENCRYPTED = b"encryption-data"
_MOST_COLUMNS, _MOST_ROWS = 1 << 14, 1 << 20


def _recognises(start: Start, options: TableOptions) -> str:
    mark = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    if mark in start.data[:200] or {"mimetype", "content.xml"} <= set(start.members):
        return "it is an archive that names its type"
    return ""


def _open(data: bytes, name: str, options: TableOptions) -> Sheet:
    found: dict[str, Facts] = {}

    def extents_in(data: bytes) -> Iterable[tuple[str, Facts]]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _ENCRYPTED not in archive.read("META-INF/manifest.xml"):  # or the library says so
                walk = _Walk()
                walked(archive.read("content.xml"), walk)
                found.update({title: table.facts() for title, table in walk.tables.items()})
        return found.items()

    return open_workbook(data, name, options, lambda _: found.__getitem__, extents_in)


class _Walk:
    """One pass over the XML of a document: each of its tables."""

    def __init__(self) -> None:
        self.tables: dict[str, _Table] = {}
        self.table: _Table | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_TABLE}table":
            self.table = self.tables.setdefault(attributes.get(f"{_TABLE}name", ""), _Table())
        if self.table is not None:
            self.table.start(tag, attributes)

    def characters(self, text: str) -> None:
        if self.table is not None:
            self.table.characters(text)

    def end(self, tag: str) -> None:
        if self.table is not None:
            self.table.end(tag)
        if tag == f"{_TABLE}table":
            self.table = None


class _Table:
    """What the XML of a table says as it comes."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.rows = self.columns = 1
        self.declared = self.height = self.width = self.characters_in_all = self.spaces = 0
        self.is_error, self.texts, self.inside = False, "", False
        self.merged: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.without_result: set[tuple[int, int]] = set()
        self.errors: dict[tuple[int, int], str] = {}

    def facts(self) -> Facts:
        return Facts(
            self.height,
            self.width,
            self.characters_in_all,
            tuple(self.merged),
            frozenset(each for each in self.hidden_rows if each < self.height),
            frozenset(each for each in self.hidden_columns if each < self.width),
            frozenset(self.without_result),
            self.errors,
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        hidden = attributes.get(f"{_TABLE}visibility") in ("collapse", "filter")
        if tag == f"{_TABLE}table-column":
            count = int(attributes.get(f"{_TABLE}number-columns-repeated", 1))
            if hidden:
                columns = range(self.declared, min(self.declared + count, _MOST_COLUMNS))
                self.hidden_columns |= set(columns)
            self.declared += count
        elif tag == f"{_TABLE}table-row":
            self.rows = int(attributes.get(f"{_TABLE}number-rows-repeated", 1))
            self.column = 0
            if hidden:
                self.hidden_rows |= set(range(self.row, min(self.row + self.rows, _MOST_ROWS)))
        elif tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            self.cell(attributes)
        elif tag == f"{_TEXT}p":
            self.inside = True
        elif tag == f"{_TEXT}s":
            self.spaces += int(attributes.get(f"{_TEXT}c", 1))

    def cell(self, attributes: dict[str, str]) -> None:
        self.columns = int(attributes.get(f"{_TABLE}number-columns-repeated", 1))
        value = attributes.get(f"{_OFFICE}value-type")
        formula = f"{_TABLE}formula" in attributes
        self.texts, self.spaces = "", 0
        self.is_error = any(
            key.endswith("}value-type") and each == "error" for key, each in attributes.items()
        )
        if value is not None or formula:
            self.height = max(self.height, self.row + self.rows)
            self.width = max(self.width, self.column + self.columns)
        if formula and value is None:
            self.without_result.add((self.row, self.column))
        down = int(attributes.get(f"{_TABLE}number-rows-spanned", 1))
        across = int(attributes.get(f"{_TABLE}number-columns-spanned", 1))
        if down > 1 or across > 1:
            bottom, right = self.row + down - 1, self.column + across - 1
            self.merged.append(Area(self.row, self.column, bottom, right))

    def characters(self, text: str) -> None:
        if self.inside:
            self.texts += text

    def end(self, tag: str) -> None:
        if tag == f"{_TEXT}p":
            self.inside = False
        elif tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            if self.is_error:
                self.errors[self.row, self.column] = self.texts
            self.characters_in_all += (len(self.texts) + self.spaces) * self.columns * self.rows
            self.column += self.columns
        elif tag == f"{_TABLE}table-row":
            self.row += self.rows


FORMAT = SheetFormat("an OpenDocument sheet (.ods)", _recognises, _open)
