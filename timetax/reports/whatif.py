"""The report on reforms: what they change beside a baseline, for whom, and which change does it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from textwrap import shorten
from typing import TYPE_CHECKING

from timetax.engine.burden import with_burden
from timetax.engine.measures import BESIDE_HOURS, HOURS, IN_ROWS, IN_ROWS_BESIDE_HOURS, Measure
from timetax.engine.scenario.comparison import Case, Comparison
from timetax.engine.scenario.model import Change
from timetax.engine.scenario.waterfall import Contribution
from timetax.engine.totals import Total, totals_by
from timetax.engine.uncertainty.intervals import Interval
from timetax.engine.uncertainty.swings import Swing
from timetax.reports.fields import headings_of
from timetax.reports.intervals import ENDS, draws_notes, swings_section, with_ends
from timetax.reports.report import Column, Report, Row, Section, Shown, require_rows, rows_of
from timetax.reports.side_by_side import (
    OVERLAPPING,
    fields_of,
    has_moved,
    labelled,
    largest_first,
    rows_notes,
    share_of,
    side_by_side,
)
from timetax.reports.whatif_data import scenario_data
from timetax.tables.exact import settled
from timetax.tables.layouts import MEMBERSHIPS, Tables, among
from timetax.wording.numbers import Kind, in_words, plural, signed_percent

if TYPE_CHECKING:
    import pandas as pd


STANDARD_FIELDS = (("department",), ("life_event",), ("form",))
YEARS = 10
SIDE_BY_SIDE = 3
LABEL = 90
HEADING = 30

INTERACTION = (
    "A change adds to what those before it left; the interaction is what it adds more or less than "
    "on its own."
)

SEVERAL_SCHEDULES = (
    "Changes have different years; each counts with what it adds when all have their full effect."
)

LEARNERS_UNKNOWN = (
    " Where respondents are not known, each response is taken for another person, so it is at most "
    "that."
)

CHANGES = (
    Column("baseline_hours", "before", Kind.HOURS, spare=3),
    Column("burden_hours", "after", Kind.HOURS, spare=5),
    Column("change_hours", "change", Kind.CHANGE),
    Column("change_share", "in %", Kind.CHANGE_SHARE, spare=4),
)

CHANGE_ENDS = tuple(replace(column, kind=Kind.CHANGE) for column in ENDS)


def whatif_report(
    comparison: Comparison,
    by: Sequence[str] = (),
    *,
    everything: bool = False,
    top: int | None = None,
    years: tuple[int, int] | None = None,
) -> Report:
    """Return the report on scenarios beside a baseline.

    Args:
        comparison: the scenarios and the baseline.
        by: the fields to total by; without any, department, life event and form.
        everything: whether to show rows that no scenario changes.
        top: how many rows a section shows; None shows all.
        years: the first and the last year of the results by year.

    Raises:
        InputError: a field is unknown, or `top` is below 1.
    """
    require_rows(top)
    cases, against, spread = comparison.cases, comparison.against, comparison.spread
    only = cases[0] if len(cases) == 1 else None
    sections = [_side_by_side(comparison)]
    if only and not against:
        sections.append(_waterfall(only.parts))
        sections += _by_year(only.parts, comparison.total, years)
    for fields in groupings(by):
        if only:
            sections.append(_changed(comparison, only, fields, everything, top))
        else:
            sections.append(_compared(comparison, fields, everything, top))
    if spread:
        swings = [(each.scenario.name, one) for each in cases for one in _swings_of(each)]
        sections.append(swings_section("change", swings, several=only is None))
    name = _name_of_baseline(comparison)
    return Report(
        title=f"What if: {' | '.join(each.scenario.name for each in cases)}",
        headline=_headline(comparison),
        description=only.scenario.description if only else None,
        total=None,
        sections=tuple(section for section in sections if section.rows),
        notes=(
            f"Baseline: {name}, {in_words(comparison.total.burden_hours)} hours a year.",
            *_notes(comparison),
            *_range_notes(comparison),
            *comparison.inputs.notes,
        ),
        currency=comparison.tables.currency,
        format=("timetax_whatif", 1),
        data={
            "baseline": {
                "name": name,
                **asdict(comparison.total),
                "burden_hours_range": spread and asdict(spread.baseline),
            },
            "scenarios": [scenario_data(each, comparison.total) for each in cases],
            "draws": spread and asdict(spread.sampling),
        },
    )


def groupings(by: Sequence[str] = ()) -> tuple[tuple[str, ...], ...]:
    """Return the combinations of fields that the report totals by."""
    return (tuple(by),) if by else STANDARD_FIELDS


def _name_of_baseline(comparison: Comparison) -> str:
    if comparison.against:
        return comparison.against.name
    return comparison.tables.title or "the catalogue"


def _headline(comparison: Comparison) -> str:
    before = comparison.total.burden_hours
    best = min(comparison.cases, key=lambda each: each.change.hours)
    change, name = settled(best.change.hours, before), best.scenario.name
    of_all = f"{signed_percent(change / before)} of all" if before else ""
    if len(comparison.cases) > 1:
        what = "saves the most" if change < 0 else "adds the least"
        part = f" ({of_all})" if before else ""
        several = f"Of {len(comparison.cases)} scenarios"
        return f"{several}, {name} {what}: {_less_or_more(change)}{part}."
    money = _money(best, comparison.tables.currency)
    if not change:
        return f"{name}: no hours change.{money}"
    parts = [_less_or_more(change)]
    if comparison.against:
        parts[0] += f" than with {comparison.against.name}"
    elif 0 < best.touched_hours < before:
        share = signed_percent(change / best.touched_hours)
        parts.append(f"{share} of the hours of the forms that it is about")
    chances = _chances(best.effect.change) if best.effect else ""
    return f"{name}: {', '.join([*parts, of_all] if of_all else parts)}.{chances}{money}"


def _money(each: Case, currency: str) -> str:
    cost = each.change.cost
    amount = f"{in_words(abs(cost))} {currency} a year {'less' if cost < 0 else 'more'}"
    return f" Money out of pocket: {amount}." if cost else ""


def _swings_of(each: Case) -> tuple[Swing, ...]:
    return each.effect.swings if each.effect else ()


def _less_or_more(change: float) -> str:
    return f"{in_words(abs(change))} hours a year {'less' if change < 0 else 'more'}"


def _chances(change: Interval) -> str:
    ends = [(change.low, "less" if change.low < 0 else "more")]
    ends.append((change.high, "less" if change.high < 0 else "more"))
    if ends[0][0] == ends[1][0]:
        return ""
    if ends[0][1] == ends[1][1]:
        least, most = sorted(abs(value) for value, _ in ends)
        return (
            f" Nine draws in ten lie between {in_words(least)} and {in_words(most)} {ends[0][1]}."
        )
    (low, less), (high, more) = ends
    return (
        f" Nine draws in ten lie between {in_words(abs(low))} {less} and {in_words(high)} {more}."
    )


def _side_by_side(comparison: Comparison) -> Section:
    whole, drawn = comparison.total, comparison.spread is not None
    columns = (
        Column("scenario", "scenario"),
        *CHANGES,
        *(CHANGE_ENDS if drawn else ()),
        *(
            column
            for measure in BESIDE_HOURS
            for column in _columns_of(
                measure,
                measure.with_hours or any(_change(each, measure) for each in comparison.cases),
            )
        ),
    )
    return Section(
        key="scenarios",
        title="Side by side" if len(comparison.cases) > 1 else "All in all",
        by=("scenario",),
        columns=columns,
        rows=tuple(
            (
                each.scenario.name,
                *_hours_of(each, whole),
                *(_ends_of(each) if drawn else ()),
                *_beside_hours(each, whole, BESIDE_HOURS),
            )
            for each in comparison.cases
        ),
    )


IN_DATA = {f"before_{each.word}": f"baseline_{each.word}" for each in IN_ROWS} | {
    f"after_{each.word}": each.key for each in IN_ROWS
}
"""What columns of `side_by_side` are called in data."""


def _columns_of(measure: Measure, changes: bool = True) -> tuple[Column, ...]:
    """Return the columns of a measure before, after and of its change, which may be none."""
    heading = measure.heading
    return (
        Column(f"baseline_{measure.word}", f"{heading} before", measure.kind, "data"),
        Column(measure.key, f"{heading} after", measure.kind, "data"),
        Column(
            f"change_{measure.word}",
            f"change in {heading}",
            Kind.CHANGE,
            "wide" if changes else "data",
        ),
    )


def _beside_hours(each: Case, whole: Total, measures: Sequence[Measure]) -> Row:
    """Return the cells of `_columns_of` these measures for a scenario."""
    return tuple(
        amount
        for measure in measures
        for amount in (
            getattr(whole, measure.key),
            getattr(each.total, measure.key),
            _change(each, measure),
        )
    )


def _change(each: Case, measure: Measure) -> float:
    change: float = getattr(each.change, measure.word)
    return change


def _hours_of(each: Case, whole: Total) -> Row:
    before = whole.burden_hours
    change = settled(each.change.hours, before, each.total.burden_hours)
    return (before, each.total.burden_hours, change, share_of(change, before))


def _waterfall(parts: Sequence[Contribution]) -> Section:
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
            _label(part.change),
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
    )


def _label(change: Change) -> str:
    """Return the reason of a change in short, or what it does where it gives none."""
    if change.because:
        reason = change.because.partition(". ")[0].removesuffix(".")
    else:
        reason = "; ".join(map(str, change.operations))
        reason += f" where {change.where}" if change.where else ""
    return shorten(reason, LABEL, placeholder=" ...")


def _short(name: str) -> str:
    return shorten(name, HEADING, placeholder=" ...")


def _by_year(
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
        )
    ]


def _newly(part: Contribution, year: int) -> float:
    """Return the share of people whom a change reaches for the first time in a year."""
    schedule = part.change.schedule
    if schedule.start is None:
        return 0.0
    before = max((schedule.share(each) for each in range(schedule.start, year)), default=0.0)
    return max(schedule.share(year) - before, 0.0)


def _changed(
    comparison: Comparison, only: Case, by: tuple[str, ...], everything: bool, top: int | None
) -> Section:
    """Return the section of one scenario's changes by fields, the largest first."""
    base, whole = comparison.tables, comparison.total
    rows = side_by_side(totals_by(base, by), totals_by(only.tables, by), by)
    intervals = comparison.spread.by.get(by) if comparison.spread else None
    ends = intervals is not None
    columns = (*fields_of(by), *CHANGES, *(CHANGE_ENDS if ends else ()))
    if intervals is not None:
        rows = with_ends(rows, intervals, by, "change")
    columns += tuple(column for each in IN_ROWS_BESIDE_HOURS for column in _columns_of(each))
    moved = has_moved(rows)
    still = int((~moved).sum())
    if not everything:
        rows = rows[moved]
    rows = largest_first(rows, by)
    kept = rows if top is None else rows[:top]
    overlapping = any(field in MEMBERSHIPS for field in by)
    measures = (
        *_hours_of(only, whole),
        *(_ends_of(only) if ends else ()),
        *_beside_hours(only, whole, IN_ROWS_BESIDE_HOURS),
    )
    return Section(
        key=",".join(by),
        title=f"By {headings_of(by)}",
        by=by,
        columns=columns,
        rows=rows_of(kept.rename(columns=IN_DATA), columns),
        total=labelled("All forms", columns, measures),
        notes=(
            *rows_notes(len(rows), len(kept), 0 if everything else still),
            *([OVERLAPPING] if overlapping else []),
        ),
    )


