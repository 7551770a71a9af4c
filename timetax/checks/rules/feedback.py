"""Feedback: counts that cannot be, means that their counts miss, and sets that say too little."""

import math
from collections.abc import Iterator
from itertools import pairwise

from timetax.catalogue.services import COUNTS, Feedback, Score
from timetax.catalogue.vocabulary import COMPULSORY_DRIVERS, COMPULSORY_SURVEY
from timetax.checks.digits import decimals_written
from timetax.checks.rule import Inventory, Place, Problem, Settings, rule
from timetax.files.yaml import KeyPath
from timetax.findings import Severity
from timetax.wording.lists import listing
from timetax.wording.numbers import in_full

FAMILIES = {"TT85": "Feedback"}

FEW_RESPONSES = 30
"""Below it a score is doubtful: the field's usual number, as no text of the survey names one."""

LAST_YEAR_OF_BOTH_QUESTIONS = 2023
"""Fiscal year; from then on one question on trust is asked (OMB Circular A-11, section 280)."""


@rule("TT851", Severity.ERROR)
def more_answers_than_asked(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """More people answered than were asked, or were asked than were served.

    What it checks:
        That of a set of `feedback` the `responses` are not more than those `offered`, these are not
        more than the `customers`, and the counts of one question are not more than the responses.

    Why it matters:
        One of the figures is of another period or another survey, and so may be the scores.

    Example:
        feedback:
          - subject: Dog licences
            period: FY2022 Q1
            survey: OMB A-11 section 280
            scale: five-points
            responses: 900
            offered: 600
            scores: [{driver: satisfaction, value: 4.1}, {driver: trust, value: 4}]
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}

    Use instead:
        feedback:
          - subject: Dog licences
            period: FY2022 Q1
            survey: OMB A-11 section 280
            scale: five-points
            responses: 600
            offered: 900
            scores: [{driver: satisfaction, value: 4.1}, {driver: trust, value: 4}]
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}
    """
    for place in inventory.feedback:
        given: Feedback = place.model
        counts = [
            (key, value)
            for key in ("responses", "offered", "customers")
            if (value := getattr(given, key)) is not None
        ]
        for (fewer, less), (more, most) in pairwise(counts):
            if less > most:
                message = f"{fewer}: {in_full(less)} are more than the {in_full(most)} of `{more}`"
                yield _problem(place, (fewer,), message)
        for at, score in _scores(place):
            answers = _answers(score)
            if answers and given.responses is not None and math.fsum(answers) > given.responses:
                message = (
                    f"scores: {in_full(math.fsum(answers))} answered {score.driver}, which are "
                    f"more than the {in_full(given.responses)} responses"
                )
                yield _problem(place, at, message)


@rule("TT852", Severity.ERROR)
def mean_missed(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A mean of five points is not what the counts of its answers make.

    What it checks:
        That the `value` of a score on the scale `five-points` is the sum of each point times how
        many gave it, divided by how many answered, as it is rounded.

    Why it matters:
        The mean or a count is of another question or period.

    Example:
        feedback:
          - subject: Dog licences
            period: FY2022 Q1
            survey: Our survey
            scale: five-points
            scores: {driver: trust, value: 4.4, ones: 10, twos: 0, threes: 10, fours: 40, fives: 40}
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}

    Use instead:
        feedback:
          - subject: Dog licences
            period: FY2022 Q1
            survey: Our survey
            scale: five-points
            scores: {driver: trust, value: 4.0, ones: 10, twos: 0, threes: 10, fours: 40, fives: 40}
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}
    """
    for place in inventory.feedback:
        if place.model.scale != "five-points":
            continue
        for at, score in _scores(place):
            answers = _answers(score)
            if not answers or not math.fsum(answers):
                continue
            made = math.fsum(k * each for k, each in enumerate(answers, 1)) / math.fsum(answers)
            if abs(made - score.value) > _half_a_digit(place, at) + 1e-9:
                message = (
                    f"scores: the counts of {score.driver} make a mean of {in_full(made)}, and "
                    f"{in_full(score.value)} is given"
                )
                yield _problem(place, at, message)


@rule("TT853", Severity.WARNING)
def compulsory_question_missing(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A set of feedback lacks one of the two compulsory questions.

    What it checks:
        That each set of the survey "OMB A-11 section 280" up to fiscal year 2023 has a score of
        satisfaction and one of trust.

    Why it matters:
        The two questions were asked of every service; a set without one of them is incomplete, and
        what is left out may be what was poor.

    Example:
        feedback:
          - subject: Dog licences
            period: FY2022 Q1
            survey: OMB A-11 section 280
            scale: five-points
            scores: [{driver: satisfaction, value: 4.1}]
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}

    Use instead:
        feedback:
          - subject: Dog licences
            period: FY2022 Q1
            survey: OMB A-11 section 280
            scale: five-points
            scores: [{driver: satisfaction, value: 4.1}, {driver: trust, value: 4}]
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}
    """
    for place in inventory.feedback:
        given: Feedback = place.model
        year = int(given.period.removeprefix("FY")[:4])
        if given.survey != COMPULSORY_SURVEY or year > LAST_YEAR_OF_BOTH_QUESTIONS:
            continue
        asked = {score.driver for score in given.scores}
        if missing := [driver for driver in COMPULSORY_DRIVERS if driver not in asked]:
            message = f"scores: without {listing(missing)}, this set of the survey is incomplete"
            yield _problem(place, ("scores",), message)


