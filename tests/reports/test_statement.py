"""The tables of governments: each line as their forms ask for it."""

import json
from io import BytesIO
from typing import Any

import openpyxl
import pytest

import timetax
from tests import made
from tests.catalogue.test_money import CLERK, ITEMISED
from tests.engine.money.given import tariff
from timetax.engine.money.book import book_named, terms_of
from timetax.render.reports import format_bytes, format_report
from timetax.reports.report import Report
from timetax.reports.statement import LAYOUTS, layout_named, statement_report, subject_of
from timetax.wording.numbers import NOTHING

US = {"tariffs": [CLERK]}
GERMAN = {
    "affected_public": "private-sector",
    "respondents": 1000,
    "cost": {
        "recurring": {
            "tariff": "de-leitfaden-2025-wirtschaft-a-s-average",
            "activity": "de-business-3",
            "complexity": "medium",
        },
        "one_off": {
            "tariff": "de-leitfaden-2025-wirtschaft-a-s-average",
            "minutes_per_respondent": 60,
            "purchases_per_respondent": 10,
        },
        "government": {
            "tariff": "de-leitfaden-2025-verwaltung-bund-average",
            "minutes_per_response": 10,
            "level": "Bund",
        },
    },
}


def stated(layout: str, form: dict[str, Any], **sections: Any) -> Report:
    catalogue = made.catalogue([form], **sections)
    tables = timetax.with_burden(timetax.tabulate(catalogue))
    book = book_named(layout_named(layout).book)
    return statement_report(subject_of(catalogue, tables, "form-0", book, terms_of(book)), layout)


def lines(report: Report, key: str) -> dict[str, Any]:
    (section,) = (each for each in report.sections if each.key == key)
    return {row[-2] if key.startswith("item") else row[0]: row[-1] for row in section.rows}


def test_form_83i_has_hours_with_a_third_of_those_of_once_and_thousands_of_dollars() -> None:
    form = ITEMISED | {"previous_hours": 200, "change": {"cause": "adjustment"}}
    report = stated("us-83i", form, **US)
    assert lines(report, "item_13") == {
        "Number of respondents": 100,
        "Total annual responses": 100,
        "Percentage of these responses collected electronically": None,
        "Total annual hours requested": 184.38,
        "Current OMB inventory": 200,
        "Difference": -15.63,
        "Program change": None,
        "Adjustment": -15.63,
    }
    costs = lines(report, "item_14")
    assert costs["Total annualised capital/startup costs"] == 20.0
    assert costs["Total annual costs (O&M)"] == 0.094
    assert costs["Total annualised cost requested"] == 20.094


def test_the_supporting_statement_keeps_hours_and_dollars_apart() -> None:
    report = stated("us-supporting-statement", ITEMISED, **US)
    hours, cost, government = report.sections
    assert hours.total == ("Total", None, 100.0, 100.0, None, 184.38, None, 8463.92)
    assert [row[5] for row in hours.rows] == [75.0, 9.38, 100.0]
    assert cost.total == ("Total annual cost burden", 20093.75)
    assert government.rows[0][2:] == (20.0, 41.52, 830.4, None)


def test_the_burden_statement_names_number_and_time() -> None:
    form = {"control_number": "1405-0020", "responses": 10, "minutes_per_response": 90}
    report = stated("us-burden-statement", form | {"obligation": "mandatory"})
    assert "collection is 1405-0020" in report.headline
    assert "estimated to average 1 hour and 30 minutes per response" in report.headline
    assert "is mandatory" in report.headline


def test_a_burden_statement_without_number_and_time_is_refused_with_both() -> None:
    with pytest.raises(timetax.InputError) as caught:
        stated("us-burden-statement", {"responses": 10})
    assert [each.message.partition(":")[0] for each in caught.value.findings] == [
        "form form-0 must show a valid OMB control number",
        "form form-0 must say how long a response takes",
    ]
    assert {(each.rule, each.subject) for each in caught.value.findings} == {
        ("statement", "form-0")
    }
    assert all(each.position.line for each in caught.value.findings)


def test_a_burden_statement_needs_the_minutes_of_a_response_and_not_how_many_there_are() -> None:
    report = stated(
        "us-burden-statement", {"control_number": "1545-0003", "minutes_per_response": 90}
    )
    assert "average 1 hour and 30 minutes per response" in report.headline


