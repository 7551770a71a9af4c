import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests.made import catalogue
from timetax.scenario.planning import Plan, plan
from timetax.sweep import (
    MEASURES,
    Axis,
    Target,
    parse_axis,
    parse_target,
    solve_report,
    solved,
    sweep_report,
    swept,
)

FORMS = [
    {"id": "a", "responses": 600, "minutes_per_response": 60},
    {"id": "b", "responses": 400, "minutes_per_response": 60},
]
"""Of the 1,000 hours, 600 are on the form that most tests change."""


def tables(forms: list[dict[str, Any]] | None = None) -> timetax.Tables:
    return timetax.tabulate(catalogue(FORMS if forms is None else forms))


def scenario(parameters: dict[str, Any], *changes: dict[str, Any]) -> timetax.Scenario:
    where = {"where": {"form": "a"}}
    return timetax.make_scenario(
        {
            "name": "A reform",
            "parameters": parameters,
            "changes": [each if "add" in each else where | each for each in changes],
        }
    )


def planned(parameters: dict[str, Any], *changes: dict[str, Any]) -> Plan:
    return plan(tables(), scenario(parameters, *changes))


def moved(share: Any = 0.5) -> Plan:
    """Return a plan with 600 - 400 share hours on one form and 400 on the other."""
    return planned({"share": share}, {"move": {"share": "$share", "minutes_per_response": 20}})


def message(error: pytest.ExceptionInfo[timetax.InputError]) -> str:
    (finding,) = error.value.findings
    return str(finding)


# Axes


@given(
    start=st.decimals(-1000, 1000, places=4),
    step=st.decimals("0.0001", 10, places=4),
    steps=st.integers(0, 500),
    falling=st.booleans(),
)
def test_an_axis_has_both_ends_and_every_step_without_drift(
    start: Decimal, step: Decimal, steps: int, falling: bool
) -> None:
    step = -step if falling else step
    axis = parse_axis(f"x={start}:{start + step * steps}:{step}")
    assert axis.values == tuple(float(start + step * place) for place in range(steps + 1))


def test_tenths_are_the_tenths_that_people_write() -> None:
    axis = parse_axis("share_online=0:1:0.1")
    assert axis.name == "share_online"
    assert axis.values == (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def test_the_end_is_a_point_also_where_the_steps_do_not_meet_it() -> None:
    assert parse_axis("x=0:1:0.4").values == (0.0, 0.4, 0.8, 1.0)


def test_a_step_may_be_a_fraction() -> None:
    assert parse_axis("x=0:1:1/3").values == (0.0, 1 / 3, 2 / 3, 1.0)


def test_an_axis_may_list_its_values() -> None:
    assert parse_axis(" x = 3, 1e3,-1_000, .5 ") == Axis("x", (3.0, 1000.0, -1000.0, 0.5))


def test_an_axis_from_a_value_to_itself_is_one_point() -> None:
    assert parse_axis("x=2:2:0.1").values == (2.0,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("share", "write it as NAME=FROM:TO:STEP, such as share_online=0:1:0.1, or NAME=VALUE"),
        ("=0:1:0.1", "write it as NAME=FROM:TO:STEP"),
        ("x=", "write it as NAME=FROM:TO:STEP"),
        ("x=0:1", "write it as NAME=FROM:TO:STEP"),
        ("x=0:1:0.1:2", "write it as NAME=FROM:TO:STEP"),
        ("x=0:1:0", "the step is 0"),
        ("x=0:1:-0.1", "a step of -0.1 leads away from 1"),
        ("x=1:0:0.1", "a step of 0.1 leads away from 0"),
        ("x=a:1:0.1", "'a' is not a number"),
        ("x=0::0.1", "'' is not a number"),
        ("x=1,,2", "'' is not a number"),
        ("x=1,nan", "'nan' is not a number"),
        ("x=1,inf", "'inf' is not a number"),
        ("x=1/0,1", "'1/0' is not a number"),
        ("x=1e999999999,1", "'1e999999999' is not a number"),
        (f"x=0:1:0.{60 * '0'}1", f"'0.{53 * '0'}...' is not a number"),
        ("x=1e16,1", "'1e16' is not a number up to 1e+15"),
        ("x=1,2,1.0", "1 is there twice"),
    ],
)
def test_an_axis_that_cannot_be_read_is_explained(text: str, expected: str) -> None:
    with pytest.raises(timetax.InputError) as error:
        parse_axis(text)
    assert message(error).startswith(f"sweep {text}: error: {expected}")


