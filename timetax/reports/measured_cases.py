"""The report on what people took for forms, from logs of events and of cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timetax.catalogue.catalogue import Catalogue
from timetax.engine.measured.histogram import Cases, Histogram
from timetax.engine.measured.privacy import Shown, shown
from timetax.engine.measured.sessions import CAPS
from timetax.engine.measured.statistics import (
    ENOUGH_FOR_MEDIAN,
    QUANTILES,
    Statistics,
    statistics_of,
)
from timetax.engine.measured.survival import kaplan_meier
from timetax.findings import option_error
from timetax.reports.clock_chart import clock_chart
from timetax.reports.measured_claims import (
    CLAIM_COLUMNS,
    Beside,
    beside,
    row_in,
    rows_as_data,
    span,
    verdict_of_all,
)
from timetax.reports.measured_pages import KEY, VERSION
from timetax.reports.measured_pictures import spread_picture
from timetax.reports.report import Column, Report, Section
from timetax.wording.lists import listing, some
from timetax.wording.numbers import Kind, for_people, percent, plural

_MANY_OF_ONE = 1_000
_DAY = 86_400
"""More cases of one subject than these, and more seconds of one case, are no person's."""

_CLOCKS = (
    ("claim_minutes", "claim_minutes", "claim_minutes"),
    ("floor_minutes", "floor_minutes", "floor_minutes"),
    ("mean_minutes", "mean_low", "mean_high"),
)
_NAMES = tuple(f"p{round(share * 100)}_minutes" for share in QUANTILES)
_FIGURES = (
    Column("cases", "cases", Kind.COUNT, spare=7),
    Column("finished", "finished", Kind.COUNT, spare=6),
    Column("completion_rate", "completion", Kind.SHARE, spare=4),
    Column("completion_low", "completion from", Kind.SHARE, "data"),
    Column("completion_high", "completion to", Kind.SHARE, "data"),
    Column("mean_minutes", "mean minutes", Kind.MINUTES),
    Column("mean_interval", "95 % interval", shown="people", absent="", spare=2),
    Column("mean_low", "mean from", Kind.MINUTES, "data"),
    Column("mean_high", "mean to", Kind.MINUTES, "data"),
    Column("typical_minutes", "typical person", Kind.MINUTES),
    Column("typical_low", "typical from", Kind.MINUTES, "data"),
    Column("typical_high", "typical to", Kind.MINUTES, "data"),
    Column("typical_method", "typical is", shown="data"),
    *(
        Column(name, f"{round(share * 100)} % at most", Kind.MINUTES, "wide" if edge else "data")
        for name, share in zip(_NAMES, QUANTILES, strict=True)
        for edge in (share in (QUANTILES[0], QUANTILES[-1]),)
    ),
    Column("given_up_hours", "hours of who gave up", Kind.HOURS, "data"),
    Column("given_up_hours_high", "hours of who gave up, at most", Kind.HOURS, "data"),
)


@dataclass(frozen=True)
class CasesMethod:
    """How cases were made of a log.

    Attributes:
        kind: `events` or `cases`.
        split: seconds without an event after which a new case begins.
        cap: seconds up to which a gap counts.
        least: the fewest cases that are shown.
        period: the first and last day of the log, or empty.
    """

    kind: str
    split: int
    cap: int
    least: int
    period: str = ""


