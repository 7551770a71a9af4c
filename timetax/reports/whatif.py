"""The report on reforms: what they change beside a baseline, for whom, and which change does it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from timetax.engine.burden import with_burden
from timetax.engine.measures import BESIDE_HOURS
from timetax.engine.scenario.comparison import Case, Comparison
from timetax.engine.uncertainty.intervals import Interval
from timetax.engine.uncertainty.swings import Swing
from timetax.reports.intervals import draws_notes, outside_notes, swings_section
from timetax.reports.report import Column, Report, Section, require_rows
from timetax.reports.whatif_changes import section_by_year, section_of_changes
from timetax.reports.whatif_data import scenario_data
from timetax.reports.whatif_groups import (
    CHANGE_ENDS,
    CHANGES,
    _beside_hours,
    _change,
    _columns_of,
    _hours_of,
    change_chart,
    ends_of,
    section_of_changed,
    section_of_compared,
)
from timetax.tables.exact import exact_sum, settled
from timetax.tables.layouts import Tables
from timetax.tables.members import among
from timetax.wording.lists import some
from timetax.wording.numbers import in_hours, in_words, more_or_less, plural, signed_percent

if TYPE_CHECKING:
    import pandas as pd


STANDARD_FIELDS = (("department",), ("life_event",), ("form",))

NO_RANGES = "No figure here is a range, so nothing is said about how sure the result is."
LEARNERS_UNKNOWN = (
    " Where respondents are not known, each response is taken for another person, so it is at most "
    "that."
)


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
        sections.append(section_of_changes(only.parts, comparison.total))
        sections += section_by_year(only.parts, comparison.total, years)
    for fields in groupings(by):
        if only:
            sections.append(section_of_changed(comparison, only, fields, everything, top))
        else:
            sections.append(section_of_compared(comparison, fields, everything, top))
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
            f"Baseline: {name}, {in_hours(in_words(comparison.total.burden_hours))} a year.",
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
        explains=comparison.tables,
        explained_as="as it is before any change",
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
        return f"{several}, {name} {what}: {more_or_less(change)}{part}."
    money = _money(best, comparison.tables.currency)
    if not change:
        return f"{name}: no hours change.{money}"
    parts = [more_or_less(change)]
    if comparison.against:
        parts[0] += f" than with {comparison.against.name}"
    elif 0 < best.touched_hours < before:
        share = signed_percent(change / best.touched_hours)
        parts.append(f"{share} of the hours of the forms that it is about")
    chances = _chances(best.effect.change) if best.effect else ""
    return f"{name}: {', '.join([*parts, of_all] if of_all else parts)}.{chances}{money}"


def _money(each: Case, currency: str) -> str:
    cost = each.change.cost
    amount = more_or_less(cost, f"{currency} a year")
    return f" Money out of pocket: {amount}." if cost else ""


def _swings_of(each: Case) -> tuple[Swing, ...]:
    return each.effect.swings if each.effect else ()


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
                measure.in_rows or any(_change(each, measure) for each in comparison.cases),
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
                *(ends_of(each) if drawn else ()),
                *_beside_hours(each, whole, BESIDE_HOURS),
            )
            for each in comparison.cases
        ),
        chart=change_chart("each scenario", ranged=drawn) if len(comparison.cases) > 1 else None,
    )


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
            yield f"Once, to learn the new way{of}: {in_hours(in_words(learning))}.{guess}"


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
    stayed = each.left_as_published
    if len(stayed):
        names = some(stayed["form"].tolist(), 3)
        hours = in_words(exact_sum(stayed["burden_hours"].to_numpy()))
        yield (
            f"Left as they are{of}: {hours} hours of {plural(len(stayed), 'form')} ({names}). They "
            "are known only as published, so a change of responses or minutes has no effect; give "
            "both, or set published_hours."
        )


def _not_estimated(tables: Tables) -> "pd.Series[str]":
    forms = tables.forms
    return forms["form"][forms["burden_hours"].isna() & forms["excluded"].isna()]


def _range_notes(comparison: Comparison) -> Iterator[str]:
    spread = comparison.spread
    if spread is None:
        yield NO_RANGES
        return
    yield from draws_notes(spread)
    for each in comparison.cases:
        if each.effect:
            yield from outside_notes(f"{each.scenario.name}: the change", each.effect.change)
