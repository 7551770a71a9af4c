"""Reports as workbooks: the figures of the JSON, formulas over factors, and text that is text."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.console import ROOT
from timetax.engine.burden import with_burden
from timetax.read.options import AS_THEY_ARE
from timetax.read.to_tables import tables_at
from timetax.render.reports import format_bytes, format_report
from timetax.reports.chart import Chart
from timetax.reports.report import Column, Report, Section
from timetax.reports.summary import report_on
from timetax.wording.numbers import Kind, SignedAmount

CITY = str(ROOT / "examples" / "city.yaml")
SPREAD = str(ROOT / "examples" / "2026.yaml")


def opened(report: Report, *, values: bool = False) -> Any:
    data = format_bytes(report, "xlsx")
    assert data is not None
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def of(path: str, *by: str) -> Report:
    return report_on(with_burden(tables_at([path], AS_THEY_ARE)), by)


def cells(sheet: Any) -> list[Any]:
    return [cell.value for row in sheet.iter_rows() for cell in row]


def section_of(*rows: tuple[object, ...], key: str = "texts") -> Report:
    columns = (Column("text", "text"), Column("figure", "figure", Kind.NUMBER))
    section = Section(key, "Texts", ("text",), columns, rows)
    return Report("A title", "A headline.", None, None, (section,), (), "USD")


@pytest.mark.parametrize("by", [(), ("agency",), ("department", "life_event"), ("life_event",)])
@pytest.mark.parametrize("path", [CITY, SPREAD])
def test_every_value_that_is_written_is_that_of_the_json(path: str, by: tuple[str, ...]) -> None:
    report = of(path, *by)
    book = opened(report, values=True)
    for section in json.loads(format_report(report, "json"))["sections"]:
        sheet = book[section["key"].replace(",", " and ")]
        for number, row in enumerate(section["rows"], start=2):
            found = [sheet.cell(number, place + 1).value for place in range(len(row))]
            assert [each or None for each in found] == [each or None for each in row.values()]


def test_hours_totals_and_shares_are_formulas_over_the_factors() -> None:
    report = of(CITY)
    book = opened(report)
    heading = {cell.value: cell.column for cell in book["Forms"][1]}
    hours = book["Forms"].cell(2, heading["hours a year"]).value
    assert hours.startswith("=IF(OR(")
    assert isinstance(book["Forms"].cell(2, heading["minutes each"]).value, int | float)
    for sheet, key in [
        ("department", "hours a year"),
        ("life_event", "share"),
        ("form", "responses"),
    ]:
        place = next(cell.column for cell in book[sheet][1] if cell.value == key)
        assert str(book[sheet].cell(2, place).value).startswith("=")
    assert "=total_hours" in cells(book["Summary"])


def test_each_total_has_a_name() -> None:
    book = opened(of(CITY))
    assert {"total_hours", "total_responses", "total_cost", "department_burden_hours"} <= set(
        book.defined_names
    )
    sheet, place = book.defined_names["total_hours"].attr_text.replace("'", "").split("!")
    assert book[sheet][place.replace("$", "")].value.startswith("=SUM(")


def test_a_sheet_has_headings_that_stay_a_filter_formats_notes_and_a_chart() -> None:
    sheet = opened(of(CITY))["department"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref
    assert "By department" in cells(sheet)
    assert len(sheet._charts) == 1
    formats = {cell.number_format for cell in sheet[2]}
    assert {"#,##0", "0.0%"} <= formats


@pytest.mark.parametrize(("rows", "is_below"), [(3, True), (40, False)])
def test_a_chart_stands_below_its_table_or_beside_a_long_one(rows: int, is_below: bool) -> None:
    place = charted(rows).anchor._from
    assert (place.row > rows, place.col == 0) == (is_below, is_below)


def test_a_chart_names_rows_by_what_tells_them_apart_where_its_names_are_only_for_people() -> None:
    assert charted(3).series[0].cat.strRef.f == "forms!$A$2:$A$4"


def test_a_line_begins_at_the_level_before_its_rows() -> None:
    columns = (Column("version", "version"), Column("hours", "hours", Kind.HOURS))
    chart = Chart("line", ("hours",), start=("2025", 7.0))
    section = Section("steps", "Steps", ("version",), columns, (("2026", 5.0),), chart=chart)
    sheet = opened(Report("A", "So.", None, None, (section,), (), ""))["steps"]
    (line,) = sheet._charts[0].series
    names, values = (
        sheet[place.f.partition("!")[2].replace("$", "")]
        for place in (line.cat.strRef or line.cat.numRef, line.val.numRef)
    )
    assert [cell.value for (cell,) in names] == ["2025", "2026"]
    assert [cell.value for (cell,) in values] == [7, 5]


def charted(rows: int) -> Any:
    columns = (
        Column("file", "file", shown="data"),
        Column("verdict", "verdict"),
        Column("name", "form", shown="people"),
        Column("minutes", "minutes", Kind.MINUTES),
    )
    made = tuple((f"{i}.pdf", "no contradiction", f"{i}", float(i + 1)) for i in range(rows))
    chart = Chart("bars", ("minutes",), names=("name",))
    section = Section("forms", "Forms", ("file",), columns, made, chart=chart)
    (found,) = opened(Report("A", "So.", None, None, (section,), (), ""))["forms"]._charts
    return found


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(1)", "+1", "-1", "{=1}", "http://a.b", "#REF!", "1e5"]
)
def test_text_is_text_and_never_a_formula_a_link_or_a_number(text: str) -> None:
    sheet = opened(section_of((text, 1.0)))["texts"]
    cell = sheet.cell(2, 1)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_figures_are_written_to_the_last_bit_and_what_is_not_known_is_an_empty_cell() -> None:
    sheet = opened(section_of(("a", 0.1 + 0.2), ("b", None), ("c", float("nan"))))["texts"]
    assert [sheet.cell(row, 2).value for row in (2, 3, 4)] == [0.1 + 0.2, None, None]


def test_a_change_in_a_column_of_amounts_is_a_number_with_its_sign() -> None:
    sheet = opened(section_of(("before", 5.0), ("statute", SignedAmount(2.0))))["texts"]
    assert (sheet["B3"].value, sheet["B3"].number_format[0]) == (2, "+")
    assert sheet["B2"].number_format[0] != "+"


def test_what_no_workbook_can_hold_has_a_mark_in_its_place() -> None:
    text = "a\x00b\u202ec\ufffe\ud800" + "x" * 40_000
    sheet = opened(section_of((text, 1.0)))["texts"]
    assert sheet.cell(2, 1).value.startswith("a\ufffdb\ufffdc\ufffd\ufffd")
    assert len(sheet.cell(2, 1).value) == 32_767


def test_names_of_sheets_are_such_as_a_workbook_can_have() -> None:
    names = opened(section_of(("a", 1.0), key="a/b:c*[d]?" + "e" * 40)).sheetnames
    assert names == ["Summary", "a b c  d  " + "e" * 21, "Method"]
    assert opened(section_of(("a", 1.0), key="summary")).sheetnames[1] == "summary 2"


def test_the_same_report_makes_the_same_bytes_without_a_time_in_them() -> None:
    first, second = (format_bytes(of(CITY), "xlsx") for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first or b"")) as parts:
        assert b"1980-01-01" in parts.read("docProps/core.xml")


def test_ids_that_a_spreadsheet_would_take_for_one_are_no_criteria(tmp_path: Path) -> None:
    """Where `a*` stands for `ab`, too, the values are written as they are."""
    catalogue = tmp_path / "c.yaml"
    catalogue.write_text(
        'timetax: "1"\nagencies:\n- {id: "A*", name: A}\n- {id: AB, name: B}\nforms:\n'
        '- {id: x, title: X, agency: "A*", responses: 10, minutes_per_response: 6}\n'
        "- {id: y, title: Y, agency: AB, responses: 20, minutes_per_response: 6}\n"
    )
    sheet = opened(of(str(catalogue), "agency"))["agency"]
    assert [row[4].value for row in sheet.iter_rows(min_row=2, max_row=3)] == [20, 10]


def test_what_follows_from_cells_of_a_sheet_is_a_formula_where_it_comes_to_the_same() -> None:
    columns = (
        Column("who", "who"),
        *(Column(key, key, Kind.HOURS) for key in ("old_hours", "new_hours", "change_hours")),
        Column("change_share", "in %", Kind.CHANGE_SHARE),
    )
    rows = (
        ("A", 40.0, 30.0, -10.0, -0.25),
        ("B", 10.0, None, None, None),
        ("C", 5.0, 7.0, 9.0, None),
    )
    section = Section("who", "By who", ("who",), columns, rows, total=("", 55.0, 40.0, -1.0, None))
    sheet = opened(Report("A", "So.", None, None, (section,), (), ""))["who"]
    found = [[cell.value for cell in row] for row in sheet.iter_rows(2, 5, 2, 5)]
    assert found == [
        [40, 30, "=C2-B2", '=IF(B2=0,"",D2/B2)'],
        [10, None, None, None],
        [5, 7, 9, None],
        ["=SUM(B2:B4)", 40, "=SUM(D2:D4)", None],
    ]


def test_levels_of_a_waterfall_are_made_of_its_steps_and_have_names() -> None:
    columns = (
        Column("part", "what"),
        Column("hours", "hours a year", Kind.HOURS),
        Column("change_hours", "change", Kind.CHANGE),
    )
    rows = (("Before", 10.0, None), ("Law", None, 4.0), ("Gone", 3.0, None), ("Now", 11.0, None))
    chart = Chart(
        "waterfall", ("hours", "change_hours"), parts=("level", "step", "aside away", "level")
    )
    section = Section("why", "Why", ("part",), columns, rows, chart=chart)
    book = opened(Report("A", "So.", None, None, (section,), (), ""))
    assert book["why"]["B5"].value == "=B2+C3-B4"
    assert book.defined_names["why_Now"].attr_text == "'why'!$B$5"


def test_accounts_are_sums_over_what_has_them() -> None:
    accounts = Section(
        "accounts",
        "Accounts",
        (),
        (Column("account", "account"), Column("amount", "amount", Kind.RESPONSES)),
        (("out_of_pocket", 7.0), ("value_of_time", 9.0)),
    )
    columns = (
        Column("form", "form"),
        *(Column(key, key) for key in ("out_of_pocket", "value_of_time")),
    )
    forms = Section("form", "Forms", ("form",), columns, (("a", 3.0, 1.0), ("b", 4.0, None)))
    book = opened(Report("A", "So.", None, None, (accounts, forms), (), "", tidy="form"))
    found = [book["accounts"][cell].value for cell in ("B2", "B3")]
    assert found == ["=SUM('form'!$B$2:$B$3)", 9]
    assert "accounts_out_of_pocket" in book.defined_names