def _compared(
    comparison: Comparison, by: tuple[str, ...], everything: bool, top: int | None
) -> Section:
    """Return the section of several scenarios' changes by fields, a column a scenario."""
    before = totals_by(comparison.tables, by)
    fields = fields_of(by)
    rows = None
    changes = []
    for number, each in enumerate(comparison.cases, start=1):
        shown: Shown = "always" if number <= SIDE_BY_SIDE else "wide"
        changes.append(
            Column(f"change_hours_{number}", _short(each.scenario.name), Kind.CHANGE, shown)
        )
        beside = side_by_side(before, totals_by(each.tables, by), by).rename(
            columns={"change_hours": changes[-1].key}
        )
        beside = beside.assign(moved=has_moved(beside, [HOURS]))
        own = beside[[*by, changes[-1].key, "moved"]]
        rows = (
            beside[[*(each.key for each in fields), "before_hours", changes[-1].key, "moved"]]
            if rows is None
            else rows.merge(own, on=list(by), how="outer", suffixes=("", "_here"))
        )
        if "moved_here" in rows:
            moved = rows["moved"].eq(True) | rows["moved_here"].eq(True)
            rows = rows.assign(moved=moved).drop(columns="moved_here")
    assert rows is not None
    keys = [column.key for column in changes]
    rows = rows.assign(change_hours=rows[keys].abs().max(axis=1))
    moved = rows["moved"]
    rows = largest_first(rows if everything else rows[moved], by)
    kept = rows if top is None else rows[:top]
    columns = (*fields, CHANGES[0], *changes)
    still = int((~moved).sum())
    return Section(
        key=",".join(by),
        title=f"Change by {headings_of(by)}",
        by=by,
        columns=columns,
        rows=rows_of(kept.rename(columns=IN_DATA), columns),
        notes=(*rows_notes(len(rows), len(kept), 0 if everything else still),),
    )


