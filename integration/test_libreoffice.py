"""Workbooks of reports in a real LibreOffice: it computes what timetax has computed."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.console import ROOT, run

CATALOGUE = ROOT / "examples" / "city.yaml"

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("libreoffice")
    (made / "user").mkdir()
    (made / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    return made


def recalculated(book: Path, profile: Path) -> Any:
    """Return a workbook as LibreOffice writes it again, every formula computed anew."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice is not installed (Debian: libreoffice-calc)")
    folder = book.parent / "again"
    done = subprocess.run(
        [
            office,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            folder,
            book,
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (folder / book.name).exists(), done.stderr
    return openpyxl.load_workbook(folder / book.name, data_only=True)


def written(command: str, path: Path) -> None:
    done = run(f"timetax {command} -o {path}")
    assert (done.returncode, done.stderr) == (0, "")


def column(sheet: Any, heading: str) -> int:
    return 1 + [cell.value for cell in sheet[1]].index(heading)


def same(cell: object, value: object) -> bool:
    if isinstance(value, int | float) and isinstance(cell, int | float):
        return cell == pytest.approx(value, rel=1e-12, abs=1e-9)
    return (cell or None) == (value or None)


@pytest.mark.parametrize(
    "command", ["report", f"report {CATALOGUE}", "report --by agency,duty", "report --top 3"]
)
def test_every_cell_is_that_of_the_json_after_libreoffice_has_computed_it(
    command: str, tmp_path: Path, profile: Path
) -> None:
    written(command, tmp_path / "a.xlsx")
    written(command, tmp_path / "a.json")
    book = recalculated(tmp_path / "a.xlsx", profile)
    report = json.loads((tmp_path / "a.json").read_text())
    for section in report["sections"]:
        sheet = book[section["key"].replace(",", " and ")]
        rows = [*section["rows"], *([section["rest"]] if section["rest"] else [])]
        for number, row in enumerate(rows, start=2):
            for place, (key, value) in enumerate(row.items(), start=1):
                found = sheet.cell(number, place).value
                assert same(found, value), (section["key"], number, key)
    assert same(book["Forms"].cell(1, 1).value, "form")


@pytest.mark.parametrize(
    "command",
    [
        "whatif examples/ten-heaviest-halved.yaml passport-renewal-online",
        "diff examples/2025.yaml examples/2026.yaml",
        "cost --book us-pra",
        "journey approaching-retirement",
        "measure examples/events.csv",
        "forms passport",
    ],
)
def test_what_formulas_come_to_is_what_was_written_beside_them(
    command: str, tmp_path: Path, profile: Path
) -> None:
    written(command, tmp_path / "a.xlsx")
    again = recalculated(tmp_path / "a.xlsx", profile)
    formulas = openpyxl.load_workbook(tmp_path / "a.xlsx")
    said = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    found = [
        (sheet.title, cell.coordinate)
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert found
    for sheet, cell in found:
        assert same(again[sheet][cell].value, said[sheet][cell].value), (sheet, cell)


def test_a_minute_that_is_changed_changes_hours_totals_and_shares(
    tmp_path: Path, profile: Path
) -> None:
    written("report", tmp_path / "a.xlsx")
    before = recalculated(tmp_path / "a.xlsx", profile)
    changed = openpyxl.load_workbook(tmp_path / "a.xlsx")
    forms = changed["Forms"]
    minutes, responses = column(forms, "minutes each"), column(forms, "responses a year")
    row = next(each for each in range(2, 400) if forms.cell(each, 1).value == "irs-1040")
    forms.cell(row, minutes).value += 60
    changed.save(tmp_path / "b.xlsx")
    after = recalculated(tmp_path / "b.xlsx", profile)
    added = after["Forms"].cell(row, responses).value

    def hours(book: Any, sheet: str, label: str) -> float:
        place = column(book[sheet], "hours a year")
        (found,) = (
            each[place - 1].value
            for each in book[sheet].iter_rows()
            if label in [cell.value for cell in each]
        )
        return float(found)

    for sheet, label in [
        ("department", "Department of the Treasury"),
        ("department", "Total"),
        ("life_event", "Filing taxes"),
        ("form", "irs-1040"),
        ("form", "Total"),
    ]:
        moved = hours(after, sheet, label) - hours(before, sheet, label)
        assert moved == pytest.approx(added, rel=1e-6), (sheet, label)
    summary = {row[0].value: row[1].value for row in after["Summary"].iter_rows()}
    assert summary["hours a year"] == hours(after, "department", "Total")
