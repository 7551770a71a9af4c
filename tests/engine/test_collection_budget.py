"""The information collection budget: hours before, the causes and the remainder make the hours."""

import csv
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests import made
from timetax.catalogue.causes import CAUSES
from timetax.engine.collection_budget import (
    RequestChange,
    budget_between,
    budget_of,
    fiscal_year,
    not_adding_up,
)
from timetax.reports.collection_budget import bundled_requests

_DATA = Path(__file__).parents[1] / "data"
FACTS = {
    row["icr_reference"]: row
    for name in ("icr_records.csv", "icr_records_more.csv")
    for row in csv.DictReader((_DATA / name).read_text(encoding="utf-8").splitlines())
}
REQUESTS = {each.request: each for each in bundled_requests()}
HOURS = st.integers(0, 10**9)
CHANGE = RequestChange(
    request="202401-0001-001",
    agency="A",
    department="D",
    hours=150.0,
    previous_hours=100.0,
    causes={"statute": 0.0, "discretion": 60.0, "adjustment": -10.0, "violation": 0.0},
    control_number="0001-0001",
    year=2024,
)
UNKNOWN = dict.fromkeys(CAUSES)


def exact(text: str | None) -> Fraction | None:
    return Fraction(text) if text else None


def test_the_bundled_requests_are_those_of_the_facts_figure_by_figure() -> None:
    assert len(FACTS) == len(REQUESTS) == 507
    for reference, row in FACTS.items():
        request = REQUESTS[reference]
        assert request.hours == exact(row["hours"])
        assert request.previous_hours == exact(row["prev_hours"])
        causes = {cause: exact(row.get(f"{cause}_hours")) for cause in CAUSES}
        assert request.causes == causes
        assert (request.status == "requested") == (row["figures_are"] != "approved")


def test_where_all_causes_are_printed_they_add_up_but_in_one_request_that_is_named() -> None:
    missed = {}
    complete = 0
    for reference, row in FACTS.items():
        printed = [row.get(f"{cause}_hours") for cause in CAUSES]
        if all(printed):
            complete += 1
            change = Fraction(row["hours"]) - Fraction(row["prev_hours"])
            if change != sum(Fraction(each) for each in printed if each):
                missed[reference] = change - sum(Fraction(each) for each in printed if each)
    assert complete == 157
    assert missed == {"202001-0910-005": -660}
    found = not_adding_up(REQUESTS.values())
    assert {each.request: each.remainder_hours for each in found} == missed


def test_each_row_of_the_bundled_budget_adds_up() -> None:
    rows, _ = budget_of(REQUESTS.values())
    for row in rows:
        causes = [Fraction(each) for each in row.causes.values() if each is not None]
        parts = [Fraction(row.previous_hours), *causes, Fraction(row.remainder_hours)]
        assert sum(parts) == Fraction(row.hours)


def test_no_request_of_the_bundled_ones_is_lost_and_none_stands_twice() -> None:
    rows, left_out = budget_of(REQUESTS.values())
    chained = len(REQUESTS) - len(left_out) - sum(row.collections for row in rows)
    assert len(left_out) == 4
    assert chained == 11


@given(st.lists(st.tuples(HOURS, HOURS), min_size=1, max_size=6))
def test_hours_before_the_causes_and_the_remainder_make_the_hours_now(
    figures: list[tuple[int, int]],
) -> None:
    changes = [
        replace(CHANGE, request=f"20240{i + 1}-1", previous_hours=before, hours=now)
        for i, (before, now) in enumerate(figures)
    ]
    (row,), _ = budget_of(changes)
    parts = [row.previous_hours, row.remainder_hours, *(row.causes[each] or 0 for each in CAUSES)]
    assert sum(map(Fraction, parts)) == Fraction(row.hours)


def test_requests_of_a_collection_that_follow_from_one_another_are_one_change() -> None:
    second = replace(CHANGE, request="202406-0001-001", previous_hours=150.0, hours=210.0)
    (row,), left_out = budget_of([second, CHANGE])
    assert (row.collections, row.previous_hours, row.hours) == (1, 100, 210)
    assert (row.causes["discretion"], row.remainder_hours) == (120, 10)
    assert not left_out


def test_a_later_request_takes_the_place_of_one_that_it_does_not_follow_from() -> None:
    second = replace(CHANGE, request="202406-0001-001", hours=120.0, causes=UNKNOWN)
    (row,), left_out = budget_of([CHANGE, second])
    assert (row.previous_hours, row.hours, row.remainder_hours) == (100, 120, 20)
    assert left_out == [CHANGE]


def test_agencies_of_one_acronym_in_two_departments_are_two() -> None:
    other = replace(CHANGE, department="E", control_number="0002-0001")
    rows, _ = budget_of([CHANGE, other])
    assert [(row.department, row.hours) for row in rows] == [("D", 150), ("E", 150)]


def test_a_cause_that_nobody_gives_is_not_known_and_not_zero() -> None:
    (row,), _ = budget_of([replace(CHANGE, causes=UNKNOWN)])
    assert row.causes == UNKNOWN
    assert row.remainder_hours == 50
    assert row.with_causes == 0


def test_a_request_whose_hours_before_are_not_known_is_left_out() -> None:
    unknown = replace(CHANGE, previous_hours=None)
    assert budget_of([unknown]) == ([], [unknown])
    assert unknown.remainder_hours is None


@pytest.mark.parametrize(
    ("reference", "year"),
    [("202409-1545-001", 2024), ("202410-1545-001", 2025), ("dog-licence", None), ("2024", None)],
)
def test_the_fiscal_year_begins_in_october(reference: str, year: int | None) -> None:
    assert fiscal_year(reference) == year


def test_two_inventories_make_the_budget_of_each_agency() -> None:
    forms = [
        {"id": "x", "agency": "A", "responses": 60, "minutes_per_response": 10},
        {"id": "y", "agency": "B", "responses": 60, "minutes_per_response": 5},
    ]
    later = [
        forms[0] | {"minutes_per_response": 30, "change": {"cause": "statute"}},
        {"id": "z", "agency": "C", "responses": 60, "minutes_per_response": 1},
    ]
    old, new = (
        timetax.Version(name, timetax.with_burden(made.tables(each)))
        for name, each in (("old", forms), ("new", later))
    )
    rows = {row.agency: row for row in budget_between(old, new)}
    assert {name: (row.previous_hours, row.hours) for name, row in rows.items()} == {
        "A": (10, 30),
        "B": (5, 0),
        "C": (0, 1),
    }
    assert (rows["A"].causes["statute"], rows["A"].remainder_hours) == (20, 0)
    assert (rows["B"].remainder_hours, rows["C"].remainder_hours) == (-5, 1)
