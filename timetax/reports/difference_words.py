"""A difference in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from timetax.engine.difference.model import (
    Difference,
    Lack,
    Status,
    Version,
)
from timetax.wording.numbers import (
    in_hours,
    in_words,
    more_or_less,
    plural,
    signed_percent,
)

if TYPE_CHECKING:
    import pandas as pd


def headline(difference: Difference) -> str:
    """Return what changed in one line."""
    change, share = difference.change_hours, difference.change_share
    forms = difference.now.forms - difference.now.not_estimated
    hours = f"{in_hours(in_words(difference.now.burden_hours))} a year"
    they_take = f"{plural(forms, 'form')} {'takes' if forms == 1 else 'take'} {hours}"
    if difference.old.lack is Lack.BROKEN:
        return f"Nothing to compare with: {difference.old.about}. Now {they_take}."
    if difference.old.lack is Lack.ABSENT:
        return f"New catalogue: {they_take}."
    if difference.is_empty:
        return f"No change: {they_take}."
    said = ", ".join(_became(difference))
    if not change:
        return f"No hours added or taken away: {said}."
    percent = "" if share is None else f" ({signed_percent(share)})"
    return f"{more_or_less(change)}{percent}: {said}."


def sentence(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def introduced(version: Version) -> str:
    """Return what a version is called, when it was made, and what was said of it."""
    said = (version.when and version.when[:10], version.tables.title)
    named = ", ".join([version.name, *filter(None, said)])
    return f"{named}: {version.about.removesuffix('.')}" if version.about else named


IN_ONE_VERSION = {
    Status.NEWLY_KNOWN: "now known",
    Status.NO_LONGER_KNOWN: "no longer known",
}
WHAT_BECAME = {
    Status.RENAMED: "renamed",
    Status.NEW: "new",
    Status.REMOVED: "gone",
    Status.MERGED: "merged into",
    Status.SPLIT: "split into",
    Status.RE_SCOPED: "counted otherwise",
    **IN_ONE_VERSION,
}
"""What the verdict calls forms of a status; those that changed have words of their own."""


def _became(difference: Difference) -> Iterator[str]:
    """Yield what became of how many forms; the first says that it is forms that are counted."""
    first = True
    for words, count in _counted(difference).items():
        if not count:
            continue
        if not first:
            yield f"{count:,} {words}"
        elif words == WHAT_BECAME[Status.NEW]:
            yield plural(count, "new form")
        else:
            yield f"{plural(count, 'form')} {words}"
        first = False


def _counted(difference: Difference) -> dict[str, int]:
    forms = difference.forms
    counts = dict(_of_changed(forms[forms["status"] == Status.CHANGED]))
    for status, words in WHAT_BECAME.items():
        rows = forms[forms["status"] == status]
        if status in (Status.MERGED, Status.SPLIT):
            counts[f"{words} {int(rows['new_forms'].sum()):,}"] = int(rows["old_forms"].sum())
        else:
            counts[words] = len(rows)
    return counts


def _of_changed(forms: "pd.DataFrame") -> Iterator[tuple[str, int]]:
    """Yield how many forms got longer or shorter, and how many are filled in more or less."""
    change, time = forms["change_hours"], forms["time_hours"]
    unsplit = (change != 0) & (time == 0) & (forms["volume_hours"] == 0)
    by_time = (time.abs() >= forms["volume_hours"].abs()) & ~unsplit
    by_volume = ~by_time & ~unsplit
    for words, rows in {
        "longer": (change > 0) & by_time,
        "shorter": (change < 0) & by_time,
        "with more responses": (change > 0) & by_volume,
        "with fewer responses": (change < 0) & by_volume,
        "with more hours as published": (change > 0) & unsplit,
        "with fewer hours as published": (change < 0) & unsplit,
        "changed without more or less hours": change == 0,
        "changed whose hours are not known": change.isna(),
    }.items():
        yield words, int(rows.sum())
