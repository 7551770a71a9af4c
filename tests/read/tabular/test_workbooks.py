"""Workbooks of every kind give the cells that the same table has elsewhere."""

import datetime
import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest

import timetax
from tests.read.tabular.old_workbooks import record as old_record
from tests.read.tabular.old_workbooks import xls_of
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
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"


def record(kind: int, body: bytes = b"") -> bytes:
    """Return a record of a binary workbook."""
    numbers = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(body)
    while size >= 0x80:
        numbers, size = numbers + bytes([size & 0x7F | 0x80]), size >> 7
    return numbers + bytes([size]) + body


def wide(text: str) -> bytes:
    return len(text).to_bytes(4, "little") + text.encode("utf-16-le")


def xlsb_of(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return a binary workbook of one sheet, whose texts stand in a list of their own."""
    texts = list(dict.fromkeys(each for row in rows for each in row if isinstance(each, str)))
    cells = b""
    for number, row in enumerate(rows):
        cells += record(0, number.to_bytes(4, "little") + bytes(13))
        for column_number, value in enumerate(row):
            start = column_number.to_bytes(4, "little") + bytes(4)
            if isinstance(value, str):
                cells += record(7, start + texts.index(value).to_bytes(4, "little"))
            elif value is not None:
                cells += record(5, start + struct.pack("<d", value))
    area = struct.pack("<4I", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    sheet = record(129) + record(148, area) + record(145) + cells + record(146) + record(130)
    shared = b"".join(record(19, b"\0" + wide(each)) for each in texts)
    bundle = record(156, bytes(4) + b"\1\0\0\0" + wide("rId1") + wide("Sheet1"))
    count = len(texts).to_bytes(4, "little")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.bin", record(131) + bundle + record(144) + record(132))
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="sheet" '
            'Target="worksheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        archive.writestr("xl/sharedStrings.bin", record(159, count * 2) + shared + record(160))
    return data.getvalue()


def shared_xlsx_of(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return a workbook whose texts stand in a list of their own, as Excel writes them."""
    texts = list(dict.fromkeys(each for row in rows for each in row if isinstance(each, str)))
    lines = (
        "".join(
            f'<c t="s"><v>{texts.index(each)}</v></c>'
            if isinstance(each, str)
            else f"<c><v>{each!r}</v></c>"
            for each in row
        )
        for row in rows
    )
    body = "".join(f'<row r="{number}">{line}</row>' for number, line in enumerate(lines, start=1))
    shared = "".join(f"<si><t>{escape(each)}</t></si>" for each in texts)
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_of([[1]]))) as other,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in other.namelist():
            content = other.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start, _, end = content.partition(b"<sheetData>")
                end = end.rpartition(b"</sheetData>")[2]
                content = start + f"<sheetData>{body}</sheetData>".encode() + end
            archive.writestr(name, content)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{shared}</sst>')
    return data.getvalue()


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


LONG = "x" * 30_000


def too_long_texts() -> dict[str, tuple[bytes, str]]:
    row = f'<table:table-row table:number-rows-repeated="3000">{cell_of(LONG)}</table:table-row>'
    repeated = cell_of(LONG, 'table:number-columns-repeated="3000"')
    across = f"<table:table-row>{repeated}</table:table-row>"
    spaces = cell_of("Permit").replace("Permit", 'Permit<text:s text:c="2000000000"/>')
    sheet = [*ROWS, *([LONG, "CLERK", 5, 6] for _ in range(3000))]
    return {
        "a text of many cells of a workbook": (shared_xlsx_of(sheet), "xlsx"),
        "a text of many cells of a binary workbook": (xlsb_of(sheet), "xlsb"),
        "a text of many cells of an old workbook": (xls_of(HEADINGS, LONG, 3000), "xls"),
        "a row that is repeated": (ods_of([*ROWS, row]), "ods"),
        "a cell that is repeated": (ods_of([*ROWS, across]), "ods"),
        "many spaces": (ods_of([*ROWS, [spaces, "CLERK", 5, 6]]), "ods"),
    }


