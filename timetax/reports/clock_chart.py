"""Clocks of forms beside one another, drawn: what is claimed, what follows, what was measured."""

from collections.abc import Collection, Sequence

from timetax.reports.chart import Chart
from timetax.reports.report import Column, Row

UNIT = "minutes for a response"


def clock_chart(
    columns: Sequence[Column],
    rows: Collection[Row],
    clocks: Sequence[tuple[str, str, str]],
    names: tuple[str, ...],
) -> Chart | None:
    """Return how clocks are drawn, a dot each; None if no row has any.

    Args:
        columns: the columns of a section.
        rows: its rows.
        clocks: the keys of the columns of each clock: its value, and its low and high end, which
            are the value again where it has none.
        names: the keys of the columns that name a row.
    """
    keys = [each.key for each in columns]

    def known(key: str) -> bool:
        return any(row[keys.index(key)] is not None for row in rows)

    there = [clock for clock in clocks if known(clock[0])]
    if not there:
        return None
    return Chart(
        "dots" if len(there) > 1 else "ranges",
        tuple(value for value, _, _ in there),
        names=names,
        ends=tuple((low, high) for _, low, high in there),
        title="Minutes for a response, by clock",
        unit=UNIT,
    )
