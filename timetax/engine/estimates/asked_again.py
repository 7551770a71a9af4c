"""What several forms ask of one person more than once, and what asking it once would save."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from timetax.catalogue.counted import CountedForm
from timetax.catalogue.vocabulary import IDENTITY_KINDS
from timetax.engine.estimates.clocks import Clocks
from timetax.engine.estimates.model import DEFAULT, Holds, model_named


@dataclass(frozen=True)
class Asking:
    """A form, how many of its questions ask each thing, and how many are matched with no other.

    Attributes:
        form: its name.
        responses: responses a year; None if they are not known.
        asks: how many questions there are about each thing: a kind of identity, or a label.
        questions: how many questions it has in all.
    """

    form: str
    responses: float | None
    asks: Mapping[str, int]
    questions: int


@dataclass(frozen=True)
class AskedAgain:
    """A thing that several forms ask.

    Attributes:
        what: the thing.
        forms: how many forms ask it.
        questions: how many questions do in all.
        again: how many of them would not be asked, at least and at most: at least one of each form
            but the first; at most all but those of the form with the most of them.
        minutes: the minutes of a person that these take, likewise.
        hours: the hours a year, at the responses of the forms but that with the most.
        unknown: of how many forms the responses are not known.
    """

    what: str
    forms: int
    questions: int
    again: tuple[int, int]
    minutes: tuple[float, float]
    hours: tuple[float, float]
    unknown: int


def askings_of_catalogue(clocks: Iterable[Clocks]) -> list[Asking]:
    """Return what each form of a catalogue asks about identity, as its instrument has it."""
    return [
        Asking(each.form, each.responses, each.instrument.identity, each.instrument.questions)
        for each in clocks
        if each.instrument
    ]


def askings_of_forms(forms: Iterable[CountedForm]) -> list[Asking]:
    """Return what each counted form asks: about identity by kind, all else by kind and label."""
    made = []
    for form in forms:
        asks: dict[str, int] = {}
        for question in form.questions:
            what = question.identity or _label(question.kind, question.label)
            if what:
                asks[what] = asks.get(what, 0) + 1
        made.append(Asking(form.file, None, asks, len(form.questions)))
    return made


def asked_again(askings: Sequence[Asking]) -> list[AskedAgain]:
    """Return what more than one of the forms ask, identity first, then the most often asked."""
    seconds = model_named(DEFAULT).answering(Holds(0, {"short_text": 1}))[1]
    found = []
    for what in dict.fromkeys(what for each in askings for what in each.asks):
        asking = [each for each in askings if each.asks.get(what)]
        if len(asking) < 2:
            continue
        counts = [each.asks[what] for each in asking]
        again = (len(asking) - 1, sum(counts) - max(counts))
        known = [(each.responses, each.asks[what]) for each in asking if each.responses is not None]
        spared = sorted(known)[: len(asking) - 1]
        found.append(
            AskedAgain(
                what=what,
                forms=len(asking),
                questions=sum(counts),
                again=(min(again), max(again)),
                minutes=(min(again) * seconds, max(again) * seconds),
                hours=(
                    sum(responses for responses, _ in spared) * seconds / 60,
                    sum(responses * count for responses, count in spared) * seconds / 60,
                ),
                unknown=len(asking) - len(known),
            )
        )
    return sorted(found, key=lambda each: (each.what not in IDENTITY_KINDS, -each.questions))


def not_matched(askings: Iterable[Asking], again: Iterable[AskedAgain]) -> int:
    """Return how many questions of the forms are matched with none of another form."""
    several = {each.what for each in again}
    return sum(
        each.questions - sum(count for what, count in each.asks.items() if what in several)
        for each in askings
    )


def _label(kind: str, label: str) -> str:
    words = re.findall(r"[a-z]{2,}", label.casefold())
    return f"{' '.join(words)} ({kind.replace('_', ' ')})" if words else ""
