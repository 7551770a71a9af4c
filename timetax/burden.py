"""The arithmetic of the field: hours and cost from responses, time and price. Nothing else."""

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from timetax.table import Tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]

FULL_TIME_YEAR_HOURS = 2087
"""Hours of one full-time year: the divisor of 5 U.S.C. 5504(b), the mean of a 28-year calendar."""


def with_burden(tables: Tables) -> Tables:
    """Return the tables with what follows from their inputs, computed once and last.

    Adds to `forms` two float64 columns, NaN where a factor is unknown. Each is the float64 nearest
    to the exact result for its factors:

    - `burden_hours`: hours a year, responses x minutes per response / 60 (5 CFR 1320.3(b));
    - `cost`: money out of pocket a year, responses x cost per response.
    """
    forms = tables.forms
    responses = forms["responses"].to_numpy()
    minutes = forms["minutes_per_response"].to_numpy()
    return replace(
        tables,
        forms=forms.assign(
            burden_hours=burden_hours(responses, minutes),
            cost=forms["responses"] * forms["cost_per_response"],
        ),
    )


def burden_hours(responses: "Floats", minutes_per_response: "Floats") -> "Floats":
    """Return responses x minutes per response / 60, the float64 nearest to the exact result."""
    return _product_over(responses, minutes_per_response, 60.0)


def full_time_years(hours: float) -> float:
    """Return hours as full-time years of 2,087 hours (5 U.S.C. 5504(b))."""
    return hours / FULL_TIME_YEAR_HOURS


def _product_over(a: "Floats", b: "Floats", divisor: float) -> "Floats":
    """Return a x b / divisor, rounded once: the quotient is corrected by its exact remainder."""
    product, product_rest = _exact_product(a, b)
    quotient = product / divisor
    back, back_rest = _exact_product(quotient, divisor)
    return quotient + (((product - back) - back_rest) + product_rest) / divisor


def _exact_product(a: "Floats", b: "Floats | float") -> "tuple[Floats, Floats]":
    """Return a x b rounded, and what the rounding lost (Dekker, Numerische Mathematik 18, 1971)."""
    product = a * b
    a_high, a_low = _halves(a)
    b_high, b_low = _halves(b)
    rest = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
    return product, rest


def _halves(a: "Floats | float") -> "tuple[Floats | float, Floats | float]":
    spread = 134217729.0 * a
    high = spread - (spread - a)
    return high, a - high
