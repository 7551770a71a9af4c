"""Where hours are known of few forms, the responses are shown as a measure of their own."""

import timetax
from tests.made import tables
from timetax.reports.report import Report


def report_of(forms: list[dict[str, object]]) -> Report:
    return timetax.report_on(tables(forms))


def test_canada_leads_with_its_applications_and_adds_them_up_by_channel() -> None:
    made = timetax.with_burden(timetax.tabulate(timetax.load("canada")))
    report = timetax.report_on(made)
    rows = report.section("volumes").rows
    counted = made.forms[made.forms["excluded"].isna()]
    assert sum(row[2] for row in rows) == counted["responses"].sum() == 71_600_047
    assert [(row[0], row[1]) for row in rows[:2]] == [("online", 32), ("paper", 35)]
    assert "71.6 million a year on 92 forms, 79.4% online" in report.lead[0]


def test_responses_that_are_not_known_are_counted_and_not_zero() -> None:
    report = report_of([{"responses": 5, "channel": "paper"}, {"channel": "paper"}, {}])
    assert report.section("volumes").rows == (("paper", 2, 5, 1, 1), (None, 1, None, 1, None))


def test_responses_of_different_kinds_are_not_added_up() -> None:
    report = report_of([{"responses": 5, "unit": "a trip"}, {"responses": 5}])
    assert "volumes" not in [each.key for each in report.sections]


def test_a_catalogue_with_hours_is_not_measured_in_responses() -> None:
    report = report_of([{"responses": 5, "minutes_per_response": 6}])
    assert "volumes" not in [each.key for each in report.sections]
