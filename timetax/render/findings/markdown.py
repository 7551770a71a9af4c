"""Findings as a table in Markdown, the worst first: for the summary of a job, or a comment."""

from timetax.checks.outcome import Outcome
from timetax.render.excerpts.shown import Shown, by_severity, shown
from timetax.render.findings.text import summary_of
from timetax.render.format import FindingsFormat
from timetax.render.formats.markdown import escaped
from timetax.wording.numbers import plural

ROOM = 900_000
"""How many bytes of rows there are at most: GitHub takes 1 MiB in the summary of a step."""

COLUMNS = ("severity", "form", "finding", "rule", "where")


def render(outcome: Outcome) -> str:
    """Return the summary and a row for each finding, as far as there is room."""
    rows, room = [], ROOM
    findings = by_severity(shown(outcome))
    for each in findings:
        row = _row(each)
        room -= len(row.encode("utf-8", "replace")) + 1
        if room < 0:
            break
        rows.append(row)
    lines = ["## timetax check", "", escaped(summary_of(outcome))]
    if rows:
        lines += ["", f"| {' | '.join(COLUMNS)} |", f"|{' --- |' * len(COLUMNS)}", *rows]
    if cut := len(findings) - len(rows):
        lines += ["", f"Not shown for want of room: {plural(cut, 'finding')}."]
    return "\n".join(lines) + "\n"


def _row(each: Shown) -> str:
    finding = each.finding
    cells = (finding.severity, finding.subject, finding.message, each.label, each.place)
    return f"| {' | '.join(map(escaped, cells))} |"


FORMAT = FindingsFormat(write=render, suffixes=(".md", ".markdown"))
