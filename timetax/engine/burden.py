"""The arithmetic of the field: hours and cost from responses, time and price. Nothing else."""

from dataclasses import replace

from timetax.catalogue.formulas import burden_hours, cost
from timetax.tables.layouts import Tables

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
    return replace(
        tables,
        forms=forms.assign(
            burden_hours=burden_hours(responses, forms["minutes_per_response"].to_numpy()),
            cost=cost(responses, forms["cost_per_response"].to_numpy()),
        ),
    )


def full_time_years(hours: float) -> float:
    """Return hours as full-time years of 2,087 hours (5 U.S.C. 5504(b))."""
    return hours / FULL_TIME_YEAR_HOURS
