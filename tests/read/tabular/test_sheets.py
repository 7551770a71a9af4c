"""Sheets as agencies publish them: each is read right, or the answer to its question is."""

import math
import shlex
from pathlib import Path

import pytest

from timetax.cli.reading import ReadingArguments
from timetax.engine.burden import with_burden
from timetax.findings import InputError
from timetax.read.to_tables import tables_at

SHEETS = Path(__file__).with_name("sheets")

RIGHT = {
    "01-grand-total-label/forms.csv": 20_845.2525,
    "03-total-of-all-pages/forms.csv": 187.5,
    "04-total-row-per-agency/forms.csv": 2_400,
    "08-dots-as-thousands/forms.csv": 3_520,
    "11-frequency-under-unknown-heading/forms.csv": 20_844,
    "11-frequency-under-unknown-heading/occurrences.csv": 1_200,
    "11-frequency-under-unknown-heading/slash.csv": 1_200,
    "14-department-merged-downwards/forms.xlsx": 610,
    "15-diff-of-reordered-rows/after.csv": 5_500,
    "17-check-same-form-other-respondents/forms.csv": 5_500,
    "19-fewer-responses-than-respondents/with-published.csv": 4_428,
    "20-csv-taken-for-yaml/hash.csv": 300,
    "20-csv-taken-for-yaml/number-of.csv": 300,
    "20-csv-taken-for-yaml/pandas-index.csv": 300,
    "20-csv-taken-for-yaml/source-line.csv": 300,
    "21-unit-of-time-in-its-own-column/forms.csv": 225,
    "23-odd-date-costs-the-hours/forms.csv": 5_000 / 12 + 0,
    "25-unit-typed-into-total-hours/forms.csv": 476_866,
    "28-hidden-rows/forms.xlsx": 600,
    "32-quoted-as-formula/forms.csv": 1_200,
    "33-formula-in-a-column-nobody-reads/forms.xlsx": 100,
}
ASKED = {
    ("08-dots-as-thousands/minutes.csv", "--decimal ,"): 2_050,
    ("11-frequency-under-unknown-heading/reports-filed.csv",
     '--map "Reports Filed Annually"=responses_per_respondent'): 474,
    ("12-several-years-in-one-table/forms.csv", "--year 2024"): 120,
    ("12-several-years-in-one-table/no-number.csv", "--year newest"): 120,
    ("13-thousands-above-the-table/forms.csv", "--scale 1000"): 2_550_000,
    ("14-department-merged-downwards/forms.csv", "--levels down"): 610,
    ("14-department-merged-downwards/agency-once.csv", "--levels down"): 350,
    ("18-labour-cost-as-money-out-of-pocket/forms.csv",
     '--map "Total Annual Respondent Cost"=ignore'): 12_735,
    ("19-fewer-responses-than-respondents/forms.csv",
     '--map "Number of responses"=responses_per_respondent'): 4_428,
    ("07-second-heading-row-other-unit/forms.csv", "--rows drop:4-5"): 100,
}  # fmt: skip
FIELDS = {"--map": "headings", "--rows": "rows", "--scale": "scale", "--fill": "fill"}


def hours(path: str, options: str = "") -> float:
    given: dict[str, object] = {}
    words = shlex.split(options)
    for option, value in zip(words[::2], words[1::2], strict=True):
        name = FIELDS.get(option, option.removeprefix("--"))
        given[name] = [*given.get(name, []), value] if option in FIELDS else value  # type: ignore[misc]
    with ReadingArguments(**given).options() as reading:  # type: ignore[arg-type]
        forms = with_burden(tables_at([str(SHEETS / path)], reading)).forms
    return math.fsum(forms["burden_hours"].dropna())


@pytest.mark.parametrize(("path", "right"), RIGHT.items())
def test_a_sheet_is_read_right(path: str, right: float) -> None:
    assert hours(path) == pytest.approx(right, rel=1e-4)


@pytest.mark.parametrize(("asked", "right"), ASKED.items(), ids=lambda each: str(each))
def test_a_sheet_that_does_not_say_is_asked_about_and_the_answer_is_right(
    asked: tuple[str, str], right: float
) -> None:
    path, answer = asked
    with pytest.raises(InputError) as error:
        hours(path)
    (finding,) = error.value.findings
    assert f"`{answer}`" in finding.message
    assert hours(path, answer) == pytest.approx(right, rel=1e-4)


def test_an_agency_is_said_for_all_rows() -> None:
    path = "27-no-agency-column/forms.csv"
    with pytest.raises(InputError, match="`--fill agency=IRS`"):
        hours(path)
    assert hours(path, "--fill agency=RD") == pytest.approx(474)


def test_columns_that_continue_others_are_said_to_be_the_same() -> None:
    path = "26-heading-in-three-rows/forms.csv"
    with pytest.raises(InputError) as error:
        hours(path)
    answers = " ".join([
        '--map "NO. OF RECORDKEEPERS"=respondents',
        '--map "ANNUAL HOURS PER RECORDKEEPER"=hours_per_response',
        '--map "RECORDKEEPING HOURS (Col. I x J)"=published_hours',
    ])  # fmt: skip
    assert len(error.value.findings) == 3
    assert hours(path, answers) == pytest.approx(1_006.99, rel=1e-4)


def test_a_unit_beside_the_figures_cannot_be_overruled() -> None:
    with pytest.raises(InputError, match="'hours' stands beside it"):
        hours("21-unit-of-time-in-its-own-column/forms.csv", "--unit minutes")


def test_form_numbers_that_a_spreadsheet_spoilt_are_errors() -> None:
    with pytest.raises(InputError) as error:
        hours("29-form-number-that-excel-spoilt/forms.csv")
    places = [str(each.position).rpartition("forms.csv:")[2] for each in error.value.findings]
    assert places == ["2:2", "3:2", "4:2"]
