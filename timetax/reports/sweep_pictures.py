"""A sweep as a picture for people: a bar a point, or a table of two parameters crossed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timetax.engine.sweeps.axes import Axis, value_text
from timetax.engine.sweeps.grid import parameter_key
from timetax.reports.report import Column, Section
from timetax.wording.bars import bar, two_sided
from timetax.wording.numbers import Kind, in_hours, round_half_up, signed

if TYPE_CHECKING:
    import pandas as pd

PICTURED = 21
"""How many points a picture shows at most."""

PICTURED_ACROSS = 6
BAR = 30

_UNITS = (
    (1e12, "trillions of hours"),
    (1e9, "billions of hours"),
    (1e6, "millions of hours"),
    (1e3, "thousands of hours"),
    (1.0, "hours"),
)


def pictures(frame: "pd.DataFrame", axes: Sequence[Axis]) -> tuple[Section, ...]:
    """Return the picture of the change over one or two axes; none of a single point or more axes.

    Args:
        frame: the points, as `sweeping.swept` returns them.
        axes: the axes that they were made from.
    """
    if len(frame) == 1 or len(axes) > 2:
        return ()
    return (_bars(frame, axes[0]) if len(axes) == 1 else _crossed(frame, *axes),)


def evenly(count: int, most: int, what: str) -> tuple[list[int], tuple[str, ...]]:
    """Return at most `most` of `count` places, evenly apart, and a note if they are not all."""
    if count <= most:
        return list(range(count)), ()
    places = [round(place * (count - 1) / max(most - 1, 1)) for place in range(most)]
    return places, (f"{most:,} of {count:,} {what}, evenly chosen.",)


def _bars(frame: "pd.DataFrame", axis: Axis) -> Section:
    places, thinned = evenly(len(frame), PICTURED, "points")
    changes = frame["change_hours"].iloc[places].tolist()
    bars, scale = _drawn(changes)
    values = [value_text(axis.values[place]) for place in places]
    key = parameter_key(axis.name)
    return Section(
        key="picture",
        title=f"Change in hours a year by {axis.name}",
        by=(key,),
        columns=(
            Column(key, axis.name, Kind.NUMBER),
            Column("change_hours", "change", Kind.CHANGE),
            Column("bar", "", shown="people", spare=1),
        ),
        rows=tuple(zip(values, changes, bars, strict=True)),
        notes=(scale, *thinned),
        only_for_people=True,
    )


def _drawn(changes: Sequence[float]) -> tuple[list[str], str]:
    """Return a bar for each change, and a note on how to read them."""
    least, most = min(changes), max(changes)
    if least == most:
        return [""] * len(changes), "The change is the same at each point."
    if least < 0 < most:
        note = "The line is no change: fewer hours are to its left, more to its right."
        return two_sided(changes, least, most, BAR), note
    near, far = (most, least) if most <= 0 else (least, most)
    bars = [bar(abs(change - near) / (most - least) * BAR) for change in changes]
    return bars, f"No bar is {in_hours(signed(near))} a year, a full one {signed(far)}."


def _crossed(frame: "pd.DataFrame", down: Axis, across: Axis) -> Section:
    changes = frame["change_hours"].to_numpy().reshape(len(down.values), len(across.values))
    rows, fewer_rows = evenly(len(down.values), PICTURED, f"values of {down.name}")
    columns, fewer_columns = evenly(len(across.values), PICTURED_ACROSS, f"values of {across.name}")
    largest = float(abs(changes).max())
    unit, word = next((each for each in _UNITS if largest >= each[0]), _UNITS[-1])
    # The largest figure has three digits.
    places = max(3 - len(f"{int(largest / unit)}"), 0)

    def cell(change: float) -> str:
        return f"{round_half_up(change / unit, places):,f}" if change else "0"

    headings = [value_text(across.values[column]) for column in columns]
    return Section(
        key="picture",
        title=f"Change in {word} a year by {down.name} (down) and {across.name} (across)",
        by=(parameter_key(down.name), parameter_key(across.name)),
        columns=(
            Column(parameter_key(down.name), down.name, Kind.NUMBER),
            *(Column(f"{across.name} = {each}", each, Kind.NUMBER) for each in headings),
        ),
        rows=tuple(
            (value_text(down.values[row]), *(cell(changes[row, column]) for column in columns))
            for row in rows
        ),
        notes=(*fewer_rows, *fewer_columns),
        only_for_people=True,
    )
