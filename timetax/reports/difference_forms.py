"""What changed form by form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from timetax.engine.difference.model import (
    Difference,
    Status,
)
from timetax.engine.measures import BESIDE_HOURS
from timetax.reports.chart import Chart
from timetax.reports.difference_data import COLUMNS, named_as_data
from timetax.reports.difference_words import (
    IN_ONE_VERSION,
    WHAT_BECAME,
)
from timetax.reports.report import Row, Section
from timetax.tables.exact import exact_sum
from timetax.wording.lists import some
from timetax.wording.numbers import (
    NOTHING,
    Kind,
    for_people,
    in_full,
    plural,
)

if TYPE_CHECKING:
    import pandas as pd

ARROW = "\N{RIGHTWARDS ARROW}"

AS_PUBLISHED = "hours as published, without factors to split them by"

OPEN_ROWS = 25
"""How many forms that changed are shown at once; a longer list is folded."""

IDS = 3
"""How many ids of forms that were merged or split people see."""

MARKS = {Status.NEW: "+", Status.REMOVED: "-", Status.RENAMED: "="}
MARK = "~"
LEGEND = "Marks: + new, - gone, ~ changed, = only renamed."

REPORTED = {
    "minutes": ("minutes", Kind.MINUTES),
    **{each.word: (each.heading, each.kind) for each in BESIDE_HOURS},
}
"""What is said of a form besides its hours, and how."""


def section_of_forms(difference: Difference, top: int | None) -> Section:
    """Return the forms that changed, the largest changes first."""
    forms = named_as_data(difference.forms)
    kept, cut = forms[:top], forms[len(forms) if top is None else top :]
    still = difference.counts.get(Status.UNCHANGED, 0)
    whole = (difference.before.burden_hours, difference.now.burden_hours, difference.change_hours)
    made = Section(
        key="form",
        title="The forms that changed",
        by=("form",),
        columns=COLUMNS,
        rows=tuple(_row(each) for each in kept.to_dict("records")),
        rest=together(f"{len(cut):,} more", hours_of(cut)) if len(cut) else None,
        total=together("All forms", whole),
        notes=(f"Unchanged and not shown: {plural(still, 'form')}.",) if still else (),
        key_to_letters=(LEGEND,),
        only_for_people=True,
        folded=len(kept) > OPEN_ROWS,
        chart=Chart(
            "bars", ("change",), names=("title", "id"), title="Change in hours a year by form"
        ),
    )
    return _of_new_catalogue(made) if difference.old.lack else made


def _of_new_catalogue(section: Section) -> Section:
    """Return the forms with their hours now alone: those before are unknown, and so the change."""
    places = [i for i, each in enumerate(COLUMNS) if each.key not in ("mark", "before", "change")]

    def kept(row: Row) -> Row:
        return tuple(row[place] for place in places)

    columns = kept(section.columns)
    return replace(
        section,
        title="The forms in it",
        columns=tuple(
            replace(each, shown="people") if each.key == "now" else each for each in columns
        ),
        rows=tuple(map(kept, section.rows)),
        rest=section.rest and kept(section.rest),
        total=section.total and kept(section.total),
        notes=(),
        key_to_letters=(),
        chart=Chart("bars", ("now",), names=("title", "id"), title="Hours a year by form"),
    )


def together(label: str, hours: Sequence[float]) -> Row:
    """Return a row that people see of several forms."""
    cells = dict(zip(("id", "before", "now", "change"), (label, *hours), strict=True))
    return tuple(cells.get(column.key) for column in COLUMNS)


def hours_of(rows: "pd.DataFrame") -> list[float]:
    """Return the hours before, now and their change of all rows."""
    columns = ("old_hours", "new_hours", "change_hours")
    return [exact_sum(rows[column].to_numpy()) for column in columns]


def _row(form: Mapping[Any, Any]) -> Row:
    change = known(form["change_hours"])
    cells = {
        **form,
        "mark": MARKS.get(form["status"], MARK),
        "id": shortened(form["form"], 1),
        "what": "; ".join(_what_changed(form)),
        "before": _hours(form, "old"),
        "now": _hours(form, "new"),
        "change": IN_ONE_VERSION.get(form["status"]) if change is None else change,
    }
    return tuple(known(cells[column.key]) for column in COLUMNS)


def known(value: Any) -> Any:
    """Return a value, or None if it is missing."""
    return None if value is None or value != value else value  # a NaN is not itself


def _hours(form: Mapping[Any, Any], end: str) -> float | str | None:
    """Return the hours of a form; None if they are not known, a dash if it does not count."""
    return known(form[f"{end}_hours"]) if form[f"{end}_forms"] else NOTHING


def shortened(ids: str, most: int = IDS) -> str:
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
        before, now = known(form[f"old_{name}"]), known(form[f"new_{name}"])
        if not (old and new):
            only = (each for each in (before, now) if each is not None)
            yield from (f"{label} {_plain(each, kind)}" for each in only)
        elif before != now:
            yield _moved(label, before, now, kind)
    if (
        status == Status.CHANGED
        and form["change_hours"]
        and not (form["time_hours"] or form["volume_hours"])
    ):
        yield AS_PUBLISHED
    units = known(form["old_unit"]), known(form["new_unit"])
    if units[0] != units[1] and old and new:
        yield f"counts {units[0] or 'forms'} {ARROW} {units[1] or 'forms'}"
    if was := known(form["was"]):
        yield f"was {shortened(was)}"


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
