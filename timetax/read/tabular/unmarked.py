"""Sums that nothing marks: their figures alone tell, and the user is asked."""

import math
from bisect import bisect_left
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from timetax.read.tabular.doubts import Doubt, doubt_of
from timetax.read.tabular.figures import ADDITIVE
from timetax.read.tabular.sums import MOST, Printed, RunningSums
from timetax.tables.coded import distinct

_FEW = 200
"""Rows of a table in which each is looked at whose figures tell together; in larger ones chance
has more to choose from, and sums of many blocks are found as such."""
_TELLING = 2.5
"""Digits of a sum that make a chance unlikely where a row is the sum of all others."""


def unmarked(
    sums: RunningSums,
    keep: Collection[int],
    weak: Collection[int],
    named: Collection[int],
    groups: Mapping[str, Sequence[str | None]],
) -> Iterator[Doubt]:
    """Yield sums that nothing marks: rows at an end, anywhere, and a block of half the sum."""
    printed = sums.printed
    kept = sum(1 for row in keep if sums.is_form[row])
    count = sums.forms - kept
    keys = [key for key in ADDITIVE[:3] if key in printed.columns and sums.running[key][-1]]
    if count < 3 or not keys:
        return
    telling = _telling_together(sums, keys, count, groups) if count <= _FEW else set()
    free = (row for row in range(printed.count) if sums.is_form[row] and row not in keep)
    below = (row for row in reversed(range(printed.count)) if sums.is_form[row] and row not in keep)
    large = _large(printed, keys, count) | telling
    large = {row for row in large if sums.is_form[row] and row not in keep}
    for row in sorted((large | {next(free), next(below)}) - set(weak)):
        stated = {key: each for key, each in printed.stated(row).items() if key in keys}
        if not stated or row in named:
            continue
        if row not in large and printed.digits(row) < _TELLING:
            continue
        begin, end = 0, printed.count
        if not sums.is_rest(stated):
            found = sums.adjacent(row, *next(iter(stated.items())), 2) if row in large else None
            if found is None or not sums.is_sum(stated, *found):
                continue
            begin, end = found
        yield doubt_of([row], [each for each in sums.rows_in(begin, end) if each != row], stated)
    yield from _half(sums, keep, count, keys)


def _large(printed: Printed, keys: Sequence[str], forms: int) -> set[int]:
    """Return the rows whose figures are so large that a sum anywhere is none by chance."""
    rows: set[int] = set()
    for key in keys:
        values = printed.columns[key]
        limit = printed.step(key) * 10 ** (_TELLING + 0.5 + math.log10(forms))
        if any(value and value >= limit for value in distinct(values)):
            rows.update(row for row, value in enumerate(values) if value and value >= limit)
    return rows


def _telling_together(
    sums: RunningSums,
    keys: Sequence[str],
    forms: int,
    groups: Mapping[str, Sequence[str | None]],
) -> set[int]:
    """Return the rows of which several figures may be a sum, where one alone may be by chance.

    Round figures are enough at the end of a group: there all of it must be the sum.
    """
    printed = sums.printed
    rows = set()
    for row in sums.everything:
        stated = {key: each for key, each in printed.stated(row).items() if key in keys}
        digits = sum(math.log10(max(1.0, each / printed.step(key))) for key, each in stated.items())
        if len(stated) > 1 and digits >= _TELLING + 0.5 + math.log10(forms):
            rows.add(row)
    for row, begin, end in _ends_of_groups(groups, 0, printed.count):
        stated = {key: each for key, each in printed.stated(row).items() if key in keys}
        if len(stated) > 1 and end - begin > 1 and sums.is_sum(stated, begin, end, 2):
            rows.add(row)
    return rows


def _half(
    sums: RunningSums, keep: Collection[int], count: int, keys: Sequence[str]
) -> Iterator[Doubt]:
    """Yield the place at which one half of the rows is the sum of the other."""
    printed, running = sums.printed, sums.running
    key = keys[0]
    half = running[key][-1] / 2
    if count < 4 or half < printed.step(key) * 10**_TELLING:
        return
    place = bisect_left(running[key], half * (1 - MOST))
    while place < printed.count and running[key][place] <= half * (1 + MOST):
        before = sums.before[place]
        if 1 < before < count - 1 and all(
            printed.matches(each, running[each][-1] / 2, running[each][place], before)
            for each in keys
        ):
            forms = [row for row in sums.everything if row not in keep]
            above = [row for row in forms if row < place]
            below = [row for row in forms if row >= place]
            odd, rest = (below, above) if len(below) <= len(above) else (above, below)
            yield Doubt(odd, False, rest, key, half)
            return
        place += 1


def unmarked_among(
    sums: RunningSums,
    keep: Collection[int],
    marks: Iterable[int],
    groups: Mapping[str, Sequence[str | None]],
    suspects: Container[int],
    known: Iterable[Doubt],
) -> Iterator[Doubt]:
    """Yield rows that say nothing of a sum, at the ends of groups of which others have one.

    `marks` are the rows that are sums; no row is named that is in a `known` doubt.
    """
    in_doubt = {row for doubt in known for row in doubt.rows}
    for before, after in pairwise(sorted({-1, sums.printed.count, *marks})):
        ends = [
            (after - 1, before + 1, after - 1),
            (before + 1, before + 2, after),
            *_ends_of_groups(groups, before + 1, after),
        ]
        for row, begin, end in sorted(ends, key=lambda each: each[0] not in suspects):
            if not begin < end or not sums.is_form[row] or row in keep:
                continue
            stated = sums.printed.stated(row)
            if stated and sums.is_sum(stated, begin, end):
                of = sums.rows_in(begin, end)
                if of and in_doubt.isdisjoint([row, *of]) and any(each not in keep for each in of):
                    in_doubt.add(row)
                    yield doubt_of([row], of, stated)


def _ends_of_groups(
    groups: Mapping[str, Sequence[str | None]], begin: int, end: int
) -> Iterator[tuple[int, int, int]]:
    """Yield the first and the last row of each group with the others of the group."""
    for texts in groups.values():
        first = begin
        for row in range(begin + 1, end + 1):
            if row == end or texts[row] != texts[first]:
                yield row - 1, first, row - 1
                yield first, first + 1, row
                first = row
        return
