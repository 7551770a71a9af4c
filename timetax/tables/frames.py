"""Frames with the columns and dtypes that are declared for them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from timetax.tables.coded import Coded

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd
    from pandas.api.extensions import ExtensionArray


def taken(values: Sequence[Any], places: "npt.ArrayLike", dtype: str = "str") -> "ExtensionArray":
    """Return the values at these places; each of them is laid out once."""
    import numpy as np
    import pandas as pd

    return pd.Series(values, dtype=dtype).array.take(np.asarray(places))


def frame(
    columns: Mapping[str, Any],
    dtypes: dict[str, str],
    rows: int = 0,
) -> "pd.DataFrame":
    """Return a frame of `columns`; None is a column of `rows` times nothing."""
    import pandas as pd

    return pd.DataFrame(
        {
            name: pd.Series(None, index=range(rows), dtype=dtype)
            if (column := columns[name]) is None
            else pd.Series(
                taken(column.values, column.places, dtype) if isinstance(column, Coded) else column,
                dtype=dtype,
            )
            for name, dtype in dtypes.items()
        }
    )
