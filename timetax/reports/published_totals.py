"""What others published of the whole that a catalogue covers or is a selection of."""

import csv
from collections.abc import Mapping, Sequence

from timetax.bundle import bundled
from timetax.catalogue.document import PART_OF
from timetax.engine.totals import Total
from timetax.reports.chart import Chart
from timetax.reports.report import Column, Report, Row, Section, more_note, require_rows
from timetax.wording.lists import listing
from timetax.wording.numbers import Kind, in_hours, in_words, percent, plural

US = "us-federal-government"
TABLES = {US: "government-wide-totals.csv"}
MILLION = 1_000_000
FULL_YEAR = "fiscal year"
"""The period of totals that a year's account gives; the newest of them is what shares are of."""

_DIFFERENCE = Column("difference", "this total is", Kind.CHANGE_SHARE)
_SHARE = Column("share", "this total is", Kind.SHARE)
_COLUMNS = (
    Column("as_of", "as of"),
    Column("period", "of what"),
    Column("published_hours", "hours", Kind.HOURS),
    _DIFFERENCE,
    Column("source", "source"),
    Column("as_published", "as published", shown="data"),
    Column("url", "address", shown="data"),
)
_NEVER_MIXED = (
    "They were counted on different days and by different rules, some by the year and some from a "
    "running tally: set beside one another, and never to be mixed."
)


def published_section(covers: str, whole: Total, top: int | None) -> Section:
    """Return the `top` newest totals that were published of the whole, beside this one."""
    selection = covers in PART_OF
    published = _published(PART_OF.get(covers, covers))
    rows = []
    for each in published[::-1][:top]:
        hours = _hours(each)
        share = _of_all(whole) / hours
        beside = share if selection else share - 1
        rows.append((*_said(each, hours), beside, *_sourced(each)))
    return Section(
        key="published_totals",
        title="What has been published of the whole",
        by=("as_of", "source"),
        columns=tuple(_SHARE if each is _DIFFERENCE and selection else each for each in _COLUMNS),
        rows=tuple(rows),
        notes=(
            _NEVER_MIXED,
            *_internal_note(whole),
            *more_note(len(published) - len(rows), len(published)),
        ),
        chart=_chart_of(rows),
    )


def lead_of_published(covers: str, whole: Total, *, narrowed: bool) -> tuple[str, ...]:
    """Return in words what a selection is of the whole, and what else is said of the whole.

    Where the forms are narrowed to some, the latter is left out.
    """
    if covers not in PART_OF:
        return ()
    published = _published(PART_OF[covers])
    newest = [each for each in published if each["period"] == FULL_YEAR][-1]
    share = percent(_of_all(whole) / _hours(newest))
    others = [each["said"] for each in published if each["said"] and each is not newest]
    also = "" if narrowed else f" Also said of it: {'; '.join(others)}."
    inside = " with its own people" if whole.internal_customers_hours else ""
    return (f"As much as {share} of all of government{inside}: {newest['said']}.{also}",)


def _of_all(whole: Total) -> float:
    """Return the hours that are compared: published totals hold those of internal customers."""
    return whole.burden_hours + whole.internal_customers_hours


def _internal_note(whole: Total) -> list[str]:
    if not whole.internal_customers_hours:
        return []
    return [
        "Published totals hold the hours of the federal government's own people, so they are "
        f"compared with {in_hours(in_words(_of_all(whole)))}: those of the public and "
        f"{in_words(whole.internal_customers_hours)} of its own people."
    ]


def published_report(top: int | None = None) -> Report:
    """Return the report on what has been published of the hours of the whole US government.

    Args:
        top: how many totals it shows, the newest; None shows all.

    Raises:
        InputError: `top` is below 1.
    """
    require_rows(top)
    published = _published(US)
    said = [each["said"] for each in published if each["said"]]
    hours = [_hours(each) for each in published]
    columns = tuple(each for each in _COLUMNS if each is not _DIFFERENCE)
    kept = published[::-1][:top]
    section = Section(
        key="published_totals",
        title="What has been published of the hours of all of government",
        by=("as_of", "source"),
        columns=columns,
        rows=tuple((*_said(each, _hours(each)), *_sourced(each)) for each in kept),
        notes=(_NEVER_MIXED, *more_note(len(published) - len(kept), len(published))),
        chart=_chart_of([_said(each, _hours(each)) for each in kept]),
    )
    return Report(
        title="The time tax of the US federal government, as it was published",
        headline=f"{said[0][0].upper()}{listing(said)[1:]}: "
        f"{plural(len(published), 'figure')} from {in_words(min(hours))} to "
        f"{in_hours(in_words(max(hours)))} a year.",
        description=None,
        total=None,
        sections=(section,),
        notes=(),
        currency="USD",
        format=("timetax_published", 1),
    )


def _chart_of(rows: Sequence[Row]) -> Chart:
    """Return how published totals are drawn: no line joins what is never to be mixed."""
    groups = ("a running tally" if "running tally" in row[1] else "by the year" for row in rows)
    return Chart(
        "line",
        ("published_hours",),
        names=("as_of",),
        at="as_of",
        title="Hours a year, as they were published",
        groups=tuple(groups),
        joined=False,
    )


def _published(covers: str) -> Sequence[Mapping[str, str]]:
    path = bundled().with_name(TABLES[covers])
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _hours(each: Mapping[str, str]) -> float:
    return float(each["hours_millions"]) * MILLION


def _said(each: Mapping[str, str], hours: float) -> tuple[str, str, float]:
    return each["as_of"], each["period"], hours


def _sourced(each: Mapping[str, str]) -> tuple[str, str, str]:
    return each["source"], each["as_published"], each["url"]