@rule("TT854", Severity.WARNING)
def few_responses(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A score rests on very few answers.

    What it checks:
        That the `responses` of a set of feedback are 30 or more. No text of the survey names a
        least number: 30 is what the field takes.

    Why it matters:
        The mean of so few answers moves by chance.

    Example:
        feedback:
          - subject: Dog licences
            period: FY2022 Q1
            survey: OMB A-11 section 280
            scale: five-points
            responses: 12
            scores: [{driver: satisfaction, value: 4.1}, {driver: trust, value: 4}]
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}

    Use instead:
        feedback:
          - subject: Dog licences
            period: FY2022 Q1
            survey: OMB A-11 section 280
            scale: five-points
            responses: 120
            scores: [{driver: satisfaction, value: 4.1}, {driver: trust, value: 4}]
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}
    """
    for place in inventory.feedback:
        responses = place.model.responses
        if responses is not None and responses < FEW_RESPONSES:
            message = (
                f"responses: {in_full(responses)} are fewer than {FEW_RESPONSES}; the score is "
                "doubtful"
            )
            yield _problem(place, ("responses",), message)


@rule("TT855", Severity.NOTE)
def several_official_figures(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """There is more than one official figure of the same thing.

    What it checks:
        That no two sets of feedback of the same survey, scale, channel, stage, group and period
        give different scores of one question.

    Why it matters:
        Both are kept and shown, and neither is taken silently: no average and no change is made of
        them. Whoever quotes one should say that there is another.

    Example:
        feedback:
          - subject: Dog licences
            period: FY2022 Q1
            survey: Our survey
            scale: five-points
            scores: {driver: trust, value: 4.42}
          - subject: Dog licences
            period: FY2022 Q1
            survey: Our survey
            scale: five-points
            scores: {driver: trust, value: 4.27}
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}

    Use instead:
        feedback:
          - subject: Dog licences
            period: FY2022 Q1
            survey: Our survey
            scale: five-points
            scores: {driver: trust, value: 4.42}
        forms:
          - {id: dog-licence, title: Dog licence, agency: CITY}
    """
    from timetax.engine.feedback import ratings_of

    first: dict[object, float] = {}
    things = iter(ratings_of(inventory.catalogue))
    for place in inventory.feedback:
        for at, score in _scores(place):
            rating = next(things)
            known = first.setdefault(rating.thing, rating.value)
            if known != rating.value:
                message = (
                    f"scores: {score.driver} is {in_full(score.value)} here and {in_full(known)} "
                    "in another official figure of the same thing; both are kept"
                )
                yield _problem(place, at, message)


def _scores(place: Place[Feedback]) -> Iterator[tuple[KeyPath, Score]]:
    scores = place.model.scores
    for number, score in enumerate(scores):
        yield ("scores", number) if len(scores) > 1 else ("scores",), score


def _answers(score: Score) -> list[float]:
    """Return how many gave each of the five points; none if not all of them are known."""
    found = [getattr(score, key) for key in COUNTS]
    return [] if None in found else found


def _half_a_digit(place: Place[Feedback], at: KeyPath) -> float:
    """Return half of the last digit in which a mean is written, at least of the first decimal."""
    written = decimals_written(place.file, (*place.path, *at, "value"))
    return float(0.5 * 10.0 ** -max(written, 1))


def _problem(place: Place[Feedback], path: KeyPath, message: str) -> Problem:
    given = place.model
    subject = given.service or given.provider or given.subject or ""
    return Problem(place.file, (*place.path, *path), subject, message)
