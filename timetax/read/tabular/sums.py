"""The figures of rows, and sums of rows that follow each other as differences of running sums."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from timetax.read.tabular.figures import Figures, Numbers, coarsest, step
from timetax.tables.coded import distinct

_NEAR = 10
"""Ends of a stretch that are tried on each side of a row."""
_COUNTS = frozenset({"responses", "respondents"})
"""Figures that are not rounded where they are whole."""
MOST = 0.005
"""The share of a sum that the rounding of its parts may make."""
AT_MOST = 1.1
"""What the two rows beside a row may be of its figure, with all rounding, if it sums them."""


class Printed:
    """The figures of rows that can be added up, and how they are rounded.

    Attributes:
        figures: the figures of all rows.
        columns: those that can be added up; what a row does not print is computed.
        units: the unit to which the figures of each column are rounded.
    """

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.count = figures.count
        self.columns: dict[str, Numbers] = figures.additive
        self.units = {key: coarsest(values) or 1e-6 for key, values in self.columns.items()}
        self._steps: dict[str, float] = {}

    @cached_property
    def silent(self) -> set[int]:
        """The rows without a figure: they are no part of a sum."""
        first, *others = self.columns.values()
        if None not in distinct(first):
            return set()
        rows = {row for row, value in enumerate(first) if value is None}
        for values in others:
            rows = {row for row in rows if values[row] is None}
        return rows

    def step(self, key: str) -> float:
        """Return the number of which all figures of a column are multiples."""
        if key not in self._steps:
            self._steps[key] = step(self.columns[key]) or 1e-6
        return self._steps[key]

    def stated(self, row: int) -> dict[str, float]:
        """Return the figures of a row that can be a sum; hours that are not printed are none."""
        stated = {}
        for key in self.columns:
            printed = self.figures.of.get(key)
            value = printed[row] if printed is not None else None
            if value:
                stated[key] = value
        return stated

    def digits(self, row: int) -> float:
        """Return how many digits the figures of a row have that could differ by chance."""
        stated = self.stated(row)
        return max((math.log10(max(1.0, each / self.step(key))) for key, each in stated.items()),
                   default=0.0)  # fmt: skip

    def matches(self, key: str, stated: float, found: float, rows: int) -> bool:
        """Return whether a sum is the stated one within the rounding of both and of each part."""
        unit = self.units[key]
        parts = 0.0 if key in _COUNTS and unit == 1 else unit * rows / 2
        own = (coarsest([stated]) or 0.0) / 2
        rounding = min(parts, MOST * abs(stated)) + min(own, 10 * MOST * abs(stated))
        return abs(stated - found) <= rounding + 1e-9 * (1 + abs(stated))


class RunningSums:
    """The running sums of the rows that are forms.

    Attributes:
        printed: the figures.
        not_forms: the rows that are no forms.
        is_form: whether each row is a form.
        before: how many forms there are before each row.
        running: the sum of each column before each row.
    """

    def __init__(self, printed: Printed, not_forms: Collection[int]) -> None:
        self.printed = printed
        self.not_forms = not_forms
        self.is_form = [True] * printed.count
        for row in not_forms:
            self.is_form[row] = False
        self.before = list(accumulate(self.is_form, initial=0))
        self.running: dict[str, list[float]] = {}
        for key, values in printed.columns.items():
            kept = [value or 0.0 for value in values]
            for row in not_forms:
                kept[row] = 0.0
            self.running[key] = list(accumulate(kept, initial=0.0))
        self._totals: dict[tuple[str, int], tuple[float, Sequence[int]]] = {}
        self._lists: list[Sequence[int]] = []

    @property
    def forms(self) -> int:
        """How many forms there are."""
        return self.before[-1]

    @cached_property
    def everything(self) -> list[int]:
        """All rows that are forms."""
        return self.rows_in(0, self.printed.count)

    def rows_in(self, begin: int, end: int) -> list[int]:
        """Return the forms of a stretch of rows."""
        return [row for row in range(begin, end) if self.is_form[row]]

    def total(self, key: str, rows: Sequence[int]) -> float:
        """Return what the figures of rows add up to."""
        return self.added(key, self.printed.columns[key], rows)[0]

    def added(self, name: str, values: Numbers, rows: Sequence[int]) -> tuple[float, Sequence[int]]:
        """Return the sum of rows, and those that are known; once for the same list of rows."""
        key = name, id(rows)
        if key not in self._totals:
            known = [row for row in rows if values[row] is not None]
            self._totals[key] = math.fsum(values[row] or 0.0 for row in known), known
            self._lists.append(rows)  # so that no other list has its id
        return self._totals[key]

    def sums_to(self, key: str, stated: float, begin: int, end: int, least: int) -> bool:
        """Return whether a stretch of at least so many forms adds up to what is stated."""
        count = self.before[end] - self.before[begin]
        running = self.running[key]
        return count >= least and self.printed.matches(
            key, stated, running[end] - running[begin], count
        )

    def is_sum(self, stated: Mapping[str, float], begin: int, end: int, least: int = 1) -> bool:
        """Return whether a stretch adds up to all that a row states."""
        return all(self.sums_to(key, value, begin, end, least) for key, value in stated.items())

    def is_rest(self, stated: Mapping[str, float]) -> bool:
        """Return whether what a form states is the sum of all others."""
        return all(
            self.printed.matches(key, value, self.running[key][-1] - value, self.forms - 1)
            for key, value in stated.items()
        )

    def adjacent(self, row: int, key: str, stated: float, least: int) -> tuple[int, int] | None:
        """Return the stretch of rows that ends above a row, or begins below it, and sums to it."""
        running, near = self.running[key], 1.5 * self.printed.units[key]
        wanted = running[row] - stated
        first = bisect_left(running, wanted - near, 0, row)
        last = bisect_right(running, wanted + near, first, row)
        spans = [(begin, row) for begin in range(last - 1, max(first, last - _NEAR) - 1, -1)]
        wanted = running[row + 1] + stated
        first = bisect_left(running, wanted - near, row + 2)
        last = bisect_right(running, wanted + near, first)
        spans += [(row + 1, end) for end in range(first, min(last, first + _NEAR))]
        return next((each for each in spans if self.sums_to(key, stated, *each, least)), None)
