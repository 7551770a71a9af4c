"""The tables of catalogues and inventories, by the shortest road that there is to them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from timetax.bundle import bundled, seen_from_here
from timetax.read.inputs import Blob, Input, read_inputs
from timetax.read.options import ReadOptions

if TYPE_CHECKING:
    from timetax.catalogue.catalogue import Catalogue
    from timetax.read.tabular.flat_reading import FlatReading
    from timetax.read.tabular.reading import ColumnReading
    from timetax.tables.layouts import Tables

MOST = 200_000
"""Of so many rows what each form says is kept at hand; of more it is not, for want of memory."""


def tables_at(paths: Sequence[str | Blob], options: ReadOptions) -> "Tables":
    """Return the tables of inputs of the catalogue at `paths`, as `to_catalogue.load` takes them.

    Raises:
        InputError: a path cannot be read or holds mistakes; carries a finding for each of them.
    """
    named = paths or [str(seen_from_here(bundled()))]
    return tables_of(read_inputs(named, options))


def tables_of(inputs: Sequence[Input]) -> "Tables":
    """Return the tables of what was read.

    Columns of a single sheet that is plainly valid have a road of their own. The tables are the
    same as by the long one, to the last bit.

    Raises:
        InputError: there are mistakes; carries a finding for each of them.
    """
    if len(inputs) == 1:
        (only,) = inputs
        if only.columns is not None and not only.findings:
            made = _of_columns(only.columns)
            if made is not None:
                told = partial(_some_forms, only.columns)
                return replace(made, catalogue=told) if len(made.forms) <= MOST else made
    from timetax.read.to_catalogue import catalogue_of
    from timetax.tables.tabulate import tabulate

    return tabulate(catalogue_of(inputs))


def _of_columns(read: "ColumnReading | FlatReading") -> "Tables | None":
    from timetax.read.tabular.flat_reading import FlatReading

    if isinstance(read, FlatReading):
        from timetax.read.tabular import flat_columns

        return flat_columns.tables_of(read)
    from timetax.read.tabular import columnwise

    return columnwise.tables_of(read, kept=MOST)


def _some_forms(read: "ColumnReading | FlatReading", ids: Collection[str]) -> "Catalogue":
    from timetax.read.tabular.some_forms import catalogue_of_some

    return catalogue_of_some(read, ids)
