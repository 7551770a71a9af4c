"""Hours of the government's own people: an account beside the public's."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from timetax.engine.totals import Total, total
from timetax.tables.layouts import Tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    _Mask = npt.NDArray[np.bool_]

FEDERAL = "federal"
"""The part of the public that is the federal government itself."""


@dataclass(frozen=True)
class Customers:
    """Tables with burden, parted by who fills in the forms.

    Attributes:
        public: forms that others than the federal government fill in.
        internal: forms that it alone fills in.
        mixed: how many forms of the public it fills in as well, and their hours, which no source
            divides.
    """

    public: Tables
    internal: Tables
    mixed: Total


def customers(tables: Tables) -> Customers:
    """Return tables with burden parted by who fills in the forms."""
    with_federal, with_others = _with(tables, FEDERAL)
    alone = with_federal & ~with_others
    mixed = total(_only(tables, with_federal & with_others))
    return Customers(_only(tables, ~alone), _only(tables, alone), mixed)


def only_for(tables: Tables, public: str) -> Tables:
    """Return the tables of the forms that this part of the public alone fills in."""
    with_it, with_others = _with(tables, public)
    return _only(tables, with_it & ~with_others)


def _with(tables: Tables, public: str) -> "tuple[_Mask, _Mask]":
    """Return which forms a part of the public fills in, and which of them others do."""
    import numpy as np
    import pandas as pd

    affected, forms = tables.affected_public, tables.forms["form"]
    it = (affected["affected_public"] == public).to_numpy()
    with_it, with_others = np.zeros((2, len(forms) + len(affected)), dtype=bool)
    if it.any():
        numbers, _ = pd.concat([forms, affected["form"]]).array.factorize()
        owners = numbers[len(forms) :]
        with_it[owners[it]] = with_others[owners[~it]] = True
    return with_it[: len(forms)], with_others[: len(forms)]


def _only(tables: Tables, rows: "_Mask") -> Tables:
    return replace(tables, forms=tables.forms[rows])
