"""Rows that sum the block of rows beside them more often than chance explains.

The sums of all stretches that end above a row or begin below it are differences of running sums, so
that one look among these tells whether a row is one of them; and a row is none that is smaller than
the two beside it. How often chance makes such a match is measured on the table itself, with figures
that are moved to other rows.
"""

import math
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping

from timetax.read.tabular.doubts import Doubt
from timetax.read.tabular.figures import ADDITIVE
from timetax.read.tabular.headings import TIME
from timetax.read.tabular.sums import AT_MOST, RunningSums

_LEAST = 20
"""Forms of a table that is too large for its ends alone to be looked at."""
_ENOUGH = 3
"""Matches that are needed where a single figure tells."""
_TELLING = 1.5
"""Digits by which figures tell more than all stretches of a table could match by chance."""
_LEVELS = 3
"""Sums of sums of sums."""
_COUNTS = ("responses", "respondents")


def sums_of_blocks(sums: RunningSums, keep: Collection[int]) -> Iterator[Doubt]:
    """Yield the doubt about rows that nothing marks and that are the sums of blocks beside them."""
    found: dict[int, tuple[int, int]] = {}
    of: set[int] = set()
    begin = sums
    for _ in range(_LEVELS):
        made = _matches(sums, keep) if sums.forms >= _LEAST else {}
        if not made:
            break
        found |= made
        for span in made.values():
            of.update(sums.rows_in(*span))
        sums = RunningSums(sums.printed, {*sums.not_forms, *made})
    if found:
        rows = sorted(found)
        key, stated = next(iter(begin.printed.stated(rows[0]).items()))
        yield Doubt(rows, False, sorted(of - found.keys()), key, stated, blocks=True)


def _matches(sums: RunningSums, keep: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return the rows that sum a block, and the block of each; none if chance may explain them."""
    printed = sums.printed
    keys = [key for key in ADDITIVE[:3] if key in printed.figures.of and sums.running[key][-1]]
    if not keys:
        return {}
    counts = [key for key in _COUNTS if key in keys]
    lead = counts[0] if counts else keys[0]
    running, values, unit = sums.running[lead], printed.figures.of[lead], printed.units[lead]
    times = printed.figures.of.get(TIME) if len(counts) < 2 else None
    likely = (
        range(printed.count)
        if times is None
        else [row for row, time in enumerate(times) if time is None]
    )
    rows = [row for row in likely if sums.is_form[row] and values[row] and row not in keep]

    def is_end(wanted: float) -> bool:
        rounded = round(wanted / unit)
        at = bisect_left(running, wanted - unit)
        while at < len(running) and running[at] <= wanted + unit:
            if round(running[at] / unit) == rounded:
                return True
            at += 1
        return False

    def matching(moved: int) -> dict[int, tuple[int, int]]:
        made = {}
        for place, row in enumerate(rows):
            other = rows[(place + moved) % len(rows)]
            value = values[other] or 0.0
            most = AT_MOST * value + unit
            above = row > 1 and running[row] - running[row - 2] <= most
            below = row + 3 < len(running) and running[row + 3] - running[row + 1] <= most
            if (above or below) and (
                is_end(running[row] - value) or is_end(running[row + 1] + value)
            ):
                stated = {key: each for key, each in printed.stated(other).items() if key in keys}
                span = sums.adjacent(row, lead, value, 2)
                if span and sums.is_sum(stated, *span):
                    made[row] = span
        return made

    found = matching(0)
    if not found:
        return {}
    by_chance = (len(matching(len(rows) // 3)) + len(matching(len(rows) // 2))) / 2
    least = 1 if _evidence(sums, keys, len(rows)) >= _TELLING else _ENOUGH
    return found if len(found) >= 3 * by_chance + least else {}


def _evidence(sums: RunningSums, keys: Collection[str], rows: int) -> float:
    """Return by how many digits figures tell more than the stretches beside rows are many."""
    means: Mapping[str, float] = {
        key: sums.running[key][-1] / sums.forms / sums.printed.step(key) for key in keys
    }
    return sum(math.log10(max(1.0, each)) for each in means.values()) - math.log10(2 * rows)
