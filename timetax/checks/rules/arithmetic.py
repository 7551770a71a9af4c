"""Rules about figures that should agree with each other."""

from collections.abc import Iterator

from timetax.catalogue.form import Form
from timetax.catalogue.formulas import (
    burden_hours,
    burden_minutes,
    in_hours,
    in_minutes,
    responses_of,
)
from timetax.checks.rule import Inventory, Problem, Settings, rule
from timetax.findings import Severity
from timetax.wording.numbers import in_full

FAMILIES = {"TT1": "Arithmetic"}
LIKELY_HOURS = 5
"""A time below this is rather one in hours: few forms are published with fewer minutes."""

NEARLY_ALL = 0.99
"""Shares that add up to this or more, and to less than 1, have lost the rest to rounding."""

_SLACK = 1e-9
_IN_FULL = 1e20


@rule("TT101", Severity.WARNING)
def published_hours_missed(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """Computed hours miss the published hours.

    What it checks:
        That responses x minutes / 60 agree with `published_hours`, within the configured tolerance
        or one hour, which is as far as published figures are rounded (half-up or up). Forms whose
        minutes follow from the published hours agree by construction and are passed over; those
        that mix up minutes and hours are left to TT104 and TT105.

    Why it matters:
        One of the figures is mistaken, or they count different things.

    Example:
        responses: 65_220
        minutes_per_response: 762
        published_hours: 928_947

    Use instead:
        Figures from the same table of the source, or a note that says why they differ.
    """
    for entry in inventory.forms:
        form = entry.model
        hours = _missed(form, settings)
        if hours is not None and not _units_are_mixed_up(form, settings):
            message = (
                f"published_hours: {in_digits(form.published_hours)} is published, but the factors "
                f"make {in_digits(hours)}"
            )
            yield entry.problem("published_hours", message)


@rule("TT102", Severity.WARNING)
def responses_missed(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """Respondents x frequency miss the responses.

    What it checks:
        That `respondents` x `responses_per_respondent` agree with `responses` to half a response,
        where all three are given. The frequency is taken as it is written, so one that was rounded
        to an average is found too.

    Why it matters:
        The total is made from `responses`; what one person has to do is made from the other two.

    Example:
        respondents: 29
        responses_per_respondent: 154
        responses: 4_476

    Use instead:
        respondents: 29
        responses: 4_476
    """
    for entry in inventory.forms:
        form = entry.model
        respondents, frequency = form.respondents, form.responses_per_respondent
        if respondents is None or frequency is None or form.responses is None:
            continue
        product = responses_of(respondents, frequency)
        if abs(product - form.responses) > 0.5 + _SLACK * product:
            message = (
                f"responses: {in_digits(form.responses)} is given, but {in_digits(respondents)} "
                f"respondents x {in_digits(frequency)} make {in_digits(product)}; leave out "
                "the frequency if it is a rounded average"
            )
            yield entry.problem("responses", message)


@rule("TT103", Severity.WARNING)
def published_change_missed(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The published change is not the difference of the hours.

    What it checks:
        That `published_change` equals `published_hours` less `previous_hours`, to the one hour by
        which rounded figures can differ.

    Why it matters:
        Agencies print differences with slips of the pen and with the wrong sign. A change account
        that starts from one never adds up.

    Example:
        previous_hours: 314
        published_hours: 18_866
        published_change: 18_852

    Use instead:
        previous_hours: 314
        published_hours: 18_866
        published_change: 18_552
    """
    for entry in inventory.forms:
        form = entry.model
        change, hours, before = form.published_change, form.published_hours, form.previous_hours
        if change is None or hours is None or before is None:
            continue
        difference = hours - before
        if abs(change - difference) > 1 + _SLACK * abs(difference):
            message = (
                f"published_change: {_signed(change)} is published, but the hours went from "
                f"{in_digits(before)} to {in_digits(hours)}, which is {_signed(difference)}"
            )
            yield entry.problem("published_change", message)


@rule("TT104", Severity.ERROR)
def minutes_look_like_hours(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The minutes of a response are written in hours.

    What it checks:
        Whether responses x `minutes_per_response` make the published hours without the division by
        60, while with it they miss them, and the time is below 5.

    Why it matters:
        The hours come out 60 times too small. Sources print the time of a response in minutes or
        in hours, often in one table.

    Example:
        responses: 41_000
        minutes_per_response: 0.25
        published_hours: 10_250

    Use instead:
        responses: 41_000
        minutes_per_response: 15
        published_hours: 10_250
    """
    for entry in inventory.forms:
        form = entry.model
        minutes = form.minutes_per_response
        if minutes is not None and minutes < LIKELY_HOURS and _units_are_mixed_up(form, settings):
            message = (
                f"minutes_per_response: {in_digits(minutes)} looks like hours, as it makes the "
                f"published {in_digits(form.published_hours)} hours without a division by 60; in "
                f"minutes it is {in_digits(in_minutes(minutes))}"
            )
            yield entry.problem("minutes_per_response", message)


@rule("TT105", Severity.ERROR)
def published_hours_look_like_minutes(
    inventory: Inventory, settings: Settings
) -> Iterator[Problem]:
    """The published hours are a number of minutes.

    What it checks:
        Whether `published_hours` equal responses x minutes without the division by 60, and the time
        of a response is 5 or more.

    Why it matters:
        The published total is 60 times too large, and so is all that is compared with it.

    Example:
        responses: 2_400
        minutes_per_response: 30
        published_hours: 72_000

    Use instead:
        responses: 2_400
        minutes_per_response: 30
        published_hours: 1_200
    """
    for entry in inventory.forms:
        form = entry.model
        minutes, hours = form.minutes_per_response, form.published_hours
        if minutes is None or hours is None or minutes < LIKELY_HOURS:
            continue
        if _units_are_mixed_up(form, settings):
            message = (
                f"published_hours: {in_digits(hours)} looks like minutes, as responses x "
                f"{in_digits(minutes)} make it without a division by 60; in hours it is "
                f"{in_digits(round(in_hours(hours), 1))}"
            )
            yield entry.problem("published_hours", message)


@rule("TT106", Severity.NOTE)
def shares_just_below_one(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The shares of life events add up to a little less than 1.

    What it checks:
        Whether the shares of two or more `life_events` add up to 0.99 or more, and to less than 1.
        (Shares that add up to more than 1 are an error of TT015.)

    Why it matters:
        The rest belongs to no life event, and it is most likely lost to rounding.

    Example:
        life_events: {birth: 0.333, retirement: 0.333, moving: 0.333}

    Use instead:
        life_events: {birth: 1/3, retirement: 1/3, moving: 1/3}
    """
    for entry in inventory.forms:
        shares = [share for _, share in entry.model.life_events if share is not None]
        total = sum(shares)
        if len(shares) > 1 and NEARLY_ALL - _SLACK <= total < 1 - _SLACK:
            message = (
                f"life_events: the shares add up to {total:.6g}; write fractions such as 1/3, or "
                "shares that add up to 1"
            )
            yield entry.problem("life_events", message)


def in_digits(value: float | None) -> str:
    """Return a number in full, or in three digits if it is too large to be meant."""
    if value is None:
        return "unknown"
    return in_full(value) if abs(value) < _IN_FULL else f"{value:.3g}"


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else ''}{in_digits(value)}"


def _agree(hours: float, published: float, settings: Settings) -> bool:
    off = abs(hours - published)
    return off < 1 or off <= settings.tolerance * published


def _missed(form: Form, settings: Settings) -> float | None:
    """Return the hours that follow from responses and minutes if they miss the published hours."""
    responses, minutes, published = _figures(form)
    if responses is None or minutes is None or published is None:
        return None
    hours = burden_hours(responses, minutes)
    return None if _agree(hours, published, settings) else hours


def _units_are_mixed_up(form: Form, settings: Settings) -> bool:
    responses, minutes, published = _figures(form)
    if responses is None or minutes is None or published is None:
        return False
    return _missed(form, settings) is not None and _agree(
        burden_minutes(responses, minutes), published, settings
    )


def _figures(form: Form) -> tuple[float | None, float | None, float | None]:
    return form.total_responses, form.minutes_per_response, form.published_hours
