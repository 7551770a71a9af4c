import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests.engine.sweeps.plans import (
    message,
    minutes_set,
    moved,
    planned,
    scenario,
    tables,
    two_solutions,
)
from timetax.engine.scenario.planning import plan
from timetax.engine.sweeps.axes import Axis
from timetax.engine.sweeps.goal_seek import Target, parse_target, solved
from timetax.engine.sweeps.grid import swept
from timetax.reports.sweep import solve_report


@pytest.mark.parametrize(
    ("text", "target", "words"),
    [
        ("-10%", Target("share", -0.1), "a change of -10%"),
        (" +7 % ", Target("share", 0.07), "a change of +7%"),
        ("-1_000_000", Target("change", -1e6), "a change of -1.00 million hours a year"),
        ("-1e6", Target("change", -1e6), "a change of -1.00 million hours a year"),
        ("0", Target("change", 0.0), "a change of 0 hours a year"),
        ("=2e9", Target("total", 2e9), "a total of 2.00 billion hours a year"),
    ],
)
def test_a_target_is_a_share_a_change_or_a_total(text: str, target: Target, words: str) -> None:
    assert parse_target(text) == target
    assert str(target) == words


@pytest.mark.parametrize("text", ["", "%", "=", "ten", "-10%%", "=10%", "nan", "-inf"])
def test_another_target_is_refused_with_those_that_would_do(text: str) -> None:
    with pytest.raises(timetax.InputError, match="is not a number; write -10%") as error:
        parse_target(text)
    assert message(error).startswith(f"target {text}: error: ")


@pytest.mark.parametrize(
    ("target", "share"),
    [("-10%", 0.25), ("-150", 0.375), ("=633", 0.9175), ("0%", 0.0), ("-40%", 1.0), ("-20%", 0.5)],
)
def test_the_share_that_moves_is_solved_for(target: str, share: float) -> None:
    solution = solved(moved(0.1), "share", parse_target(target))
    assert solution.value == pytest.approx(share, rel=1e-14)
    assert abs(solution.nearest.residual_hours) <= 1e-12
    assert len(solution.solutions) == 1
    assert (solution.low, solution.high) == (0, 1)


def test_a_factor_is_solved_for_between_nothing_and_ten_times_its_value() -> None:
    made = planned({"k": 0.7}, {"minutes_per_response": {"multiply": "$k"}})
    solution = solved(made, "k", parse_target("-10%"))
    assert solution.value == pytest.approx(5 / 6, rel=1e-15)
    assert (solution.low, solution.high) == (0, 7)
    assert solution.nearest.change == pytest.approx(-0.1)


@given(share=st.just(0.0) | st.floats(1e-9, 1))
def test_what_a_share_reaches_leads_back_to_the_share(share: float) -> None:
    made = moved()
    hours = swept(made, [Axis("share", (share,))])["burden_hours"][0]
    assert solved(made, "share", Target("total", hours)).value == pytest.approx(share, abs=1e-12)


def test_a_range_is_searched_from_end_to_end() -> None:
    made = planned({"m": {"low": 10, "likely": 20, "high": 50}}, {"minutes_per_response": "$m"})
    solution = solved(made, "m", parse_target("-25%"))
    assert solution.value == 35
    assert (solution.low, solution.high, solution.present_value) == (10, 50, 20)


def test_a_negative_value_is_searched_below_zero() -> None:
    made = planned({"m": -3}, {"minutes_per_response": {"add": "$m"}})
    solution = solved(made, "m", parse_target("-7%"))
    assert solution.value == pytest.approx(-7, rel=1e-14)
    assert (solution.low, solution.high) == (-30, 0)


def test_given_bounds_are_searched() -> None:
    made = planned({"k": 1}, {"minutes_per_response": {"multiply": "$k"}})
    assert solved(made, "k", Target("total", 12_400), high=100).value == 20
    assert solved(made, "k", Target("total", 12_400)).value is None
    assert solved(made, "k", Target("total", 1000), low=1.5).value is None


@pytest.mark.parametrize(("present", "first", "other"), [(0.7, 0.8, 0.2), (0.1, 0.2, 0.8)])
def test_of_several_solutions_the_one_nearest_to_the_present_is_first(
    present: float, first: float, other: float
) -> None:
    solution = solved(two_solutions(present), "s", Target("total", 496))
    assert [point.value for point in solution.solutions] == pytest.approx([first, other])
    assert solve_report(two_solutions(present), solution).headline == (
        f"s = {first}, instead of {present}, makes a total of 496 hours a year; "
        "1 other value would do too."
    )


