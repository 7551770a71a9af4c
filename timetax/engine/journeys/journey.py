"""One person's journey: each step with its share, minutes, money and days, and their total."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from timetax.catalogue.journeys import ACTIVE, MINUTES, Journey, Step
from timetax.engine.journeys.amount import ONE, Amount, Span, amount_of, summed
from timetax.engine.journeys.forms import FormFacts
from timetax.engine.journeys.traits import Settled, depends_on, share_of
from timetax.engine.money.arithmetic import exact

VISIT = "visit"


@dataclass(frozen=True)
class Taken:
    """A step as a person of some traits takes it.

    Attributes:
        number: its number among those that are left, from 1.
        place: its place among all steps of the journey, from 0.
        step: the step as the catalogue has it.
        title: what one does.
        agency: the id of the agency that one deals with, or None.
        share: the share of such people who do it; None if it depends on traits that are open.
        depends_on: the traits that decide whether one does it and that are not settled.
        times: how often one does it.
        minutes: of each kind in `MINUTES`, those of all times; None if not known.
        fee: the money of all times; None if not known.
        days: the days until the next step can follow; None if not known.
        questions: how many questions all times ask; None if not known.
        asked_before: how many of these were asked before; None if not known.
        blocks: the building blocks that it needs.
        needed_before: those of them that an earlier step has needed.
        mixed: why the minutes of its form are not one person's, or None.
        known: whether its minutes are known: some are, and those of its form if it has one.
    """

    number: int
    place: int
    step: Step
    title: str
    agency: str | None
    share: Fraction | None
    depends_on: tuple[str, ...]
    times: Fraction
    minutes: Mapping[str, Amount | None]
    fee: Amount | None
    days: Amount | None
    questions: Fraction | None
    asked_before: Fraction | None
    blocks: tuple[str, ...]
    needed_before: tuple[str, ...]
    mixed: str | None
    known: bool

    @property
    def active(self) -> Amount | None:
        """The minutes in which one works at it; None if none are known."""
        return summed(self.minutes[kind] for kind in ACTIVE)


@dataclass(frozen=True)
class JourneyTotal:
    """What the steps of a journey come to, each by the share of people who do it.

    What is None is not known of any step. Of a step of which it is not known how many do it nothing
    counts but the high end, and without any other the likely value cannot be told.

    Attributes:
        active: minutes of work: learning, form, gathering and interview.
        waiting: minutes of waiting.
        travel: minutes of travel.
        fee: money to pay.
        days: days from the first step to the last; their likely number is that of a person who
            does every step, where the shares of all are settled, and else None.
        steps: how many steps there are.
        steps_not_known: how many of these have no minutes, or a form without any.
        steps_open: how many depend on traits that are not settled, and count in no figure but the
            high end.
        steps_without_days: how many have no days.
        agencies: the agencies that one deals with, by their ids.
        visits: how many visits there are; those of open steps are left out.
        questions: how many questions are asked, of steps that say so; None if none does.
        asked_before: how many of these were asked before; None if no step says so.
    """

    active: Span | None
    waiting: Span | None
    travel: Span | None
    fee: Span | None
    days: Span | None
    steps: int
    steps_not_known: int
    steps_open: int
    steps_without_days: int
    agencies: tuple[str, ...]
    visits: Fraction
    questions: Fraction | None
    asked_before: Fraction | None


@dataclass(frozen=True)
class Walk:
    """A journey as a person of some traits goes through it.

    `left_out` are the steps that such a person does not take; `independent` says that some share
    is that of all people, and right for these only if no trait depends on another.
    """

    journey: Journey
    settled: Settled
    steps: tuple[Taken, ...]
    left_out: tuple[Step, ...]
    total: JourneyTotal
    independent: bool


def walk(journey: Journey, forms: Mapping[str, FormFacts], known: Settled) -> Walk:
    """Return the journey as people whose traits are `known` go through it.

    Figures of steps are those of somebody who takes them, all times together; totals weigh them by
    the share who do, as expected values. `forms` are what it takes from forms, by their ids.
    """
    taken: list[Taken] = []
    left_out = []
    asked: set[str] = set()
    for place, step in enumerate(journey.steps):
        share = share_of(journey, step, known)
        if step.condition and share == 0:
            left_out.append(step)
        else:
            number = len(taken) + 1
            taken.append(_taken(number, place, step, share, forms, known, asked))
            asked.update(taken[-1].blocks)
    return Walk(
        journey=journey,
        settled=known,
        steps=tuple(taken),
        left_out=tuple(left_out),
        total=_total(journey, taken),
        independent=any(
            each.share is not None and 0 < each.share < ONE and (known or len(each.depends_on) > 1)
            for each in taken
        ),
    )


def _taken(
    number: int,
    place: int,
    step: Step,
    share: Fraction | None,
    forms: Mapping[str, FormFacts],
    known: Settled,
    asked: Collection[str],
) -> Taken:
    form = forms.get(step.form) if step.form else None
    times = exact(step.times) * (form.frequency if form else ONE)
    minutes = {kind: _all_times(getattr(step, f"{kind}_minutes"), times) for kind in MINUTES}
    if form is not None and form.minutes is not None and step.form_minutes is None:
        minutes["form"] = form.minutes.times(times)
    elif form is not None and (given := minutes["form"]) is not None:
        minutes["form"] = None if form.ratio is None else given.times(form.ratio)
    fee = _all_times(step.fee, times)
    if fee is None and form is not None and form.cost is not None:
        fee = form.cost.times(times)
    blocks = tuple(dict.fromkeys([*step.building_blocks, *(form.blocks if form else ())]))
    return Taken(
        number=number,
        place=place,
        step=step,
        title=step.title or (form.title if form else step.form) or "",
        agency=step.agency or (form.agency if form else None),
        share=share if share is None or form is None else share * form.people,
        depends_on=depends_on(step, known),
        times=times,
        minutes=minutes,
        fee=fee,
        days=amount_of(step.elapsed_days),
        questions=None if step.questions is None else exact(step.questions) * times,
        asked_before=None if step.asked_before is None else exact(step.asked_before) * times,
        blocks=blocks,
        needed_before=tuple(block for block in blocks if block in asked),
        mixed=form.mixed if form and step.form_minutes is None else None,
        known=any(minutes.values()) and (step.form is None or minutes["form"] is not None),
    )


def _all_times(value: float | None, times: Fraction) -> Amount | None:
    amount = amount_of(value)
    return None if amount is None else amount.times(times)


def _total(journey: Journey, steps: Sequence[Taken]) -> JourneyTotal:
    def of(kind: str) -> Span | None:
        return weighed((each.share, each.minutes[kind]) for each in steps)

    counted = [each for each in steps if each.share is not None]
    asked = [(each.questions, each.share) for each in counted if each.questions is not None]
    again = [(each.asked_before, each.share) for each in counted if each.asked_before is not None]
    return JourneyTotal(
        active=weighed((each.share, each.active) for each in steps),
        waiting=of("waiting"),
        travel=of("travel"),
        fee=weighed((each.share, each.fee) for each in steps),
        days=_days(journey, steps),
        steps=len(steps),
        steps_not_known=sum(not each.known for each in steps),
        steps_open=len(steps) - len(counted),
        steps_without_days=sum(each.days is None for each in steps),
        agencies=tuple(dict.fromkeys(each.agency for each in steps if each.agency)),
        visits=sum(
            (each.times * (each.share or 0) for each in counted if VISIT in each.blocks),
            Fraction(),
        ),
        questions=_weighed_sum(asked),
        asked_before=_weighed_sum(again),
    )


def weighed(amounts: Iterable[tuple[Fraction | None, Amount | None]]) -> Span | None:
    """Return the sum of amounts by their shares; None if no amount is known."""
    known = [(share, amount) for share, amount in amounts if amount is not None]
    if not known:
        return None
    counted = summed(amount.times(share) for share, amount in known if share is not None)
    perhaps = sum((amount.high for share, amount in known if share is None), Fraction())
    if counted is None:
        return Span(Fraction(), None, perhaps)
    return Span(counted.low, counted.likely, counted.high + perhaps)


def _weighed_sum(found: Sequence[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    return sum((each * (share or 0) for each, share in found), Fraction()) if found else None


def _days(journey: Journey, steps: Sequence[Taken]) -> Span | None:
    """Return the days of the longest line of steps that follow one another; None if none are known.

    A step without days is as if the next followed at once, so all are at least so many.
    """
    if all(each.days is None for each in steps):
        return None
    sure = [each for each in steps if each.share == ONE]

    def longest(of: Sequence[Taken], end: str) -> Fraction:
        return max((over for _, over in spans(journey, of, end).values()), default=Fraction())

    likely = longest(steps, "likely") if len(sure) == len(steps) else None
    return Span(longest(sure, "low"), likely, longest(steps, "high"))


def spans(
    journey: Journey, steps: Sequence[Taken], end: str = "likely"
) -> dict[int, tuple[Fraction, Fraction]]:
    """Return the day on which each of some steps is done, and that on which others can follow.

    Steps are told apart by their numbers; `end` says which end of their days counts. A step is done
    when all those are over that it names, or else the one above; one that is not among `steps`
    takes no time.
    """
    taken = {each.place: each for each in steps}
    made: dict[int, tuple[Fraction, Fraction]] = {}
    over: dict[str, Fraction] = {}
    last = Fraction()
    for place, step in enumerate(journey.steps):
        each = taken.get(place)
        start = max((over[name] for name in step.after), default=last)
        days = Fraction() if each is None or each.days is None else getattr(each.days, end)
        last = start + days
        if each is not None:
            made[each.number] = (start, last)
        if step.id:
            over[step.id] = last
    return made
