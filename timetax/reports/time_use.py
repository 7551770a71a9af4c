"""Measured time with government services, beside the hours of forms and never added to them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timetax.engine.internal_customers import only_for
from timetax.engine.time_use import MAIN, TimeUse, bundled_time_use
from timetax.engine.totals import total
from timetax.findings import option_error
from timetax.reports.chart import Chart
from timetax.reports.report import Column, Report, Row, Section, more_note, require_rows
from timetax.wording.hints import did_you_mean
from timetax.wording.numbers import Kind, plural

if TYPE_CHECKING:
    from timetax.tables.layouts import Tables

_FIGURES = (
    Column("hours_per_person_year", "hours a person a year", Kind.NUMBER),
    Column("margin", "give or take", Kind.HOURS, spare=1),
    Column("low", "at least", Kind.MINUTES, "data"),
    Column("high", "at most", Kind.MINUTES, "data"),
    Column("minutes_per_day", "minutes a day", Kind.NUMBER, shown="wide"),
    Column("standard_error", "standard error", Kind.NUMBER, "data"),
    Column("share_on_a_day", "% with any on a day", Kind.NUMBER, shown="wide"),
    Column("minutes_if_any", "minutes if any", Kind.NUMBER, shown="wide"),
    Column("diaries", "diaries", Kind.COUNT, "data"),
    Column("with_any", "diaries with any", Kind.COUNT, spare=3),
    Column("years", "years", shown="data"),
    Column("confidence", "confidence", spare=2),
    Column("source", "source", shown="data"),
    Column("reference", "reference", shown="data"),
    Column("url", "address", shown="data"),
    Column("note", "note", shown="data"),
)
_GROUPS = (Column("group", "by"), Column("value", "group"), *_FIGURES)
_MEASURES = (
    Column("group", "by", shown="data"),
    Column("value", "of", shown="data"),
    Column("measure", "what"),
    *_FIGURES,
)
_BESIDE = (
    Column("what", "what"),
    Column("hours", "hours a year", Kind.HOURS),
    Column("holds", "what it holds, and what not"),
)
_NOT_COUNTED = (
    "using government services, waiting for them and travelling to them, as the main activity of a "
    "day; not filling in a form at home, and no firms"
)
_ESTIMATED = (
    "what agencies estimate that people take for their forms, wherever they fill them in; no "
    "visits, and of other years"
)


def time_use_report(
    tables: "Tables", *, group: str | None = None, top: int | None = None
) -> Report:
    """Return the report on measured time, beside the hours of the forms that people fill in.

    Args:
        tables: tables with burden.
        group: only of people told apart by this: age, race, family income.
        top: how many rows a section shows; None shows all.

    Raises:
        InputError: there is no such group, or `top` is below 1.
    """
    require_rows(top)
    measured = bundled_time_use()
    groups = [each for each in measured if each.measure == MAIN]
    if group is not None:
        known = list(dict.fromkeys(each.group for each in groups))
        wanted = [name for name in known if group.casefold() in name.casefold()]
        if not wanted:
            hint = did_you_mean(group, known) or f"; there are {', '.join(known)}"
            raise option_error("--group", f"nobody is told apart by {group!r}{hint}")
        groups = [each for each in groups if each.group in wanted]
    others = [
        each
        for each in measured
        if each.measure != MAIN and each.hours_per_person_year is not None and group is None
    ]
    return Report(
        title="Measured time with government services",
        headline=_headline(measured),
        description=None,
        total=None,
        sections=tuple(
            each
            for each in (
                _section("groups", "By group", _GROUPS, groups, top),
                _section("measures", "What it is made of, and beside it", _MEASURES, others, top),
                _beside(measured, tables),
            )
            if each.rows
        ),
        notes=(
            "Measured in diaries of one day: the time is that of the main activity. It is another "
            "thing than the hours of forms, and is never added to them.",
            "Give or take: 1.96 standard errors, which are a little small as they are made without "
            "replicate weights. Groups with few diaries with any are of low confidence.",
            f"{measured[0].source}; {measured[0].reference}.",
        ),
        currency=tables.currency,
        format=("timetax_timeuse", 1),
    )


def _headline(measured: Sequence[TimeUse]) -> str:
    hours = {(each.group, each.value): each for each in measured if each.measure == MAIN}
    everyone = hours["all", "15 and over"].hours_per_person_year or 0.0
    poorest = hours["family income, dollars", "under 15,000"].hours_per_person_year or 0.0
    richest = hours["family income, dollars", "100,000 and over"].hours_per_person_year or 0.0
    return (
        f"{everyone:.1f} hours a year for each person of 15 and over with government services: "
        f"{poorest:.1f} where the family has under $15,000 a year, {richest:.1f} where it has "
        "$100,000 and over."
    )


def _section(
    key: str, title: str, columns: Sequence[Column], rows: Sequence[TimeUse], top: int | None
) -> Section:
    kept = rows[:top]
    shown = [column.key for column in columns if column.shown != "data"]
    return Section(
        key=key,
        title=title,
        by=("group", "value", "measure"),
        columns=tuple(columns),
        rows=tuple(tuple(getattr(each, column.key) for column in columns) for each in kept),
        notes=more_note(len(rows) - len(kept), len(rows)),
        chart=Chart(
            "ranges",
            ("hours_per_person_year",),
            names=tuple(each for each in ("group", "value", "measure") if each in shown),
            ends=(("low", "high"),),
            title=f"Hours a person a year with government services, {title[:1].lower()}{title[1:]}",
            unit="hours a person a year",
        ),
    )


def _beside(measured: Sequence[TimeUse], tables: "Tables") -> Section:
    nation = next(each for each in measured if each.million_hours_a_year is not None)
    people = only_for(tables, "individuals")
    forms = total(people)
    estimated = forms.forms - forms.not_estimated
    rows: tuple[Row, ...] = (
        (
            "measured, all people of 15 and over",
            (nation.million_hours_a_year or 0.0) * 1_000_000,
            _NOT_COUNTED,
        ),
        (
            f"estimated, {plural(estimated, 'form')} that people alone fill in",
            forms.burden_hours if estimated else None,
            _ESTIMATED,
        ),
    )
    return Section(
        key="beside",
        title="Measured and estimated, beside one another",
        by=("what",),
        columns=_BESIDE,
        rows=rows,
        notes=("They are of different things: neither is a part of the other.",),
    )
