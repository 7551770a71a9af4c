"""A catalogue as an Excel workbook, for people to read: a sheet for each kind of entry.

Figures are numbers, with the 16 digits that a workbook keeps; texts are texts and never formulas.
Texts are cut where Excel ends them, and characters that it cannot hold are replaced: the sheet
`about` says how many.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from timetax.catalogue.catalogue import Catalogue
from timetax.findings import option_error
from timetax.read.tabular.flat import RECORD, unguarded
from timetax.write.flat import FlatTable, flat_table
from timetax.write.format import Format

MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767

_SHEETS = {
    "form": "forms",
    "agency": "agencies",
    "life_event": "life events",
    "request": "requests",
}
_WHOLE_NUMBERS = frozenset({"estimate_year"})
_NARROWEST, _WIDEST = 8, 60
_ROWS_MEASURED = 200
_NOT_HELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_TIME = datetime.datetime(1980, 1, 1)

_Value: TypeAlias = str | float | int | None
_Columns: TypeAlias = dict[str, list[_Value]]


def written(catalogue: Catalogue) -> bytes:
    """Return the catalogue as the bytes of a workbook; the same catalogue gives the same bytes.

    Raises:
        InputError: there are more entries than a sheet has rows.
    """
    from openpyxl import Workbook

    table = flat_table(catalogue)
    sheets: dict[str, _Columns] = {sheet: _columns(table, kind) for kind, sheet in _SHEETS.items()}
    about = list(_about(catalogue))
    sheets["about"] = {"about": [key for key, _ in about], "value": [value for _, value in about]}
    changed = sum(
        _held(value) != value
        for columns in sheets.values()
        for values in columns.values()
        for value in values
    )
    sheets["about"]["about"].append("texts cut or changed, as Excel cannot hold them")
    sheets["about"]["value"].append(changed)
    workbook = Workbook(write_only=True)
    for sheet, columns in sheets.items():
        if columns:
            _add_sheet(workbook, sheet, columns)
    return _saved(workbook)


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


def _about(catalogue: Catalogue) -> Iterator[tuple[str, _Value]]:
    forms = catalogue.forms
    yield "title", catalogue.title
    yield "description", catalogue.description
    yield "currency", catalogue.currency
    yield "covers", catalogue.covers
    yield "forms", len(forms)
    yield "forms left out of the totals", sum(form.excluded is not None for form in forms)
    yield "forms without a source", sum(form.source is None for form in forms)
    yield "sources", len({form.source.title for form in forms if form.source})
    yield "agencies", len(catalogue.agencies)
    yield "life events", len(catalogue.life_events)
    yield "requests", len(catalogue.requests)
    for note in catalogue.notes:
        yield "note", note
    yield "note", "For reading: YAML, CSV and Parquet files hold a catalogue to the last digit."


def _held(value: _Value) -> _Value:
    """Return what a cell can hold of a value."""
    if not isinstance(value, str):
        return value
    text = _NOT_HELD.sub("\ufffd", value)
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _add_sheet(workbook: Any, title: str, columns: _Columns) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = workbook.create_sheet(title)
    bold = Font(bold=True)

    def cell(value: _Value, *, heading: bool = False) -> object:
        value = _held(value)
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


def _saved(workbook: Any) -> bytes:
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
    write=written,
    suffixes=(".xlsx",),
    needs="openpyxl",
    without_it="writing Excel needs openpyxl: pip install 'timetax[excel]'",
)
