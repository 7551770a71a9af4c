"""What a report on a difference says of forms that changed on paper: questions, words, floor."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from timetax.catalogue.counted import Refused
from timetax.engine.estimates.difference import MEASURES, CountsDifference, InstrumentDifference
from timetax.engine.estimates.papers import PaperChange
from timetax.reports.estimate import NO_MEASUREMENT
from timetax.reports.form_difference import LISTED, MOST_LISTED, in_a_sentence, questions_of
from timetax.reports.report import Column, Report, Section
from timetax.wording.numbers import NOTHING, Kind, more_or_less, plural

_COLUMNS = (
    Column("form", "form"),
    Column("file", "file", spare=5, lines=2, absent=NOTHING),
    Column("questions_before", "questions", Kind.COUNT, absent=NOTHING, spare=2),
    Column("questions", "now", Kind.COUNT, absent=NOTHING, spare=3),
    Column("words_before", "words", Kind.COUNT, absent=NOTHING, spare=6),
    Column("words", "now", Kind.COUNT, absent=NOTHING, spare=7),
    Column("floor_before", "floor", Kind.MINUTES, absent=NOTHING),
    Column("floor", "now", Kind.MINUTES, absent=NOTHING),
    Column("hours", "hours a year", Kind.CHANGE, absent=NOTHING),
    Column("reason", "not counted", spare=1, absent=""),
)
_QUESTIONS = (Column("form", "form"), *LISTED)


def with_papers(report: Report, papers: Sequence[PaperChange], *, every: bool) -> Report:
    """Return a report on a difference with the forms that changed on paper.

    `every` question that came or went is listed, or the first of them.
    """
    if not papers:
        return report
    counted = [
        (each, each.found) for each in papers if isinstance(each.found, InstrumentDifference)
    ]
    listed = [(each.form, *row) for each, found in counted for row in questions_of(found)]
    shown = listed if every else listed[:MOST_LISTED]
    more = len(listed) - len(shown)
    sections = (
        Section("papers", "Forms that changed on paper", ("form",), _COLUMNS, _rows(papers)),
        Section(
            "paper_questions",
            "Questions that came and went",
            ("form",),
            _QUESTIONS,
            tuple(shown),
            notes=(f"{more:,} more; JSON and CSV have all.",) if more else (),
        ),
    )
    return replace(
        report,
        headline=f"{report.headline} {_said(papers)}",
        sections=(*report.sections, *(each for each in sections if each.rows)),
        notes=(*report.notes, NO_MEASUREMENT),
        data={**report.data, "papers": [_data(each) for each in papers]},
    )


def _said(papers: Sequence[PaperChange]) -> str:
    if len(papers) == 1:
        (each,) = papers
        found = each.found
        if isinstance(found, Refused):
            return f"The file of {each.form} changed and cannot be counted: {found.reason}."
        return f"{each.form} on paper: {in_a_sentence(found)}"
    hours = [each.found.hours for each in papers if isinstance(each.found, InstrumentDifference)]
    known = [each for each in hours if each is not None]
    floor = f"; their floors: {more_or_less(sum(known))}" if known else ""
    return f"{plural(len(papers), 'form')} changed on paper{floor}."


def _rows(papers: Sequence[PaperChange]) -> tuple[tuple[Any, ...], ...]:
    rows: list[tuple[Any, ...]] = []
    for each in papers:
        if isinstance(each.found, Refused):
            rows.append((each.form, each.file, *[None] * 7, each.found.reason))
            continue
        sides = (each.found.sides(measure) for measure in ("questions", "words", "floor"))
        figures = [figure for side in sides for figure in side]
        rows.append((each.form, each.file, *figures, each.found.hours, None))
    return tuple(rows)


def _data(each: PaperChange) -> dict[str, Any]:
    made: dict[str, Any] = {"form": each.form, "file": each.file}
    if isinstance(each.found, Refused):
        return made | {"reason": each.found.reason}
    found = each.found
    by_catalogue = isinstance(found, CountsDifference)
    return made | {
        "counted_by": "catalogue" if by_catalogue else "file",
        "changes": {measure: found.change(measure) for measure in MEASURES},
        "before": {measure: found.sides(measure)[0] for measure in MEASURES},
        "now": {measure: found.sides(measure)[1] for measure in MEASURES},
        "responses": found.responses,
        "hours": found.hours,
        "came": None if by_catalogue else len(found.came),
        "went": None if by_catalogue else len(found.went),
    }
