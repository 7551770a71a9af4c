"""A difference says what changed in journeys: steps, and the minutes of one person."""

from typing import Any

import timetax
from tests.write.roads import catalogue_of
from timetax.engine.difference.model import Version
from timetax.reports.report import Report

FORM = {"id": "dog-licence", "title": "Dog licence", "agency": "City", "responses": 100}
STEPS: list[dict[str, Any]] = [
    {"form": "dog-licence"},
    {"title": "Visit", "travel_minutes": 60, "waiting_minutes": 25, "share": 0.5},
    {"title": "Get papers", "gathering_minutes": 30},
]


def version(steps: list[dict[str, Any]], minutes: float = 20) -> Version:
    content = {
        "timetax": 1,
        "forms": [FORM | {"minutes_per_response": minutes}],
        "journeys": [{"id": "dog", "life_event": "pet", "steps": steps}],
    }
    tables = timetax.with_burden(timetax.tabulate(catalogue_of(content)))
    return Version("v", tables)


def report_of(old: Version, new: Version) -> Report:
    return timetax.difference_report(timetax.difference_between(old, new))


def rows(report: Report, key: str) -> list[dict[str, Any]]:
    section = report.section(key)
    names = [column.key for column in section.columns]
    return [dict(zip(names, row, strict=True)) for row in section.rows]


def test_steps_that_are_new_gone_and_otherwise_are_told_with_their_minutes() -> None:
    visit = STEPS[1] | {"waiting_minutes": 10}
    read = {"title": "Read", "learning_minutes": 7}
    report = report_of(version(STEPS), version([read, STEPS[0], visit]))
    found = [(row["status"], row["step"], row["what"]) for row in rows(report, "journey_steps")]
    assert found == [
        ("new", "Read", "new, 7 minutes of work"),
        ("changed", "Visit", "waiting 25 minutes, now 10 minutes"),
        ("gone", "Get papers", "gone, 30 minutes of work"),
    ]
    assert "1 journey changed (steps: 1 new, 1 gone and 1 changed)." in report.headline
    totals = {r["what"]: (r["before"], r["now"], r["change"]) for r in rows(report, "journeys")}
    assert totals["minutes of work"] == (20 + 30, 7 + 20, -23)
    assert totals["minutes of waiting"] == (12.5, 5, -7.5)
    assert totals["minutes of travel"] == (30, 30, 0)


def test_the_minutes_of_a_form_change_the_step_that_it_is() -> None:
    report = report_of(version(STEPS), version(STEPS, minutes=15))
    (row,) = rows(report, "journey_steps")
    assert (row["form"], row["old_form_minutes"], row["new_form_minutes"]) == (
        "dog-licence",
        20,
        15,
    )


def test_minutes_that_became_unknown_are_no_saving() -> None:
    unknown = {key: value for key, value in STEPS[1].items() if key != "waiting_minutes"}
    report = report_of(version(STEPS), version([STEPS[0], unknown, STEPS[2]]))
    found = {row["what"]: row for row in rows(report, "journeys")}
    assert found["minutes of waiting"]["now"] is None
    assert found["minutes of waiting"]["change"] is None


def test_a_journey_that_is_gone_is_told_and_one_that_stayed_is_not() -> None:
    tables = version(STEPS).tables
    without = timetax.tabulate(
        catalogue_of({"timetax": 1, "forms": [FORM | {"minutes_per_response": 20}]})
    )
    gone = report_of(Version("old", tables), Version("new", timetax.with_burden(without)))
    assert {row["status"] for row in rows(gone, "journeys")} == {"gone"}
    assert "journey" not in report_of(version(STEPS), version(STEPS)).headline
