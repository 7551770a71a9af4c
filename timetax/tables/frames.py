"""Frames with the columns and dtypes that are declared for them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from timetax.tables.coded import Coded

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from pandas.api.extensions import ExtensionArray


def taken(values: Sequence[Any], places: "npt.ArrayLike", dtype: str = "str") -> "ExtensionArray":
    """Return the values at these places; each of them is laid out once."""
    import numpy as np

    at = np.asarray(places)
    if not len(at):
        return _nothing(dtype)
    if _in_arrow(values, dtype):
        return column_of(_texts(values).take(at))
    return column_of(values, dtype).take(at)


def places_among(names: "pd.Series[str]", wanted: "pd.Series[str]") -> "npt.NDArray[np.int64]":
    """Return the place of each wanted text among names, each there once; -1 for what is no name."""
    import pandas as pd

    if _dtype("str").storage != "pyarrow":
        return pd.Index(names).get_indexer(pd.Index(wanted))
    import pyarrow as pa
    from pyarrow import compute

    # A quarter of the time of what pandas does for the same.
    ones, others = (pa.array(each, pa.large_string()) for each in (names, wanted))
    places: npt.NDArray[np.int64] = (
        compute.index_in(others, value_set=ones).fill_null(-1).to_numpy().astype("int64")
    )
    return places


def frame_of(
    columns: Mapping[str, Any],
    dtypes: dict[str, str],
    rows: int = 0,
) -> "pd.DataFrame":
    """Return a frame of `columns`; None is a column of `rows` times nothing."""
    import numpy as np
    import pandas as pd

    if rows == 0 and not any(column is not None and len(column) for column in columns.values()):
        return _empty(tuple(dtypes.items())).copy(deep=False)
    first = np.zeros(rows, dtype=np.intp)

    @cache
    def nothing(dtype: str) -> "ExtensionArray":
        return taken([None], first, dtype)

    return pd.DataFrame(
        {
            name: nothing(dtype) if (column := columns[name]) is None else _laid_out(column, dtype)
            for name, dtype in dtypes.items()
        }
    )


def figures_of(column: Sequence[float | None] | None, rows: int) -> "npt.NDArray[np.float64]":
    """Return a column of figures as numbers, NaN for none; None is a column of so many rows."""
    import numpy as np

    if column is None:
        return np.full(rows, np.nan)
    return _laid_out(column, "float64").to_numpy()


def _laid_out(column: Sequence[Any], dtype: str) -> "ExtensionArray":
    if isinstance(column, Coded):
        return taken(column.values, column.places, dtype)
    return column_of(column, dtype)


def frame_of_rows(layout: dict[str, str], rows: Iterable[Mapping[str, Any]]) -> "pd.DataFrame":
    """Return a frame of rows that give their values by column; what a row lacks is missing."""
    made = list(rows)
    return frame_of({name: [row.get(name) for row in made] for name in layout}, layout)


def plain_columns(frame: "pd.DataFrame", names: Iterable[str]) -> list[list[Any]]:
    """Return columns as lists of plain values, with None for what is not there."""
    return [
        frame[name].to_numpy(dtype=object, na_value=None).tolist()  # type: ignore[call-overload]
        for name in names
    ]


@cache
def _empty(dtypes: tuple[tuple[str, str], ...]) -> "pd.DataFrame":
    """Return a frame without rows; most catalogues have no causes, overlaps or requests."""
    import pandas as pd

    return pd.DataFrame({name: column_of([], dtype) for name, dtype in dtypes})


def column_of(values: Any, dtype: str = "str") -> "ExtensionArray":
    """Return a column of these values."""
    import pandas as pd

    if _in_arrow(values, dtype):
        values = _texts(values)
    made: ExtensionArray = pd.array(values, dtype=_dtype(dtype), copy=False)
    return made


def _in_arrow(values: Any, dtype: str) -> bool:
    """Return whether pyarrow lays these values out: half the time of what pandas does with them."""
    return dtype == "str" and isinstance(values, list) and _dtype(dtype).storage == "pyarrow"


def _texts(values: Sequence[Any]) -> Any:
    import pyarrow as pa

    return pa.array(values, pa.large_string(), from_pandas=True)


@cache
def _nothing(dtype: str) -> "ExtensionArray":
    return column_of([], dtype)


@cache
def _dtype(name: str) -> Any:
    import pandas as pd

    return pd.api.types.pandas_dtype(name)
