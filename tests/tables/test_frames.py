"""Columns of texts are asked the same, however pandas stores them."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from timetax.tables import frames


@pytest.mark.parametrize("storage", ["pyarrow", "python"])
def test_names_are_found_at_their_places_among_others(
    storage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if storage == "pyarrow":
        pytest.importorskip("pyarrow")
    kind = pd.StringDtype(storage, na_value=np.nan)
    monkeypatch.setattr(frames, "_dtype", lambda _: kind)
    names, wanted = (
        pd.Series(each, dtype=kind) for each in (["b", "a", "ß"], ["a", "x", "ß", "a"])
    )
    assert frames.places_among(names, wanted).tolist() == [1, -1, 2, 1]
    assert frames.places_among(names, wanted[:0]).tolist() == []
    assert frames.places_among(names[:0], wanted).tolist() == [-1] * 4
