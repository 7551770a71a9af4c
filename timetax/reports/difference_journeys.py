"""What a report on a difference says of journeys: steps, and the minutes of one person."""

from collections.abc import Iterator, Sequence

from timetax.catalogue.journeys import MINUTES
from timetax.engine.journeys.amount import Amount, Span
from timetax.engine.journeys.difference import JourneyChange, StepChange
from timetax.engine.journeys.journey import Taken
from timetax.reports.report import Column, Row, Section, more_note
from timetax.wording.lists import listing
from timetax.wording.numbers import Kind, plural, with_unit

_JOURNEYS = (
    Column("journey", "journey"),
    Column("status", "status", shown="data"),
    Column("what", "for one person"),
    Column("before", "before", Kind.MINUTES),
    Column("now", "now", Kind.MINUTES),
    Column("change", "change", Kind.CHANGE),
)
_STEPS = (
    Column("mark", "", shown="people"),
    Column("journey", "journey", spare=1),
    Column("status", "status", shown="data"),
    Column("form", "form", shown="data"),
    Column("step", "step"),
    Column("what", "what changed", lines=2),
    *(
        Column(f"{end}_{kind}_minutes", f"{kind} {end}", Kind.MINUTES, "data")
        for kind in MINUTES
        for end in ("old", "new")
    ),
)
_MARKS = {"new": "+", "gone": "-", "changed": "~"}


def sections_of_journeys(changes: Sequence[JourneyChange], top: int | None) -> list[Section]:
    """Return what one person's journeys take before and now, and the steps that differ."""
    steps = [row for each in changes for row in _steps(each)]
    kept = steps[:top]
    return [
        Section(
            "journeys",
            "Journeys that changed",
            ("journey", "what"),
            _JOURNEYS,
            tuple(row for each in changes for row in _totals(each)),
            notes=("Likely values, weighed by who takes each step; unknown minutes are in none.",),
        ),
        Section(
            "journey_steps",
            "Steps that changed",
            ("journey", "step"),
            _STEPS,
            tuple(kept),
            notes=more_note(len(steps) - len(kept), len(steps)),
        ),
    ]


def journeys_in_words(changes: Sequence[JourneyChange]) -> str:
    """Return how many journeys and steps differ, in a sentence; nothing if none does."""
    if not changes:
        return ""
    counts = [_status(step.before, step.now) for each in changes for step in each.steps]
    said = [f"{counts.count(each)} {each}" for each in _MARKS if counts.count(each)]
    steps = f" (steps: {listing(said)})" if said else ""
    return f"{plural(len(changes), 'journey')} changed{steps}."


def _status(before: object, now: object) -> str:
    return "new" if before is None else "gone" if now is None else "changed"


def _totals(change: JourneyChange) -> Iterator[Row]:
    one, other = (each and each.total for each in (change.before, change.now))
    status = _status(one, other)
    for what in ("active", "waiting", "travel"):
        old, new = (getattr(each, what) if each else None for each in (one, other))
        if old is not None or new is not None:
            name = "work" if what == "active" else what
            for end, most in (("likely", ""), ("high", ", at most")):
                sides = [_end(each, end) for each in (old, new)]
                if end == "high" and not _is_needed(old, new):
                    continue
                if sides != [None, None]:
                    yield (change.id, status, f"minutes of {name}{most}", *sides, _less(*sides))
    counts = [float(each.steps) if each else None for each in (one, other)]
    yield (change.id, status, "steps", *counts, _less(*counts))
    unknown = [float(each.steps_not_known) if each else None for each in (one, other)]
    if any(unknown):
        yield (change.id, status, "steps whose minutes are not known", *unknown, _less(*unknown))


def _is_needed(*spans: Span | None) -> bool:
    return any(each is not None and each.likely != each.high for each in spans)


def _end(span: Span | None, end: str) -> float | None:
    amount = getattr(span, end) if span is not None else None
    return None if amount is None else float(amount)


def _less(before: float | None, now: float | None) -> float | None:
    return None if before is None or now is None else now - before


def _steps(change: JourneyChange) -> Iterator[Row]:
    for each in change.steps:
        step = each.now or each.before
        assert step is not None
        status = _status(each.before, each.now)
        minutes = (
            _likely(side.minutes[kind]) if side else None
            for kind in MINUTES
            for side in (each.before, each.now)
        )
        what = "; ".join(_what(each))
        yield (_MARKS[status], change.id, status, step.step.form, step.title, what, *minutes)


def _what(change: StepChange) -> Iterator[str]:
    before, now = change.before, change.now
    if before is None or now is None:
        only = now or before
        assert only is not None
        yield f"{'new' if before is None else 'gone'}, {_minutes(only.active)} of work"
        return
    for kind in MINUTES:
        if before.minutes[kind] != now.minutes[kind]:
            yield f"{kind} {_minutes(before.minutes[kind])}, now {_minutes(now.minutes[kind])}"
    if before.fee != now.fee:
        yield f"money {_number(before.fee)}, now {_number(now.fee)}"
    if before.days != now.days:
        yield f"days {_number(before.days)}, now {_number(now.days)}"
    if before.times != now.times:
        yield f"{float(before.times):g} times, now {float(now.times):g}"
    if before.title != now.title:
        yield f"was {before.title!r}"
    if before.share != now.share or before.step.condition != now.step.condition:
        yield f"taken by {_who(before)}, now by {_who(now)}"


def _minutes(amount: Amount | None) -> str:
    return "unknown minutes" if amount is None else with_unit(_number(amount), "minutes")


def _number(amount: Amount | None) -> str:
    if amount is None:
        return "unknown"
    ends = f"{float(amount.low):.4g} to {float(amount.high):.4g}"
    return ends if amount.is_range else f"{float(amount.likely):.4g}"


def _likely(amount: Amount | None) -> float | None:
    return None if amount is None else float(amount.likely)


def _who(step: Taken) -> str:
    if step.share is None:
        conditions = (
            f"{trait} {'/'.join(map(str, values)) if isinstance(values, tuple) else values}"
            for trait, values in step.step.condition
        )
        return f"those of {listing(list(conditions))}"
    return "all" if step.share == 1 else f"{float(step.share) * 100:.3g}%"
