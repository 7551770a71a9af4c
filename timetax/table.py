"""Lays a catalogue out as tables of inputs: one row a form, one row a form and life event."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timetax.exact import minutes_that_give
from timetax.ranges import Range

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from timetax.catalogue import Catalogue
    from timetax.schema import Form

FIELDS = (
    "form",
    "agency",
    "department",
    "life_event",
    "affected_public",
    "obligation",
    "online",
    "estimate_year",
    "form_number",
    "control_number",
    "icr_reference",
    "line_of_business",
    "frequency",
    "minutes_basis",
)
"""The fields by which forms are told apart: what can be totalled by and selected by."""

FIGURES = (
    "respondents",
    "responses_per_respondent",
    "responses",
    "minutes_per_response",
    "cost_per_response",
)
"""The inputs of a form, from which its hours and cost follow."""

FORMS = {
    "form": "str",
    "title": "str",
    "agency": "str",
    "agency_name": "str",
    "department": "str",
    "department_name": "str",
    "form_number": "str",
    "control_number": "str",
    "icr_reference": "str",
    "obligation": "str",
    "online": "str",
    "line_of_business": "str",
    "frequency": "str",
    "estimate_year": "Int64",
    "respondents": "float64",
    "responses_per_respondent": "float64",
    "responses": "float64",
    "minutes_per_response": "float64",
    "minutes_basis": "str",
    "cost_per_response": "float64",
    "unit": "str",
    "published_hours": "float64",
    "source": "str",
    "excluded": "str",
}
AGENCIES = dict.fromkeys(("agency", "name", "acronym", "code", "parent"), "str")
LIFE_EVENTS = {"form": "str", "life_event": "str", "life_event_name": "str", "share": "float64"}
AFFECTED = dict.fromkeys(("form", "affected_public", "affected_public_name"), "str")
OVERLAPS = dict.fromkeys(("form", "other", "reason"), "str")
REQUEST_FIGURES = (
    "responses",
    "hours",
    "cost",
    "previous_responses",
    "previous_hours",
    "previous_cost",
)
REQUESTS = {
    "request": "str",
    "agency": "str",
    "agency_name": "str",
    "department": "str",
    "department_name": "str",
    **dict.fromkeys(REQUEST_FIGURES, "float64"),
}
RANGES = {
    "form": "str",
    "figure": "str",
    "low": "float64",
    "likely": "float64",
    "high": "float64",
    "together": "str",
    "makes_responses": "bool",
}


@dataclass(frozen=True)
class Tables:
    """DataFrames of inputs, with the columns and dtypes that this module declares.

    Attributes:
        forms: a row a form (`FORMS`): responses a year, minutes per response, cost per response in
            `currency`. An unknown figure is NaN. `excluded` is the reason to leave it out.
        life_events: a row a form and event (`LIFE_EVENTS`); share is of the form's responses, and
            NaN where the event claims the form in full.
        affected_public: a row a form and part of the public that it affects (`AFFECTED`).
        agencies: a row an agency (`AGENCIES`), with its parent.
        overlaps: a row a declared overlap between two forms (`OVERLAPS`).
        ranges: a row a figure that is known as a range (`RANGES`); figures of the same `together`
            err together. `makes_responses` says that the form's responses follow from it.
        requests: a row a request (`REQUESTS`), with its totals and those before it.
        notes: what every report must say of where the tables come from.
        title: the name of the catalogue, or None.
        description: what the catalogue covers, or None.
        currency: the currency of the costs.
        covers: the whole that the catalogue covers (a key of `schema.COVERS`), or None.
    """

    forms: "pd.DataFrame"
    life_events: "pd.DataFrame"
    affected_public: "pd.DataFrame"
    agencies: "pd.DataFrame"
    overlaps: "pd.DataFrame"
    ranges: "pd.DataFrame"
    requests: "pd.DataFrame"
    notes: tuple[str, ...]
    title: str | None
    description: str | None
    currency: str
    covers: str | None


def tabulate(catalogue: "Catalogue") -> Tables:
    """Return the catalogue as tables of inputs.

    Responses are those given, else respondents x responses per respondent. Minutes per response are
    those given, else published hours x 60 / responses, and then their basis is `derived`. Cost per
    response is that given, else published cost / responses.
    """
    from timetax.fields import AFFECTED_PUBLIC

    forms = catalogue.forms
    departments = {name: catalogue.department(name) for name in catalogue.agencies}
    table = _frame(
        {
            "form": [form.id for form in forms],
            "title": [form.title for form in forms],
            "agency": [form.agency for form in forms],
            "agency_name": [catalogue.agencies[form.agency].name for form in forms],
            "department": [departments[form.agency].id for form in forms],
            "department_name": [departments[form.agency].name for form in forms],
            "form_number": [form.form_number for form in forms],
            "control_number": [form.control_number for form in forms],
            "icr_reference": [form.icr_reference for form in forms],
            "obligation": [form.obligation for form in forms],
            "online": [form.online for form in forms],
            "line_of_business": [form.line_of_business for form in forms],
            "frequency": [form.frequency for form in forms],
            "estimate_year": [form.estimate_year for form in forms],
            "respondents": [form.respondents for form in forms],
            "responses_per_respondent": [form.responses_per_respondent for form in forms],
            "responses": [form.total_responses for form in forms],
            "minutes_per_response": [form.minutes_per_response for form in forms],
            "minutes_basis": [form.basis_of("minutes_per_response") for form in forms],
            "cost_per_response": [form.cost_per_response for form in forms],
            "unit": [form.unit for form in forms],
            "published_hours": [form.published_hours for form in forms],
            "published_cost": [form.published_cost for form in forms],
            "source": [form.source and form.source.title for form in forms],
            "excluded": [form.excluded for form in forms],
        },
        FORMS | {"published_cost": "float64"},
    )
    return Tables(
        forms=_with_what_follows(table),
        life_events=_frame(
            {
                "form": [form.id for form in forms for _ in form.life_events],
                "life_event": [event for form in forms for event, _ in form.life_events],
                "life_event_name": [
                    catalogue.life_events[event].name
                    for form in forms
                    for event, _ in form.life_events
                ],
                "share": [share for form in forms for _, share in form.life_events],
            },
            LIFE_EVENTS,
        ),
        affected_public=_frame(
            {
                "form": [form.id for form in forms for _ in form.affected_public],
                "affected_public": [public for form in forms for public in form.affected_public],
                "affected_public_name": [
                    AFFECTED_PUBLIC[public] for form in forms for public in form.affected_public
                ],
            },
            AFFECTED,
        ),
        agencies=_frame(
            {
                "agency": list(catalogue.agencies),
                "name": [agency.name for agency in catalogue.agencies.values()],
                "acronym": [agency.acronym for agency in catalogue.agencies.values()],
                "code": [agency.code for agency in catalogue.agencies.values()],
                "parent": [agency.parent for agency in catalogue.agencies.values()],
            },
            AGENCIES,
        ),
        overlaps=_frame(
            {
                "form": [form.id for form in forms for _ in form.overlaps],
                "other": [other for form in forms for other, _ in form.overlaps],
                "reason": [reason for form in forms for _, reason in form.overlaps],
            },
            OVERLAPS,
        ),
        ranges=_ranges(forms),
        requests=_frame(
            {
                "request": [request.id for request in catalogue.requests],
                "agency": [request.agency for request in catalogue.requests],
                "agency_name": [
                    catalogue.agencies[each.agency].name for each in catalogue.requests
                ],
                "department": [departments[each.agency].id for each in catalogue.requests],
                "department_name": [departments[each.agency].name for each in catalogue.requests],
                **{
                    figure: [getattr(request, figure) for request in catalogue.requests]
                    for figure in REQUEST_FIGURES
                },
            },
            REQUESTS,
        ),
        notes=catalogue.notes,
        title=catalogue.title,
        description=catalogue.description,
        currency=catalogue.currency,
        covers=catalogue.covers,
    )


def among(values: "pd.Series[str]", wanted: Iterable[str]) -> "npt.NDArray[np.bool_]":
    """Return which values are among the wanted ones."""
    import numpy as np

    known = set(wanted) if len(values) else set()
    return np.fromiter((value in known for value in values.tolist()), dtype=bool, count=len(values))


def _ranges(forms: "Iterable[Form]") -> "pd.DataFrame":
    found = [
        (form, figure, value)
        for form in forms
        for figure in FIGURES
        if isinstance(value := getattr(form, figure), Range)
    ]
    return _frame(
        {
            "form": [form.id for form, _, _ in found],
            "figure": [figure for _, figure, _ in found],
            "low": [value.low for _, _, value in found],
            "likely": [float(value) for _, _, value in found],
            "high": [value.high for _, _, value in found],
            "together": [
                form.source.title if form.source and form.source.correlated else None
                for form, _, _ in found
            ],
            "makes_responses": [
                form.responses is None and figure in ("respondents", "responses_per_respondent")
                for form, figure, _ in found
            ],
        },
        RANGES,
    )


def _frame(columns: dict[str, Iterable[object]], dtypes: dict[str, str]) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(
        {name: pd.Series(columns[name], dtype=dtype) for name, dtype in dtypes.items()}
    )


def _with_what_follows(forms: "pd.DataFrame") -> "pd.DataFrame":
    from timetax.fields import Basis

    frequency = forms["responses_per_respondent"]
    responses = forms["responses"]
    frequency = frequency.where(
        frequency.notna() | forms["respondents"].isna(),
        (responses / forms["respondents"].where(forms["respondents"] > 0)).fillna(1.0),
    )
    divisor = responses.where(responses > 0)
    hours = forms["published_hours"].to_numpy()
    minutes = forms["published_hours"].copy()
    minutes[:] = minutes_that_give(hours, responses.to_numpy())
    follows = forms["minutes_per_response"].isna() & minutes.notna()
    return forms.assign(
        responses_per_respondent=frequency,
        minutes_per_response=forms["minutes_per_response"].fillna(minutes),
        minutes_basis=forms["minutes_basis"].where(~follows, str(Basis.DERIVED)),
        cost_per_response=forms["cost_per_response"].fillna(forms["published_cost"] / divisor),
    ).drop(columns="published_cost")