def test_a_thousand_million_points_are_refused_before_one_is_made() -> None:
    with pytest.raises(timetax.InputError, match=r"this makes 1,000,000,001 points, and 100,000"):
        parse_axis("x=0:1:1e-9")


def test_an_axis_has_finite_values() -> None:
    for values in ((), (math.nan,), (1.0, math.inf)):
        with pytest.raises(ValueError, match="an axis takes finite values"):
            Axis("x", values)


# Sweeps

EVERYTHING = (
    {"where": {"form": ["a", "b"]}, "respondents": {"multiply": "$k"}},
    {"where": {"form": "b"}, "responses_per_respondent": {"add": "$k"}, "prefill": "$share"},
    {"where": {"form": "c"}, "published_hours": "$hours"},
    {"where": {"form": "d"}, "minutes_per_response": {"cap": 12, "floor": "$k"}},
    {"where": {"form": "e"}, "exempt": "$share"},
    {"where": {"form": "f"}, "move": {"share": "$share", "minutes_per_response": "$k"}},
    {
        "add": {
            "id": "new",
            "title": "A new form",
            "agency": "A",
            "responses": "$hours",
            "minutes_per_response": 7,
        }
    },
    {
        "where": {"form": ["c", "d"]},
        "merge": {
            "id": "both",
            "title": "Both",
            "responses": "sum",
            "minutes_per_response": "mean",
        },
    },
    {"where": {"form": "both"}, "minutes_per_response": {"multiply": 0.7}},
    {"where": {"form": "a"}, "remove": "yes"},
)
figures = st.floats(1e-3, 1e9)
shares = st.floats(0, 1)


@given(
    counts=st.lists(figures, min_size=8, max_size=8),
    minutes=st.lists(figures, min_size=8, max_size=8),
    values=st.fixed_dictionaries({"k": figures, "share": shares, "hours": figures}),
    names=st.sets(st.sampled_from(["k", "share", "hours"]), min_size=1),
)
def test_a_point_is_to_the_bit_the_scenario_with_these_values(
    counts: list[float], minutes: list[float], values: dict[str, float], names: set[str]
) -> None:
    forms = [
        {"id": each, "respondents": count, "minutes_per_response": minute}
        for each, count, minute in zip("abcdefgh", counts, minutes, strict=True)
    ]
    made = tables([*forms, {"id": "unknown"}, forms[0] | {"id": "out", "excluded": "old"}])
    reform = scenario({"k": 1.5, "share": 0.25, "hours": 77}, *EVERYTHING)
    chosen = {name: values[name] for name in sorted(names)}
    frame = swept(plan(made, reform), [Axis(name, (value,)) for name, value in chosen.items()])
    after = timetax.total(timetax.with_burden(timetax.apply_scenario(made, reform, **chosen)))
    before = timetax.total(timetax.with_burden(made))
    assert frame.to_dict("records") == [
        chosen
        | {
            "burden_hours": after.burden_hours,
            "change_hours": after.burden_hours - before.burden_hours,
            "change": (after.burden_hours - before.burden_hours) / before.burden_hours,
            "responses": after.responses,
            "change_responses": after.responses - before.responses,
        }
    ]


def test_the_forms_of_a_merge_are_reached_by_what_reaches_one_of_them() -> None:
    merge = {"id": "one", "title": "One", "responses": "max", "minutes_per_response": "mean"}
    reform = scenario(
        {"k": 1},
        {"minutes_per_response": {"multiply": "$k"}},
        {"where": {"form": ["a", "b"]}, "merge": merge},
    )
    frame = swept(plan(tables(), reform), [Axis("k", (1.0, 2.0))])
    assert frame["burden_hours"].tolist() == [600.0, 960.0]


def test_the_bundled_catalogue_is_swept_to_the_bit() -> None:
    made = timetax.tabulate(timetax.load())
    reform = scenario(
        {"share": 0.4},
        {"where": {"agency": "STATE"}, "prefill": "$share"},
        {"where": {"agency": "IRS"}, "prefill": 0.1},
    )
    frame = swept(plan(made, reform), [parse_axis("share=0:1:0.1")])
    for share, hours in zip(frame["share"], frame["burden_hours"], strict=True):
        after = timetax.apply_scenario(made, reform, share=share)
        assert hours == timetax.total(timetax.with_burden(after)).burden_hours


