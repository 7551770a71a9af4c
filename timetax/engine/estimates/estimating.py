"""A form's floor beside its claims."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timetax.catalogue.counted import CountedForm
from timetax.engine.estimates.matching import Known, matched
from timetax.engine.estimates.model import Model, Spread, holds
from timetax.engine.estimates.verdict import verdict


@dataclass(frozen=True)
class Estimate:
    """What a form takes by a model, beside what it and a catalogue claim.

    Attributes:
        form: the form as it was counted.
        known: the form of the catalogue that it is, or None.
        reading: minutes of reading: low, likely, high.
        minutes: minutes in all, by the model.
    """

    form: CountedForm
    known: Known | None
    reading: Spread
    minutes: Spread

    @property
    def printed_minutes(self) -> float | None:
        """The minutes that the form prints; None if it prints none, or several that differ."""
        claim = self.form.printed.claim
        return claim.minutes if claim else None

    @property
    def claim(self) -> float | None:
        """The claim in minutes: that on the form, else that of the catalogue."""
        if self.form.printed.claims:
            return self.printed_minutes
        return self.known.minutes if self.known else None

    @property
    def verdict(self) -> str:
        """What can be said of the claim."""
        return verdict(self.claim, self.reading, self.minutes)

    @property
    def hours_at_stake(self) -> float | None:
        """Hours a year more than claimed if each response took the floor; None if not above."""
        responses = self.known.responses if self.known else None
        return hours_at_stake(responses, self.claim, self.minutes[1])


def hours_at_stake(
    responses: float | None, claim: float | None, minutes: float | None
) -> float | None:
    """Return the hours a year by which minutes are above a claim; None if unknown, or not above."""
    if responses is None or claim is None or minutes is None or minutes <= claim:
        return None
    return responses * (minutes - claim) / 60


def estimated(
    forms: Iterable[CountedForm], model: Model, known: Sequence[Known] = ()
) -> list[Estimate]:
    """Return the estimate of each form by a model, beside the form of a catalogue that it is."""
    made = []
    for form in forms:
        held = holds(form)
        made.append(
            Estimate(form, matched(form.printed, known), model.reading(held), model.minutes(held))
        )
    return made
