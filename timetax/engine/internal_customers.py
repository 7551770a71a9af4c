"""Hours of the government's own people: an account beside the public's."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from timetax.catalogue.internal_customers import FEDERAL, INTERNAL
from timetax.engine.totals import Total, total
from timetax.tables.internal_customers import filled_in_by
from timetax.tables.layouts import Tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    _Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Customers:
    """Tables with burden, parted by who fills in the forms.

    Attributes:
        tables: those of all forms.
        alone: which forms the federal government alone fills in.
        outside: what the other forms add up to.
        inside: what those add up to that it alone fills in, which count here.
        mixed: what the forms of the public add up to that it fills in as well: no source divides
            them.
    """

    tables: Tables
    alone: "_Mask"
    outside: Total
    inside: Total
    mixed: Total

    @property
    def public(self) -> Tables:
        """The tables of forms that others than the federal government fill in."""
        return _only(self.tables, ~self.alone)

    @property
    def internal(self) -> Tables:
        """Those of forms that it alone fills in, which count in totals of these tables."""
        return with_internal(_only(self.tables, self.alone))


def customers(tables: Tables) -> Customers:
    """Return tables with burden parted by who fills in the forms."""
    with_federal, with_others = filled_in_by(tables, FEDERAL)
    alone = with_federal & ~with_others
    return Customers(
        tables,
        alone,
        outside=total(tables, ~alone),
        inside=total(with_internal(tables), alone),
        mixed=total(tables, with_federal & with_others),
    )


def with_internal(tables: Tables) -> Tables:
    """Return tables in whose totals internal customers count, as they do in official accounts."""
    apart = tables.forms["excluded"] == INTERNAL
    if not apart.any():
        return tables
    return replace(tables, forms=tables.forms.assign(excluded=tables.forms["excluded"].mask(apart)))


def only_for(tables: Tables, public: str) -> Tables:
    """Return the tables of the forms that this part of the public alone fills in."""
    with_it, with_others = filled_in_by(tables, public)
    return _only(tables, with_it & ~with_others)


def _only(tables: Tables, rows: "_Mask") -> Tables:
    return tables if rows.all() else replace(tables, forms=tables.forms[rows])
