import math
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import timetax
from tests.made import bundled_tables, tables
from timetax.engine.ranking import parted, ranked
from timetax.tables.exact import exact_sums

figures = st.floats(1e-6, 1e12) | st.just(0.0)
names = st.sampled_from(["A", "B", "C"])
shares = st.dictionaries(names, st.just(0.0) | st.floats(1e-15, 1 / 3), max_size=3)
forms = st.lists(
    st.fixed_dictionaries(
        {"agency": names, "life_events": st.lists(names, unique=True, max_size=3) | shares},
        optional={
            "respondents": figures,
            "responses_per_respondent": figures,
            "minutes_per_response": figures,
            "excluded": st.just("for a reason"),
        },
    ),
    max_size=8,
)


def exact_hours(form: dict[str, Any]) -> Fraction | None:
    if form.get("excluded") or "respondents" not in form or "minutes_per_response" not in form:
        return None
    frequency = Fraction(form.get("responses_per_respondent", 1))
    return Fraction(form["respondents"]) * frequency * Fraction(form["minutes_per_response"]) / 60


def close(value: float, exact: Fraction | float) -> bool:
    return math.isclose(value, exact, rel_tol=4 * 2**-53, abs_tol=0)


@given(forms)
def test_the_total_equals_a_sum_in_exact_fractions(forms: list[dict[str, Any]]) -> None:
    exact = sum((exact_hours(form) or Fraction(0) for form in forms), Fraction(0))
    assert close(timetax.total(tables(forms)).burden_hours, exact)


@given(forms)
def test_the_sum_of_the_forms_is_rounded_once(forms: list[dict[str, Any]]) -> None:
    made = tables(forms)
    counted = made.forms[made.forms["excluded"].isna()]["burden_hours"].dropna()
    exact = sum((Fraction(hours) for hours in counted), Fraction(0))
    assert timetax.total(made).burden_hours == float(exact)


@given(forms)
def test_the_parts_by_agency_add_up_to_the_total(forms: list[dict[str, Any]]) -> None:
    made = tables(forms)
    parts = timetax.totals_by(made, "agency")
    whole = timetax.total(made)
    assert close(math.fsum(parts["burden_hours"].dropna()), whole.burden_hours)
    assert parts["forms"].sum() == whole.forms
    assert parts["not_estimated"].sum() == whole.not_estimated


@given(forms, st.randoms(use_true_random=False))
def test_the_order_of_forms_changes_not_a_bit(forms: list[dict[str, Any]], random: Any) -> None:
    named = [{"id": f"form-{i}"} | form for i, form in enumerate(forms)]
    one, other = tables(named), tables(random.sample(named, len(named)))
    for by in ("agency", "life_event", ["agency", "life_event"], "form"):
        assert timetax.totals_by(one, by).equals(timetax.totals_by(other, by))
    assert timetax.total(one) == timetax.total(other)


@given(forms)
def test_no_life_event_exceeds_the_total(forms: list[dict[str, Any]]) -> None:
    made = tables(forms)
    whole = timetax.total(made).burden_hours
    for hours in timetax.totals_by(made, "life_event")["burden_hours"].dropna():
        assert hours <= whole


@given(forms, st.fixed_dictionaries({"respondents": figures}) | st.just({}))
def test_an_unestimated_form_changes_no_sum_and_is_counted(
    forms: list[dict[str, Any]], unknown: dict[str, Any]
) -> None:
    before = timetax.total(tables(forms))
    after = timetax.total(tables([*forms, unknown]))
    assert after.burden_hours == before.burden_hours
    assert after.responses == before.responses
    assert after.not_estimated == before.not_estimated + 1


@given(forms)
def test_shares_and_what_no_event_claims_add_up_to_the_total(forms: list[dict[str, Any]]) -> None:
    shared = [form for form in forms if isinstance(form["life_events"], dict)]
    made = tables(shared)
    parts = timetax.totals_by(made, "life_event")["burden_hours"].dropna()
    assert math.isclose(math.fsum(parts), timetax.total(made).burden_hours, rel_tol=1e-14)


def test_a_bare_list_counts_a_form_in_full_under_each_event() -> None:
    made = tables([{"responses": 60, "minutes_per_response": 60, "life_events": ["x", "y"]}])
    rows = timetax.totals_by(made, "life_event")
    assert rows["life_event"].tolist() == ["x", "y"]
    assert rows["burden_hours"].tolist() == [60, 60]


def test_shares_split_responses_and_hours_and_leave_a_row_without_an_event() -> None:
    form = {"responses": 60, "minutes_per_response": 60, "life_events": {"x": 0.25, "y": 0.5}}
    rows = timetax.totals_by(tables([form]), "life_event")
    assert rows["life_event"].fillna("none").tolist() == ["y", "x", "none"]
    assert rows["burden_hours"].tolist() == [30, 15, 15]
    assert rows["responses"].tolist() == [30, 15, 15]


def test_a_form_without_life_events_stands_in_a_row_without_a_name() -> None:
    rows = timetax.totals_by(tables([{"responses": 1, "minutes_per_response": 60}]), "life_event")
    assert rows["life_event"].isna().tolist() == [True]
    assert rows["burden_hours"].tolist() == [1]


