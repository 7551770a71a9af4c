import datetime
import sys
import zipfile
from io import BytesIO

import openpyxl
import pytest

from tests.read.tabular.tables import (
    HEADINGS,
    column,
    forms,
    mistakes,
    places,
    read_xlsx,
    saved,
    xlsx_of,
)

ROW = ["Dog licence", "CLERK", 12_000, 15]


def one(heading: str, *values: object) -> bytes:
    return xlsx_of([["Title", "Agency", heading], *(["A", "X", value] for value in values)])


def test_numbers_of_a_workbook_stay_exact() -> None:
    values = [0.1, 1234.56789012345, 3.0, 12_000, 1e-07]
    assert column("responses", read_xlsx(one("Responses", *values))) == [
        "0.1", "1234.56789012345", "3", "12000", "1e-07",
    ]  # fmt: skip


def test_dates_are_dates_only_where_dates_belong() -> None:
    day = datetime.datetime(2027, 6, 30)
    assert column("expires", read_xlsx(one("Expires", day))) == ["2027-06-30"]
    for heading in ("Responses", "OMB #", "Form No."):
        (message,) = mistakes(read_xlsx(one(heading, day)))
        assert message.startswith("book.xlsx:Sheet1!C2: error: ")
        assert "is a date" in message
    (message,) = mistakes(read_xlsx(one("Minutes per response", datetime.time(0, 30))))
    assert "is a time of day" in message


def test_a_control_number_that_became_a_number_is_an_error() -> None:
    (message,) = mistakes(read_xlsx(one("OMB #", 5030007)))
    assert message.startswith("book.xlsx:Sheet1!C2: error: OMB #: '5030007' has lost its zeros")
    assert "0503-0007" in message


def test_a_sheet_with_a_space_in_its_name_is_quoted_as_excel_does() -> None:
    data = xlsx_of([HEADINGS, ["A", "X", "many", 5]], sheet="My forms")
    assert places(read_xlsx(data)) == ["book.xlsx:'My forms'!C2"]


def test_the_only_sheet_with_known_headings_is_taken_and_the_others_are_said() -> None:
    data = xlsx_of([["Read me"]], others={"Data": [HEADINGS, ROW], "Lists": [["red"], ["blue"]]})
    table = read_xlsx(data)
    assert len(forms(table)) == 1
    assert table.notes[0] == "Sheets of book.xlsx left out: 'Sheet1', 'Lists'."


def test_several_sheets_with_known_headings_are_an_error_until_one_is_named() -> None:
    data = xlsx_of([HEADINGS, ROW], others={"2023": [HEADINGS, ROW, ROW]})
    assert mistakes(read_xlsx(data)) == [
        "book.xlsx: error: several sheets hold a table of forms: 'Sheet1', '2023'; "
        "say which with --sheet NAME [heading]"
    ]
    assert len(forms(read_xlsx(data, sheet="2023"))) == 2
    (message,) = mistakes(read_xlsx(data, sheet="Sheet2"))
    assert "did you mean 'Sheet1'?" in message


def test_a_hidden_sheet_is_read_only_when_it_is_named() -> None:
    book = openpyxl.load_workbook(BytesIO(xlsx_of([["x"]], others={"Old": [HEADINGS, ROW]})))
    book["Old"].sheet_state = "hidden"
    data = saved(book)
    (message,) = mistakes(read_xlsx(data))
    assert "hidden: 'Old'" in message
    assert len(forms(read_xlsx(data, sheet="Old"))) == 1


def test_a_heading_merged_over_columns_is_an_error() -> None:
    book = openpyxl.load_workbook(BytesIO(xlsx_of([["My inventory"], HEADINGS, ROW])))
    book["Sheet1"].merge_cells("A1:D1")
    assert len(forms(read_xlsx(saved(book)))) == 1
    book["Sheet1"].merge_cells("C2:E2")
    (message,) = mistakes(read_xlsx(saved(book)))
    assert message.startswith(
        "book.xlsx:Sheet1!C2: error: the heading 'Annual responses' is merged over C2:E2"
    )


def test_a_formula_without_its_result_is_an_error_with_its_cell() -> None:
    (message,) = mistakes(read_xlsx(xlsx_of([HEADINGS, ["A", "X", "=5*2", 5]])))
    assert message.startswith("book.xlsx:Sheet1!C2: error: the result of this formula is not")


def test_an_error_value_is_an_error_with_its_cell() -> None:
    (message,) = mistakes(read_xlsx(one("Responses", 5, "#DIV/0!")))
    assert message.startswith("book.xlsx:Sheet1!C3: error: Responses: '#DIV/0!' is an error of")


def test_empty_rows_do_not_move_positions() -> None:
    data = xlsx_of([[], [], HEADINGS, ROW, [], ["B", "X", "many", 1]])
    assert places(read_xlsx(data)) == ["book.xlsx:Sheet1!C6"]


def test_cells_beside_the_table_are_left_out_and_said() -> None:
    table = read_xlsx(xlsx_of([HEADINGS, [*ROW, None, "check this"]]))
    assert len(forms(table)) == 1
    assert table.notes[0] == "Cells beside the table left out, in 1 row: book.xlsx:Sheet1!A2."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "cannot be read"),
        (b"Title,Agency\n", "cannot be read"),
        (xlsx_of([HEADINGS, ROW])[:-300], "cannot be read"),
    ],
)
def test_a_file_that_is_no_workbook_is_an_error(data: bytes, said: str) -> None:
    (message,) = mistakes(read_xlsx(data))
    assert said in message


def test_a_damaged_workbook_is_an_error() -> None:
    data = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(xlsx_of([HEADINGS, ROW]))) as whole,
        zipfile.ZipFile(data, "w") as broken,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            broken.writestr(name, content[:200] if "sheet1" in name else content)
    (message,) = mistakes(read_xlsx(data.getvalue()))
    assert message.startswith("book.xlsx: error: the workbook cannot be read: ")


def test_without_calamine_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert mistakes(read_xlsx(xlsx_of([HEADINGS, ROW]))) == [
        "book.xlsx: error: reading workbooks needs python-calamine: "
        "pip install 'timetax[excel]' [input]"
    ]


def test_an_empty_sheet_is_an_error() -> None:
    assert mistakes(read_xlsx(xlsx_of([]))) == [
        "book.xlsx:Sheet1!A1: error: the table is empty [heading]"
    ]
