"""What changed between versions of a form."""

from collections.abc import Sequence
from typing import Any

from timetax.catalogue.counted import CountedForm, Question, Refused
from timetax.catalogue.vocabulary import QUESTION_KINDS
from timetax.engine.estimates.difference import (
    COUNTED,
    MEASURES,
    FormDifference,
    FormGate,
    InstrumentDifference,
)
from timetax.engine.estimates.estimating import Estimate
from timetax.engine.estimates.verdict import NO_CLAIM
from timetax.reports.estimate import NO_MEASUREMENT, NOT_ESTIMATED, as_range
from timetax.reports.gates import GATE_RESULTS
from timetax.reports.report import Column, Report, Row, Section
from timetax.wording.numbers import (
    NOTHING,
    Kind,
    for_people,
    in_words,
    more_or_less,
    plural,
    signed_in_full,
    signed_percent,
)

FORMAT = ("timetax_form_diff", 1)
HISTORY = ("timetax_form_history", 1)
_CHANGED = (
    Column("measure", "what"),
    Column("before", "before", Kind.NUMBER, shown="data"),
    Column("after", "now", Kind.NUMBER, shown="data"),
    Column("before_said", "before", Kind.NUMBER, shown="people"),
    Column("after_said", "now", Kind.NUMBER, shown="people"),
    Column("change", "change", Kind.CHANGE),
    Column("share", "", Kind.CHANGE_SHARE, spare=1),
)
LISTED = (
    Column("change", "", spare=1),
    Column("page", "page", Kind.COUNT, absent=NOTHING, spare=2),
    Column("kind", "kind"),
    Column("label", "asks", lines=3),
)
MOST_LISTED = 40
"""How many questions that came or went people see."""


def form_difference_report(
    found: FormDifference, gates: Sequence[FormGate], *, every: bool, key: str | None = None
) -> Report:
    """Return what changed between two versions of a form, and what became of the gates.

    Args:
        found: the difference.
        gates: the limits to it.
        every: whether all questions that came or went are listed.
        key: what tells comments on several forms apart.
    """
    came, went = found.came, found.went
    listed = questions_of(found)
    shown = listed if every else listed[:MOST_LISTED]
    more = len(listed) - len(shown)
    judged = [(each.text, *each.result(found)) for each in gates]
    order = list(GATE_RESULTS)
    rows = sorted(
        ((text, GATE_RESULTS[status], why) for text, status, why in judged),
        key=lambda row: [GATE_RESULTS[each] for each in order].index(row[1]),
    )
    sections = [
        Section(
            "gates",
            "Gates",
            ("gate",),
            (Column("gate", "gate"), Column("status", "result"), Column("reason", "why")),
            tuple(rows),
            only_for_people=True,
            essential=True,
        ),
        Section("measures", "What changed", ("measure",), _CHANGED, tuple(_measures(found))),
        Section("kinds", "Questions by kind", ("kind",), _CHANGED, tuple(_kinds(found))),
        Section(
            "questions",
            "Questions that came and went",
            (),
            LISTED,
            tuple(shown),
            notes=(f"{more:,} more; JSON and CSV have all.",) if more else (),
        ),
    ]
    new = found.new
    return Report(
        title=f"{found.old.form.file} to {new.form.file}",
        headline=in_a_sentence(found),
        description=None,
        total=None,
        sections=tuple(each for each in sections if each.rows),
        notes=(
            *((f"{new.verdict[:1].upper()}{new.verdict[1:]}.",) if new.verdict != NO_CLAIM else ()),
            "Questions are matched by their kind and label, and without a label by their name.",
            NO_MEASUREMENT,
            NOT_ESTIMATED,
        ),
        currency="",
        format=FORMAT,
        data={
            "comment_key": key,
            "old": _version(found.old),
            "new": _version(new),
            "changes": {measure: found.change(measure) for measure in MEASURES},
            "responses": found.responses,
            "hours": found.hours,
            "came": len(came),
            "went": len(went),
            "gates": [
                {"gate": text, "status": status, "reason": why} for text, status, why in judged
            ],
        },
        tidy="measures",
    )


