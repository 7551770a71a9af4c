"""Groups, adds up and ranks: DataFrame in, DataFrame out.

Sums are correctly rounded (`math.fsum`): no order of the forms changes a bit of them. Respondents
are never added up, because the same people file several forms.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from timetax.findings import did_you_mean, option_error
from timetax.table import FIELDS, Tables

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

NAMES = {
    "form": "title",
    "agency": "agency_name",
    "department": "department_name",
    "life_event": "life_event_name",
    "affected_public": "affected_public_name",
}
SEVERAL = ("life_event", "affected_public")
"""Fields of which a form may have several values, so that rows by them can overlap."""

SUMMED = ("node", "responses", "burden_hours")
MEASURES = ("forms", "not_estimated", "responses", "burden_hours", "share", "minutes_per_response")


@dataclass(frozen=True)
class Total:
    """What a set of forms adds up to.

    Forms that are not estimated, because responses or minutes are unknown, are in `forms` and
    `not_estimated` and in no sum.
    """

    forms: int
    not_estimated: int
    excluded: int
    responses: float
    burden_hours: float
    cost: float
    cost_unknown: int

    @property
    def minutes_per_response(self) -> float | None:
        """Minutes per response as a ratio of totals; None without responses."""
        return self.burden_hours * 60 / self.responses if self.responses else None


def counted(tables: Tables) -> Tables:
    """Return the tables without the forms that the catalogue leaves out of totals."""
    counts = tables.forms["excluded"].isna()
    return tables if counts.all() else replace(tables, forms=tables.forms[counts])


def total(tables: Tables) -> Total:
    """Return what the counted forms of `tables` (with burden) add up to, in hours and money."""
    forms = tables.forms
    counts = forms["excluded"].isna()
    known = counts & forms["burden_hours"].notna()
    estimated = forms.loc[known, ["responses", "burden_hours", "cost"]]
    number = int(counts.sum())
    return Total(
        forms=number,
        not_estimated=number - len(estimated),
        excluded=len(forms) - number,
        responses=math.fsum(estimated["responses"].tolist()),
        burden_hours=math.fsum(estimated["burden_hours"].tolist()),
        cost=math.fsum(estimated["cost"].dropna().tolist()),
        cost_unknown=int(estimated["cost"].isna().sum()),
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
        `forms` and `not_estimated` (counts), `responses` (a year), `burden_hours` (a year; NaN if
        none of the forms is estimated), `share` (of the total hours), `minutes_per_response` (a
        ratio of totals).

    Raises:
        InputError: a field is unknown or given twice.
    """
    fields, tables = known_fields(by), counted(tables)
    everything = math.fsum(tables.forms["burden_hours"].dropna().tolist())
    return ranked(unranked_totals(tables, fields, everything), "burden_hours")


def unranked_totals(tables: Tables, fields: Sequence[str], everything: float) -> "pd.DataFrame":
    """Return the rows of `totals_by` in any order, for who ranks them by something else, or cuts.

    `everything` is the hours of all counted forms, of which each row has its share.
    """
    import numpy as np

    rows = weighted_rows(tables, fields)
    groups, keys = grouped(rows, fields)
    estimated = rows["burden_hours"].notna().to_numpy()
    weight = rows["weight"].to_numpy()[estimated]
    places = groups[estimated]
    sizes = np.bincount(groups, minlength=len(keys))
    known = np.bincount(places, minlength=len(keys))

    def sums(column: str) -> "np.ndarray[Any, Any]":
        added = exact_sums(rows[column].to_numpy()[estimated] * weight, places, len(keys))
        return np.where(known > 0, added, np.nan)

    hours, responses = sums("burden_hours"), sums("responses")
    with np.errstate(divide="ignore", invalid="ignore"):
        return keys.assign(
            forms=sizes,
            not_estimated=sizes - known,
            responses=responses,
            burden_hours=hours,
            share=hours / everything if everything else np.nan,
            minutes_per_response=np.where(responses > 0, hours * 60 / responses, np.nan),
        )


def weighted_rows(tables: Tables, fields: Sequence[str]) -> "pd.DataFrame":
    """Return a row a counted form and value of the fields, with its `weight` there.

    Of the other columns, those stay that totals are made of (`SUMMED`).
    """
    forms = counted(tables).forms
    names = [column for field in fields for column in _columns(field)]
    kept = [column for column in forms.columns if column in {*names, *SUMMED}]
    rows = forms[kept].assign(weight=1.0, place=range(len(forms)))
    for field in SEVERAL:
        if field in fields:
            members = _memberships(tables, forms["form"], field)
            rows = rows.merge(members, on="place", suffixes=("", "_here"))
            rows = rows.assign(weight=rows["weight"] * rows["weight_here"])
            rows = rows.drop(columns="weight_here")
    return rows


