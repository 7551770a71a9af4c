"""A report that was saved as JSON, as a measure: how many hours the forms of a budget had then."""

import math
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timetax.files.json import input_mistake, read_json
from timetax.files.yaml import File, KeyPath
from timetax.tables.saved_writing import KEY, VERSION
from timetax.wording.lists import some
from timetax.wording.numbers import plural

HOW_TO_SAVE = "`timetax report --by form --format json`"
NAMED = 3
"""How many forms a message names."""


@dataclass(frozen=True)
class SavedReport:
    """What a report says of hours: by form (None if that is not in it), and in total.

    Hours that were unknown are None; `not_estimated` counts the forms that have them.
    """

    by_form: Mapping[str, float | None] | None
    total: float
    not_estimated: int


LARGEST = 1e60
"""No hours are that many, and sums of them do not overflow."""


@dataclass(frozen=True)
class Measure:
    """Hours at least and at most (`inf` if unknown), and in words why they differ, if they do."""

    least: float
    most: float
    doubt: str = ""


def read_report(path: Path) -> SavedReport:
    """Return the report that was saved at `path`.

    Raises:
        InputError: the file cannot be read or is no report.
    """
    file, content = read_json(path, KEY, VERSION, f"a report, as {HOW_TO_SAVE} writes it")
    total = content.get("total")
    hours = total.get("burden_hours") if isinstance(total, dict) else None
    not_estimated = total.get("not_estimated") if isinstance(total, dict) else None
    if hours is None or not _is_number(hours):
        raise input_mistake(file, ("total", "burden_hours"), "total: must have burden_hours")
    if not isinstance(not_estimated, int):
        raise input_mistake(file, ("total", "not_estimated"), "total: must have not_estimated")
    return SavedReport(_by_form(file, content.get("sections")), hours, not_estimated)


def measure(
    report: SavedReport, selected: Set[str] | None, known: Set[str], unknown_now: Set[str]
) -> Measure | None:
    """Return the hours that a budget had in a report, or None if the report does not tell.

    Args:
        report: the saved report.
        selected: the forms that the budget selects now; None for all that there are and were.
        known: all forms that the catalogue has now.
        unknown_now: forms whose hours are unknown now; that they were then makes no difference.
    """
    if report.by_form is None:
        if selected is not None:
            return None
        missing = plural(report.not_estimated, "form")
        doubt = f"in the baseline the hours of {missing} are unknown"
        certain = not report.not_estimated
        return Measure(
            report.total, report.total if certain else math.inf, "" if certain else doubt
        )
    sure = {form for form in report.by_form if selected is None or form in selected}
    perhaps = {form for form in report.by_form if form not in known} - sure
    unknown = [
        form
        for form, hours in report.by_form.items()
        if hours is None and form in sure | perhaps and form not in unknown_now
    ]
    doubts = []
    if unknown:
        doubts.append(f"in the baseline the hours of {some(unknown, NAMED)} are unknown")
    if perhaps:
        gone = some(sorted(perhaps), NAMED)
        doubts.append(f"the baseline has {gone}, gone since, which may have been selected")
    least = math.fsum(report.by_form[form] or 0 for form in sure)
    most = math.fsum(report.by_form[form] or 0 for form in sure | perhaps)
    return Measure(least, math.inf if unknown else most, "; ".join(doubts))


def _by_form(file: File, sections: Any) -> dict[str, float | None] | None:
    for index, section in enumerate(sections if isinstance(sections, list) else []):
        if isinstance(section, dict) and section.get("by") == ["form"] and not section.get("rest"):
            rows, path = section.get("rows"), ("sections", index, "rows")
            if not isinstance(rows, list):
                raise input_mistake(file, path, "rows: must be a list of forms")
            return dict(_row(file, (*path, i), row) for i, row in enumerate(rows))
    return None


def _row(file: File, path: KeyPath, row: Any) -> tuple[str, float | None]:
    form = row.get("form") if isinstance(row, dict) else None
    if not isinstance(form, str):
        raise input_mistake(file, path, "a row by form must have a form, which is a text")
    hours = row.get("burden_hours")
    if hours is not None and not _is_number(hours):
        message = f"burden_hours: the hours of {form} must be a number or null"
        raise input_mistake(file, (*path, "burden_hours"), message)
    return form, hours


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= value <= LARGEST
