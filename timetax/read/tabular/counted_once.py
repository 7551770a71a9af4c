"""Respondents that are counted once a year because nothing says how often, against printed hours.

Printed hours that are not those of one response each show that one is not the figure. They do not
show which factor is wrong, so that the reading asks; what follows from them is one of the answers.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from timetax.findings import Position
from timetax.read.tabular.cells.numbers import exactly
from timetax.read.tabular.figures import coarsest, numbers_of
from timetax.read.tabular.headings import FREQUENCY, TIME
from timetax.read.tabular.plan import Answer, Inference, Question
from timetax.wording.numbers import in_full, plural, to_read

FROM_HOURS = "published_hours"
"""What `--fill` says of responses per respondent that follow from the printed hours."""
NEEDED = ("respondents", TIME, "published_hours")
"""What they follow from."""
_FEW = 0.2
"""The share of rows whose printed hours may be mistakes; `check` finds these."""
_CLOSE = 0.02
_MOST = 0.1
"""The share of a time that its rounding may make."""


def counted_once(values: Mapping[str, Sequence[Any]], rows: Iterable[int]) -> list[int]:
    """Return those of `rows` in which nothing says how many responses there are."""
    saying = [values[key] for key in ("responses", FREQUENCY) if key in values]
    return [row for row in rows if all(column[row] is None for column in saying)]


def put_from_hours(values: dict[str, Sequence[Any]], rows: Iterable[int]) -> Inference:
    """Put what follows from printed hours into `values`, for `rows` that do not say how often."""
    once = counted_once(values, rows)
    made: dict[int, str] = {}
    for row in once:
        people, minutes, hours = (
            None if value is None else Fraction(value)
            for value in (values[key][row] for key in NEEDED)
        )
        if people and minutes and hours is not None:
            made[row] = exactly(hours * 60 / (people * minutes))
    nothing: Sequence[Any] = [None] * len(values["respondents"])
    inferred = {FREQUENCY: "inferred"}
    for key, of in ((FREQUENCY, made), ("basis", dict.fromkeys(made, inferred))):
        values[key] = [of.get(row, own) for row, own in enumerate(values.get(key, nothing))]
    rest = sum(1 for row in once if row not in made and values["respondents"][row])
    others = f"; in {rest:,}, which lack one of these, each is counted with one response a year"
    return Inference(
        "frequency",
        f"in {plural(len(made), 'row')} {FREQUENCY} follows from the printed hours"
        f"{others if rest else ''}",
        "hours \u00d7 60 \u00f7 (respondents \u00d7 minutes per response)",
    )


def once_or_as_printed(
    values: Mapping[str, Sequence[Any]], rows: Iterable[int], heading: Position
) -> Question | None:
    """Return the question how often one responds, where one response each is not what is printed.

    None where no more than a few rows print other hours.
    """
    if any(key not in values for key in NEEDED):
        return None
    people, minutes, hours = (numbers_of(values[key]) for key in NEEDED)
    known = [
        (people[row] or 0.0, minutes[row] or 0.0, hours[row] or 0.0)
        for row in counted_once(values, rows)
        if people[row] and minutes[row] and hours[row]
    ]
    least = (coarsest(hours) or 0.0) / 2
    rounding = _rounding([each for _, each, _ in known])
    others = [
        (count, time, printed)
        for count, time, printed in known
        if abs(count * time / 60 - printed)
        > least + max(_CLOSE * printed, count * min(_MOST * time, rounding) / 60)
    ]
    if len(others) <= _FEW * len(known):
        return None
    count, time, printed = others[0]
    once, stated = to_read(
        math.fsum(count * time / 60 for count, time, _ in known),
        math.fsum(printed for _, _, printed in known),
    )
    made, _ = to_read(count * time / 60, printed)
    return Question(
        heading,
        "heading",
        f"nothing says how often each of them responds, and {len(others):,} of {len(known):,} rows "
        f"do not print the hours of one response each: {in_full(count)} times {in_full(time)} "
        f"minutes are {made} hours, and {in_full(printed)} are printed",
        (
            Answer(
                f"--fill {FREQUENCY}={FROM_HOURS}",
                f"as often as the printed hours say, which are {stated} in these rows",
            ),
            Answer(f"--fill {FREQUENCY}=1", f"once a year, which makes {once}"),
        ),
    )


def _rounding(minutes: Sequence[float]) -> float:
    """Return by how many minutes times may be rounded that are printed in minutes or in hours."""
    of_hours = coarsest([each / 60 for each in minutes])
    return max(coarsest(minutes), 60 * of_hours) / 2
