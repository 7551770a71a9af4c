"""Statistics of times, against answers that were printed elsewhere."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timetax.engine.measured.statistics import (
    geometric_mean_of,
    mean_of,
    median_of,
    quantiles_of,
    share_of,
    typical_of,
)
from timetax.engine.measured.student import t_quantile
from timetax.engine.measured.survival import kaplan_meier

TIMES = st.lists(st.integers(0, 5_000), min_size=2, max_size=60)


def bars(times: list[int]) -> list[tuple[int, int]]:
    return sorted((each, times.count(each)) for each in set(times))


def test_the_restricted_mean_of_kaplan_and_meier_is_that_of_r() -> None:
    made = kaplan_meier(bars([10, 15, 23, 30, 35, 52]), [(100, 1)])
    assert made is not None
    assert round(made.restricted_mean, 3) == 37.857
    assert round(made.standard_error, 3) == 10.739
    assert (made.median, made.until) == (30, 100)


def test_the_geometric_mean_and_its_interval_are_those_of_a_worked_example() -> None:
    # Sauro, Graph and Calculator for Confidence Intervals for Task Times (2006): 68, 46 to 101.
    made = geometric_mean_of(bars([55, 65, 75, 62, 45, 135]))
    assert made.low is not None
    assert made.high is not None
    assert [round(each) for each in (made.value, made.low, made.high)] == [68, 46, 101]


@pytest.mark.parametrize(
    ("degrees", "wanted"),
    [(1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (24, 2.064), (120, 1.980), (1000, 1.962)],
)
def test_quantiles_of_student_are_those_of_printed_tables(degrees: int, wanted: float) -> None:
    assert round(t_quantile(0.975, degrees), 3) == wanted


def test_both_ways_to_a_quantile_of_student_meet() -> None:
    assert math.isclose(t_quantile(0.975, 999), t_quantile(0.975, 1000), rel_tol=3e-6)


def test_the_interval_of_a_share_is_that_of_wilson() -> None:
    # Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263.
    made = share_of(81, 263)
    assert made.low is not None
    assert made.high is not None
    assert (round(made.low, 4), round(made.high, 4)) == (0.2553, 0.3662)


def test_the_typical_person_is_a_geometric_mean_of_few_and_a_median_of_many() -> None:
    assert typical_of([(60, 24)]).method == "geometric mean"
    assert typical_of([(60, 25)]).method == "median"


def test_the_interval_of_a_median_goes_from_case_to_case() -> None:
    made = median_of([(each, 1) for each in range(1, 26)])
    assert (made.value, made.low, made.high) == (13, 8, 18)


def test_one_case_has_no_interval() -> None:
    assert (mean_of([(7, 1)]).value, mean_of([(7, 1)]).low) == (7, None)


@given(TIMES)
def test_statistics_of_a_histogram_are_those_of_its_cases(times: list[int]) -> None:
    made = mean_of(bars(times))
    margin = t_quantile(0.975, len(times) - 1) * statistics.stdev(times) / math.sqrt(len(times))
    assert made.high is not None
    assert made.value == statistics.fmean(times)
    assert math.isclose(made.high, made.value + margin, rel_tol=1e-9, abs_tol=1e-9)
    assert quantiles_of(bars(times), [0.5]) == [statistics.median(times)]
    deciles = statistics.quantiles(times, n=10, method="inclusive")
    found = quantiles_of(bars(times), [0.1, 0.9])
    assert found == pytest.approx([deciles[0], deciles[-1]])
