"""Writes the tables of a report into its JSON, from which the very same tables come back.

`{"title": ..., "forms": {"columns": [...], "rows": [[...], ...]}, ...}`, one row a line. A float is
written as the shortest text that is read as the same float, and what is missing is null.
"""

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from timetax.tables.frames import plain_columns
from timetax.tables.layouts import ABOUT, LAYOUTS, Tables

if TYPE_CHECKING:
    import pandas as pd

KEY = "timetax_report"
VERSION = 1
"""The name and version of the shape that a report has in JSON."""
TABLES = "tables"
"""The key of the tables in the JSON of a report."""

_AT_ONCE = 2_048
"""Rows that are Python's own values at the same time."""


def as_json_parts(tables: Tables) -> Iterator[str]:
    """Yield the parts of a JSON object with the inputs in tables.

    Its lines but the first are indented by two.
    """
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    before = "{"
    for name in ABOUT:
        yield f"{before}\n    {encode(name)}: {encode(getattr(tables, name))}"
        before = ","
    for name, layout in LAYOUTS.items():
        yield f',\n    {encode(name)}: {{"columns": {encode(list(layout))}, "rows": ['
        before = ""
        for row in _rows(getattr(tables, name), layout):
            yield f"{before}\n      {encode(row)}"
            before = ","
        yield "]}"
    yield "\n  }"


def holds_report(data: bytes) -> bool:
    """Return whether bytes are those of a report that was saved as JSON."""
    start = data[: len(codecs.BOM_UTF8) + 64].removeprefix(codecs.BOM_UTF8).lstrip()
    return start.startswith(b"{") and f'"{KEY}"'.encode() in data


def _rows(frame: "pd.DataFrame", layout: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(frame), _AT_ONCE):
        some = frame.iloc[start : start + _AT_ONCE]
        yield from zip(*plain_columns(some, layout), strict=True)