def grouped(
    rows: "pd.DataFrame", fields: Sequence[str]
) -> "tuple[np.ndarray[Any, Any], pd.DataFrame]":
    """Return the number of each row's group, and a row a group of the fields with their names."""
    import numpy as np
    import pandas as pd

    groups = np.zeros(len(rows), dtype="int64")
    for field in fields:
        numbers, values = pd.factorize(rows[field], use_na_sentinel=False)
        groups, _ = pd.factorize(groups * len(values) + numbers)
    columns = [column for field in fields for column in _columns(field)]
    keys = rows[columns][~pd.Series(groups).duplicated().to_numpy()].reset_index(drop=True)
    return groups, keys


def ranked(rows: "pd.DataFrame", column: str) -> "pd.DataFrame":
    """Return rows sorted by a column, numbers from the largest, text from A; unknown ones last.

    Raises:
        InputError: there is no such column.
    """
    import pandas as pd

    if column not in rows.columns:
        hint = did_you_mean(column, rows.columns) or f"; there are {', '.join(rows.columns)}"
        raise option_error("sort", f"unknown column {column!r}{hint}")

    falling = pd.api.types.is_numeric_dtype(rows[column]) and column != "estimate_year"
    keys = [column, *(each for each in rows.columns if each not in MEASURES and each != column)]
    order = [not falling, *[True] * (len(keys) - 1)]
    return rows.sort_values(keys, ascending=order, na_position="last", ignore_index=True)


def parted(
    rows: "pd.DataFrame", column: str, top: int | None
) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Return the first `top` rows as ranked by a column, and the others in any order.

    Raises:
        InputError: there is no such column.
    """
    import pandas as pd

    if top is None or column not in MEASURES:
        first = ranked(rows, column)
        return first[:top], first[len(first) if top is None else top :]
    behind = rows[column] < rows[column].nlargest(top).min()
    first = ranked(rows[~behind], column)
    return first[:top], pd.concat([first[top:], rows[behind]])


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
            hint = did_you_mean(field, FIELDS) or f"; the fields are {', '.join(FIELDS)}"
            raise option_error("by", f"unknown field {field!r}{hint}")
    if len(set(fields)) < len(fields) or not fields:
        raise option_error("by", f"give different fields, not {', '.join(fields) or 'none'}")
    return fields


def exact_sums(
    values: "np.ndarray[Any, Any]", groups: "np.ndarray[Any, Any]", count: int
) -> "np.ndarray[Any, Any]":
    """Return the sum of the values of each of `count` groups, rounded once."""
    import numpy as np

    sums = np.bincount(groups, values, minlength=count)
    sizes = np.bincount(groups, minlength=count)
    # The sum of one value or two is rounded once whoever adds them.
    many = np.flatnonzero(sizes > 2)
    rest = np.flatnonzero(sizes[groups] > 2)
    ordered = values[rest[np.argsort(groups[rest])]].tolist()
    ends = np.cumsum(sizes[many]).tolist()
    parts = zip([0, *ends], ends, strict=False)
    sums[many] = [math.fsum(ordered[begin:end]) for begin, end in parts]
    return sums


def _columns(field: str) -> tuple[str, ...]:
    return (field, NAMES[field]) if field in NAMES else (field,)


def _memberships(tables: Tables, forms: "pd.Series[str]", field: str) -> "pd.DataFrame":
    """Return the place of a form among `forms`, field, its name and weight.

    What no value claims of a form has a row without a value.
    """
    import numpy as np
    import pandas as pd

    given = tables.life_events if field == "life_event" else tables.affected_public
    # Forms are numbered by their first appearance: by their place, and others after them.
    numbers, known = pd.factorize(pd.concat([forms, given["form"]]))
    places = numbers[len(forms) :]
    weights = given["share"].fillna(1.0).to_numpy() if "share" in given else np.ones(len(given))
    left = 1.0 - exact_sums(weights, places, len(known))[: len(forms)]
    unclaimed = np.flatnonzero(left > 1e-9)
    return pd.concat(
        [
            given[list(_columns(field))].assign(place=places, weight=weights),
            pd.DataFrame({"place": unclaimed, "weight": left[unclaimed]}),
        ],
        ignore_index=True,
    )
