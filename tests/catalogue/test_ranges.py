import copy
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests.made import catalogue
from timetax.catalogue.ranges import Range
from timetax.catalogue.values import (
    MistakeError,
    figure_or_range,
    read_figure,
    read_share,
    read_signed_figure,
)

FIGURES = st.just(0.0) | st.floats(1e-15, 1e15)


def mistakes(read: Any, value: object) -> list[tuple[tuple[Any, ...], str]]:
    with pytest.raises(MistakeError) as error:
        figure_or_range(read)(value)
    return list(error.value.found)


def ranges(*forms: dict[str, Any]) -> list[tuple[Any, ...]]:
    frame = timetax.tabulate(catalogue(list(forms))).ranges
    return [tuple(row) for row in frame.itertuples(index=False)]


def test_a_range_is_its_likely_value_as_a_number() -> None:
    assert Range(1, 2, 4) == 2
    assert Range(1, 2, 4) * 3 == 6
    assert not isinstance(Range(1, 2, 4) * 3, Range)


def test_a_range_shows_all_it_knows() -> None:
    assert repr(Range(1, 2.5, 4)) == "Range(low=1, likely=2.5, high=4)"


@pytest.mark.parametrize("ends", [(2, 1, 3), (1, 4, 3), (float("nan"), 1, 2), (1, 2, float("nan"))])
def test_a_range_that_does_not_rise_is_refused(ends: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="does not rise"):
        Range(*ends)


@given(st.lists(FIGURES, min_size=3, max_size=3).map(sorted))
def test_a_range_survives_a_copy_and_a_pickle(ends: list[float]) -> None:
    one = Range(*ends)
    for other in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert isinstance(other, Range)
        assert (other.low, float(other), other.high) == tuple(ends)


@given(st.lists(FIGURES, min_size=3, max_size=3).map(sorted))
def test_a_range_is_read_from_its_three_keys_in_any_order(ends: list[float]) -> None:
    low, likely, high = ends
    read = figure_or_range(read_figure)({"high": repr(high), "low": repr(low), "likely": likely})
    assert isinstance(read, Range)
    assert (read.low, float(read), read.high) == (low, likely, high)


def test_a_number_alone_is_no_range() -> None:
    assert type(figure_or_range(read_figure)("1/4")) is float
    assert figure_or_range(read_figure)("1/4") == 0.25


def test_a_range_may_have_no_width() -> None:
    read = figure_or_range(read_figure)({"low": "5", "likely": "5", "high": "5"})
    assert isinstance(read, Range)


def test_a_missing_key_of_a_range_is_a_mistake_of_the_range() -> None:
    assert mistakes(read_figure, {"low": "1", "high": "2"}) == [
        ((), "a range has low, likely and high, and here is low, high")
    ]
    assert mistakes(read_figure, {}) == [
        ((), "a range has low, likely and high, and here is nothing")
    ]


def test_an_unknown_key_of_a_range_is_a_mistake_of_that_key() -> None:
    assert mistakes(read_figure, {"low": "1", "likely": "1", "hihg": "2"}) == [
        (("hihg",), "a range has low, likely and high, and here is low, likely, hihg")
    ]


def test_ends_that_are_no_numbers_are_all_mistakes_at_once() -> None:
    found = mistakes(read_figure, {"low": "1,000", "likely": "x", "high": ["5"]})
    assert [path for path, _ in found] == [("low",), ("likely",), ("high",)]


def test_a_range_in_a_range_is_a_mistake() -> None:
    inside = {"low": "1", "likely": "2", "high": "3"}
    assert mistakes(read_figure, {"low": inside, "likely": "2", "high": "3"}) == [
        (("low",), "must be a number, and here is a mapping")
    ]


def test_a_range_of_shares_ends_at_one() -> None:
    assert mistakes(read_share, {"low": "0", "likely": "1", "high": "1.01"}) == [
        (("high",), "the share '1.01' is above 1")
    ]


def test_a_range_of_signed_figures_may_begin_below_zero() -> None:
    read = figure_or_range(read_signed_figure)({"low": "-5", "likely": "-1/2", "high": "2"})
    assert isinstance(read, Range)
    assert (read.low, float(read), read.high) == (-5, -0.5, 2)


def test_the_tables_hold_the_likely_values_and_beside_them_the_ranges() -> None:
    form = {"responses": {"low": 1, "likely": 2, "high": 4}, "minutes_per_response": 30}
    tables = timetax.tabulate(catalogue([form, {"responses": 5}]))
    assert list(tables.forms["responses"]) == [2, 5]
    assert ranges(form)[0][:5] == ("form-0", "responses", 1, 2, 4)
    assert not tables.ranges["makes_responses"].any()


def test_responses_follow_from_ranges_only_where_they_are_not_given() -> None:
    wide = {"low": 1, "likely": 2, "high": 4}
    assert [row[-1] for row in ranges({"respondents": wide})] == [True]
    assert [row[-1] for row in ranges({"respondents": wide, "responses": 7})] == [False]
    both = {"respondents": wide, "responses_per_respondent": wide, "minutes_per_response": wide}
    assert [(row[1], row[-1]) for row in ranges(both)] == [
        ("respondents", True),
        ("responses_per_respondent", True),
        ("minutes_per_response", False),
    ]


def test_ranges_of_a_correlated_source_err_together() -> None:
    wide = {"low": 1, "likely": 2, "high": 4}
    one = {"responses": wide, "source": {"title": "A survey", "correlated": "yes"}}
    other = {"responses": wide, "source": {"title": "A survey", "correlated": "no"}}
    frame = timetax.tabulate(catalogue([one, other, {"responses": wide}])).ranges
    assert frame["together"].isna().tolist() == [False, True, True]
    assert frame["together"][0] == "A survey"


def test_a_catalogue_without_ranges_has_an_empty_frame_of_them() -> None:
    frame = timetax.tabulate(catalogue([{"responses": 5}])).ranges
    assert frame.empty
    assert frame["low"].dtype == "float64"
