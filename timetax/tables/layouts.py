"""Lays a catalogue out as tables of inputs: one row a form, one row a form and life event."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd


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
    "previous_hours": "float64",
    "published_change": "float64",
    "source": "str",
    "excluded": "str",
}


AGENCIES = dict.fromkeys(("agency", "name", "acronym", "code", "parent"), "str")


LIFE_EVENTS = {"form": "str", "life_event": "str", "life_event_name": "str", "share": "float64"}


AFFECTED = dict.fromkeys(("form", "affected_public", "affected_public_name"), "str")


OVERLAPS = dict.fromkeys(("form", "other", "reason"), "str")


REPLACES = dict.fromkeys(("form", "replaced"), "str")


CAUSES = {
    "form": "str",
    "cause": "str",
    "responses": "float64",
    "hours": "float64",
    "cost": "float64",
    "note": "str",
    "source": "str",
}


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


LAYOUTS = {
    "forms": FORMS,
    "life_events": LIFE_EVENTS,
    "affected_public": AFFECTED,
    "agencies": AGENCIES,
    "overlaps": OVERLAPS,
    "replaces": REPLACES,
    "causes": CAUSES,
    "ranges": RANGES,
    "requests": REQUESTS,
}
"""The columns and dtypes of each frame of `Tables`."""


ABOUT = ("title", "description", "currency", "covers", "notes")
"""What `Tables` say of themselves besides."""


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
        replaces: a row a form and form of the catalogue before that went into it (`REPLACES`).
        causes: a row a cause of a form's change (`CAUSES`), with the responses, hours and cost a
            year that it adds; NaN for all where it is what is left of the change.
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
    replaces: "pd.DataFrame"
    causes: "pd.DataFrame"
    ranges: "pd.DataFrame"
    requests: "pd.DataFrame"
    notes: tuple[str, ...]
    title: str | None
    description: str | None
    currency: str
    covers: str | None


def among(values: "pd.Series[str]", wanted: Iterable[str]) -> "npt.NDArray[np.bool_]":
    """Return which values are among the wanted ones."""
    import numpy as np

    known = set(wanted) if len(values) else set()
    return np.fromiter((value in known for value in values.tolist()), dtype=bool, count=len(values))
