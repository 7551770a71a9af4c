"""How a report says how sure it is: intervals in words, notes on the draws, what moves a result."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from timetax.reports.chart import Chart
from timetax.reports.report import Column, Section
from timetax.wording.numbers import Kind, plural

if TYPE_CHECKING:
    import pandas as pd

    from timetax.engine.uncertainty.intervals import Interval
    from timetax.engine.uncertainty.spread import Spread
    from timetax.engine.uncertainty.swings import Swing

NO_RANGE = "no range"
ENDS = (
    Column("low", "range from", Kind.HOURS, absent=NO_RANGE, spare=2),
    Column("high", "range to", Kind.HOURS, absent=NO_RANGE, spare=2),
)
"""The columns of the 5 % and 95 % quantiles of the draws, which stay or go together."""

SWINGS = 10
DISTRIBUTIONS = {"pert": "PERT", "triangular": "triangular"}


def with_ends(
    rows: "pd.DataFrame", intervals: "pd.DataFrame", by: Sequence[str], what: str
) -> "pd.DataFrame":
    """Return rows with `low` and `high` of `what` in `intervals`; NaN where there is no range."""
    ends = {f"{what}_low": "low", f"{what}_high": "high"}
    found = intervals[[*by, *ends]].rename(columns=ends)
    ranged = found["low"] < found["high"]
    found = found.assign(low=found["low"].where(ranged), high=found["high"].where(ranged))
    return rows.merge(found, on=list(by), how="left")


def draws_notes(spread: "Spread") -> Iterator[str]:
    """Yield how the draws were made, and what has a range and what has none."""
    how = spread.sampling
    yield (
        f"A range holds nine in ten of {how.draws:,} draws ({DISTRIBUTIONS[how.distribution]} "
        f"distribution, seed {how.seed}), the same for all that is compared; one in twenty is "
        "below it, and one in twenty above."
    )
    figures = plural(spread.ranged_figures, "figure")
    forms = plural(spread.ranged_forms, "form")
    ranged = f"{figures} of {forms}" if spread.ranged_forms else "none"
    yield (
        f"Figures of the catalogue that are ranges: {ranged}. All others are taken as exact, which "
        "does not make them sure."
    )


def outside_notes(what: str, found: "Interval") -> Iterator[str]:
    """Yield that what is likely lies outside of its range, if it does."""
    if found.low < found.high and not found.low <= found.likely <= found.high:
        yield (
            f"{what} at the likely values lies outside of its range, because the ranges of figures "
            "reach further to one side."
        )


def swings_section(
    what: str, swings: "Sequence[tuple[str, Swing]]", *, several: bool = False
) -> Section:
    """Return the section on which inputs move `what`, each with the name of its scenario.

    People see that name where there are `several` scenarios.
    """
    columns = (
        Column("scenario", "scenario", shown="always" if several else "data"),
        Column("name", "input"),
        Column("low", "when it is low", Kind.CHANGE),
        Column("high", "when it is high", Kind.CHANGE),
    )
    shown = [
        (name, swing)
        for each in dict.fromkeys(name for name, _ in swings)
        for name, swing in [pair for pair in swings if pair[0] == each][:SWINGS]
    ]
    more = len(swings) - len(shown)
    return Section(
        key="swings",
        title=f"Where the uncertainty of the {what} comes from",
        by=("scenario", "name"),
        columns=columns,
        rows=tuple((name, swing.name, swing.low, swing.high) for name, swing in shown),
        notes=(
            f"Each line: by how many hours the {what} moves if this input alone is at its low or "
            "high end and all others are likely.",
            *([f"{plural(more, 'more input')} move it less."] if more else []),
        ),
        chart=Chart(
            "dots",
            ("low", "high"),
            names=("scenario", "name") if several else ("name",),
            title=f"By how many hours a year each input moves the {what}",
        ),
    )
