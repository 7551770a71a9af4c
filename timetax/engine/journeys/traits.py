"""Who the person is: which traits are settled, and how many people meet a condition."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from timetax.catalogue.journeys import Journey, Step, read_trait_value
from timetax.catalogue.values import MistakeError
from timetax.engine.journeys.amount import ONE
from timetax.engine.money.arithmetic import exact
from timetax.findings import option_error
from timetax.wording.hints import did_you_mean, shown
from timetax.wording.lists import listing

Settled: TypeAlias = Mapping[str, str]
"""The value of each trait that is settled."""


def settled(journey: Journey, given: Sequence[str]) -> Settled:
    """Return the traits that `trait=value` texts settle.

    Raises:
        InputError: one is no such text, names a trait that the journey does not know or a value
            that nobody has, or settles a trait another way than one before.
    """
    made: dict[str, str] = {}
    known = [name for name, _ in journey.traits]
    for each in given:
        trait, equals, word = (part.strip() for part in each.partition("="))
        if not equals or not trait or not word:
            raise option_error("with", f"write it as TRAIT=VALUE, and here is {shown(each)}")
        if trait not in known:
            hint = did_you_mean(trait, known)
            knows = f"knows {listing(known)}" if known else "has no traits"
            message = f"{shown(trait)} is no trait of {journey.id}, which {knows}{hint}"
            raise option_error("with", message)
        value, values = _value(word), journey.values_of(trait)
        if value not in values:
            hint = did_you_mean(value, values)
            message = f"nobody has {trait}={word}: it is {listing(values, 'or')}{hint}"
            raise option_error("with", message)
        if made.setdefault(trait, value) != value:
            raise option_error("with", f"{trait} is {made[trait]} and {value}; give one of them")
    return made


def _value(word: str) -> str:
    try:
        return read_trait_value(word)
    except MistakeError as error:
        raise option_error("with", str(error)) from None


def share_of(journey: Journey, step: Step, known: Settled) -> Fraction | None:
    """Return the share of people of these traits who do a step; None if that is not known.

    Traits are taken as if none depended on another. Where a condition is settled, the share who
    meet it counts no more.
    """
    if not step.condition:
        return ONE if step.share is None else exact(step.share)
    met = _share_who_meet(journey, step, known)
    return met if met is None or step.share_if_met is None else met * exact(step.share_if_met)


def _share_who_meet(journey: Journey, step: Step, known: Settled) -> Fraction | None:
    open_traits = []
    for trait, wanted in step.condition:
        if trait not in known:
            open_traits.append((trait, wanted))
        elif known[trait] not in wanted:
            return Fraction()
    if not open_traits:
        return ONE
    if step.share is not None and len(open_traits) == len(step.condition):
        return exact(step.share)
    made = ONE
    for trait, wanted in open_traits:
        shares = dict(dict(journey.traits)[trait])
        given = [shares[value] for value in wanted]
        if set(shares) <= set(wanted):
            continue  # all people do
        if any(share is None for share in given):
            return None
        made *= sum((exact(share) for share in given if share is not None), Fraction())
    return made


def depends_on(step: Step, known: Settled) -> tuple[str, ...]:
    """Return the traits that a step depends on and that are not settled."""
    return tuple(trait for trait, _ in step.condition if trait not in known)
