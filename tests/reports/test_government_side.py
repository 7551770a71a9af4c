"""Government's own hours and costs are accounts beside the public's, and in no sum of it."""

from pathlib import Path

import timetax
from tests.write.roads import catalogue_of
from timetax.reports.report import Report

SAMPLE = Path(__file__).parents[1] / "read/us_reginfo/samples/0503-0007_201708-0503-002.xml"


def report_of(tables: timetax.Tables) -> Report:
    return timetax.report_on(timetax.with_burden(tables))


def test_the_annual_federal_cost_of_an_inventory_is_an_account_of_its_own() -> None:
    report = report_of(timetax.tabulate(timetax.load(SAMPLE)))
    assert report.section("accounts").rows == (
        ("what it costs the federal government", None, None, 1, 62_810),
    )
    assert report.total is not None
    assert report.total.cost == 0


def test_hours_of_internal_customers_are_told_apart_from_the_first_line_on() -> None:
    forms = [
        {"id": each, "title": each, "agency": "G", "responses": 60, "minutes_per_response": 60}
        | {"affected_public": public}
        for each, public in (
            ("a", "individuals"),
            ("b", "federal"),
            ("c", ["federal", "individuals"]),
        )
    ]
    report = report_of(timetax.tabulate(catalogue_of({"timetax": 1, "forms": forms})))
    assert report.lead[0] == (
        "Of these, 60 are hours of the federal government's own people, and 120 of the public."
    )
    assert [row[:3] for row in report.section("accounts").rows] == [
        ("the public", 2, 120),
        ("of these, with the federal government", 1, 60),
        ("internal customers: the federal government alone", 1, 60),
    ]


def test_a_catalogue_without_federal_forms_has_one_account_and_says_nothing_of_others() -> None:
    report = report_of(timetax.tabulate(timetax.load()))
    assert "accounts" not in [each.key for each in report.sections]
