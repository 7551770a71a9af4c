"""Rules about where figures come from."""

import re
from collections.abc import Iterator
from decimal import Decimal

from timetax.catalogue.entries import LifeEvent
from timetax.catalogue.form import Form
from timetax.catalogue.formulas import burden_hours, in_hours, minutes_per_response
from timetax.catalogue.vocabulary import Basis
from timetax.checks.rule import Entry, Inventory, Problem, Settings, rule
from timetax.findings import Severity
from timetax.wording.hints import shown
from timetax.wording.lists import listing

FAMILIES = {"TT4": "Sourcing"}
COUNTED = (
    "respondents",
    "responses",
    "minutes_per_response",
    "cost_per_response",
    "published_hours",
    "published_cost",
)

MIRRORS = (
    "omb.report",
    "elaws.us",
    "classweekly.com",
    "casetext.com",
    "justia.com",
    "lexbuild.dev",
    "cloudfront.net",
    "archive.org",
    "archive-it.org",
)
"""Hosts that show copies of official pages; those below them count too."""

ROUND_FROM = 1_000
_HOST = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://)?(?:[^/?#@]*@)?([^/?#:@]+)")


@rule("TT401", Severity.WARNING)
def figures_without_source(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A form has figures and no source.

    What it checks:
        That a form with figures has a `source`. Figures whose `basis` says that they are derived or
        inferred need none.

    Why it matters:
        A figure that nobody can look up cannot be defended, and cannot be brought up to date.

    Example:
        responses: 3_512
        minutes_per_response: 12

    Use instead:
        responses: 3_512
        minutes_per_response: 12
        source: {title: Annual report of the City Clerk, date: 2025}
    """
    for entry in inventory.forms:
        given = [key for key in figures_of(entry.model) if _is_given(entry.model, key)]
        if given:
            message = f"{listing(given)} {_has(given)} no source; name it under `source`"
            yield entry.problem("", message)


@rule("TT402", Severity.WARNING)
def round_count_without_source(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A round number of people or responses has no source.

    What it checks:
        Whether `respondents` or `responses` are 1,000 or more, have at most two digits that are not
        zeros at the end, and come neither from a `source` nor, as their `basis` says, from a
        calculation or conclusion.

    Why it matters:
        Counts are seldom round. A guess looks like a fact once it stands in a table.

    Example:
        respondents: 12_000

    Use instead:
        respondents: 12_000
        basis: {respondents: inferred}
    """
    for entry in inventory.forms:
        for key in ("respondents", "responses"):
            count = getattr(entry.model, key)
            if count is not None and _is_round(count) and _is_given(entry.model, key):
                message = (
                    f"{key}: {count:,.0f} is a round number without a source; name one under "
                    f"`source`, or say `basis: {{{key}: inferred}}`"
                )
                yield entry.problem(key, message)


@rule("TT403", Severity.WARNING)
def derived_minutes_as_published(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """Minutes that were calculated are given as published.

    What it checks:
        Whether `minutes_per_response` are published hours x 60 / responses to all digits that are
        written, and such as no source prints: with three decimals or more, or with two where the
        published hours do not follow from them to the hour. Quarters of a minute, and minutes that
        are hours with up to four decimals (19.038 is 0.3173 hours), are taken as printed.

    Why it matters:
        Minutes that follow from the published hours confirm them by construction. Given as
        published, they look like a second, independent figure.

    Example:
        responses: 12_705_000
        minutes_per_response: 8.51
        published_hours: 1_802_000
        source: ICR 201803-0960-007

    Use instead:
        responses: 12_705_000
        published_hours: 1_802_000
        source: ICR 201803-0960-007
    """
    for entry in inventory.forms:
        form = entry.model
        if form.basis_of("minutes_per_response") is Basis.PUBLISHED and _was_calculated(form):
            message = (
                f"minutes_per_response: {form.minutes_per_response} is published_hours x 60 / "
                "responses; leave it out, or say `basis: {minutes_per_response: derived}`"
            )
            yield entry.problem("minutes_per_response", message)


@rule("TT404", Severity.NOTE)
def source_is_a_mirror(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A source has no address but that of a mirror.

    What it checks:
        That the `source` of a form or life event has an address that is not on a site of copies,
        such as omb.report, justia.com or web.archive.org, if it has one at all.

    Why it matters:
        Mirrors vanish, and nobody answers for what they show.

    Example:
        source:
          title: ICR 201803-0960-007
          url: https://omb.report/icr/201803-0960-007

    Use instead:
        source:
          title: ICR 201803-0960-007
          url: https://www.reginfo.gov/public/do/PRAViewICR?ref_nbr=201803-0960-007
          copy: https://omb.report/icr/201803-0960-007
    """
    entries: list[Entry[Form] | Entry[LifeEvent]] = [*inventory.forms, *inventory.life_events]
    for entry in entries:
        source = entry.model.source
        if source is None:
            continue
        addresses = {"url": source.url, "copy": source.copy}
        given = {key: address for key, address in addresses.items() if address is not None}
        if given and all(_is_mirror(address) for address in given.values()):
            key = next(iter(given))
            message = (
                f"{key}: {shown(given[key])} is a copy; write the address of the official page "
                "as `url` and this one as `copy`"
            )
            path = (*entry.path, "source", key)
            yield Problem(entry.file, path, entry.model.id, message)


def figures_of(form: Form) -> Iterator[str]:
    """Return the keys of the figures that a form gives."""
    return (key for key in COUNTED if getattr(form, key) is not None)


def _is_given(form: Form, key: str) -> bool:
    return form.basis_of(key) is Basis.GIVEN


def _has(keys: list[str]) -> str:
    return "have" if len(keys) > 1 or keys[0].endswith("s") else "has"


def _is_round(count: float) -> bool:
    return count >= ROUND_FROM and count.is_integer() and len(str(int(count)).rstrip("0")) <= 2


def _was_calculated(form: Form) -> bool:
    minutes, responses, hours = (
        form.minutes_per_response,
        form.total_responses,
        form.published_hours,
    )
    if minutes is None or hours is None or not responses or not minutes:
        return False
    decimals = _decimals(minutes)
    if decimals < 2 or (minutes * 4).is_integer() or _decimals(round(in_hours(minutes), 12)) <= 4:
        return False
    follow = minutes_per_response(hours, responses)
    if follow is None or abs(follow - minutes) > 0.5 * 10.0**-decimals + 1e-12 * minutes:
        return False
    return decimals > 2 or abs(burden_hours(responses, minutes) - hours) >= 1


def _decimals(value: float) -> int:
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _is_mirror(address: str) -> bool:
    match = _HOST.match(address)
    host = match[1].casefold().rstrip(".") if match else ""
    return any(host == mirror or host.endswith(f".{mirror}") for mirror in MIRRORS)