def _ends_of(each: Case) -> Row:
    """Return the 5 % and 95 % of the change of a scenario, None where it has no range."""
    change = each.effect and each.effect.change
    return (change.low, change.high) if change and change.low < change.high else (None, None)


def _notes(comparison: Comparison) -> Iterator[str]:
    cases, base = comparison.cases, comparison.inputs
    for each in cases:
        own = each.parts
        of = f" of {each.scenario.name}" if len(cases) > 1 else ""
        unsourced = [part.number for part in own if part.change.source is None]
        sources: dict[str, list[int]] = {}
        for part in own:
            if part.change.source:
                sources.setdefault(part.change.source.title, []).append(part.number)
        for source, numbers in sources.items():
            yield f"Source of {_numbered(numbers)}{of}: {source}."
        if unsourced:
            yield f"No source is given for {_numbered(unsourced)}{of}."
        known = each.tables.forms.loc[each.tables.forms["burden_hours"].notna(), "form"]
        became = int(among(_not_estimated(with_burden(base)), known).sum())
        if became:
            yield (
                f"{plural(became, 'form')} not estimated in the baseline "
                f"{'is' if became == 1 else 'are'} estimated{of or ' in the scenario'}: "
                "the change counts all of their hours."
            )
        yield from _matched_in_vain(each, of)
        learning = math.fsum(part.learning_hours for part in own)
        if learning:
            guess = "" if all(part.learners_known for part in own) else LEARNERS_UNKNOWN
            yield f"Once, to learn the new way{of}: {in_words(learning)} hours.{guess}"


