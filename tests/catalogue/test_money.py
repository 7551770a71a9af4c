"""Money in a catalogue: tariffs, costs, and what is wrong with them."""

import json
from pathlib import Path
from typing import Any

import pytest

import timetax
from tests import made
from tests.console import run
from timetax.catalogue.tariff_tables import activities, defaults_of, rows_of_tariffs, tariff_named
from timetax.render.reports import format_report
from timetax.reports.summary import report_on
from timetax.tables.saved_reading import tables_in
from timetax.write.convert import convert

CLERK = {
    "id": "clerk",
    "jurisdiction": "US",
    "hourly_wage": 21.86,
    "currency": "USD",
    "base_period": "2024-05",
    "load": {"multiplier": 2.1, "applies_to": "wage"},
}
ITEMISED: dict[str, Any] = {
    "respondents": 100,
    "minutes_per_response": 75,
    "cost": {
        "recurring": [
            {"tariff": "clerk", "minutes_per_response": 60},
            {
                "tariff": "clerk",
                "minutes_per_response": 15,
                "share_of_responses": 0.5,
                "purchases_per_response": 2.50,
            },
        ],
        "one_off": [
            {"tariff": "clerk", "minutes_per_respondent": 240, "purchases_per_respondent": 800}
        ],
        "business_as_usual": 0.25,
        "government": [{"tariff": "gs-12", "hours": 20}],
    },
}


def mistakes(form: dict[str, Any], **sections: Any) -> list[str]:
    with pytest.raises(timetax.InputError) as caught:
        made.catalogue([form], tariffs=[CLERK], **sections)
    return [finding.message for finding in caught.value.findings]


def cost(**entry: Any) -> dict[str, Any]:
    return {"cost": {"recurring": [entry]}}


@pytest.mark.parametrize("suffix", ["yaml", "csv", "xlsx", "parquet"])
def test_costs_and_tariffs_come_back_from_every_format(suffix: str, tmp_path: Path) -> None:
    ranged = CLERK | {"id": "other", "hourly_wage": {"low": 10, "likely": 20, "high": 40}}
    published = {"amount": -4.73, "kind": "eandcb", "currency": "GBP", "price_year": 2014}
    form = ITEMISED | {"duty": "recordkeeping"}
    form = form | {"cost": form["cost"] | {"published": [published], "begins": 2015}}
    catalogue = made.catalogue([form], tariffs=[CLERK, ranged])
    first, second = tmp_path / f"forms.{suffix}", tmp_path / "back.yaml"
    convert(catalogue, first)
    back = timetax.load(first)
    convert(back, second)
    assert back.forms == timetax.load(second).forms == catalogue.forms
    assert back.tariffs == catalogue.tariffs


def test_one_entry_alone_is_a_list_of_one() -> None:
    (form,) = made.catalogue(
        [cost(tariff="clerk") | {"cost": {"recurring": {"tariff": "clerk"}}}], tariffs=[CLERK]
    ).forms
    assert form.cost and [each.tariff for each in form.cost.recurring] == ["clerk"]


def test_reports_total_by_the_kind_of_duty() -> None:
    tables = made.tables([{"duty": "disclosure", "responses": 60, "minutes_per_response": 1}])
    assert timetax.totals_by(tables, "duty")["duty"].tolist() == ["disclosure"]


def test_a_tariff_that_is_not_known_is_refused_with_the_nearest() -> None:
    assert mistakes(cost(tariff="clark")) == [
        "tariff: 'clark' is neither declared under `tariffs:` nor comes with the program; "
        "did you mean 'clerk'?"
    ]


def test_a_tariff_that_is_no_money_an_hour_is_refused() -> None:
    assert mistakes(cost(tariff="ca-rtrr-factor")) == [
        "tariff: 'ca-rtrr-factor' is factor (7 %, ten years, payments at the end of the year), "
        "and no money an hour"
    ]


def test_a_load_below_zero_is_refused() -> None:
    odd = CLERK | {"id": "odd", "load": {"fringe": -0.33}}
    with pytest.raises(timetax.InputError) as caught:
        made.catalogue([{}], tariffs=[odd])
    assert "load.fringe: '-0.33' is negative" in str(caught.value)


