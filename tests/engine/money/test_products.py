"""How far a printed product may be off, and the readings that give it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timetax.engine.money.products import Factor, half_digit, readings_of, tolerance_of


@pytest.mark.parametrize(
    ("written", "half"),
    [(0.1, "0.05"), (12.0, "0.5"), (428.0, "0.5"), (22.65, "0.005"), (1200.0, "0.5")],
)
def test_a_figure_may_be_off_by_half_of_its_last_digit(written: float, half: str) -> None:
    assert half_digit(written) == Fraction(half)


def test_a_count_that_is_whole_is_exact() -> None:
    assert Factor.count("responses", 30.0).half == 0
    assert Factor.count("responses", 1.3).half == Fraction("0.05")


def test_a_displayed_tenth_of_an_hour_may_have_been_costed_as_a_twentieth() -> None:
    hours = Factor.of("hours", 0.1)
    factors = [Factor.count("responses", 100.0), hours, Factor.of("rate", 50.25)]
    tolerance = tolerance_of([factors], 251.25)
    assert abs(Fraction("251.25") - 100 * Fraction("0.1") * Fraction("50.25")) <= tolerance


@given(st.integers(1, 1000), st.integers(1, 999), st.integers(1, 99_999))
def test_what_rounds_to_the_displayed_factors_is_within_the_tolerance(
    count: int, tenths: int, cents: int
) -> None:
    displayed = [
        Factor.count("responses", float(count)),
        Factor.of("hours", tenths / 10),
        Factor.of("rate", cents / 100),
    ]
    costed = count * (displayed[1].value + displayed[1].half) * displayed[2].value
    made = count * displayed[1].value * displayed[2].value
    assert abs(costed - made) <= tolerance_of([displayed], float(costed))


def test_hours_rounded_up_give_what_the_coast_guard_prints() -> None:
    """Answer 12 (202107-1625-008): 65.28 hours are priced as 66."""
    factors = [Factor.count("responses", 816.0), Factor.of("hours", 0.08), Factor.of("rate", 64.0)]
    readings = dict(readings_of([factors]))
    assert readings["hours rounded up"] == 4224
    assert readings["the factors as they are"] == Fraction("4177.92")


def test_hours_rounded_to_whole_numbers_give_what_the_fns_prints() -> None:
    """Answer 10 (201609-0584-003): 1,891 x 2.25 hours are priced as 4,255."""
    factors = [
        Factor.count("responses", 1891.0),
        Factor.of("hours", 2.25),
        Factor.of("rate", 24.25),
    ]
    assert dict(readings_of([factors]))["hours rounded to whole numbers"] == Fraction("103183.75")


def test_zeros_that_stand_in_print_narrow_what_a_figure_may_be() -> None:
    assert half_digit(64.0, places=2) == Fraction("0.005")
    assert half_digit(0.125, places=2) == Fraction("0.0005")
    factors = [Factor.of("hours", 1.0), Factor.of("rate", 64.0, places=2)]
    assert tolerance_of([factors], 64.0, places=1) == Fraction("32.0575")