def test_a_grid_has_a_row_a_point_and_its_last_parameter_changes_fastest() -> None:
    made = planned(
        {"k": 1, "share": 0}, {"minutes_per_response": {"multiply": "$k"}, "prefill": "$share"}
    )
    frame = swept(made, [parse_axis("k=1,2"), parse_axis("share=0,0.5,1")])
    assert list(frame.columns) == ["k", "share", *MEASURES]
    assert set(frame.dtypes.astype(str)) == {"float64"}
    assert frame["k"].tolist() == [1, 1, 1, 2, 2, 2]
    assert frame["share"].tolist() == [0, 0.5, 1, 0, 0.5, 1]
    assert frame["burden_hours"].tolist() == [1000, 700, 400, 1600, 1000, 400]
    assert frame["change_hours"].tolist() == [0, -300, -600, 600, 0, -600]
    assert frame["change"].tolist() == [0, -0.3, -0.6, 0.6, 0, -0.6]


def test_responses_change_too() -> None:
    frame = swept(planned({"s": 0}, {"exempt": "$s"}), [parse_axis("s=0,0.5")])
    assert frame["responses"].tolist() == [1000, 700]
    assert frame["change_responses"].tolist() == [0, -300]


def test_the_value_of_the_scenario_does_not_matter_where_it_is_swept() -> None:
    assert swept(moved(7), [Axis("share", (0.5,))])["change_hours"].tolist() == [-200]


def test_without_hours_in_the_baseline_the_share_is_unknown() -> None:
    made = plan(tables([{"id": "a", "responses": 60}]), scenario(*_minutes_set()))
    frame = swept(made, [Axis("m", (10.0,))])
    assert frame["change_hours"].tolist() == [10]
    assert math.isnan(frame["change"][0])
    shown = json.loads(
        timetax.format_report(sweep_report(made, frame, [Axis("m", (10.0,))]), "json")
    )
    assert shown["sections"][0]["rows"][0]["change"] is None


def _minutes_set() -> tuple[Any, ...]:
    return {"m": 5}, {"minutes_per_response": "$m"}


def test_a_parameter_may_be_called_as_a_column_is() -> None:
    made = planned({"change": 1}, {"minutes_per_response": {"multiply": "$change"}})
    frame = swept(made, [Axis("change", (1.0, 2.0))])
    assert frame["$change"].tolist() == [1, 2]
    assert frame["change"].tolist() == [0, 0.6]


def test_a_parameter_that_no_hours_follow_from_changes_none() -> None:
    made = planned({"t": 5}, {"prefill": 0.5, "transition_minutes": "$t"})
    frame = swept(made, [Axis("t", (0.0, 9.0))])
    assert frame["change_hours"].tolist() == [-300, -300]


def test_an_amount_that_is_a_range_can_be_swept_by_its_own_name() -> None:
    made = planned({}, {"minutes_per_response": {"low": 10, "likely": 20, "high": 30}})
    (name,) = made.parameters
    assert swept(made, [Axis(name, (30.0,))])["burden_hours"].tolist() == [700]


def test_progress_is_told_after_each_point() -> None:
    told: list[float] = []
    swept(moved(), [parse_axis("share=0,0.25,0.5,1")], told.append)
    assert told == [0.25, 0.5, 0.75, 1]


def test_an_unknown_parameter_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(timetax.InputError) as error:
        swept(moved(), [Axis("shar", (0.0,))])
    assert message(error) == (
        "sweep shar: error: unknown parameter 'shar'; did you mean 'share'? [option]"
    )


def test_an_unknown_parameter_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(timetax.InputError, match="unknown parameter 'xyz'; the parameters are sha"):
        swept(moved(), [Axis("xyz", (0.0,))])
    with pytest.raises(timetax.InputError, match="unknown parameter 'xyz'; there are none"):
        swept(planned({}, {"prefill": 0.5}), [Axis("xyz", (0.0,))])


def test_a_parameter_twice_is_refused() -> None:
    with pytest.raises(timetax.InputError, match="sweep share: error: the parameter is there tw"):
        swept(moved(), [Axis("share", (0.0,)), Axis("share", (1.0,))])


