"""Writes the tables of a report into its JSON, from which the very same tables come back.

`{"title": ..., "forms": {"columns": [...], "rows": [[...], ...]}, ...}`, one row a line. A float is
written as the shortest text that is read as the same float, and what is missing is null.
"""

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from timetax.tables.layouts import ABOUT, LAYOUTS, Tables

if TYPE_CHECKING:
    import pandas as pd

KEY = "timetax_report"
VERSION = 1
"""The name and version of the shape that a report has in JSON."""
TABLES = "tables"
"""The key of the tables in the JSON of a report."""


def as_json(tables: Tables) -> str:
    """Return the inputs in tables as a JSON object; its lines but the first are indented by two."""
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    about = [f"{encode(name)}: {encode(getattr(tables, name))}" for name in ABOUT]
    frames = [
        f'{encode(name)}: {{"columns": {encode(list(layout))}, "rows": ['
        + ",".join(f"\n      {encode(row)}" for row in _rows(getattr(tables, name), layout))
        + "]}"
        for name, layout in LAYOUTS.items()
    ]
    return "{\n    " + ",\n    ".join([*about, *frames]) + "\n  }"


def holds_report(data: bytes) -> bool:
    """Return whether bytes are those of a report that was saved as JSON."""
    start = data[: len(codecs.BOM_UTF8) + 64].removeprefix(codecs.BOM_UTF8).lstrip()
    return start.startswith(b"{") and f'"{KEY}"'.encode() in data


def _rows(frame: "pd.DataFrame", layout: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    known = frame[list(layout)].astype(object).where(frame[list(layout)].notna(), None)
    return zip(*(known[name].tolist() for name in layout), strict=True)
