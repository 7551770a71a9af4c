"""The figures of the rows of a table as numbers, and what follows from them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

from timetax.read.tabular.headings import FREQUENCY, TIME
from timetax.tables.coded import Coded, distinct

Numbers: TypeAlias = Sequence[float | None]

ADDITIVE = ("published_hours", "responses", "respondents", "published_cost")
"""Figures whose sum over rows means something, the most telling first."""


@dataclass(frozen=True)
class Figures:
    """Figures as numbers, by key, one of each row.

    Attributes:
        of: the numbers of each key that the table has.
        count: how many rows there are.
    """

    of: Mapping[str, Numbers]
    count: int

    def among(self, rows: Sequence[int]) -> "Figures":
        """Return the figures of these rows alone."""
        chosen = {key: [numbers[row] for row in rows] for key, numbers in self.of.items()}
        return Figures(chosen, len(rows))

    @cached_property
    def responses(self) -> Numbers:
        """Responses a year as given, else respondents x frequency."""
        nothing: Numbers = [None] * self.count
        given = self.of.get("responses", nothing)
        respondents = self.of.get("respondents")
        if respondents is None:
            return given
        frequency = self.of.get(FREQUENCY, nothing)
        return [
            own if own is not None
            else None if people is None
            else people * (1.0 if times is None else times)
            for own, people, times in zip(given, respondents, frequency, strict=True)
        ]  # fmt: skip

    @cached_property
    def hours(self) -> Numbers:
        """Hours a year as a report counts them: responses x time, or those printed."""
        nothing: Numbers = [None] * self.count
        minutes = self.of.get(TIME, nothing)
        printed = self.of.get("published_hours", nothing)
        return [
            responses * time / 60 if responses is not None and time is not None
            else hours
            for responses, time, hours in zip(self.responses, minutes, printed, strict=True)
        ]  # fmt: skip

    @cached_property
    def additive(self) -> dict[str, Numbers]:
        """The columns that rows can be added up in; what a row does not print is computed."""
        follows = {"published_hours": "hours", "responses": "responses"}
        made: dict[str, Numbers] = {}
        for key in (each for each in ADDITIVE if each in self.of):
            made[key] = self.of[key]
            if key in follows and None in made[key]:
                computed: Numbers = getattr(self, follows[key])
                made[key] = [
                    own if own is not None else other
                    for own, other in zip(made[key], computed, strict=True)
                ]
        return made


def numbers_of(values: Sequence[Any]) -> Numbers:
    """Return plain figures as numbers."""
    if isinstance(values, Coded):
        return Coded([_number(each) for each in values.values], values.places)
    try:
        return list(map(float, values))
    except (TypeError, ValueError):  # there are some that are not known, or fractions
        return [None if each is None else _number(each) for each in values]


def _number(value: Any) -> float | None:
    if value is None:
        return None
    try:
        return float(value)
    except ValueError:
        return float(Fraction(value))


def coarsest(values: Numbers) -> float:
    """Return the largest power of ten, at most 1, of which all these are multiples."""
    known = list(filter(None, distinct(values)))
    if all(map(float.is_integer, known)):
        return 1.0
    for power in range(7):
        times: float = 10**power
        if all(math.isclose(each * times, round(each * times), abs_tol=1e-6) for each in known):
            return 1 / times
    return 0.0


def step(values: Numbers) -> float:
    """Return the largest number of which all these are multiples, or 0."""
    unit = coarsest(values)
    if not unit:
        return 0.0
    divisor = 0
    for each in distinct(values):
        divisor = math.gcd(divisor, round((each or 0.0) / unit))
        if divisor == 1:
            break
    return divisor * unit
