"""What can be said of a claim beside the floor, in words no stronger than the evidence."""

from timetax.engine.estimates.model import Spread

NO_CLAIM = "no claim to compare"
BELOW_READING = "the claim is below the time of reading alone"
BELOW_TYPICAL_READING = f"{BELOW_READING} at a typical speed; fast readers may make it"
BELOW_FLOOR = "the claim is below the floor"
BELOW_LIKELY_FLOOR = "the claim is below the likely floor, and within its range"
ABOVE = "no contradiction: the claim may hold more than the form"


def verdict(claim: float | None, reading: Spread, floor: Spread) -> str:
    """Return what can be said of a claim, all in minutes.

    A claim above the likely floor is contradicted by nothing: gathering papers, waiting and
    travelling lie outside the form. One below what the fastest readers and typists take is.
    """
    if claim is None:
        return NO_CLAIM
    if claim < reading[0]:
        return BELOW_READING
    if claim < reading[1]:
        return BELOW_TYPICAL_READING
    if claim < floor[0]:
        return BELOW_FLOOR
    return BELOW_LIKELY_FLOOR if claim < floor[1] else ABOVE
