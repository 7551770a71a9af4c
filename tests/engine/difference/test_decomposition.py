"""What differs between two versions, and why."""

import csv
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests.engine.difference.versions import IDS, between, catalogues, row, version
from tests.made import bundled_tables
from timetax.engine.difference.decomposition import difference_between
from timetax.engine.difference.model import Difference, Status, Version
from timetax.engine.measures import BY_WORD

RECORDS = Path(__file__).parents[2] / "data" / "icr_records.csv"
FIGURES = {"responses": 60, "minutes_per_response": 10}


# Known answers


def test_program_change_and_adjustment_of_form_1040_pr() -> None:
    """ICR 202103-1545-016: time at the new volume, volume at the old time, and no remainder."""
    found = between(
        [{"id": "irs-1040-pr", "responses": 152_460, "minutes_per_response": 11.72 * 60}],
        [{"id": "irs-1040-pr", "responses": 125_009, "minutes_per_response": 12.23 * 60}],
    )
    assert found.parts["time"] == pytest.approx(63_754.59, abs=0.005)
    assert found.parts["volume"] == pytest.approx(-321_725.72, abs=0.005)
    assert math.ceil(found.before.burden_hours) == 1_786_832
    assert math.ceil(found.now.burden_hours) == 1_528_861


def test_two_causes_of_opposite_sign() -> None:
    """ICR 201801-1530-001: +247 hours by discretion and -382 by adjustment are -135 hours."""
    causes = [{"cause": "discretion", "hours": 247}, {"cause": "adjustment", "hours": -382}]
    found = between(
        [{"id": "a", "responses": 1000, "published_hours": 500}],
        [{"id": "a", "responses": 1000, "published_hours": 365, "change": causes}],
    )
    account = found.accounts["hours"]
    assert account.causes == {"statute": 0, "discretion": 247, "adjustment": -382, "violation": 0}
    assert (account.change, account.without_cause, found.change_hours) == (-135, 0, -135)
    assert found.mismatches == ()


def test_half_hours_are_kept_until_they_are_shown() -> None:
    """ICR 201810-9000-007: 32,470 responses of a quarter of an hour."""
    found = between([], [{"id": "a", "responses": 32_470, "minutes_per_response": 15}])
    assert found.change_hours == 8_117.5


@pytest.mark.parametrize(
    ("title", "before", "now"),
    [
        ("Lifeline", (36_025_860, 21_102_135), (20_102_235, 8_531_854)),
        ("crop acreage", (468_800, 358_925), (501_012, 187_880)),
        ("driver logs", (1_756_800_000, 127_600_000), (1_162_210_080, 50_370_800)),
        ("1040 family", (171_800_000, 2_249_000_000), (170_100_000, 1_948_000_000)),
    ],
)
def test_published_totals_before_and_after(
    title: str, before: tuple[int, int], now: tuple[int, int]
) -> None:
    forms = [
        [{"id": "a", "title": title, "responses": responses, "published_hours": published}]
        for responses, published in (before, now)
    ]
    found = between(*forms)
    assert found.change_hours == now[1] - before[1]
    assert row(found, "a")["change_responses"] == now[0] - before[0]


def test_a_printed_change_that_is_wrong_is_set_beside_the_right_one() -> None:
    found = between(
        [{"id": "a", "responses": 314, "published_hours": 314}],
        [{"id": "a", "responses": 314, "published_hours": 18_866, "published_change": 18_852}],
    )
    assert found.change_hours == 18_552
    assert found.mismatches == (
        "a: its source prints a change of +18,852 hours; from 314 to 18,866 it is +18,552.",
    )


def _requests() -> list[dict[str, str]]:
    with RECORDS.open(encoding="utf-8", newline="") as file:
        return [each for each in csv.DictReader(file) if each["prev_hours"]]


