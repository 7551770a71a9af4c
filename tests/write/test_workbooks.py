from pathlib import Path
from typing import Any

import openpyxl
import pytest

import timetax
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
    catalogue = timetax.load()
    sheet = workbook_of(catalogue, tmp_path)["forms"]
    responses = [cell.value for cell in column(sheet, "responses")]
    assert responses == [form.responses for form in catalogue.forms]
    assert {type(cell.value) for cell in column(sheet, "estimate_year")} <= {int, type(None)}
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])


def test_the_bundled_catalogue_has_a_sheet_for_each_kind_of_entry(tmp_path: Path) -> None:
    book = workbook_of(timetax.load(), tmp_path)
    assert book.sheetnames == ["forms", "agencies", "life events", "about"]
    about = {row[0]: row[1] for row in book["about"].iter_rows(min_row=2, values_only=True)}
    assert about["forms"] == len(timetax.load().forms)
    assert about["title"] == timetax.load().title
    assert about["texts cut or changed, as Excel cannot hold them"] == 0


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(1)", "+1", "-1", "@a", "#N/A", "'=1", "'a"])
def test_a_text_is_a_text_whatever_it_looks_like(text: str, tmp_path: Path) -> None:
    catalogue = catalogue_of({"timetax": "1", "title": text, "forms": [FORM | {"title": text}]})
    book = workbook_of(catalogue, tmp_path)
    (title,) = column(book["forms"], "title")
    assert (title.value, title.data_type) == (text, "s")
    assert (book["about"]["B2"].value, book["about"]["B2"].data_type) == (text, "s")


def test_what_a_workbook_cannot_hold_is_cut_and_counted(tmp_path: Path) -> None:
    forms = [FORM | {"title": "a\x07b", "note": "x" * 40_000}]
    book = workbook_of(catalogue_of({"timetax": "1", "forms": forms}), tmp_path)
    (note,), (title,) = column(book["forms"], "note"), column(book["forms"], "title")
    assert (len(note.value), note.value[-1], title.value) == (32_767, "…", "a\ufffdb")
    assert column(book["about"], "value")[-1].value == 2


def test_more_entries_than_a_sheet_has_rows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    forms = [FORM, FORM | {"id": "b"}]
    with pytest.raises(timetax.InputError, match="a sheet holds 1 entries, and there are 2"):
        convert(catalogue_of({"timetax": "1", "forms": forms}), tmp_path / "forms.xlsx")
    assert not list(tmp_path.iterdir())
