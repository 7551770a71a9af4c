"""The parts of a change add up to it, whatever the numbers."""

import math
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests.made import catalogue
from timetax.engine.scenario.planning import plan
from timetax.engine.scenario.waterfall import Contribution, contributions, on_one_grid


def parts_of(forms: list[dict[str, Any]], changes: list[dict[str, Any]]) -> list[Contribution]:
    scenario = timetax.make_scenario({"name": "A reform", "changes": changes})
    return list(contributions(plan(timetax.tabulate(catalogue(forms)), scenario)))


def test_each_change_adds_to_what_those_before_it_left() -> None:
    forms = [{"responses": 60, "minutes_per_response": 100}]
    shorter = {"where": {"form": "form-0"}, "minutes_per_response": {"multiply": 0.5}}
    fewer = {"where": {"form": "form-0"}, "responses": {"multiply": 0.5}}
    first, second = parts_of(forms, [shorter, fewer])
    assert (first.change_hours, second.change_hours) == (-50, -25)
    assert (first.alone_hours, second.alone_hours) == (-50, -50)
    assert (first.interaction_hours, second.interaction_hours) == (0, 25)


def test_a_change_of_a_form_that_an_earlier_one_adds_does_nothing_on_its_own() -> None:
    new = {"id": "new", "title": "New", "agency": "A", "responses": 60, "minutes_per_response": 10}
    forms = [{"responses": 60, "minutes_per_response": 100}]
    _, second = parts_of(forms, [{"add": new}, {"where": {"form": "new"}, "prefill": 0.5}])
    assert (second.alone_hours, second.change_hours) == (0, -5)


def test_a_merge_counts_once_what_several_forms_counted() -> None:
    forms = [{"responses": 60, "minutes_per_response": 10}] * 2
    merge = {"id": "one", "title": "One", "responses": "max", "minutes_per_response": "mean"}
    (only,) = parts_of(forms, [{"where": {"form": "*"}, "merge": merge}])
    assert (only.forms, only.change_hours, only.change_responses) == (2, -10, -60)


def test_forms_that_are_left_out_of_totals_contribute_nothing() -> None:
    forms = [{"responses": 60, "minutes_per_response": 10, "excluded": "Historical."}]
    (only,) = parts_of(forms, [{"where": {"form": "*"}, "remove": "yes"}])
    assert (only.forms, only.change_hours) == (0, 0)


def test_learning_counts_people_and_where_they_are_not_known_responses() -> None:
    forms = [
        {"respondents": 30, "responses_per_respondent": 2, "minutes_per_response": 1},
        {"responses": 90, "minutes_per_response": 1},
    ]
    change = {"where": {"form": "*"}, "prefill": 0.1, "transition_minutes": 20}
    (only,) = parts_of(forms, [change])
    assert only.learning_hours == (30 + 90) * 20 / 60
    assert not only.learners_known


def test_a_scenario_without_changes_has_no_parts() -> None:
    assert parts_of([{"responses": 1, "minutes_per_response": 1}], []) == []


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=20))
def test_values_on_one_grid_add_up_without_a_remainder(values: list[float]) -> None:
    found = on_one_grid(values)
    assert Fraction(math.fsum(found)) == sum(map(Fraction, found))


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=20))
def test_values_on_one_grid_hardly_move(values: list[float]) -> None:
    size = math.fsum(map(abs, values))
    for value, found in zip(values, on_one_grid(values), strict=True):
        assert abs(value - found) <= size * 2**-53


def test_changes_of_different_forms_do_not_interact() -> None:
    forms = [{"responses": 7, "minutes_per_response": 0.1}, {"responses": 9, "published_hours": 3}]
    changes = [
        {"where": {"form": "form-0"}, "prefill": 0.3},
        {"where": {"form": "form-1"}, "exempt": 0.7},
    ]
    assert [part.interaction_hours for part in parts_of(forms, changes)] == [0, 0]


SHARES = st.just(0.0) | st.floats(1e-9, 1)


@given(
    st.lists(
        st.tuples(st.integers(0, 10**9), st.just(0.0) | st.floats(1e-6, 600)),
        min_size=2,
        max_size=8,
    ),
    st.lists(st.tuples(st.sampled_from(["exempt", "prefill"]), SHARES), min_size=1, max_size=6),
)
def test_the_sum_of_the_waterfall_is_the_change(
    figures: list[tuple[int, float]], done: list[tuple[str, float]]
) -> None:
    forms = [{"responses": r, "minutes_per_response": m} for r, m in figures]
    changes = [
        {"where": {"form": f"form-{i % len(forms)}"}, what: share}
        for i, (what, share) in enumerate(done)
    ]
    tables = timetax.tabulate(catalogue(forms))
    scenario = timetax.make_scenario({"name": "A reform", "changes": changes})
    parts = contributions(plan(tables, scenario))
    whole = timetax.compare(tables, [scenario]).cases[0].change.hours
    assert sum(Fraction(part.change_hours) for part in parts) == Fraction(whole)
    assert sum(Fraction(part.alone_hours) + Fraction(part.interaction_hours) for part in parts) == (
        Fraction(whole)
    )