@pytest.mark.parametrize("record", _requests(), ids=lambda each: each["icr_reference"])
def test_requests_with_previous_figures_change_by_the_difference(record: dict[str, str]) -> None:
    def form(prefix: str) -> dict[str, Any]:
        cost = record[f"{prefix}cost_usd"]
        return {
            "id": record["omb_control_number"] or "a",
            "responses": record[f"{prefix}responses"],
            "published_hours": record[f"{prefix}hours"],
        } | ({"published_cost": cost} if cost else {})

    found = between([form("prev_")], [form("")])
    account = found.accounts
    for measure, key in (("responses", "responses"), ("hours", "hours"), ("cost", "cost_usd")):
        if record[key] and record[f"prev_{key}"]:
            wanted = int(record[key]) - int(record[f"prev_{key}"])
            assert account[measure].change == pytest.approx(wanted, abs=1e-3)
            assert account[measure].previous == pytest.approx(float(record[f"prev_{key}"]))
    assert found.change_hours == int(record["hours"]) - int(record["prev_hours"])


# What became of forms


def test_nothing_differs_between_a_catalogue_and_itself() -> None:
    tables = bundled_tables()
    found = difference_between(Version("before", tables), Version("now", tables))
    assert found.is_empty
    assert found.change_hours == 0
    assert found.counts[Status.UNCHANGED] == timetax.total(tables).forms


def test_respondents_are_told_apart_from_how_often_they_respond() -> None:
    found = between(
        [{"id": "a", "respondents": 100, "responses_per_respondent": 2, **_minutes(30)}],
        [{"id": "a", "respondents": 150, "responses_per_respondent": 3, **_minutes(20)}],
    )
    assert found.volume == {"respondents": 50, "responses_per_respondent": 75, "undivided": 0}
    assert found.parts["volume"] == 125
    assert found.parts["time"] == -75


def _minutes(minutes: float) -> dict[str, float]:
    return {"minutes_per_response": minutes}


def test_respondents_that_only_one_version_knows_divide_nothing() -> None:
    found = between(
        [{"id": "a", "responses": 100} | _minutes(60)],
        [{"id": "a", "respondents": 150} | _minutes(60)],
    )
    assert found.volume == {"respondents": 0, "responses_per_respondent": 0, "undivided": 50}


def test_respondents_may_change_while_hours_stay() -> None:
    found = between(
        [{"id": "a", "respondents": 100, "responses_per_respondent": 2} | _minutes(60)],
        [{"id": "a", "respondents": 200, "responses_per_respondent": 1} | _minutes(60)],
    )
    assert row(found, "a")["status"] == Status.CHANGED
    assert found.volume == {"respondents": 200, "responses_per_respondent": -200, "undivided": 0}
    assert found.change_hours == 0


def test_new_and_removed_forms_are_changes_as_a_whole() -> None:
    found = between([{"id": "a"} | FIGURES], [{"id": "b"} | FIGURES | _minutes(30)])
    assert (found.parts["new"], found.parts["removed"], found.change_hours) == (30, -10, 20)


def test_a_form_that_is_left_out_now_is_counted_otherwise_and_not_removed() -> None:
    found = between([{"id": "a"} | FIGURES], [{"id": "a", "excluded": "repealed"} | FIGURES])
    assert row(found, "a")["status"] == Status.RE_SCOPED
    assert (found.parts["re_scoped"], found.parts["removed"]) == (-10, 0)


def test_a_form_whose_unit_of_count_changed_has_no_time_to_compare() -> None:
    found = between(
        [{"id": "atf-4473", "unit": "a line", "responses": 10_225_000} | _minutes(25)],
        [{"id": "atf-4473", "unit": "a sale", "responses": 112_073} | _minutes(30)],
    )
    assert row(found, "atf-4473")["status"] == Status.RE_SCOPED
    assert found.parts["time"] == found.parts["volume"] == 0
    assert found.parts["re_scoped"] == found.change_hours < 0


