"""The arithmetic of the field: hours and cost from responses, time and price. Nothing else."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from timetax.engine.measures import MEASURES
from timetax.tables.layouts import HOURS_FROM, Tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

FULL_TIME_YEAR_HOURS = 2087
"""Hours of one full-time year: the divisor of 5 U.S.C. 5504(b), the mean of a 28-year calendar."""


def with_burden(tables: Tables) -> Tables:
    """Return the tables with what follows from their inputs, computed once and last.

    Adds to `forms` a float64 column for each of `measures.MEASURES` that is no input, NaN where it
    is unknown. Each is the float64 nearest to the exact result for its factors:

    - `burden_hours`: hours a year, responses x minutes per response / 60 (5 CFR 1320.3(b)), or
      where one of these is unknown the hours as they were published;
    - `cost`: money out of pocket a year, responses x cost per response, or else as published.

    Adds `as_published` too: whether the hours are those published, as no factors are known.
    """
    forms = tables.forms
    follow = [each for each in MEASURES if each.formula]
    figures = {name: forms[name].to_numpy() for each in follow for name in each.inputs}
    made = {each.key: each.of(figures) for each in follow}
    made["as_published"] = are_as_published(figures)
    return replace(tables, forms=forms.assign(**made))


def are_as_published(figures: "Mapping[str, Any]") -> "npt.NDArray[np.bool_]":
    """Return where the hours of forms, by the figures of `HOURS_FROM`, are those published."""
    import numpy as np

    *factors, published = (np.isnan(figures[name]) for name in HOURS_FROM)
    return np.asarray(np.logical_or.reduce(np.broadcast_arrays(*factors)) & ~published)


def full_time_years(hours: float) -> float:
    """Return hours as full-time years of 2,087 hours (5 U.S.C. 5504(b))."""
    return hours / FULL_TIME_YEAR_HOURS