def test_a_solution_between_tried_values_is_narrowed_down_to_neighbouring_floats() -> None:
    solution = solved(two_solutions(0.5), "s", Target("total", 500))
    root = math.sqrt(0.25 - 100 / 600)
    assert sorted(point.value for point in solution.solutions) == pytest.approx(
        [0.5 - root, 0.5 + root], rel=1e-13
    )


def test_where_the_hours_only_touch_the_target_there_is_one_solution() -> None:
    solution = solved(two_solutions(0.3), "s", Target("total", 550))
    assert [point.value for point in solution.solutions] == [0.5]


def test_a_stretch_of_values_that_all_reach_the_target_is_one_solution() -> None:
    made = planned({"m": 30}, {"minutes_per_response": {"cap": "$m"}})
    solution = solved(made, "m", parse_target("0%"))
    assert [point.value for point in solution.solutions] == [60]


def test_the_present_value_solves_what_it_reaches_already() -> None:
    made = moved(1 / 3)
    solution = solved(made, "share", Target("total", 1000 - 400 / 3))
    assert solution.value == 1 / 3
    assert solve_report(made, solution).headline.startswith("share = 0.333333, as it is, makes")


def test_without_a_solution_the_nearest_is_told_and_what_can_be_reached() -> None:
    made = moved()
    solution = solved(made, "share", parse_target("-50%"))
    assert solution.value is None
    assert solution.solutions == ()
    assert solution.nearest.value == 1
    assert solution.nearest.residual_hours == pytest.approx(100)
    report = solve_report(made, solution)
    assert report.headline == (
        "No value of share from 0 to 1 reaches a change of -50%; 1 comes nearest, with a change "
        "of -400 hours a year."
    )
    assert report.notes[1] == (
        "201 values of share from 0 to 1 were tried; they reach changes from -400 to 0 hours a "
        "year."
    )


def test_a_jump_over_the_target_is_no_solution() -> None:
    made = planned({"r": 100}, {"responses": "$r"}, {"published_hours": 500})
    frame = swept(made, [Axis("r", (0.0, 1.0))])
    assert frame["burden_hours"].tolist() == [400, 900]
    solution = solved(made, "r", Target("total", 700))
    assert solution.value is None
    assert solution.nearest.burden_hours == 900


def test_values_that_cannot_be_applied_are_skipped_and_said() -> None:
    made = moved(3)
    solution = solved(made, "share", parse_target("-10%"), high=2)
    assert solution.value == 0.25
    assert (solution.tried, solution.skipped, solution.present) == (201, 100, None)
    notes = solve_report(made, solution).notes
    assert notes[2:] == (
        "The scenario cannot be applied with its own share = 3.",
        "100 of them were skipped, because the scenario cannot be applied: at share = 1.01: the "
        "share $share is 1.01; it must be from 0 to 1.",
    )


def test_a_scenario_that_can_be_applied_nowhere_says_why() -> None:
    with pytest.raises(timetax.InputError, match="at share = 2: the share") as error:
        solved(moved(), "share", parse_target("-10%"), low=2, high=3)
    assert "at share = 2: the share $share is 2; it must be from 0 to 1" in message(error)


def test_an_interval_that_is_none_is_refused() -> None:
    made = planned({"m": 0}, {"minutes_per_response": {"add": "$m"}})
    for bounds in ({}, {"low": 1.0}, {"low": 2.0, "high": 1.0}, {"high": math.inf}):
        with pytest.raises(timetax.InputError, match="is no interval to search; give both its en"):
            solved(made, "m", parse_target("-10%"), **bounds)


def test_a_share_of_no_hours_is_no_target() -> None:
    made = plan(tables([{"id": "a", "responses": 60}]), scenario(*minutes_set()))
    with pytest.raises(timetax.InputError, match="the baseline has no hours to take a share of"):
        solved(made, "m", parse_target("10%"))
    assert solved(made, "m", parse_target("20")).value == 20


def test_an_unknown_parameter_to_solve_for_is_refused() -> None:
    with pytest.raises(timetax.InputError, match="solve shar: error: unknown parameter 'shar'; di"):
        solved(moved(), "shar", parse_target("-10%"))
