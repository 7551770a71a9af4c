"""The report on a difference: the verdict, why it changed, by whom, and the forms that did."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from timetax.catalogue.causes import CAUSES
from timetax.engine.difference.model import (
    PARTS,
    VOLUME,
    Difference,
    Lack,
)
from timetax.engine.journeys.difference import changed_journeys
from timetax.engine.measures import (
    BY_WORD,
    MEASURES,
)
from timetax.engine.totals import known_fields
from timetax.reports.chart import Chart, Part
from timetax.reports.difference_data import account_data, difference_data
from timetax.reports.difference_forms import ARROW, section_of_forms
from timetax.reports.difference_groups import groupings_of, sections_of_groups
from timetax.reports.difference_journeys import journeys_in_words, sections_of_journeys
from timetax.reports.difference_words import (
    headline,
    introduced,
    sentence,
)
from timetax.reports.gates import section_of_gates
from timetax.reports.report import Column, Report, Section, require_rows
from timetax.reports.side_by_side import share_of
from timetax.wording.numbers import Kind, SignedAmount

if TYPE_CHECKING:
    from timetax.engine.difference.verdicts import Verdict


METHOD = (
    "Time per response is valued at the responses now, and responses at the time before; so the "
    "rows add up to the change, without a remainder."
)

KNOWN_IN_ONE = (
    "A form whose hours are known in one version only changes nothing: what became known was there "
    "before."
)

NOTHING_BEFORE = (
    "What was before is not known, and not zero: no change is given, and gates limit none."
)


def difference_report(
    difference: Difference,
    by: Sequence[str] = (),
    *,
    top: int | None = None,
    verdicts: Sequence["Verdict"] = (),
    key: str | None = None,
) -> Report:
    """Return the report on what differs between two versions.

    Args:
        difference: what differs.
        by: the fields to total by; without any, department and life event. By form alone, there
            are only the forms that changed.
        top: how many rows a section shows; the others are added up in one. None shows all.
        verdicts: what became of the gates.
        key: what tells a comment on this difference from another on the same pull request.

    Raises:
        InputError: a field is unknown, or `top` is below 1.
    """
    require_rows(top)
    by = known_fields(by) if by else ()
    groupings = groupings_of(difference, by)
    groups = sections_of_groups(difference, groupings, top)
    forms = section_of_forms(difference, top)
    tidy = groups[0] if by and groups and not difference.old.lack else forms
    sections = _sections(difference, verdicts, groups, forms, tidy)
    lacks = difference.old.lack or difference.new.lack
    journeys = None if lacks else changed_journeys(difference.old.tables, difference.new.tables)
    sections += sections_of_journeys(journeys or (), top)
    return Report(
        title=f"What changed: {difference.old.name} {ARROW} {difference.new.name}",
        headline=" ".join(filter(None, (headline(difference), journeys_in_words(journeys or ())))),
        description=None,
        total=None,
        sections=tuple(each for each in sections if each.rows or each.key == tidy.key),
        notes=difference.mismatches if difference.is_empty else tuple(_notes(difference)),
        currency=difference.new.tables.currency,
        format=("timetax_diff", 1),
        data=difference_data(difference, verdicts, key),
        tidy=tidy.key,
        compact=True,
        explains=difference.new.tables,
        explained_as="as it is now",
    )


def _sections(
    difference: Difference,
    verdicts: Sequence["Verdict"],
    groups: Sequence[Section],
    forms: Section,
    tidy: Section,
) -> list[Section]:
    """Return the sections; those on a change only where both versions have figures."""
    gates = section_of_gates(verdicts)
    if difference.is_empty:
        failed = any(each.status != "passed" for each in verdicts)
        return [gates, tidy] if failed else [tidy]
    if difference.old.lack is Lack.BROKEN:
        return [gates, replace(tidy, rows=(), rest=None, total=None)]
    if difference.old.lack is Lack.ABSENT:
        return [gates, forms]
    why = _why(difference)
    return [
        gates,
        why,
        _of_responses(difference, why),
        _accounts(difference),
        *groups,
        forms,
        _both(difference),
    ]


def _why(difference: Difference) -> Section:
    before, change = difference.before.burden_hours, difference.change_hours
    parts = [(sentence(PARTS[part]), hours) for part, hours in difference.parts.items() if hours]
    known = (
        ("Known only now, and so no change", difference.newly_known_hours),
        ("Known only before, and so no change", difference.no_longer_known_hours),
    )
    steps: list[Part] = ["step"] * len(parts)
    asides: tuple[Part, Part] = ("aside", "aside away")
    drawn: list[Part] = ["level", *steps, "skip"]
    drawn += [aside for aside, (_, hours) in zip(asides, known, strict=True) if hours]
    return Section(
        key="why",
        title="Why it changed",
        by=("part",),
        columns=(
            Column("part", "what"),
            Column("hours", "hours a year", Kind.HOURS, absent=""),
            Column("change_hours", "change", Kind.CHANGE, absent=""),
            Column("change_share", "in %", Kind.CHANGE_SHARE, absent="", spare=1),
        ),
        rows=(
            ("Before", before, None, None),
            *((label, None, hours, share_of(hours, before)) for label, hours in parts),
            ("Change", None, change, difference.change_share),
            *((label, hours, None, None) for label, hours in known if hours),
            ("Now", difference.now.burden_hours, None, None),
        ),
        notes=difference.mismatches,
        only_for_people=True,
        essential=True,
        chart=Chart(
            "waterfall",
            ("hours", "change_hours"),
            title="Hours a year before, why they changed, and now",
            parts=(*drawn, "level"),
        ),
    )


def _of_responses(difference: Difference, why: Section) -> Section:
    """Return what the change in responses is made of, under its row in `why`."""
    under = sentence(PARTS["volume"])
    before = difference.before.burden_hours
    divided = any(hours for part, hours in difference.volume.items() if part != "undivided")
    return replace(
        why,
        key="volume",
        by=("part", "volume"),
        columns=(Column("under", "under"), *why.columns),
        rows=tuple(
            (under, VOLUME[part], None, hours, share_of(hours, before))
            for part, hours in difference.volume.items()
            if hours and divided
        ),
        notes=(),
        nested_in=why.key,
        chart=None,
    )


def _accounts(difference: Difference) -> Section:
    """Return the account by cause, if causes are named: a column a measure, to be added up."""
    entries = {word: account_data(account) for word, account in difference.accounts.items()}
    named = bool(difference.forms["cause"].notna().any())
    measures = [each for each in entries if any(entries[each].values())]
    currency = difference.new.tables.currency
    labels = {"previous": "Before", **CAUSES, "without_cause": "cause not given"}
    labels |= {"became_known": "known in one version only", "total": "Now"}

    def cell(measure: str, entry: str) -> float:
        value = entries[measure][entry]
        return value if entry in ("previous", "total") else SignedAmount(value)

    return Section(
        key="accounts",
        title="The account by cause, a year",
        by=("cause",),
        columns=(
            Column("cause", "cause"),
            *(
                Column(each, BY_WORD[each].unit_in(currency), BY_WORD[each].kind)
                for each in measures
            ),
        ),
        rows=tuple(
            (sentence(label), *(cell(each, entry) for each in measures))
            for entry, label in labels.items()
            if entry in ("previous", "total") or any(entries[each][entry] for each in measures)
        )
        if named
        else (),
        only_for_people=True,
    )


def _both(difference: Difference) -> Section:
    before, now = difference.before, difference.now
    currency = difference.new.tables.currency
    rows = (
        ("Forms", before.forms, now.forms),
        ("of these not estimated, and so in no total", before.not_estimated, now.not_estimated),
        ("Forms left out of the totals on purpose", before.excluded, now.excluded),
        (
            "Forms that the federal government alone fills in, apart from the totals",
            before.internal_customers,
            now.internal_customers,
        ),
        (
            "Hours a year of these",
            before.internal_customers_hours,
            now.internal_customers_hours,
        ),
        *(
            (
                f"{each.name}{'' if each.unit else f', {currency}'} a year",
                getattr(before, each.key),
                getattr(now, each.key),
            )
            for each in MEASURES
        ),
    )
    return Section(
        key="coverage",
        title="What is compared",
        by=("measure",),
        columns=(
            Column("measure", "what"),
            Column("old", "before", Kind.HOURS),
            Column("new", "now", Kind.HOURS),
        ),
        rows=tuple(row for row in rows if any(row[1:])),
        only_for_people=True,
        folded=True,
    )


def _notes(difference: Difference) -> Iterator[str]:
    old, new = difference.old, difference.new
    if old.lack is not Lack.BROKEN:  # the headline says what is
        yield f"Before: {introduced(old)}."
    yield f"Now: {introduced(new)}."
    if old.lack:
        yield NOTHING_BEFORE
        yield from new.tables.notes
        return
    yield METHOD
    if difference.newly_known_hours or difference.no_longer_known_hours:
        yield KNOWN_IN_ONE
    yield from dict.fromkeys((*old.tables.notes, *new.tables.notes))
