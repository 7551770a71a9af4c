"""Columns whose headings do not say enough: read as printed hours prove, or else asked about."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from timetax.read.tabular.body import Body
from timetax.read.tabular.conversion import Conversion
from timetax.read.tabular.factors import times
from timetax.read.tabular.figures import Figures, Numbers, coarsest, numbers_of
from timetax.read.tabular.headings import FREQUENCY, HOURS_PER_RESPONSE, TIME
from timetax.read.tabular.layout import Column, Unclear
from timetax.read.tabular.plan import Inference, Question
from timetax.wording.hints import shown
from timetax.wording.numbers import plural

_CLOSE = 0.005
"""How near a product must be to what is printed, beside the rounding of what it prints."""
_READ_AS = {
    "published_hours": "hours of all in a year",
    TIME: "minutes for one response",
    HOURS_PER_RESPONSE: "hours for one response",
    "responses": "responses of all in a year",
    FREQUENCY: "responses of each respondent",
}


@dataclass(frozen=True)
class Settled:
    """The columns that are proved to be something, what must be said of it, and what is open."""

    columns: Sequence[Column] = ()
    inferences: Sequence[Inference] = ()
    questions: Sequence[Question] = ()


def settled(unclear: Sequence[Unclear], body: Body, figures: Figures, *, commas: bool) -> Settled:
    """Return what columns are whose headings leave several keys to choose from.

    One that is asked about besides leaves the factors open, and nothing can be proved.
    """
    if len(unclear) != 1:
        return Settled(questions=[each.question for each in unclear])
    (only,) = unclear
    plain = Conversion(body.places, body.header, (), commas)
    column = Column(only.index, only.heading, FREQUENCY, scale=only.scale)
    numbers = numbers_of(plain.values(column, body.grid.columns[only.index]))
    fits = {
        key: rows
        for key in only.choices
        if key not in figures.of
        if (rows := _rows_that_agree(_sides(key, numbers, figures)))
    }
    if len(fits) != 1 or plain.mistakes:
        return Settled(questions=[only.question])
    ((key, rows),) = fits.items()
    made = Column(only.index, only.heading, key, scale=only.scale)
    if key in (TIME, HOURS_PER_RESPONSE):
        made = Column(only.index, only.heading, TIME, "minutes" if key == TIME else "hours")
    said = f"{shown(only.heading)} is read as {_READ_AS[key]}"
    proof = f"so responses \u00d7 time give the hours printed in {plural(rows, 'row')}"
    return Settled([made], [Inference("heading", said, proof)])


def _sides(key: str, numbers: Numbers, figures: Figures) -> tuple[Numbers, Numbers]:
    """Return what responses x time give if a column is `key`, and the hours that are printed."""
    of = figures.of
    if key == "published_hours":
        return _product(figures.responses, of.get(TIME)), numbers
    printed: Numbers = of.get("published_hours", [])
    if key == TIME:
        return _product(figures.responses, numbers), printed
    if key == HOURS_PER_RESPONSE:
        known = TIME in of
        return [] if known else times(figures.responses, numbers), [] if known else printed
    if key == "responses":
        return _product(numbers, of.get(TIME)), printed
    if key == FREQUENCY and "respondents" in of:
        return _product(times(of["respondents"], numbers), of.get(TIME)), printed
    return [], []


def _product(responses: Numbers, minutes: Numbers | None) -> Numbers:
    return [] if minutes is None else times(responses, [each and each / 60 for each in minutes])


def _rows_that_agree(sides: tuple[Numbers, Numbers]) -> int:
    """Return in how many rows both sides are the same; none if they differ in any."""
    made, printed = sides
    if len(made) != len(printed):
        return 0
    rounding = (coarsest(printed) or 0.0) / 2 + 1e-9
    pairs = [(one, other) for one, other in zip(made, printed, strict=True) if one and other]
    same = (math.isclose(one, other, rel_tol=_CLOSE, abs_tol=rounding) for one, other in pairs)
    return len(pairs) if all(same) else 0
