import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests.drawing import among
from tests.engine.sweeps.plans import message, minutes_set, moved, planned, scenario, tables
from tests.made import bundled
from timetax.engine.scenario.planning import plan
from timetax.engine.sweeps.axes import Axis, parse_axis
from timetax.engine.sweeps.grid import COLUMNS, swept
from timetax.reports.sweep import sweep_report

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
figures = st.floats(1e-3, 1e4)
shares = st.just(0.0) | st.floats(1e-9, 1)


@among(3)
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
    made = timetax.tabulate(bundled())
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
    assert list(frame.columns) == ["k", "share", *COLUMNS]
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
    made = plan(tables([{"id": "a", "responses": 60}]), scenario(*minutes_set()))
    frame = swept(made, [Axis("m", (10.0,))])
    assert frame["change_hours"].tolist() == [10]
    assert math.isnan(frame["change"][0])
    shown = json.loads(
        timetax.format_report(sweep_report(made, frame, [Axis("m", (10.0,))]), "json")
    )
    assert shown["sections"][0]["rows"][0]["change"] is None


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
