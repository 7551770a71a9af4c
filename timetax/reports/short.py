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
"""So many notes of the files, and on how they were read, are shown: what weighs most comes first.
More are counted."""


def short_report(report: Report) -> Report:
    """Return what people read first of the report of a catalogue; how much it leaves out is said.

    It is for people alone: the sections are cut to one line a row, and have no totals.
    """
    sections = [each for each in report.sections if each.key in SECTIONS and not each.nested_in]
    told = _told_of_files(report)
    kept = [note for i, note in enumerate(report.notes) if i < report.leading or note in told]
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
    told, read = _told_of_files(report), _of_files(report)
    kept = [note for note in report.notes if note not in read or note in told]
    if len(kept) == len(report.notes):
        return report
    more = plural(len(report.notes) - len(kept), "note")
    return replace(
        report, notes=(*kept, *_left_out([f"{more} on the files and how they were read"]))
    )


def _of_files(report: Report) -> tuple[str, ...]:
    return report.tables.notes if report.tables else ()


def _told_of_files(report: Report) -> set[str]:
    """Return the first notes on the files, and those without which no report may be."""
    read = _of_files(report)
    return {*read[:NOTES], *(each for each in read if any(word in each for word in WARNINGS))}


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
