"""A table that no hours can come of: said loudly, with what is missing and why."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from timetax.read.tabular.headings import TIME
from timetax.read.tabular.model import IGNORED, ColumnMapping
from timetax.read.tabular.plan import NO_HOURS, Inference
from timetax.tables.coded import distinct
from timetax.wording.hints import shown

_COUNTS = ("responses", "respondents")
_NAMED = 5


def no_hours(
    name: str, values: Mapping[str, Sequence[Any]], mapping: Iterable[ColumnMapping]
) -> list[Inference]:
    """Return the remark that the forms of a file, by their values, have no hours; none if some do.

    `mapping` tells which columns the user left out.
    """

    def is_known(key: str) -> bool:
        return any(value is not None for value in distinct(values.get(key, ())))

    counted = any(map(is_known, _COUNTS))
    if not values["title"] or is_known("published_hours") or (counted and is_known(TIME)):
        return []
    missing = [] if counted else ["how many respond"]
    if not is_known(TIME):
        missing.append("how long it takes")
    ignored = [shown(each.heading) for each in mapping if each.why == IGNORED][:_NAMED]
    return [
        Inference(
            "hours",
            f"{NO_HOURS}{name}: nothing that is read tells {' or '.join(missing)}",
            f"left out as asked: {', '.join(ignored)}" if ignored else "",
        )
    ]
