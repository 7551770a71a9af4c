"""The report on a difference: the verdict, why it changed, by whom, and the forms that did."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from timetax.catalogue.causes import CAUSES
from timetax.engine.difference.model import (
    PARTS,
    VOLUME,
    Difference,
    Status,
)
from timetax.engine.measures import (
    BESIDE_HOURS,
    BY_WORD,
    HOURS,
    IN_ROWS,
    IN_ROWS_BESIDE_HOURS,
    MEASURES,
)
from timetax.engine.totals import known_fields, totals_by
from timetax.reports.difference_data import COLUMNS, account_data, difference_data, named_as_data
from timetax.reports.difference_words import (
    IN_ONE_VERSION,
    WHAT_BECAME,
    headline,
    introduced,
    sentence,
)
from timetax.reports.fields import headings_of
from timetax.reports.report import Column, Report, Row, Section, require_rows, rows_of
from timetax.reports.side_by_side import (
    OVERLAPPING,
    fields_of,
    has_moved,
    labelled,
    largest_first,
    share_of,
    side_by_side,
)
from timetax.tables.layouts import MEMBERSHIPS, Tables
from timetax.wording.lists import some
from timetax.wording.numbers import (
    NOTHING,
    Kind,
    for_people,
    in_full,
    in_words,
    plural,
    signed,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from timetax.engine.difference.verdicts import Verdict


ARROW = "\N{RIGHTWARDS ARROW}"

OPEN_ROWS = 25
"""How many forms that changed are shown at once; a longer list is folded."""

IDS = 3
"""How many ids of forms that were merged or split people see."""

METHOD = (
    "Time per response is valued at the responses now, and responses at the time before; so the "
    "rows add up to the change, without a remainder."
)

KNOWN_IN_ONE = (
    "A form whose hours are known in one version only changes nothing: what became known was there "
    "before."
)

MARKS = {Status.NEW: "+", Status.REMOVED: "-", Status.RENAMED: "="}
MARK = "~"
LEGEND = "Marks: + new, - gone, ~ changed, = only renamed."

GATE_RESULTS = {"broken": "BROKEN", "unknown": "not evaluated", "passed": "passed"}
"""What people read of a gate's status, in the order in which gates stand."""

REPORTED = {
    "minutes": ("minutes", Kind.MINUTES),
    **{each.word: (each.heading, each.kind) for each in BESIDE_HOURS},
}
"""What is said of a form besides its hours, and how."""

OF_HOURS = (
    Column("old_hours", "before", Kind.HOURS, spare=2),
    Column("new_hours", "now", Kind.HOURS, spare=3),
    Column("change_hours", "change", Kind.CHANGE),
    Column("change_share", "in %", Kind.CHANGE_SHARE, spare=1),
)

BESIDE = tuple(
    column
    for each in IN_ROWS_BESIDE_HOURS
    for column in (
        Column(f"old_{each.word}", f"{each.heading} before", each.kind, "data"),
        Column(f"new_{each.word}", f"{each.heading} now", each.kind, "data"),
        Column(f"change_{each.word}", f"change in {each.heading}", Kind.CHANGE, "wide"),
    )
)

OF_BOTH = {f"before_{each.word}": f"old_{each.word}" for each in IN_ROWS} | {
    f"after_{each.word}": f"new_{each.word}" for each in IN_ROWS
}


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
    groupings = _groupings(difference, by)
    groups = _groups(difference, groupings, top)
    forms = _forms(difference, top)
    tidy = groups[0] if by and groups else forms
    why = _why(difference)
    sections = [
        _gates(verdicts),
        why,
        _of_responses(difference, why),
        _accounts(difference),
        *groups,
        forms,
        _both(difference),
    ]
    if difference.is_empty:
        failed = any(each.status != "passed" for each in verdicts)
        sections = [*([_gates(verdicts)] if failed else []), tidy]
    return Report(
        title=f"What changed: {difference.old.name} {ARROW} {difference.new.name}",
        headline=headline(difference),
        description=None,
        total=None,
        sections=tuple(each for each in sections if each.rows or each is tidy),
        notes=difference.mismatches if difference.is_empty else tuple(_notes(difference)),
        currency=difference.new.tables.currency,
        format=("timetax_diff", 1),
        data=difference_data(difference, verdicts, key),
        tidy=tidy.key,
        compact=True,
    )


def _gates(verdicts: Sequence["Verdict"]) -> Section:
    order = list(GATE_RESULTS)
    return Section(
        key="gates",
        title="Gates",
        by=("gate",),
        columns=(
            Column("gate", "gate"),
            Column("status", "result"),
            Column("reason", "why"),
            Column("forms", "forms that broke it", absent=""),
        ),
        rows=tuple(
            (str(each.gate), GATE_RESULTS[each.status], each.reason, _breaking(each))
            for each in sorted(verdicts, key=lambda each: order.index(each.status))
        ),
        only_for_people=True,
        essential=True,
    )


