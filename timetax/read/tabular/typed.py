"""Cells that have a type, in a workbook or a Parquet file, as the text that says the same."""

import datetime
from decimal import Decimal
from fractions import Fraction
from math import copysign
from typing import Any

from timetax.read.tabular.model import Cell


def text_of(value: Any) -> Cell:
    """Return `value` as text, exactly; None where there is none."""
    kind = type(value)
    if kind is str or value is None:
        return value  # type: ignore[no-any-return]
    if kind is float:
        if value != value:
            return None
        whole = value.is_integer() and (value or copysign(1, value) > 0)
        return str(int(value)) if whole else repr(value)
    if kind is int:
        return str(value)
    if kind is bool:
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, datetime.timedelta):
        return clock(value.total_seconds())
    if isinstance(value, Decimal) and value.is_finite():
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and abs(exponent) < 100:
            from timetax.read.tabular.cells.numbers import exactly

            return exactly(Fraction(value))
    if isinstance(value, list | tuple | set):
        return "; ".join(text_of(each) or "" for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {text_of(each) or ''}" for key, each in value.items())
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def clock(seconds: float) -> str:
    """Return a length of time as workbooks show it."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
