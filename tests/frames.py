"""Whether two frames are the same."""

import pandas as pd


def assert_same_frame(one: pd.DataFrame, other: pd.DataFrame, name: str = "DataFrame") -> None:
    """Assert that frames are the same to the last bit, with their labels and types.

    Where one may not be, pandas judges and says what differs; to ask it of each takes ten times as
    long as to see that they are.
    """
    same = (
        one.equals(other)
        and one.index.identical(other.index)
        and one.columns.identical(other.columns)
    )
    if not same:
        pd.testing.assert_frame_equal(one, other, check_exact=True, obj=name)
