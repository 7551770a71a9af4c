import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests.engine.sweeps.plans import message
from timetax.engine.sweeps.axes import Axis, parse_axis, parse_search


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


def test_a_search_is_a_parameter_alone_or_with_both_ends() -> None:
    assert parse_search(" share_online ") == ("share_online", None, None)
    assert parse_search("share = 1/4 : 1e0") == ("share", 0.25, 1.0)


def test_a_search_may_name_an_amount_that_is_a_range() -> None:
    name = "change 1: minutes_per_response"
    assert parse_search(name) == (name, None, None)
    assert parse_search(f"{name}=-1:1") == (name, -1.0, 1.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "write it as NAME, or as NAME=FROM:TO, such as share_online=0:1"),
        ("=0:1", "write it as NAME, or as NAME=FROM:TO"),
        ("x=", "write it as NAME, or as NAME=FROM:TO"),
        ("x=1", "write it as NAME, or as NAME=FROM:TO"),
        ("x=0:1:0.1", "write it as NAME, or as NAME=FROM:TO"),
        ("x=0:", "'' is not a number"),
        ("x=a:1", "'a' is not a number"),
        ("x=0:1e16", "'1e16' is not a number up to 1e+15"),
    ],
)
def test_a_search_that_cannot_be_read_is_explained(text: str, expected: str) -> None:
    with pytest.raises(timetax.InputError) as error:
        parse_search(text)
    assert message(error).startswith(f"solve {text}: error: {expected}")
