"""Groups, adds up and ranks: DataFrame in, DataFrame out.

Sums are correctly rounded (`math.fsum`): no order of the forms changes a bit of them. Respondents
are never added up, because the same people file several forms.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, make_dataclass, replace
from dataclasses import field as field_of
from typing import TYPE_CHECKING, Any

from timetax.catalogue.formulas import minutes_per_response
from timetax.catalogue.internal_customers import INTERNAL
from timetax.engine.measures import HOURS, IN_ROWS, MEASURES, RESPONSES, Measure
from timetax.engine.ranking import ranked
from timetax.findings import option_error
from timetax.tables.exact import exact_sum, exact_sums
from timetax.tables.frames import places_among
from timetax.tables.layouts import (
    FIELDS,
    MEMBERSHIPS,
    NAMES,
    SYNONYMS,
    WITHIN,
    Tables,
)
from timetax.tables.members import members_of
from timetax.wording.hints import did_you_mean

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from pandas.api.extensions import ExtensionArray

    _Array = np.ndarray[Any, Any]


_Sums: Any = make_dataclass(
    "_Sums",
    [
        *((name, int) for name in ("forms", "not_estimated", "excluded")),
        ("internal_customers", int, field_of(repr=False)),
        *(field for each in MEASURES for field in each.sums),
        ("as_published", int),
        ("as_published_hours", float),
        ("internal_customers_hours", float, field_of(repr=False)),
    ],
    frozen=True,
)


class Total(_Sums):  # type: ignore[misc]
    """What a set of forms adds up to: how many they are, and the sum of each of `MEASURES`.

    Forms that are not estimated, because responses or minutes are unknown and no hours published,
    are in `forms` and `not_estimated` and in no sum. `as_published` are the forms of which the
    hours are known only as published, and `as_published_hours` these hours: they are in
    `burden_hours`, and no responses or minutes go with them.

    `excluded` are the forms that a catalogue leaves out; `internal_customers` are those that the
    federal government alone fills in, and `internal_customers_hours` are their hours, where they
    are an account of their own. These are in no other sum, nor in `forms`.
    """

    if TYPE_CHECKING:
        forms: int
        not_estimated: int
        excluded: int
        internal_customers: int
        responses: float
        responses_unknown: int
        burden_hours: float
        cost: float
        cost_unknown: int
        as_published: int
        as_published_hours: float
        internal_customers_hours: float

    @property
    def minutes_per_response(self) -> float | None:
        """Minutes per response as a ratio of totals, of forms with both; None without responses."""
        return minutes_per_response(self.burden_hours - self.as_published_hours, self.responses)


def counted(tables: Tables) -> Tables:
    """Return the tables without the forms that the catalogue leaves out of totals."""
    counts = tables.forms["excluded"].isna()
    return tables if counts.all() else replace(tables, forms=tables.forms[counts])


def total(tables: Tables, among: "npt.NDArray[np.bool_] | None" = None) -> Total:
    """Return what the counted forms of `tables` (with burden) add up to, in hours and money.

    Those `among` the rows of `forms` alone, where some are named.
    """
    import numpy as np

    forms = tables.forms
    asked = np.ones(len(forms), dtype=bool) if among is None else among
    counts = asked & forms["excluded"].isna().to_numpy()
    apart = asked & (forms["excluded"] == INTERNAL).to_numpy()
    known = counts & forms[HOURS.key].notna().to_numpy()
    number, estimated = int(counts.sum()), int(known.sum())
    sums: dict[str, float] = {}
    for measure in MEASURES:
        amounts = forms[measure.key].to_numpy()[known]
        sums[measure.key] = exact_sum(amounts)
        if not measure.with_hours:
            sums[measure.unknown] = int(np.isnan(amounts).sum())
    published = forms[HOURS.key].to_numpy()[counts & forms["as_published"].to_numpy()]
    return Total(
        forms=number,
        not_estimated=number - estimated,
        excluded=int(asked.sum()) - number - int(apart.sum()),
        internal_customers=int(apart.sum()),
        as_published=len(published),
        as_published_hours=exact_sum(published),
        internal_customers_hours=exact_sum(forms[HOURS.key].to_numpy()[apart]),
        **sums,
    )


def totals_by(tables: Tables, by: str | Sequence[str]) -> "pd.DataFrame":
    """Return one row for each combination of the values of `by`, the most hours first.

    A form with shares counts by share under its life events; one with a bare list counts in full
    under each, and then rows overlap. Hours that no event claims stand in a row without a name.

    Args:
        tables: tables with burden.
        by: one or more of `FIELDS`.

    Returns:
        Columns: the fields of `by`, each with its name column where it has one (`NAMES`), then
        `forms` and `not_estimated` (counts), those of `measures.IN_ROWS` (a year; NaN if it is
        known of none of the forms), `share` (of the total hours), `minutes_per_response` (a ratio
        of totals), and `as_published_hours`, the hours that are known only as published.

    Raises:
        InputError: a field is unknown or given twice.
    """
    fields, tables = known_fields(by), counted(tables)
    everything = exact_sum(tables.forms["burden_hours"].to_numpy())
    return ranked(unranked_totals(tables, fields, everything), "burden_hours")


def unranked_totals(tables: Tables, fields: Sequence[str], everything: float) -> "pd.DataFrame":
    """Return the rows of `totals_by` in any order, for who ranks them by something else, or cuts.

    `everything` is the hours of all counted forms, of which each row has its share.
    """
    import numpy as np
    import pandas as pd

    rows = _rows(tables, fields)
    groups, firsts = numbered([rows.numbers(field) for field in fields])
    amounts = {
        each.key: tables.forms[each.key].to_numpy()[rows.places] * rows.weights_of(each)
        for each in IN_ROWS
    }
    estimated = ~np.isnan(amounts[HOURS.key])
    sizes = np.bincount(groups, minlength=len(firsts))
    known = np.bincount(groups[estimated], minlength=len(firsts))

    def sums(values: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        there = estimated & ~np.isnan(values)
        places = groups[there]
        added = exact_sums(values[there], places, len(firsts))
        return np.where(np.bincount(places, minlength=len(firsts)) > 0, added, np.nan)

    added = {key: sums(values) for key, values in amounts.items()}
    hours = added[HOURS.key]
    published = tables.forms["as_published"].to_numpy()[rows.places]
    as_published = exact_sums(amounts[HOURS.key][published], groups[published], len(firsts))
    return pd.DataFrame(
        rows.names(fields, firsts)
        | {
            "forms": sizes,
            "not_estimated": sizes - known,
            **added,
            "share": hours / everything if everything else np.nan,
            "minutes_per_response": minutes_per_response(
                hours - as_published, added[RESPONSES.key]
            ),
            "as_published_hours": as_published,
        }
    )


def weighted_rows(tables: Tables, fields: Sequence[str]) -> "pd.DataFrame":
    """Return a row a counted form and value of the fields, with their names, `node` and `weight`.

    The weight is how much of the form counts there.
    """
    import pandas as pd

    rows = _rows(tables, fields)
    nodes = tables.forms["node"].to_numpy()[rows.places]
    names = rows.names(fields, slice(None))
    return pd.DataFrame(names | {"node": nodes, "weight": rows.weights})


def grouped(
    rows: "pd.DataFrame", fields: Sequence[str]
) -> "tuple[np.ndarray[Any, Any], pd.DataFrame]":
    """Return the number of each row's group, and a row a group of the fields with their names."""
    groups, firsts = numbered([rows[field].array.factorize()[0] + 1 for field in fields])
    columns = [column for field in fields for column in _columns(field)]
    return groups, rows[columns].take(firsts).reset_index(drop=True)


