"""What requests changed when they were last approved: their totals beside those before."""

from typing import TYPE_CHECKING, Any

from timetax.engine.totals import numbered
from timetax.reports.report import Column, Row
from timetax.tables.exact import exact_sum, exact_sums
from timetax.tables.layouts import Tables
from timetax.tables.members import among
from timetax.wording.numbers import Kind, plural

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

FIELDS_OF_REQUESTS = {"agency", "department"}
SINCE = (
    Column("previous_hours", "approved before", Kind.HOURS, "data"),
    Column("since_previous", "since before", Kind.CHANGE, "wide"),
)
"""The columns of hours that requests had before, and of the change since."""


def renewed(tables: Tables) -> "pd.DataFrame":
    """Return the requests of counted forms that give their hours now and before.

    Columns: `FIELDS_OF_REQUESTS`, `previous_hours`, and `since_previous`, hours less those.
    """
    requests, forms = tables.requests, tables.forms
    asked = forms["icr_reference"][forms["excluded"].isna()]
    mine = among(requests["request"], asked.unique().tolist())
    since = requests["hours"] - requests["previous_hours"]
    found = requests[["agency", "department", "previous_hours"]].assign(since_previous=since)
    return found[mine & since.notna().to_numpy()]


def with_since(
    rows: "pd.DataFrame", requests: "pd.DataFrame", by: tuple[str, ...]
) -> "pd.DataFrame":
    """Return rows by agency or department with the hours before, and the change since."""
    import numpy as np
    import pandas as pd

    values = [pd.concat([rows[field], requests[field]]).array for field in by]
    groups, firsts = numbered([each.factorize()[0] + 1 for each in values])
    # Each row is the first of its group: groups are numbered by the places of rows.
    places = groups[len(rows) :]
    known = np.bincount(places, minlength=len(firsts)) > 0

    def sums(column: str) -> "np.ndarray[Any, Any]":
        added = exact_sums(requests[column].to_numpy(), places, len(firsts))
        return np.where(known, added, np.nan)[: len(rows)]

    return rows.assign(previous_hours=sums("previous_hours"), since_previous=sums("since_previous"))


def since_of_all(requests: "pd.DataFrame") -> Row:
    """Return the hours before and the change since, of all requests together."""
    sums = (exact_sum(requests[name].to_numpy()) for name in ("previous_hours", "since_previous"))
    return tuple(sums)


def since_note(requests: "pd.DataFrame", tables: Tables) -> str:
    """Return what the change since the approval before is, and of how many requests."""
    others = len(tables.requests) - len(requests)
    do = "is not counted or does not give" if others == 1 else "are not counted or do not give"
    return (
        f"Since before: the hours of {plural(len(requests), 'request')} now, less those of the "
        f"approval before; {plural(others, 'request')} {do} both."
    )
