"""Forms that the federal government alone fills in, among the forms of tables."""

from dataclasses import replace
from typing import TYPE_CHECKING

from timetax.catalogue.internal_customers import APART, FEDERAL, INTERNAL
from timetax.tables.frames import places_among
from timetax.tables.layouts import Tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    _Mask = npt.NDArray[np.bool_]


def set_apart(tables: Tables) -> Tables:
    """Return tables whose forms of internal customers are in no total, if they are to be apart.

    Why is in `excluded`, where nothing else is the reason already.
    """
    if tables.internal_customers != APART:
        return tables
    with_federal, with_others = filled_in_by(tables, FEDERAL)
    forms = tables.forms
    apart = with_federal & ~with_others & forms["excluded"].isna().to_numpy()
    if not apart.any():
        return tables
    return replace(tables, forms=forms.assign(excluded=forms["excluded"].mask(apart, INTERNAL)))


def filled_in_by(tables: Tables, public: str) -> "tuple[_Mask, _Mask]":
    """Return which forms a part of the public fills in, and which of them others do."""
    import numpy as np

    affected, forms = tables.affected_public, tables.forms["form"]
    it = (affected["affected_public"] == public).to_numpy()
    with_it, with_others = np.zeros((2, len(forms)), dtype=bool)
    if it.any():
        owners = places_among(forms, affected["form"])
        known = owners >= 0
        with_it[owners[it & known]] = with_others[owners[~it & known]] = True
    return with_it, with_others
