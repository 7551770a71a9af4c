"""Which rows of tables belong to a value: the members of groups, and those among the wanted."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from timetax.tables.counted import OF_INSTRUMENTS, classed
from timetax.tables.layouts import MEMBERSHIPS, OF_FORMS, WITHIN, Tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd


def members_of(tables: Tables, field: str) -> "pd.DataFrame":
    """Return a row a form and value of a field of `MEMBERSHIPS`, each pair of them once.

    The share of a pair that is there several times, as a provider of several services is, is the
    sum of its shares; it is NaN where one of them claims the form in full.
    """
    members: pd.DataFrame = getattr(tables, MEMBERSHIPS[field])
    if field in OF_FORMS:
        return members
    if field in OF_INSTRUMENTS:
        return classed(members, field)
    members = members[members[field].notna()]
    if "divides" in members:
        members = members[members["divides"]]
    if field in WITHIN and members.duplicated(["form", field]).any():
        pairs = members.groupby(["form", field], sort=False)
        claimed = pairs["share"].agg(lambda shares: shares.sum(skipna=False))
        first = members.drop_duplicates(["form", field])
        return first.assign(share=claimed.to_numpy()).reset_index(drop=True)
    return members.reset_index(drop=True)


def among(values: "pd.Series[str]", wanted: Iterable[str]) -> "npt.NDArray[np.bool_]":
    """Return which values are among the wanted ones."""
    import numpy as np

    known = set(wanted) if len(values) else set()
    return np.fromiter((value in known for value in values.tolist()), dtype=bool, count=len(values))
