"""Frames of columns that are declared, laid out without a detour by series."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from timetax.tables.coded import Coded

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd
    from pandas.api.extensions import ExtensionArray


def frame_of(
    columns: Mapping[str, Any], dtypes: Mapping[str, str], rows: int = 0
) -> "pd.DataFrame":
    """Return a frame of columns with these dtypes; None is a column of `rows` times nothing."""
    import pandas as pd

    return pd.DataFrame(
        {
            name: _array([None] * rows if columns[name] is None else columns[name], dtype)
            for name, dtype in dtypes.items()
        }
    )


def taken(values: Sequence[Any], places: "npt.ArrayLike", dtype: str = "str") -> "ExtensionArray":
    """Return the values at these places; each of them is laid out once."""
    import numpy as np

    return _array(values, dtype).take(np.asarray(places))


def _array(column: Sequence[Any], dtype: str) -> "ExtensionArray":
    import numpy as np
    import pandas as pd

    if isinstance(column, Coded):
        return taken(column.values, column.places, dtype)
    if isinstance(column, pd.api.extensions.ExtensionArray) and column.dtype == dtype:
        return column
    values = np.asarray(column, dtype) if dtype == "float64" else column  # where None is NaN
    made: ExtensionArray = pd.array(values, dtype=dtype, copy=False)  # type: ignore[call-overload]
    return made
