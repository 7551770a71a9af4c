"""A model of the time that a form takes, and what it makes of one: minutes as a range."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TypeAlias

from timetax.bundle import modules_in
from timetax.catalogue.counted import CountedForm
from timetax.catalogue.estimate_models import EstimateModel, Seconds
from timetax.catalogue.ranges import Range
from timetax.catalogue.tariff_tables import standard_minutes
from timetax.catalogue.vocabulary import COMPLEXITIES, QUESTION_KINDS
from timetax.engine.estimates import models
from timetax.findings import option_error
from timetax.wording.hints import did_you_mean

Spread: TypeAlias = tuple[float, float, float]
"""A low, a likely and a high figure."""

DEFAULT = "keystroke"
ALL = "all"
_FIRST = (DEFAULT, "pew", "french", "answer-kinds", "german")


@dataclass(frozen=True, slots=True)
class Holds:
    """What of a form a model looks at.

    Attributes:
        words: how many there are to read.
        questions: how many questions there are of each kind.
        more_fields: the boxes beyond one a question.
        lists: of the choices, those from a list that opens first.
        optional: how many of the questions of each kind need no answer, as far as it is said.
        repeated: how many of each kind may be answered several times.
    """

    words: float
    questions: Mapping[str, float]
    more_fields: float = 0
    lists: float = 0
    optional: Mapping[str, float] = field(default_factory=dict)
    repeated: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Model:
    """A published model, as its coefficients.

    Attributes:
        title: what it is called.
        source: where the coefficients were published.
        words_per_minute: of a fast, a typical and a slow reader; None where reading is no part.
        seconds: seconds for a question of each kind: low, likely, high.
        opening: seconds more where a list must be opened to choose from it.
        optional: the part of the time that an optional question counts.
        repeated: how often a repeated question counts.
        activities: standard activities instead, whose minutes are for simple, medium and complex.
        accuracy: what is known of how far it is from measured times.
    """

    title: str
    source: str
    words_per_minute: Spread | None = None
    seconds: Mapping[str, Spread] = field(default_factory=dict)
    opening: float = 0.0
    optional: float = 1.0
    repeated: float = 1.0
    activities: tuple[str, ...] = ()
    accuracy: str

    def reading(self, holds: Holds) -> Spread:
        """Return the minutes of reading."""
        if self.words_per_minute is None:
            return (0.0, 0.0, 0.0)
        low, likely, high = (holds.words / speed for speed in self.words_per_minute)
        return (low, likely, high)

    def answering(self, holds: Holds) -> Spread:
        """Return the minutes of answering."""
        if self.activities:
            return _of_activities(self.activities)
        low, likely, high = (
            sum(self._times(holds, kind) * self.seconds[kind][place] for kind in QUESTION_KINDS)
            + holds.more_fields * self.seconds["short_text"][place]
            + holds.lists * self.opening
            for place in range(3)
        )
        return (low / 60, likely / 60, high / 60)

    def minutes(self, holds: Holds) -> Spread:
        """Return the minutes in all."""
        low, likely, high = map(sum, zip(self.reading(holds), self.answering(holds), strict=True))
        return (low, likely, high)

    def _times(self, holds: Holds, kind: str) -> float:
        """Return how often the seconds of a kind count."""
        many = holds.questions.get(kind, 0)
        less = holds.optional.get(kind, 0) * (1 - self.optional)
        more = holds.repeated.get(kind, 0) * (self.repeated - 1)
        return many - less + more


def _of_activities(names: tuple[str, ...]) -> Spread:
    """Return the minutes of standard activities, were all of them simple, medium or complex."""
    low, likely, high = (
        sum(standard_minutes(name, complexity) or 0 for name in names)
        for complexity in COMPLEXITIES
    )
    return (low, likely, high)


def same(seconds: float) -> Spread:
    """Return a figure that was published without a range."""
    return (seconds, seconds, seconds)


def of_every_kind(seconds: Spread, **others: Spread) -> Mapping[str, Spread]:
    """Return the seconds of each kind of question: those of `others`, else all the same."""
    return dict.fromkeys(QUESTION_KINDS, seconds) | others


def holds(form: CountedForm) -> Holds:
    """Return what of a counted form models look at."""
    optional = [each.kind for each in form.questions if each.required is False]
    repeated = [each.kind for each in form.questions if each.repeated]
    return Holds(
        words=form.words,
        questions=form.by_kind,
        more_fields=form.fields - len(form.questions),
        lists=sum(each.listed for each in form.questions),
        optional={kind: optional.count(kind) for kind in optional},
        repeated={kind: repeated.count(kind) for kind in repeated},
    )


NAMES = tuple(modules_in(models, _FIRST))
"""The models that are known, by the names that people type."""


UNKNOWN_ACCURACY = "it was set beside no measured times"


def model_of(given: EstimateModel) -> Model:
    """Return the model that coefficients of a catalogue or a configuration are."""
    source, speed = given.source, given.words_per_minute
    return Model(
        title=given.title or given.id,
        source=source.title + (f", {source.url}" if source.url else ""),
        words_per_minute=None if speed is None else _spread(speed)[::-1],
        seconds={kind: _seconds(given.seconds, kind) for kind in QUESTION_KINDS},
        opening=given.opening or 0.0,
        optional=1.0 if given.optional is None else given.optional,
        repeated=1.0 if given.repeated is None else given.repeated,
        accuracy=given.accuracy or UNKNOWN_ACCURACY,
    )


def known_models(own: Iterable[EstimateModel]) -> dict[str, Model]:
    """Return all models by name: the published ones, then those that are brought along.

    Raises:
        InputError: one that is brought along has the name of a published one.
    """
    known = {name: model_named(name) for name in NAMES}
    for each in own:
        if each.id in (*known, ALL):
            message = "there is a model of this name already; give yours another id"
            raise option_error(f"model {each.id}", message)
        known[each.id] = model_of(each)
    return known


def chosen_models(name: str, own: Iterable[EstimateModel]) -> dict[str, Model]:
    """Return the models of a name, or with `all` each that is known.

    Raises:
        InputError: there is none of this name.
    """
    known = known_models(own)
    if name != ALL and name not in known:
        hint = did_you_mean(name, list(known)) or f"; the models are {', '.join(known)}"
        raise option_error(f"model {name}", f"there is no such model{hint}")
    return known if name == ALL else {name: known[name]}


@cache
def model_named(name: str) -> Model:
    """Return the published model of a name of `NAMES`."""
    model: Model = import_module(modules_in(models)[name]).MODEL
    return model


def _seconds(given: Seconds | None, kind: str) -> Spread:
    if given is None:
        return same(0)
    own: float | None = getattr(given, kind)
    figure = given.other if own is None else own
    assert figure is not None, "a catalogue says the seconds of each kind, or of all others"
    return _spread(figure)


def _spread(figure: float) -> Spread:
    if isinstance(figure, Range):
        return (figure.low, float(figure), figure.high)
    return same(figure)
