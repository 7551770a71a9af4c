from pathlib import Path
from typing import Any

import openpyxl
import pytest

import timetax
from tests.made import bundled
from tests.write.roads import catalogue_of
from timetax.write.convert import convert
from timetax.write.formats import xlsx

FORM = {"id": "a", "title": "A form", "agency": "B"}


def workbook_of(catalogue: timetax.Catalogue, folder: Path) -> Any:
    convert(catalogue, folder / "forms.xlsx")
    return openpyxl.load_workbook(folder / "forms.xlsx")


def column(sheet: Any, name: str) -> list[Any]:
    header = [cell.value for cell in sheet[1]]
    return [row[header.index(name)] for row in sheet.iter_rows(min_row=2)]


def test_figures_are_numbers_and_the_header_is_bold_and_frozen(tmp_path: Path) -> None:
    catalogue = bundled()
    sheet = workbook_of(catalogue, tmp_path)["forms"]
    responses = [cell.value for cell in column(sheet, "responses")]
    assert responses == [form.responses for form in catalogue.forms]
    assert {type(cell.value) for cell in column(sheet, "estimate_year")} <= {int, type(None)}
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])


def test_the_bundled_catalogue_has_a_sheet_for_each_kind_of_entry(tmp_path: Path) -> None:
    book = workbook_of(bundled(), tmp_path)
    assert book.sheetnames == [
        *("forms", "agencies", "life events", "service providers", "services", "feedback"),
        *("government side", "equity", "journeys", "about"),
    ]
    about = {row[0]: row[1] for row in book["about"].iter_rows(min_row=2, values_only=True)}
    assert about["number of forms"] == len(bundled().forms)
    assert about["title"] == bundled().title


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(1)", "+1", "-1", "@a", "#N/A", "'=1", "'a"])
def test_a_text_is_a_text_whatever_it_looks_like(text: str, tmp_path: Path) -> None:
    catalogue = catalogue_of({"timetax": "1", "title": text, "forms": [FORM | {"title": text}]})
    book = workbook_of(catalogue, tmp_path)
    (title,) = column(book["forms"], "title")
    assert (title.value, title.data_type) == (text, "s")
    assert (book["about"]["B3"].value, book["about"]["B3"].data_type) == (text, "s")


def test_a_text_that_is_longer_than_a_cell_goes_on_in_further_columns(tmp_path: Path) -> None:
    note = "\U0001f600" + "x" * 70_000
    book = workbook_of(catalogue_of({"timetax": "1", "forms": [FORM | {"note": note}]}), tmp_path)
    header = [cell.value for cell in book["forms"][1]]
    names = [name for name in header if name.startswith("note")]
    assert names[:3] == ["note", "note (continued)", "note (continued) 2"]
    cells = [column(book["forms"], name)[0].value for name in names]
    assert "".join(cells) == note
    assert all(len(each.encode("utf-16-le")) // 2 <= 32_767 for each in cells)


def test_mistakes_in_a_workbook_of_ours_have_their_cells(tmp_path: Path) -> None:
    forms = [FORM, FORM | {"id": "b", "responses": "5"}]
    book = workbook_of(catalogue_of({"timetax": "1", "forms": forms}), tmp_path)
    _, responses = column(book["forms"], "responses")
    responses.value = "many"
    book["about"]["B2"] = 2
    book.save(tmp_path / "forms.xlsx")
    with pytest.raises(timetax.InputError) as caught:
        timetax.load(tmp_path / "forms.xlsx")
    places = [each.position.cell for each in caught.value.findings]
    assert places == ["about!B2", f"forms!{responses.coordinate}"]


def test_a_row_that_people_add_to_a_workbook_of_ours_is_read(tmp_path: Path) -> None:
    book = workbook_of(catalogue_of({"timetax": "1", "forms": [FORM]}), tmp_path)
    sheet = book["forms"]
    added = {"id": "b", "title": "Another", "agency": "B"}
    sheet.append([added.get(cell.value) for cell in sheet[1]])
    book.save(tmp_path / "forms.xlsx")
    assert [form.id for form in timetax.load(tmp_path / "forms.xlsx").forms] == ["a", "b"]


def test_more_entries_than_a_sheet_has_rows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    forms = [FORM, FORM | {"id": "b"}]
    with pytest.raises(timetax.InputError, match="a sheet holds 1 entries, and there are 2"):
        convert(catalogue_of({"timetax": "1", "forms": forms}), tmp_path / "forms.xlsx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("change", ["-5", "-1e-07", "-0.5"])
def test_a_figure_below_zero_comes_back_as_it_was(change: str, tmp_path: Path) -> None:
    made = catalogue_of({"timetax": 1, "forms": [FORM | {"published_change": change}]})
    convert(made, tmp_path / "a.xlsx")
    assert timetax.load(tmp_path / "a.xlsx").forms == made.forms
