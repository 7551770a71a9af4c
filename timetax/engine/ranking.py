"""Order of totals: the first rows and the rest."""

from typing import TYPE_CHECKING, Any

from timetax.engine.measures import COLUMNS_OF_TOTALS, MEASURES
from timetax.findings import option_error
from timetax.tables.layouts import SYNONYMS
from timetax.wording.hints import did_you_mean

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def ranked(rows: "pd.DataFrame", column: str) -> "pd.DataFrame":
    """Return rows sorted by a column, numbers from the largest, text from A; unknown ones last.

    Raises:
        InputError: there is no such column.
    """
    return _sorted(rows, column).reset_index(drop=True)


def parted(
    rows: "pd.DataFrame", column: str, top: int | None
) -> "tuple[pd.DataFrame, np.ndarray[Any, Any]]":
    """Return the first `top` rows as ranked by a column, and the places of the others.

    Raises:
        InputError: there is no such column.
    """
    import numpy as np

    rows = rows.reset_index(drop=True)
    measured = column in rows and column in COLUMNS_OF_TOTALS
    front = in_front(rows[column].to_numpy() if measured else np.zeros(len(rows)), top)
    first = _sorted(rows[front], column)
    shown = len(first) if top is None else top
    return first[:shown], np.append(first.index[shown:], np.flatnonzero(~front))


def in_front(values: "np.ndarray[Any, Any]", top: int | None) -> "np.ndarray[Any, Any]":
    """Return which values are among the `top` largest, or as large as the last of them."""
    import numpy as np

    if top is None or len(values) <= top:
        return np.ones(len(values), dtype=bool)
    least = -np.partition(-values, top - 1)[top - 1]
    return np.asarray(np.isnan(least) | (values >= least))


def _sorted(rows: "pd.DataFrame", column: str) -> "pd.DataFrame":
    import pandas as pd

    if column not in rows.columns:
        named = [(words, each.key) for each in MEASURES for words in each.called]
        hint = did_you_mean(column, rows.columns, [*named, *SYNONYMS])
        hint = hint or f"; there are {', '.join(rows.columns)}"
        raise option_error("sort", f"unknown column {column!r}{hint}")

    falling = pd.api.types.is_numeric_dtype(rows[column]) and column != "estimate_year"
    others = (each for each in rows.columns if each not in {*COLUMNS_OF_TOTALS, column})
    keys = [column]
    while not rows[keys[-1]].is_unique and (other := next(others, None)):
        keys.append(other)
    order = [not falling, *[True] * (len(keys) - 1)]
    return rows.sort_values(keys, ascending=order, na_position="last")