def cases_report(
    histogram: Histogram, how: CasesMethod, catalogue: Catalogue, notes: Sequence[str] = ()
) -> Report:
    """Return the report on the cases of a log.

    Args:
        histogram: the cases.
        how: how they were made.
        catalogue: where claims stand.
        notes: what is to be said of how the log was read.

    Raises:
        InputError: a column by which cases are grouped is called as one of the report.
    """
    _require_apart(histogram.by)
    kept = shown(histogram, how.least)
    made = [_side(each, how, catalogue) for each in kept.forms]
    columns = _columns(())
    rows = tuple(row_in(columns, _values(*each)) for each in made)
    forms = Section(
        "forms",
        "What forms took",
        ("form",),
        columns,
        rows,
        essential=True,
        chart=clock_chart(columns, rows, _CLOCKS, names=("title", "form")),
    )
    groups = _groups(kept, histogram.by, how, catalogue)
    sections = (
        forms,
        groups,
        spread_picture([each for each, _ in made]),
        _given_up(made),
        *([_caps(made)] if how.kind == "events" else []),
    )
    return Report(
        title="Measured minutes beside the claim",
        headline=_headline(made, kept, how),
        description=f"From {how.period}." if how.period else None,
        total=None,
        sections=tuple(each for each in sections if each.rows) or sections[:1],
        notes=(*_notes(made, kept, how), *notes),
        currency=catalogue.currency,
        format=(KEY, VERSION),
        data={
            "kind": how.kind,
            "period": how.period or None,
            "split_seconds": how.split,
            "cap_seconds": how.cap,
            "least": how.least,
            "histogram_hash": histogram.hash,
            "left_out": list(kept.left_out),
            "by": list(histogram.by),
            "forms": rows_as_data(forms),
            "groups": rows_as_data(groups),
        },
    )


def _require_apart(by: Sequence[str]) -> None:
    own = {column.key for column in _columns(())}
    for each in by:
        if each in own:
            raise option_error("by", f"{each!r} is a column of the report; rename that of the log")


def _columns(by: Sequence[str]) -> tuple[Column, ...]:
    return (
        Column("form", "form"),
        *(Column(each, each) for each in by),
        Column("title", "title", shown="data"),
        Column("catalogue_form", "in the catalogue", shown="data"),
        *_FIGURES,
        *(CLAIM_COLUMNS if not by else ()),
    )


def _side(cases: Cases, how: CasesMethod, catalogue: Catalogue) -> tuple[Statistics, Beside]:
    made = statistics_of(cases, how.cap if how.kind == "events" else 0)
    ends = (made.mean.low, made.mean.high) if made.mean else (None, None)
    return made, beside(catalogue, cases.form, *ends)


def _values(made: Statistics, side: Beside) -> Mapping[str, Any]:
    mean, typical, completion = made.mean, made.typical, made.completion
    ratios = side.ratio(side.low), side.ratio(side.high)
    hours = side.hours(side.low), side.hours(side.high)
    return {
        **side.data,
        "form": made.cases.form,
        "cases": made.cases.cases,
        "finished": made.cases.finished_cases,
        "completion_rate": completion.value,
        "completion_low": completion.low,
        "completion_high": completion.high,
        "mean_minutes": mean and mean.value,
        "mean_low": mean and mean.low,
        "mean_high": mean and mean.high,
        "mean_interval": span(side.low, side.high, Kind.MINUTES),
        "typical_minutes": typical and typical.value,
        "typical_low": typical and typical.low,
        "typical_high": typical and typical.high,
        "typical_method": typical and typical.method,
        **dict(zip(_NAMES, made.quantiles, strict=False)),
        "given_up_hours": made.given_up_hours[0],
        "given_up_hours_high": made.given_up_hours[1],
        "ratio": span(*ratios, Kind.NUMBER),
        "hours": span(*hours, Kind.HOURS),
    }


def _groups(kept: Shown, by: tuple[str, ...], how: CasesMethod, catalogue: Catalogue) -> Section:
    columns = _columns(by)
    rows = tuple(
        row_in(
            columns,
            {**_values(*_side(each, how, catalogue)), **dict(zip(by, each.groups, strict=True))},
        )
        for each in kept.groups
    )
    title = f"By {listing(by)}"
    return Section("groups", title, ("form", *by), columns, rows if by else ())