def test_a_figure_that_became_known_is_no_change() -> None:
    found = between([{"id": "a", "responses": 60}, {"id": "b"} | FIGURES], [
        {"id": "a"} | FIGURES, {"id": "b"} | FIGURES])  # fmt: skip
    assert row(found, "a")["status"] == Status.NEWLY_KNOWN
    assert (found.change_hours, found.newly_known_hours) == (0, 10)
    assert math.isnan(row(found, "a")["change_hours"])


def test_a_figure_that_is_no_longer_known_is_no_change() -> None:
    found = between([{"id": "a"} | FIGURES], [{"id": "a", "responses": 60}])
    assert row(found, "a")["status"] == Status.NO_LONGER_KNOWN
    assert (found.change_hours, found.no_longer_known_hours) == (0, 10)


def test_a_new_form_without_an_estimate_is_new_and_adds_nothing_that_is_known() -> None:
    found = between([], [{"id": "a"}])
    assert row(found, "a")["status"] == Status.NEW
    assert math.isnan(row(found, "a")["change_hours"])
    assert found.change_hours == 0


def test_words_that_change_are_no_change_in_burden() -> None:
    found = between(
        [{"id": "a", "title": "One", "note": "x"} | FIGURES],
        [{"id": "a", "title": "Other"} | FIGURES],
    )
    assert found.is_empty


def test_the_largest_changes_come_first_and_unknown_ones_last() -> None:
    found = between(
        [{"id": "a"} | FIGURES, {"id": "b"} | FIGURES, {"id": "c"} | FIGURES],
        [{"id": "a"}, {"id": "b"} | FIGURES | _minutes(11), {"id": "d"} | FIGURES | _minutes(99)],
    )
    assert found.forms["form"].tolist() == ["d", "c", "b", "a"]


# The official account


def test_a_cause_takes_the_whole_change_of_its_form() -> None:
    found = between(
        [{"id": "a"} | FIGURES, {"id": "b"} | FIGURES],
        [
            {"id": "a", "change": {"cause": "statute"}} | FIGURES | _minutes(20),
            {"id": "b"} | FIGURES | _minutes(5),
        ],
    )
    account = found.accounts["hours"]
    assert (account.causes["statute"], account.without_cause) == (10, -5)
    assert row(found, "a")["cause"] == "statute"


def test_of_several_causes_the_one_without_an_amount_takes_what_is_left() -> None:
    causes = [{"cause": "statute", "hours": 12}, {"cause": "adjustment"}]
    found = between(
        [{"id": "a"} | FIGURES], [{"id": "a", "change": causes} | FIGURES | _minutes(20)]
    )
    account = found.accounts["hours"]
    assert (account.causes["statute"], account.causes["adjustment"]) == (12, -2)


def test_causes_that_do_not_add_up_are_reported_and_the_rest_has_no_cause() -> None:
    causes = [{"cause": "statute", "hours": 4}, {"cause": "discretion", "hours": 3}]
    found = between(
        [{"id": "a"} | FIGURES], [{"id": "a", "change": causes} | FIGURES | _minutes(20)]
    )
    assert found.accounts["hours"].without_cause == 3
    assert found.mismatches == (
        "a: its causes add up to +7 hours, and the change is +10; +3 has no cause.",
    )


def test_a_cause_of_a_form_that_did_not_change_is_about_an_earlier_step() -> None:
    form = {"id": "a", "change": {"cause": "statute", "hours": 100}} | FIGURES
    found = between([form], [form])
    assert found.is_empty
    assert found.mismatches == ()


def test_hours_that_a_source_remembers_otherwise_are_reported() -> None:
    found = between(
        [{"id": "a"} | FIGURES], [{"id": "a", "previous_hours": 25} | FIGURES | _minutes(20)]
    )
    assert found.mismatches == (
        "a: its source gives 25 hours before, and the older version has 10.",
    )


def test_what_a_source_printed_of_an_earlier_step_is_not_held_against_this_one() -> None:
    old = {"id": "a", "previous_hours": 25, "published_change": -15}
    found = between([old | FIGURES], [old | FIGURES | _minutes(20)])
    assert found.mismatches == ()


