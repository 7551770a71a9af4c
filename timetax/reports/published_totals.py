"""What others published of a whole that a catalogue covers, to set its total beside."""

import csv
from pathlib import Path

from timetax.bundle import bundled
from timetax.engine.totals import Total
from timetax.reports.report import Column, Section, more_note
from timetax.wording.numbers import Kind

TABLES = {"us-federal-government": "government-wide-totals.csv"}
MILLION = 1_000_000
_COLUMNS = (
    Column("as_of", "as of"),
    Column("period", "of what"),
    Column("published_hours", "hours", Kind.HOURS),
    Column("difference", "this total is", Kind.CHANGE_SHARE),
    Column("source", "source"),
    Column("url", "address", shown="data"),
)


def published_section(covers: str, whole: Total, top: int | None) -> Section:
    """Return the `top` newest totals that were published of the whole, beside this one."""
    with _path(covers).open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    rows = []
    for each in published[::-1][:top]:
        hours = float(each["hours_millions"]) * MILLION
        difference = whole.burden_hours / hours - 1
        rows.append((each["as_of"], each["period"], hours, difference, each["source"], each["url"]))
    return Section(
        key="published_totals",
        title="What has been published of the whole",
        by=("as_of", "source"),
        columns=_COLUMNS,
        rows=tuple(rows),
        notes=(
            "They were counted on different days and by different rules, some by the year and some "
            "from a running tally: set beside this total, and never to be mixed with it.",
            *more_note(len(published) - len(rows), len(published)),
        ),
    )


def _path(covers: str) -> Path:
    return bundled().with_name(TABLES[covers])