def test_a_sweep_of_nothing_is_refused() -> None:
    with pytest.raises(timetax.InputError, match="name a parameter of the scenario"):
        swept(moved(), [])


def test_a_grid_of_too_many_points_is_refused_before_one_is_made() -> None:
    made = planned({"k": 1, "share": 0}, {"responses": {"multiply": "$k"}, "prefill": "$share"})
    axes = [Axis(name, tuple(map(float, range(50_000)))) for name in ("k", "share")]
    with pytest.raises(timetax.InputError, match="this makes 2,500,000,000 points") as error:
        swept(made, axes, lambda *_: pytest.fail("a point was made"))
    assert message(error).startswith("sweep: error: ")


def test_a_point_at_which_the_scenario_cannot_be_applied_is_named_with_its_place(
    tmp_path: Path,
) -> None:
    path = tmp_path / "reform.yaml"
    path.write_text(
        "timetax: 1\nname: A reform\nparameters: {share: 0}\nchanges:\n"
        "  - where: {form: a}\n    prefill: $share\n"
    )
    made = plan(tables(), timetax.load_scenario(path))
    with pytest.raises(timetax.InputError) as error:
        swept(made, [parse_axis("share=0.5:1.5:0.5")])
    assert message(error) == (
        f"{path}:6:14: error: at share = 1.5: the share $share is 1.5; it must be from 0 to 1 "
        "[scenario]"
    )


# Targets


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


# Solving


@pytest.mark.parametrize(
    ("target", "share"),
    [("-10%", 0.25), ("-150", 0.375), ("=633", 0.9175), ("0%", 0.0), ("-40%", 1.0), ("-20%", 0.5)],
)
def test_the_share_that_moves_is_solved_for(target: str, share: float) -> None:
    solution = solved(moved(0.1), "share", parse_target(target))
    assert solution.value == pytest.approx(share, rel=1e-14)
    assert abs(solution.residual_hours) <= 1e-12
    assert len(solution.solutions) == 1
    assert (solution.low, solution.high) == (0, 1)


def test_a_factor_is_solved_for_between_nothing_and_ten_times_its_value() -> None:
    made = planned({"k": 0.7}, {"minutes_per_response": {"multiply": "$k"}})
    solution = solved(made, "k", parse_target("-10%"))
    assert solution.value == pytest.approx(5 / 6, rel=1e-15)
    assert (solution.low, solution.high) == (0, 7)
    assert solution.nearest.change == pytest.approx(-0.1)


@given(share=st.floats(0, 1))
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


def two_solutions(present: float) -> Plan:
    """Return a plan with 600 s (1 - s) hours on one form and 400 on the other."""
    return planned({"s": present}, {"exempt": "$s", "minutes_per_response": {"multiply": "$s"}})


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
    assert solution.residual_hours == pytest.approx(100)
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
    made = plan(tables([{"id": "a", "responses": 60}]), scenario(*_minutes_set()))
    with pytest.raises(timetax.InputError, match="the baseline has no hours to take a share of"):
        solved(made, "m", parse_target("10%"))
    assert solved(made, "m", parse_target("20")).value == 20


def test_an_unknown_parameter_to_solve_for_is_refused() -> None:
    with pytest.raises(timetax.InputError, match="solve shar: error: unknown parameter 'shar'; di"):
        solved(moved(), "shar", parse_target("-10%"))


# Reports


def report_on(made: Plan, *texts: str, top: int | None = None) -> timetax.Report:
    axes = [parse_axis(text) for text in texts]
    return sweep_report(made, swept(made, axes), axes, top=top)


def test_a_sweep_reads_as_a_table_and_a_picture() -> None:
    report = report_on(moved(), "share=0:1:0.25")
    assert "\n" + timetax.format_report(report, "text", width=80) == (
        """
A reform: sweep of share
share from 0 to 1 moves the change from 0 to -400 hours a year.

Each point
share   hours a year   change     in %
──────────────────────────────────────
    0          1,000        0       0%
 0.25            900     -100   -10.0%
  0.5            800     -200   -20.0%
 0.75            700     -300   -30.0%
    1            600     -400   -40.0%

Change in hours a year by share
share   change
───────────────────────────────────────────────
    0        0
 0.25     -100   ███████▌
  0.5     -200   ███████████████
 0.75     -300   ██████████████████████▌
    1     -400   ██████████████████████████████
• No bar is 0 hours a year, a full one -400.

• The change is against the 1,000 hours a year of the baseline.
• In the scenario itself share = 0.5.
"""
    )


