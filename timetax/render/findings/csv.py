"""Findings as CSV: a row each, for spreadsheets."""

import csv
import io

from timetax.checks.outcome import Outcome
from timetax.render.excerpts.shown import Shown, shown
from timetax.render.format import FindingsFormat
from timetax.render.formats.csv import cell

COLUMNS = ("severity", "code", "name", "form", "file", "line", "column", "message")


def render(outcome: Outcome) -> str:
    """Return the findings as CSV, headed by `COLUMNS`; the line of a whole file is empty."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in _row(each)] for each in shown(outcome))
    return buffer.getvalue()


def _row(each: Shown) -> tuple[object, ...]:
    finding = each.finding
    place = (finding.position.line or None, finding.position.column or None)
    about = (finding.severity.value, each.rule.code, each.rule.name, finding.subject)
    return (*about, each.file, *place, finding.message)


FORMAT = FindingsFormat(write=render, suffixes=(".csv",))
