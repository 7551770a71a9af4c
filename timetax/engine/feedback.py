"""Scores of surveys: what may be compared with what, means, rankings and trends.

A score is of a driver, a survey, a scale, a channel and a stage. Scores of which one of these
differs are not comparable: a mean of five points, a percentage and an index of 100 have no common
measure, and another survey asks other people other things (OMB Circular A-11, section 280).
"""

import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.periods import order_of
from timetax.catalogue.services import Feedback, Score
from timetax.catalogue.vocabulary import FEEDBACK_CHANNELS, SCALES
from timetax.findings import option_error
from timetax.wording.lists import some
from timetax.wording.numbers import plural


@dataclass(frozen=True)
class Rating:
    """One score with all that says what it is.

    Attributes:
        subject: the id of the service or provider, or who was rated in words.
        name: what people call the subject.
        given: the feedback that it stands in.
        score: the question and its score.
    """

    subject: str
    name: str
    given: Feedback
    score: Score

    @property
    def value(self) -> float:
        """The score on its scale."""
        return float(self.score.value)

    @property
    def kind(self) -> dict[str, str]:
        """What must be the same of two scores that are compared, each in words."""
        given = self.given
        return {
            "scales": SCALES[given.scale],
            "surveys": given.survey,
            "questions": self.score.driver,
            "channels": FEEDBACK_CHANNELS.get(given.channel or "", "not given"),
            "stages": given.stage or "not given",
            "wordings": self.score.wording or "the usual one",
        }

    @property
    def series(self) -> tuple[Hashable, ...]:
        """What is the same of the scores of one trend: the kind, who was rated, and by whom."""
        given = self.given
        return (*self.kind.values(), self.subject, given.country, given.group, given.about)

    @property
    def thing(self) -> tuple[Hashable, ...]:
        """What two scores are about that are figures of the same thing."""
        return (*self.series, self.given.period)


@dataclass(frozen=True)
class Rated:
    """A score in its series.

    Attributes:
        rating: the score.
        change: its difference from the period before in the same series, in the unit of its scale;
            None for the first, and where there is more than one figure of either period.
        figures: how many official figures there are of the same thing.
    """

    rating: Rating
    change: float | None
    figures: int


def ratings_of(catalogue: Catalogue) -> list[Rating]:
    """Return every score of a catalogue, in the order of its files."""
    names = {each.id: each.name for each in catalogue.service_providers.values()}
    names |= {each.id: each.name for each in catalogue.services.values()}
    return [
        Rating(subject, names.get(subject, subject), given, score)
        for given in catalogue.feedback
        for subject in [given.service or given.provider or given.subject or ""]
        for score in given.scores
    ]


def in_series(ratings: Iterable[Rating]) -> list[Rated]:
    """Return scores series by series, each in the order of its periods, with changes."""
    series: dict[tuple[Hashable, ...], dict[str, list[Rating]]] = {}
    for each in ratings:
        series.setdefault(each.series, {}).setdefault(each.given.period, []).append(each)
    return [made for each in series.values() for made in _changes(each)]


def _changes(periods: dict[str, list[Rating]]) -> Iterator[Rated]:
    before: list[Rating] = []
    for period in sorted(periods, key=order_of):
        now = periods[period]
        single = len(before) == 1 == len(now)
        for each in now:
            yield Rated(each, _difference(each, before[0]) if single else None, len(now))
        before = now


def _difference(now: Rating, before: Rating) -> float:
    """Return the difference of two scores as they are printed, in decimals."""
    return float(Decimal(repr(now.value)) - Decimal(repr(before.value)))


def latest(ratings: Iterable[Rating]) -> list[Rating]:
    """Return those of the last period; several where there is more than one figure of it."""
    found = list(ratings)
    last = max((order_of(each.given.period) for each in found), default=None)
    return [each for each in found if order_of(each.given.period) == last]


def require_one_kind(ratings: Sequence[Rating], doing: str) -> None:
    """Do nothing if scores may be compared with each other.

    Raises:
        InputError: they are of different scales, surveys, questions, channels, stages or wordings;
            the message says which, and how to narrow them.
    """
    if not ratings:
        raise option_error(doing, "there is no score to compare")
    differing = {
        what: list(dict.fromkeys(each.kind[what] for each in ratings)) for what in ratings[0].kind
    }
    differing = {what: found for what, found in differing.items() if len(found) > 1}
    if not differing:
        return
    said = "; ".join(f"{len(found)} {what}: {some(found, 3)}" for what, found in differing.items())
    why = (
        "a mean of five points, a percentage and an index of 100 have no common measure"
        if "scales" in differing
        else "only scores of one survey, scale, question, channel and stage compare"
    )
    options = {"scales": "--on", "surveys": "--survey", "questions": "--driver"}
    options |= {"channels": "--channel", "stages": "--stage"}
    wanted = [options[what] for what in differing if what in options]
    advice = f"; narrow them with {', '.join(wanted)}" if wanted else ""
    raise option_error(
        doing, f"{plural(len(ratings), 'score')} do not compare: {said}; {why}{advice}"
    )


def ranked(ratings: Sequence[Rating]) -> list[Rating]:
    """Return the last score of each subject and group, the highest first.

    Raises:
        InputError: they do not compare.
    """
    require_one_kind(ratings, "--rank")
    subjects: dict[tuple[Hashable, ...], list[Rating]] = {}
    for each in ratings:
        subjects.setdefault(each.series, []).append(each)
    last = [rating for each in subjects.values() for rating in latest(each)]
    return sorted(last, key=lambda each: (-each.value, each.name))


def mean_of(ratings: Sequence[Rating]) -> float:
    """Return the mean of scores, each with the weight of its responses.

    Raises:
        InputError: they do not compare, responses of one are not known, or there is more than one
            figure of the same thing.
    """
    require_one_kind(ratings, "--average")
    things = [each.thing for each in ratings]
    for each in ratings:
        where = f"{each.name}, {each.given.period}"
        if things.count(each.thing) > 1:
            message = f"there are {things.count(each.thing)} official figures of {where}"
            raise option_error("--average", f"{message}, and none is taken silently")
        if not each.given.responses:
            raise option_error("--average", f"how many answered is not known of {where}")
    weights = [float(each.given.responses or 0.0) for each in ratings]
    products = [each.value * weight for each, weight in zip(ratings, weights, strict=True)]
    return math.fsum(products) / math.fsum(weights)