def test_fewer_hours_are_left_of_the_line_and_more_are_right_of_it() -> None:
    made = planned({"m": 60}, {"minutes_per_response": "$m"})
    picture = report_on(made, "m=0:180:20").sections[1]
    assert "\n" + "\n".join(str(row[2]) for row in picture.rows) + "\n" == (
        """
▐█████████│
   ▐██████│
      ▕███│
          │
          │███▏
          │██████▍
          │█████████▌
          │████████████▋
          │███████████████▉
          │███████████████████
"""
    )
    assert picture.notes == (
        "The line is no change: fewer hours are to its left, more to its right.",
    )


@given(st.lists(st.floats(-1e12, 1e12), min_size=2, max_size=30, unique=True))
def test_bars_keep_their_width_and_rise_with_the_change(changes: list[float]) -> None:
    changes.sort()
    axis = Axis("x", tuple(map(float, range(len(changes)))))
    rows = [(value, 0, change, 0, 0, 0) for value, change in zip(axis.values, changes, strict=True)]
    frame = pd.DataFrame(rows, columns=["x", *MEASURES], dtype="float64")
    made = planned({"x": 1}, {"minutes_per_response": {"multiply": "$x"}})
    picture = sweep_report(made, frame, [axis]).sections[1]
    bars = [str(row[2]) for row in picture.rows]
    assert max(map(len, bars)) <= 30
    if changes[0] < 0 < changes[-1]:
        assert len({bar.index("│") for bar in bars}) == 1
    elif changes[-1] <= 0:
        assert [len(bar) for bar in bars] == sorted((len(bar) for bar in bars), reverse=True)
    else:
        assert [len(bar) for bar in bars] == sorted(len(bar) for bar in bars)


def test_a_change_that_turns_is_told_with_its_least_and_its_most() -> None:
    assert report_on(two_solutions(0.3), "s=0:0.9:0.1").headline == (
        "s from 0 to 0.9 moves the change from -600 to -546 hours a year; it is least with -600 "
        "(s = 0) and most with -450 (s = 0.5)."
    )


def test_a_sweep_that_changes_nothing_says_so() -> None:
    report = report_on(planned({"m": 90}, {"minutes_per_response": {"cap": "$m"}}), "m=70,80")
    assert report.headline == "The change is 0 hours a year at each of 2 points."
    assert report.sections[1].notes == ("The change is the same at each point.",)


def test_one_point_needs_no_picture() -> None:
    report = report_on(moved(), "share=0.25")
    assert report.headline == "At share = 0.25 the change is -100 hours a year."
    assert [each.key for each in report.sections] == ["sweep"]


def grid(*texts: str) -> timetax.Report:
    made = planned(
        {"k": 1, "share": 0, "x": 0},
        {"minutes_per_response": {"multiply": "$k", "add": "$x"}, "prefill": "$share"},
        {"where": {"form": "b"}, "responses": {"multiply": 10_000}},
    )
    return report_on(made, *texts)


def test_two_parameters_make_a_cross_table() -> None:
    report = grid("k=1,500,1000", "share=0,0.5,1")
    cross = report.sections[1]
    assert cross.title == "Change in millions of hours a year by k (down) and share (across)"
    assert [column.heading for column in cross.columns] == ["k", "0", "0.5", "1"]
    assert cross.rows == (
        ("1", "4.00", "4.00", "4.00"),
        ("500", "4.30", "4.15", "4.00"),
        ("1,000", "4.60", "4.30", "4.00"),
    )
    assert cross.only_for_people
    assert report.headline == (
        "Over 9 points of k and share the change goes from +4.00 million hours a year "
        "(k = 1, share = 1) to +4.60 million (k = 1,000, share = 0)."
    )


def test_a_wide_cross_table_is_thinned_out_evenly_and_says_so() -> None:
    cross = grid("k=1:100:1", "share=0:1:0.1").sections[1]
    assert [column.heading for column in cross.columns] == [
        "k", "0", "0.2", "0.4", "0.6", "0.8", "1"
    ]  # fmt: skip
    assert len(cross.rows) == 21
    assert (cross.rows[0][0], cross.rows[-1][0]) == ("1", "100")
    assert cross.notes == (
        "21 of 100 values of k, evenly chosen.",
        "6 of 11 values of share, evenly chosen.",
    )


