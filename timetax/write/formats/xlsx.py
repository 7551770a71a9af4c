"""A catalogue as an Excel workbook, for people to read: a sheet for each kind of entry.

Figures are numbers, to the last bit; texts are texts and never formulas. A text that is longer than
a cell goes on in a further column. The workbook is read back as `read.tabular.own_workbook` says.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.document import FORMAT_VERSION
from timetax.findings import option_error
from timetax.read.tabular.flat import CATALOGUE, RECORD, unguarded
from timetax.read.tabular.own_workbook import (
    ABOUT,
    ABOUT_HEADINGS,
    CONTINUED,
    COUNT,
    NOTE,
    SHEETS,
    VERSION,
)
from timetax.write.flat import FlatTable, flat_table
from timetax.write.format import Format

MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767

_WHOLE_NUMBERS = frozenset({"estimate_year"})
_NARROWEST, _WIDEST = 8, 60
_ROWS_MEASURED = 200
_NOT_HELD = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""Characters that no cell holds, and what would be read as the escape of one."""
_NO_TIME = datetime.datetime(1980, 1, 1)

_Value: TypeAlias = str | float | int | None
_Columns: TypeAlias = dict[str, list[_Value]]


def as_xlsx(catalogue: Catalogue) -> bytes:
    """Return the catalogue as the bytes of a workbook; the same catalogue gives the same bytes.

    Raises:
        InputError: there are more entries than a sheet has rows.
    """
    from openpyxl import Workbook

    table = flat_table(catalogue)
    sheets: dict[str, _Columns] = {sheet: _columns(table, kind) for kind, sheet in SHEETS.items()}
    about = list(_about(catalogue, table))
    sheets[ABOUT] = dict(zip(ABOUT_HEADINGS, map(list, zip(*about, strict=True)), strict=True))
    workbook = Workbook(write_only=True)
    for sheet, columns in sheets.items():
        if columns:
            add_sheet(workbook, sheet, in_cells(columns))
    return saved(workbook)


def _columns(table: FlatTable, kind: str) -> _Columns:
    """Return the values of one kind of records, by column."""
    rows = [row for row, each in enumerate(table.columns[0]) if each == kind]
    if len(rows) >= MOST_ROWS:
        message = f"a sheet holds {MOST_ROWS - 1:,} entries, and there are {len(rows):,}"
        raise option_error("format", message)
    found: _Columns = {}
    for name, cells in zip(table.header, table.columns, strict=True):
        values: list[_Value] = [unguarded(cells[row]) for row in rows]
        if name in _WHOLE_NUMBERS:
            values = [None if value is None else int(value) for value in values]
        if name != RECORD and any(value is not None for value in values):
            found[name] = values
    return found


def _about(catalogue: Catalogue, table: FlatTable) -> Iterator[tuple[str, _Value]]:
    yield VERSION, FORMAT_VERSION
    place = table.columns[0].index(CATALOGUE)
    for name, cells in zip(table.header, table.columns, strict=True):
        if name not in (RECORD, "notes") and cells[place] is not None:
            yield name, unguarded(cells[place])
    for note in catalogue.notes:
        yield NOTE, note
    forms = catalogue.forms
    yield f"{COUNT}forms", len(forms)
    yield f"{COUNT}forms left out of the totals", sum(form.excluded is not None for form in forms)
    yield f"{COUNT}forms without a source", sum(form.source is None for form in forms)
    yield f"{COUNT}sources", len({form.source.title for form in forms if form.source})
    yield f"{COUNT}agencies", len(catalogue.agencies)
    yield f"{COUNT}life events", len(catalogue.life_events)
    yield f"{COUNT}requests", len(catalogue.requests)
    yield f"{COUNT}journeys", len(catalogue.journeys)


def in_cells(columns: _Columns) -> _Columns:
    """Return the columns with texts as cells hold them; a long one goes on in further columns."""
    made: _Columns = {}
    for name, values in columns.items():
        pieces = [list(_pieces(each)) if isinstance(each, str) else [each] for each in values]
        for number in range(max(map(len, pieces))):
            more = CONTINUED if number == 1 else f"{CONTINUED} {number}"
            made[f"{name}{more if number else ''}"] = [
                each[number] if number < len(each) else None for each in pieces
            ]
    return made


def _pieces(text: str) -> Iterator[str]:
    """Yield a text as the texts of cells, with the escapes of workbooks for what none can hold."""
    length = LONGEST_TEXT
    while text:
        escaped = _NOT_HELD.sub(lambda found: f"_x{ord(found[0]):04X}_", text[:length])
        if len(escaped.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_TEXT:
            yield escaped
            text, length = text[length:], LONGEST_TEXT
        else:
            length //= 2


def add_sheet(workbook: Any, title: str, columns: _Columns) -> None:
    """Add a sheet with a row of headings; texts are texts and never formulas."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = workbook.create_sheet(title)
    bold = Font(bold=True)

    def cell(value: _Value, *, heading: bool = False) -> object:
        if isinstance(value, float) and float(f"{value:.16g}") != value:
            made = WriteOnlyCell(sheet, value)
            made._value = repr(value)  # to the last bit: by itself it would write 16 digits
            return made
        if not isinstance(value, str) or not (heading or value[:1] in ("=", "#")):
            return value
        made = WriteOnlyCell(sheet, value)
        made.data_type = "s"  # neither a formula nor an error, whatever it looks like
        if heading:
            made.font = bold
        else:
            made.quotePrefix = True
        return made

    for number, (name, values) in enumerate(columns.items(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(name, values)
    sheet.freeze_panes = "A2"
    sheet.append([cell(name, heading=True) for name in columns])
    for row in zip(*columns.values(), strict=True):
        sheet.append([cell(value) for value in row])


def _width(name: str, values: Sequence[_Value]) -> int:
    longest = max(len(str(value or "")) for value in (name, *values[:_ROWS_MEASURED]))
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def saved(workbook: Any) -> bytes:
    """Return the bytes of a workbook in which no time of writing stands."""
    from openpyxl.writer.excel import ExcelWriter

    workbook.properties.created = workbook.properties.modified = _NO_TIME
    plain, packed = io.BytesIO(), io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(plain, "w", allowZip64=True)).save()
    with (
        zipfile.ZipFile(plain) as parts,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive,
    ):
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


FORMAT = Format(
    write=as_xlsx,
    suffixes=(".xlsx",),
    needs="openpyxl",
    without_it="writing Excel needs openpyxl: pip install 'timetax[excel]'",
)