def _given_up(made: Sequence[tuple[Statistics, Beside]]) -> Section:
    columns = (
        Column("form", "form"),
        Column("given_up", "cases not finished", Kind.COUNT),
        Column("given_up_hours", "hours at least", Kind.HOURS),
        Column("given_up_hours_high", "at most", Kind.HOURS),
        Column("restricted_mean", "minutes if they had gone on", Kind.MINUTES, spare=1),
        Column("standard_error", "its standard error", Kind.MINUTES, "wide"),
        Column("until", "cut at", Kind.MINUTES, "wide"),
    )
    rows = []
    for each, _ in made:
        curve = kaplan_meier(each.cases.finished, each.cases.given_up)
        if each.cases.given_up_cases and curve:
            figures = (curve.restricted_mean, curve.standard_error, curve.until)
            minutes = tuple(figure / 60 for figure in figures)
            form, count = each.cases.form, each.cases.given_up_cases
            rows.append((form, count, *each.given_up_hours, *minutes))
    notes = (
        "Their time is neither nothing nor that of a finished form. At most: as if each had stayed "
        "up to the cap after the last event. If they had gone on: the restricted mean of Kaplan "
        "and Meier, who take giving up for chance, which it seldom is.",
    )
    return Section(
        "given_up", "Time of those who did not finish", ("form",), columns, tuple(rows), notes=notes
    )


def _caps(made: Sequence[tuple[Statistics, Beside]]) -> Section:
    columns = (
        Column("form", "form"),
        *(Column(f"mean_at_{cap}", f"{cap:,} s", Kind.MINUTES) for cap in CAPS),
        Column("capped_share", "time above the cap", Kind.SHARE, spare=1),
    )
    rows = tuple(
        (each.cases.form, *(mean for _, mean in each.mean_by_cap), each.cases.capped_share)
        for each, _ in made
        if each.mean_by_cap
    )
    title = "Mean minutes by the cap of a gap"
    return Section("caps", title, ("form",), columns, rows)


def _headline(made: Sequence[tuple[Statistics, Beside]], kept: Shown, how: CasesMethod) -> str:
    named = [(each.cases.form, side) for each, side in made]
    if not named:
        few = plural(len(kept.left_out), "form")
        return f"Nothing is shown: {few} with fewer than {how.least:,} cases."
    if len(named) == 1 and made[0][0].mean:
        mean = for_people(made[0][0].mean.value, Kind.MINUTES)
        return verdict_of_all(named, f"mean {mean} minutes, 95 % interval")
    return verdict_of_all(named, "measured")


def _notes(
    made: Sequence[tuple[Statistics, Beside]], kept: Shown, how: CasesMethod
) -> tuple[str, ...]:
    notes = []
    if kept.left_out:
        notes.append(
            f"Left out, with fewer than {how.least:,} cases (--least): {some(kept.left_out, 5)}."
        )
    if kept.merged:
        notes.append(f"{plural(kept.merged, 'small cell')} merged, so that nobody can be told.")
    if how.kind == "events":
        notes.append(
            f"A case is what one subject does on a form until {how.split // 60:,} minutes pass "
            "without an event; who comes back later is another case. Each gap between events "
            f"counts up to {how.cap:,} seconds; the time after the last event is not in a log."
        )
    notes.append(
        "The mean is what hours are made of. The typical person is the geometric mean below "
        f"{ENOUGH_FOR_MEDIAN} finished cases and the median from there; the two are never mixed."
    )
    cases = [each.cases for each, _ in made]
    momentary = sum(each.momentary for each, _ in made)
    if momentary:
        finished = sum(each.finished_cases for each in cases)
        notes.append(
            f"Of a single moment: {plural(momentary, 'finished case')} "
            f"({percent(momentary / finished)}). The log does not hold their time; they count as 0 "
            "seconds in the mean, which is too low by that."
        )
    backwards = sum(each.backwards for each in cases)
    if backwards:
        notes.append(
            f"Sent before begun: {plural(backwards, 'case')} (a clock that ran backwards, or "
            "another form begun at once)."
        )
    endless = sum(
        count
        for each in cases
        for seconds, count in (*each.finished, *each.given_up)
        if seconds > _DAY
    )
    if endless and how.kind == "events":
        notes.append(
            f"Active for more than a day without a break: {plural(endless, 'case')}, a robot or an "
            "identifier that many share. They count in the mean: leave them out of the log."
        )
    crowded = [each for each in cases if each.most > _MANY_OF_ONE]
    notes += [
        f"One subject has {each.most:,} of the {each.cases:,} cases of {each.form}: a robot, or an "
        "identifier that many share."
        for each in crowded
    ]
    return tuple(notes)
