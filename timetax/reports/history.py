"""The report on several versions in a row: what each step changed, and why."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from timetax.engine.difference.model import PARTS, Difference, Status
from timetax.findings import option_error
from timetax.reports.chart import Chart
from timetax.reports.difference import KNOWN_IN_ONE, METHOD
from timetax.reports.difference_data import account_data, step_data
from timetax.reports.difference_forms import ARROW
from timetax.reports.difference_words import introduced
from timetax.reports.report import Column, Report, Row, Section, require_rows
from timetax.reports.side_by_side import share_of
from timetax.wording.numbers import Kind, in_hours, in_words, more_or_less, plural, signed_percent

LISTED = 10
"""How many versions that cannot be read are named."""

COLUMNS = (
    Column("when", "when", absent="", spare=3),
    Column("version", "version", shown="data"),
    Column("name", "version", shown="people"),
    Column("about", "what was said of it", shown="wide", absent=""),
    Column("old_hours", "before", Kind.HOURS, "data"),
    Column("new_hours", "hours a year", Kind.HOURS),
    Column("change_hours", "change", Kind.CHANGE),
    Column("change_share", "in %", Kind.CHANGE_SHARE, spare=1),
    *(Column(f"change_{part}", words, Kind.CHANGE, "wide") for part, words in PARTS.items()),
    Column("newly_known_hours", "now known", Kind.HOURS, "data"),
    Column("no_longer_known_hours", "no longer known", Kind.HOURS, "data"),
    Column("forms", "forms changed", Kind.COUNT, spare=2),
)
"""The columns of a step; people do not see those in which no step has anything."""

CAUSES_IN_SHORT = {
    "statute": "new statute",
    "discretion": "agency discretion",
    "adjustment": "adjustment",
    "violation": "violation of the PRA",
    "without_cause": "cause not given",
    "became_known": "known in one only",
}
"""The entries of an account between the totals, as columns call them."""

MAY_BE_BARE = ("when", "about", *(f"change_{part}" for part in PARTS))


def history_report(
    differences: Sequence[Difference],
    unreadable: Sequence[tuple[str, str]] = (),
    *,
    notes: Sequence[str] = (),
    top: int | None = None,
) -> Report:
    """Return the report on versions in a row, from the oldest to the newest.

    Args:
        differences: the steps, each from the version to which the one before leads.
        unreadable: the versions between that cannot be read: what they are called, and why.
        notes: what must be said of how the versions were found.
        top: how many steps a section shows, the newest; None shows all.

    Raises:
        InputError: there is no step, or `top` is below 1.
    """
    require_rows(top)
    if not differences:
        raise option_error("versions", "there is only one, so there is nothing to compare")
    first, last = differences[0].old, differences[-1].new
    moved = [each for each in differences if not each.is_empty]
    kept = moved[-top:] if top else moved
    names = _names(differences)
    sections = (_steps(differences, moved, kept, names), _accounts(kept, names))
    return Report(
        title=f"What changed, step by step: {first.name} {ARROW} {last.name}",
        headline=_headline(differences),
        description=None,
        total=None,
        sections=tuple(each for each in sections if each.rows) or sections[:1],
        notes=(*notes, *_notes(differences, unreadable)),
        currency=last.tables.currency,
        format=("timetax_history", 1),
        data={
            "steps": [_data(each) for each in differences],
            "unreadable": [{"name": name, "reason": reason} for name, reason in unreadable],
        },
        compact=True,
    )


def _headline(differences: Sequence[Difference]) -> str:
    before, now = differences[0].before.burden_hours, differences[-1].now.burden_hours
    steps = plural(len(differences), "step")
    change = _change(differences)
    if all(each.is_empty for each in differences):
        return f"No change in {steps}: {in_hours(in_words(now))} a year."
    share = share_of(change, before)
    percent = "" if share is None else f" ({signed_percent(share)})"
    added = f"{more_or_less(change)}{percent}" if change else "no more and no less in all"
    ends = f"From {in_words(before)} to {in_hours(in_words(now))} a year in {steps}"
    return f"{ends}: {added}{_known_in_one(differences)}."


def _known_in_one(differences: Sequence[Difference]) -> str:
    now = math.fsum(each.newly_known_hours for each in differences)
    before = math.fsum(each.no_longer_known_hours for each in differences)
    said = [f"{in_hours(in_words(now))} became known"] if now else []
    said += [f"{in_hours(in_words(before))} are no longer known"] if before else []
    return f"; {' and '.join(said)}, which is no change" if said else ""


def _change(differences: Sequence[Difference]) -> float:
    return math.fsum(each.change_hours for each in differences)


def _names(differences: Sequence[Difference]) -> dict[str, str]:
    """Return what people see of each version's name: not the folder that all are in."""
    names = [differences[0].old.name, *(each.new.name for each in differences)]
    folders = {name.rpartition("/")[0] for name in names}
    alike = f"{folders.pop()}/" if len(folders) == 1 else ""
    return {name: name.removeprefix(alike) for name in names}