@pytest.mark.parametrize(
    ("load", "said"),
    [
        ({}, "must say a multiplier, or fringe and overhead"),
        ({"multiplier": 2.1, "overhead": 0.17}, "a multiplier holds overhead already"),
        ({"multiplier": 2.1, "fringe": 0.33}, "the multiplier of a wage holds fringe already"),
    ],
)
def test_a_load_that_counts_twice_or_nothing_is_refused(load: dict[str, float], said: str) -> None:
    with pytest.raises(timetax.InputError) as caught:
        made.catalogue([{}], tariffs=[CLERK | {"load": load}])
    assert said in str(caught.value)


def test_benefits_beside_the_multiplier_of_a_wage_are_refused() -> None:
    with pytest.raises(timetax.InputError) as caught:
        made.catalogue([{}], tariffs=[CLERK | {"hourly_benefits": 9}])
    assert "the multiplier of a wage holds benefits already" in str(caught.value)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            {"activity": "de-business-3", "complexity": "simple", "minutes_per_response": 3},
            "has activity and minutes_per_response; give one of them",
        ),
        ({"activity": "de-business-3"}, "say its complexity too"),
        ({"tariff": "clerk", "complexity": "simple"}, "name the activity"),
        ({"note": "copying"}, "says neither who does it"),
        ({"tariff": "clerk", "share_of_responses": 1.5}, "the share '1.5' is above 1"),
        ({"tariff": "clerk", "minutes": 5}, "unknown key 'minutes'; did you mean"),
    ],
)
def test_an_entry_of_costs_that_contradicts_itself_is_refused(
    entry: dict[str, Any], said: str
) -> None:
    assert said in mistakes({"cost": {"recurring": [entry]}})[0]


def test_published_money_of_an_unknown_kind_is_refused() -> None:
    (said,) = mistakes({"cost": {"published": [{"amount": 1, "kind": "eandc"}]}})
    assert "did you mean 'eandcb'?" in said


def test_a_standard_activity_has_the_minutes_of_its_complexity() -> None:
    tables = made.tables(
        [cost(activity="de-business-3", complexity="medium", tariff="clerk")], tariffs=[CLERK]
    )
    assert tables.costs["minutes_per_response"].tolist() == [5.0]


def test_an_activity_that_is_not_known_is_refused_with_the_nearest() -> None:
    (said,) = mistakes(cost(activity="de-busines-3", complexity="simple"))
    assert "did you mean 'de-business-3'?" in said


def test_minutes_that_are_not_printed_are_refused() -> None:
    rows = activities().values()
    activity = next(row["id"] for row in rows if not row["minutes_complex"])
    (said,) = mistakes(cost(activity=activity, complexity="complex"))
    assert "no minutes are printed" in said


def test_every_tariff_that_comes_with_the_program_has_its_source() -> None:
    rows = rows_of_tariffs()
    assert len(rows) == 1039
    assert all(row["source"] and row["url"] for row in rows.values())


def test_every_default_is_a_tariff_of_its_jurisdiction() -> None:
    for jurisdiction in ("US", "AU", "DE"):
        for default in defaults_of(jurisdiction).values():
            tariff = tariff_named(default.tariff)
            assert tariff and tariff.jurisdiction == jurisdiction


def test_the_short_name_of_a_grade_is_its_middle_step() -> None:
    tariff = tariff_named("gs-12")
    assert tariff and tariff.hourly_wage == 41.52
    assert tariff.occupation == "GS-12 step 5, base schedule without locality"
    assert tariff_named("gs-99") is None


def test_tariffs_are_searched_by_all_words() -> None:
    done = run("timetax tariffs 43-0000 2025 --format json")
    (first, *_) = json.loads(done.stdout)["sections"]
    assert {row["tariff"] for row in first["rows"]} == {"us-oews-43-0000-2025"}


def test_words_that_no_tariff_holds_find_none_as_in_other_lists() -> None:
    done = run("timetax tariffs occupatoins")
    assert done.returncode == 0
    assert "0 tariffs with 'occupatoins'; did you mean 'Occupations'?" in done.stdout


def test_a_report_that_was_saved_before_there_was_money_is_read(tmp_path: Path) -> None:
    text = format_report(report_on(made.tables([ITEMISED], tariffs=[CLERK])), "json")
    data = json.loads(text)
    assert len(tables_in("r", text.encode()).costs) == 4
    for name in ("costs", "costed", "published_money", "tariffs"):
        del data["tables"][name]
    assert len(tables_in("r", json.dumps(data).encode()).costs) == 0
