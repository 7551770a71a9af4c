"""Which form of a catalogue a printed form is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timetax.catalogue.counted import Printed
from timetax.catalogue.form import Form

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Known:
    """A form of a catalogue, as far as a form on paper is set beside it."""

    id: str
    title: str
    agency: str
    form_number: str | None
    control_number: str | None
    minutes: float | None
    responses: float | None
    excluded: bool = False


def known_forms(forms: "pd.DataFrame") -> list[Known]:
    """Return the forms of a table of forms."""
    return [_known(row) for row in forms.to_dict("records")]


def known_entries(forms: Iterable[Form]) -> list[Known]:
    """Return the forms of a catalogue; whatever else in it is wrong."""
    return [
        Known(
            id=form.id,
            title=form.title,
            agency=form.agency,
            form_number=form.form_number,
            control_number=form.control_number,
            minutes=minutes_of(form),
            responses=form.total_responses,
            excluded=form.excluded is not None,
        )
        for form in forms
    ]


def minutes_of(form: Form) -> float | None:
    """Return the minutes for a response as given, else as they follow from published hours."""
    if form.minutes_per_response is not None:
        return form.minutes_per_response
    responses = form.total_responses
    if form.published_hours is None or not responses:
        return None
    return form.published_hours * 60 / responses


def matched(printed: Printed, known: Iterable[Known]) -> Known | None:
    """Return the form of a catalogue that prints this; None if none does, or it is not certain.

    The form number and the control number must agree where both have one; a control number alone
    is enough for a form of the catalogue that has no form number. Without a control number, only
    the form number that is printed most often counts: a form names others, too. Of several, the one
    whose number is printed most often is meant.
    """
    numbers = [_plain(each) for each in printed.form_numbers]
    found: dict[int, list[Known]] = {}
    for each in known:
        controls = set(printed.control_numbers)
        same_control = each.control_number in controls
        if controls and each.control_number and not same_control:
            continue
        if each.form_number:
            if _plain(each.form_number) in (numbers if same_control else numbers[:1]):
                found.setdefault(numbers.index(_plain(each.form_number)), []).append(each)
        elif same_control:
            found.setdefault(len(numbers), []).append(each)
    best = found[min(found)] if found else []
    return best[0] if len(best) == 1 else None


def matched_loosely(printed: Printed, known: Iterable[Known]) -> Known | None:
    """Return the form of a catalogue that prints this, although it may print another's number.

    That is the form that `matched` finds, else the only one of the form number that is printed most
    often, so that a wrong control number can be told.
    """
    forms = list(known)
    if found := matched(printed, forms):
        return found
    number = _plain(printed.form_numbers[0]) if printed.form_numbers else ""
    same = [each for each in forms if number and number == _plain(each.form_number or "")]
    return same[0] if len(same) == 1 else None


def _plain(number: str) -> str:
    return re.sub(r"^(?:va |dd |irs |ssa )?form\b|\W", "", number.casefold())


def _known(row: Mapping[Any, Any]) -> Known:
    def given(key: str) -> Any:
        return None if row[key] != row[key] else row[key]

    return Known(
        id=row["form"],
        title=row["title"],
        agency=row["agency"],
        form_number=given("form_number"),
        control_number=given("control_number"),
        minutes=given("minutes_per_response"),
        responses=given("responses"),
        excluded=given("excluded") is not None,
    )
