"""Rules about approvals and estimates that time has overtaken."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from timetax.catalogue.form import Form
from timetax.checks.rule import Entry, Inventory, Problem, Settings, rule
from timetax.checks.rules.sourcing import figures_of
from timetax.findings import Severity

FAMILIES = {"TT3": "Staleness"}


@rule("TT301", Severity.WARNING)
def approval_expired(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The approval of a counted form has expired.

    What it checks:
        That `expires` is not before today. A year or a month counts to its last day. Excluded forms
        are passed over.

    Why it matters:
        Nobody has to answer a collection whose approval has expired (44 U.S.C. 3512), and its
        figures are those of an earlier request.

    Example:
        expires: 2021-03

    Use instead:
        The figures and the date of the renewal, or `excluded: Historical: no longer in use.`
    """
    today = settings.today.isoformat()
    for entry in _counted(inventory):
        expires = entry.model.expires
        if expires is not None and last_day(expires) < today:
            message = (
                f"expires: the approval ended with {expires}; look for its renewal, or say under "
                "`excluded` that the form is historical"
            )
            yield entry.problem("expires", message)


@rule("TT302", Severity.NOTE)
def approval_expires_soon(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The approval of a counted form expires soon.

    What it checks:
        Whether `expires` lies within the configured number of days from today (90 unless
        `expires_within_days` says otherwise). A year or a month counts to its last day.

    Why it matters:
        A renewal takes two notices of 60 and 30 days, and brings new figures.

    Example:
        expires: 2026-12-31

    Use instead:
        The figures and the date of the renewal, once it is granted.
    """
    today = settings.today.isoformat()
    ordinal = settings.today.toordinal() + settings.expires_within_days
    limit = date.fromordinal(max(1, min(ordinal, date.max.toordinal()))).isoformat()
    for entry in _counted(inventory):
        expires = entry.model.expires
        if expires is not None and today <= last_day(expires) <= limit:
            message = (
                f"expires: the approval ends with {expires}, within "
                f"{settings.expires_within_days} days; look for the request to renew it"
            )
            yield entry.problem("expires", message)


@rule("TT303", Severity.NOTE)
def estimate_stale(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The estimate of a counted form is old.

    What it checks:
        That `estimate_year` is at most the configured number of years ago (10 unless
        `estimate_years` says otherwise). Excluded forms are passed over.

    Why it matters:
        Approvals last three years, so an older estimate has been replaced or the form is gone.

    Example:
        estimate_year: 2010

    Use instead:
        The figures of the newest request, and its year.
    """
    for entry in _counted(inventory):
        year = entry.model.estimate_year
        if year is not None and settings.today.year - year > settings.estimate_years:
            message = (
                f"estimate_year: {year} is {settings.today.year - year} years ago, and more than "
                f"{settings.estimate_years} are stale; look for a newer request"
            )
            yield entry.problem("estimate_year", message)


@rule("TT304", Severity.NOTE)
def source_without_date(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The source of a counted form has no date.

    What it checks:
        That a `source` has a `date`: a year, a month or a day. Excluded forms are passed over.

    Why it matters:
        Without a date nobody can tell which of two sources is the newer one.

    Example:
        source: Annual report of the City Clerk

    Use instead:
        source: {title: Annual report of the City Clerk, date: 2025}
    """
    for entry in _counted(inventory):
        source = entry.model.source
        if source is not None and source.date is None:
            message = "source: the date is missing; write `date:` beside the title, a year will do"
            yield entry.problem("source", message)


@rule("TT305", Severity.NOTE)
def estimate_year_missing(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The figures of a counted form are of no year.

    What it checks:
        That a form with figures has an `estimate_year`. Excluded forms are passed over.

    Why it matters:
        An estimate without a year never turns stale, and totals mix years unseen.

    Example:
        responses: 3_512
        published_hours: 700

    Use instead:
        responses: 3_512
        published_hours: 700
        estimate_year: 2025
    """
    for entry in _counted(inventory):
        if entry.model.estimate_year is None and any(figures_of(entry.model)):
            yield entry.problem("", "the figures are of no year; write `estimate_year:`")


@rule("TT306", Severity.NOTE)
def request_not_approved(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The figures of a counted form are those of a request and not of an approval.

    What it checks:
        That no counted form has `status: requested`. Excluded forms are passed over.

    Why it matters:
        A request may be changed, withdrawn or refused. Whoever quotes its hours must say that they
        are asked for and not granted, and look up what became of them.

    Example:
        status: requested

    Use instead:
        The figures as they were approved, with `status: approved` and the date of the approval.
    """
    for entry in _counted(inventory):
        if entry.model.status == "requested":
            message = (
                "status: requested and not yet approved; look up what became of the request, and "
                "put in the figures that were approved"
            )
            yield entry.problem("status", message)


@rule("TT307", Severity.WARNING)
def historical_and_counted(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A form whose figures are historical is counted.

    What it checks:
        That a form with `status: historical` is `excluded`.

    Why it matters:
        Figures that later ones have overtaken are kept for the record. In the total they would
        stand beside their successors, or for a burden that is gone.

    Example:
        status: historical

    Use instead:
        status: historical
        excluded: Historical; the form is now part of another collection.
    """
    for entry in _counted(inventory):
        if entry.model.status == "historical":
            message = (
                "status: historical figures are counted; say under `excluded` why they are kept, "
                "or put in the newer ones"
            )
            yield entry.problem("status", message)


def last_day(text: str) -> str:
    """Return the last day of a year, month or day that ISO 8601 writes."""
    year, month, day = [*text.split("-"), "", ""][:3]
    month = month or "12"
    return f"{year}-{month}-{day or monthrange(int(year), int(month))[1]}"


def _counted(inventory: Inventory) -> Iterator[Entry[Form]]:
    return (entry for entry in inventory.forms if entry.model.excluded is None)
