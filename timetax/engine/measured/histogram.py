"""An exact histogram of the active time of cases: all that is known of them outside an engine."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from timetax.engine.measured.sessions import CAPS, MICROSECONDS


@dataclass(frozen=True)
class Cases:
    """Cases of one form, or of one group of them.

    Attributes:
        form: the form.
        groups: the values of the columns by which they are grouped; none are all of the form.
        finished: cases by whole seconds of active time, in ascending order: those that were sent.
        given_up: the same of those that were not.
        capped: microseconds of all finished cases by the seconds up to which a gap counts.
        uncapped: microseconds of active time of all cases without a cap.
        backwards: cases that were sent before they were begun.
        most: the most cases that one subject has.
    """

    form: str
    groups: tuple[str, ...]
    finished: tuple[tuple[int, int], ...]
    given_up: tuple[tuple[int, int], ...]
    capped: tuple[tuple[int, int], ...]
    uncapped: int
    backwards: int = 0
    most: int = 1

    @cached_property
    def finished_cases(self) -> int:
        """How many were finished."""
        return sum(count for _, count in self.finished)

    @cached_property
    def given_up_cases(self) -> int:
        """How many were not."""
        return sum(count for _, count in self.given_up)

    @property
    def cases(self) -> int:
        """How many there are."""
        return self.finished_cases + self.given_up_cases

    @property
    def capped_share(self) -> float | None:
        """The share of time between events that lies above the cap; None where there is none."""
        seconds = sum(at * count for at, count in (*self.finished, *self.given_up))
        if not self.uncapped:
            return None
        return max(0.0, 1 - seconds * MICROSECONDS / self.uncapped)


@dataclass(frozen=True)
class Histogram:
    """The cases of each form, and of each of its groups if they were asked for.

    Attributes:
        by: the columns by which cases are grouped.
        forms: all cases of a form, in the order of names.
        groups: its cases by groups, in the order of names.
    """

    by: tuple[str, ...]
    forms: tuple[Cases, ...]
    groups: tuple[Cases, ...]

    @cached_property
    def hash(self) -> str:
        """The SHA-256 hash of form, finished, seconds and cases: the same whatever the engine.

        It is taken of a line of JSON for each, in the order of form, finished and seconds.
        """
        made = hashlib.sha256()
        for each in self.forms:
            for finished, bars in ((0, each.given_up), (1, each.finished)):
                for seconds, count in bars:
                    made.update(f"{json.dumps([each.form, finished, seconds, count])}\n".encode())
        return made.hexdigest()


def histogram_of(rows: Iterable[Sequence[Any]], by: Sequence[str]) -> Histogram:
    """Return the histogram that the rows of `sessions_query` or `cases_query` make.

    A log may be asked in parts: rows of the same form, outcome and seconds are added up.
    """
    depth = len(by)
    sums: dict[tuple[str, ...], _Sum] = {}
    for row in rows:
        keys = {(row[0],), tuple(row[: 1 + depth])}
        for key in keys:
            sums.setdefault(key, _Sum()).add(row[1 + depth :])
    cells = [(key, found.cases(key[0], key[1:])) for key, found in sorted(sums.items())]
    return Histogram(
        tuple(by),
        tuple(each for key, each in cells if len(key) == 1),
        tuple(each for key, each in cells if len(key) > 1),
    )


class _Sum:
    """What rows of one form, or of one group of it, come to; their order does not matter."""

    def __init__(self) -> None:
        self._bars: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self._capped = dict.fromkeys(CAPS, 0)
        self._uncapped = self._backwards = 0
        self._most = 1

    def add(self, row: Sequence[Any]) -> None:
        finished, seconds, count, *at_caps, uncapped, backwards, most = row
        bars = self._bars[finished]
        bars[seconds] = bars.get(seconds, 0) + count
        if finished:
            for cap, micros in zip(CAPS, at_caps, strict=True):
                self._capped[cap] += micros
        self._uncapped += uncapped
        self._backwards += backwards
        self._most = max(self._most, most)

    def cases(self, form: str, groups: tuple[str, ...]) -> Cases:
        given_up, finished = (tuple(sorted(each.items())) for each in self._bars)
        capped = tuple(self._capped.items())
        return Cases(
            form, groups, finished, given_up, capped, self._uncapped, self._backwards, self._most
        )


def merged(form: str, groups: tuple[str, ...], cells: Sequence[Cases]) -> Cases:
    """Return the cases of several cells as those of one."""

    def together(bars: Iterable[tuple[tuple[int, int], ...]]) -> tuple[tuple[int, int], ...]:
        found: dict[int, int] = {}
        for each in bars:
            for at, count in each:
                found[at] = found.get(at, 0) + count
        return tuple(sorted(found.items()))

    return Cases(
        form,
        groups,
        together(each.finished for each in cells),
        together(each.given_up for each in cells),
        together(each.capped for each in cells),
        sum(each.uncapped for each in cells),
        sum(each.backwards for each in cells),
        max((each.most for each in cells), default=1),
    )