@pytest.mark.parametrize(("data", "suffix"), too_long_texts().values(), ids=too_long_texts())
def test_texts_that_would_take_more_room_than_any_table_are_refused_before_they_do(
    data: bytes, suffix: str
) -> None:
    (message,) = mistakes(read_table(data, f"book.{suffix}", suffix))
    assert "unpacks to more than 64 MB, which is no table's way; --no-limits" in message


def test_a_text_of_a_few_cells_of_an_old_workbook_is_read_across_its_records() -> None:
    table = read_table(xls_of(HEADINGS, LONG, 3), "book.xls", "xls")
    assert column("title", table) == [LONG] * 3


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (0x200, struct.pack("<IIHHH", 0, 1 << 28, 0, 256, 0)),
        (0x200, struct.pack("<HHHHH", 0, 65_535, 0, 65_535, 0)),
        (0xE5, struct.pack("<HHHHH", 60_000, 0, 65_535, 0, 255)),
    ],
    ids=["rows", "columns", "merged cells"],
)
def test_an_old_workbook_that_says_it_is_larger_than_any_is_damaged(
    kind: int, body: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    data = xls_of(HEADINGS, "Permit", 3, old_record(kind, body))
    (message,) = mistakes(read_table(data, "book.xls", "xls"))
    assert "the workbook cannot be read: it is cut or damaged" in message
    assert capfd.readouterr().err == ""


def far_cells() -> dict[str, bytes]:
    old = bytearray(Path("tests/data/forms.xls").read_bytes())
    last_cell = old.rindex(b"\xfd\x00\x0a\x00")
    old[last_cell + 4 : last_cell + 8] = b"\xff" * 4
    cell = f'<table:table-row table:number-rows-repeated="999999999">{cell_of(5)}</table:table-row>'
    return {
        "xls": bytes(old),
        "xlsb": xlsb_of([*ROWS, *([[]] * 400), [None] * 16_000 + ["x"]]),
        "ods": ods_of([*ROWS, cell]),
    }


@pytest.mark.parametrize(("suffix", "data"), far_cells().items(), ids=far_cells())
def test_a_cell_far_from_the_table_is_refused_before_the_sheet_is_laid_out(
    suffix: str, data: bytes
) -> None:
    (message,) = mistakes(read_table(data, f"book.{suffix}", suffix))
    assert "reaches over A1:" in message


def test_cells_that_do_not_say_where_they_stand_reach_as_far_as_others() -> None:
    data = shared_xlsx_of([*ROWS, *([[]] * 400), [1] * 16_000])
    (message,) = mistakes(read_xlsx(data))
    assert "reaches over A1:WQJ404" in message


def test_of_very_many_sheets_one_must_be_named() -> None:
    others = {f"Sheet{number}": [[1]] for number in range(2, 502)}
    (message,) = mistakes(read_xlsx(xlsx_of(ROWS, others=others)))
    assert "it has 501 sheets; say which with --sheet NAME" in message
    assert forms(read_xlsx(xlsx_of(ROWS, others=others), sheet="Sheet1"))


def test_a_binary_workbook_is_read_and_says_what_it_cannot_show() -> None:
    table = read_table(xlsb_of(ROWS), "book.xlsb", "xlsb")
    assert column("responses", table) == ["12000", "5"]
    assert column("minutes_per_response", table) == ["0.1", "30.5"]
    assert "errors of formulas" in table.notes[0]


def test_an_opendocument_sheet_whose_type_is_packed_is_known(tmp_path: Path) -> None:
    data = tmp_path / "book"
    with (
        zipfile.ZipFile(io.BytesIO(ods_of(ROWS))) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in old.namelist():
            archive.writestr(name, old.read(name))
    assert [each.responses for each in timetax.load(data).forms] == [12_000, 5]


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
