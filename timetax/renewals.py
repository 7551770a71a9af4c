"""What requests changed when they were last approved: their totals beside those before."""

import math
from typing import TYPE_CHECKING, Any

from timetax.figures import Kind
from timetax.report import Column, Row
from timetax.table import Tables, among
from timetax.totals import NAMES, counted, exact_sums, grouped

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

    Columns: those of `table.REQUESTS`, and `since_previous`, hours less previous hours.
    """
    requests = tables.requests
    mine = among(requests["request"], counted(tables).forms["icr_reference"].unique().tolist())
    known = requests["hours"].notna() & requests["previous_hours"].notna()
    found = requests[mine & known]
    return found.assign(since_previous=found["hours"] - found["previous_hours"])


def with_since(
    rows: "pd.DataFrame", requests: "pd.DataFrame", by: tuple[str, ...]
) -> "pd.DataFrame":
    """Return rows by agency or department with the hours before, and the change since."""
    import numpy as np
    import pandas as pd

    columns = [column for field in by for column in (field, NAMES[field])]
    groups, keys = grouped(pd.concat([rows[columns], requests[columns]]), by)
    # Each row is the first of its group: groups are numbered by the places of rows.
    places = groups[len(rows) :]
    known = np.bincount(places, minlength=len(keys)) > 0

    def sums(column: str) -> "np.ndarray[Any, Any]":
        added = exact_sums(requests[column].to_numpy(), places, len(keys))
        return np.where(known, added, np.nan)[: len(rows)]

    return rows.assign(previous_hours=sums("previous_hours"), since_previous=sums("since_previous"))


def since_of_all(requests: "pd.DataFrame") -> Row:
    """Return the hours before and the change since, of all requests together."""
    sums = (math.fsum(requests[name].tolist()) for name in ("previous_hours", "since_previous"))
    return tuple(sums)


def since_note(requests: "pd.DataFrame", tables: Tables) -> str:
    """Return what the change since the approval before is, and of how many requests."""
    return (
        f"Since before: the hours of {len(requests):,} requests now, less those of their approval "
        f"before; {len(tables.requests) - len(requests):,} requests are not counted or do not give "
        "both."
    )
