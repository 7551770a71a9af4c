"""What a report on reforms says of one person: a journey before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from timetax.engine.journeys.amount import Amount, Span
from timetax.engine.journeys.journey import Taken, Walk
from timetax.engine.journeys.reform import Reformed
from timetax.reports.journey_data import journey_data
from timetax.reports.journey_steps import number, numbered
from timetax.reports.report import Column, Report, Row, Section
from timetax.wording.durations import minutes_in_words
from timetax.wording.numbers import Kind, plural


def _columns(what: tuple[Column, ...], *, several: bool) -> tuple[Column, ...]:
    return (
        Column("scenario", "scenario", shown="always" if several else "data"),
        *what,
        Column("before", "before", Kind.MINUTES),
        Column("after", "after", Kind.MINUTES),
        Column("change", "change", Kind.CHANGE),
    )


def with_journey(report: Report, made: Reformed, title: str) -> Report:
    """Return a report on reforms with what they change for one person, in a journey of a title."""
    several = len(made.after) > 1
    steps = Section(
        "journey_steps",
        f"For one person: {title}, minutes of work by step",
        ("number",),
        _columns((Column("number", "", Kind.COUNT), Column("title", "step")), several=several),
        tuple(
            row for name, after in made.after.items() for row in _steps(made.before, name, after)
        ),
        notes=tuple(_notes(made)),
    )
    totals = Section(
        "journey",
        f"For one person: {title}",
        ("what",),
        _columns((Column("what", "for one person"),), several=several),
        tuple(
            row for name, after in made.after.items() for row in _totals(made.before, name, after)
        ),
    )
    data = {
        "before": journey_data(made.before),
        "scenarios": [
            {"scenario": name, "after": journey_data(after)} for name, after in made.after.items()
        ],
    }
    place = 1 + next((i for i, each in enumerate(report.sections) if each.key == "scenarios"), -1)
    sections = (*report.sections[:place], totals, steps, *report.sections[place:])
    return replace(
        report,
        sections=sections,
        lead=(*report.lead, *_lead(made, title)),
        data={**report.data, "journey": data},
        tidy=report.tidy or (report.sections[0].key if report.sections else None),
    )


def _lead(made: Reformed, title: str) -> Iterator[str]:
    for name, after in made.after.items():
        of = f" with {name}" if len(made.after) > 1 else ""
        before, now = (each.total.active for each in (made.before, after))
        gone = _taken(made.before) - _taken(after)
        steps = f"; {plural(gone, 'step')} less" if gone > 0 else ""
        least, most = (_change(before, now, end) for end in ("likely", "high"))
        if gone > 0 and not least and not most:
            less = plural(gone, "step")
            yield f"For one person{of} ({title}): {less} less, whose minutes are not known."
        elif least is not None:
            likely = now.likely if now else None
            about = minutes_in_words(float(likely)) if likely is not None else ""
            said = (
                f"{_less(least)}, {about} of work in all" if least else "no minute of work changes"
            )
            yield f"For one person{of} ({title}): {said}{steps}."
        elif most is not None:
            said = f"up to {_less(most)}" if most else "no minute of work changes"
            yield f"For one person{of} ({title}), by who one is: {said}{steps}."
        else:
            yield f"For one person{of} ({title}): the minutes are not known{steps}."


def _less(change: float) -> str:
    return f"{minutes_in_words(abs(change))} {'less' if change < 0 else 'more'}"


def _change(before: Span | None, after: Span | None, end: str) -> float | None:
    if before is None or after is None:
        return None
    one, other = getattr(before, end), getattr(after, end)
    return None if one is None or other is None else float(other - one)


def _steps(before: Walk, name: str, after: Walk) -> Iterator[Row]:
    now: Mapping[int, Taken] = {each.place: each for each in after.steps}
    for each in before.steps:
        other = now.get(each.place)
        one, two = _weighed(each), (0.0 if other is None else _weighed(other))
        change = None if one is None or two is None else two - one
        yield (name, each.number, _called(each, other), one, two, change)


def _called(before: Taken, after: Taken | None) -> str:
    if after is None or after.title == before.title:
        return before.title
    return f"{before.title}: {after.title}"


def _weighed(each: Taken) -> float | None:
    """Return the minutes of work of a step by its share, or of one who takes it if that is open."""
    active: Amount | None = each.active
    if each.share == 0:
        return 0.0
    if active is None:
        return None
    share = each.share
    return float(active.likely if share is None else active.likely * share)


def _totals(before: Walk, name: str, after: Walk) -> Iterator[Row]:
    one, two = before.total, after.total
    for what, old, new in (
        ("minutes of work", one.active, two.active),
        ("minutes of waiting", one.waiting, two.waiting),
        ("minutes of travel", one.travel, two.travel),
        ("money", one.fee, two.fee),
        ("days", one.days, two.days),
    ):
        if old is None and new is None:
            continue
        sides = [number(each.likely) if each else None for each in (old, new)]
        yield (name, what, *sides, _change(old, new, "likely"))
        if old and new and (sides[0] is None or old.is_range or new.is_range):
            ends = float(old.high), float(new.high)
            yield (name, f"{what}, at most", *ends, ends[1] - ends[0])
    visits = float(one.visits), float(two.visits)
    if any(visits):
        yield (name, "visits", *visits, visits[1] - visits[0])


def _taken(walk: Walk) -> int:
    """Return how many steps somebody takes."""
    return sum(each.share != 0 for each in walk.steps)


def _notes(made: Reformed) -> Iterator[str]:
    open_ones = [each.number for each in made.before.steps if each.share is None]
    if open_ones:
        yield (
            f"{numbered(open_ones)}: who one is decides whether one does it; minutes are of those "
            "who do."
        )
    if mixed := [each.number for each in made.before.steps if each.mixed]:
        yield f"{numbered(mixed)}: the average of the form is not one person's; no change shows."