def test_more_than_two_parameters_make_only_the_table() -> None:
    report = grid("k=1,2", "share=0,1", "x=0,5")
    assert [each.key for each in report.sections] == ["sweep"]
    assert report.title == "A reform: sweep of k, share and x"


def test_a_long_sweep_is_pictured_at_even_points_with_both_ends() -> None:
    table, picture = report_on(moved(), "share=0:1:0.001").sections
    assert len(table.rows) == 1001
    assert [row[0] for row in picture.rows] == [f"{n / 20:g}" for n in range(21)]
    assert picture.notes[1] == "21 of 1,001 points, evenly chosen."


def test_the_table_can_be_cut_for_people() -> None:
    table = report_on(moved(), "share=0:1:0.001", top=3).sections[0]
    assert [row[0] for row in table.rows] == [0, 0.5, 1]
    assert table.notes == ("3 of 1,001 points, evenly chosen.",)
    assert len(report_on(moved(), "share=0,1", top=1).sections[0].rows) == 1
    with pytest.raises(timetax.InputError, match="must be 1 or more, not 0"):
        report_on(moved(), "share=0,1", top=0)


@pytest.mark.parametrize(
    "texts", [["k=0:1000:0.5"], ["k=1:100:1", "share=0:1:0.1"], ["k=1,2", "share=0,1", "x=0,5"]]
)
def test_a_sweep_fits_eighty_columns(texts: list[str]) -> None:
    for line in timetax.format_report(grid(*texts), "text", width=80).splitlines():
        assert len(line) <= 80
        assert "…" not in line


def test_json_has_every_point_and_no_picture() -> None:
    data = json.loads(timetax.format_report(report_on(moved(), "share=0:1:0.01"), "json"))
    (table,) = data["sections"]
    assert table["key"] == "sweep"
    assert table["by"] == ["share"]
    assert [row["share"] for row in table["rows"]] == [n / 100 for n in range(101)]
    assert table["rows"][25] == {
        "share": 0.25,
        "burden_hours": 900,
        "change_hours": -100,
        "change": -0.1,
        "responses": 1000,
        "change_responses": 0,
    }


def test_csv_is_the_tidy_table() -> None:
    written = timetax.format_report(report_on(moved(), "share=0,1"), "csv")
    assert written == (
        "share,burden_hours,change_hours,change,responses,change_responses\n"
        "0,1000,0,0,1000,0\n"
        "1,600,-400,-0.4,1000,0\n"
    )


def test_ranges_that_stand_at_their_likely_value_are_told() -> None:
    minutes = {"low": 10, "likely": 20, "high": 30}
    made = planned({"s": 0.5, "m": minutes}, {"prefill": "$s", "minutes_per_response": "$m"})
    (*_, note) = report_on(made, "s=0,1").notes
    assert note == "Other figures that are known as ranges stand at their likely values."


def test_a_solution_reads_as_a_sentence_and_a_table() -> None:
    made = moved()
    report = solve_report(made, solved(made, "share", parse_target("-10%")))
    assert "\n" + timetax.format_report(report, "text", width=80) == (
        """
A reform: share for a change of -10%
share = 0.25, instead of 0.5, makes a change of -10%.

Where the target is reached
what          share   hours a year   change     in %
────────────────────────────────────────────────────
solution       0.25            900     -100   -10.0%
present         0.5            800     -200   -20.0%
least hours       1            600     -400   -40.0%
most hours        0          1,000        0       0%

• The change is against the 1,000 hours a year of the baseline.
• 201 values of share from 0 to 1 were tried; they reach changes from -400 to 0
  hours a year.
"""
    )


def test_a_solution_in_json_has_its_value_first() -> None:
    made = moved()
    report = solve_report(made, solved(made, "share", parse_target("-10%")))
    first = json.loads(timetax.format_report(report, "json"))["sections"][0]["rows"][0]
    assert first == {
        "what": "solution",
        "share": 0.25,
        "burden_hours": 900,
        "change_hours": -100,
        "change": -0.1,
        "residual_hours": 0,
    }
