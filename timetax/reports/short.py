"""A report that fits a screen: the answer, what it covers, and where most of the hours are."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace

from timetax.read.tabular.plan import WARNINGS
from timetax.reports.report import Report, Section
from timetax.wording.numbers import plural

SECTIONS = ("volumes", "department", "life_event", "form")
ROWS = 4
"""How many rows a section has, unless it is said otherwise."""

LINES, WIDTH = 2, 80
"""The room that the description of a catalogue has."""

NOTES = 3
"""So many notes of the files themselves, and on how they were read, are shown; more are counted."""


def short_report(report: Report) -> Report:
    """Return what people read first of the report of a catalogue; how much it leaves out is said.

    It is for people alone: the sections are cut to one line a row, and have no totals.
    """
    sections = [each for each in report.sections if each.key in SECTIONS and not each.nested_in]
    kept = (*report.notes[: report.leading], *_of_mistakes(report))
    out = len(report.sections) - len(sections) + report.unmade
    notes = [plural(len(report.notes) - len(kept), "note")] if len(report.notes) > len(kept) else []
    tables = [plural(out, "table")] if out else []
    return replace(
        report,
        description=_begin(report.description) if report.description else None,
        sections=tuple(map(_in_short, sections)),
        notes=(*kept, *_left_out([*tables, *notes])),
        unmade=0,
    )


def with_counted_notes(report: Report) -> Report:
    """Return a report that counts the notes on how its files were read, if they are many."""
    read = report.tables.notes if report.tables else ()
    if len(read) <= NOTES:
        return report
    mistakes = _of_mistakes(report)
    kept = (note for note in report.notes if note not in read or note in mistakes)
    more = f"{plural(len(read) - len(mistakes), 'note')} on the files and how they were read"
    return replace(report, notes=(*kept, *_left_out([more])))


def _of_mistakes(report: Report) -> tuple[str, ...]:
    """Return the notes that no report may leave out: what of a file could not be read."""
    return tuple(note for note in report.notes if any(each in note for each in WARNINGS))


def _left_out(what: list[str]) -> Iterator[str]:
    if what:
        yield f"Not shown: {' and '.join(what)}; --full shows all."


def _begin(description: str) -> str:
    """Return the first sentences of a description, as many as have room, but one at least."""
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(description.split()))
    for count in range(len(sentences), 0, -1):
        text = " ".join(sentences[:count]) + (" ..." if count < len(sentences) else "")
        if len(textwrap.wrap(text, WIDTH)) <= LINES:
            return text
    return textwrap.shorten(sentences[0], LINES * WIDTH - WIDTH // 4, placeholder=" ...")


def _in_short(section: Section) -> Section:
    """Return the section without its wide columns and its total, with text on one line."""
    return replace(
        section,
        columns=tuple(
            replace(
                each,
                lines=1,
                shown="data" if each.is_wide else each.shown,
                spare=1 if each.key == "title" else each.spare,
            )
            for each in section.columns
        ),
        total=None,
    )
