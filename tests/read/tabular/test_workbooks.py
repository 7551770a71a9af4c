"""Workbooks of every kind give the cells that the same table has elsewhere."""

import datetime
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest

from tests.read.tabular.tables import (
    HEADINGS,
    column,
    forms,
    mistakes,
    read_xlsx,
    saved,
    xlsx_of,
)
from timetax.read.tabular.model import TableOptions
from timetax.read.tabular.reading import TableReading, read_table

ROWS = [HEADINGS, ["Dog licence", "CLERK", 12_000, 0.1], ["Permit", "CLERK", 5, 30.5]]
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"


def cell_of(value: Any, more: str = "") -> str:
    if isinstance(value, str) and value.startswith("<"):
        return value
    if value is None:
        return f"<table:table-cell {more}/>"
    kind = "string" if isinstance(value, str) else "float"
    number = f' office:value="{value!r}"' if kind == "float" else ""
    text = escape(str(value))
    return (
        f'<table:table-cell office:value-type="{kind}"{number} {more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods_of(rows: Sequence[str | Sequence[Any]]) -> bytes:
    """Return an OpenDocument sheet; a row that is a text is the XML of rows."""
    body = "".join(
        row
        if isinstance(row, str)
        else f"<table:table-row>{''.join(map(cell_of, row))}</table:table-row>"
        for row in rows
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<office:document-content {_SPACES} xmlns:calcext="{_CALCEXT}"><office:body>'
            f'<office:spreadsheet><table:table table:name="Sheet1">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            f"<manifest:manifest {_SPACES.replace('table', 'manifest')}/>",
        )
    return data.getvalue()


def read_ods(data: bytes, **options: Any) -> TableReading:
    return read_table(data, "book.ods", "ods", TableOptions(**options))


def test_an_opendocument_sheet_gives_the_forms_of_the_same_workbook() -> None:
    assert forms(read_ods(ods_of(ROWS))) == forms(read_xlsx(xlsx_of(ROWS)))


def test_rows_that_an_opendocument_sheet_repeats_are_rows() -> None:
    empty = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    (message,) = mistakes(read_ods(ods_of([empty, HEADINGS, ["A", "X", "many", 5]])))
    assert message.startswith("book.ods:Sheet1!C5: error: ")


def test_a_length_of_time_in_an_opendocument_sheet_is_the_text_of_a_workbook() -> None:
    time = '<table:table-cell office:value-type="time" office:time-value="PT30H00M00S"/>'
    rows = [("Title", "Agency", "Note"), ["A", "X", time]]
    same = [rows[0], ["A", "X", datetime.timedelta(hours=30)]]
    assert column("note", read_ods(ods_of(rows))) == column("note", read_xlsx(xlsx_of(same)))


def hidden_xlsx() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(ROWS)))
    book["Sheet1"].row_dimensions[3].hidden = True
    book["Sheet1"].column_dimensions["D"].hidden = True
    return saved(book)


def hidden_ods() -> bytes:
    columns = (
        '<table:table-column table:number-columns-repeated="3"/>'
        '<table:table-column table:visibility="collapse"/>'
    )
    hidden = f'<table:table-row table:visibility="filter">{"".join(map(cell_of, ROWS[2]))}'
    return ods_of([columns, *ROWS[:2], f"{hidden}</table:table-row>"])


READERS: list[Any] = [
    pytest.param(read_xlsx, hidden_xlsx(), "book.xlsx", id="xlsx"),
    pytest.param(read_ods, hidden_ods(), "book.ods", id="ods"),
]


@pytest.mark.parametrize(("read", "data", "name"), READERS)
def test_hidden_rows_and_columns_are_read_and_said(
    read: Callable[[bytes], TableReading], data: bytes, name: str
) -> None:
    table = read(data)
    assert len(forms(table)) == 2
    assert table.notes[:2] == (
        f"Hidden in the sheet, and read: 1 row: {name}:Sheet1!A3, "
        "with 2.541667 hours and 5 responses a year.",
        "Hidden in the sheet, and read as all others: 1 column: D.",
    )


def test_an_error_of_an_opendocument_sheet_is_an_error_with_its_cell() -> None:
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        "</table:table-cell>"
    )
    (message,) = mistakes(read_ods(ods_of([HEADINGS, ["A", "X", error, 5]])))
    assert message.startswith("book.ods:Sheet1!C2: error: Annual responses: '#DIV/0!'")


def without_result() -> list[Any]:
    formula = '<table:table-cell table:formula="of:=5*2"/>'
    return [
        (read_xlsx, xlsx_of([[*HEADINGS, "Check"], ["A", "X", 5, 5, "=5*2"]]), 0),
        (read_xlsx, xlsx_of([[*HEADINGS, "Check"], ["A", "X", "=5*2", 5, 1]]), 1),
        (read_ods, ods_of([[*HEADINGS, "Check"], ["A", "X", 5, 5, formula]]), 0),
        (read_ods, ods_of([[*HEADINGS, "Check"], ["A", "X", formula, 5, 1]]), 1),
    ]


@pytest.mark.parametrize(("read", "data", "count"), without_result())
def test_a_formula_without_a_result_matters_only_in_a_column_that_is_read(
    read: Callable[[bytes], TableReading], data: bytes, count: int
) -> None:
    found = mistakes(read(data))
    assert len(found) == count
    assert all("Sheet1!C2: error: the result of this formula is not" in each for each in found)


def merged(rows: str, figures: str = "") -> bytes:
    content = [["Department", *HEADINGS], *([f"D{i}", f"T{i}", f"A{i}", 5, 6] for i in range(3))]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(content)))
    for area in filter(None, (rows, figures)):
        book["Sheet1"].merge_cells(area)
    return saved(book)


def test_a_merged_text_stands_in_all_its_rows() -> None:
    agencies = {"D0": None, "A0": "D0", "A1": "D0", "D2": None, "A2": "D2"}
    table = read_xlsx(merged("A2:A3"))
    assert table.reading.document is not None
    declared = table.reading.document.value["agencies"]
    assert {each["id"]: each.get("parent") for each in declared} == agencies


def test_a_figure_that_is_merged_over_several_forms_is_an_error() -> None:
    (message,) = mistakes(read_xlsx(merged("", "D2:D4")))
    assert message.startswith("book.xlsx:Sheet1!D2: error: one figure under 'Annual responses'")


def test_a_sheet_that_reaches_to_the_end_of_the_world_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(ROWS)))
    book["Sheet1"]["XFD1048576"] = "x"
    (message,) = mistakes(read_xlsx(saved(book)))
    assert "reaches over A1:XFD1048576; delete what stands beyond its table" in message


def test_an_old_workbook_is_read_with_its_merged_cells_and_says_what_it_cannot_show() -> None:
    data = Path("tests/data/forms.xls").read_bytes()
    table = read_table(data, "forms.xls", "xls")
    assert column("responses", table) == ["1200", "5", "10"]
    assert column("minutes_per_response", table) == ["15", "30.5", "0.1"]
    assert table.reading.document is not None
    parents = {each["id"]: each.get("parent") for each in table.reading.document.value["agencies"]}
    assert parents == {"Treasury": None, "IRS": "Treasury", "SSA": None}
    assert "errors of formulas" in table.notes[0]


def test_a_locked_workbook_says_so() -> None:
    data = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
    (message,) = mistakes(read_table(data, "book.xls", "xls", TableOptions()))
    assert "locked with a password" in message