def _steps(
    differences: Sequence[Difference],
    moved: Sequence[Difference],
    kept: Sequence[Difference],
    names: Mapping[str, str],
) -> Section:
    rows = tuple(_row(each, names) for each in kept)
    cut = moved[: len(moved) - len(kept)]
    still = len(differences) - len(moved)
    return Section(
        key="steps",
        title="Each step",
        by=("version",),
        columns=tuple(
            replace(column, shown="data")
            if column.key in MAY_BE_BARE and not any(row[place] for row in rows)
            else column
            for place, column in enumerate(COLUMNS)
        ),
        rows=rows,
        rest=_together(f"{len(cut):,} before", cut) if cut else None,
        total=_together("All steps", differences),
        notes=(f"Without a change and not shown: {plural(still, 'step')}.",) if still else (),
        only_for_people=True,
        chart=Chart(
            "line",
            ("new_hours",),
            names=("when",) if any(row[0] for row in rows) else ("name",),
            at="when" if all(row[0] for row in rows) else None,
            title="Hours a year, version by version",
            start=_first(kept[0], names, dated=any(row[0] for row in rows)) if kept else None,
        ),
    )


def _first(step: Difference, names: Mapping[str, str], *, dated: bool) -> tuple[str, float] | None:
    """Return the version that steps begin with, by its day or its name, and its hours."""
    old = step.old
    label = (old.when or "")[:10] if dated else names[old.name]
    return (label, step.before.burden_hours) if label else None


def _row(step: Difference, names: Mapping[str, str]) -> Row:
    return (
        step.new.when and step.new.when[:10],
        step.new.name,
        names[step.new.name],
        step.new.about,
        step.before.burden_hours,
        step.now.burden_hours,
        step.change_hours,
        step.change_share,
        *(step.parts[part] for part in PARTS),
        step.newly_known_hours,
        step.no_longer_known_hours,
        _changed_forms(step),
    )


def _together(label: str, steps: Sequence[Difference]) -> Row:
    """Return the row of several steps; how many forms changed is no sum of theirs."""
    before, change = steps[0].before.burden_hours, _change(steps)
    return (
        None,
        label,
        label,
        None,
        before,
        steps[-1].now.burden_hours,
        change,
        share_of(change, before),
        *(math.fsum(each.parts[part] for each in steps) for part in PARTS),
        math.fsum(each.newly_known_hours for each in steps),
        math.fsum(each.no_longer_known_hours for each in steps),
        None,
    )


def _changed_forms(step: Difference) -> int:
    return sum(count for status, count in step.counts.items() if status != Status.UNCHANGED)


def _accounts(steps: Sequence[Difference], names: Mapping[str, str]) -> Section:
    """Return the hours that each cause added in each step, if causes are named."""
    named = [each for each in steps if each.forms["cause"].notna().any()]
    accounts = [account_data(each.accounts["hours"]) for each in named]
    used = [each for each in CAUSES_IN_SHORT if any(account[each] for account in accounts)]
    return Section(
        key="accounts",
        title="The hours that each cause added",
        by=("version",),
        columns=(
            Column("version", "version"),
            Column("previous", "before", Kind.HOURS, "wide"),
            *(Column(each, CAUSES_IN_SHORT[each], Kind.CHANGE) for each in used),
            Column("total", "now", Kind.HOURS, "wide"),
        ),
        rows=tuple(
            (names[step.new.name], *(account[each] for each in ("previous", *used, "total")))
            for step, account in zip(named, accounts, strict=True)
        ),
        notes=("Steps of which no cause is named are not shown.",)
        if len(named) < len(steps)
        else (),
        only_for_people=True,
    )


def _notes(
    differences: Sequence[Difference], unreadable: Sequence[tuple[str, str]]
) -> Iterator[str]:
    yield f"From: {introduced(differences[0].old)}."
    yield f"To: {introduced(differences[-1].new)}."
    for name, reason in unreadable[:LISTED]:
        yield f"Left out, because it cannot be read: {name}: {reason}"
    if len(unreadable) > LISTED:
        yield f"Left out as well: {plural(len(unreadable) - LISTED, 'more version')}."
    if any(not each.is_empty for each in differences):
        yield METHOD
    if _known_in_one(differences):
        yield KNOWN_IN_ONE
    for each in differences:
        yield from (f"{each.new.name}: {mismatch}" for mismatch in each.mismatches)


def _data(step: Difference) -> dict[str, object]:
    counts = {str(status): count for status, count in step.counts.items()}
    return {**step_data(step), "counts": counts, "mismatches": list(step.mismatches)}
