"""Hours that are known only as published, at everything that computes with hours."""

import math
from typing import Any

import pytest

import timetax
from tests.engine.difference.versions import between, row
from tests.made import catalogue
from timetax.engine.difference.model import Status
from timetax.engine.scenario.comparison import Comparison, compare
from timetax.engine.uncertainty.spread import spread
from timetax.findings import InputError
from timetax.reports.whatif import whatif_report

PRINTED = {"id": "printed", "published_hours": 900}
OTHER = {"id": "other", "responses": 60, "minutes_per_response": 10}


def reformed(change: dict[str, Any], *forms: dict[str, Any]) -> Comparison:
    where = {} if "add" in change else {"where": {"form": "*"}}
    made = timetax.make_scenario({"name": "N", "changes": [where | change]})
    return compare(timetax.tabulate(catalogue(list(forms) or [PRINTED, OTHER])), [made])


@pytest.mark.parametrize(
    ("change", "saved"),
    [
        ({"minutes_per_response": {"multiply": 0.5}}, 5),
        ({"prefill": 0.5}, 5),
        ({"responses": {"multiply": 0.5}}, 5),
        ({"exempt": 0.5}, 5),
        ({"minutes_per_response": 0}, 10),
        ({"responses": 0}, 10),
        ({"move": {"share": 1, "minutes_per_response": 0}}, 10),
    ],
)
def test_a_change_of_factors_leaves_them_as_they_are_and_says_so(
    change: dict[str, Any], saved: float
) -> None:
    found = reformed(change)
    (case,) = found.cases
    assert (found.total.burden_hours, case.total.burden_hours) == (910, 910 - saved)
    assert case.change.hours == -saved
    assert case.left_as_published.to_dict("records") == [{"form": "printed", "burden_hours": 900}]
    notes = " ".join(whatif_report(found).notes)
    assert "Left as they are: 900 hours of 1 form (printed)" in notes


def test_both_factors_take_the_place_of_published_hours() -> None:
    change = {"responses": 30, "minutes_per_response": 20}
    (case,) = reformed(change, PRINTED).cases
    assert (case.total.burden_hours, case.total.as_published) == (10, 0)
    assert case.change.hours == -890


@pytest.mark.parametrize(
    ("change", "hours"), [({"published_hours": 300}, 300), ({"remove": True}, 0)]
)
def test_they_can_be_set_and_removed(change: dict[str, Any], hours: float) -> None:
    (case,) = reformed(change, PRINTED).cases
    assert (case.total.burden_hours, case.change.hours) == (hours, hours - 900)
    assert case.left_as_published.empty


def test_a_new_form_may_have_them() -> None:
    new = {"id": "new", "title": "New", "agency": "A", "published_hours": 40}
    (case,) = reformed({"add": new}).cases
    assert (case.total.burden_hours, case.change.hours) == (950, 40)


def test_a_merge_that_would_lose_hours_is_refused() -> None:
    merge = {"id": "one", "title": "One", "responses": "sum", "minutes_per_response": "mean"}
    with pytest.raises(InputError, match="responses of 'printed' are not known"):
        reformed({"merge": merge})
    (case,) = reformed({"merge": merge | {"responses": 60, "minutes_per_response": 5}}).cases
    assert case.total.burden_hours == 5


def test_a_range_of_what_they_are_set_to_is_drawn() -> None:
    tables = timetax.tabulate(catalogue([PRINTED, OTHER]))
    made = timetax.make_scenario(
        {
            "name": "N",
            "parameters": {"p": {"low": 300, "likely": 400, "high": 500}},
            "changes": [{"where": {"form": "printed"}, "published_hours": "$p"}],
        }
    )
    (case,) = compare(tables, [made]).cases
    assert case.change.hours == -500
    assert case.effect is not None
    assert -600 < case.effect.change.low < -500 < case.effect.change.high < -400
    assert 310 < case.effect.hours.low < 410 < case.effect.hours.high < 510


def test_ranges_of_other_forms_are_drawn_around_them() -> None:
    ranged = OTHER | {"minutes_per_response": {"low": 5, "likely": 10, "high": 20}}
    drawn = spread(timetax.tabulate(catalogue([PRINTED, ranged])))
    assert drawn is not None
    assert 905 < drawn.baseline.low < 911 < drawn.baseline.high < 920


@pytest.mark.parametrize(
    ("new", "change"),
    [
        ({"published_hours": 1000}, 100),
        ({"responses": 60, "minutes_per_response": 10}, -890),
        ({"published_hours": 600, "responses": 60}, -300),
    ],
)
def test_a_change_of_them_stands_apart_and_leaves_no_remainder(
    new: dict[str, Any], change: float
) -> None:
    for old, now, moved in (
        ([PRINTED, OTHER], [{"id": "printed"} | new, OTHER | {"responses": 120}], change),
        ([{"id": "printed"} | new, OTHER], [PRINTED, OTHER | {"responses": 120}], -change),
    ):
        found = between(old, now)
        parts = {part: hours for part, hours in found.parts.items() if hours}
        assert parts == {"volume": 10, "as_published": moved}
        assert found.before.burden_hours + found.change_hours == found.now.burden_hours
        assert row(found, "printed")["change_hours"] == moved
        assert found.accounts["hours"].total == found.now.burden_hours


def test_hours_that_become_known_as_published_are_no_change() -> None:
    found = between([{"id": "printed"}], [PRINTED])
    assert (row(found, "printed")["status"], found.change_hours) == (Status.NEWLY_KNOWN, 0)
    assert found.newly_known_hours == 900


def test_a_group_of_them_has_hours_and_unknown_responses() -> None:
    made = timetax.with_burden(timetax.tabulate(catalogue([PRINTED, OTHER | {"agency": "B"}])))
    rows = timetax.totals_by(made, "agency").set_index("agency")
    assert rows["burden_hours"].to_dict() == {"A": 900, "B": 10}
    assert math.isnan(rows["responses"]["A"])
    assert math.isnan(rows["minutes_per_response"]["A"])
