"""Services side by side, and the measured time beside hours."""

from typing import Any

import pytest

import timetax
from tests.made import bundled
from tests.write.roads import catalogue_of
from timetax.engine.time_use import bundled_time_use
from timetax.findings import InputError
from timetax.reports.feedback import feedback_report
from timetax.reports.report import Report
from timetax.reports.services import services_report
from timetax.reports.time_use import time_use_report

VALUE: dict[str, Any] = {
    "timetax": 1,
    "services": [{"id": "s", "name": "Licences", "forms": ["a", "b"]}],
    "feedback": [
        {
            "service": "s",
            "period": "FY2022 Q1",
            "survey": "Ours",
            "scale": "five-points",
            "scores": [{"driver": "trust", "value": 4.25}],
        }
    ],
    "government_side": [
        {"agency": "G", "form": "a", "measure": "wait", "unit": "days", "value": 9, "period": 2021},
        {"agency": "G", "form": "a", "measure": "wait", "unit": "days", "value": 5, "period": 2022},
    ],
    "forms": [
        {"id": "a", "title": "A", "agency": "G", "responses": 60, "minutes_per_response": 60},
        {
            **{"id": "b", "title": "B", "agency": "G", "affected_public": "federal"},
            **{"responses": 40, "minutes_per_response": 60},
        },
    ],
}


def made(value: dict[str, Any] = VALUE, **options: Any) -> Report:
    catalogue = catalogue_of(value)
    return services_report(catalogue, timetax.with_burden(timetax.tabulate(catalogue)), **options)


def row(report: Report, key: str = "services") -> dict[str, Any]:
    section = report.section(key)
    return dict(zip([each.key for each in section.columns], section.rows[0], strict=True))


def test_a_service_has_its_hours_scores_and_last_wait_side_by_side() -> None:
    found = row(made())
    assert (found["forms"], found["hours"]) == (2, 60)
    assert found["feedback"] == "trust 4.25 of 5 (Ours, FY2022 Q1)"
    assert found["wait"] == "5 days, waiting time (2022)"


def test_hours_of_the_government_s_own_people_are_in_no_hours_of_the_public() -> None:
    report = made()
    assert row(report)["internal_hours"] == 40
    assert any("account of their own" in note for note in report.notes)


def test_a_score_of_a_visit_never_stands_beside_the_hours_of_forms() -> None:
    visit = VALUE["feedback"][0] | {"about": "a visit"}
    found = row(made(VALUE | {"feedback": [visit]}))
    assert found["feedback"] == "rated after a visit, not for its forms"


def test_outpatient_scores_are_not_set_beside_the_enrolment_form() -> None:
    catalogue = bundled()
    report = services_report(catalogue, timetax.with_burden(timetax.tabulate(catalogue)))
    section = report.section("services")
    keys = [each.key for each in section.columns]
    (found,) = [
        dict(zip(keys, each, strict=True)) for each in section.rows if each[0] == "va-outpatient"
    ]
    assert found["hours"] is None
    assert "after a visit" in found["feedback"]
    assert "va-10-10ez" in [each[1] for each in report.section("not_counted").rows]


def test_all_lines_and_some_lines_of_the_tax_office_stand_together() -> None:
    catalogue = bundled()
    tables = timetax.with_burden(timetax.tabulate(catalogue))
    found = row(services_report(catalogue, tables, provider="treas-irs"))
    assert "3 minutes, average wait, 33 account lines" in found["wait"]
    assert "8 minutes, average wait, all 60 lines" in found["wait"]


def test_services_are_not_ordered_by_scores_that_do_not_compare() -> None:
    with pytest.raises(InputError, match="never meet in one ranking"):
        made(sort="feedback")


def test_scores_are_narrowed_and_averaged_where_they_compare() -> None:
    given = VALUE["feedback"][0] | {"responses": 10}
    report = feedback_report(catalogue_of(VALUE | {"feedback": [given]}), average=True)
    assert report.data == {"mean": 4.25}
    with pytest.raises(InputError, match="did you mean 'trust'"):
        feedback_report(catalogue_of(VALUE), driver="trast")


def test_measured_time_stands_beside_the_hours_and_is_added_to_nothing() -> None:
    report = time_use_report(timetax.with_burden(timetax.tabulate(catalogue_of(VALUE))))
    assert "2.4 hours a year" in report.headline
    assert "4.6 where the family has under $15,000" in report.headline
    assert "2.0 where it has $100,000" in report.headline
    beside = report.section("beside")
    assert beside.total is None
    assert [each[1] for each in beside.rows] == [578_000_000, None]


def test_the_margin_of_measured_time_follows_from_its_standard_error() -> None:
    everyone = bundled_time_use()[0]
    assert everyone.margin == pytest.approx(1.96 * 0.0288 * 365.25 / 60, rel=1e-3)