def form_history_report(
    path: str,
    steps: Sequence[tuple[str, str, str, Estimate | Refused]],
) -> Report:
    """Return a form over its git log: revision, date and subject of each, and what it held."""
    columns = (
        Column("revision", "revision"),
        Column("date", "date", spare=2),
        Column("subject", "subject", shown="wide"),
        Column("pages", "pages", Kind.COUNT, absent=NOTHING, spare=3),
        Column("words", "words", Kind.COUNT),
        Column("questions", "questions", Kind.COUNT),
        Column("floor_minutes", "floor", Kind.MINUTES),
        Column("claim_minutes", "printed claim", Kind.MINUTES, absent=NOTHING, spare=1),
    )
    rows: list[Row] = []
    unread = []
    for revision, date, subject, made in steps:
        if isinstance(made, Refused):
            unread.append(f"{revision}: {made.reason}")
            continue
        form = made.form
        rows.append(
            (
                revision,
                date,
                subject,
                form.pages,
                form.words,
                len(form.questions),
                made.minutes[1],
                made.printed_minutes,
            )
        )
    first, last = (rows[0], rows[-1]) if rows else (None, None)
    said = "none of its versions can be counted"
    if first and last:
        said = (
            f"{signed_in_full(last[5] - first[5])} questions, "
            f"{signed_in_full(last[4] - first[4])} words, "
            f"floor {signed_percent(last[6] / first[6] - 1) if first[6] else NOTHING}"
        )
    return Report(
        title=f"History of {path}",
        headline=f"{plural(len(rows), 'version')}: {said}.",
        description=None,
        total=None,
        sections=(Section("versions", "Versions", ("revision",), columns, tuple(rows)),),
        notes=(*unread, NO_MEASUREMENT),
        currency="",
        format=HISTORY,
    )


def questions_of(found: InstrumentDifference) -> list[Row]:
    """Return the questions that came and went, as rows of `LISTED`."""
    return [_question("new", each) for each in found.came] + [
        _question("gone", each) for each in found.went
    ]


def in_a_sentence(found: InstrumentDifference) -> str:
    """Return what changed on a form: +61 questions, +374 words, floor +32.9%: hours a year."""
    before, after = found.sides("floor")
    changed = [measure for measure in MEASURES if found.change(measure)]
    if not found.came and not {"questions", "words", "floor"} & set(changed):
        others = (f"{MEASURES[each]} {signed_in_full(found.change(each) or 0)}" for each in changed)
        return f"{', '.join(others)}." if changed else "Nothing that is counted has changed."
    counted = {"question": found.change("questions"), "word": found.change("words")}
    said = [
        f"{signed_in_full(change)} {name}{'' if abs(change) == 1 else 's'}"
        for name, change in counted.items()
        if change is not None
    ]
    if before and after is not None:
        said.append(f"floor {signed_percent(after / before - 1)}")
    hours = found.hours
    if hours is None:
        return f"{', '.join(said)}."
    responses = in_words(found.responses or 0)
    return f"{', '.join(said)}: {more_or_less(hours)} at {responses} responses."


def _measures(found: FormDifference) -> list[Row]:
    rows = []
    for measure, unit in MEASURES.items():
        before, after = found.sides(measure)
        if before is None and after is None:
            continue
        kind = Kind.NUMBER if measure in COUNTED else Kind.MINUTES
        said = (for_people(each, kind) for each in (before, after))
        rows.append((unit, before, after, *said, *_change(before, after)))
    return rows


def _kinds(found: FormDifference) -> list[Row]:
    return [
        (QUESTION_KINDS[kind], *(before, after) * 2, *_change(before, after))
        for kind, (before, after) in found.by_kind.items()
    ]


def _change(before: float | None, after: float | None) -> tuple[float | None, float | None]:
    if before is None or after is None:
        return None, None
    return after - before, after / before - 1 if before else None


def _question(change: str, each: Question) -> Row:
    return change, each.page, QUESTION_KINDS[each.kind], each.says


def _version(each: Estimate) -> dict[str, Any]:
    form: CountedForm = each.form
    return {
        "file": form.file,
        "sha256": form.sha256,
        "pages": form.pages,
        "words": form.words,
        "fields": form.fields,
        "questions": len(form.questions),
        "questions_by_kind": dict(form.by_kind),
        "claim_minutes": each.printed_minutes,
        "reading_minutes": each.reading[1],
        "floor_minutes": as_range(each.minutes),
        "verdict": each.verdict,
    }
