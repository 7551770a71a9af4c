"""Printed hours that are the computed ones times one factor: thousands, or hours for minutes.

A mistake in one row is for `check` to find. Where all rows are off by the same factor a column is
not what it was taken for, and what the printed hours do not show is which.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from timetax.findings import Position
from timetax.read.tabular.column_options import map_option, map_scale
from timetax.read.tabular.figures import Figures, Numbers, coarsest, numbers_of
from timetax.read.tabular.headings import (
    FREQUENCY,
    HOURS_PER_RESPONSE,
    SECONDS_PER_RESPONSE,
    TIME,
)
from timetax.read.tabular.layout import Column
from timetax.read.tabular.model import IGNORE
from timetax.read.tabular.plan import Answer, Question
from timetax.wording.hints import shown
from timetax.wording.numbers import to_read

_THOUSANDS = (1e3, 1e6)
_SIXTY = 60.0
_FACTORS = tuple(factor for each in (*_THOUSANDS, _SIXTY) for factor in (each, 1 / each))
_CLOSE = 0.05
"""How near to the factor each row must be, beside the rounding of what it prints."""
_LEAST_ROWS = 2
_SAMPLE = 50
"""Rows that are looked at before all are."""


def off_by_a_factor(
    figures: Figures,
    values: Mapping[str, Sequence[Any]],
    rows: Sequence[int],
    columns: Mapping[str, Column],
    headings: Sequence[str],
    position: Position,
) -> list[Question]:
    """Return the question what a column is where all printed hours are off by one factor, if so."""
    count = columns.get("responses") or columns.get("respondents")
    time, hours = columns.get(TIME), columns.get("published_hours")
    if count is None or time is None or hours is None:
        return []
    of = dict(figures.of)
    if FREQUENCY in values and FREQUENCY not in of:  # it was said in words
        of[FREQUENCY] = numbers_of(values[FREQUENCY])
    rounding = (coarsest(of["published_hours"]) or 0.0) / 2
    if _factor_of(_pairs(of, rows[:_SAMPLE]), rounding) is None:
        return []
    pairs = _pairs(of, rows)
    factor = _factor_of(pairs, rounding)
    if factor is None:
        return []
    computed = math.fsum(made for made, _ in pairs)
    stated = math.fsum(said for _, said in pairs)
    times = f"{factor:,.0f} times" if factor > 1 else f"a {1 / factor:,.0f}th of"
    said, made = to_read(stated, computed)
    message = (
        f"the hours printed under {shown(hours.heading)} are {times} responses \u00d7 time in "
        f"each of {len(pairs):,} rows: {said} and not {made} in all"
    )
    as_they_stand = Answer(
        map_option(headings, hours.index, IGNORE), "responses \u00d7 time is right"
    )
    answers = (*_readings(factor, count, time, hours, headings), as_they_stand)
    return [Question(position, "heading", message, answers)]


def _pairs(of: Mapping[str, Numbers], rows: Sequence[int]) -> list[tuple[float, float]]:
    """Return the computed and the printed hours of the rows that have both."""
    chosen = {key: [numbers[row] for row in rows] for key, numbers in of.items()}
    printed = chosen.pop("published_hours")
    computed = Figures(chosen, len(rows)).hours
    return [(made, said) for made, said in zip(computed, printed, strict=True) if made and said]


def _factor_of(pairs: Sequence[tuple[float, float]], rounding: float) -> float | None:
    """Return the factor by which all rows are off, or None."""
    if len(pairs) < _LEAST_ROWS:
        return None
    for factor in _FACTORS:
        near = (abs(said - factor * made) <= rounding + _CLOSE * said for made, said in pairs)
        if all(near):
            return factor
    return None


def _readings(
    factor: float, count: Column, time: Column, hours: Column, headings: Sequence[str]
) -> list[Answer]:
    """Return how another reading of a column makes both agree."""
    for scale in _THOUSANDS:
        if factor in (scale, 1 / scale):
            scaled = count if factor == scale else hours
            said = f"its figures are multiplied by {scale:,.0f}"
            return [Answer(map_scale(headings, scaled.index, int(scale)), said)]
    if factor == _SIXTY and time.unit == "minutes":
        return [Answer(map_option(headings, time.index, HOURS_PER_RESPONSE), "they are hours")]
    for large, small, key in (
        ("hours", "minutes", TIME),
        ("minutes", "seconds", SECONDS_PER_RESPONSE),
    ):
        if factor == 1 / _SIXTY and time.unit == large:
            return [Answer(map_option(headings, time.index, key), f"they are {small}")]
    return []