def _numbered(numbers: Sequence[int]) -> str:
    word = "change" if len(numbers) == 1 else "changes"
    return f"{word} {', '.join(map(str, numbers))}"


def _matched_in_vain(each: Case, of: str) -> Iterator[str]:
    """Yield what to say of forms that a change is about and that no total counts."""
    forms = each.plan.universe.forms
    rows = each.plan.touched
    excluded = int((rows & forms["excluded"].notna().to_numpy()).sum())
    if excluded:
        yield f"Left out of the totals, and so without effect{of}: {plural(excluded, 'form')}."
    still = int(among(forms["form"][rows], _not_estimated(each.tables)).sum())
    if still:
        yield f"Not estimated before and after, and so without effect{of}: {plural(still, 'form')}."


def _not_estimated(tables: Tables) -> "pd.Series[str]":
    forms = tables.forms
    return forms["form"][forms["burden_hours"].isna() & forms["excluded"].isna()]


def _range_notes(comparison: Comparison) -> Iterator[str]:
    spread = comparison.spread
    if spread is None:
        yield "No figure here is a range, so nothing is said about how sure the result is."
        return
    yield from draws_notes(spread)
    for each in comparison.cases:
        ends = each.effect and each.effect.change
        if ends and ends.low < ends.high and not ends.low <= each.change.hours <= ends.high:
            yield (
                f"{each.scenario.name}: the change at the likely values lies outside of its "
                "range, because the ranges of figures reach further to one side."
            )