def numbered(
    numbers: "Sequence[np.ndarray[Any, Any]]",
) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """Return the group of each row by one or more numbers, and the first row of each group."""
    import numpy as np
    import pandas as pd

    groups = np.zeros(len(numbers[0]), dtype="int64")
    for each in numbers:
        groups, _ = pd.factorize(groups * (each.max(initial=0) + 1) + each)
    return groups, np.flatnonzero(~pd.Series(groups).duplicated())


def overlap(rows: "pd.DataFrame", whole: Total) -> float:
    """Return by how many hours the rows add up to more than the whole."""
    return math.fsum([*rows["burden_hours"].dropna().tolist(), -whole.burden_hours])


def known_fields(by: str | Sequence[str]) -> tuple[str, ...]:
    """Return the fields to total by.

    Raises:
        InputError: a field is unknown or given twice, or none is given.
    """
    fields = (by,) if isinstance(by, str) else tuple(by)
    for field in fields:
        if field not in FIELDS:
            hint = did_you_mean(field, FIELDS, SYNONYMS) or f"; the fields are {', '.join(FIELDS)}"
            raise option_error("by", f"unknown field {field!r}{hint}")
    if len(set(fields)) < len(fields) or not fields:
        raise option_error("by", f"give different fields, not {', '.join(fields) or 'none'}")
    return fields


