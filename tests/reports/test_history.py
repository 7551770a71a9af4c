"""What a report on several versions in a row says."""

import csv
import io
import json
import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

import timetax
from tests.engine.difference.versions import version
from timetax.engine.difference.decomposition import difference_between
from timetax.engine.difference.model import Difference, Version
from timetax.reports.history import history_report
from timetax.reports.report import Report

FORM = {"id": "a", "title": "A form", "responses": 600, "minutes_per_response": 10}
OTHER = {"id": "b", "title": "Other", "responses": 60, "minutes_per_response": 60}
LONGER = FORM | {"minutes_per_response": 12}


def steps(*states: list[dict[str, Any]], dated: bool = True) -> list[Difference]:
    versions: list[Version] = []
    for number, forms in enumerate(states):
        made = version(*forms, name=f"v{number}")
        when = f"202{number}-01-31T10:00:00Z"
        versions.append(replace(made, when=when, about=f"State {number}") if dated else made)
    return [difference_between(old, new) for old, new in pairwise(versions)]


def rows(made: Report, key: str) -> list[dict[str, Any]]:
    found = next(each for each in made.sections if each.key == key)
    return [dict(zip([c.key for c in found.columns], row, strict=True)) for row in found.rows]


def test_the_verdict_leads_from_the_first_version_to_the_last() -> None:
    made = history_report(steps([FORM], [LONGER], [LONGER, OTHER]))
    assert (
        made.headline == "From 100 to 180 hours a year in 2 steps: 80 hours a year more (+80.0%)."
    )


def test_what_became_known_on_the_way_is_no_change() -> None:
    made = history_report(steps([{"id": "a", "responses": 600}], [FORM]))
    assert made.headline == (
        "From 0 to 100 hours a year in 1 step: no more and no less in all; 100 hours became known, "
        "which is no change."
    )


def test_without_a_change_it_is_one_line() -> None:
    made = history_report(steps([FORM], [FORM], [FORM]))
    assert made.headline == "No change in 2 steps: 100 hours a year."
    assert not list(made.for_people())
    assert timetax.format_report(made, "csv").startswith("when,version,about,old_hours,")


def test_each_step_has_its_row_with_when_and_what_was_said_of_it() -> None:
    first, second = rows(history_report(steps([FORM], [LONGER], [LONGER, OTHER])), "steps")
    assert (first["when"], first["version"], first["about"]) == ("2021-01-31", "v1", "State 1")
    assert (first["old_hours"], first["new_hours"], first["change_time"]) == (100, 120, 20)
    assert (second["change_hours"], second["change_new"], second["forms"]) == (60, 60, 1)


def test_steps_without_a_change_are_counted_and_columns_of_nothing_not_shown() -> None:
    made = history_report(steps([FORM], [FORM], [LONGER], dated=False))
    (table,) = made.for_people()
    assert "Without a change and not shown: 1 step." in table.notes
    shown = {column.key for column in table.columns}
    assert "change_time" in shown
    assert not {"change_new", "when", "about"} & shown


def test_of_many_steps_the_newest_are_shown_and_the_others_added_up() -> None:
    states = [[FORM | {"minutes_per_response": 10 + n}] for n in range(6)]
    made = history_report(steps(*states), top=2)
    (found,) = made.sections
    assert [row[1] for row in found.rows] == ["v4", "v5"]
    assert found.rest is not None and found.total is not None
    by_key = dict(zip([column.key for column in found.columns], found.rest, strict=True))
    assert (by_key["version"], by_key["change_hours"]) == ("3 before", 30)


def test_named_causes_stand_step_by_step() -> None:
    with_cause = LONGER | {"change": {"cause": "statute"}}
    made = history_report(steps([FORM], [with_cause], [with_cause, OTHER]))
    (row,) = rows(made, "accounts")
    assert (row["version"], row["previous"], row["statute"], row["total"]) == ("v1", 100, 20, 120)


def test_versions_that_cannot_be_read_are_named() -> None:
    unreadable = [(f"c{number}", "no forms") for number in range(12)]
    notes = history_report(steps([FORM], [LONGER]), unreadable).notes
    assert "Left out, because it cannot be read: c0: no forms" in notes
    assert "Left out as well: 2 more versions." in notes


def test_json_holds_every_step() -> None:
    made = history_report(steps([FORM], [FORM], [LONGER]), [("c", "no forms")])
    data = json.loads(timetax.format_report(made, "json"))
    assert data["timetax_history"] == 1
    assert [step["change_hours"] for step in data["steps"]] == [0, 20]
    assert [step["new"]["burden_hours"] for step in data["steps"]] == [100, 120]
    assert [step["new"]["name"] for step in data["steps"]] == ["v1", "v2"]
    assert math.fsum(data["steps"][1]["causes"].values()) == 20
    assert data["unreadable"] == [{"name": "c", "reason": "no forms"}]


def test_csv_holds_a_row_a_step() -> None:
    made = history_report(steps([FORM], [LONGER], [FORM]))
    found = list(csv.DictReader(io.StringIO(timetax.format_report(made, "csv"))))
    assert [row["change_hours"] for row in found] == ["20", "-20"]


def test_there_must_be_a_step() -> None:
    with pytest.raises(timetax.InputError):
        history_report([])
    with pytest.raises(timetax.InputError):
        history_report(steps([FORM], [LONGER]), top=0)
