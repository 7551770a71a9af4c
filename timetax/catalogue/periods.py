"""Periods as official tables name them: a year, a fiscal year, a quarter, a date."""

import re
from typing import Annotated

from timetax.catalogue.declaration import ValueType
from timetax.catalogue.values import mistake
from timetax.wording.hints import shown

_PATTERN = (
    r"(FY)?(19|20)[0-9]{2}( Q[1-4])?|"
    r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?"
)
_PARTS = re.compile(r"(?:FY)?([0-9]{4})(?: Q([1-4])|-([0-9]{2})(?:-([0-9]{2}))?)?")


def read_period(value: object) -> str:
    """Return the period that `value` spells."""
    if isinstance(value, bool) or not re.fullmatch(_PATTERN, str(value)):
        found = shown(value)
        raise mistake(f"must be a period such as 2024, FY2024, FY2024 Q2 or 2024-06, not {found}")
    return str(value)


PERIOD = ValueType(
    "a period",
    read_period,
    {
        "anyOf": [
            {"type": "integer", "minimum": 1900, "maximum": 2099},
            {"type": "string", "pattern": f"^({_PATTERN})$"},
        ]
    },
)
Period = Annotated[str, PERIOD]


def order_of(period: str) -> tuple[int, int, int]:
    """Return what puts periods in order: the year, the quarter or month in it, and the day.

    A whole year comes before its parts. Fiscal years are among themselves: they are set beside
    calendar years by their number alone.
    """
    found = _PARTS.fullmatch(period)
    assert found  # it was read by `read_period`
    year, quarter, month, day = (int(each or 0) for each in found.groups())
    return year, quarter * 3 or month, day