def test_without_forms_there_are_no_rows() -> None:
    for by in ("agency", "life_event", "affected_public"):
        assert timetax.totals_by(tables([]), by).empty


def test_hours_roll_up_from_an_agency_through_its_parents_to_the_department() -> None:
    agencies = [
        {"id": "D", "name": "Department"},
        {"id": "B", "name": "Bureau", "parent": "D"},
        {"id": "O", "name": "Office", "parent": "B"},
    ]
    hour = {"responses": 1, "minutes_per_response": 60}
    made = tables([hour | {"agency": each} for each in "DBO"], agencies=agencies)
    departments = timetax.totals_by(made, "department")
    assert departments["department"].tolist() == ["D"]
    assert departments["burden_hours"].tolist() == [3]
    assert timetax.totals_by(made, "agency")["burden_hours"].tolist() == [1, 1, 1]


def test_a_group_with_no_estimated_form_is_unknown_and_not_zero() -> None:
    rows = timetax.totals_by(tables([{"respondents": 5}]), "agency")
    assert math.isnan(rows["burden_hours"][0])
    assert rows["not_estimated"].tolist() == [1]


def test_minutes_per_response_are_a_ratio_of_totals_and_no_average_of_averages() -> None:
    forms = [
        {"responses": 1, "minutes_per_response": 100},
        {"responses": 99, "minutes_per_response": 0},
    ]
    assert timetax.totals_by(tables(forms), "agency")["minutes_per_response"].tolist() == [1]
    assert timetax.total(tables(forms)).minutes_per_response == 1


def test_an_excluded_form_is_in_no_row() -> None:
    forms = [{"responses": 1, "minutes_per_response": 60, "excluded": "historical"}]
    assert timetax.totals_by(tables(forms), "agency").empty
    assert timetax.total(tables(forms)).excluded == 1


def test_the_columns_have_the_stated_types() -> None:
    rows = timetax.totals_by(bundled_tables(), "agency")
    assert rows.dtypes.astype(str).to_dict() == {
        "agency": "str",
        "agency_name": "str",
        "forms": "int64",
        "not_estimated": "int64",
        "responses": "float64",
        "burden_hours": "float64",
        "share": "float64",
        "minutes_per_response": "float64",
        "as_published_hours": "float64",
    }


@pytest.mark.parametrize("by", list(timetax.FIELDS))
def test_every_field_can_be_totalled_by(by: str) -> None:
    made = bundled_tables()
    rows = timetax.totals_by(made, by)
    assert by in rows
    assert math.fsum(rows["burden_hours"].dropna()) >= timetax.total(made).burden_hours * (
        1 - 1e-15
    )


def test_an_unknown_field_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(timetax.InputError, match=r"unknown field 'agncy'; did you mean 'agency'\?"):
        timetax.totals_by(tables([]), "agncy")


def test_a_field_given_twice_is_refused() -> None:
    with pytest.raises(timetax.InputError, match="give different fields"):
        timetax.totals_by(tables([]), ["agency", "agency"])


addends = st.floats(-1e12, 1e12) | st.floats(-1e300, 1e300) | st.sampled_from([0.1, -0.1, 5e-324])


@given(st.lists(st.tuples(st.integers(0, 3), addends)))
def test_the_sum_of_each_group_is_rounded_once(members: list[tuple[int, float]]) -> None:
    groups = np.array([group for group, _ in members], dtype="int64")
    values = np.array([value for _, value in members], dtype="float64")
    exact = [
        sum((Fraction(v) for g, v in members if g == group), Fraction(0)) for group in range(4)
    ]
    assert exact_sums(values, groups, 4).tolist() == [float(each) for each in exact]


def test_a_sum_that_is_infinite_leaves_the_others_exact() -> None:
    groups = np.array([0, 1, 0, 1, 0, 1])
    values = np.array([0.1, math.inf, 0.2, 1.0, 0.3, 1.0])
    assert exact_sums(values, groups, 2).tolist() == [math.fsum([0.1, 0.2, 0.3]), math.inf]


@given(
    st.lists(st.sampled_from([1.0, 2.0, 3.0, math.nan]), max_size=9),
    st.none() | st.integers(1, 9),
    st.sampled_from(["burden_hours", "form"]),
)
def test_the_first_rows_are_those_of_the_whole_ranking(
    hours: list[float], top: int | None, sort: str
) -> None:
    names = [f"form-{len(hours) - place}" for place in range(len(hours))]
    rows = pd.DataFrame(
        {"form": pd.Series(names, dtype="str"), "burden_hours": pd.Series(hours, dtype="float64")}
    )
    first, others = parted(rows, sort, top)
    whole = ranked(rows, sort)
    assert first.reset_index(drop=True).equals(whole[:top])
    assert sorted([*first["form"], *rows["form"].take(others)]) == sorted(names)


def test_forms_are_totalled_by_classes_of_what_was_counted_and_the_rows_add_up() -> None:
    tables = bundled_tables()
    rows = timetax.totals_by(tables, "questions").set_index("questions")
    assert rows["forms"].sum() == timetax.total(tables).forms
    assert rows.loc["101 to 250", "forms"] == 2
    assert math.fsum(rows["burden_hours"]) == pytest.approx(timetax.total(tables).burden_hours)
