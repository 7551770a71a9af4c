"""The rules about forms on paper, each with what breaks it and what does not."""

from pathlib import Path

import pytest

from tests.console import run
from tests.read.instruments.made import field, pdf, words
from timetax.checks.registry import RULES
from timetax.checks.rule import HEADINGS, sections

CATALOGUE = """\
timetax: 1
forms:
  - id: licence
    title: Dog licence
    agency: City
    form_number: D-1
    control_number: 0503-0001
    responses: 60
    published_hours: 15
"""
GOOD = "Form D-1 OMB No. 0503-0001 Respondent Burden: 15 minutes Expires: 01/31/2030"


def codes(folder: Path, *texts: str) -> list[str]:
    (folder / "forms.yaml").write_text(CATALOGUE)
    for place, text in enumerate(texts):
        (folder / f"{place}.pdf").write_bytes(pdf([("cover", []), (text, [field("name")])]))
    files = " ".join(f"{folder}/{place}.pdf" for place in range(len(texts)))
    made = run(
        f"timetax check {folder}/forms.yaml {files} --select TT81 --today 2026-11-29 --format csv"
    )
    return [line.split(",")[1] for line in made.stdout.splitlines()[1:]]


def test_a_form_that_agrees_with_its_catalogue_has_no_finding(tmp_path: Path) -> None:
    assert codes(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GOOD.replace("15 minutes", "20 minutes"), "TT811"),
        (f"{words(6000)}\n{GOOD}", "TT812"),
        (GOOD.replace("2030", "2024"), "TT813"),
        (GOOD.replace("0503-0001", "0503-0002"), "TT814"),
        (GOOD.replace("0503-0001", "XXXX-XXXX"), "TT814"),
        (GOOD.replace("Respondent Burden: 15 minutes", ""), "TT815"),
    ],
)
def test_each_mistake_is_found_on_a_form(text: str, code: str, tmp_path: Path) -> None:
    found = codes(tmp_path, text)
    assert found == [code]


def test_two_places_that_print_different_minutes_contradict_each_other(tmp_path: Path) -> None:
    found = codes(tmp_path, GOOD, GOOD.replace("15 minutes", "15.4 minutes"))
    assert found == ["TT816"]


def test_a_finding_stands_on_its_page_and_a_scan_that_is_named_is_refused(tmp_path: Path) -> None:
    codes(tmp_path, GOOD.replace("15 minutes", "20 minutes"))
    made = run(f"timetax check {tmp_path}/forms.yaml {tmp_path}/0.pdf --select TT811")
    assert f"{tmp_path}/0.pdf:page 2: note: licence: prints 20 minutes" in made.stdout
    (tmp_path / "scan.pdf").write_bytes(pdf([("", [])]))
    refused = run(f"timetax check {tmp_path}/scan.pdf")
    assert (refused.returncode, "is a scan" in refused.stderr) == (2, True)


@pytest.mark.parametrize("rule", [each for each in RULES.values() if each.code > "TT81"])
def test_a_rule_on_paper_has_a_whole_page(rule: object) -> None:
    page = getattr(rule, "page", "")
    texts = sections(page)
    assert tuple(texts) == HEADINGS
