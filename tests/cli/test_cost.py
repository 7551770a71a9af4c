"""`timetax cost` as a user runs it."""

import json
from pathlib import Path

import pytest

from tests.catalogue.test_money import CLERK, ITEMISED
from tests.console import run
from timetax.wording.numbers import NOTHING


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    path = tmp_path / "forms.yaml"
    other = {"id": "other", "title": "Another", "agency": "B", "responses": 60}
    form = {"id": "example", "title": "An example", "agency": "A"} | ITEMISED
    catalogue = {"timetax": 1, "tariffs": [CLERK], "forms": [form, other]}
    path.write_text(json.dumps(catalogue), encoding="utf-8")
    return path


def test_json_holds_the_accounts_of_the_catalogue_and_of_each_form(forms: Path) -> None:
    done = run(f"timetax cost {forms} --book us-pra --format json")
    made = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (made["timetax_cost"], made["book"], made["currency"]) == (1, "us-pra", "USD")
    assert made["accounts"] == {
        "value_of_time": 3873.31875,
        "out_of_pocket": 93.75,
        "one_off": 73771.8,
        "government": 830.4,
    }
    assert made["annualised"] == 20093.75
    assert made["total_over_horizon"] is None
    assert made["forms"][0]["accounts"] == made["accounts"]
    assert made["forms"][1]["accounts"]["value_of_time"] is None
    assert made["not_costed"] == [{"form": "other", "reason": "it gives nothing to cost"}]
    assert "sum" not in made


def test_accounts_are_added_only_where_that_is_asked_for(forms: Path) -> None:
    command = f"timetax cost {forms} --book us-pra --format json"
    made = json.loads(run(f"{command} --add value_of_time,out_of_pocket").stdout)
    assert made["sum"] == {"accounts": ["value_of_time", "out_of_pocket"], "amount": 3967.06875}
    done = run(f"{command} --add value_of_time,one_off")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is an amount once" in done.stderr


def test_csv_has_a_row_a_form_or_a_row_a_value(forms: Path) -> None:
    by_form = run(f"timetax cost {forms} --book us-pra --format csv").stdout.splitlines()
    assert by_form[0].startswith("form,title,not_costed,value_of_time,out_of_pocket")
    assert by_form[1].startswith("example,An example,0,3873.31875,93.75,73771.8,830.4")
    by_agency = run(f"timetax cost {forms} --book us-pra --by agency --format csv").stdout
    assert [line.split(",")[0] for line in by_agency.splitlines()[1:]] == ["A", "B"]


def test_only_some_forms_are_costed_where_that_is_asked_for(forms: Path) -> None:
    done = run(f"timetax cost {forms} --book us-pra --where agency=B --format json")
    assert [each["form"] for each in json.loads(done.stdout)["forms"]] == ["other"]


def test_a_price_year_moves_all_money_with_an_index_that_is_named(forms: Path) -> None:
    done = run(f"timetax cost {forms} --book us-pra --price-year 2025 --format json")
    made = json.loads(done.stdout)
    assert made["price_year"] == 2025
    assert "CPI-U" in made["price_index"]
    assert made["accounts"]["value_of_time"] > 3873.31875
    assert any("October 2025" in note for note in made["notes"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("", "say whose rules are to hold"),
        ("--book us-pr", "unknown book 'us-pr'; did you mean 'us-pra'?"),
        ("--book us-pra --price-year 1990", "no index for 1990"),
        ("--book us-pra --price-index cpi_x", "no index 'cpi_x' of US; did you mean 'cpi_u'?"),
        ("--book us-pra --discount-rate 7%", "must be a share from 0 to 1: write 0.07"),
        ("--book de-erfuellungsaufwand --horizon 3", "adds up no years"),
        ("--book us-pra --by agenzy", "unknown field 'agenzy'; did you mean 'agency'?"),
        ("--price-year 2020", "is about money; add --book"),
    ],
)
def test_options_that_cannot_be_used_are_explained(forms: Path, options: str, said: str) -> None:
    done = run(f"timetax cost {forms} {options}")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


GERMAN = """\
timetax: 1
currency: EUR
forms:
  - id: citizens
    title: An application
    agency: BMF
    affected_public: individuals
    respondents: 2000
    minutes_per_response: 60
    cost: {recurring: {minutes_per_response: 30, purchases_per_response: 1.5}}
  - id: firms
    title: A report
    agency: BMF
    affected_public: private-sector
    respondents: 1000
    minutes_per_response: 60
"""


def test_time_that_a_book_leaves_in_hours_is_hours_and_neither_zero_nor_unknown(
    tmp_path: Path,
) -> None:
    path = tmp_path / "forms.yaml"
    path.write_text(GERMAN, encoding="utf-8")
    command = f"timetax cost {path} --book de-erfuellungsaufwand --by form"
    shown = " ".join(run(command).stdout.split())
    assert "1,000 hours a year that the book leaves in hours" in shown
    assert f"citizens An application {NOTHING} 3,000 1,000" in shown
    assert f"firms A report 38,600 {NOTHING} 1,000" in shown
    assert "unknown" not in shown
    made = json.loads(run(f"{command} --format json").stdout)
    assert made["hours_left"] == 1000
    assert made["accounts"]["value_of_time"] == 38600
    assert [each["accounts"]["value_of_time"] for each in made["forms"]] == [None, 38600]


def test_an_account_of_which_something_is_not_known_is_unknown_and_null(forms: Path) -> None:
    command = f"timetax cost {forms} --book us-pra --by form"
    assert "other Another unknown unknown unknown unknown" in " ".join(run(command).stdout.split())
    rows = json.loads(run(f"{command} --format json").stdout)["sections"][1]["rows"]
    assert [each["value_of_time"] for each in rows if each["form"] == "other"] == [None]


def test_a_tariff_of_another_currency_or_country_is_named_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "forms.yaml"
    text = """\
timetax: 1
tariffs:
  - id: clerk
    jurisdiction: US
    hourly_wage: 20
    currency: CAD
forms:
  - id: form
    title: A form
    agency: A
    responses: 60
    cost: {recurring: {tariff: clerk, minutes_per_response: 1}}
"""
    path.write_text(text, encoding="utf-8")
    done = run(f"timetax cost {path} --book us-pra")
    assert done.returncode == 2
    assert done.stderr.startswith(f"{path}:6:15: error: the tariff 'clerk' is in CAD")
    made = json.loads(run(f"timetax cost {path} --book ca-rtrr --format json").stdout)
    assert made["not_costed"] == [
        {
            "form": "form",
            "reason": f"the tariff 'clerk' ({path}:3:5) is of US in CAD, and the book counts CA "
            "in CAD",
        }
    ]
