"""What a value is, in the one line that Python shows of it."""

import math
from collections.abc import Iterable

from timetax.wording.hints import shown
from timetax.wording.numbers import in_hours, in_words, plural
from timetax.wording.terminal import one_line


def summary(what: str, *figures: str) -> str:
    """Return what a value is and holds in one line: `<Tables 'Forms': 3 forms, 120 hours a year>`.

    Args:
        what: its kind, and what it is called if it is called anything.
        figures: what it holds.
    """
    return one_line(f"<{what}: {', '.join(figures)}>")


def named(kind: str, title: str | None) -> str:
    """Return a kind of value with what this one is called, cut if that is long."""
    return f"{kind} {shown(title)}" if title else kind


def forms_and_hours(left_out: int, hours: Iterable[float | None]) -> tuple[str, ...]:
    """Return how many forms there are and their hours a year; those not known are None or NaN."""
    counted = list(hours)
    known = [each for each in counted if each is not None and not math.isnan(each)]
    unknown = len(counted) - len(known)
    return tuple(
        filter(
            None,
            (
                plural(len(counted), "form"),
                f"{left_out:,} more left out" if left_out else "",
                f"{unknown:,} not estimated" if unknown else "",
                f"{in_hours(in_words(math.fsum(known)))} a year" if known else "",
            ),
        )
    )
