"""Sums are rounded once, and a difference below the resolution of its operands is none."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timetax.tables.exact import exact_sum, settled

FIGURES = st.lists(
    st.floats(-1e15, 1e15) | st.floats(-1e-9, 1e-9) | st.just(math.nan), min_size=1, max_size=30
)


@example(values=[1.0, 1e15, -1e15, 5e-324], times=2_000)
@example(values=[1e300, -1e300, 1.0], times=1_000)
@given(values=FIGURES, times=st.sampled_from([1, 40, 1_500]))
def test_a_sum_is_the_exact_one_rounded_once_however_many_values(
    values: list[float], times: int
) -> None:
    figures = np.random.default_rng(1).permutation(values * times)
    exact = math.fsum(each for each in figures.tolist() if not math.isnan(each))
    assert exact_sum(figures) == exact


@pytest.mark.parametrize(
    ("operands", "change"),
    [((3.76e9, 3.76e9), 1e-7), ((-3.51e6, 3.51e6), 3.7e-9), ((0.0, 0.0), 0.0)],
)
def test_what_rounding_left_is_zero(operands: tuple[float, float], change: float) -> None:
    assert settled(change, *operands) == settled(-change, *operands) == 0


@pytest.mark.parametrize(("operands", "change"), [((3.76e9, 3.76e9), 0.01), ((0.0, 1e-9), 1e-9)])
def test_what_the_operands_can_tell_apart_stays(
    operands: tuple[float, float], change: float
) -> None:
    assert settled(change, *operands) == change
