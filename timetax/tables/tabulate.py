"""A catalogue as tables of inputs: one row a form, one row a form and life event."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from timetax.catalogue.formulas import (
    cost_per_response,
    minutes_that_give,
    responses_per_respondent,
    total_responses,
)
from timetax.catalogue.internal_customers import COUNTED
from timetax.catalogue.ranges import Range
from timetax.catalogue.vocabulary import basis_unless_said
from timetax.tables.coded import Coded
from timetax.tables.frames import figures_of, frame_of, taken
from timetax.tables.instruments import clocks_of
from timetax.tables.internal_customers import set_apart
from timetax.tables.layouts import (
    AFFECTED,
    AGENCIES,
    BLOCKS,
    CAUSES,
    FIGURES,
    FORMS,
    INPUTS,
    KEYS,
    LIFE_EVENTS,
    OF_FORMS,
    OVERLAPS,
    RANGES,
    REPLACES,
    REQUEST_FIGURES,
    REQUESTS,
    Tables,
)
from timetax.tables.money import money_of
from timetax.tables.who import who_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from pandas.api.extensions import ExtensionArray

    from timetax.catalogue.catalogue import Catalogue
    from timetax.catalogue.form import Form


_AS_IN_FORMS = {key.field: key.name for key in KEYS.values() if key.field in FORMS}
"""The columns that hold a key of each form as it is, and that key."""

BETWEEN_FORMS = {"overlaps", "replaces", "change"}
"""Keys that lead from one form to others, or make rows of their own."""

BY_FORM = {"cost", "instrument", "measured", "respondents_by"}
"""Keys whose entries make rows of their own, which are laid out form by form."""


def tabulate(catalogue: "Catalogue") -> Tables:
    """Return the catalogue as tables of inputs.

    Responses are those given, else respondents x responses per respondent. Minutes per response are
    those given, else published hours x 60 / responses, and then their basis is `derived`. Cost per
    response is that given, else published cost / responses; without responses the published cost
    counts as it is.
    """
    forms = catalogue.forms
    columns: dict[str, Sequence[Any]] = {
        key: [getattr(form, key) for form in forms]
        for key in (*_AS_IN_FORMS.values(), *OF_FORMS.values())
    }
    columns["minutes_basis"] = [form.basis_of("minutes_per_response") for form in forms]
    columns["source"] = [form.source and form.source.title for form in forms]
    return replace(
        laid_out(columns, requests_of(catalogue), catalogue),
        overlaps=frame_of(
            {
                "form": [form.id for form in forms for _ in form.overlaps],
                "other": [other for form in forms for other, _ in form.overlaps],
                "reason": [reason for form in forms for _, reason in form.overlaps],
            },
            OVERLAPS,
        ),
        replaces=frame_of(
            {
                "form": [form.id for form in forms for _ in form.replaces],
                "replaced": [replaced for form in forms for replaced in form.replaces],
            },
            REPLACES,
        ),
        causes=_causes(forms),
        ranges=_ranges(forms),
        tariff_places=catalogue.tariff_places,
        catalogue=lambda _: catalogue,
        journeys=tuple(each.id for each in catalogue.journeys),
    )


def requests_of(catalogue: "Catalogue") -> dict[str, Sequence[Any]]:
    """Return the values of requests column by column."""
    return {
        key: [getattr(request, key) for request in catalogue.requests]
        for key in ("id", "agency", *REQUEST_FIGURES)
    }


def laid_out(
    columns: Mapping[str, Any], requests: Mapping[str, Any], catalogue: "Catalogue"
) -> Tables:
    """Return tables of forms and requests given by columns, and of all else in `catalogue`.

    `columns` are the valid values of a form's keys, one of each form in order; those of `source`
    are titles alone, and those of `minutes_basis` say how minutes per response came to be known. A
    key that no form has may be left out. These forms have no ranges, causes, overlaps, and replace
    no others. `requests` are the same of requests.
    """
    from timetax.catalogue.vocabulary import AFFECTED_PUBLIC, BUILDING_BLOCKS

    count = len(columns["agency"])
    given = {name: columns.get(key) for name, key in _AS_IN_FORMS.items()}
    table = frame_of(
        given
        | _asking(columns["agency"], catalogue)
        | {"source": columns.get("source")}
        | _with_what_follows(given | {"minutes_basis": columns.get("minutes_basis")}, count),
        FORMS,
        count,
    )
    with_event, at_event, events = _members(columns.get("life_events", ()))
    with_public, at_public, publics = _members(columns.get("affected_public", ()))
    with_block, at_block, blocks = _members(columns.get("building_blocks", ()))
    made = Tables(
        **money_of(catalogue),  # type: ignore[arg-type]
        **who_of(catalogue),  # type: ignore[arg-type]
        **clocks_of(catalogue),  # type: ignore[arg-type]
        forms=table,
        life_events=frame_of(
            {
                "form": table["form"].array.take(with_event),
                "life_event": taken([event for event, _ in events], at_event),
                "life_event_name": taken(
                    [catalogue.life_events[event].name for event, _ in events], at_event
                ),
                "share": taken([share for _, share in events], at_event, "float64"),
            },
            LIFE_EVENTS,
        ),
        affected_public=frame_of(
            {
                "form": table["form"].array.take(with_public),
                "affected_public": taken(publics, at_public),
                "affected_public_name": taken(
                    [AFFECTED_PUBLIC[public] for public in publics], at_public
                ),
            },
            AFFECTED,
        ),
        building_blocks=frame_of(
            {
                "form": table["form"].array.take(with_block),
                "building_block": taken(blocks, at_block),
                "building_block_name": taken([BUILDING_BLOCKS[each] for each in blocks], at_block),
            },
            BLOCKS,
        ),
        agencies=frame_of(
            {
                "agency": list(catalogue.agencies),
                "name": [agency.name for agency in catalogue.agencies.values()],
                "acronym": [agency.acronym for agency in catalogue.agencies.values()],
                "code": [agency.code for agency in catalogue.agencies.values()],
                "parent": [agency.parent for agency in catalogue.agencies.values()],
                "jurisdiction": [each.jurisdiction for each in catalogue.agencies.values()],
            },
            AGENCIES,
        ),
        overlaps=frame_of(dict.fromkeys(OVERLAPS), OVERLAPS),
        replaces=frame_of(dict.fromkeys(REPLACES), REPLACES),
        causes=frame_of(dict.fromkeys(CAUSES), CAUSES),
        ranges=frame_of(dict.fromkeys(RANGES), RANGES),
        requests=frame_of(
            {
                "request": requests["id"],
                **_asking(requests["agency"], catalogue),
                **{figure: requests.get(figure) for figure in REQUEST_FIGURES},
            },
            REQUESTS,
            len(requests["agency"]),
        ),
        notes=catalogue.notes,
        title=catalogue.title,
        description=catalogue.description,
        currency=catalogue.currency,
        covers=catalogue.covers,
        internal_customers=catalogue.internal_customers or COUNTED,
    )
    return set_apart(made)


def minutes_basis(
    minutes: "npt.NDArray[np.float64]", sourced: "npt.ArrayLike", said: Sequence[Any] = ()
) -> "npt.NDArray[np.object_]":
    """Return how minutes per response came to be known: as forms say, else by their sources."""
    import numpy as np

    nothing = np.array(None, dtype=object)
    bases = (basis_unless_said(sourced=each) for each in (True, False))
    basis = np.where(sourced, *bases).astype(object)
    if said:
        told = np.array(said, dtype=object)
        basis = np.where(np.equal(told, nothing), basis, told)
    return np.where(np.isnan(minutes), nothing, basis)


def _asking(named: Sequence[Any], catalogue: "Catalogue") -> "dict[str, ExtensionArray]":
    """Return the columns of the agencies that ask, of which these are the ids."""
    agencies = catalogue.agencies
    departments = [catalogue.department(agency) for agency in agencies]
    coded = _coded(named)
    asking = _places(coded.values, agencies).take(coded.places)
    return {
        "agency": taken(list(agencies), asking),
        "agency_name": taken([each.name for each in agencies.values()], asking),
        "department": taken([each.id for each in departments], asking),
        "department_name": taken([each.name for each in departments], asking),
    }


def _places(values: Sequence[Any], known: Iterable[Any]) -> "npt.NDArray[np.intp]":
    """Return the place that each value has among those known."""
    import numpy as np

    places = {value: place for place, value in enumerate(known)}
    return np.fromiter(map(places.__getitem__, values), dtype=np.intp, count=len(values))


def _coded(column: Sequence[Any]) -> Coded:
    return column if isinstance(column, Coded) else Coded.of(column)


def _members(
    groups: Sequence[tuple[Any, ...]],
) -> "tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], list[Any]]":
    """Return a row for each member of each group, in order: the place of its group and its own.

    The latter is its place in the list that is returned with them.
    """
    import numpy as np

    coded = _coded(groups)
    group = np.asarray(coded.places)
    sizes = np.array(list(map(len, coded.values)), dtype=np.intp)
    counts, begins = sizes[group], (np.cumsum(sizes) - sizes)[group]
    rows = np.repeat(np.arange(len(groups)), counts)
    first_rows = np.cumsum(counts) - counts
    places = np.arange(len(rows)) + np.repeat(begins - first_rows, counts)
    return rows, places, [member for each in coded.values for member in each]


def _causes(forms: "Iterable[Form]") -> "pd.DataFrame":
    found = [(form, cause) for form in forms for cause in form.change]
    return frame_of(
        {
            "form": [form.id for form, _ in found],
            **{
                key: [getattr(cause, key) for _, cause in found]
                for key in ("cause", "responses", "hours", "cost", "note")
            },
            "source": [cause.source and cause.source.title for _, cause in found],
        },
        CAUSES,
    )


def _ranges(forms: "Iterable[Form]") -> "pd.DataFrame":
    found = [
        (form, figure, value)
        for form in forms
        for figure in INPUTS
        if isinstance(value := getattr(form, figure), Range)
    ]
    return frame_of(
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


def _with_what_follows(columns: Mapping[str, Any], count: int) -> dict[str, Any]:
    """Return the columns of figures, and of how minutes came to be known, with what follows."""
    import numpy as np

    from timetax.catalogue.vocabulary import Basis

    given = {name: figures_of(columns[name], count) for name in FIGURES}
    respondents, frequency = given["respondents"], given["responses_per_respondent"]
    responses = total_responses(given["responses"], respondents, frequency)
    minutes = np.where(
        np.isnan(given["minutes_per_response"]),
        minutes_that_give(given["published_hours"], responses),
        given["minutes_per_response"],
    )
    divided = responses_per_respondent(responses, respondents)
    divided = np.where(np.isnan(divided), 1.0, divided)
    costs = given["cost_per_response"]
    derived = np.isnan(given["minutes_per_response"]) & ~np.isnan(minutes)
    basis = columns["minutes_basis"]
    if derived.any():
        basis = np.where(derived, str(Basis.DERIVED), np.array(basis, dtype=object))
    return given | {
        "responses_per_respondent": np.where(
            np.isnan(frequency) & ~np.isnan(respondents), divided, frequency
        ),
        "responses": responses,
        "minutes_per_response": minutes,
        "minutes_basis": basis,
        "cost_per_response": np.where(
            np.isnan(costs), cost_per_response(given["published_cost"], responses), costs
        ),
    }