# What always holds


@given(old=catalogues(), new=catalogues())
def test_the_parts_add_up_to_the_change_to_the_last_bit(
    old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> None:
    found = between(old, new)
    exact = sum(map(Fraction, found.parts.values()))
    assert exact == Fraction(found.change_hours)
    known = found.forms["change_hours"].dropna()
    assert sum(map(Fraction, known)) == exact
    assert sum(map(Fraction, found.volume.values())) == Fraction(found.parts["volume"])
    changed = found.forms[found.forms["status"] == Status.CHANGED].dropna(subset="change_hours")
    factors = ("old_responses", "old_minutes", "new_responses", "new_minutes")
    for each in changed.to_dict("records"):
        known_factors = not any(math.isnan(each[name]) for name in factors)
        split = each["change_hours"] if known_factors else 0.0  # else a part of its own
        assert each["time_hours"] + each["volume_hours"] == split


@given(old=catalogues(), new=catalogues())
def test_hours_before_and_the_change_and_what_became_known_are_the_hours_now(
    old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> None:
    found = between(old, new)
    known = Fraction(found.newly_known_hours) - Fraction(found.no_longer_known_hours)
    sums = Fraction(found.before.burden_hours) + Fraction(found.change_hours) + known
    assert abs(sums - Fraction(found.now.burden_hours)) < Fraction(1, 1000)


@given(old=catalogues(), new=catalogues())
def test_each_measure_is_accounted_for(
    old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> None:
    found = between(old, new)
    for measure in BY_WORD:
        account = found.accounts[measure]
        sums = math.fsum([account.previous, account.change, account.became_known])
        assert sums == pytest.approx(account.total, abs=1e-3)


@given(old=catalogues(), new=catalogues())
def test_the_way_back_is_the_opposite(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    there, back = between(old, new), between(new, old)
    assert there.change_hours == -back.change_hours
    changes = [
        dict(zip(each.forms["form"], each.forms["change_hours"].fillna(0), strict=True))
        for each in (there, back)
    ]
    assert changes[0] == {form: -change for form, change in changes[1].items()}
    assert there.counts[Status.NEW] == back.counts[Status.REMOVED]
    assert there.newly_known_hours == back.no_longer_known_hours


@given(catalogues(), catalogues(), catalogues())
def test_two_steps_together_are_the_whole_way(
    first: list[dict[str, Any]], second: list[dict[str, Any]], third: list[dict[str, Any]]
) -> None:
    steps = [between(first, second), between(second, third)]
    whole = between(first, third)

    def moved(found: Difference) -> float:
        return found.now.burden_hours - found.before.burden_hours

    assert math.fsum(map(moved, steps)) == pytest.approx(moved(whole), rel=1e-9, abs=1e-2)
    if all(_all_known(each) for each in (first, second, third)):
        together = math.fsum(each.change_hours for each in steps)
        assert together == pytest.approx(whole.change_hours, rel=1e-9, abs=1e-2)


def _all_known(forms: list[dict[str, Any]]) -> bool:
    found = version(*forms).tables.forms
    return bool(found["burden_hours"].notna().all())


@given(old=catalogues(), new=catalogues(), order=st.permutations(IDS))
def test_the_order_of_the_forms_is_irrelevant(
    old: list[dict[str, Any]], new: list[dict[str, Any]], order: list[str]
) -> None:
    def sorted_as(forms: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return sorted(forms, key=lambda each: order.index(each["id"]))

    one, other = between(old, new), between(sorted_as(old), sorted_as(new))
    assert one.parts == other.parts
    assert one.forms.drop(columns="subject").equals(other.forms.drop(columns="subject"))


@given(forms=catalogues())
def test_a_catalogue_does_not_differ_from_itself(forms: list[dict[str, Any]]) -> None:
    found = between(forms, forms)
    assert found.is_empty
    assert found.change_hours == 0
