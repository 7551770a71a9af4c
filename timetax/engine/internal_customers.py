"""Hours of the government's own people: an account beside the public's."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from timetax.engine.totals import Total, total
from timetax.tables.layouts import Tables, among

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

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
    affected = tables.affected_public
    federal = affected["affected_public"] == FEDERAL
    with_federal = among(tables.forms["form"], affected.loc[federal, "form"])
    with_others = among(tables.forms["form"], affected.loc[~federal, "form"])
    internal = with_federal & ~with_others

    def only(rows: "npt.NDArray[np.bool_]") -> Tables:
        return replace(tables, forms=tables.forms[rows])

    return Customers(only(~internal), only(internal), total(only(with_federal & with_others)))