def test_the_canadian_table_has_the_statutory_amount_in_all_and_for_a_business() -> None:
    clerk = tariff("clerk", 30, jurisdiction="CA", currency="CAD")
    form = {
        "respondents": 100,
        "affected_public": "private-sector",
        "cost": {"begins": 2015, "recurring": {"tariff": "clerk", "minutes_per_response": 60}},
    }
    report = stated("ca-annualised", form, tariffs=[clerk])
    (section,) = report.sections
    assert [row[1] for row in section.rows[:4]] == [2448.9022, 24.489, 17200.0, 100.0]


def test_the_australian_table_has_three_sectors_and_a_dash_for_none() -> None:
    form = {"affected_public": "private-sector", "respondents": 100, "minutes_per_response": 60}
    report = stated("au-regulatory-burden-estimate", form, currency="AUD")
    assert report.sections[0].rows == (("Total, by sector", 9154.0, None, None, 9154.0),)
    row = f"| Total, by sector | 9,154.00 | {NOTHING} | {NOTHING} | 9,154.00 |"
    assert row in format_report(report, "markdown")


def test_a_form_of_two_sectors_is_no_line_of_the_australian_table() -> None:
    form = {"affected_public": ["private-sector", "individuals"], "respondents": 1}
    with pytest.raises(timetax.InputError, match="must affect one sector"):
        stated("au-regulatory-burden-estimate", form, currency="AUD")


def test_german_tables_keep_yearly_and_once_and_administration_apart() -> None:
    report = stated("de-erfuellungsaufwand", GERMAN, currency="EUR")
    assert [each.title for each in report.sections] == [
        "Erfüllungsaufwand: Wirtschaft, jährlich",
        "Erfüllungsaufwand: Wirtschaft, einmalig",
        "Erfüllungsaufwand: Verwaltung (Bund), jährlich",
    ]
    assert [each.total and each.total[5:] for each in report.sections] == [
        (83.33, 3.217, None),
        (1000.0, 38.6, 10.0),
        (166.67, 7.4, None),
    ]


def test_german_citizens_have_hours_and_no_staff_cost() -> None:
    form = {"affected_public": "individuals", "responses": 60, "minutes_per_response": 10}
    report = stated("de-erfuellungsaufwand", form, currency="EUR")
    assert report.sections[0].total == ("Summe", None, None, None, None, 10.0, None, None)


def test_the_uk_summary_has_a_cost_as_positive_eandcb_and_negative_value() -> None:
    clerk = tariff("clerk", 20, jurisdiction="UK", currency="GBP", base_period="2019")
    form = {
        "responses": 3e6,
        "cost": {"recurring": {"tariff": "clerk", "minutes_per_response": 60}},
    }
    rows = dict(row[:2] for row in stated("uk-summary", form, tariffs=[clerk]).sections[0].rows)
    assert rows["Net cost to business per year (EANDCB)"] == 60.0
    assert rows["Business net present value"] == -516.46
    assert rows["Total net present social value"] is None
    assert rows["Price base year"] == "2019"


@pytest.mark.parametrize("layout", [each for each in LAYOUTS if each.startswith("us")])
def test_every_layout_is_written_in_every_format(layout: str) -> None:
    form = ITEMISED | {"control_number": "1405-0020"}
    report = stated(layout, form, **US)
    assert report.title in format_report(report, "text")
    assert report.title in format_report(report, "markdown")
    data = json.loads(format_report(report, "json"))
    assert (data["timetax_statement"], data["layout"]) == (1, layout)
    assert data["accounts"]["value_of_time"] == 3873.31875
    book = openpyxl.load_workbook(BytesIO(format_bytes(report, "xlsx") or b""))
    assert book.sheetnames == ["Summary", *(each.key for each in report.sections), "Method"]


def test_an_unknown_layout_is_answered_with_the_nearest() -> None:
    with pytest.raises(timetax.InputError, match="did you mean 'us-83i'"):
        layout_named("us-83")


def test_a_form_whose_tariff_is_of_another_country_cannot_be_stated() -> None:
    with pytest.raises(
        timetax.InputError, match=r"cannot be stated: the tariff 'clerk' .+ is of US"
    ):
        stated("uk-summary", ITEMISED, **US)
