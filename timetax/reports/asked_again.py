"""What the forms of a life event, or any others, ask more than once."""

from collections.abc import Sequence

from timetax.catalogue.vocabulary import IDENTITY_KINDS
from timetax.engine.estimates.asked_again import AskedAgain, Asking, not_matched
from timetax.reports.estimate import NO_MEASUREMENT
from timetax.reports.report import Column, Report, Section
from timetax.wording.numbers import Kind, for_people, in_hours, in_words, plural

FORMAT = ("timetax_asked", 1)
_COLUMNS = (
    Column("what", "what is asked"),
    Column("forms", "forms", Kind.COUNT, spare=2),
    Column("questions", "questions", Kind.COUNT),
    Column("again_low", "again, at least", Kind.COUNT, spare=4),
    Column("again_high", "at most", Kind.COUNT, spare=4),
    Column("minutes_low", "minutes from", Kind.MINUTES),
    Column("minutes_high", "to", Kind.MINUTES),
    Column("hours_low", "hours a year from", Kind.HOURS, spare=1),
    Column("hours_high", "to ", Kind.HOURS, spare=1),
)


def asked_report(
    askings: Sequence[Asking],
    again: Sequence[AskedAgain],
    *,
    title: str,
    without: int = 0,
) -> Report:
    """Return what forms ask more than once.

    Args:
        askings: the forms.
        again: what more than one of them ask.
        title: which forms these are.
        without: how many forms more there are of which it is not known what they ask.
    """
    unknown = max((each.unknown for each in again), default=0)
    no_responses = all(each.responses is None for each in askings)
    columns = _COLUMNS[:-2] if no_responses else _COLUMNS
    rows = tuple(
        (
            IDENTITY_KINDS.get(each.what, each.what),
            each.forms,
            each.questions,
            *each.again,
            *each.minutes,
            *(() if no_responses else each.hours),
        )
        for each in again
    )
    low, high = (sum(each.minutes[place] for each in again) for place in (0, 1))
    hours = [sum(each.hours[place] for each in again) for place in (0, 1)]
    unmatched = not_matched(askings, again)
    said = f"{plural(len(askings), 'form')}: nothing is known to be asked more than once."
    if again:
        said = (
            f"{plural(len(askings), 'form')}: to ask {plural(len(again), 'thing')} once would "
            f"spare a person who fills in all of them {for_people(low, Kind.MINUTES)} to "
            f"{for_people(high, Kind.MINUTES)} minutes"
        )
        said += "." if no_responses else (
            f", and all of them {in_words(hours[0])} to {in_hours(in_words(hours[1]))} a year."
        )  # fmt: skip
    notes = [
        "At least, each form but one asks it once too often; at most, all its questions are about "
        "the same person. A question takes what typing an answer of 15 characters does.",
        f"Of {plural(sum(each.questions for each in askings), 'question')}, {unmatched:,} are "
        "matched with none of another form: by kind of identity, and of forms that are given as "
        "files by kind and label.",
    ]
    if without:
        notes.append(f"{plural(without, 'form')} more say not what they ask: no `instrument:`.")
    if unknown and not no_responses:
        notes.append(f"Hours leave out up to {plural(unknown, 'form')} of unknown responses.")
    return Report(
        title=title,
        headline=said,
        description=None,
        total=None,
        sections=(Section("asked", "Asked more than once", ("what",), columns, rows),)
        if rows
        else (),
        notes=(*notes, NO_MEASUREMENT),
        currency="",
        format=FORMAT,
        data={
            "forms": [
                {"form": each.form, "questions": each.questions, "asks": dict(each.asks)}
                for each in askings
            ],
            "not_matched": unmatched,
            "forms_without_instrument": without,
            "minutes": {"low": low, "high": high},
            "hours": None if no_responses else {"low": hours[0], "high": hours[1]},
        },
    )
