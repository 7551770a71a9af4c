"""What each change of reforms adds, and when."""

import math
from collections.abc import Sequence
from textwrap import shorten

from timetax.engine.measures import IN_ROWS_BESIDE_HOURS
from timetax.engine.scenario.model import Change
from timetax.engine.scenario.waterfall import Contribution
from timetax.engine.totals import Total
from timetax.reports.chart import Chart
from timetax.reports.report import Column, Row, Section
from timetax.tables.exact import settled
from timetax.wording.numbers import Kind

YEARS = 10
LABEL = 90
HEADING = 30

INTERACTION = (
    "A change adds to what those before it left; the interaction is what it adds more or less than "
    "on its own."
)

SEVERAL_SCHEDULES = (
    "Changes have different years; each counts with what it adds when all have their full effect."
)


def section_of_changes(parts: Sequence[Contribution], whole: Total) -> Section:
    """Return what each change adds to those before it, which begin with the whole."""
    columns = (
        Column("number", "#", Kind.COUNT),
        Column("change", "change"),
        Column("because", "because", shown="data"),
        Column("source", "source", shown="data"),
        Column("forms", "forms", Kind.COUNT, spare=1),
        Column("alone_hours", "on its own", Kind.CHANGE, "wide"),
        Column("interaction_hours", "interaction", Kind.CHANGE, "wide"),
        Column("change_hours", "adds", Kind.CHANGE),
        *(
            Column(f"change_{each.word}", each.heading, Kind.CHANGE, "wide")
            for each in IN_ROWS_BESIDE_HOURS
        ),
    )
    rows = [
        (
            part.number,
            label_of(part.change),
            part.change.because,
            part.change.source and part.change.source.title,
            part.forms,
            part.alone_hours,
            part.interaction_hours,
            part.change_hours,
            *(part.changes[each.word] for each in IN_ROWS_BESIDE_HOURS),
        )
        for part in parts
    ]
    sums = [settled(math.fsum(amounts), *amounts) for amounts in list(zip(*rows, strict=True))[5:]]
    interacts = any(part.interaction_hours for part in parts)
    return Section(
        key="changes",
        title="What each change adds, in order",
        by=("number",),
        columns=columns,
        rows=tuple(rows),
        total=(None, "Together", None, None, None, *sums),
        notes=(INTERACTION,) if interacts else (),
        chart=Chart(
            "waterfall",
            ("change_hours",),
            names=("change",),
            title="Hours a year before, what each change adds, and after",
            parts=tuple("step" for _ in rows),
            start=("Before", whole.burden_hours),
            end=("After", whole.burden_hours + math.fsum(part.change_hours for part in parts)),
        ),
    )


def label_of(change: Change) -> str:
    """Return the reason of a change in short, or what it does where it gives none."""
    if change.because:
        reason = change.because.partition(". ")[0].removesuffix(".")
    else:
        reason = "; ".join(map(str, change.operations))
        reason += f" where {change.where}" if change.where else ""
    return shorten(reason, LABEL, placeholder=" ...")


def shortened(name: str) -> str:
    """Return a name of at most so many characters, cut at a word."""
    return shorten(name, HEADING, placeholder=" ...")


def section_by_year(
    parts: Sequence[Contribution], whole: Total, years: tuple[int, int] | None
) -> list[Section]:
    """Return the section of results by year, where a schedule or the years to show are given."""
    starts = [part.change.schedule.start for part in parts if part.change.schedule.start]
    if years is None and not starts:
        return []
    first, last = years or (min(starts), min(starts) + YEARS - 1)
    rows: list[Row] = []
    so_far: list[float] = []
    for year in range(first, last + 1):
        change = math.fsum(part.change.schedule.share(year) * part.change_hours for part in parts)
        learning = math.fsum(_newly(part, year) * part.learning_hours for part in parts)
        so_far += [change, learning]
        rows.append((year, whole.burden_hours + change, change, learning, math.fsum(so_far)))
    several = len({part.change.schedule for part in parts}) > 1
    return [
        Section(
            key="years",
            title="By year",
            by=("year",),
            columns=(
                Column("year", "year", Kind.YEAR),
                Column("burden_hours", "hours", Kind.HOURS, spare=1),
                Column("change_hours", "change", Kind.CHANGE),
                Column("learning_hours", "once, to learn", Kind.CHANGE, spare=2),
                Column("change_so_far", "all so far", Kind.CHANGE),
            ),
            rows=tuple(rows),
            notes=(
                "The baseline is taken to stay as it is in every year.",
                *((SEVERAL_SCHEDULES,) if several else ()),
            ),
            chart=Chart(
                "line",
                ("change_hours",),
                names=("year",),
                at="year",
                title="Change in hours a year, by year",
            ),
        )
    ]


def _newly(part: Contribution, year: int) -> float:
    """Return the share of people whom a change reaches for the first time in a year."""
    schedule = part.change.schedule
    if schedule.start is None:
        return 0.0
    before = max((schedule.share(each) for each in range(schedule.start, year)), default=0.0)
    return max(schedule.share(year) - before, 0.0)
