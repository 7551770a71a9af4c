import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests.made import bundled, tables

figures = st.floats(1e-6, 1e12) | st.just(0.0)


def hours(**form: object) -> float:
    return float(tables([form]).forms["burden_hours"][0])


def test_burden_hours_are_respondents_times_frequency_times_minutes_over_60() -> None:
    assert hours(respondents=100, responses_per_respondent=4, minutes_per_response=30) == 200


def test_the_frequency_is_1_unless_it_is_given() -> None:
    assert hours(respondents=100, minutes_per_response=30) == 50


def test_a_response_every_six_years_is_a_sixth() -> None:
    form = {"respondents": 600, "responses_per_respondent": "1/6", "minutes_per_response": 60}
    assert hours(**form) == 100


def test_responses_may_be_given_without_respondents() -> None:
    assert hours(responses=120, minutes_per_response=30) == 60


def test_given_responses_and_respondents_make_the_frequency() -> None:
    forms = tables([{"respondents": 100, "responses": 250, "minutes_per_response": 6}]).forms
    assert forms["responses_per_respondent"][0] == 2.5
    assert forms["burden_hours"][0] == 25


def test_minutes_that_are_not_given_follow_from_published_hours_and_are_marked_derived() -> None:
    forms = tables([{"responses": 120, "published_hours": 60}]).forms
    assert forms["minutes_per_response"][0] == 30
    assert forms["minutes_basis"][0] == "derived"
    assert forms["burden_hours"][0] == 60


def test_given_minutes_win_over_published_hours() -> None:
    assert hours(responses=120, minutes_per_response=10, published_hours=60) == 20


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"respondents": 10},
        {"minutes_per_response": 10},
        {"respondents": None, "minutes_per_response": 5},
    ],
)
def test_an_unknown_factor_makes_the_hours_unknown_and_not_zero(form: dict[str, object]) -> None:
    assert math.isnan(hours(**form))


@pytest.mark.parametrize(
    "form",
    [
        {"published_hours": 10},
        {"minutes_per_response": 6, "published_hours": 10},
        {"responses": 0, "published_hours": 10},
    ],
)
def test_published_hours_count_where_factors_are_unknown_and_are_never_divided(
    form: dict[str, object],
) -> None:
    made = tables([form, {"responses": 30, "minutes_per_response": 4}])
    whole, (row,) = timetax.total(made), made.forms[:1].to_dict("records")
    assert (row["burden_hours"], row["as_published"]) == (10, True)
    assert (whole.not_estimated, whole.as_published, whole.as_published_hours) == (0, 1, 10)
    assert (whole.burden_hours, whole.responses, whole.minutes_per_response) == (12, 30, 4)
    (group,) = timetax.totals_by(made, "agency").to_dict("records")
    assert (group["burden_hours"], group["responses"]) == (12, 30)
    assert (group["minutes_per_response"], group["as_published_hours"]) == (4, 10)
    assert math.isnan(row["minutes_per_response"]) or form.get("minutes_per_response")


def test_zero_responses_are_zero_hours() -> None:
    assert hours(responses=0, minutes_per_response=10) == 0


def test_cost_is_responses_times_cost_per_response() -> None:
    forms = tables([{"responses": 10, "cost_per_response": 2.5}, {"responses": 10}]).forms
    assert forms["cost"][0] == 25
    assert math.isnan(forms["cost"][1])


def test_cost_per_response_follows_from_a_published_cost() -> None:
    forms = tables([{"responses": 10, "published_cost": 25}]).forms
    assert forms["cost_per_response"][0] == 2.5


@pytest.mark.parametrize("responses", [{}, {"responses": 0}])
def test_a_published_cost_counts_as_it_is_where_no_responses_share_it(
    responses: dict[str, float],
) -> None:
    forms = tables([responses | {"published_cost": 25}]).forms
    assert forms["cost"][0] == 25
    assert math.isnan(forms["cost_per_response"][0])


@given(responses=figures, minutes=figures)
def test_the_hours_of_a_form_are_the_float_nearest_to_the_exact_product(
    responses: float, minutes: float
) -> None:
    exact = Fraction(responses) * Fraction(minutes) / 60
    assert hours(responses=responses, minutes_per_response=minutes) == float(exact)


def test_the_hours_of_many_forms_are_each_the_float_nearest_to_the_exact_product() -> None:
    random = np.random.default_rng(1)
    responses, minutes = random.random((2, 500)) * [[1e8], [1e3]]
    forms = [
        {"responses": r, "minutes_per_response": m} for r, m in zip(responses, minutes, strict=True)
    ]
    exact = [float(Fraction(r) * Fraction(m) / 60) for r, m in zip(responses, minutes, strict=True)]
    assert tables(forms).forms["burden_hours"].tolist() == exact


def test_a_full_time_year_is_2087_hours() -> None:
    assert timetax.full_time_years(4_174) == 2


def test_the_inputs_stay_as_they_were() -> None:
    inputs = timetax.tabulate(bundled())
    before = inputs.forms.copy()
    timetax.with_burden(inputs)
    assert inputs.forms.equals(before)
    assert "burden_hours" not in inputs.forms
