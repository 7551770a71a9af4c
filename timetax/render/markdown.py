"""A report as GitHub-flavoured Markdown."""

import re
from collections.abc import Iterator

from timetax.report import Report, Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(report: Report) -> str:
    """Return the report as Markdown; text from a catalogue is escaped."""
    lines = [f"# {_escaped(report.title)}", "", f"**{_escaped(report.headline)}**"]
    if report.description:
        lines += ["", _escaped(report.description)]
    for table in report.for_people():
        lines += ["", f"## {_escaped(table.title)}", "", *_table(table)]
        if table.notes:
            lines += ["", *(f"- {_escaped(note)}" for note in table.notes)]
    if report.notes:
        lines += ["", "## Notes", "", *(f"- {_escaped(note)}" for note in report.notes)]
    return "\n".join(lines) + "\n"


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(_escaped(column.heading) for column in table.columns)} |"
    yield f"| {' | '.join('--:' if each.kind.is_number else '---' for each in table.columns)} |"
    for line in table.lines:
        cells = [_escaped(cell) for cell in line.cells]
        if line.place == "nested":
            cells[0] = f"&emsp;{cells[0]}"
        if line.place == "total":
            cells = [f"**{cell}**" if cell else "" for cell in cells]
        yield f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
