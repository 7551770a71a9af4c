"""The arithmetic of the field: hours and cost from responses, time and price. Nothing else."""

from dataclasses import replace

from timetax.engine.measures import MEASURES
from timetax.tables.layouts import Tables

FULL_TIME_YEAR_HOURS = 2087
"""Hours of one full-time year: the divisor of 5 U.S.C. 5504(b), the mean of a 28-year calendar."""


def with_burden(tables: Tables) -> Tables:
    """Return the tables with what follows from their inputs, computed once and last.

    Adds to `forms` a float64 column for each of `measures.MEASURES` that is no input, NaN where a
    factor is unknown. Each is the float64 nearest to the exact result for its factors:

    - `burden_hours`: hours a year, responses x minutes per response / 60 (5 CFR 1320.3(b));
    - `cost`: money out of pocket a year, responses x cost per response.
    """
    forms = tables.forms
    follow = [each for each in MEASURES if each.formula]
    figures = {name: forms[name].to_numpy() for each in follow for name in each.inputs}
    return replace(tables, forms=forms.assign(**{each.key: each.of(figures) for each in follow}))


def full_time_years(hours: float) -> float:
    """Return hours as full-time years of 2,087 hours (5 U.S.C. 5504(b))."""
    return hours / FULL_TIME_YEAR_HOURS
