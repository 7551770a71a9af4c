"""Rules about forms on paper and as pages: what they print, and what that says of a catalogue."""

import re
from collections.abc import Iterator

from timetax.catalogue.form import Form
from timetax.checks.rule import Entry, Inventory, Paper, Problem, Settings, rule
from timetax.checks.rules.staleness import last_day
from timetax.engine.estimates.matching import minutes_of
from timetax.findings import Severity
from timetax.wording.numbers import Kind, for_people

FAMILIES = {"TT81": "Forms on paper"}

_CONTROL = re.compile("[0-9]{4}-[0-9]{4}")
_AGREES = 0.5
"""Minutes by which two claims may differ and be the same, rounded."""


@rule("TT811", Severity.NOTE)
def printed_minutes_differ(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The minutes that a form prints are not those of the catalogue.

    What it checks:
        That the minutes printed on a PDF or page that is checked, or kept as `printed_minutes` of
        an `instrument`, are those of `minutes_per_response`, to half a minute. Minutes that follow
        from hours and responses are compared, too.

    Why it matters:
        Both are published, and people read the printed one. One of them is out of date, or the
        catalogue has the mean of several forms, which its `note` should say.

    Example:
        minutes_per_response: 20
        instrument: {printed_minutes: 25}

    Use instead:
        The figures of the edition in use, or a `note` that says why they differ.
    """
    for paper in inventory.papers:
        claim, known = paper.form.printed.claim, paper.known
        minutes = known.minutes if known else None
        if claim and minutes is not None and abs(claim.minutes - minutes) > _AGREES:
            message = f"prints {_minutes(claim.minutes)}, and the catalogue has {_minutes(minutes)}"
            yield paper.problem(message, claim.page)
    for entry, printed in _printed(inventory):
        minutes = minutes_of(entry.model)
        if minutes is not None and abs(printed - minutes) > _AGREES:
            message = (
                f"instrument: the form prints {_minutes(printed)}, and a response here "
                f"takes {_minutes(minutes)}"
            )
            yield _within(entry, "printed_minutes", message)


@rule("TT812", Severity.WARNING)
def claim_below_reading(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The minutes that a form prints are too few to read it.

    What it checks:
        That the printed minutes of a PDF or page that is checked are not below the time of reading
        its words at 300 a minute, as fast readers do.

    Why it matters:
        The claim is to hold the time of reading the instructions (5 CFR 1320.3(b)(1)), and that
        alone is more. That nobody reads every word may be so, and would be a reason for fewer.

    Example:
        Respondent Burden: 5 minutes, on a form of 3,000 words

    Use instead:
        Minutes that were measured, or fewer words.
    """
    from timetax.engine.estimates.model import DEFAULT, holds, model_named

    for paper in inventory.papers:
        claim = paper.form.printed.claim
        reading = model_named(DEFAULT).reading(holds(paper.form))
        if claim and claim.minutes < reading[0]:
            message = (
                f"claims {_minutes(claim.minutes)}, and to read its "
                f"{paper.form.words:,} words takes {_minutes(reading[1])}, "
                f"and fast readers {_minutes(reading[0])}"
            )
            yield paper.problem(message, claim.page)


@rule("TT813", Severity.WARNING)
def printed_approval_expired(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The approval that a form prints has expired.

    What it checks:
        That the expiry printed on a PDF or page that is checked is not before today.

    Why it matters:
        Nobody has to answer a form whose approval has expired (44 U.S.C. 3512), and who sees the
        date may think so even where it was renewed.

    Example:
        Expiration Date: 07/31/2024

    Use instead:
        The date of the renewal, on a new edition.
    """
    today = settings.today.isoformat()
    for paper in inventory.papers:
        expires = paper.form.printed.expires
        if expires is not None and last_day(expires) < today:
            yield paper.problem(f"prints an approval that ended with {expires}")


@rule("TT814", Severity.ERROR)
def printed_control_number(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The OMB control number that a form prints is another, a placeholder or none at all.

    What it checks:
        That a control number printed on a PDF or page that is checked has the shape NNNN-NNNN, and
        that one of those printed is that of the form in the catalogue.

    Why it matters:
        Without a valid control number nobody has to answer (44 U.S.C. 3512).

    Example:
        OMB Control No. XXXX-XXXX

    Use instead:
        The number that was assigned: OMB Control No. 1405-0004.
    """
    for paper in inventory.papers:
        printed = paper.form.printed.control_numbers
        wrong = [number for number in printed if not _CONTROL.fullmatch(number)]
        for number in wrong:
            yield paper.problem(f"prints {number!r} as its OMB control number; they are NNNN-NNNN")
        expected = paper.known.control_number if paper.known else None
        if printed and expected and expected not in printed and len(wrong) < len(printed):
            assert paper.known
            message = (
                f"prints the OMB control number {printed[0]}, and {paper.known.id} has {expected}"
            )
            yield paper.problem(message)


@rule("TT815", Severity.WARNING)
def no_burden_statement(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A form that an approval is printed on or known of says nothing of its burden.

    What it checks:
        That a PDF or page with an OMB control number, or whose form in the catalogue has one,
        prints its minutes or hours.

    Why it matters:
        Each collection has to tell people its burden, and that nobody must answer without a valid
        control number (5 CFR 1320.8(b)(3)).

    Example:
        A form with OMB No. 1545-0074 and no estimate

    Use instead:
        A statement such as: this collection is estimated to average 30 minutes per response.
    """
    for paper in inventory.papers:
        printed = paper.form.printed
        due = printed.control_numbers or (paper.known and paper.known.control_number)
        if due and not printed.claims:
            yield paper.problem(
                "prints no burden in minutes or hours; 5 CFR 1320.8(b)(3) asks for it, on the form "
                "or in what comes with it"
            )


@rule("TT816", Severity.WARNING)
def places_disagree(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """Two places of one form print different minutes or approvals.

    What it checks:
        PDFs and pages that are checked together and are the same form: that of one form of the
        catalogue, or of one control number and form number. Their minutes, and their expiry, must
        be the same.

    Why it matters:
        Whoever fills it in online reads other minutes than on paper, and one of them is not those
        that were approved.

    Example:
        30 minutes in form.pdf, and 15 in form.html

    Use instead:
        The approved minutes and date in both.
    """
    first: dict[object, Paper] = {}
    for paper in inventory.papers:
        key = _same(paper)
        if key is None:
            continue
        other = first.setdefault(key, paper)
        mine, theirs = paper.form.printed, other.form.printed
        if mine.claim and theirs.claim and mine.claim.minutes != theirs.claim.minutes:
            yield paper.problem(
                f"prints {_minutes(mine.claim.minutes)}, and {other.form.file} prints "
                f"{_minutes(theirs.claim.minutes)}",
                mine.claim.page,
            )
        if mine.expires and theirs.expires and mine.expires != theirs.expires:
            yield paper.problem(
                f"prints an approval until {mine.expires}, and {other.form.file} one until "
                f"{theirs.expires}"
            )


def _same(paper: Paper) -> object | None:
    """Return what papers of one form have in common; None if it is not known of which it is."""
    printed = paper.form.printed
    if paper.known:
        return paper.known.id
    if printed.control_numbers and printed.form_numbers:
        return printed.control_numbers[0], printed.form_numbers[0].casefold()
    return None


def _printed(inventory: Inventory) -> Iterator[tuple[Entry[Form], float]]:
    for entry in inventory.forms:
        instrument = entry.model.instrument
        if instrument and instrument.printed_minutes is not None:
            yield entry, float(instrument.printed_minutes)


def _within(entry: Entry[Form], key: str, message: str) -> Problem:
    return Problem(entry.file, (*entry.path, "instrument", key), entry.model.id, message)


def _minutes(minutes: float) -> str:
    said = for_people(minutes, Kind.MINUTES).removesuffix(".0")
    return f"{said} minute{'' if minutes == 1 else 's'}"