def _columns(field: str) -> tuple[str, ...]:
    return (field, NAMES[field]) if field in NAMES else (field,)


@dataclass(frozen=True)
class _Rows:
    """Rows of a counted form and value of fields each.

    Attributes:
        places: the place of each row's form among all forms.
        weights: how much of the hours of the form counts in the row.
        responses: how much of its responses does.
        values: for each field the frame that holds its values, and the place of each row's value in
            it; at -1 there is none.
    """

    places: "np.ndarray[Any, Any]"
    weights: "np.ndarray[Any, Any]"
    responses: "np.ndarray[Any, Any]"
    values: "dict[str, tuple[pd.DataFrame, np.ndarray[Any, Any]]]"

    def weights_of(self, measure: Measure) -> "np.ndarray[Any, Any]":
        """Return how much of a measure of the form counts in each row."""
        return self.weights if measure is HOURS else self.responses

    def numbers(self, field: str) -> "np.ndarray[Any, Any]":
        """Return a number for each row that tells its value of a field; 0 is no value."""
        import numpy as np

        frame, places = self.values[field]
        if field == "form":
            return places
        numbers, _ = frame[field].array.factorize()
        return np.append(numbers + 1, 0).take(places)

    def names(self, fields: Sequence[str], rows: Any) -> "dict[str, ExtensionArray]":
        """Return the columns of fields and their names for some of the rows."""
        found = ((self.values[field], column) for field in fields for column in _columns(field))
        return {
            column: frame[column].array.take(places[rows], allow_fill=True)
            for (frame, places), column in found
        }


def _rows(tables: Tables, fields: Sequence[str]) -> _Rows:
    import numpy as np

    places = np.flatnonzero(tables.forms["excluded"].isna())
    weights = responses = np.ones(len(places))
    values: dict[str, tuple[pd.DataFrame, np.ndarray[Any, Any]]] = {}
    for field in MEMBERSHIPS:
        if field in fields and WITHIN.get(field) in values:
            values[field] = values[WITHIN[field]]
        elif field in fields:
            frame, owners, members, shares, of_hours = _memberships(tables, field)
            here, there = _pairs(places, owners, len(tables.forms))
            places, weights = places[here], weights[here] * of_hours[there]
            responses = responses[here] * shares[there]
            values = {name: (each, at[here]) for name, (each, at) in values.items()}
            values[field] = frame, members[there]
    return _Rows(places, weights, responses, dict.fromkeys(fields, (tables.forms, places)) | values)


def _pairs(
    ones: "np.ndarray[Any, Any]", others: "np.ndarray[Any, Any]", count: int
) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """Return the places of all pairs of equal numbers below `count`, in the order of `ones`."""
    import numpy as np

    order = np.argsort(others, kind="stable")
    sizes = np.bincount(others, minlength=count)
    begins, sizes = (np.cumsum(sizes) - sizes)[ones], sizes[ones]
    here = np.repeat(np.arange(len(ones)), sizes)
    first = np.cumsum(sizes) - sizes
    return here, order[np.arange(len(here)) + np.repeat(begins - first, sizes)]


def _memberships(
    tables: Tables, field: str
) -> "tuple[pd.DataFrame, _Array, _Array, _Array, _Array]":
    """Return a frame of values, and the place of a form, that of its value there, and its shares.

    These are of the responses of the form and of its hours. What no value claims of a form has -1
    for the place of its value.
    """
    import numpy as np

    forms = tables.forms["form"]
    given = members_of(tables, field)
    owners = places_among(forms, given["form"])
    owners[owners < 0] = len(forms)
    shares = given["share"].fillna(1.0).to_numpy() if "share" in given else np.ones(len(given))
    left = 1.0 - exact_sums(shares, owners, len(forms) + 1)[: len(forms)]
    unclaimed = np.flatnonzero(left > 1e-9)
    of_hours = given["hours_share"].to_numpy() if "hours_share" in given else shares
    of_hours = np.where(np.isnan(of_hours), shares, of_hours)
    return (
        given,
        np.concatenate([owners, unclaimed]),
        np.concatenate([np.arange(len(given)), np.full(len(unclaimed), -1)]),
        np.concatenate([shares, left[unclaimed]]),
        np.concatenate([of_hours, left[unclaimed]]),
    )