def _breaking(verdict: "Verdict") -> str | None:
    """Return the forms that broke a gate, with their changes, or None if it is not broken."""
    if verdict.status != "broken":
        return None
    named = [
        form.form if form.change is None else f"{form.form} {signed(form.change)}"
        for form in verdict.forms[:IDS]
    ]
    return some(named, IDS, in_all=verdict.forms_in_all)


def _why(difference: Difference) -> Section:
    before, change = difference.before.burden_hours, difference.change_hours
    parts = ((sentence(PARTS[part]), hours) for part, hours in difference.parts.items() if hours)
    known = (
        ("Known only now, and so no change", difference.newly_known_hours),
        ("Known only before, and so no change", difference.no_longer_known_hours),
    )
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
    )


def _accounts(difference: Difference) -> Section:
    """Return the account by cause, if causes are named: a column a measure, to be added up."""
    entries = {word: account_data(account) for word, account in difference.accounts.items()}
    named = bool(difference.forms["cause"].notna().any())
    measures = [each for each in entries if any(entries[each].values())]
    currency = difference.new.tables.currency
    labels = {"previous": "Before", **CAUSES, "without_cause": "cause not given"}
    labels |= {"became_known": "known in one version only", "total": "Now"}

    def cell(measure: str, entry: str) -> str:
        value = entries[measure][entry]
        return in_words(value) if entry in ("previous", "total") else signed(value)

    return Section(
        key="accounts",
        title="The account by cause, a year",
        by=("cause",),
        columns=(
            Column("cause", "cause"),
            *(Column(each, BY_WORD[each].unit_in(currency), Kind.NUMBER) for each in measures),
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


def _groupings(difference: Difference, by: tuple[str, ...]) -> list[tuple[str, ...]]:
    if by:
        return [] if by == ("form",) else [by]
    events = len(difference.old.tables.life_events) + len(difference.new.tables.life_events)
    return [("department",), *([("life_event",)] if events else [])]


def _groups(
    difference: Difference, groupings: Sequence[tuple[str, ...]], top: int | None
) -> list[Section]:
    if not groupings:
        return []
    old, new, left_out = _comparable(difference)
    return [_group(difference, old, new, left_out, by, top) for by in groupings]


def _comparable(difference: Difference) -> tuple[Tables, Tables, int]:
    """Return the counted forms whose change is known, and of how many rows it is not."""
    import numpy as np

    forms = difference.forms
    unsure = forms.loc[forms["change_hours"].isna(), "subject"].to_numpy()

    def without(tables: Tables, subjects: "npt.NDArray[np.intp]") -> Tables:
        kept = tables.forms["burden_hours"].notna() & tables.forms["excluded"].isna()
        return replace(tables, forms=tables.forms[kept & ~np.isin(subjects, unsure)])

    old = without(difference.old.tables, difference.subjects.old)
    return old, without(difference.new.tables, difference.subjects.new), len(unsure)


def _group(
    difference: Difference,
    old: Tables,
    new: Tables,
    left_out: int,
    by: tuple[str, ...],
    top: int | None,
) -> Section:
    both = side_by_side(totals_by(old, by), totals_by(new, by), by)
    moved = has_moved(both)
    rows = largest_first(both[moved], by).rename(columns=OF_BOTH)
    kept, cut = rows[:top], rows[len(rows) if top is None else top :]
    columns = (*fields_of(by), *OF_HOURS, *BESIDE)
    still = int((~moved).sum())
    notes = (
        f"Unchanged and not shown: {plural(still, 'row')}." if still else "",
        OVERLAPPING if _overlaps(both, difference, by) else "",
        f"Without {plural(left_out, 'form')} whose change is not known." if left_out else "",
    )
    return Section(
        key=",".join(by),
        title=f"By {headings_of(by)}",
        by=by,
        columns=columns,
        rows=rows_of(kept, columns),
        rest=labelled(f"{len(cut):,} more", columns, _sums(cut)) if len(cut) else None,
        total=labelled("All forms", columns, _of_all(difference, old, new)),
        notes=tuple(filter(None, notes)),
    )


def _overlaps(both: "pd.DataFrame", difference: Difference, by: tuple[str, ...]) -> bool:
    """Return whether rows of a field with several values a form add up to more than all forms."""
    sums = {"before_hours": difference.before, "after_hours": difference.now}
    return any(field in MEMBERSHIPS for field in by) and any(
        math.fsum(both[column].dropna().tolist()) > whole.burden_hours + 0.5
        for column, whole in sums.items()
    )


def _sums(rows: "pd.DataFrame") -> Row:
    """Return what rows add up to in the columns of `OF_HOURS` and `BESIDE`."""
    sums = {
        column.key: math.fsum(rows[column.key].dropna().tolist()) for column in (*OF_HOURS, *BESIDE)
    }
    sums["change_share"] = share_of(sums["change_hours"], sums["old_hours"]) or math.nan
    return tuple(None if math.isnan(each) else each for each in sums.values())


def _of_all(difference: Difference, old: Tables, new: Tables) -> Row:
    before, now = (_added(each, HOURS.key) for each in (old, new))
    change = difference.change_hours
    beside: list[float] = []
    for each in IN_ROWS_BESIDE_HOURS:
        was, is_now = (_added(tables, each.key) for tables in (old, new))
        beside += [was, is_now, is_now - was]
    return (before, now, change, share_of(change, before), *beside)


def _added(tables: Tables, column: str) -> float:
    return math.fsum(tables.forms[column].tolist())


def _forms(difference: Difference, top: int | None) -> Section:
    forms = named_as_data(difference.forms)
    kept, cut = forms[:top], forms[len(forms) if top is None else top :]
    still = difference.counts.get(Status.UNCHANGED, 0)
    whole = (difference.before.burden_hours, difference.now.burden_hours, difference.change_hours)
    return Section(
        key="form",
        title="The forms that changed",
        by=("form",),
        columns=COLUMNS,
        rows=tuple(_row(each) for each in kept.to_dict("records")),
        rest=_together(f"{len(cut):,} more", _hours_of(cut)) if len(cut) else None,
        total=_together("All forms", whole),
        notes=(
            LEGEND,
            *((f"Unchanged and not shown: {plural(still, 'form')}.",) if still else ()),
        ),
        only_for_people=True,
        folded=len(kept) > OPEN_ROWS,
    )


def _together(label: str, hours: Sequence[float]) -> Row:
    """Return a row that people see of several forms."""
    cells = dict(zip(("id", "before", "now", "change"), (label, *hours), strict=True))
    return tuple(cells.get(column.key) for column in COLUMNS)


def _hours_of(rows: "pd.DataFrame") -> list[float]:
    columns = ("old_hours", "new_hours", "change_hours")
    return [math.fsum(rows[column].dropna().tolist()) for column in columns]


def _row(form: Mapping[Any, Any]) -> Row:
    change = _known(form["change_hours"])
    cells = {
        **form,
        "mark": MARKS.get(form["status"], MARK),
        "id": _shortened(form["form"], 1),
        "what": "; ".join(_what_changed(form)),
        "before": _hours(form, "old"),
        "now": _hours(form, "new"),
        "change": IN_ONE_VERSION.get(form["status"]) if change is None else change,
    }
    return tuple(_known(cells[column.key]) for column in COLUMNS)


def _known(value: Any) -> Any:
    """Return a value, or None if it is missing."""
    return None if value is None or value != value else value  # a NaN is not itself


def _hours(form: Mapping[Any, Any], end: str) -> float | str | None:
    """Return the hours of a form; None if they are not known, a dash if it does not count."""
    return _known(form[f"{end}_hours"]) if form[f"{end}_forms"] else NOTHING


def _shortened(ids: str, most: int = IDS) -> str:
    """Return ids joined by commas, without most of them if they are many."""
    return some(ids.split(", "), most)


def _what_changed(form: Mapping[Any, Any]) -> Iterator[str]:
    """Yield what changed of a form in a few words each."""
    status, old, new = form["status"], form["old_forms"], form["new_forms"]
    if status in (Status.NEW, Status.REMOVED):
        yield WHAT_BECAME[status]
    elif status in (Status.MERGED, Status.SPLIT):
        yield f"{old:,} {WHAT_BECAME[status]} {new:,}"
    elif not old or not new:
        yield "counted only now" if new else "no longer counted"
    for name, (label, kind) in REPORTED.items():
        before, now = _known(form[f"old_{name}"]), _known(form[f"new_{name}"])
        if not (old and new):
            only = (each for each in (before, now) if each is not None)
            yield from (f"{label} {_plain(each, kind)}" for each in only)
        elif before != now:
            yield _moved(label, before, now, kind)
    units = _known(form["old_unit"]), _known(form["new_unit"])
    if units[0] != units[1] and old and new:
        yield f"counts {units[0] or 'forms'} {ARROW} {units[1] or 'forms'}"
    if was := _known(form["was"]):
        yield f"was {_shortened(was)}"


def _moved(label: str, before: float | None, now: float | None, kind: Kind) -> str:
    """Return a figure before and now, with all its digits if they look the same otherwise."""
    if now is None:
        return f"{label} no longer known, were {_plain(before, kind)}"
    if before is None:
        return f"{label} now known: {_plain(now, kind)}"
    ends = _plain(before, kind), _plain(now, kind)
    one, other = ends if ends[0] != ends[1] else (in_full(before), in_full(now))
    return f"{label} {one} {ARROW} {other}"


def _plain(value: float | None, kind: Kind) -> str:
    return for_people(value, kind).removesuffix(".0")


def _both(difference: Difference) -> Section:
    before, now = difference.before, difference.now
    currency = difference.new.tables.currency
    rows = (
        ("Forms", before.forms, now.forms),
        ("of these not estimated, and so in no total", before.not_estimated, now.not_estimated),
        ("Forms left out of the totals on purpose", before.excluded, now.excluded),
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
    yield f"Before: {introduced(old)}."
    yield f"Now: {introduced(new)}."
    yield METHOD
    if difference.newly_known_hours or difference.no_longer_known_hours:
        yield KNOWN_IN_ONE
    yield from dict.fromkeys((*old.tables.notes, *new.tables.notes))
