"""What differs between the journeys of two catalogues: steps, and the minutes of one person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timetax.catalogue.journeys import MINUTES
from timetax.engine.journeys.forms import facts_of
from timetax.engine.journeys.journey import Taken, Walk, walk

if TYPE_CHECKING:
    from timetax.tables.layouts import Tables


@dataclass(frozen=True)
class StepChange:
    """A step before and now; None where it is not there."""

    before: Taken | None
    now: Taken | None


@dataclass(frozen=True)
class JourneyChange:
    """A journey that differs, as all the people whom it is about go through it.

    Attributes:
        id: the id of the journey.
        before, now: the journey; None where it is not there.
        steps: the steps that differ, in the order of now; those that are gone come last.
    """

    id: str
    before: Walk | None
    now: Walk | None
    steps: tuple[StepChange, ...]


def changed_journeys(old: "Tables", new: "Tables") -> list[JourneyChange] | None:
    """Return the journeys that differ; None where one of them does not know its catalogue.

    Steps are the same that have the same id, else the same form, else the same title.
    """
    if old.catalogue is None or new.catalogue is None:
        return None
    before, now = _walks(old), _walks(new)
    made = []
    for name in dict.fromkeys([*now, *before]):
        one, other = before.get(name), now.get(name)
        steps = tuple(_steps(one.steps if one else (), other.steps if other else ()))
        if steps or one is None or other is None:
            made.append(JourneyChange(name, one, other, steps))
    return made


def _walks(tables: "Tables") -> dict[str, Walk]:
    if tables.catalogue is None or not tables.journeys:
        return {}
    catalogue = tables.catalogue(())  # what is told of some forms has the journeys of all
    forms = facts_of(catalogue, tables)
    return {each.id: walk(each, forms, {}) for each in catalogue.journeys}


def _steps(before: Sequence[Taken], now: Sequence[Taken]) -> Iterator[StepChange]:
    was, is_now = _by_key(before), _by_key(now)
    for key, each in is_now.items():
        if key not in was or _figures(was[key]) != _figures(each):
            yield StepChange(was.get(key), each)
    yield from (StepChange(each, None) for key, each in was.items() if key not in is_now)


def _by_key(steps: Sequence[Taken]) -> Mapping[tuple[str, int], Taken]:
    """Return steps by what they are called, and how many before them are called so."""
    made: dict[tuple[str, int], Taken] = {}
    seen: dict[str, int] = {}
    for each in steps:
        name = each.step.id or each.step.form or each.title
        seen[name] = seen.get(name, 0) + 1
        made[name, seen[name]] = each
    return made


def _figures(each: Taken) -> tuple[object, ...]:
    """Return what of a step a person feels."""
    minutes = tuple(each.minutes[kind] for kind in MINUTES)
    return (each.title, each.share, each.times, each.fee, each.days, each.step.condition, *minutes)
