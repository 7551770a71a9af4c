import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import made
from timetax.bundle import bundled
from timetax.catalogue import formulas
from timetax.read.to_catalogue import load
from timetax.tables.tabulate import tabulate

known = st.floats(1e-6, 1e12) | st.just(0.0)
figures = known | st.none()
ROWS = st.lists(st.tuples(known, known), min_size=1, max_size=8)
OF_TWO = [
    formulas.responses_of,
    formulas.burden_hours,
    formulas.burden_minutes,
    formulas.cost,
    formulas.minutes_per_response,
    formulas.cost_per_response,
    formulas.responses_per_respondent,
]


def same(one: float | None, other: float) -> bool:
    return math.isnan(other) if one is None else one == other


@pytest.mark.parametrize("formula", OF_TWO)
@given(rows=ROWS)
def test_numbers_arrays_and_columns_give_the_same_bits(
    formula: Callable[[Any, Any], Any], rows: list[tuple[float, float]]
) -> None:
    frame = pd.DataFrame(rows, columns=["one", "other"], dtype="float64")
    alone = [formula(one, other) for one, other in rows]
    with np.errstate(over="ignore"):
        in_array = formula(frame["one"].to_numpy(), frame["other"].to_numpy())
        in_column = formula(frame["one"], frame["other"])
    assert all(map(same, alone, in_array.tolist()))
    assert all(map(same, alone, in_column.tolist()))


@given(rows=st.lists(st.tuples(figures, figures, figures), min_size=1, max_size=8))
def test_total_responses_of_numbers_and_arrays_are_the_same_bits(
    rows: list[tuple[float | None, ...]],
) -> None:
    alone = [formulas.total_responses(*row) for row in rows]
    in_array = formulas.total_responses(*np.array(rows, dtype="float64").T)
    assert all(map(same, alone, in_array.tolist()))


def test_nothing_is_shared_out_to_no_responses() -> None:
    assert formulas.minutes_per_response(10.0, 0.0) is None
    assert np.isnan(formulas.minutes_per_response(np.array([10.0]), np.array([0.0]))).all()


def test_hours_without_responses_are_unknown_minutes_and_no_hours_are_zero() -> None:
    hours, responses = np.array([7.0, 0.0, 7.0, np.nan]), np.array([0.0, 0.0, 14.0, 0.0])
    minutes = formulas.minutes_that_give(hours, responses)
    assert minutes.tolist() == pytest.approx([math.nan, 0, 30, math.nan], nan_ok=True)


def test_respondents_respond_once_if_nothing_else_is_said() -> None:
    assert formulas.total_responses(None, 12.0, None) == 12.0
    assert formulas.total_responses(None, 12.0, 2.0) == 24.0
    assert formulas.total_responses(5.0, 12.0, 2.0) == 5.0
    assert formulas.total_responses(None, None, 2.0) is None


def test_rules_and_tables_take_the_same_responses_and_basis_of_every_form() -> None:
    agree(load(bundled()))


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "respondents": known,
            "responses_per_respondent": known,
            "responses": known,
            "minutes_per_response": known,
            "source": st.just("a page"),
            "basis": st.just({"minutes_per_response": "inferred"}),
        },
    )
)
def test_rules_and_tables_take_the_same_responses_and_basis_of_any_form(form: Any) -> None:
    if "minutes_per_response" not in form:
        form.pop("basis", None)
    agree(made.catalogue([form]))


def agree(catalogue: Any) -> None:
    forms = tabulate(catalogue).forms
    for form, row in zip(catalogue.forms, forms.to_dict("records"), strict=True):
        assert same(form.total_responses, row["responses"])
        if form.minutes_per_response is not None:
            assert str(form.basis_of("minutes_per_response")) == row["minutes_basis"]
